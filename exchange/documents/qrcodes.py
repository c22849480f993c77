"""QR codes as dark runs for a page: what a driver's phone opens navigation with.

Error correction M: a folded or wet corner does not spoil it (ISO/IEC 18004, 15 % of the code may be lost).
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final, NamedTuple

LONGEST: Final = 400
"""Longer contents would have modules too fine for paper that is folded and carried."""


class QrCode(NamedTuple):
    """Dark runs as (row, first column, length) on a grid of `side` by `side` modules, without the quiet zone."""

    runs: tuple[tuple[int, int, int], ...]
    side: int


def qr_code(content: str) -> QrCode | None:
    """The code of the content; None when it is empty or too long to be read off paper."""
    if not content or len(content.encode()) > LONGEST:
        return None
    from zxingcpp import BarcodeFormat, create_barcode

    code = create_barcode(content, BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    side = int(image.shape[0])
    shades = bytes(memoryview(image))
    rows = (shades[start : start + side] for start in range(0, side * side, side))
    return QrCode(tuple(run for number, row in enumerate(rows) for run in _dark_runs(number, row)), side)


def _dark_runs(number: int, row: bytes) -> list[tuple[int, int, int]]:
    found, column = [], 0
    for shade, cells in groupby(row):
        length = len(list(cells))
        if shade == 0:
            found.append((number, column, length))
        column += length
    return found
