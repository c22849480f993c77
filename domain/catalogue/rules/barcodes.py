"""Barcodes as numbers: EAN-13 with its check digit, the in-store codes a scale prints, and codes made here.

In-store codes begin with 2 (GS1 General Specifications 2.1.11, restricted circulation): two digits of prefix and
five of the item, stored as the item's seven digits; then a weight or an amount, and a check digit.
Next: checking.py.
"""

from __future__ import annotations

import re

from domain.catalogue.words import BarcodeKind, InStoreLayout, InStoreReading
from domain.common.codes import ean13_is_valid, ean13_with_check

OWN_PREFIX = "29"
"""Our own codes are EAN-13 of the range no scale uses by default (20-28 are left to scales)."""

_PLAIN = re.compile(r"[!-~]{4,40}", re.ASCII)


def ean13_of(code: str) -> str | None:
    """The valid EAN-13 of a code (a UPC-A of 12 digits gets its leading 0); None for in-store codes and all others."""
    digits = f"0{code}" if len(code) == 12 else code
    return digits if ean13_is_valid(digits) and not digits.startswith("2") else None


def spellings_of(code: str) -> tuple[str, ...]:
    """The barcodes a file may mean by the code: itself, and for a UPC-A its EAN-13."""
    ean = ean13_of(code)
    return (code,) if ean in (None, code) else (code, str(ean))


def own_code(number: int) -> str:
    """Our own barcode of a product's number (0 to 9,999,999,999): prefix, number, check digit."""
    return ean13_with_check(f"{OWN_PREFIX}{number:010d}")


def kind_of(code: str) -> BarcodeKind | None:
    """What kind of barcode a person typed; None when it is none: a wrong check digit, spaces, too short.

    13 digits must have the right check digit. 7 digits that begin with 2 are the item part of in-store codes.
    """
    if re.fullmatch(r"\d{13}", code, re.ASCII):
        if not ean13_is_valid(code):
            return None
        return BarcodeKind.OWN if code.startswith("2") else BarcodeKind.EAN13
    if re.fullmatch(r"2\d{6}", code, re.ASCII):
        return BarcodeKind.IN_STORE
    return BarcodeKind.OWN if _PLAIN.fullmatch(code) else None


def read_in_store(code: str, layouts: tuple[InStoreLayout, ...]) -> InStoreReading | None:
    """The item and what the scale printed, by the first layout of the code's length; None when it is no in-store code.

    13 digits: item 7, value 5, check; 18 digits: item 7, two values of 5, check. The check digit must be right
    (18 digits: counted from the right by 3 and 1 in turn, as for 13). Weight is grams, amount fen.
    """
    if not re.fullmatch(r"2\d{12}|2\d{17}", code, re.ASCII) or not _check_digit_is_right(code):
        return None
    layout = next((one for one in layouts if one.digits == len(code)), None)
    if layout is None:
        return None
    printed = [int(code[start : start + 5]) for start in range(7, len(code) - 1, 5)]
    values = dict(zip(layout.carries, printed, strict=True))
    return InStoreReading(code[:7], values.get("weight"), values.get("amount"))


def _check_digit_is_right(code: str) -> bool:
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(code[:-1])))
    return (10 - total % 10) % 10 == int(code[-1])
