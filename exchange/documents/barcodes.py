"""Code 128 as bars for a page: the code a scanner reads to open the wave, product or point a paper is of."""

from __future__ import annotations

from typing import Final, NamedTuple

MODULE: Final = 0.95
"""Width of the thinnest bar in points (0.335 mm): read at arm's length off a 300 dpi laser print."""

LONGEST: Final = 28
"""Longer contents would not fit beside the margin; the paper then goes without."""


class Barcode(NamedTuple):
    """Bars as (distance from the left edge, width), and the width of all of them, in points."""

    bars: tuple[tuple[float, float], ...]
    width: float


def code128(content: str) -> Barcode | None:
    """The bars of the content (ISO/IEC 15417); None when it is no printable ASCII, empty or too long to scan."""
    if not content or len(content) > LONGEST or not (content.isascii() and content.isprintable()):
        return None
    bars: list[tuple[float, float]] = []
    at = 0
    for letter in _patterns(content):
        width = ord(letter.lower()) - ord("a") + 1
        if letter.islower():
            bars.append((at * MODULE, width * MODULE))
        at += width
    return Barcode(tuple(bars), at * MODULE)


def _patterns(content: str) -> str:
    """One letter an element: a to d, one to four modules wide; reportlab writes bars in capitals, spaces small."""
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128(content)
    code.validate()
    code.encode()
    return str(code.decompose()).swapcase()
