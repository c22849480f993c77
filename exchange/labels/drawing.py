"""Draws a label: a template's fields with a job's words, as one picture of black and white dots, and what went wrong.

There is always a picture. Text is made smaller and broken as its field allows; what still has no room ends in an
ellipsis and is told, as are characters no font has and codes that would be too fine. Next: glyphs.py, codes.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from devices.label_image import DOTS_PER_MM, LabelImage, LabelText, dots
from exchange import fonts
from exchange.documents.fitting import broken_lines
from exchange.documents.text import ELLIPSIS, clean
from exchange.labels import glyphs
from exchange.labels.codes import Modules, modules
from exchange.labels.glyphs import LabelFaces, width_of
from exchange.labels.problems import CODE_UNFIT, CODE_UNWRITABLE, MISSING_GLYPH, OVERFLOW, LabelProblem
from exchange.labels.templates import BoxField, CodeField, Pattern, Place, Template, TextField, names_in
from exchange.labels.wording import DISPENSABLE, DOT, NEXT_LINE, Words

LEADING: Final = 1.16
"""Distance of two lines of one text, in sizes: labels are set tighter than papers."""
PADDING: Final = 0.22
"""Room left and right of words on black or in a box, in sizes."""
BETWEEN: Final = "；"
"""Between the things of a list that share a line."""
TICK_MM: Final = 2.0
BAND_MM: Final = 1.0
"""The striped edge of a label printed in training: ticks so long, so wide."""
_FACES: Final = LabelFaces()


class Lines(NamedTuple):
    """A text as it fits: its lines, its size in dots, and whether something had to be left out."""

    lines: tuple[str, ...]
    size: int
    is_cut: bool


class Canvas:
    """One label while it is drawn."""

    def __init__(self, template: Template, width: int, height: int, dpi: int) -> None:
        from PIL import Image

        self.image = Image.new("1", (width, height))
        self.problems: list[LabelProblem] = []
        self._texts: list[LabelText] = []
        self._template, self._dpi = template, dpi

    def draw(self, field: TextField | CodeField | BoxField, words: Words) -> None:
        """One field, unless its condition says otherwise."""
        if (field.when and not words.get(field.when)) or (field.unless and words.get(field.unless)):
            return
        if isinstance(field, TextField):
            self.text(field, said(field.patterns, words))
        elif isinstance(field, CodeField):
            self._code(field, _filled(field.pattern, words))
        else:
            self._box(field)

    def text(self, field: TextField, text: str) -> None:
        """A text in its field, as large as it may be."""
        text = NEXT_LINE.join(filter(None, map(clean, text.split(NEXT_LINE))))
        if not text:
            return
        missing = fonts.missing_characters(text)
        if missing:
            self._problem(MISSING_GLYPH, field.name, BETWEEN.join(text.split(NEXT_LINE)), " ".join(missing))
        x, y, width, height = self._dots(field.place)
        fitted = fit(text, field, (width, height), self._dpi)
        if fitted.is_cut and not field.may_be_cut:
            self._problem(
                OVERFLOW, field.name, BETWEEN.join(text.split(NEXT_LINE)), "{:g} x {:g} mm".format(*field.place[2:])
            )
        self._put(field, fitted, (x, y, width, height))

    def _put(self, field: TextField, fitted: Lines, room: tuple[int, int, int, int]) -> None:
        x, y, width, height = room
        pad = padding(field, fitted.size)
        wide = max(round(width_of(line, field.is_bold) * fitted.size) for line in fitted.lines)
        if field.is_hugging:
            x, width = x + _beside(field.side, width - wide - 2 * pad), wide + 2 * pad
        self._ground(field, (x, y, width, height))
        line_height = round(fitted.size * LEADING)
        block = fitted.size + line_height * (len(fitted.lines) - 1)
        top = y + _beside({"top": "left", "middle": "centre", "bottom": "right"}[field.height], height - block)
        if field.is_inverse or field.frame:
            top = y + (height - block) // 2
        for number, line in enumerate(fitted.lines):
            wide, down = round(width_of(line, field.is_bold) * fitted.size), top + number * line_height
            left = x + pad + _beside(field.side, width - 2 * pad - wide)
            ink = 0 if field.is_inverse else 1
            glyphs.draw_line(self.image, left, down, line, fitted.size, field.is_bold, ink)
            if not (field.is_inverse or field.frame):
                self._texts.append(LabelText(left, down, wide, line_height, fitted.size, line))

    def _ground(self, field: TextField, room: tuple[int, int, int, int]) -> None:
        if field.is_inverse:
            self.fill(*room)
        if field.frame:
            self._outline(room, dots(field.frame, self._dpi))

    def _code(self, field: CodeField, content: str) -> None:
        if not content:
            return
        x, y, width, height = self._dots(field.place)
        problem = CODE_UNWRITABLE
        for symbol in field.symbols:
            found = modules(symbol, content)
            if found is None:
                continue
            module = found.module_dots((width, height), self._dpi, field.module)
            if module:
                self._bars(found, module, (x, y, width, height), field.side)
                return
            problem = CODE_UNFIT
        room = "{:g} x {:g} mm".format(*field.place[2:])
        detail = room if problem is CODE_UNFIT else field.symbols[0].value
        is_in_the_way = not DISPENSABLE.issuperset(names_in(field.pattern))
        self._problem(problem, field.name, content, detail, is_in_the_way=is_in_the_way)

    def _bars(self, found: Modules, module: int, room: tuple[int, int, int, int], side: str) -> None:
        x, y, width, height = room
        drawn = found.drawn(module, height)
        left = x + _beside(side, width - found.width * module) + found.quiet[0] * module
        top = y + (height - drawn.height) // 2
        self.image.paste(1, (left, top, left + drawn.width, top + drawn.height), drawn)

    def _box(self, field: BoxField) -> None:
        room = self._dots(field.place)
        if field.is_filled:
            self.fill(*room)
        else:
            self._outline(room, max(1, dots(field.line, self._dpi)))

    def marks(self, field: TextField, marks: Sequence[str]) -> None:
        """Reprint, training and manual weight, white on black side by side; in several rows where one has no room."""
        if not marks:
            return
        x, y, width, height = self._dots(field.place)
        size, rows = _marks_fit(marks, field, width, height, self._dpi)
        pad, gap = _mark_gaps(size)
        row_height = max(round(size * 1.15), min(height // len(rows), round(size * 1.3)))
        if len(rows) * size > height or any(_wide(row, size, pad, gap) > width for row in rows):
            self._problem(OVERFLOW, field.name, DOT.join(marks), "{:g} x {:g} mm".format(*field.place[2:]))
        for number, row in enumerate(rows):
            left = x + _beside(field.side, width - _wide(row, size, pad, gap))
            top = y + number * row_height
            for mark in row:
                wide = round(width_of(mark, True) * size)
                self.fill(left, top, wide + 2 * pad, row_height - 1)
                glyphs.draw_line(self.image, left + pad, top + (row_height - 1 - size) // 2, mark, size, True, 0)
                left += wide + 2 * pad + gap

    def stripes(self) -> None:
        """The edge of a label that was printed in training: black ticks all the way round."""
        width, height = self.image.size
        band, tick = dots(BAND_MM, self._dpi), dots(TICK_MM, self._dpi)
        for x in range(0, width, 2 * tick):
            self.fill(x, 0, tick, band)
            self.fill(x, height - band, tick, band)
        for y in range(0, height, 2 * tick):
            self.fill(0, y, band, tick)
            self.fill(width - band, y, band, tick)

    def finished(self) -> LabelImage:
        """The picture, eight dots a byte."""
        bits = self.image.tobytes()
        return LabelImage(self.image.width, self.image.height, self._dpi, bits, tuple(self._texts))

    def fill(self, x: int, y: int, width: int, height: int, ink: int = 1) -> None:
        """A black rectangle, in dots; `ink` 0 is white."""
        self.image.paste(ink, (x, y, x + width, y + height))

    def _outline(self, room: tuple[int, int, int, int], line: int) -> None:
        x, y, width, height = room
        self.fill(x, y, width, line)
        self.fill(x, y + height - line, width, line)
        self.fill(x, y, line, height)
        self.fill(x + width - line, y, line, height)

    def _dots(self, place: Place) -> tuple[int, int, int, int]:
        left, top = dots(place.x, self._dpi), dots(place.y, self._dpi)
        right, bottom = dots(place.x + place.width, self._dpi), dots(place.y + place.height, self._dpi)
        return left, top, right - left, bottom - top

    def _problem(self, code: str, field: str, text: str, detail: str, *, is_in_the_way: bool = False) -> None:
        self.problems.append(LabelProblem(code, field, text, detail, self._template.file, is_in_the_way))


def said(patterns: Sequence[Pattern], words: Words) -> str:
    """The patterns filled and joined by dots; one that asks for words and gets none is left out."""
    if len(patterns) == 1:
        return _filled(patterns[0], words)
    spoken = [
        _filled(pattern, words)
        for pattern in patterns
        if not any(each.name for each in pattern) or any(words.get(each.name) for each in pattern if each.name)
    ]
    return DOT.join(text for text in spoken if text.strip())


def _filled(pattern: Pattern, words: Words) -> str:
    return "".join(each.plain + (words.get(each.name, "") if each.name else "") for each in pattern)


def fit(text: str, field: TextField, room: tuple[int, int], dpi: int) -> Lines:
    """The text in at most the field's lines, as large as its room allows, not smaller than the field's smallest."""
    largest, smallest = _size(field.font, dpi), _size(field.smallest, dpi)
    size = largest
    while True:
        width = room[0] - 2 * padding(field, size)
        most = max(1, min(field.lines, 1 + int((room[1] - size) / (size * LEADING))))
        lines = _broken(text, width / size, field.is_bold, most)
        if len(lines) <= most:
            return Lines(tuple(lines), size, False)
        if size <= smallest:
            return Lines(_cut(lines, most, width / size, field.is_bold), size, True)
        size = max(smallest, min(size - 1, round(size * 0.94)))


def _broken(text: str, width: float, bold: bool, most: int) -> list[str]:
    """Each thing of a list on its own line where there is room for so many, else all of them one after another."""
    each = text.split(NEXT_LINE)
    if len(each) <= most and all(width_of(one, bold) <= width for one in each):
        return each
    whole = BETWEEN.join(each)
    if width_of(whole, bold) <= width:
        return [whole]
    return broken_lines(_FACES, whole, max(width, 1.0), bold)


def _cut(lines: list[str], most: int, width: float, bold: bool) -> tuple[str, ...]:
    """The first lines, the last of them ended by an ellipsis inside the width."""
    last = lines[most - 1]
    while last and width_of(last + ELLIPSIS, bold) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + ELLIPSIS)


def padding(field: TextField, size: int) -> int:
    """Dots left free beside words on black or in a box."""
    return round(size * PADDING) if field.is_inverse or field.frame else 0


def _size(mm: float, dpi: int) -> int:
    return round(mm * DOTS_PER_MM[dpi])


def _beside(side: str, free: int) -> int:
    return {"left": 0, "centre": free // 2, "right": free}[side]


def _marks_fit(
    marks: Sequence[str], field: TextField, width: int, height: int, dpi: int
) -> tuple[int, list[list[str]]]:
    size, smallest = _size(field.font, dpi), _size(field.smallest, dpi)
    while True:
        rows = _rows(marks, size, *_mark_gaps(size), width)
        if len(rows) * round(size * 1.1) <= height or size <= smallest:
            return size, rows
        size -= 1


def _mark_gaps(size: int) -> tuple[int, int]:
    """Dots inside a mark beside its words, and between two marks."""
    return round(size * 0.18), round(size * 0.25)


def _rows(marks: Sequence[str], size: int, pad: int, gap: int, width: int) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for mark in marks:
        if rows[-1] and _wide([*rows[-1], mark], size, pad, gap) > width:
            rows.append([])
        rows[-1].append(mark)
    return rows


def _wide(row: Sequence[str], size: int, pad: int, gap: int) -> int:
    return sum(round(width_of(mark, True) * size) + 2 * pad for mark in row) + gap * (len(row) - 1)
