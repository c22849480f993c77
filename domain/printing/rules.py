"""The pure rules of printing: a label's serial from its intent, and whether a serial was read whole. Next: operations."""

from __future__ import annotations

import hashlib

# Crockford's base 32: no I, L, O, U, so nobody reads one for another. https://www.crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "L"
DIGITS = 12
"""Sixty bits: a million labels a year collide once in a million years."""


def serial_of(intent_key: str) -> str:
    """The serial of an intent's label and of all its copies: L, twelve characters, one that checks them."""
    number = int.from_bytes(hashlib.sha256(intent_key.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 4
    text = ""
    for _ in range(DIGITS):
        number, digit = divmod(number, len(ALPHABET))
        text += ALPHABET[digit]
    return PREFIX + text + _check(text)


def is_serial(text: str) -> bool:
    """True for a serial read whole and right: a lost or a changed character is told."""
    if len(text) != DIGITS + 2 or text[0] != PREFIX or any(sign not in ALPHABET for sign in text[1:]):
        return False
    return _check(text[1:-1]) == text[-1]


def _check(text: str) -> str:
    """Weights 1, 3, 5 ...: odd ones are prime to 32, so each single change is seen."""
    total = sum((2 * place + 1) * ALPHABET.index(sign) for place, sign in enumerate(text))
    return ALPHABET[total % len(ALPHABET)]
