"""The test print of a label printer: a ruler on two edges, the trade's characters, fine lines, and a code to scan.

What a person sees on it: whether the roll is as wide and high as chosen (both rulers end at the edge), whether the label
stands where it should (the frame is whole), whether the head is warm enough (each line of the fan is there).
"""

from __future__ import annotations

from typing import Final

from devices.label_image import LabelImage, Media, dots
from domain.common.sentences import _, in_language
from exchange.labels.codes import Symbol
from exchange.labels.drawing import Canvas
from exchange.labels.templates import CodeField, Pattern, Place, Said, Template, TextField

CHARACTERS: Final = "永国鬱0123456789 ABCabc ￥¥℃㎏斤×№ 镕㐀𠮷🍉"
CODE: Final = "DAYBREAK-TEST"
"""What scanning the test print gives; it is no code of anything."""
RULER_MM: Final = 4.0
_TICKS_MM: Final = ((10, 2.4), (5, 1.7), (1, 1.0))


def draw_test_print(media: Media, dpi: int, *, language: str, printer: str, profile: str) -> LabelImage:
    """The test print of a printer on a roll, with what it was set up as."""
    with in_language(language):
        template = _template(media, printer, profile, dpi)
        canvas = Canvas(template, dots(media.width_mm, dpi), dots(media.height_mm, dpi), dpi)
        _frame(canvas, dpi)
        _rulers(canvas, media, dpi)
        for field in template.fields:
            canvas.draw(field, {})
        _fan(canvas, media, dpi)
        return canvas.finished()


def _template(media: Media, printer: str, profile: str, dpi: int) -> Template:
    """The words and the code, inside the rulers; larger on larger rolls."""
    unit = min(media.width_mm / 60, media.height_mm / 40)
    left, right, top = RULER_MM + 1.0, media.width_mm - 1.5, RULER_MM + 0.6
    square = 13.0 * max(1.0, unit) if media.height_mm >= 40 else 11.0
    says = [
        ("title", _("Daybreak test print"), 4.2 * unit, True, 1),
        ("printer", f"{printer} · {profile}" if media.width_mm >= 60 else profile, 3.0 * unit, False, 1),
        ("roll", f"{media.name} mm · {dpi} dpi", 3.0 * unit, False, 1),
    ]
    fields: list[TextField | CodeField] = []
    for name, text, font, is_bold, lines in says:
        size = max(2.5, font)
        fields.append(_line(name, text, Place(left, top, right - left, size * 1.15), size, is_bold, lines))
        top += size * 1.3
    room = media.height_mm - 1.5 - top
    size = max(2.5, 3.2 * unit)
    place = Place(left, top, right - left - square, min(room, size * 3.6))
    fields.append(_line("characters", CHARACTERS, place, size, False, 3))
    code = Place(media.width_mm - 1.0 - square, media.height_mm - 1.0 - square, square, square)
    fields.append(CodeField(name="code", place=code, symbols=(Symbol.QR,), pattern=_plain(CODE), module=0.5 * unit))
    marks = _line("marks", "", Place(0, 0, 1, 1), 2.5, False, 1)
    size_mm = (media.width_mm, media.height_mm)
    return Template("test_print", media.name, *size_mm, marks, tuple(fields))


def _line(name: str, text: str, place: Place, font: float, is_bold: bool, lines: int) -> TextField:
    return TextField(
        name=name, place=place, patterns=(_plain(text),), font=font, smallest=2.5, lines=lines, is_bold=is_bold,
        may_be_cut=True,
    )  # fmt: skip


def _plain(text: str) -> Pattern:
    return (Said(text, ""),)


def _frame(canvas: Canvas, dpi: int) -> None:
    """A line on the very edge: what is missing of it was not on the label."""
    width, height = canvas.image.size
    for x, y, wide, high in ((0, 0, width, 1), (0, height - 1, width, 1), (0, 0, 1, height), (width - 1, 0, 1, height)):
        canvas.fill(x, y, wide, high)


def _rulers(canvas: Canvas, media: Media, dpi: int) -> None:
    """A tick a millimetre along the top and the left edge, longer at five and ten, and the tens in numbers."""
    thick = max(1, dots(0.125, dpi))
    for along, is_across in ((media.width_mm, True), (media.height_mm, False)):
        for mm in range(1, along):
            long = dots(next(length for every, length in _TICKS_MM if mm % every == 0), dpi)
            at = dots(mm, dpi)
            canvas.fill(*((at, 0, thick, long) if is_across else (0, at, long, thick)))
            if mm % 10 == 0 and is_across and mm + 2 < along:
                place = Place(mm + 0.4, 1.2, 6, 2.6)
                canvas.text(_line("ruler", str(mm), place, 2.5, False, 1), str(mm))


def _fan(canvas: Canvas, media: Media, dpi: int) -> None:
    """Lines of one, two, three and four dots, as far apart as they are thick, at the left bottom."""
    x, high = dots(RULER_MM + 1.0, dpi), dots(min(5.0, media.height_mm / 8), dpi)
    y = canvas.image.height - dots(1.5, dpi) - high
    for thick in (1, 2, 3, 4):
        for _line_of in range(4):
            canvas.fill(x, y, thick, high)
            x += 2 * thick
        x += dots(0.8, dpi)
