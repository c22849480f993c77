"""A serial line (RS-232, USB that looks like it, or one behind a network: rfc2217://) by pyserial, opened for us alone.

Without exclusive access a second program's bytes mix with ours and nobody is told. pyserial is loaded when a line
is opened: most desks have none.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.errors import LinkDown

if TYPE_CHECKING:
    from serial import SerialBase

WRITE_S = 2.0
MOST = 4096
PIECES_A_SECOND = 20
"""What is written goes in pieces of half a second, so that only standing still is a time-out, not being slow."""
PARITIES = ("N", "E", "O")
FLOWS = ("", "rts", "xon")


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Baud, data bits (7 or 8), parity ("N", "E" or "O"), stop bits: 9600 8N1 is what most scales are set to. `flow`: how
    the device says that it cannot take more: "" (never), "rts" (by wire) or "xon" (by bytes).
    """

    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stops: int = 1
    flow: str = ""


class SerialLink:
    """A port by its name ("COM3", "/dev/ttyUSB0") or by a URL of pyserial. `stall_s`: the longest a piece may wait."""

    def __init__(self, port: str, settings: LineSettings | None = None, *, stall_s: float = WRITE_S) -> None:
        self._port, self._stall_s = port, stall_s
        self._settings = settings or LineSettings()
        self._line: SerialBase | None = None

    @property
    def address(self) -> str:
        return self._port

    def open(self) -> None:
        from serial import SerialException, serial_for_url

        self.close()
        settings, is_url = self._settings, "://" in self._port
        try:
            self._line = serial_for_url(
                self._port,
                baudrate=settings.baud,
                bytesize=settings.bits,
                parity=settings.parity,
                stopbits=settings.stops,
                rtscts=settings.flow == "rts",
                xonxoff=settings.flow == "xon",
                # Behind a network pyserial has a time-out of its own (5 s) and refuses another.
                write_timeout=None if is_url else self._stall_s,
                timeout=0.1,
                exclusive=None if is_url else True,
            )
        except (SerialException, OSError, ValueError) as error:
            raise LinkDown(self._port, str(error)) from error

    def is_there(self) -> bool:
        """Behind a network nobody knows: then it is always there."""
        if "://" in self._port or sys.platform != "win32":
            return "://" in self._port or os.path.exists(self._port)
        from serial.tools.list_ports import comports

        return any(each.device == self._port for each in comports())

    def read(self, within_s: float) -> bytes:
        from serial import SerialException

        line = self._opened()
        try:
            if line.timeout != within_s:  # Setting it negotiates the whole line anew behind a network.
                line.timeout = within_s
            first = line.read(1)
            return bytes(first + line.read(min(line.in_waiting, MOST))) if first else b""
        # A port that vanished answers with whatever its driver thinks of: TypeError is pyserial's on a closed handle.
        except (SerialException, OSError, TypeError) as error:
            raise LinkDown(self._port, str(error)) from error

    def write(self, data: bytes) -> None:
        from serial import SerialException

        line, sent = self._opened(), 0
        piece = max(64, self._settings.baud // PIECES_A_SECOND)
        try:
            for start in range(0, len(data), piece):
                line.write(data[start : start + piece])
                sent = min(start + piece, len(data))
        except (SerialException, OSError) as error:
            raise LinkDown(self._port, str(error), sent) from error

    def discard_input(self) -> None:
        from serial import SerialException

        try:
            self._opened().reset_input_buffer()
        except (SerialException, OSError) as error:
            raise LinkDown(self._port, str(error)) from error

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _opened(self) -> SerialBase:
        if self._line is None:
            raise LinkDown(self._port, "not open")
        return self._line
