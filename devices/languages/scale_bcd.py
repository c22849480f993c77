"""Six bytes: FF, status, three of packed decimals from the lowest, unit. Yousheng 友声 and JCS price-computing scales.

Source: Yousheng JCS-B manual. Status: 0-2 places behind the point, 3-4 mode (0 weighing), 5 negative, 6 stable,
7 overflow. FF begins a frame and stands nowhere else in it.
"""

from __future__ import annotations

import re

from devices.languages.scale_frames import PatternLanguage, no_weight, weight_frame
from devices.readings import Frame

_FRAME = re.compile(rb"\xff(?P<status>[\x00-\xfe])(?P<digits>[\x00-\x99]{3})(?P<unit>[\x00-\x07])", re.DOTALL)
_UNITS = {0: "kg", 1: "lb"}


class PackedDecimals(PatternLanguage):
    """One connection."""

    def __init__(self) -> None:
        super().__init__(_FRAME, 12)

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        status, text = found["status"][0], found["digits"][::-1].hex()
        decimals, unit = status & 0x07, _UNITS.get(found["unit"][0], f"unit {found['unit'][0]}")
        if not text.isdigit() or decimals > 5 or not self._layout.fits((decimals, unit, status & 0x18)):
            return None
        if status & 0x80:
            return no_weight(found[0], unit=unit, overload=True)
        if status & 0x18:
            unit = "pcs"
        number = -int(text) if status & 0x20 else int(text)
        return weight_frame(found[0], number, decimals, unit, stable=bool(status & 0x40))
