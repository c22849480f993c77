"""“Con3” of platform scales (BWS, T-Scale): 01, sign, seven characters of weight, two of unit, 0 stable or 1 moving.

Sources: BWS platform scales and T-Scale ROW manuals. Their “Con1” is the ST,GS family, their “Con2” Toledo's.
"""

from __future__ import annotations

import re

from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.languages.units import unit_named
from devices.readings import Frame

_FRAME = re.compile(rb"\x01(?P<sign>[+-])(?P<weight>[ \d.]{7}|-{7})(?P<unit>[A-Za-z ]{2})(?P<state>[01\x00\x01])\r\n")


class Con3(PatternLanguage):
    """One connection."""

    def __init__(self) -> None:
        super().__init__(_FRAME, 28)

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        if found["weight"][:1] == b"-":
            return no_weight(found[0].rstrip(), overload=True)
        number, unit = number_in(found["weight"]), unit_named(found["unit"])
        if number is None or not self._layout.fits((number[1], unit)):
            return None
        sign, stable = (-1 if found["sign"] == b"-" else 1), found["state"] in (b"0", b"\x00")
        return weight_frame(found[0].rstrip(), sign * number[0], number[1], unit, stable=stable)
