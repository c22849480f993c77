"""The ASCII family “ST,GS,+  1.250kg”: CAS (18 and 22 bytes), A&D, Excell, Dini Argeo and most indicators made in China.

Sources: CAS NT-200 (section 14) and CI-600D (section 10), A&D EK-L/EJ, Excell AM4, Dini 3590 manuals. The family
has no check sum; layout.py and the driver's second look stand in for one.
"""

from __future__ import annotations

import re

from devices.languages.layout import Layout
from devices.languages.units import unit_named, whole_grams
from devices.readings import Frame, Source

LONGEST = 48

_FRAME = re.compile(
    rb"(?P<state>ST|US|OL|QT),"
    rb"(?:(?P<kind>GS|NT|TR),)?"
    rb"(?:[^\r\n]{2},)?"  # CAS: device number and lamps
    rb"(?P<sign>[-+ ]*)(?P<digits>\d{0,8})(?:\.(?P<decimals>\d{0,5}))?"
    rb"(?P<fill>[-_^ ]*)"
    rb"(?P<unit>[A-Za-z]{0,3}|\xbd\xef|\xe6\x96\xa4) *\Z",
    re.DOTALL,
)
_ENDS = re.compile(rb"[\r\n]+")


class StGs:
    """One connection. `silent_unit`: what the scale weighs in when it never says so, "" when nobody knows."""

    def __init__(self, silent_unit: str = "") -> None:
        self._silent_unit = silent_unit
        self._rest = b""
        self._layout = Layout()

    def feed(self, data: bytes) -> list[Frame]:
        """The whole frames that ended in `data`; what does not read as one is passed over."""
        *lines, rest = _ENDS.split(self._rest + data)
        self._rest = rest[-LONGEST:]
        return [frame for line in lines if (frame := self._frame_in(line[-LONGEST:]))]

    def _frame_in(self, line: bytes) -> Frame | None:
        found = _FRAME.search(line)
        if found is None or found["kind"] == b"TR":
            return None
        if found["state"] == b"OL":
            return self._made(found, None, "", overload=True)
        number = self._number(found)
        unit = unit_named(found["unit"]) or self._silent_unit
        decimals = len(found["decimals"] or b"")
        if number is None or not self._layout.fits((len(found[0]), decimals, unit)):
            return None
        grams = None if found["state"] == b"QT" else whole_grams(number, decimals, unit)
        return self._made(found, grams, "pcs" if found["state"] == b"QT" else unit, overload=False)

    def _number(self, found: re.Match[bytes]) -> int | None:
        """The digits as one number, signed; None when they are none or broken."""
        digits, sign = found["digits"] + (found["decimals"] or b""), found["sign"]
        if not found["digits"] or found["fill"].strip() or found["decimals"] == b"":
            return None
        if sign.count(b"-") + sign.count(b"+") > 1:
            return None
        return -int(digits) if b"-" in sign else int(digits)

    def _made(self, found: re.Match[bytes], grams: int | None, unit: str, *, overload: bool) -> Frame:
        return Frame(
            net_g=grams,
            tare_g=0,
            unit=unit,
            stable=found["state"] == b"ST",
            source=Source.FLAG,
            overload=overload,
            negative=not overload and b"-" in found["sign"] and grams != 0,
            is_net=found["kind"] == b"NT",
            raw=found[0],
        )
