"""Money is whole fen. Rounding functions are named by their purpose; text for people is made here."""

from __future__ import annotations

from collections.abc import Sequence


def yuan_text(fen: int) -> str:
    """“12.50” of 1250 fen; a minus in front of a negative sum."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def share_out(total_fen: int, weights: Sequence[int]) -> list[int]:
    """`total_fen` split by weights, by largest remainder; the shares add up to the total exactly.

    Equal remainders go to the earlier one. All weights zero: the first takes everything.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [total_fen] + [0] * (len(weights) - 1)
    shares = [total_fen * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total_fen * weights[i] % whole), i))
    for i in order[: total_fen - sum(shares)]:
        shares[i] += 1
    return shares


def price_by_weight_fen(price_fen_per_kg: int, weight_g: int) -> int:
    """The price of a weighed piece, half a fen rounded up (commercial rounding, weight >= 0)."""
    return (price_fen_per_kg * weight_g + 500) // 1000


def price_share_fen(amount_fen: int, part: int, whole: int) -> int:
    """What `part` of `whole` costs when the whole costs `amount_fen` (pieces of pieces, real of nominal grams); half a
    fen rounded up. SHARE_SQL is the same in SQL. 0 of 0 costs nothing."""
    return (2 * amount_fen * part + whole) // (2 * whole) if whole else 0


SHARE_SQL = "((2 * ({amount}) * ({part}) + ({whole})) / (2 * ({whole})))"
"""price_share_fen over whole, non-negative columns; `whole` must not be 0."""
