"""From a question to a plan that keeps every limit: in time first; what cannot be in time is served late before it is
left; what a van has on board it never leaves out. Next: answering.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.dispatch.rules.answering import settled
from domain.dispatch.rules.asking import NO_WINDOW_S, Question
from domain.dispatch.rules.inserting import inserted, shifted, without_breaches
from domain.routing.rules.checking import breaches_of, checked
from domain.routing.rules.placing import told
from domain.routing.rules.timing import timed
from domain.routing.words import Checked, Limit, Problem, Proposal, Trip

Engine = Callable[[Problem, Proposal], Proposal]
"""Betters a plan: the problem, the plan to begin with, the plan found."""
AN_HOUR_S = 3600


def solved(asked: Question, engine: Engine) -> tuple[Proposal, dict[int, Limit]]:
    """The plan, and why each site that is in no trip is left."""
    problem = asked.problem
    begun = inserted(asked, problem, without_breaches(problem, asked.present))
    found = _bettered(engine, problem, shifted(asked, problem, begun))
    for wider in (_as_expected, _at_any_hour):
        if not _left(problem, found):
            break
        problem = wider(asked, problem, found)
        found = _bettered(engine, problem, shifted(asked, problem, inserted(asked, problem, found)))
    lenient = _lenient(asked, problem)
    found = _with_all_on_board(asked, lenient, found)
    calm = settled(asked, found)
    found = calm if checked(lenient, calm).is_sound else found
    return found, {site: _limit(asked, problem, found, site) for site in _left(problem, found)}


def _bettered(engine: Engine, problem: Problem, begun: Proposal) -> Proposal:
    """What the engine makes of a plan, when it keeps every limit, serves no fewer and costs no more; else the plan."""
    found = engine(problem, begun)
    if found == begun:
        return begun
    then, now = checked(problem, begun), checked(problem, found)
    left = len(_left(problem, found)) - len(_left(problem, begun))
    is_better = now.is_sound and (left < 0 or (left == 0 and _fen(now) <= _fen(then)))
    return found if is_better or not then.is_sound else begun


def _fen(plan: Checked) -> int:
    return sum(trip.cost_fen for trip in plan.trips)


def _left(problem: Problem, found: Proposal) -> list[int]:
    served = {site for trip in found.trips for site in trip.sites}
    return [site for site in range(len(problem.sites)) if site not in served]


def _as_expected(asked: Question, problem: Problem, found: Proposal) -> Problem:
    """What was left may come as late as it is expected anyway; what is taken over, an hour late."""
    return _wider(problem, found, {site: _expected_s(asked, site, problem.sites[site].closes_s) for site in
                                   range(len(problem.sites))})  # fmt: skip


def _at_any_hour(asked: Question, problem: Problem, found: Proposal) -> Problem:
    wider = _wider(problem, found, dict.fromkeys(range(len(asked.stops)), NO_WINDOW_S))
    return _lenient(asked, wider)


def _wider(problem: Problem, found: Proposal, closes: dict[int, int]) -> Problem:
    left = set(_left(problem, found))
    sites = (
        replace(one, closes_s=max(one.closes_s, closes[site])) if site in left else one
        for site, one in enumerate(problem.sites)
    )
    return replace(problem, sites=tuple(sites))


def _expected_s(asked: Question, site: int, closes_s: int) -> int:
    point = asked.stops[site].point_id
    known = [one.arrive_s for rider in asked.riders for one in rider.before if one.stop.point_id == point]
    return max(closes_s, known[0]) if known else min(closes_s + AN_HOUR_S, NO_WINDOW_S)


def _lenient(asked: Question, problem: Problem) -> Problem:
    """Everything a van has on board may come as late as it is expected without a re-plan."""
    sites = (
        one if site in asked.waiting else replace(one, closes_s=_expected_s(asked, site, one.closes_s))
        for site, one in enumerate(problem.sites)
    )
    return replace(problem, sites=tuple(sites))


def _with_all_on_board(asked: Question, problem: Problem, found: Proposal) -> Proposal:
    """A van whose trip leaves out what it has on board keeps its present order and takes nothing over."""
    trips = {trip.carrier: trip for trip in found.trips}
    for number, rider in enumerate(asked.riders):
        trip = trips.get(number, Trip(number, ()))
        if set(rider.sites) - set(trip.sites):
            trips[number] = asked.trip(number, rider.sites)
    return inserted(asked, problem, Proposal(tuple(trips[number] for number in sorted(trips))))


def _limit(asked: Question, problem: Problem, found: Proposal, site: int) -> Limit:
    """What stands in the way of a site on the van where least does."""
    trips = {trip.carrier: trip for trip in found.trips}
    least: list[list[Limit]] = []
    for carrier in sorted(problem.sites[site].only or range(len(problem.carriers))):
        sites = trips[carrier].sites if carrier in trips else ()
        for at in range(len(sites) + 1):
            trip = asked.trip(carrier, (*sites[:at], site, *sites[at:]))
            broken = list(breaches_of(problem, timed(problem, trip)))
            least.append([told(broken)] * len(broken) if broken else [Limit.NO_VAN])
    return min(least, key=len)[0] if least else Limit.NO_VAN
