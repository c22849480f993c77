"""Amounts of money as people type them into a form."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"\d{1,7}(\.\d{1,2})?")


def is_amount(text: str) -> bool:
    """True for “59”, “59.9”, “59.90”."""
    return bool(_AMOUNT.fullmatch(text.strip())) and text.strip().isascii()


def fen_of(text: str) -> int | None:
    """“59.9” as 5990 fen; None for an empty text."""
    if not text.strip():
        return None
    whole, _dot, rest = text.strip().partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])
