"""Single cells made into values: whole numbers, fen, phones, order numbers, moments, clean text.

A value that cannot be taken comes back as a Notice, the reason with its facts; nothing is ever guessed.
Numbers follow one strict pattern after full-width forms are made narrow: ², 1_000, 1e3 and NaN are refused
although Python would take some of them. columns.py runs these over whole columns; read it next.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from domain.common.errors import Notice
from domain.ordering.words import LARGEST_QUANTITY

Cell = str | float | int | bool | datetime | date | time | timedelta
"""What a reader underneath hands over; an empty cell is ""."""

LARGEST_FEN = 100_000_000_00
LONGEST_PHONE = 40
LARGEST_SEQUENCE = 1_000_000_000
EXACT_IN_A_SPREADSHEET = 10**15
"""Spreadsheets keep 15 digits of a number; the 16th and later of an order number are already lost."""

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D, 0xFFE5: 0xA5}
"""NFKC of the full-width forms alone: all of NFKC would make 12 of 1², and 1 of ①."""

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(?P<part>\d{1,15}))?", re.ASCII)
_MANGLED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)
_FORCED_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_PHONE = re.compile(r"\+?[\d*]{5,20}", re.ASCII)
_SPACES = re.compile(r"\s+")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""C0 and C1 controls, halves of a character, and the marks that turn the reading direction."""

_EDGES = " \t\r\n\u00a0\u3000\ufeff\u200b"


def narrow(text: str) -> str:
    """The text with full-width digits, letters and signs made narrow, without white space at its edges."""
    return text.translate(_NARROW).strip(_EDGES)


def plain(value: Cell) -> str:
    """A cell as a person sees it: 606.0 is 606, a date is ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return str(value)


def clean_text(value: Cell) -> tuple[str, bool]:
    """One line of text without control characters, and whether some had to be taken out.

    Names keep everything a person can see: <b>, &, =cmd(), emoji, 𠮷.
    """
    text = plain(value)
    kept = _FORBIDDEN.sub("", text)
    return _SPACES.sub(" ", kept).strip(_EDGES), kept != text


def as_number(value: Cell) -> Decimal | Notice:
    """The exact number of a cell. A float stands for its shortest decimal text."""
    if isinstance(value, (bool, datetime, date, time, timedelta)):
        return Notice.of("number_unreadable", value=plain(value))
    if isinstance(value, (int, float)):
        return Decimal(repr(value)) if math.isfinite(value) else Notice.of("number_unreadable", value=str(value))
    text = narrow(value).removeprefix("'").strip(_EDGES)
    found = _NUMBER.fullmatch(text)
    if not found:
        return Notice.of("number_unreadable", value=shown(value))
    return Decimal(text.replace(",", ""))


def shown(value: Cell) -> str:
    """A cell as it may be quoted in a sentence: one line, at most 60 characters."""
    text = clean_text(value)[0]
    return text if len(text) <= 60 else text[:59] + "…"


def quantity(value: Cell) -> int | Notice:
    """Whole pieces of one line, 1 to LARGEST_QUANTITY; a Notice for everything else."""
    pieces = whole(value)
    if isinstance(pieces, Notice):
        return pieces
    if pieces < 0:
        return Notice.of("quantity_negative", value=shown(value))
    if pieces == 0:
        return Notice.of("quantity_zero")
    if pieces > LARGEST_QUANTITY:
        return Notice.of("quantity_too_large", value=shown(value), largest=LARGEST_QUANTITY)
    return pieces


def whole(value: Cell) -> int | Notice:
    """A whole number; float noise of a formula (2.9999999999) is rounded away, a real fraction is not."""
    if type(value) is str and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)  # what almost every cell is
    if isinstance(value, str) and not value.strip(_EDGES):
        return Notice.of("quantity_missing")
    number = as_number(value)
    if isinstance(number, Notice):
        return number
    rounded = int(number.to_integral_value())
    if abs(number - rounded) > Decimal("1e-9"):
        return Notice.of("quantity_fractional", value=shown(value))
    return rounded


def fen(value: Cell) -> int | Notice | None:
    """Money of a cell in fen, from its decimal text; None when the cell is empty.

    Third decimals are refused unless they are float noise (below a millionth of a yuan).
    """
    if type(value) is float and value.is_integer() and abs(value) < LARGEST_FEN // 100:
        return int(value) * 100
    if isinstance(value, str):
        value = narrow(value).removeprefix("'").strip("¥$€£元 \t")
        if value in ("", "-", "--", "/"):
            return None
    number = as_number(value)
    if isinstance(number, Notice):
        return Notice.of("money_unreadable", value=number.fact("value"))
    hundredfold = number * 100
    rounded = int(hundredfold.to_integral_value())
    if abs(hundredfold - rounded) > Decimal("1e-4"):
        return Notice.of("money_too_fine", value=shown(value))
    if abs(rounded) > LARGEST_FEN:
        return Notice.of("money_too_large", value=shown(value))
    return rounded


def not_negative_fen(value: Cell) -> int | Notice | None:
    """Money as `fen`, a negative sum refused."""
    amount = fen(value)
    return Notice.of("money_negative", value=shown(value)) if isinstance(amount, int) and amount < 0 else amount


def identifier(value: Cell) -> str | Notice:
    """An order number or code as text. One that a spreadsheet has rounded (1.2E+17) is refused: digits are lost."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value) or not float(value).is_integer():
            return Notice.of("order_number_unreadable", value=shown(value))
        if abs(value) >= EXACT_IN_A_SPREADSHEET:
            return Notice.of("order_number_mangled", value=f"{float(value):.10G}")
        return str(int(value))
    text = narrow(clean_text(value)[0])
    forced = _FORCED_TEXT.fullmatch(text)
    text = (forced.group(1) if forced else text).removeprefix("'").strip(_EDGES)
    if _MANGLED.fullmatch(text):
        return Notice.of("order_number_mangled", value=text)
    return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text


def sequence(value: Cell) -> int | Notice | None:
    """A number in a group, 1 and up; None when the cell is empty."""
    if type(value) is str and value.isascii() and value.isdecimal() and 0 < len(value) < 10 and value[0] != "0":
        return int(value)  # what almost every cell is
    if isinstance(value, str) and not value.strip(_EDGES):
        return None
    number = whole(value)
    if isinstance(number, Notice) or not 0 < number <= LARGEST_SEQUENCE:
        return Notice.of("sequence_unreadable", value=shown(value))
    return number


def phone(value: Cell) -> str | Notice:
    """A phone as digits (a mobile of the mainland without 86), or as given where it is masked or two in one cell."""
    if type(value) is str and len(value) == 11 and value.isascii() and value.isdecimal():
        return value  # what almost every cell is, and the next line the other half of them
    if type(value) is float and 10**10 < value < 2 * 10**10 and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        number = identifier(value)
        text = number if isinstance(number, str) else ""
        if not text:
            return Notice.of("phone_unreadable", value=shown(value))
    else:
        text = narrow(clean_text(value)[0]).removeprefix("'").strip(_EDGES)
        forced = _FORCED_TEXT.fullmatch(text)
        text = forced.group(1) if forced else text
    if _MANGLED.fullmatch(text):
        return Notice.of("phone_unreadable", value=text)
    bare = re.sub(r"[\s().\-‐-―]", "", text.removesuffix(".0"))
    if not _PHONE.fullmatch(bare):
        return text if len(text) <= LONGEST_PHONE else Notice.of("phone_unreadable", value=shown(text))
    home = re.fullmatch(r"(?:\+?86|0086)(1[3-9][\d*]{9})", bare)
    return home.group(1) if home else bare


_MOMENT = re.compile(
    r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?(?:[T\s]*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?", re.ASCII
)
_OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})$", re.ASCII)


def moment(value: Cell, zone: tzinfo | None) -> datetime | Notice | None:
    """An aware moment; None when empty. A text without its own zone is in `zone`, None: the computer's."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=zone) if zone else value.astimezone()
    if isinstance(value, date):
        return moment(datetime(value.year, value.month, value.day), zone)
    if isinstance(value, float) and 20_000 < value < 80_000:  # a date cell that lost its format: days since 1899-12-30
        return moment(datetime(1899, 12, 30) + timedelta(seconds=round(value * 86_400)), zone)
    return _moment_of_text(plain(value), zone)


def _moment_of_text(text: str, zone: tzinfo | None) -> datetime | Notice | None:
    text = narrow(text).removeprefix("'")
    if text in ("", "-", "--"):
        return None
    try:
        found: datetime | None = datetime.fromisoformat(_OFFSET.sub(r"\1:\2", text).replace(" UTC", "+00:00"))
    except ValueError:
        found = _written_moment(text)
    if found is None:
        return Notice.of("time_unreadable", value=shown(text))
    if found.tzinfo:
        return found
    return found.replace(tzinfo=zone) if zone else found.astimezone()


def _written_moment(text: str) -> datetime | None:
    found = _MOMENT.match(text)
    if not found:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
