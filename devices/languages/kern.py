"""KERN balances asked with “w”: 18 bytes, sign, ten characters of weight, unit. Without a unit the weight still moves.

Sources: KERN FKB (page 37), KDE-T, PCB manuals. Commands go without an end of line. KERN's other scales: KCP
(mt_sics.py), ST,GS (scale_st_gs.py), FTC (toledo_continuous.py).
"""

from __future__ import annotations

import re

from devices.languages.layout import Layout
from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.languages.units import unit_named
from devices.readings import Frame

COMMANDS = ScaleCommands(request=b"w", tare=b"t")
_FRAME = re.compile(
    rb"(?<![^\r\n])(?:(?P<fault>[ M]*Error *)|[ M](?P<weight>[- ][ \d.]{9,10}) (?P<unit>[A-Za-z% ]{2,3})?)\r\n"
)


class Kern(PatternLanguage):
    """One connection."""

    def __init__(self) -> None:
        super().__init__(_FRAME, 40)
        self._at_rest, self._moving = Layout(), Layout()
        self._unit = ""

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        raw = found[0].rstrip(b"\r\n")
        if found["fault"] is not None:
            return no_weight(raw, overload=True)
        number, unit = number_in(found["weight"]), unit_named(found["unit"] or b"")
        layout = self._at_rest if unit else self._moving
        if number is None or not layout.fits((len(found[0]), number[1], unit)):
            return None
        self._unit = unit or self._unit
        if not unit and not self._unit:
            return no_weight(raw)
        return weight_frame(raw, *number, self._unit, stable=bool(unit))
