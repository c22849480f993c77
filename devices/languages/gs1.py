"""What a GS1 label says: which article, how many grams, until when, which lot. Parsed by biip, behind our own routing.

biip reads almost any digits as GS1: a scale's label with one wrong digit becomes a serial number. So it is asked only
where the scanner's AIM id says GS1, where a separator stands in the text, or where the text begins with a whole GTIN.
GS1 General Specifications, sections 3 (identifiers) and 7.8 (element strings). Next: scan_content.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from devices.languages.check_digits import check_digit_is_right

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

GROUP_SEPARATOR = "\x1d"
GS1_AIM = frozenset({"]C1", "]e0", "]d2", "]Q3", "]J1"})
LONGEST_GS1 = 140
"""Two of the longest fields beside article, weight and days; a carrier holds more, a label of the trade does not."""

_BEGINS_WITH_A_GTIN = re.compile(r"01(\d{14})(?=\d{2})", re.ASCII)
_BRACKETED = re.compile(r"\(\d{2,4}\)", re.ASCII)
_KILOGRAMS = re.compile(r"310\d")


@dataclass(frozen=True, slots=True)
class Gs1Label:
    """`gtin`: 14 digits, "" when the label names no article. `weight_g` is exact; None when it says none in kilograms.

    `is_whole`: every field was read and every check digit is right; of a label that is not, nothing may be used.
    """

    is_whole: bool
    gtin: str = ""
    weight_g: int | None = None
    count: int | None = None
    lot: str = ""
    serial: str = ""
    made_on: date | None = None
    best_before: date | None = None
    expires_on: date | None = None
    price_fen: int | None = None


BROKEN = Gs1Label(False)


def gs1_label(text: str, aim: str = "") -> Gs1Label | None:
    """The label of a text without its AIM id; None when it is no GS1 label and biip has no say."""
    may_begin = text.strip(GROUP_SEPARATOR)[:2].isdecimal() or _BRACKETED.match(text)
    if aim:
        return _parsed(text) if aim in GS1_AIM and may_begin else None
    if may_begin and (GROUP_SEPARATOR in text or text[0] == "("):
        return _parsed(text)
    found = _BEGINS_WITH_A_GTIN.match(text)
    if found is None or not check_digit_is_right(found[1]):
        return None
    # Nobody said that it is GS1: digits that happen to look like it stay what they are.
    label = _parsed(text)
    return label if label.is_whole else None


def _parsed(text: str) -> Gs1Label:
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    read = GS1Message.parse_hri if _BRACKETED.match(text) else GS1Message.parse
    try:
        message = read(text.strip(GROUP_SEPARATOR))
    except (ParseError, ValueError, ArithmeticError):
        return BROKEN
    label = Gs1Label(True)
    for part in message.element_strings:
        said = _with(label, part)
        if said is None:
            return BROKEN
        label = said
    return label


def _with(label: Gs1Label, part: GS1ElementString) -> Gs1Label | None:
    """The label with one more field; None when the field is broken, or says what was said already in other words."""
    identifier = part.ai.ai
    if identifier in ("01", "02"):
        gtin = part.value
        return None if label.gtin not in ("", gtin) or not check_digit_is_right(gtin) else replace(label, gtin=gtin)
    if _KILOGRAMS.fullmatch(identifier):
        grams = _whole(part.decimal, 1000)
        return None if grams is None or label.weight_g not in (None, grams) else replace(label, weight_g=grams)
    if identifier == "00" and not check_digit_is_right(part.value):
        return None
    return _with_the_rest(label, identifier, part)


def _with_the_rest(label: Gs1Label, identifier: str, part: GS1ElementString) -> Gs1Label | None:
    match identifier:
        case "10":
            return replace(label, lot=part.value)
        case "21":
            return replace(label, serial=part.value)
        case "30" | "37":
            return replace(label, count=int(part.value))
        case "11" | "13":
            return None if part.date is None else replace(label, made_on=label.made_on or part.date)
        case "15":
            return None if part.date is None else replace(label, best_before=part.date)
        case "17":
            return None if part.date is None else replace(label, expires_on=part.date)
        case _ if identifier[:3] == "392":
            return replace(label, price_fen=_whole(part.decimal, 100))
        case _:
            return label


def _whole(number: Decimal | None, times: int) -> int | None:
    """Kilograms in whole grams, yuan in whole fen; None for parts of one: nothing is rounded."""
    if number is None:
        return None
    exact = number * times
    return int(exact) if exact == exact.to_integral_value() else None
