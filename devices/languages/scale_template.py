"""A scale whose frame a person writes down: “{STX}{sign}{weight 6.3}{unit 2}{CR}”, with {stable S U} where it says so.

Every field has a fixed width, so a frame is found by its length and its fixed bytes. scale_pattern.py reads the pattern
and says what is wrong with it; templates/ holds the shipped ones.
"""

from __future__ import annotations

from functools import reduce
from operator import xor

from devices.languages.layout import Layout
from devices.languages.scale_frames import FrameFinder, no_weight, number_in, weight_frame
from devices.languages.scale_pattern import Pattern
from devices.languages.units import unit_named, whole_grams
from devices.readings import Frame, Source

_CHECKS = {"xor": lambda covered: reduce(xor, covered, 0), "sum": lambda covered: sum(covered) & 0xFF}


class Template:
    """One connection. `unit`: what the scale weighs in when its frame never says so."""

    def __init__(self, pattern: Pattern, unit: str = "") -> None:
        self._pattern, self._unit = pattern, unit
        self._finder = FrameFinder(
            pattern.expression, pattern.length, seven_bits=pattern.is_plain and not pattern.check
        )
        self._layout = Layout()
        self._has_flag = pattern.has("moving")

    def feed(self, data: bytes) -> list[Frame]:
        """The whole frames that ended in `data`."""
        frames = []
        for found in self._finder.feed(data):
            parts = {name: value for name, value in found.groupdict().items() if value is not None}
            if self._is_whole(found[0], parts) and (frame := self._frame_of(found[0], parts)):
                frames.append(frame)
        return frames

    def _is_whole(self, raw: bytes, parts: dict[str, bytes]) -> bool:
        check = self._pattern.check
        return not check or _CHECKS[check.kind](raw[check.since : check.at]) == raw[check.at]

    def _frame_of(self, raw: bytes, parts: dict[str, bytes]) -> Frame | None:
        unit = unit_named(parts["unit"]) if parts.get("unit", b"").strip() else self._unit
        source = Source.FLAG if self._has_flag else Source.DERIVED
        if "over" in parts:
            return no_weight(raw, unit=unit or "kg", overload=True, source=source)
        number = number_in(parts["weight"])
        if number is None:
            return None
        value, decimals = number[0], number[1] or self._pattern.decimals["weight"]
        if not self._layout.fits((decimals, unit)):
            return None
        if parts.get("sign", b"").strip() == b"-":
            value = -abs(value)
        return weight_frame(
            raw,
            value,
            decimals,
            unit,
            stable=self._has_flag and "moving" not in parts,
            source=source,
            is_net="net" in parts,
            tare_g=self._tare_g(parts, unit),
        )

    def _tare_g(self, parts: dict[str, bytes], unit: str) -> int:
        number = number_in(parts["tare"]) if "tare" in parts else None
        if number is None:
            return 0
        return whole_grams(number[0], number[1] or self._pattern.decimals["tare"], unit) or 0
