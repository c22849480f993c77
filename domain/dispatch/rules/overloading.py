"""Vans that would exceed a limit with the totes packed by now, and the cheapest stops to put on another van.

Asked before loading, from real weights: what a plan predicted is not what the hall packed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.routing.rules.checking import breaches_of
from domain.routing.rules.timing import timed
from domain.routing.words import LOAD_LIMITS, Breach, Limit, Problem, Trip

MOST_MOVES = 5
"""A van that needs more stops taken off is planned anew."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A round that has not left: its trip, and which of its stops are not on the van yet and may go to another."""

    trip: Trip
    free: frozenset[int]


@dataclass(frozen=True, slots=True)
class Move:
    """A site from one round to another: as which drop, what it costs more (fen)."""

    site: int
    start: int
    end: int
    drop_no: int
    more_fen: int


def overloaded(problem: Problem, rounds: Mapping[int, Waiting]) -> dict[int, Breach]:
    """Route -> the first load limit it exceeds. `rounds`: by route id; carriers of the problem are one a round."""
    found = {}
    for route, waiting in rounds.items():
        broken = [
            breach for breach in breaches_of(problem, timed(problem, waiting.trip)) if breach.limit in LOAD_LIMITS
        ]
        if broken:
            found[route] = broken[0]
    return found


def cheapest_moves(problem: Problem, rounds: Mapping[int, Waiting], route: int) -> tuple[Move, ...]:
    """The stops to take off the round until its loads hold, one by one the cheapest of those that mend most; none when
    no other van has room."""
    now = dict(rounds)
    moves: list[Move] = []
    while route in overloaded(problem, now):
        best = min(_moves(problem, now, route), key=lambda found: found[0], default=None)
        if best is None or len(moves) == MOST_MOVES:
            return ()
        _, move, mine, theirs = best
        moves.append(move)
        now[move.start], now[move.end] = mine, theirs
    return tuple(moves)


Found = tuple[tuple[int, int, int, int], Move, Waiting, Waiting]


def _moves(problem: Problem, rounds: Mapping[int, Waiting], route: int) -> Iterator[Found]:
    """Every move off the round to a place that breaks nothing there, ranked: what stays over, then the cost."""
    mine = rounds[route]
    before = timed(problem, mine.trip)
    for site in sorted(mine.free):
        rest = tuple(one for one in mine.trip.sites if one != site)
        less = Waiting(Trip(mine.trip.carrier, rest), mine.free - {site})
        left = timed(problem, less.trip)
        over = sum(_beyond(problem, less.trip, limit) for limit in LOAD_LIMITS) if rest else 0
        for other, theirs in rounds.items():
            if other == route or not problem.sites[site].may_ride(theirs.trip.carrier):
                continue
            was = timed(problem, theirs.trip)
            for at in range(len(theirs.trip.sites) + 1):
                sites = (*theirs.trip.sites[:at], site, *theirs.trip.sites[at:])
                more = Waiting(Trip(theirs.trip.carrier, sites), theirs.free | {site})
                then = timed(problem, more.trip)
                if not any(breaches_of(problem, then)):
                    cost = then.cost_fen - was.cost_fen + left.cost_fen - before.cost_fen
                    yield (over, cost, site, at), Move(site, route, other, at + 1, cost), less, more


def _beyond(problem: Problem, trip: Trip, limit: Limit) -> int:
    """By how many thousandths of what is allowed the trip exceeds a load limit."""
    found = [breach for breach in breaches_of(problem, timed(problem, trip)) if breach.limit is limit]
    return 1000 * (found[0].value - found[0].allowed) // found[0].allowed if found else 0
