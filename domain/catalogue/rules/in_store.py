"""In-store codes of a shop's scales: 13 or 18 digits, read by the shop's own table of patterns and by nothing else.

A wrong check digit is no code at all. Weights come out in whole grams, amounts in fen; nothing is rounded. Next:
barcodes.py for all other codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue.words import BadPattern, InStorePattern, InStoreReading, WeightUnit
from domain.common.codes import check_digit

LENGTHS = (13, 18)
ITEM_DIGITS = 7
"""Prefix and item number together: what a product's in-store barcode has."""
MOST_PATTERNS = 12

_PART = re.compile(r"([PIWEX])(\d)|C", re.ASCII)
_PREFIX = re.compile(r"2\d", re.ASCII)
_GRAMS = {WeightUnit.KILOGRAM: 1000, WeightUnit.GRAM: 1}


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern's form taken apart: how many digits in all, and (letter, first digit, digit behind the last) of each part."""

    digits: int
    parts: tuple[tuple[str, int, int], ...]


def form_of(form: str) -> Form | None:
    """The parts of “P2 I5 W5 C”; None when it is no such text."""
    at, parts = 0, []
    for word in form.split():
        found = _PART.fullmatch(word)
        if found is None:
            return None
        letter, long = (found[1], int(found[2])) if found[1] else ("C", 1)
        parts.append((letter, at, at + long))
        at += long
    return Form(at, tuple(parts)) if parts else None


def checked(pattern: InStorePattern) -> InStorePattern:
    """The pattern in its one spelling. Raises BadPattern with the reason when no label can have it."""
    written = " ".join(_PART.sub(lambda found: f" {found[0]} ", pattern.form.upper()).split())
    why = _wrong_with(written, pattern)
    if why:
        raise BadPattern(pattern.form, why)
    prefixes = tuple(sorted(set(pattern.prefixes)))
    return InStorePattern(written, prefixes, pattern.unit, pattern.weight_decimals, pattern.amount_decimals)


def _wrong_with(written: str, pattern: InStorePattern) -> str:
    form = form_of(written)
    if form is None:
        return "form"
    letters = [letter for letter, _, _ in form.parts]
    once = all(letters.count(letter) <= 1 for letter in "PIWEC")
    widths = {letter: end - start for letter, start, end in form.parts}
    wide = {letter: widths.get(letter, 0) for letter in "WE"}
    reasons = (
        ("digits", form.digits not in LENGTHS),
        ("item", not once or letters[:2] != ["P", "I"] or widths["P"] + widths["I"] != ITEM_DIGITS),
        ("nothing", not any(wide.values())),
        ("check", letters[-1] != "C"),
        ("decimals", not _are_decimals_possible(pattern, wide)),
        ("prefix", not all(_PREFIX.fullmatch(prefix) for prefix in pattern.prefixes)),
    )
    return next((why for why, is_wrong in reasons if is_wrong), "")


def _are_decimals_possible(pattern: InStorePattern, wide: dict[str, int]) -> bool:
    most = 3 if pattern.unit is WeightUnit.KILOGRAM else 0
    weight = 0 <= pattern.weight_decimals <= most or not wide["W"]
    return weight and (0 <= pattern.amount_decimals <= 2 or not wide["E"])


def read_in_store(code: str, patterns: Sequence[InStorePattern]) -> InStoreReading | None:
    """The item and what the scale printed, by the first pattern that fits; None when it is no in-store code.

    13 or 18 digits that begin with 2, the last one a right check digit (counted from the right by 3 and 1 in turn).
    """
    if not is_in_store_form(code) or check_digit(code[:-1]) != code[-1]:
        return None
    fits = (one for one in patterns if not one.prefixes or code[:2] in one.prefixes)
    found = next(((one, form) for one in fits if (form := form_of(one.form)) and form.digits == len(code)), None)
    return None if found is None else _reading(code, *found)


def is_in_store_form(code: str) -> bool:
    """True for the digits a scale's label has, whatever its check digit says."""
    return re.fullmatch(r"2\d{12}|2\d{17}", code, re.ASCII) is not None


def _reading(code: str, pattern: InStorePattern, form: Form) -> InStoreReading:
    printed = {letter: int(code[start:end]) for letter, start, end in form.parts if letter in "WE"}
    weight, amount = printed.get("W"), printed.get("E")
    return InStoreReading(
        code[:ITEM_DIGITS],
        None if weight is None else weight * _GRAMS[pattern.unit] // 10**pattern.weight_decimals,
        None if amount is None else amount * 100 // 10**pattern.amount_decimals,
    )
