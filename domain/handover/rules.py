"""The pure rules of handover: whether each tote is accounted for once, and what a try to collect comes to. Next: operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.common.errors import Refusal
from domain.handover.words import (
    BuyerState,
    CollectedAlready,
    CollectionRefused,
    NotArrived,
    OrderCancelled,
    ReturnedAlready,
    SeveralOrders,
    ToteEnd,
    TotesUnaccounted,
    ToteToldTwice,
    UnknownCode,
    WrongPoint,
)

MOST_NAMED = 8
"""More names than that in one sentence are a list nobody reads."""
TO_GIVE_OUT = (BuyerState.WAITING, BuyerState.EXTENDED)


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one tote at a stop."""

    tote: str
    ended: ToteEnd
    note: str = ""


def accounted(point: str, expected: Mapping[str, int], told: Iterable[Told]) -> dict[int, Told] | Refusal:
    """Use id -> what became of it, when every expected tote (code -> use id) was told of exactly one end; else why not.

    The same word twice (a tote scanned twice, or by two copies of its label) counts once.
    """
    found: dict[int, Told] = {}
    for one in told:
        use_id = expected[one.tote]
        if use_id in found and found[use_id].ended is not one.ended:
            return ToteToldTwice(one.tote)
        found.setdefault(use_id, one)
    left = [code for code, use_id in expected.items() if use_id not in found]
    return TotesUnaccounted(point, len(left), names(left)) if left else found


def names(of: Sequence[str]) -> str:
    """The first MOST_NAMED, and that there are more."""
    return ", ".join(of[:MOST_NAMED]) + ("…" if len(of) > MOST_NAMED else "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that was meant, perhaps: where it is and how it stands."""

    order_id: int
    order: str
    cycle: str
    point_id: int
    point: str
    state: BuyerState
    collected_at: datetime | None = None


def collectable(point_id: int, point: str, said: str, found: Sequence[Candidate]) -> Candidate | Refusal:
    """The one order that may be given out here for what was said; else the refusal that helps most.

    What waits here comes first, then what was here, then what waits elsewhere. Two that wait here: a person chooses.
    """
    here = [one for one in found if one.point_id == point_id]
    waiting = [one for one in here if one.state in TO_GIVE_OUT]
    if len(waiting) == 1:
        return waiting[0]
    if waiting:
        return SeveralOrders(said, names([f"{one.cycle} {one.order}" for one in waiting]))
    if here:
        return _why_not_here(said, point, here)
    elsewhere = sorted(found, key=lambda one: one.state not in TO_GIVE_OUT)
    if elsewhere:
        one = elsewhere[0]
        return WrongPoint(said, point, one.order, one.point)
    return UnknownCode(said, point)


_REFUSED: dict[BuyerState, type[CollectionRefused]] = {
    BuyerState.COLLECTED: CollectedAlready,
    BuyerState.RETURNED: ReturnedAlready,
    BuyerState.ON_ITS_WAY: NotArrived,
    BuyerState.CANCELLED: OrderCancelled,
}


def _why_not_here(said: str, point: str, here: Sequence[Candidate]) -> CollectionRefused:
    told = list(_REFUSED)
    one = min(here, key=lambda candidate: told.index(candidate.state))
    return _REFUSED[one.state](said, point, one.order, one.point)
