"""Wires to a simulated printer that fail in every way the real ones do: a port of the network, a cable in memory.

`TcpPrinter` is mute, slow, refuses, or breaks off after so many bytes of a label. Next: workers/practice.py.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress

from devices.errors import LinkDown
from devices.simulators.printer import PrinterSim

LOOK_S = 0.1
MOST = 65536
ROOM = 4096
AT_ONCE = struct.pack("ii", 1, 0)
"""Lingering for no time: closing the connection resets it."""


class TcpPrinter:
    """`printer` behind a free port of the loopback; it serves one connection at a time, as printers do.

    `is_mute`: it takes connections and reads nothing. `bytes_a_second`: as fast as it reads. `reset_after`: it resets
    the connection when it has read so many bytes of labels.
    """

    def __init__(self, printer: PrinterSim, *, port: int = 0) -> None:
        self.printer = printer
        self.is_mute = False
        self.bytes_a_second = 0
        self.reset_after: int | None = None
        self.connections = 0
        self._is_free = threading.Event()
        self._is_free.set()
        self._stop = threading.Event()
        self._server = self._listen(port)
        self.port = int(self._server.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, name="simulated printer", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """What a person would write into the settings."""
        return f"tcp://127.0.0.1:{self.port}"

    def wait_until_free(self, within_s: float) -> bool:
        """True when nobody is connected: what was sent is read to its end."""
        return self._is_free.wait(within_s)

    def unplug(self) -> None:
        """Off: whoever is connected is cut off, whoever comes is refused. Back when it is so."""
        self._stop.set()
        self._thread.join()
        self._server.close()

    def plug_in(self) -> None:
        """On again, at the same port."""
        self._stop = threading.Event()
        self._server = self._listen(self.port)
        self._thread = threading.Thread(target=self._serve, name="simulated printer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """The printer is gone."""
        self.unplug()

    def _listen(self, port: int) -> socket.socket:
        server = socket.socket()
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
        server.bind(("127.0.0.1", port))
        server.listen(8)
        server.settimeout(LOOK_S)
        return server

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                peer, _place = self._server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self.connections += 1
            self._is_free.clear()
            with peer:
                peer.settimeout(LOOK_S)
                with suppress(OSError):
                    self._talk(peer)
            self.printer.hang_up()
            self._is_free.set()

    def _talk(self, peer: socket.socket) -> None:
        labels = 0
        while not self._stop.is_set():
            if self.is_mute:
                self._stop.wait(LOOK_S)
                continue
            try:
                data = peer.recv(self._most(), socket.MSG_PEEK)
            except TimeoutError:
                continue
            if not data:
                return
            asked = self.printer.question_at_head(data)
            left = MOST if self.reset_after is None else self.reset_after - labels
            if not asked and left <= 0:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                return
            data = peer.recv(asked or min(len(data), left))
            labels += 0 if asked else len(data)
            if self.bytes_a_second and not asked:
                self._stop.wait(len(data) / self.bytes_a_second)
            said = self.printer.take(data)
            if said:
                peer.sendall(said)

    def _most(self) -> int:
        return max(1, self.bytes_a_second // 20) if self.bytes_a_second else MOST


class StraightLink:
    """A wire without a thread: bytes reach `printer` in the writer's own time, its answers lie ready at once."""

    def __init__(self, printer: PrinterSim, address: str = "practice printer") -> None:
        self.printer, self._address = printer, address
        self.is_plugged = True
        self.opened = 0
        self._said = b""
        self._is_open = False

    @property
    def address(self) -> str:
        return self._address

    def open(self) -> None:
        self.opened += 1
        if not self.is_plugged:
            raise LinkDown(self._address, "unplugged")
        self._is_open = True

    def read(self, within_s: float) -> bytes:
        self._see()
        said, self._said = self._said, b""
        return said

    def write(self, data: bytes) -> None:
        self._see()
        self._said += self.printer.take(data)

    def discard_input(self) -> None:
        self._said = b""

    def close(self) -> None:
        if self._is_open:
            self.printer.hang_up()
        self._is_open, self._said = False, b""

    def _see(self) -> None:
        if not (self.is_plugged and self._is_open):
            raise LinkDown(self._address, "unplugged")


class LineLink(StraightLink):
    """A serial line of so many bytes a second: with `is_timed` writing takes that long, else it is only counted."""

    def __init__(self, printer: PrinterSim, bytes_a_second: float, *, is_timed: bool = False) -> None:
        super().__init__(printer, f"{bytes_a_second:.0f} bytes a second")
        self._bytes_a_second, self._is_timed = bytes_a_second, is_timed
        self.wire_s = 0.0

    def write(self, data: bytes) -> None:
        took = len(data) / self._bytes_a_second
        self.wire_s += took
        if self._is_timed:
            time.sleep(took)
        super().write(data)
