"""A plan changed by hand: a stop moved, two swapped, a round reversed, split or joined; which limits get worse by it.

A round is (carrier, which of its trips in this plan, from 1); trips are round -> sites in drop order.
Next: operations/changing.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed_day
from domain.routing.words import LOAD_LIMITS, Breach, Limit, Problem, TimedTrip, Trip

Round = tuple[int, int]
Trips = dict[Round, tuple[int, ...]]


def rounds_of(trips: Mapping[Round, tuple[int, ...]], carrier: int) -> list[Round]:
    """The rounds of a carrier in the order it drives them, empty ones too."""
    return sorted(one for one in trips if one[0] == carrier)


def moved(trips: Mapping[Round, tuple[int, ...]], site: int, into: Round, drop_no: int) -> Trips:
    """The site as drop `drop_no` (from 1; beyond the end: last) of the round, taken out of where it was."""
    after = {one: tuple(kept for kept in sites if kept != site) for one, sites in trips.items()}
    others = after.get(into, ())
    at = max(0, drop_no - 1)
    after[into] = (*others[:at], site, *others[at:])
    return after


def swapped(trips: Mapping[Round, tuple[int, ...]], one: int, other: int) -> Trips:
    """Two sites in each other's place, on one van or on two."""
    trade = {one: other, other: one}
    return {where: tuple(trade.get(site, site) for site in sites) for where, sites in trips.items()}


def turned(trips: Mapping[Round, tuple[int, ...]], which: Round) -> Trips:
    """The round's drops from last to first."""
    return {**trips, which: tuple(reversed(trips[which]))}


def split(trips: Mapping[Round, tuple[int, ...]], which: Round, drop_no: int) -> Trips:
    """The round up to drop `drop_no`, what is behind it as a round of its own; later rounds come one later."""
    carrier, number = which
    if trips.get((carrier, number + 1)) == ():
        return {**trips, which: trips[which][:drop_no], (carrier, number + 1): trips[which][drop_no:]}
    after = {one: sites for one, sites in trips.items() if one[0] != carrier or one[1] <= number}
    after |= {(carrier, one[1] + 1): sites for one, sites in trips.items() if one[0] == carrier and one[1] > number}
    after[which] = trips[which][:drop_no]
    after[(carrier, number + 1)] = trips[which][drop_no:]
    return after


def joined(trips: Mapping[Round, tuple[int, ...]], which: Round) -> Trips:
    """The round with the one after it behind its own drops; that one stays empty."""
    carrier, number = which
    behind = (carrier, number + 1)
    return {**trips, which: (*trips[which], *trips[behind]), behind: ()}


def gathered(trips: Mapping[Round, tuple[int, ...]], which: Round, wanted: Sequence[int]) -> Trips:
    """The wanted sites one directly after another in the round, where the first of them stands."""
    after = {one: tuple(site for site in sites if site not in wanted[1:]) for one, sites in trips.items()}
    at = after[which].index(wanted[0])
    after[which] = (*after[which][:at], *wanted, *after[which][at + 1 :])
    return after


def torn(trips: Mapping[Round, tuple[int, ...]], links: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first of the pinned pairs (site, the one directly before it) that both have a van and do not follow."""
    placed = {site for sites in trips.values() for site in sites}
    followed = {(later, earlier) for sites in trips.values() for earlier, later in pairwise(sites)}
    return next((link for link in links if placed.issuperset(link) and link not in followed), None)


def timed_rounds(problem: Problem, trips: Mapping[Round, tuple[int, ...]], carrier: int) -> dict[Round, TimedTrip]:
    """The rounds of a carrier with their hours; a round without stops takes no time."""
    rounds = [one for one in rounds_of(trips, carrier) if trips[one]]
    found = timed_day(problem, [Trip(carrier, trips[one]) for one in rounds]) if rounds else ()
    empty = {one: timed_day(problem, [Trip(carrier, ())])[0] for one in rounds_of(trips, carrier) if not trips[one]}
    return empty | dict(zip(rounds, found, strict=True))


def worse(
    problem: Problem,
    carrier: int,
    before: Mapping[Round, tuple[int, ...]],
    after: Mapping[Round, tuple[int, ...]],
    allowed: Mapping[Round, Mapping[Limit, int]],
) -> list[tuple[Round, Breach]]:
    """Limits that the carrier's changed rounds break more than was allowed by name, hours more than the old ones did.

    `allowed`: g, ml, totes allowed beyond the van's own limit, by round; hours and cold have no such sum, so what was
    let pass once stays allowed as far as it went.
    """
    was: dict[tuple[Limit, int | None], int] = {}
    for _, breach in _breaches(problem, carrier, before):
        if breach.limit not in LOAD_LIMITS:
            key = breach.limit, breach.site
            was[key] = max(was.get(key, 0), breach.value)
    return [
        (one, breach)
        for one, breach in _breaches(problem, carrier, after)
        if breach.value
        > max(was.get((breach.limit, breach.site), 0), breach.allowed + allowed.get(one, {}).get(breach.limit, 0))
    ]


def _breaches(problem: Problem, carrier: int, trips: Mapping[Round, tuple[int, ...]]) -> list[tuple[Round, Breach]]:
    timed = timed_rounds(problem, trips, carrier)
    return [(one, breach) for one, trip in sorted(timed.items()) for breach in breaches_of(problem, trip)]
