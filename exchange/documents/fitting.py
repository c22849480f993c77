"""Makes a text fit its place: two lines at most, then smaller, then as many small lines as it takes.

Nothing is cut off to look tidy; only a text that would fill eight small lines ends in an ellipsis.
Chinese breaks between any two characters but the punctuation rules, Latin words at blanks.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, Protocol

from exchange.documents.page import Style
from exchange.documents.text import ELLIPSIS, clean
from exchange.documents.typefaces import Typefaces

MOST_LINES: Final = 8
LEADING: Final = 1.28
"""Distance of two lines of one text, in sizes."""

_NOT_FIRST: Final = frozenset("，。、；：！？）》」』】〉％%,.;:!?)]}…—·")
_NOT_LAST: Final = frozenset("（《「『【〈([{￥¥#")


class Measuring(Protocol):
    """What tells how wide a text is: the faces of a PDF, or those of a label. What `shape` gives has a `width` in sizes."""

    def shape(self, text: str, bold: bool = False) -> Any:
        """The text measured."""


class Fitted(NamedTuple):
    """Lines of a text at the size at which they fit."""

    style: Style
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last, in points."""
        return self.style.size * (1.0 + LEADING * (len(self.lines) - 1))


def fit(faces: Typefaces, text: str, width: float, style: Style, smallest: float, lines: int = 2) -> Fitted:
    """The text in at most `lines` lines at `style` or smaller; more lines only at the smallest size."""
    text = clean(text)
    if faces.width(text, style.size, style.bold) <= width:
        return Fitted(style, (text,))
    size = style.size
    while True:
        broken = broken_lines(faces, text, width / size, style.bold)
        if len(broken) <= lines or size <= smallest:
            return Fitted(Style(size, style.bold), _at_most(broken))
        size = max(smallest, size - (2 if size > 16 else 0.5))


def only_lines(fitted: Fitted, count: int) -> Fitted:
    """At most so many lines, for a place that has room for no more; what is cut off so ends in an ellipsis."""
    if len(fitted.lines) <= count:
        return fitted
    # An ellipsis is as wide as a Han character, up to three times a Latin letter.
    return Fitted(fitted.style, (*fitted.lines[: count - 1], fitted.lines[count - 1][:-3].rstrip() + ELLIPSIS))


def first_line(fitted: Fitted) -> Fitted:
    """Only the first line."""
    return only_lines(fitted, 1)


def _at_most(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    return (*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + ELLIPSIS)


def broken_lines(faces: Measuring, text: str, width: float, bold: bool) -> list[str]:
    """The text cut into lines of at most `width` (in sizes); a word longer than a line is cut inside."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in _words(text):
        wide = faces.shape(word, bold).width
        if line and used + wide > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        if wide > width:
            *full, word = _cut(faces, word, width, bold)
            lines += full
        line += word
        used = faces.shape(line, bold).width + (0.25 if line.endswith(" ") else 0)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str) -> list[str]:
    """Pieces a line may be broken between: Latin words with their blank, single Han with their punctuation."""
    words: list[str] = []
    for character in text:
        if words and _stays(words[-1], character):
            words[-1] += character
        else:
            words.append(character)
    return words


def _stays(word: str, character: str) -> bool:
    last = word[-1]
    if character in _NOT_FIRST or last in _NOT_LAST or character == " ":
        return True
    return last != " " and _is_latin(last) and _is_latin(character)


def _is_latin(character: str) -> bool:
    return character < "\u2e80" and character != " "


def _cut(faces: Measuring, word: str, width: float, bold: bool) -> list[str]:
    """A word cut wherever the line is full."""
    pieces, piece, used = [], "", 0.0
    for character in word:
        wide = faces.shape(character, bold).width
        if piece and used + wide > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += character
        used += wide
    return [*pieces, piece]
