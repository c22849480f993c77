"""A scale whose frame a person writes down: “{STX}{sign}{weight 6.3}{unit 2}{CR}”, with {stable S U} where it says so.

Every field has a fixed width, so a frame is found by its length and its fixed bytes. scale_pattern.py reads the pattern
and says what is wrong with it; templates/ holds the shipped ones.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.languages.scale_pattern import Pattern
from devices.languages.units import unit_named, whole_grams
from devices.readings import Frame, Source

_CHECKS = {"xor": lambda covered: reduce(xor, covered, 0), "sum": lambda covered: sum(covered) & 0xFF}


class Template(PatternLanguage):
    """One connection. `unit`: what the scale weighs in when its frame never says so."""

    def __init__(self, pattern: Pattern, unit: str = "") -> None:
        super().__init__(pattern.expression, pattern.length, seven_bits=pattern.is_plain and not pattern.check)
        self._form, self._unit = pattern, unit
        self._has_flag = pattern.has("moving")

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        """What the fields say, when the check byte is right."""
        raw, parts = found[0], {name: value for name, value in found.groupdict().items() if value is not None}
        unit = unit_named(parts["unit"]) if parts.get("unit", b"").strip() else self._unit
        source = Source.FLAG if self._has_flag else Source.DERIVED
        if not self._is_whole(raw):
            return None
        if "over" in parts:
            return no_weight(raw, unit=unit or "kg", overload=True, source=source)
        number = number_in(parts["weight"])
        if number is None:
            return None
        value, decimals = number[0], number[1] or self._form.decimals["weight"]
        if not self._layout.fits((decimals, unit)):
            return None
        if parts.get("sign", b"").strip() == b"-":
            value = -abs(value)
        stable = self._has_flag and "moving" not in parts
        is_net, tare_g = "net" in parts, self._tare_g(parts, unit)
        return weight_frame(raw, value, decimals, unit, stable=stable, source=source, is_net=is_net, tare_g=tare_g)

    def _is_whole(self, raw: bytes) -> bool:
        check = self._form.check
        return not check or _CHECKS[check.kind](raw[check.since : check.at]) == raw[check.at]

    def _tare_g(self, parts: dict[str, bytes], unit: str) -> int:
        number = number_in(parts["tare"]) if "tare" in parts else None
        if number is None:
            return 0
        return whole_grams(number[0], number[1] or self._form.decimals["tare"], unit) or 0
