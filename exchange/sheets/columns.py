"""What a column of our own tables is: its heading in the reader's language, its other names, its unit, its fields.

A Table is a noun of the company with its columns; it is made from the noun's fields, so that form, check and file
agree. Next: reading_cells.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.common.accepting import Noun
from domain.common.fields import Field, Kind
from domain.common.sentences import LANGUAGES, _, in_language
from domain.common.sentences.marking import N_
from exchange.imports.headings import heading_name


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit a number is written in: `sign` behind the heading, and how many of the stored unit one is."""

    sign: str
    factor: Decimal


GRAM = Unit("g", Decimal(1))
KILOGRAM = Unit("kg", Decimal(1000))
MILLILITRE = Unit("ml", Decimal(1))
LITRE = Unit("L", Decimal(1000))
PERCENT = Unit("%", Decimal(10))
YUAN = Unit(N_("yuan"), Decimal(100))
DEGREE = Unit("", Decimal(1_000_000))
USUAL_UNITS = {
    Kind.GRAMS: GRAM,
    Kind.MILLILITRES: MILLILITRE,
    Kind.PERMILLE: PERCENT,
    Kind.FEN: YUAN,
    Kind.MICRODEGREES: DEGREE,
}

SIGNS: Mapping[Kind, Mapping[str, Decimal]] = {
    Kind.GRAMS: {
        **dict.fromkeys(("g", "克", "gram", "grams"), Decimal(1)),
        **dict.fromkeys(("kg", "公斤", "千克", "kgs"), Decimal(1000)),
        **dict.fromkeys(("斤", "市斤"), Decimal(500)),
        "两": Decimal(50),
        **dict.fromkeys(("t", "吨"), Decimal(1_000_000)),
    },
    Kind.MILLILITRES: {
        **dict.fromkeys(("ml", "毫升", "cm3", "cm³"), Decimal(1)),
        **dict.fromkeys(("l", "升", "公升"), Decimal(1000)),
        **dict.fromkeys(("m3", "m³", "方", "立方", "立方米"), Decimal(1_000_000)),
    },
    Kind.PERMILLE: {"%": Decimal(10), "‰": Decimal(1)},
    Kind.FEN: {**dict.fromkeys(("元", "yuan", "¥", "rmb", "cny"), Decimal(100)), "分": Decimal(1), "fen": Decimal(1)},
    Kind.MICRODEGREES: {"°": Decimal(1_000_000), "度": Decimal(1_000_000)},
}
"""How people write the units of each kind (as heading_name leaves them), and how many of the stored unit one is."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the fields it fills (two for hours: from and until), its English heading, and its other names."""

    fields: tuple[Field, ...]
    heading: str
    aliases: tuple[str, ...] = ()
    unit: Unit | None = None
    is_written: bool = True

    @property
    def field(self) -> Field:
        """The first field, which problems of the column are about."""
        return self.fields[0]

    def shown_heading(self) -> str:
        """The heading in the reader's language, with its unit: 标称重量(g)."""
        sign = self.unit.sign if self.unit else ""
        return f"{_(self.heading)}({_(sign)})" if sign else _(self.heading)

    def names(self) -> frozenset[str]:
        """Every name of the column as headings are compared, in all languages, without unit."""
        translated = []
        for language in LANGUAGES:
            with in_language(language):
                translated.append(_(self.heading))
        return frozenset(heading_name(name) for name in (self.heading, *translated, *self.aliases))


@dataclass(frozen=True, slots=True)
class Table:
    """A noun of the company as a sheet: its English name, the other names such sheets have, and its columns."""

    noun: Noun
    sheet: str
    sheet_aliases: tuple[str, ...]
    columns: tuple[Column, ...]

    def shown_sheet(self) -> str:
        """The sheet's name in the reader's language."""
        return _(self.sheet)

    def heading_of(self, field: str) -> str:
        """The shown heading of the column that fills a field; the field's name where no column does."""
        written = [column for column in self.columns if any(one.name == field for one in column.fields)]
        return written[0].shown_heading() if written else field

    def names_of_sheet(self) -> frozenset[str]:
        """Every name such a sheet may have, as headings are compared."""
        translated = []
        for language in LANGUAGES:
            with in_language(language):
                translated.append(_(self.sheet))
        return frozenset(heading_name(name) for name in (self.sheet, *translated, *self.sheet_aliases))


@dataclass(frozen=True, slots=True)
class Joined:
    """Two fields that stand in one column: opening hours as 07:00-11:00. `is_written`: else they are only read so."""

    fields: tuple[str, str]
    heading: str
    aliases: tuple[str, ...]
    is_written: bool = True


def table_of_noun(
    noun: Noun,
    sheet: str,
    sheet_aliases: tuple[str, ...],
    aliases: Mapping[str, tuple[str, ...]],
    joined: tuple[Joined, ...] = (),
    units: Mapping[str, Unit] | None = None,
) -> Table:
    """The table of a noun: one column a field in the order of the form, joined fields in the place of their first."""
    fields = {field.name: field for field in noun.fields}
    first = {pair.fields[0]: pair for pair in joined if pair.is_written}
    second = {pair.fields[1] for pair in joined if pair.is_written}
    columns = []
    for name, field in fields.items():
        if name in first:
            columns.append(_joined_column(first[name], fields))
        elif name not in second:
            unit = (units or {}).get(name, USUAL_UNITS.get(field.kind))
            columns.append(Column((field,), field.heading, aliases.get(name, ()), unit))
    columns += [_joined_column(pair, fields) for pair in joined if not pair.is_written]
    return Table(noun, sheet, sheet_aliases, tuple(columns))


def _joined_column(pair: Joined, fields: Mapping[str, Field]) -> Column:
    both = tuple(fields[name] for name in pair.fields)
    return Column(both, pair.heading, pair.aliases, None, pair.is_written)
