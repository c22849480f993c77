"""A label's template: fields in millimetres on one size of media, read from TOML and checked, with what to do when wrong.

Top-level keys are `kind`, `media` and `marks` (where 重印, 培训 and 手工 are put); every other table is a field: a text, a
code, a box. docs/labels.md tells a user how to write one. Next: checking.py, which reads the tables; drawing.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Final, NamedTuple

from exchange.labels.codes import Symbol

SMALLEST_MM: Final = 2.5
"""No letter on a label is smaller: twenty dots at 203 dpi, read at arm's length."""
SIDES: Final = ("left", "centre", "right")
HEIGHTS: Final = ("top", "middle", "bottom")


class Place(NamedTuple):
    """A rectangle on the label in mm from its left top corner."""

    x: float
    y: float
    width: float
    height: float


class Said(NamedTuple):
    """One piece of a text: plain words before a named one; `name` is "" behind the last."""

    plain: str
    name: str


Pattern = tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What every field has: its name in the template, its place, and the words that must, or must not, be said."""

    name: str
    place: Place
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    """Words at `font` mm, smaller down to `smallest` where they do not fit, in `lines` lines at most.

    Several patterns are joined by a dot; those with nothing to say are left out. `inverse`: white on black, `frame` mm:
    in a box; `hug`: the black or the box is only as wide as the words; `may_be_cut`: a list whose end may be left out
    without a word. `language`: other than the label's.
    """

    patterns: tuple[Pattern, ...]
    font: float
    smallest: float
    lines: int = 1
    is_bold: bool = False
    side: str = "left"
    height: str = "top"
    is_inverse: bool = False
    frame: float = 0.0
    is_hugging: bool = False
    may_be_cut: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeField(Field):
    """A barcode; `place` holds its quiet zone too. `module` mm is the largest width of its thinnest bar.

    The first of `symbols` that can be written and has room is drawn.
    """

    symbols: tuple[Symbol, ...]
    pattern: Pattern
    module: float
    side: str = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxField(Field):
    """A rectangle: its line in mm, or filled."""

    line: float = 0.0
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A label of a kind on a media: where its fields stand, in the order they are drawn; `file` names where it is from."""

    kind: str
    media: str
    width_mm: float
    height_mm: float
    marks: TextField
    fields: tuple[TextField | CodeField | BoxField, ...]
    file: str = ""


def pattern_of(text: str) -> Pattern:
    """The text taken apart at its {names}. ValueError when a brace stands alone or asks for more than a name."""
    pieces = []
    for plain, name, shape, conversion in Formatter().parse(text):
        if name is not None and (not name.isidentifier() or shape or conversion):
            raise ValueError(name)
        pieces.append(Said(plain, name or ""))
    return tuple(pieces)


def names_in(pattern: Pattern) -> list[str]:
    """The words a pattern asks for."""
    return [said.name for said in pattern if said.name]
