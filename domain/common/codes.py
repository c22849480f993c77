"""Codes people and scanners read: check digits of EAN-13, the codes made here, phone tails and masks.

A crate: a letter, six digits, a check digit (T0000017). A shelf, a person's badge and a word of the control sheet: the
text itself with a check sign (BIN:A-01-K, WHO:12-K, #UNDO-K). Papers begin with what they are (LOAD:0525:3).
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

PICKUP_ALPHABET = "0123456789"


def ean13_is_valid(code: str) -> bool:
    """True for 13 digits whose check digit is right (GS1 General Specifications, section 7.9)."""
    if len(code) != 13 or not code.isascii() or not code.isdigit():
        return False
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(code[:12]))
    return (10 - total % 10) % 10 == int(code[12])


def ean13_with_check(twelve: str) -> str:
    """The 13-digit code of its first 12 digits."""
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(twelve))
    return twelve + str((10 - total % 10) % 10)


def phone_tail(phone: str) -> str:
    """The last four digits of a phone, "" when it has fewer than four."""
    digits = phone if phone.isascii() and phone.isdecimal() else re.sub(r"\D", "", phone)
    return digits[-4:] if len(digits) >= 4 else ""


def masked_phone(phone: str) -> str:
    """A phone with only its last four digits readable: *******5678."""
    tail = phone_tail(phone)
    return f"*******{tail}" if tail else ("" if not phone else "***")


_PHONE_IN_TEXT = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?(\d{4})(?!\d)")


def text_without_phones(text: str) -> str:
    """The text with every mobile number in it masked: what is stored in a command's answer or shown of a raw line."""
    return _PHONE_IN_TEXT.sub(r"*******\1", text)


def family_name(name: str) -> str:
    """The first character of a name and a star: 王*. Latin names keep the first word's first letter."""
    kept = name.strip()
    return f"{kept[0]}*" if kept else ""


def check_digit(digits: str) -> str:
    """The GS1 check digit of a run of digits of any length: counted from the right by 3 and 1 in turn."""
    total = sum(int(digit) * (1 if i % 2 else 3) for i, digit in enumerate(reversed(digits)))
    return str((10 - total % 10) % 10)


TOTE_DIGITS = 6
_TOTE = re.compile(rf"[TC](\d{{{TOTE_DIGITS}}})(\d)", re.ASCII)
_LIKE_A_TOTE = re.compile(r"[TC]\d{5,9}", re.ASCII)
"""A crate's code that lost a digit or two, or won some."""
_PAPER = re.compile(r"(PICK|SOW|LOAD|RUN|HAND|COUNT|WAVE):([0-9A-Za-z._-]{1,20}(?::[0-9]{1,12})?)", re.ASCII)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
"""Letters and digits by their value, the last sign for 36: as ISO/IEC 7064 counts for its modulus 37."""


class OwnKind(enum.StrEnum):
    """What a code made here stands on."""

    TOTE = "tote"
    BADGE = "badge"
    BIN = "bin"
    CONTROL = "control"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A code of ours in the one form it is kept in: `text` in capitals, `value` what it names (a shelf, a word, “0525:3”).

    `is_right`: its check digit or sign is right. A paper and a control word without a sign are right as they are.
    """

    kind: OwnKind
    text: str
    value: str
    is_right: bool
    paper: str = ""


def tote_code(prefix: str, number: int) -> str:
    """The code of a crate: “T” (or “C”, a cold one), its number in six digits, a check digit: T0000017."""
    digits = f"{number:0{TOTE_DIGITS}d}"
    return f"{prefix}{digits}{check_digit(digits)}"


def badge_code(person_id: int) -> str:
    """What a person's badge carries: WHO:12-K, the person's number and a check sign."""
    return f"WHO:{person_id}-{check_sign(str(person_id))}"


def is_tote_code(code: str) -> bool:
    """True for a crate's code whose check digit is right."""
    found = _TOTE.fullmatch(code)
    return found is not None and check_digit(found[1]) == found[2]


def bin_label_code(bin_code: str) -> str:
    """What a shelf's label carries: BIN:A-01-K, the shelf's own code and a check sign."""
    return f"BIN:{bin_code}-{check_sign(bin_code)}"


def control_code(word: str) -> str:
    """What the control sheet carries for a word: #UNDO-K."""
    return f"#{word}-{check_sign(word)}"


def check_sign(text: str) -> str:
    """One sign over a text in capitals: places weighted 1, 2, 3 ..., modulus 37.

    Each letter or digit that is changed, lost at the end or swapped with its neighbour is seen.
    """
    values = (SIGNS.index(sign) if sign in SIGNS else len(SIGNS) - 1 for sign in text.upper())
    return SIGNS[sum(place * value for place, value in enumerate(values, 1)) % len(SIGNS)]


def own_code(text: str) -> OwnCode | None:
    """The code of ours that a text is or was meant to be, in capitals however Caps Lock stood; None for any other text."""
    folded = text.upper()
    if _LIKE_A_TOTE.fullmatch(folded):
        return OwnCode(OwnKind.TOTE, folded, folded, is_tote_code(folded))
    paper = _PAPER.fullmatch(folded)
    if paper is not None:
        return OwnCode(OwnKind.PAPER, folded, text[len(paper[1]) + 1 :], True, paper[1])
    return _signed(folded)


def _signed(text: str) -> OwnCode | None:
    for mark, kind in (("BIN:", OwnKind.BIN), ("WHO:", OwnKind.BADGE)):
        if text.startswith(mark):
            value, _, sign = text.removeprefix(mark).rpartition("-")
            return OwnCode(kind, text, value, bool(value) and check_sign(value) == sign)
    if not text.startswith("#"):
        return None
    word, dash, sign = text[1:].partition("-")
    return OwnCode(OwnKind.CONTROL, text, word, not dash or check_sign(word) == sign)
