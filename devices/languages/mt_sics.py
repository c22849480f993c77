"""Mettler-Toledo's MT-SICS, asked: “SI” gives “S S     100.00 g”; S stable, D moving, I busy, + overload, - underload.

Sources: MT-SICS reference manuals 11780711 and 11780447. KERN's KCP keeps the same commands (KIB-TM manual).
"""

from __future__ import annotations

import re

from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.languages.units import unit_named, whole_grams
from devices.readings import Frame


def _known_tare(grams: int) -> bytes:
    return b"TA %d.%03d kg\r\n" % divmod(grams, 1000)


COMMANDS = ScaleCommands(request=b"SI\r\n", zero=b"Z\r\n", tare=b"T\r\n", clear_tare=b"TAC\r\n", known_tare=_known_tare)
_FRAME = re.compile(
    rb"(?<![^\r\n])(?P<word>SI?|T|TA|TAC) +(?P<state>[SDIA+\-])"
    rb"(?: +(?P<weight>-? *\d{1,8}(?:\.\d{1,5})?) +(?P<unit>[A-Za-z]{1,4}) *)?\r\n"
)


class MtSics(PatternLanguage):
    """One connection. A tare that was taken or set in this connection is known and told."""

    def __init__(self) -> None:
        super().__init__(_FRAME, 48)
        self._tare_g = 0

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        state, raw = found["state"], found[0].strip()
        if found["word"] not in (b"S", b"SI"):
            self._note_tare(found)
            return None
        if state in b"+-I" or found["weight"] is None:
            return no_weight(raw, overload=state == b"+", negative=state == b"-") if state in b"+-I" else None
        number, unit = number_in(found["weight"]), unit_named(found["unit"])
        if number is None or state == b"A" or not self._layout.fits((len(found[0]), number[1], unit)):
            return None
        return weight_frame(raw, *number, unit, stable=state == b"S", is_net=self._tare_g > 0, tare_g=self._tare_g)

    def _note_tare(self, found: re.Match[bytes]) -> None:
        if found["word"] == b"TAC" and found["state"] == b"A":
            self._tare_g = 0
        elif found["weight"] is not None and found["state"] in b"SDA":
            number = number_in(found["weight"])
            if number:
                self._tare_g = whole_grams(*number, unit_named(found["unit"])) or 0
