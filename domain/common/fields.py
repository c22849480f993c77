"""What a thing of the company is described by: its fields, what each may hold, and what is wrong with given values.

One table of fields per noun serves the form in the window, the columns of its file and the check before writing.
Used by the rules of catalogue and places; accepting.py writes by them.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.common.errors import Notice
from domain.common.money import yuan_text
from domain.common.quantity import volume_text, weight_text

Value = str | int | bool | None | tuple[str, ...]
Values = Mapping[str, Value]
"""Values by field name. A field that is not in it was not said."""


class Kind(enum.StrEnum):
    """How a value is written by people; beneath it is a text, a whole number, yes or no, or a list of codes."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    REFERENCE = "reference"
    CHOICE = "choice"
    FLAG = "flag"
    WHOLE = "whole"
    FEN = "fen"
    GRAMS = "grams"
    MILLILITRES = "millilitres"
    PERMILLE = "permille"
    MINUTE_OF_DAY = "minute of day"
    MICRODEGREES = "microdegrees"


_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control bytes and halves of a character: no name has them, and not every database takes them."""

TEXTS = frozenset({Kind.TEXT, Kind.CODE, Kind.REFERENCE, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` as the table's column, `heading` as people read it (an English text of the catalogue).

    `low` and `high` bound numbers, `longest` texts, `choices` are the allowed words. `default` is what a new
    thing has; a field whose default is None may be empty.
    """

    name: str
    heading: str
    kind: Kind = Kind.TEXT
    default: Value = ""
    longest: int = 0
    low: int = 0
    high: int = 1_000_000_000
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: its name, the value, and why."""

    field: str
    value: str
    reason: Notice


def defaults(fields: Iterable[Field]) -> dict[str, Value]:
    """The values a new thing begins with."""
    return {field.name: field.default for field in fields}


def faults_of(fields: Iterable[Field], given: Values) -> list[Fault]:
    """Everything wrong with the given values, field by field; fields that were not given are not looked at."""
    return [
        Fault(field.name, shown(given[field.name]), reason)
        for field in fields
        if field.name in given
        for reason in _reasons(field, given[field.name])
    ]


def shown(value: Value) -> str:
    """A value as it may be quoted in a sentence: at most 60 characters."""
    text = " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _reasons(field: Field, value: Value) -> Iterable[Notice]:
    if value in ("", None, ()):
        return [Notice.of("value_missing", field=field.heading)] if _must_have(field, value) else []
    if field.kind in TEXTS:
        return _text_reasons(field, value)
    if field.kind is Kind.CODES:
        return [] if isinstance(value, tuple) else [_wrong(field, value)]
    if field.kind is Kind.FLAG:
        return [] if isinstance(value, bool) else [_wrong(field, value)]
    if type(value) is not int:
        return [_wrong(field, value)]
    if not field.low <= value <= field.high:
        said, low, high = (_said(field.kind, number) for number in (value, field.low, field.high))
        return [Notice.of("value_out_of_range", field=field.heading, value=said, low=low, high=high)]
    return []


def _said(kind: Kind, number: int) -> int | str:
    """A number in the unit people write it in: nobody types grams, fen or millionths of a degree."""
    if kind is Kind.GRAMS:
        return weight_text(number)
    if kind is Kind.MILLILITRES:
        return volume_text(number)
    if kind is Kind.FEN:
        return yuan_text(number)
    return f"{number / 1_000_000:g}" if kind is Kind.MICRODEGREES else number


def _must_have(field: Field, value: Value) -> bool:
    return field.required or (field.default is not None and value is None)


def _text_reasons(field: Field, value: Value) -> Iterable[Notice]:
    if not isinstance(value, str):
        return [_wrong(field, value)]
    if field.choices and value not in field.choices:
        return [Notice.of("value_unknown", field=field.heading, value=shown(value), choices=", ".join(field.choices))]
    if field.longest and len(value) > field.longest:
        return [Notice.of("value_too_long", field=field.heading, length=len(value), longest=field.longest)]
    if field.required and not value.strip():
        return [Notice.of("value_missing", field=field.heading)]
    if _FORBIDDEN.search(value):
        return [Notice.of("value_has_control_bytes", field=field.heading)]
    return []


def _wrong(field: Field, value: Value) -> Notice:
    return Notice.of("value_unreadable", field=field.heading, value=shown(value))
