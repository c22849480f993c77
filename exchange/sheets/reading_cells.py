"""A cell of our own tables made into the value of its field, strictly: what is not clear is a Notice, never a guess.

An empty cell says nothing: the field stays as it is. EMPTY takes the value away. Next: recognising.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from domain.common.errors import Notice
from domain.common.fields import Field, Kind, Value
from domain.common.names import clean_name
from exchange.formula_guard import unguarded
from exchange.imports import cells
from exchange.imports.cells import Cell
from exchange.sheets import words
from exchange.sheets.columns import SIGNS, Column

EMPTY = frozenset({"(空)", "(清空)", "(empty)"})
"""A cell that says: nothing shall stand here."""

DAY_MIN = 1440
_SEPARATORS = re.compile(r"[\s;；,，、|/]+")
_CLOCK = r"(\d{1,2})(?:[:：点时h]\s*(\d{1,2}|半)?分?)?"
_ONE_CLOCK = re.compile(_CLOCK)
_HOURS = re.compile(rf"{_CLOCK}\s*(?:[-~–—－～至到])\s*{_CLOCK}")
_WITH_UNIT = re.compile(r"([¥￥$]?)\s*([+-]?[\d.,]+)\s*([^\d\s.,]*)")
_MANGLED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)
_AXIS = re.compile(r"[北南东西NSEWnsew纬经度°\s]+")

Read = dict[str, Value] | Notice | None


def read_cell(column: Column, cell: Cell, factor: Decimal | None, *, is_guarded: bool) -> Read:
    """Values by field name; None when the cell says nothing; a Notice when it cannot be taken.

    `factor`: how many of the stored unit one of the column's is, by the unit in its heading. `is_guarded`: texts
    of a CSV, which may have an apostrophe in front.
    """
    if isinstance(cell, str):
        cell = unguarded(cell) if is_guarded else cell
        if not cell.strip():
            return None
        if cells.narrow(cell) in EMPTY:
            return {field.name: field.default for field in column.fields}
    if len(column.fields) == 2:
        return _read_pair(column, cell)
    value = _READERS[column.field.kind](column.field, cell, factor)
    if isinstance(value, Notice):
        return value
    return None if value is None else {column.field.name: value}


def _text(field: Field, cell: Cell, _factor: object) -> Value | Notice:
    if field.name == "phone" and (isinstance(cell, float) or _MANGLED.fullmatch(cells.plain(cell).strip())):
        return cells.phone(cell)  # 1.38E+10 is refused; what was typed as text stays as it was typed
    text, had_controls = cells.clean_text(cell)
    if had_controls:
        return Notice.of("value_has_control_bytes", field=field.heading)
    return text


def _code(_field: Field, cell: Cell, _factor: object) -> Value | Notice:
    code = cells.identifier(cell)
    return Notice.of("code_mangled", value=cells.shown(cell)) if isinstance(code, Notice) else code


def _codes(field: Field, cell: Cell, factor: object) -> Value | Notice:
    parts = _SEPARATORS.split(cells.clean_text(cell)[0]) if isinstance(cell, str) else [cell]
    found = [_code(field, part, factor) for part in parts if part != ""]
    wrong = next((code for code in found if isinstance(code, Notice)), None)
    return wrong or tuple(sorted({code for code in found if isinstance(code, str)}))


def _flag(field: Field, cell: Cell, _factor: object) -> Value | Notice:
    if isinstance(cell, bool):
        return cell
    found = words.flag_of(cells.plain(cell))
    return _unreadable(field, cell) if found is None else found


def _choice(field: Field, cell: Cell, _factor: object) -> Value | Notice:
    found = words.choice_of(cells.plain(cell), field.choices)
    if found is not None:
        return found
    choices = ", ".join(words.choice_text(choice) for choice in field.choices)
    return Notice.of("value_unknown", field=field.heading, value=cells.shown(cell), choices=choices)


def _whole(field: Field, cell: Cell, _factor: object) -> Value | Notice:
    number = _number(cell)
    if number is None or isinstance(number, Notice):
        return number
    return int(number) if number == number.to_integral_value() else _unreadable(field, cell)


def _measured(field: Field, cell: Cell, factor: Decimal | None) -> Value | Notice:
    """A number with or without its own unit; without one it is in the unit of the heading."""
    text = cells.narrow(cells.plain(cell)).replace(" ", "")
    if text in ("-", "--", "/"):
        return None
    found = _WITH_UNIT.fullmatch(text)
    if not found:
        return _unreadable(field, cell)
    sign = (found[3] or found[1]).casefold()
    own = SIGNS[field.kind].get(sign.replace("￥", "¥")) if sign else factor
    number = cells.as_number(found[2])
    if own is None or isinstance(number, Notice):
        return _unreadable(field, cell)
    return _stored(field, cell, number * own)


def _stored(field: Field, cell: Cell, exact: Decimal) -> Value | Notice:
    """The whole stored units; fractions are refused, those of float noise and of degrees rounded."""
    rounded = exact.to_integral_value(ROUND_HALF_UP)
    if field.kind is not Kind.MICRODEGREES and abs(exact - rounded) > Decimal("1e-4"):
        return Notice.of("value_too_fine", field=field.heading, value=cells.shown(cell))
    return int(rounded)


def _degrees(field: Field, cell: Cell, factor: Decimal | None) -> Value | Notice:
    text = _AXIS.sub("", cells.narrow(cells.plain(cell)))
    south_or_west = bool(re.search(r"[SsWw南西]", cells.plain(cell)))
    number = cells.as_number(text)
    if isinstance(number, Notice):
        return _unreadable(field, cell)
    return _stored(field, cell, (-number if south_or_west else number) * 1_000_000)


def _minute(field: Field, cell: Cell, _factor: object) -> Value | Notice:
    if isinstance(cell, (time, timedelta, float)):
        return _minute_of(cell)
    found = _ONE_CLOCK.fullmatch(cells.narrow(cells.plain(cell)))
    return _clock_minute(found[1], found[2]) if found else _unreadable(field, cell)


def _minute_of(cell: time | timedelta | float) -> int:
    """The minute of a cell that a spreadsheet keeps as a time, a span, or the fraction of a day."""
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    days = cell / timedelta(days=1) if isinstance(cell, timedelta) else cell
    return round(days * DAY_MIN) if days <= 1 else round(days) * 60


def _clock_minute(hour: str, minute: str | None) -> int:
    return int(hour) * 60 + (30 if minute == "半" else int(minute or 0))


def _read_pair(column: Column, cell: Cell) -> Read:
    if column.field.kind is Kind.MICRODEGREES:
        return _coordinates(column, cell)
    found = _HOURS.fullmatch(cells.narrow(cells.plain(cell)).replace(" ", ""))
    if not found:
        return Notice.of("hours_unreadable", value=cells.shown(cell))
    first, second = (field.name for field in column.fields)
    return {first: _clock_minute(found[1], found[2]), second: _clock_minute(found[3], found[4])}


def _coordinates(column: Column, cell: Cell) -> Read:
    """Two numbers in one cell, in either order where only one order lies on earth; else latitude first."""
    numbers = [cells.as_number(part) for part in _SEPARATORS.split(cells.narrow(cells.plain(cell))) if part]
    exact = [number for number in numbers if isinstance(number, Decimal)]
    if len(numbers) != 2 or len(exact) != 2:
        return _unreadable(column.field, cell)
    lat, lon = (exact[1], exact[0]) if abs(exact[0]) > 90 else exact
    stored = [_stored(column.field, cell, degrees * 1_000_000) for degrees in (lat, lon)]
    wrong = next((one for one in stored if isinstance(one, Notice)), None)
    return wrong or {field.name: one for field, one in zip(column.fields, stored, strict=True) if isinstance(one, int)}


def _number(cell: Cell) -> Decimal | Notice | None:
    if isinstance(cell, str) and cells.narrow(cell) in ("-", "--", "/"):
        return None
    return cells.as_number(cell)


def _unreadable(field: Field, cell: Cell) -> Notice:
    return Notice.of("value_unreadable", field=field.heading, value=clean_name(cells.plain(cell), 60))


_READERS: dict[Kind, Callable[[Field, Cell, Decimal | None], Value | Notice]] = {
    Kind.TEXT: _text,
    Kind.REFERENCE: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.WHOLE: _whole,
    Kind.GRAMS: _measured,
    Kind.MILLILITRES: _measured,
    Kind.PERMILLE: _measured,
    Kind.FEN: _measured,
    Kind.MICRODEGREES: _degrees,
    Kind.MINUTE_OF_DAY: _minute,
}
