"""Who goes short: four rules that share what is there over the buyers' lines of one product.

Every rule is pure and gives the same shares for the same lines. Lines come in the order in which their buyers paid:
by the moment the order was placed and then by the order's id, those whose file says no moment behind all others
(cutoff.queries.current). Of equals the one that stands earlier goes first. No line gets more than it wants.

first_paid     walk the lines in order; each gets what it wants while there is any, the last one perhaps a part.
pro_rata       each line's quota is wanted x available / all that is wanted. It gets the whole pieces of it; the pieces
               left go one each to the largest remainders (Hamilton's method), equal remainders to who paid earlier.
tagged_first   the lines whose buyer has one of the tags named (any tag, when none is named) first, then the others; among each as first_paid.
whole_line     walk the lines in order; a line that still fits gets all it wants, one that does not gets nothing and
               the walk goes on. So pieces may be left that no line fits; it honours who paid first and is not the
               packing that fills most.

first_paid, pro_rata and tagged_first give away all there is: the sum is min(available, wanted).
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Callable, Sequence
from itertools import accumulate

from domain.purchasing.words import ShortageRule

Wants = Sequence[int]
"""Pieces wanted by each line, in the order of payment; every one above 0."""
Tagged = Sequence[bool | int]
"""Whether each line's buyer has one of the tags."""


def shares(rule: ShortageRule, available: int, wants: Wants, tagged: Tagged) -> list[int]:
    """Pieces given to each line, in the order of the lines. `available` >= 0; above all that is wanted it is enough."""
    return _RULES[rule](available, wants, tagged)


def _first_paid(available: int, wants: Wants, _tagged: Tagged) -> list[int]:
    before = accumulate(wants, initial=0)
    return [max(0, min(wanted, available - taken)) for wanted, taken in zip(wants, before, strict=False)]


def _pro_rata(available: int, wants: Wants, _tagged: Tagged) -> list[int]:
    whole = sum(wants)
    if available >= whole:
        return list(wants)
    given = [wanted * available // whole for wanted in wants]
    left = available - sum(given)
    remainders = [-(wanted * available % whole) for wanted in wants]
    for place in sorted(range(len(wants)), key=remainders.__getitem__)[:left]:
        given[place] += 1
    return given


def _tagged_first(available: int, wants: Wants, tagged: Tagged) -> list[int]:
    order = sorted(range(len(wants)), key=lambda place: not tagged[place])
    walked = _first_paid(available, [wants[place] for place in order], tagged)
    given = [0] * len(wants)
    for place, pieces in zip(order, walked, strict=True):
        given[place] = pieces
    return given


def _whole_line(available: int, wants: Wants, _tagged: Tagged) -> list[int]:
    given, left = [], available
    for wanted in wants:
        fits = wanted if wanted <= left else 0
        left -= fits
        given.append(fits)
    return given


_RULES: dict[ShortageRule, Callable[[int, Wants, Tagged], list[int]]] = {
    ShortageRule.FIRST_PAID: _first_paid,
    ShortageRule.PRO_RATA: _pro_rata,
    ShortageRule.TAGGED_FIRST: _tagged_first,
    ShortageRule.WHOLE_LINE: _whole_line,
}


def shares_hash(
    rule: ShortageRule,
    tags: str,
    available: int,
    orders: Sequence[int],
    wants: Wants,
    tagged: Tagged,
    given: Sequence[int],
) -> str:
    """SHA-256 over the rule, its tags, what there was, and of each line in order: order id, wanted, tagged, given.

    Each number counts as 8 bytes, the highest first.
    """
    digest = hashlib.sha256(f"{rule.value}\x1f{tags}\x1f".encode())
    numbers = array("q", [available])
    for column in (orders, wants, tagged, given):
        numbers.extend(column)
    if sys.byteorder == "little":
        numbers.byteswap()
    digest.update(numbers)
    return digest.hexdigest()
