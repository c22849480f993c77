"""What the languages of scales share: a connection whose frames have one pattern, and making a Frame of what was read.

Every language looks for whole frames only; what lies between them is passed over, so it finds back after any noise.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from devices.languages.layout import Layout
from devices.languages.units import whole_grams
from devices.readings import Frame, Source

SEVEN_BITS = 0x7F
"""A line set to eight bits brings the parity of seven along."""


class PatternLanguage(ABC):
    """One connection of a scale whose frames have one pattern; `longest` in bytes. With `seven_bits` the eighth is taken
    off. A language says what a found frame means.
    """

    def __init__(self, pattern: re.Pattern[bytes], longest: int, *, seven_bits: bool = False) -> None:
        self._pattern, self._longest, self._seven_bits = pattern, longest, seven_bits
        self._rest = b""
        self._layout = Layout()

    def feed(self, data: bytes) -> list[Frame]:
        """The whole frames that ended in `data` and mean something, in order; the bytes of one still to come are kept."""
        return [frame for found in self._found(data) if (frame := self.frame_of(found))]

    @abstractmethod
    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        """What a found frame says; None for one that is no weight and no reason for none."""

    def _found(self, data: bytes) -> Iterator[re.Match[bytes]]:
        if self._seven_bits:
            data = bytes(byte & SEVEN_BITS for byte in data)
        buffer, end = self._rest + data, 0
        for found in self._pattern.finditer(buffer):
            end = found.end()
            yield found
        self._rest = buffer[end:][-self._longest :]


def weight_frame(
    raw: bytes,
    number: int,
    decimals: int,
    unit: str,
    *,
    stable: bool,
    source: Source = Source.FLAG,
    is_net: bool = False,
    tare_g: int = 0,
) -> Frame:
    """A frame that shows `number` with its last `decimals` digits behind the point."""
    grams = whole_grams(number, decimals, unit)
    negative = number < 0 and grams != 0
    return Frame(grams, tare_g, unit, stable, source, False, negative, is_net, raw)


def no_weight(
    raw: bytes, *, unit: str = "kg", overload: bool = False, negative: bool = False, source: Source = Source.FLAG
) -> Frame:
    """A frame that says that there is no weight now: too much, below zero, or (neither) moving."""
    return Frame(None, 0, unit, False, source, overload, negative, False, raw)


def number_in(digits: bytes) -> tuple[int, int] | None:
    """The number and its places behind the point of b" 12.345"; None when it is none. A sign in front counts."""
    text = digits.replace(b" ", b"")
    sign = -1 if text[:1] == b"-" else 1
    whole, point, rest = text.lstrip(b"+-").partition(b".")
    if not whole.isdigit() or (point and not rest.isdigit()):
        return None
    return sign * int(whole + rest), len(rest)
