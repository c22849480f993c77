"""Scales that send the number alone (“   1.250 kg”) and never say whether it stands still: CAS 10 bytes, Kern, many others.

The driver derives stability from equal frames and marks the weight so. Source: CAS CI-600D manual, section 10-2.
"""

from __future__ import annotations

import re

from devices.languages.layout import Layout
from devices.languages.units import unit_named, whole_grams
from devices.readings import Frame, Source

LONGEST = 32

_FRAME = re.compile(rb"(?P<sign>[-+ ]*)(?P<digits>\d{1,8})(?:\.(?P<decimals>\d{1,5}))? *(?P<unit>[A-Za-z]{0,3}) *\Z")
_OVER = re.compile(rb" *(?:O[LV]|[-^_ ]{5,}|ERR\w*) *[A-Za-z]{0,3} *\Z", re.IGNORECASE)
_ENDS = re.compile(rb"[\r\n\x02\x03]+")


class Plain:
    """One connection. `silent_unit`: what the scale weighs in when it never says so, "" when nobody knows."""

    def __init__(self, silent_unit: str = "") -> None:
        self._silent_unit = silent_unit
        self._rest = b""
        self._layout = Layout()

    def feed(self, data: bytes) -> list[Frame]:
        """The whole frames that ended in `data`."""
        *lines, rest = _ENDS.split(self._rest + data)
        self._rest = rest[-LONGEST:]
        return [frame for line in lines if line.strip() and (frame := self._frame_in(line[-LONGEST:]))]

    def _frame_in(self, line: bytes) -> Frame | None:
        found = _FRAME.fullmatch(line)
        if found is None:
            return _made(line, None, "", overload=True) if _OVER.fullmatch(line) else None
        unit, decimals = unit_named(found["unit"]) or self._silent_unit, len(found["decimals"] or b"")
        sign = found["sign"]
        if sign.count(b"-") + sign.count(b"+") > 1 or not self._layout.fits((len(line), decimals, unit)):
            return None
        number = int(found["digits"] + (found["decimals"] or b""))
        return _made(line, whole_grams(-number if b"-" in sign else number, decimals, unit), unit, overload=False)


def _made(line: bytes, grams: int | None, unit: str, *, overload: bool) -> Frame:
    negative = not overload and b"-" in line and grams != 0
    return Frame(grams, 0, unit, False, Source.DERIVED, overload, negative, False, line)
