"""QR codes as dark runs for a page: what a driver's phone opens navigation with.

Error correction M: a folded or wet corner does not spoil it (ISO/IEC 18004, 15 % of the code may be lost).
"""

from __future__ import annotations

from itertools import groupby
from typing import Final, NamedTuple

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
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(content))
    code.make()
    runs = [run for number, row in enumerate(code.modules) for run in _dark_runs(number, row)]
    return QrCode(tuple(runs), code.getModuleCount())


def _dark_runs(number: int, row: list[bool]) -> list[tuple[int, int, int]]:
    found, column = [], 0
    for is_dark, cells in groupby(row):
        length = len(list(cells))
        if is_dark:
            found.append((number, column, length))
        column += length
    return found
