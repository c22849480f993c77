"""Barcodes as numbers: EAN-13 with its check digit, GTIN of 14 digits, and codes made here.

A product a scale labels has the seven digits of its in-store code, prefix and item number. Next: in_store.py.
"""

from __future__ import annotations

import re

from domain.catalogue.words import BarcodeKind
from domain.common.codes import check_digit, ean13_is_valid, ean13_with_check

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


VARIABLE_MEASURE = "9"


def spellings_of_gtin(gtin: str, *, cases: bool) -> tuple[str, ...]:
    """The barcodes a product may have for a GTIN of 14 digits: itself, without its leading 0, the piece's behind it.

    With an indicator of 1 to 8 it stands on a case, and names the piece inside only where `cases` are meant; 9 is a
    piece by weight (GS1 General Specifications, 2.1.6).
    """
    if gtin[0] == "0":
        plain = gtin[1:]
        return (plain, gtin, plain.lstrip("0")) if plain.startswith("00000") else (plain, gtin)
    piece = gtin[1:13] + check_digit(gtin[1:13])
    return (gtin, piece) if cases or gtin[0] == VARIABLE_MEASURE else (gtin,)


def is_gtin_14(code: str) -> bool:
    """True for 14 digits whose check digit is right: what stands on a case."""
    return bool(re.fullmatch(r"\d{14}", code, re.ASCII)) and check_digit(code[:-1]) == code[-1]
