"""What stock decides from words alone: whether goods may go where they are wanted, what undoes a movement, what a
count comes to, which turnover class a product has. A refusal is a value. Next: operations/.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.common.errors import Refusal
from domain.stock.words import (
    BinKind,
    BinRetired,
    Goal,
    Lying,
    MovementKind,
    NotAShelf,
    NotEnoughThere,
    QuantityNotCounted,
    SameBin,
    TurnoverClass,
    WrongZone,
)

MOST_AT_ONCE = 1_000_000
A_SHARE_PERMILLE = 800
B_SHARE_PERMILLE = 950
"""A: the products that make up the first 80 % of all picks; B: those up to 95 %; C: the rest (Pareto's usual cuts)."""

UNDONE_BY: dict[MovementKind, MovementKind] = {
    MovementKind.OPENING: MovementKind.COUNT_DOWN,
    MovementKind.MOVE: MovementKind.MOVE,
    MovementKind.COUNT_UP: MovementKind.COUNT_DOWN,
    MovementKind.COUNT_DOWN: MovementKind.COUNT_UP,
    MovementKind.WRITE_OFF: MovementKind.COUNT_UP,
    MovementKind.POINT_RETURN: MovementKind.COUNT_DOWN,
}
"""What takes a movement back. Picks and receipts are taken back by their own stages, which count them too."""


def refusal_of_quantity(asked: int) -> Refusal | None:
    """None when so many pieces can be moved at once."""
    return None if 1 <= asked <= MOST_AT_ONCE else QuantityNotCounted(asked)


def refusal_of_taking(there: Lying, asked: int) -> Refusal | None:
    """None when `asked` pieces may leave: a whole number of them, and so many lie there."""
    wrong = refusal_of_quantity(asked)
    if wrong is None and asked > there.quantity:
        return NotEnoughThere(there.bin, there.product, there.lot, there.quantity, asked)
    return wrong


def refusal_of_goal(product: str, product_zone: str, goal: Goal) -> Refusal | None:
    """None when goods of the product may lie in the bin. Quarantine takes goods of any zone."""
    if not goal.active:
        return BinRetired(goal.bin)
    if goal.zone != product_zone and goal.kind != BinKind.QUARANTINE:
        return WrongZone(product, product_zone, goal.bin, goal.zone)
    return None


def refusal_of_move(there: Lying, product_zone: str, goal: Goal, asked: int) -> Refusal | None:
    """None when `asked` pieces may go from where they lie to the goal."""
    if there.bin_id == goal.bin_id:
        return SameBin(goal.bin)
    return refusal_of_taking(there, asked) or refusal_of_goal(there.product, product_zone, goal)


def refusal_of_slot(product: str, product_zone: str, goal: Goal) -> Refusal | None:
    """None when the product may be picked from that bin: a shelf in use, of its zone."""
    if goal.kind != BinKind.SHELF:
        return NotAShelf(goal.bin)
    return refusal_of_goal(product, product_zone, goal)


def promised_goes_first(kind: str, goal: Goal, slot_bin_id: int | None) -> bool:
    """True when moved goods are better picked from the goal: then what is promised to a cycle goes along first."""
    if goal.kind != BinKind.SHELF:
        return False
    return kind == BinKind.DOCK or goal.bin_id == slot_bin_id


def promised_among(there: Lying, asked: int, *, promised_first: bool) -> int:
    """How many of `asked` pieces are promised ones: as many as possible, or only those the free pieces do not cover."""
    free = there.quantity - there.allocated
    return min(asked, there.allocated) if promised_first else max(0, asked - free)


def turnover_classes(picks: Sequence[int]) -> list[TurnoverClass]:
    """The class of each product by its picks: the first products, most picked first, that together make 80 % are A,
    those up to 95 % B, the rest and all without picks C.
    """
    total, before = sum(picks), 0
    found = [TurnoverClass.C] * len(picks)
    for place in sorted(range(len(picks)), key=lambda i: (-picks[i], i)):
        if picks[place] == 0:
            break
        share = 1000 * before // total
        found[place] = (
            TurnoverClass.A
            if share < A_SHARE_PERMILLE
            else TurnoverClass.B
            if share < B_SHARE_PERMILLE
            else TurnoverClass.C
        )
        before += picks[place]
    return found
