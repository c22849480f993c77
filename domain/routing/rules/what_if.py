"""What a day would be if one thing were otherwise: each question is a day of its own, searched, and told side by side.

Next: judging_problems.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.routing.rules import taking_measures as taking
from domain.routing.rules.cutting_back import MINUTE_S
from domain.routing.rules.trying import Tried, looked_at, only_carriers, tried
from domain.routing.words import Finder, Offers, Outcome, Problem, Proposal, WhatIf

HALF_AN_HOUR = 30
"""Minutes, usual for hours that are moved."""


def questions(problem: Problem) -> tuple[WhatIf, ...]:
    """What is usually asked of a day: the day as it is first; couriers off where there are some, else on."""
    hired = any(taking.is_hired(carrier) for carrier in problem.carriers)
    couriers = WhatIf.WITHOUT_COURIERS if hired else WhatIf.WITH_COURIERS
    less = (WhatIf.ONE_VAN_LESS,) if len(problem.carriers) > 1 else ()
    return (WhatIf.AS_IT_IS, *less, WhatIf.WIDER_WINDOW, WhatIf.EARLIER_START, couriers)


def what_if(
    problem: Problem,
    offers: Offers,
    search: Finder,
    *,
    asked: Sequence[WhatIf] | None = None,
    minutes: int = HALF_AN_HOUR,
    plan: Proposal | None = None,
) -> tuple[Outcome, ...]:
    """An outcome for each question (None: the usual ones), the day as it is always first.

    `minutes`: by how much hours are moved. `plan`: the plan in hand, for the day as it is; searched for without one.
    A day made easier is never told dearer than the plan found for the day as it is: that plan still stands.
    """
    base = (looked_at(problem, plan) if plan is not None else None) or tried(problem, search)
    wanted = [one for one in (questions(problem) if asked is None else asked) if one is not WhatIf.AS_IT_IS]
    first = _outcome(WhatIf.AS_IT_IS, 0, None, base)
    return (first, *(_asked(base, offers, search, one, minutes) for one in wanted))


def _asked(base: Tried, offers: Offers, search: Finder, one: WhatIf, minutes: int) -> Outcome:
    problem, everywhere = base.problem, range(len(base.problem.sites))
    if one is WhatIf.ONE_VAN_LESS:
        van = _least_missed(base)
        return _outcome(one, 1, van, _without(base, [van], search))
    if one is WhatIf.WITHOUT_COURIERS:
        hired = [number for number, carrier in enumerate(problem.carriers) if taking.is_hired(carrier)]
        return _outcome(one, len(hired), None, _without(base, hired, search))
    if one is WhatIf.WIDER_WINDOW:
        wide = taking.widened(problem, everywhere, minutes * MINUTE_S)
        return _outcome(one, minutes, None, _easier(base, wide, search))
    if one is WhatIf.EARLIER_START:
        return _outcome(one, minutes, None, _easier(base, taking.started_earlier(problem, minutes * MINUTE_S), search))
    return _with_couriers(base, offers, search)


def _with_couriers(base: Tried, offers: Offers, search: Finder) -> Outcome:
    """As many as pay, of as many as are offered; told is how many of them come."""
    problem = base.problem
    if not problem.carriers:
        return _outcome(WhatIf.WITH_COURIERS, 0, None, base)
    day = taking.with_more(problem, taking.courier_of(problem, offers), min(offers.couriers, len(problem.sites)))
    found = _easier(base, day, search)
    used = {trip.carrier for trip in found.trips if trip.carrier >= len(problem.carriers)}
    return _outcome(WhatIf.WITH_COURIERS, len(used), None, found)


def _without(base: Tried, gone: Sequence[int], search: Finder) -> Tried:
    kept = [number for number in range(len(base.problem.carriers)) if number not in gone]
    return tried(only_carriers(base.problem, kept), search)


def _easier(base: Tried, day: Problem, search: Finder) -> Tried:
    """The better of what is found and the plan for the day as it is, which an easier day allows too."""
    found, in_hand = tried(day, search), looked_at(day, base.proposal)
    return in_hand if in_hand is not None and _rank(in_hand) <= _rank(found) else found


def _rank(found: Tried) -> tuple[int, int, int]:
    unpriced = sum(found.problem.sites[site].price_fen is None for site in found.left_out)
    return unpriced, found.cost_fen, found.distance_m


def _least_missed(base: Tried) -> int:
    """The van that would be missed least: one that drives nothing, else the one that carries least; own vans first."""
    carried = dict.fromkeys(range(len(base.problem.carriers)), 0)
    for trip in base.trips:
        carried[trip.carrier] += trip.weight_g
    pinned = {min(site.only) for site in base.problem.sites if site.only is not None and len(site.only) == 1}
    carriers = base.problem.carriers
    return min(carried, key=lambda one: (one in pinned, taking.is_hired(carriers[one]), carried[one], -one))


def _outcome(one: WhatIf, amount: int, carrier: int | None, found: Tried) -> Outcome:
    return Outcome(
        what_if=one,
        amount=amount,
        carrier=carrier,
        problem=found.problem,
        proposal=found.proposal,
        cost_fen=found.cost_fen,
        distance_m=found.distance_m,
        latest_s=found.latest_s,
        left_out=found.left_out,
    )
