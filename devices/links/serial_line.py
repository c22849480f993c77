"""A serial line (RS-232, or USB that looks like it) by pyserial, opened for us alone.

Without exclusive access a second program's bytes mix with ours and nobody is told. pyserial is loaded when a line
is opened: most desks have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.errors import LinkDown

if TYPE_CHECKING:
    from serial import SerialBase

WRITE_S = 2.0
MOST = 4096
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
    """A port by its name ("COM3", "/dev/ttyUSB0") or by a URL of pyserial."""

    def __init__(self, port: str, settings: LineSettings | None = None) -> None:
        self._port = port
        self._settings = settings or LineSettings()
        self._line: SerialBase | None = None

    @property
    def address(self) -> str:
        return self._port

    def open(self) -> None:
        from serial import SerialException, serial_for_url

        self.close()
        settings = self._settings
        try:
            self._line = serial_for_url(
                self._port,
                baudrate=settings.baud,
                bytesize=settings.bits,
                parity=settings.parity,
                stopbits=settings.stops,
                write_timeout=WRITE_S,
                timeout=0.1,
                exclusive=True if "://" not in self._port else None,
            )
        except (SerialException, OSError, ValueError) as error:
            raise LinkDown(self._port, str(error)) from error

    def read(self, within_s: float) -> bytes:
        from serial import SerialException

        line = self._opened()
        try:
            line.timeout = within_s
            first = line.read(1)
            return bytes(first + line.read(min(line.in_waiting, MOST))) if first else b""
        # A port that vanished answers with whatever its driver thinks of: TypeError is pyserial's on a closed handle.
        except (SerialException, OSError, TypeError) as error:
            raise LinkDown(self._port, str(error)) from error

    def write(self, data: bytes) -> None:
        from serial import SerialException

        line = self._opened()
        try:
            line.write(data)
        except (SerialException, OSError) as error:
            raise LinkDown(self._port, str(error)) from error

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
