"""OHAUS, asked: “IP” gives weight, unit, “?” while it moves, and G, NET or T. No question mark: it stands still.

Sources: OHAUS Defender 3000 (section 5.2), RS232 interface manual (Scout, Navigator, Ranger).
"""

from __future__ import annotations

import re

from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.languages.units import unit_named
from devices.readings import Frame

COMMANDS = ScaleCommands(request=b"IP\r\n", zero=b"Z\r\n", tare=b"T\r\n", clear_tare=b"0T\r\n")
_FRAME = re.compile(
    rb"(?<![^\r\n])(?:(?P<fault> *(?:Err(?:or)? *8\.\d|-{5,8}|_{5,8}|\^{5,8})[^\r\n]{0,12})"
    rb"|(?P<weight>[ -] *\d{1,8}(?:\.\d{1,5})?) +(?P<unit>[A-Za-z]{1,5}) *(?P<moving>\?)? *(?P<legend>NET|PT|G|N|T)? *)\r?\n"
)


class Ohaus(PatternLanguage):
    """One connection."""

    def __init__(self) -> None:
        super().__init__(_FRAME, 48)

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        raw, legend = found[0].strip(b"\r\n"), found["legend"] or b""
        if found["fault"] is not None:
            below = b"_" in raw or b"8.4" in raw
            return no_weight(raw, overload=not below, negative=below)
        if legend in (b"T", b"PT"):
            return None
        number, unit = number_in(found["weight"]), unit_named(found["unit"])
        if number is None or not self._layout.fits((len(found["weight"]), number[1], unit)):
            return None
        return weight_frame(raw, *number, unit, stable=found["moving"] is None, is_net=legend in (b"NET", b"N"))
