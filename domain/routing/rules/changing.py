"""A plan changed by hand: a stop moved, two swapped, a route reversed; and which limits get worse by it.

Trips are carrier -> sites in drop order. Next: operations/changing.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed
from domain.routing.words import LOAD_LIMITS, Breach, Limit, Problem, Trip

Trips = dict[int, tuple[int, ...]]


def moved(trips: Mapping[int, tuple[int, ...]], site: int, carrier: int, drop_no: int) -> Trips:
    """The site as drop `drop_no` (from 1; beyond the end: last) of the carrier, taken out of where it was."""
    after = {one: tuple(kept for kept in sites if kept != site) for one, sites in trips.items()}
    others = after.get(carrier, ())
    at = max(0, drop_no - 1)
    after[carrier] = (*others[:at], site, *others[at:])
    return after


def swapped(trips: Mapping[int, tuple[int, ...]], one: int, other: int) -> Trips:
    """Two sites in each other's place, on one van or on two."""
    trade = {one: other, other: one}
    return {carrier: tuple(trade.get(site, site) for site in sites) for carrier, sites in trips.items()}


def turned(trips: Mapping[int, tuple[int, ...]], carrier: int) -> Trips:
    """The carrier's drops from last to first."""
    return {**trips, carrier: tuple(reversed(trips[carrier]))}


def worse(
    problem: Problem, carrier: int, before: Sequence[int], after: Sequence[int], allowed: Mapping[Limit, int]
) -> list[Breach]:
    """Limits that the changed trip breaks more than was allowed by name, hours more than the old one did.

    `allowed`: g, ml, totes allowed beyond the van's own limit; hours and cold have no such sum, so what was let
    pass once stays allowed as far as it went.
    """
    was = {
        (breach.limit, breach.site): breach.value
        for breach in _breaches(problem, carrier, before)
        if breach.limit not in LOAD_LIMITS
    }
    return [
        breach
        for breach in _breaches(problem, carrier, after)
        if breach.value > max(was.get((breach.limit, breach.site), 0), breach.allowed + allowed.get(breach.limit, 0))
    ]


def _breaches(problem: Problem, carrier: int, sites: Sequence[int]) -> list[Breach]:
    return list(breaches_of(problem, timed(problem, Trip(carrier, tuple(sites)))))
