"""The ways out of a day that does not fit, each proved by a plan: measures tried, cut back to what the plan uses, priced.

A measure that a proof rules out (shortfall.py) is not searched for. Next: what_if.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from domain.routing.rules import taking_measures as taking
from domain.routing.rules.cutting_back import cut_back
from domain.routing.rules.shortfall import hopeless, shortfalls
from domain.routing.rules.trying import Tried, looked_at, tried
from domain.routing.words import Carrier, Finder, Offers, Problem, Proposal, WayOut, WaysOut

TOLD = 3
SPARE = (1, 4)
"""Carriers beyond the fewest a proof allows: few are cheap, some more are found quicker."""
KINDS = 2
"""So many kinds of the company's own vans are tried as further vans."""

Change = Callable[[Problem], Problem]
Attempt = tuple[Change, ...]
"""Days with measures that may be used, from the least to the most: the first one with a whole plan is taken."""


def ways_out(
    problem: Problem, offers: Offers, search: Finder, *, plan: Proposal | None = None, most: int = TOLD
) -> WaysOut:
    """What the day leaves out, the proofs, and the `most` cheapest ways out; no ways when nothing is left out.

    `plan`: the plan in hand (None: searched for). Each way's plan keeps every limit of its problem by rules.checking.
    Without any carrier there is nothing to reckon with, and no way.
    """
    base = (looked_at(problem, plan) if plan is not None else None) or tried(problem, search)
    if not base.left_out or not problem.carriers:
        return WaysOut(base.proposal, base.cost_fen, base.left_out, (), ())
    found = list(_ways(base, offers, search))
    for way in found:
        if not way.measures:
            return WaysOut(way.proposal, way.cost_fen, (), (), ())
    return WaysOut(base.proposal, base.cost_fen, base.left_out, shortfalls(problem), _cheapest(found, most))


def _cheapest(ways: Iterable[WayOut], most: int) -> tuple[WayOut, ...]:
    """Of those that do the same the cheapest, and of these the first."""
    best: dict[object, WayOut] = {}
    for way in sorted(ways, key=_rank):
        best.setdefault(frozenset((measure.means, measure.like) for measure in way.measures), way)
    return tuple(best.values())[:most]


def _rank(way: WayOut) -> tuple[int, int, int]:
    """Cheapest first, then what asks for less, then the shorter one."""
    return way.cost_fen, len(way.measures), way.distance_m


def _ways(base: Tried, offers: Offers, search: Finder) -> Iterator[WayOut]:
    """One measure at a time; where the vans cannot do it by driving again, that together with more of them."""
    again = _way(base, (lambda day: taking.driving_again(day, offers),), offers, search)
    if again is not None:
        yield again
    kinds = _kinds(base, offers)
    attempts: list[Attempt] = [(_added(carrier, count),) for carrier, count in kinds]
    if again is None and taking.driving_again(base.problem, offers) != base.problem:
        attempts += [_both(base, carrier, count, offers) for carrier, count in kinds]
    attempts += _hours(base, offers)
    found = (_way(base, attempt, offers, search) for attempt in attempts)
    yield from (way for way in found if way is not None)
    yield _left_out(base, offers, search)


def _kinds(base: Tried, offers: Offers) -> list[tuple[Carrier, int]]:
    """The carriers that could be added, as many of each as could be of use: the search takes what it needs of them."""
    problem, unserved = base.problem, len(base.left_out)
    kinds = [(problem.carriers[like], offers.vans) for like in taking.own_kinds(problem)[:KINDS]]
    kinds.append((taking.courier_of(problem, offers), offers.couriers))
    return [(carrier, min(count, unserved)) for carrier, count in kinds if count > 0]


def _added(carrier: Carrier, count: int) -> Change:
    return lambda day: taking.with_more(day, carrier, count)


def _both(base: Tried, carrier: Carrier, most: int, offers: Offers) -> Attempt:
    """Further trips and a few more carriers: no fewer than the proofs ask for, then some to spare, then all."""

    def change(count: int) -> Change:
        return lambda day: taking.driving_again(taking.with_more(day, carrier, count), offers)

    fewest = bisect_left(range(most), True, key=lambda count: not _is_ruled_out(change(count)(base.problem)))
    return tuple(change(count) for count in sorted({min(most, fewest + spare) for spare in (*SPARE, most)}))


def _hours(base: Tried, offers: Offers) -> Iterator[Attempt]:
    """Wider hours of the points left out, else of all points; an earlier start: each by as little as does."""
    everywhere = range(len(base.problem.sites))
    quarters = [offers.widen_s // 4, offers.widen_s // 2, offers.widen_s]
    yield (
        *(_wider(base.left_out, by_s) for by_s in quarters),
        *(_wider(everywhere, by_s) for by_s in (quarters[0], quarters[-1])),
    )
    yield tuple(_earlier(offers.earlier_s // part) for part in (4, 2, 1))


def _wider(sites: Sequence[int], by_s: int) -> Change:
    return lambda day: taking.widened(day, frozenset(sites), by_s)


def _earlier(by_s: int) -> Change:
    return lambda day: taking.started_earlier(day, by_s)


def _way(base: Tried, attempt: Attempt, offers: Offers, search: Finder) -> WayOut | None:
    """The attempt's first change with a whole plan, None when none has. What no carrier can take even alone then is
    left out at a price."""
    for change in attempt:
        changed = change(base.problem)
        if changed == base.problem or _is_ruled_out(changed):
            continue
        given_up = hopeless(changed)
        found = tried(taking.wanted(changed, given_up, offers.leave_out_fen), search, must_be_whole=True)
        if set(found.left_out) <= given_up:
            return cut_back(base, found)
    return None


def _is_ruled_out(problem: Problem) -> bool:
    """True when a proof says that not every point that could be served alone can be served in one day."""
    return any(one.site is None for one in shortfalls(problem))


def _left_out(base: Tried, offers: Offers, search: Finder) -> WayOut:
    """Every point may stay out at its price; what the plan in hand leaves out at the worst."""
    day = taking.wanted(base.problem, range(len(base.problem.sites)), offers.leave_out_fen)
    in_hand = looked_at(day, base.proposal)
    found = tried(day, search)
    return cut_back(base, found if in_hand is None or found.cost_fen <= in_hand.cost_fen else in_hand)
