"""Codes people and scanners read: check digits of EAN-13, pickup codes, phone tails and masks."""

from __future__ import annotations

import re

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


def tote_code(prefix: str, number: int) -> str:
    """The code of a crate: “T” (or “C”, a cold one), its number in six digits, a check digit: T0000017."""
    digits = f"{number:0{TOTE_DIGITS}d}"
    return f"{prefix}{digits}{check_digit(digits)}"


def is_tote_code(code: str) -> bool:
    """True for a crate's code whose check digit is right."""
    found = _TOTE.fullmatch(code)
    return found is not None and check_digit(found[1]) == found[2]
