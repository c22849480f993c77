"""The value of a field as a cell of our own tables, so that reading_cells.py reads the same value back."""

from __future__ import annotations

from decimal import Decimal

from domain.common.fields import Field, Kind, Value, Values
from domain.places.rules.checking import clock_text
from exchange import spreadsheets
from exchange.sheets import words
from exchange.sheets.columns import Column


def written_cell(column: Column, values: Values) -> spreadsheets.Value:
    """What stands in the cell: numbers in the column's unit, words in the reader's language, None for nothing."""
    if len(column.fields) == 2:
        first, second = (values[field.name] for field in column.fields)
        return None if first is None or second is None else f"{clock_text(first)}-{clock_text(second)}"
    return _written(column, column.field, values[column.field.name])


def _written(column: Column, field: Field, value: Value) -> spreadsheets.Value:
    if value is None or value in ("", ()):
        return None
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return words.flag_text(value)
    if isinstance(value, str):
        return words.choice_text(value) if field.kind is Kind.CHOICE else value
    if field.kind is Kind.MINUTE_OF_DAY:
        return clock_text(value)
    return _in_unit(value, column.unit.factor) if column.unit else value


def _in_unit(value: int, factor: Decimal) -> int | Decimal:
    """The exact number in the unit, whole where it is whole."""
    exact = value / factor
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()
