"""Text as dots: how wide it is, and each glyph drawn once per face and size, threshold 128, without dithering.

A glyph is the same dots wherever it stands, so labels come out alike and a known character costs one paste.
Faces and fall-back per character come from exchange.fonts. Next: drawing.py.
"""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from exchange import fonts
from exchange.documents.text import clean
from exchange.documents.typefaces import EMOJI_SIZE

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

BASELINE: Final = 0.88
"""The baseline below the top of a Han character's square, in sizes (the faces' ideographic em box)."""
THRESHOLD: Final = 128
_MEASURED_AT: Final = 1000
_MOST_GLYPHS: Final = 20_000
_one_at_a_time = threading.Lock()


class Glyph(NamedTuple):
    """The dots of a character (None for a blank), and where their left top lies from the pen on the baseline."""

    dots: Image | None
    x: int
    y: int


class Measured(NamedTuple):
    """A text's width in sizes."""

    width: float


class LabelFaces:
    """What documents.fitting asks of faces, answered without a PDF."""

    def shape(self, text: str, bold: bool = False) -> Measured:
        """How wide the text is, in sizes."""
        return Measured(width_of(text, bold))

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide the text is at this size, in the size's unit."""
        return width_of(text, bold) * size


@functools.lru_cache(maxsize=20_000)
def width_of(text: str, bold: bool) -> float:
    """The width of a cleaned text in sizes."""
    return sum(_advance(face, character) for face, piece in fonts.runs(clean(text), bold) for character in piece)


def draw_line(canvas: Image, x: int, top: int, text: str, size: int, bold: bool, ink: int = 1) -> None:
    """Draws the text with its Han squares from `top`; `size` in dots, `ink` 1 is black. Outside the canvas is cut off."""
    pen, baseline = float(x), top + round(size * BASELINE)
    for face, piece in fonts.runs(clean(text), bold):
        scaled = round(size * EMOJI_SIZE) if face == fonts.EMOJI else size
        for character in piece:
            dots, left, up = glyph(face, scaled, character)
            if dots is not None:
                place = (round(pen) + left, baseline + up)
                canvas.paste(ink, (*place, place[0] + dots.width, place[1] + dots.height), dots)
            pen += _advance(face, character) * size


_glyphs: dict[tuple[str, int, str], Glyph] = {}


def glyph(face: str, size: int, character: str) -> Glyph:
    """The dots of one character, from memory when it was drawn before."""
    known = _glyphs.get((face, size, character))
    if known is None:
        with _one_at_a_time:
            if len(_glyphs) >= _MOST_GLYPHS:
                _glyphs.clear()
            known = _glyphs[face, size, character] = _drawn(face, size, character)
    return known


def _drawn(face: str, size: int, character: str) -> Glyph:
    from PIL import Image, ImageDraw

    left, top, right, bottom = (int(edge) for edge in _font(face, size).getbbox(character, anchor="ls"))
    if right <= left or bottom <= top:
        return Glyph(None, 0, 0)
    grey = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(grey).text((-left, -top), character, font=_font(face, size), fill=255, anchor="ls")
    return Glyph(grey.point(_black(), "1"), left, top)


@functools.cache
def _black() -> list[int]:
    return [255 if grey >= THRESHOLD else 0 for grey in range(256)]


@functools.cache
def _advances(face: str) -> dict[str, float]:
    return {}


def _advance(face: str, character: str) -> float:
    """How far the pen goes on, in sizes of the text."""
    known = _advances(face)
    width = known.get(character)
    if width is None:
        with _one_at_a_time:
            length: Any = _font(face, _MEASURED_AT).getlength(character)
        width = known[character] = float(length) / _MEASURED_AT * (EMOJI_SIZE if face == fonts.EMOJI else 1.0)
    return width


@functools.lru_cache(maxsize=96)
def _font(face: str, size: int) -> FreeTypeFont:
    """The face at a size in dots. Basic layout: the same dots with and without complex shaping installed."""
    from PIL import ImageFont

    return ImageFont.truetype(str(fonts.font_files()[face]), size, layout_engine=ImageFont.Layout.BASIC)
