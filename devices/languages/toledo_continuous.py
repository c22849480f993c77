"""Toledo's continuous output: STX, three status words, six digits of weight, six of tare, CR, and often a check sum.

Sources: Mettler-Toledo Wildcat technical manual (appendix 2), IND445, Kern FTC, Cardinal 225, Rice Lake 680 manuals.
Status B: 0 net, 1 negative, 2 out of range, 3 motion, 4 kg, 6 not zeroed since power-up.
"""

from __future__ import annotations

import re

from devices.languages.layout import Layout
from devices.languages.units import whole_grams
from devices.readings import Frame, Source

STX, CR = 0x02, 0x0D
LENGTH = 17
_BODY = re.compile(rb"\x02[\x20-\x7f]{3}(?P<weight> *\d+)(?P<tare> *\d+| {6})\r")
_ZEROS = {0: 100, 1: 10}
_UNITS = {1: "g", 2: "t", 3: "oz"}


class ToledoContinuous:
    """One connection; `has_check_sum` as the indicator is set."""

    def __init__(self, *, has_check_sum: bool = False) -> None:
        self._length = LENGTH + has_check_sum
        self._rest = b""
        self._layout = Layout()

    def feed(self, data: bytes) -> list[Frame]:
        """The whole frames that ended in `data`; after noise it looks for the next STX that begins one."""
        # A line set to eight bits brings the parity of seven along.
        buffer, frames = self._rest + bytes(byte & 0x7F for byte in data), []
        at = buffer.find(STX)
        while 0 <= at <= len(buffer) - self._length:
            body = buffer[at : at + self._length]
            is_whole = self._is_whole(body)
            frame = self._frame_of(body) if is_whole else None
            frames += [frame] if frame else []
            at = buffer.find(STX, at + (self._length if is_whole else 1))
        self._rest = buffer[at:] if at >= 0 else b""
        return frames

    def _is_whole(self, body: bytes) -> bool:
        found = _BODY.fullmatch(body[:LENGTH])
        if not found or len(found["weight"]) != 6 or body[3] & 0x10:  # ten times finer than shown: not a weight to book
            return False
        # The sum of everything with its two's complement ends in seven zero bits.
        return self._length == LENGTH or sum(body) & 0x7F == 0

    def _frame_of(self, body: bytes) -> Frame | None:
        point, status, unit = body[1] & 0x07, body[2], self._unit(body)
        decimals, zeros = max(point - 2, 0), _ZEROS.get(point, 1)
        if not self._layout.fits((point, unit)):
            return None
        sign = -1 if status & 0x02 else 1
        out_of_range = bool(status & 0x04)
        grams = None if out_of_range else whole_grams(sign * int(body[4:10]) * zeros, decimals, unit)
        return Frame(
            net_g=grams,
            tare_g=whole_grams(int(body[10:16].strip() or b"0") * zeros, decimals, unit) or 0,
            unit=unit,
            stable=not status & 0x48,
            source=Source.FLAG,
            overload=out_of_range and sign > 0,
            negative=sign < 0 and grams != 0,
            is_net=bool(status & 0x01),
            raw=body,
        )

    def _unit(self, body: bytes) -> str:
        code = body[3] & 0x07
        return ("kg" if body[2] & 0x10 else "lb") if code == 0 else _UNITS.get(code, f"unit {code}")
