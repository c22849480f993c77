"""Toledo 8217, asked: “W” gives STX weight CR when it may be believed, else STX “?” status CR. It never names its unit.

Sources: PSC Magellan 8500 (section 6.1.4, Mettler-Toledo DIVA), Rice Lake BenchPro, Salter Brecknell 3700LP manuals.
Status: 0 motion, 1 over capacity, 2 under zero, 3 outside the zero range, 4 centre of zero, 5 net.
"""

from __future__ import annotations

import re

from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.readings import Frame

COMMANDS = ScaleCommands(request=b"W", zero=b"Z", tare=b"T", clear_tare=b"C")
_FRAME = re.compile(rb"\x02(?:\?(?P<status>[\x20-\x7f])|(?P<weight>[ \d]{1,5}\.?\d{0,4}))\r")
MOTION, OVER, UNDER = 0x01, 0x02, 0x04


class Toledo8217(PatternLanguage):
    """One connection. `unit`: what the scale is set to, for it never says so."""

    def __init__(self, unit: str = "kg") -> None:
        self._unit = unit
        super().__init__(_FRAME, 16, seven_bits=True)

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        if found["status"] is not None:
            return self._of_status(found[0], found["status"][0])
        number = number_in(found["weight"])
        if number is None or not self._layout.fits((len(found[0]), number[1])):
            return None
        return weight_frame(found[0], *number, self._unit, stable=True)

    def _of_status(self, raw: bytes, status: int) -> Frame | None:
        """Why there is no weight; None for a status that only answers a command."""
        if not status & (MOTION | OVER | UNDER):
            return None
        return no_weight(raw, unit=self._unit, overload=bool(status & OVER), negative=bool(status & UNDER))
