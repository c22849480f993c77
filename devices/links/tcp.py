"""A wire over the network: scales and scanners behind a serial server, and the simulators of the tests."""

from __future__ import annotations

import socket

from devices.errors import LinkDown

CONNECT_S = 2.0
WRITE_S = 2.0
MOST = 4096
MOST_OLD = 64


class TcpLink:
    """A connection to host and port; one at a time."""

    def __init__(self, host: str, port: int) -> None:
        self._place = (host, port)
        self._socket: socket.socket | None = None

    @property
    def address(self) -> str:
        return f"{self._place[0]}:{self._place[1]}"

    def open(self) -> None:
        self.close()
        try:
            self._socket = socket.create_connection(self._place, CONNECT_S)
        except OSError as error:
            raise LinkDown(self.address, str(error)) from error
        # A peer that vanished without a word is noticed while nothing is sent either.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def read(self, within_s: float) -> bytes:
        wire = self._wire()
        wire.settimeout(max(within_s, 0.001))
        try:
            data = wire.recv(MOST)
        except TimeoutError:
            return b""
        except OSError as error:
            raise LinkDown(self.address, str(error)) from error
        if not data:
            raise LinkDown(self.address, "closed by the other side")
        return data

    def write(self, data: bytes) -> None:
        wire = self._wire()
        wire.settimeout(WRITE_S)
        try:
            wire.sendall(data)
        except OSError as error:
            raise LinkDown(self.address, str(error)) from error

    def discard_input(self) -> None:
        for _time in range(MOST_OLD):
            if not self.read(0.001):
                return

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _wire(self) -> socket.socket:
        if self._socket is None:
            raise LinkDown(self.address, "not connected")
        return self._socket
