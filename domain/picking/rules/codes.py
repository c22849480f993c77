"""What a scanner's text is, before anybody asks the database: a product, a crate, a control code, or no whole code.

A scanner stammers: half a code, two glued together, control bytes, the whole of a web address. None of these may count.
Next: judging.py.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.catalogue.rules.barcodes import spellings_of, spellings_of_gtin
from domain.catalogue.rules.in_store import is_in_store_form, read_in_store
from domain.catalogue.words import InStorePattern, ReadCode
from domain.common.codes import OwnKind, check_digit, ean13_is_valid, is_tote_code, own_code
from domain.picking.words import Control

LONGEST = 64
SHOWN = 40
_AIM = re.compile(r"\][A-Za-z][0-9]")
"""The symbology identifier a scanner may be set to send before the code (ISO/IEC 15424)."""
_LIKE_A_TOTE = re.compile(r"[TC]\d{1,12}", re.ASCII)
_SHORTEST = 4


class Meaning(enum.StrEnum):
    """What a text is taken for; OTHER may still be a lot's code, which only the database knows."""

    PRODUCT = "product"
    TOTE = "tote"
    CONTROL = "control"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Meant:
    """A scanned text taken apart: `text` is what may be shown and kept. An in-store code carries a weight, a GS1 label
    its lot and last good day too."""

    meaning: Meaning
    text: str
    product_id: int | None = None
    weight_g: int | None = None
    control: Control | None = None
    lot: str = ""
    expires_on: date | None = None


def meaning(raw: str | ReadCode, codes: Mapping[str, int], patterns: tuple[InStorePattern, ...]) -> Meant:
    """What `raw` is, by the barcodes known to the station (code -> product id) and how the shop's scales print.

    A barcode as the books have it counts before everything that may be thought of its form.
    """
    read = raw if isinstance(raw, ReadCode) else typed(raw)
    text = read.text
    if text in codes:
        return Meant(Meaning.PRODUCT, text, codes[text])
    if read.fault or not text or not (text.isascii() and (read.is_gs1 or text.isprintable())):
        return Meant(Meaning.UNREADABLE, shown(text))
    if read.is_gs1:
        return _of_a_label(read, codes)
    ours = own_code(text)
    if ours is not None and ours.is_right and ours.kind is OwnKind.TOTE:
        return Meant(Meaning.TOTE, ours.text)
    if text.startswith("#"):
        control = next((one for one in Control if ours and ours.is_right and ours.value == one.value), None)
        return Meant(Meaning.CONTROL if control else Meaning.OTHER, text, control=control)
    return _by_its_digits(text, codes, patterns) or Meant(Meaning.OTHER, text)


def typed(raw: str) -> ReadCode:
    """A text no scanner's driver has looked at: what a person typed."""
    text = raw.strip("\r\n\t ")
    text = _AIM.sub("", text, count=1) if text.startswith("]") else text
    return ReadCode(text, "too_long" if len(text) > LONGEST else "")


def _of_a_label(read: ReadCode, codes: Mapping[str, int]) -> Meant:
    for spelling in spellings_of_gtin(read.gtin, cases=False) if read.gtin else ():
        if spelling in codes:
            grams, lot, last_day = read.weight_g, read.lot, read.expires_on
            return Meant(Meaning.PRODUCT, shown(read.text), codes[spelling], grams, lot=lot, expires_on=last_day)
    return Meant(Meaning.OTHER, shown(read.text))


def _by_its_digits(text: str, codes: Mapping[str, int], patterns: tuple[InStorePattern, ...]) -> Meant | None:
    for spelling in spellings_of(text):
        if spelling in codes:
            return Meant(Meaning.PRODUCT, text, codes[spelling])
    reading = read_in_store(text, patterns)
    if reading is not None and reading.item in codes:
        return Meant(Meaning.PRODUCT, text, codes[reading.item], reading.weight_g)
    if is_half(text, codes) or is_glued(text, codes):
        return Meant(Meaning.UNREADABLE, text)
    return None


def is_half(text: str, codes: Iterable[str]) -> bool:
    """True for the beginning or the end of a known code, a crate's code or a scale's with a wrong digit, an EAN-13
    that is none."""
    if _LIKE_A_TOTE.fullmatch(text):
        return True
    if re.fullmatch(r"\d{12,13}", text) and not ean13_is_valid(text.zfill(13)):
        return True
    if is_in_store_form(text) and check_digit(text[:-1]) != text[-1]:
        return True
    return len(text) >= _SHORTEST and any(
        len(code) > len(text) and (code.startswith(text) or code.endswith(text)) for code in codes
    )


def is_glued(text: str, codes: Mapping[str, int]) -> bool:
    """True where one whole code follows another."""
    return any(
        _is_whole(text[:at], codes) and _is_whole(text[at:], codes)
        for at in range(_SHORTEST, len(text) - _SHORTEST + 1)
    )


def _is_whole(text: str, codes: Mapping[str, int]) -> bool:
    return text in codes or is_tote_code(text) or ean13_is_valid(text)


def shown(text: str) -> str:
    """At most 40 characters of a text, those that cannot be shown as a dot."""
    kept = "".join(ch if ch.isprintable() else "·" for ch in text[:SHOWN])
    return kept if len(text) <= SHOWN else f"{kept}…"
