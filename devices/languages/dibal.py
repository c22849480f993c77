"""Dibal's Dialog 06, asked in two steps: a price of nothing, ACK, EOT ENQ, then STX 02 ESC 3 ESC weight ESC price ... ETX.

NAK: no weight now, and the status (08, 09) says why: 20 moving, 30 below the least weight, 31 negative, 32 overload.
Some models answer an overload with a weight of nothing: after a load near the capacity a nothing counts as overload
until the scale says itself that it is empty, or shows another weight.
Sources: Dibal D-POS 400 (49-TGDP4ES02, sections 4.31 to 4.40), CELY PI100 (7.5).
"""

from __future__ import annotations

import re

from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_frames import PatternLanguage, no_weight, weight_frame
from devices.readings import Frame

ACK, NAK = b"\x06", b"\x15"
ASK_PRICE = b"\x04\x0201\x1b000000\x1b\x03"
ASK_WEIGHT = b"\x04\x05"
ASK_STATUS = b"\x04\x0208\x03"
COMMANDS = ScaleCommands(request=ASK_PRICE, replies=((ACK, ASK_WEIGHT), (NAK, ASK_STATUS)), answer_s=8.0)
"""While the weight moves it may be silent for 7 s."""
DECIMALS = 3
CAPACITY_G = 15_000
NEAR = 0.9
_FRAME = re.compile(
    rb"\x02(?:02\x1b3\x1b(?P<weight>[-\d ]\d{4}| {5})\x1b[\d ]{6}\x1b[-\d ]{6,7}|09\x1b(?P<status>\d\d))[\x03\x04]"
)
_MOVING, _LEAST, _NEGATIVE, _OVER = b"20", b"30", b"31", b"32"


class Dibal(PatternLanguage):
    """One connection. `capacity_g`: what the scale carries."""

    def __init__(self, capacity_g: int = CAPACITY_G) -> None:
        self._near_g = int(capacity_g * NEAR)
        super().__init__(_FRAME, 64)
        self._was_near = False

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        if found["status"] is not None:
            return self._of_status(found[0], found["status"])
        if not found["weight"].strip():
            return no_weight(found[0])
        number = int(found["weight"].replace(b" ", b""))
        if number == 0 and self._was_near:
            return no_weight(found[0], overload=True)
        self._was_near = number >= self._near_g
        return weight_frame(found[0], number, DECIMALS, "kg", stable=True)

    def _of_status(self, raw: bytes, status: bytes) -> Frame | None:
        if status == _LEAST:
            self._was_near = False
            return weight_frame(raw, 0, DECIMALS, "kg", stable=True)
        if status == _OVER:
            self._was_near = True
        if status not in (_MOVING, _NEGATIVE, _OVER):
            return None
        return no_weight(raw, overload=status == _OVER, negative=status == _NEGATIVE)
