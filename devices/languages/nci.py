"""NCI (Avery Weigh-Tronix, Brecknell, Adam), asked: “W” CR gives LF weight unit CR LF status CR ETX.

“^^^^” is over, “____” under capacity, “----” a zero error; a status alone: no weight now. Sources: NCI 7800 and 7821,
Adam MDW, PSC Magellan 8500 (status bits). Byte 1: 0 motion, 1 at zero; byte 2: 0 under, 1 over; byte 3: 2 net.
"""

from __future__ import annotations

import re

from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.languages.units import unit_named
from devices.readings import Frame

COMMANDS = ScaleCommands(request=b"W\r", zero=b"Z\r", tare=b"T\r")
_FRAME = re.compile(
    rb"\n(?:(?P<weight>[ \d.\-]{3,9}|\^{3,9}|_{3,9})(?P<unit>[A-Za-z ]{2,3})\r\n)?S?(?P<status>[\x30-\x7f]{2,4})\r\x03"
)
MOTION, FAULTY, UNDER, OVER, NET = 0x01, 0x0C, 0x01, 0x02, 0x04


class Nci(PatternLanguage):
    """One connection."""

    def __init__(self) -> None:
        super().__init__(_FRAME, 32, seven_bits=True)

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        raw, status, weight = found[0].strip(), found["status"], found["weight"]
        over, under = bool(status[1] & OVER), bool(status[1] & UNDER)
        if weight is None:
            is_told = over or under or status[0] & (MOTION | FAULTY)
            return no_weight(raw, overload=over, negative=under and not over) if is_told else None
        if over or under or weight[:1] in b"^_" or not any(48 <= byte <= 57 for byte in weight):
            over = over or weight[:1] == b"^"
            return no_weight(raw, overload=over, negative=not over)
        number, unit = number_in(weight), unit_named(found["unit"])
        if number is None or not self._layout.fits((len(weight), number[1], unit)):
            return None
        is_net = len(status) > 2 and bool(status[2] & NET)
        stable = not status[0] & (MOTION | FAULTY) and not status[1] & FAULTY
        return weight_frame(raw, *number, unit, stable=stable, is_net=is_net)
