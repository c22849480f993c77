"""Pieces, cases and weights as whole numbers, and how people read them."""

from __future__ import annotations


def cases_for(pieces: int, case_size: int) -> int:
    """Whole cases that hold at least `pieces` (case_size >= 1)."""
    return -(-pieces // case_size)


def weight_text(weight_g: int) -> str:
    """“950 g” below one kilogram, else “12.4 kg” with no more than three decimals and no idle zeros."""
    if abs(weight_g) < 1000:
        return f"{weight_g} g"
    whole, rest = divmod(abs(weight_g), 1000)
    decimals = f"{rest:03d}".rstrip("0")
    sign = "-" if weight_g < 0 else ""
    return f"{sign}{whole:,}.{decimals} kg" if decimals else f"{sign}{whole:,} kg"
