"""Pieces, cases and weights as whole numbers, and how people read them."""

from __future__ import annotations


def cases_for(pieces: int, case_size: int) -> int:
    """Whole cases that hold at least `pieces` (case_size >= 1)."""
    return -(-pieces // case_size)


def weight_text(weight_g: int) -> str:
    """“950 g” below one kilogram, else “12.4 kg” with no more than three decimals and no idle zeros."""
    return _in_thousands(weight_g, "g", "kg")


def volume_text(volume_ml: int) -> str:
    """“950 ml” below one litre, else “12.4 L” with no more than three decimals and no idle zeros."""
    return _in_thousands(volume_ml, "ml", "L")


def _in_thousands(amount: int, small: str, large: str) -> str:
    if abs(amount) < 1000:
        return f"{amount} {small}"
    whole, rest = divmod(abs(amount), 1000)
    decimals = f"{rest:03d}".rstrip("0")
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}.{decimals} {large}" if decimals else f"{sign}{whole:,} {large}"
