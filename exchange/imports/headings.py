"""Which form a sheet is, told by its headings, and which column means what.

Headings are matched by name through the aliases of each source, wherever they stand and in whatever order;
they may stand below a title, hold a line break, or stand twice. Next: sources/, then reading.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from exchange.imports import cells
from exchange.imports.fields import Field, Layout, Source
from exchange.imports.tables import Row, Sheet
from exchange.imports.workbook_guard import LAST_COLUMN

LOOKED_AT = 20
"""Headings stand within the first rows; above them are titles and notices."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sheet recognised as a form of a source; `score`: how many of its headings that source knows."""

    source: Source
    layout: Layout
    score: int


def heading_name(value: cells.Cell) -> str:
    """A heading as it is compared: narrow, lower case, without blanks, stars, colons and line breaks."""
    text = cells.narrow(cells.clean_text(value)[0]).removeprefix("'").casefold()
    return "".join(text.split()).strip("*:")


def recognise(sheet: Sheet, sources: Iterable[Source]) -> Match | None:
    """The best match over the first rows of the sheet, None when no source knows them."""
    sources = tuple(sources)
    best: Match | None = None
    for number, row in enumerate(islice(sheet.rows(), LOOKED_AT), 1):
        row = row[:LAST_COLUMN]
        names = [heading_name(value) for value in row]
        for source in sources:
            match = _match(sheet.name, number, row, names, source)
            if match and (best is None or match.score > best.score):
                best = match
    return best


def _match(sheet: str, number: int, row: Row, names: Sequence[str], source: Source) -> Match | None:
    present = frozenset(names)
    known = _Known.of(source)
    if known.marks and not known.marks & present:
        return None
    if known.without & present:
        return None
    ties = _ties(names, known.by_name)
    if not all(any(field in ties for field in group) for group in source.needs):
        return None
    tied = {column for columns in ties.values() for column in columns}
    score = len(tied) + len(known.also & present)
    return Match(source, layout_of(sheet, number, row, ties, known.all if source.questions else None), score)


@dataclass(frozen=True, slots=True)
class _Known:
    """The headings of a source as they are compared."""

    by_name: Mapping[str, tuple[Field, int]]
    also: frozenset[str]
    marks: frozenset[str]
    without: frozenset[str]
    all: frozenset[str]

    @classmethod
    def of(cls, source: Source) -> _Known:
        found = _KNOWN.get(source.id)
        if found is None:
            by_name = {
                heading_name(alias): (field, rank)
                for field, aliases in source.aliases.items()
                for rank, alias in enumerate(aliases)
            }
            also, marks, without = (
                frozenset(heading_name(name) for name in names) for names in (source.also, source.marks, source.without)
            )
            found = _KNOWN[source.id] = cls(by_name, also, marks, without, also | frozenset(by_name))
        return found


_KNOWN: dict[str, _Known] = {}


def _ties(names: Sequence[str], by_name: Mapping[str, tuple[Field, int]]) -> dict[Field, tuple[int, ...]]:
    """Columns by field, the preferred heading first; of a heading that stands twice the first column."""
    ranked: dict[Field, dict[int, int]] = {}
    for column, name in enumerate(names):
        if name in by_name:
            field, rank = by_name[name]
            ranked.setdefault(field, {}).setdefault(rank, column)
    return {field: tuple(columns[rank] for rank in sorted(columns)) for field, columns in ranked.items()}


def layout_of(
    sheet: str, number: int, row: Row, ties: Mapping[Field, tuple[int, ...]], known: frozenset[str] | None
) -> Layout:
    """The layout of a heading row; columns whose headings are not `known` are the leader's questions (None: none are)."""
    headings = tuple(cells.clean_text(value)[0] for value in row)
    names = [heading_name(value) for value in row]
    questions = tuple(column for column, name in enumerate(names) if known is not None and name and name not in known)
    twice = tuple(
        (field, other)
        for field, columns in ties.items()
        for other, name in enumerate(names)
        if name == names[columns[0]] and other != columns[0]
    )
    return Layout(sheet, number, headings, ties, questions, twice)


def likely_heading_row(sheet: Sheet, known: frozenset[str] = frozenset()) -> int:
    """The row (1-based) that looks most like headings: the most `known` names, then the most different texts."""
    best, most = 1, (0, 0)
    for number, row in enumerate(islice(sheet.rows(), LOOKED_AT), 1):
        names = {name for value in row[:LAST_COLUMN] if (name := heading_name(value))}
        texts = {name for name in names if not isinstance(cells.fen(name), int)}
        if (score := (len(names & known), len(texts))) > most:
            best, most = number, score
    return best
