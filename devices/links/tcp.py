"""A wire over the network: printers at port 9100, scales and scanners behind a serial server, the simulators.

That all bytes were taken means that they left this program; buffers on the way swallow a hundred labels.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress

from devices.errors import LinkDown

CONNECT_S = 2.0
WRITE_S = 2.0
MOST = 4096
MOST_OLD = 64


class TcpLink:
    """A connection to host and port; one at a time. `stall_s`: the longest that the other side may take nothing."""

    def __init__(self, host: str, port: int, *, stall_s: float = WRITE_S) -> None:
        self._place, self._stall_s = (host, port), stall_s
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
        wire, left, sent = self._wire(), memoryview(data), 0
        wire.settimeout(self._stall_s)
        try:
            while sent < len(data):
                sent += wire.send(left[sent:])
        except TimeoutError as error:
            raise LinkDown(self.address, f"nothing taken for {self._stall_s:g} s", sent) from error
        except OSError as error:
            raise LinkDown(self.address, str(error), sent) from error

    def discard_input(self) -> None:
        for _time in range(MOST_OLD):
            if not self.read(0.001):
                return

    def finish(self, within_s: float) -> bool:
        """Says that no more comes; True when the other side has read all of it and hung up (as port 9100 is used)."""
        wire, end = self._wire(), time.monotonic() + within_s
        try:
            wire.shutdown(socket.SHUT_WR)
            while (left := end - time.monotonic()) > 0:
                wire.settimeout(left)
                if not wire.recv(MOST):
                    return True
        except TimeoutError:
            return False
        except OSError as error:
            raise LinkDown(self.address, str(error)) from error
        return False

    def close(self) -> None:
        wire, self._socket = self._socket, None
        if wire is not None:
            _take_leave(wire)
            wire.close()

    def _wire(self) -> socket.socket:
        if self._socket is None:
            raise LinkDown(self.address, "not connected")
        return self._socket


def _take_leave(wire: socket.socket) -> None:
    """Says that no more comes, and reads what was answered: a wire closed over unread answers is reset, and the other
    side may throw away the end of a label.
    """
    with suppress(OSError):
        wire.shutdown(socket.SHUT_WR)
        wire.setblocking(False)
        for _time in range(MOST_OLD):
            if not wire.recv(MOST):
                return
