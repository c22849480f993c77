"""Barcodes on whole dots: modules by zxing-cpp, each so many whole dots wide, with the quiet zone its standard asks for.

Quiet zones: Code 128 ten modules (ISO/IEC 15417), EAN-13 eleven and seven (GS1 General Specifications 5.2), QR four
(ISO/IEC 18004), Data Matrix one, two here. Next: drawing.py.
"""

from __future__ import annotations

import enum
import functools
import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from devices.label_image import DOTS_PER_MM
from domain.common.codes import ean13_is_valid

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST: Final = 200
"""Longer contents have no room on a label."""


class Symbol(enum.StrEnum):
    """Which code."""

    CODE128 = "code128"
    EAN13 = "ean13"
    GS1_128 = "gs1_128"
    QR = "qr"
    DATA_MATRIX = "datamatrix"


SQUARE: Final = frozenset({Symbol.QR, Symbol.DATA_MATRIX})
_QUIET: Final = {
    Symbol.CODE128: (10, 10),
    Symbol.GS1_128: (10, 10),
    Symbol.EAN13: (11, 7),
    Symbol.QR: (4, 4),
    Symbol.DATA_MATRIX: (2, 2),
}
_THINNEST_MM: Final = {True: 1 / 3, False: 0.25}
"""The smallest module of a square code, of bars: what a 203 dpi head prints cleanly and a hand scanner reads."""


class Modules(NamedTuple):
    """A code at one dot a module, black set; bars are one row. Quiet zone in modules left and right."""

    dots: Image
    quiet: tuple[int, int]
    is_square: bool

    @property
    def width(self) -> int:
        """Modules from left to right, with the quiet zone."""
        return self.dots.width + sum(self.quiet)

    def module_dots(self, room: tuple[int, int], dpi: int, largest_mm: float) -> int:
        """How many dots a module may take in the room; 0 when the smallest does not fit."""
        smallest = math.ceil(_THINNEST_MM[self.is_square] * DOTS_PER_MM[dpi] - 0.01)
        fits = room[0] // self.width
        if self.is_square:
            fits = min(fits, room[1] // (self.dots.height + sum(self.quiet)))
        size = min(fits, max(smallest, int(largest_mm * DOTS_PER_MM[dpi])))
        return size if size >= smallest else 0

    def drawn(self, module: int, height: int) -> Image:
        """The code without quiet zone, each module `module` dots wide; bars `height` dots high."""
        from PIL import Image

        high = self.dots.height * module if self.is_square else height
        return self.dots.resize((self.dots.width * module, high), Image.Resampling.NEAREST)


@functools.lru_cache(maxsize=512)
def modules(symbol: Symbol, content: str) -> Modules | None:
    """The code of the content; None when it cannot be written: empty, too long, other characters, a wrong check digit."""
    if not content or len(content) > LONGEST or not _may_be(symbol, content):
        return None
    import zxingcpp
    from PIL import Image

    try:
        image: Any = _written(zxingcpp, symbol, content).to_image(scale=1, add_quiet_zones=False)
    except (ValueError, RuntimeError):  # what the library says of contents it cannot write
        return None
    high, wide = image.shape
    grey = Image.frombytes("L", (wide, high), bytes(memoryview(image)))
    dots = grey.point([255] * 128 + [0] * 128, "1")
    is_square = symbol in SQUARE
    return Modules(dots if is_square else dots.crop((0, 0, wide, 1)), _QUIET[symbol], is_square)


def _may_be(symbol: Symbol, content: str) -> bool:
    if symbol is Symbol.EAN13:
        return ean13_is_valid(content)
    return symbol in SQUARE or (content.isascii() and content.isprintable())


def _written(zxingcpp: Any, symbol: Symbol, content: str) -> Any:
    formats = zxingcpp.BarcodeFormat
    if symbol is Symbol.QR:
        return zxingcpp.create_barcode(content, formats.QRCode, ec_level="M")
    if symbol is Symbol.GS1_128:
        return zxingcpp.create_barcode(content, formats.Code128, gs1=True)
    kinds = {
        Symbol.CODE128: formats.Code128,
        Symbol.EAN13: formats.EAN13,
        Symbol.DATA_MATRIX: formats.DataMatrix,
    }
    return zxingcpp.create_barcode(content, kinds[symbol])
