"""The far end of a network wire: a server on this computer that a simulated device speaks through."""

from __future__ import annotations

import select
import socket
import threading
import time
from contextlib import suppress


class TcpEnd:
    """Listens on a free port of the loopback; the last who connects is spoken to."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._lock = threading.Lock()
        self._peer: socket.socket | None = None
        self._is_plugged = True
        self._thread = threading.Thread(target=self._answer, name="simulated wire", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """What a person would write into the settings."""
        return f"tcp://127.0.0.1:{self.port}"

    def write(self, data: bytes) -> None:
        """Sends to whoever listens; a broken connection is their trouble."""
        with self._lock:
            if self._peer is not None:
                with suppress(OSError):
                    self._peer.sendall(data)

    def read(self, within_s: float) -> bytes:
        """What was said to it, b"" when nothing was within that time."""
        with self._lock:
            peer = self._peer
        if peer is None:
            time.sleep(min(within_s, 0.01))
            return b""
        try:
            ready, _to_write, _broken = select.select([peer], [], [], within_s)
            data = peer.recv(4096) if ready else b""
        except (OSError, ValueError):
            data, ready = b"", []
        if ready and not data:  # the other side hung up: the next look is no sooner
            time.sleep(0.01)
        return data

    def unplug(self) -> None:
        """Drops who is connected, and everybody who comes."""
        with self._lock:
            self._is_plugged = False
            self._drop()

    def plug_in(self) -> None:
        """Takes connections again."""
        self._is_plugged = True

    def close(self) -> None:
        """The device is gone."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()
        with self._lock:
            self._drop()

    def _answer(self) -> None:
        while True:
            try:
                peer, _place = self._server.accept()
            except OSError:
                return
            with self._lock:
                self._drop()
                self._peer = peer
                if not self._is_plugged:
                    self._drop()

    def _drop(self) -> None:
        if self._peer is not None:
            self._peer.close()
            self._peer = None
