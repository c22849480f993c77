"""How a cell follows what changed after its release: amendments raise wanted and cancelled, a shared shortage takes away.

What lies in a crate stays there until a person takes it out: then it is told how many pieces to take back.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellCounts:
    """The counts of a cell; `shared_short` of `short` came from a shared shortage, the others from people."""

    wanted: int
    picked: int
    substituted: int
    short: int
    shared_short: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class Followed:
    """The counts a cell takes: `by_hand` of its short pieces stay as people said, `take_back` lie in crates too many."""

    wanted: int
    cancelled: int
    shared_short: int
    by_hand: int
    take_back: int


def follow(cell: CellCounts, *, wanted: int, cut: int, short: int | None) -> Followed:
    """The cell after `wanted` pieces in all, `cut` of them cancelled, `short` of the rest taken away by a shortage.

    Cancelled pieces come first out of open ones, then out of short ones. Pieces people said short count towards the
    shortage: it is the same one. `short` None: nothing was shared anew, what was taken away stays as far as there is room.
    """
    wanted = max(cell.wanted, wanted)
    room = wanted - cell.picked - cell.substituted
    cancelled = max(cell.cancelled, min(cut, room))
    room -= cancelled
    by_hand = min(cell.short - cell.shared_short, room)
    room -= by_hand
    missing = min(cell.shared_short, room) if short is None else max(0, short - by_hand)
    shared = min(missing, room)
    return Followed(wanted, cancelled, shared, by_hand, max(0, cut - cancelled) + missing - shared)
