"""From which lots the pieces of one act come: first expired first out, over several lots where one has not enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LotFree:
    """Pieces of a lot in a bin that may be picked, in the order in which lots are to go."""

    lot_id: int
    bin_id: int
    free: int


def take_from(lots: Iterable[LotFree], quantity: int) -> list[tuple[int, int, int]]:
    """(lot id, bin id, pieces) that add up to `quantity`, the first lots first; empty when all together have not enough."""
    taken, open_pieces = [], quantity
    for lot in lots:
        pieces = min(lot.free, open_pieces)
        if pieces > 0:
            taken.append((lot.lot_id, lot.bin_id, pieces))
            open_pieces -= pieces
        if open_pieces == 0:
            return taken
    return []
