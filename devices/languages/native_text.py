"""Text sent as text, for wires that take twenty seconds for a picture: which lines a printer's own Chinese font can write,
and what is left of the picture, without its white.

A line goes as text only when every character is ASCII or a two-byte character of GB18030 (¥ alone as ￥) and it fits its
box; all else stays in the picture. Words are data: `plain` lets no control character through, and each language adds
its own escape. Next: tspl.py and cpcl.py, the two that can (decision 0071).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from devices.label_image import LabelImage, LabelText

SMALLEST = 16
LARGER_AT_MOST = 1.2
"""A font of dots has few sizes: up to a fifth larger than drawn, if it fits."""
_SAID_OTHERWISE = str.maketrans({"¥": "￥", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Written:
    """A line for a printer's own font: its corner in dots, the font's square, how many times enlarged, its bytes."""

    x: int
    y: int
    square: int
    times: int
    words: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a picture: `column` in bytes from the left, `top` in rows, `row_bytes` wide; 1 is black."""

    column: int
    top: int
    row_bytes: int
    rows: int
    bits: bytes


def plain(text: str) -> bytes | None:
    """The text in GB18030, each character of one byte (printable ASCII) or two; None when it holds another."""
    found = []
    for character in text.translate(_SAID_OTHERWISE):
        try:
            code = character.encode("gb18030")
        except UnicodeEncodeError:
            return None
        if len(code) > 2 or (len(code) == 1 and not 0x20 <= code[0] < 0x7F):
            return None
        found.append(code)
    return b"".join(found)


def written(text: LabelText, squares: Iterable[int]) -> Written | None:
    """The line in the largest of the font's `squares` (enlarged at most ten times) that fits; None when none does."""
    words = plain(text.text)
    if not words:
        return None
    sizes = ((square * times, square, times) for square in squares for times in range(1, 11))
    for size, square, times in sorted(sizes, reverse=True):
        is_small_enough = size <= text.size * LARGER_AT_MOST and len(words) * size <= 2 * text.width + size
        if is_small_enough and size >= SMALLEST:
            return Written(text.x, text.y + max(0, (text.size - size) // 2), square, times, words)
    return None


def without(label: LabelImage, texts: Iterable[LabelText]) -> LabelImage:
    """The label with the boxes of `texts` white."""
    rows = [
        bytearray(label.bits[start : start + label.row_bytes]) for start in range(0, len(label.bits), label.row_bytes)
    ]
    for text in texts:
        left, right = max(0, text.x), min(label.width, text.x + text.width)
        mask = (1 << (8 * label.row_bytes)) - 1
        mask ^= ((1 << max(0, right - left)) - 1) << (8 * label.row_bytes - right)
        for y in range(max(0, text.y), min(label.height, text.y + text.height)):
            rows[y][:] = (int.from_bytes(rows[y], "big") & mask).to_bytes(label.row_bytes, "big")
    return replace(label, bits=b"".join(rows), texts=())


def inked(label: LabelImage) -> Iterator[Piece]:
    """The bands of rows that have ink, each cut to the bytes that have some; together they are the picture."""
    rows = [label.bits[start : start + label.row_bytes] for start in range(0, len(label.bits), label.row_bytes)]
    top: int | None = None
    for y, row in enumerate([*rows, b""]):
        if any(row):
            top = y if top is None else top
        elif top is not None:
            yield _cut(rows[top:y], top)
            top = None


def _cut(rows: list[bytes], top: int) -> Piece:
    left = min(len(row) - len(row.lstrip(b"\0")) for row in rows)
    right = max(len(row.rstrip(b"\0")) for row in rows)
    return Piece(left, top, right - left, len(rows), b"".join(row[left:right] for row in rows))
