"""Asks of a day what could be done about it: the ways out, and what would be if. Reads and searches, writes nothing.

The plan in hand is the cycle's (the live one, else the newest draft) where it keeps all limits now; else one is searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from domain.common.database import Database
from domain.common.errors import NotAllowed
from domain.common.people import Actor, Right
from domain.routing.operations.planning import kept_by_hand
from domain.routing.queries.days import day_of
from domain.routing.queries.legs import table_of_day
from domain.routing.queries.offers import offers
from domain.routing.queries.plans import plan_of
from domain.routing.rules import preparing
from domain.routing.rules.judging_problems import cleared, judged
from domain.routing.rules.telling_ways import Names, complaint_told, outcome_rows, shortfall_row, way_row
from domain.routing.rules.ways_out import ways_out as rule_ways_out
from domain.routing.rules.what_if import HALF_AN_HOUR
from domain.routing.rules.what_if import what_if as rule_what_if
from domain.routing.words import (
    Complaint,
    Day,
    Fault,
    Finder,
    Limit,
    Offers,
    PlanRow,
    Problem,
    Proposal,
    Search,
    Trip,
    WaysOutRow,
    WhatIf,
    WhatIfRow,
)

USUAL_SECONDS = 3.0
"""How long each of the searches may take; a question asks for about ten."""

NOTHING = Problem((), (), ((0,),), ((0,),))


@dataclass(frozen=True, slots=True)
class Asked:
    """A day as it can be searched: what was wrong stands aside, names go with the numbers."""

    day: Day
    problem: Problem
    names: Names
    plan: Proposal | None
    terms: Offers
    complaints: tuple[Complaint, ...]
    all_names: Names
    aside: tuple[str, ...]


def ways_out(database: Database, actor: Actor, code: str, *, find: Finder | None = None) -> WaysOutRow:
    """The proofs and the three cheapest ways out of the cycle's day; none when its plan leaves nothing out.

    `find`: the search to use, else engine.search for USUAL_SECONDS each. Raises CycleNotCut, NotAllowed.
    """
    asked = _asked(database, actor, code)
    found = rule_ways_out(asked.problem, asked.terms, find or finder(USUAL_SECONDS), plan=asked.plan)
    return WaysOutRow(
        cycle=code,
        cost_fen=found.cost_fen,
        left_out=(*asked.aside, *asked.names.of_points(found.left_out)),
        complaints=tuple(complaint_told(asked.all_names, one) for one in asked.complaints if not _is_proved(one)),
        shortfalls=tuple(shortfall_row(asked.names, one) for one in found.shortfalls),
        ways=tuple(way_row(asked.names, way, asked.terms) for way in found.ways),
    )


def what_if(
    database: Database,
    actor: Actor,
    code: str,
    *,
    questions: Sequence[WhatIf] | None = None,
    minutes: int = HALF_AN_HOUR,
    find: Finder | None = None,
) -> WhatIfRow:
    """The day as it is and what it would be if, side by side. `questions`: None asks the usual ones."""
    asked = _asked(database, actor, code)
    search = find or finder(USUAL_SECONDS)
    found = rule_what_if(asked.problem, asked.terms, search, asked=questions, minutes=minutes, plan=asked.plan)
    rows = outcome_rows(asked.names, found)
    return WhatIfRow(code, tuple(replace(row, left_out=(*asked.aside, *row.left_out)) for row in rows))


def finder(seconds: float, seed: int = 1) -> Finder:
    """The engine in this process, for so many seconds a search."""

    def find(problem: Problem) -> Proposal:
        from domain.routing.engine.search import Effort, search

        return search(problem, Effort(seconds=seconds, seed=seed))

    return find


def found_by(search: Search) -> Finder:
    """A search as the rules are handed one: from nothing, and nobody hears of it before it ends."""
    return lambda problem: search(problem, None, lambda _better: None)


def _is_proved(one: Complaint) -> bool:
    """True when the shortfalls say the same with its proof."""
    return one.fault in (Fault.TOO_MUCH_FOR_ANY_VAN, Fault.OUT_OF_REACH) and one.limit is not Limit.NO_VAN


def _asked(database: Database, actor: Actor, code: str) -> Asked:
    if not actor.may(Right.PLAN_ROUTES):
        raise NotAllowed(actor.person, Right.PLAN_ROUTES.value)
    with database.read() as connection:
        return _read(connection, code)


def _read(connection: Connection, code: str) -> Asked:
    day = day_of(connection, code)
    travel = table_of_day(connection, day)
    by_hand = kept_by_hand(connection, day.cycle_id)
    nowhere = preparing.without_place(day, travel)
    placed = [site for site in range(len(day.points)) if site not in nowhere]
    whole = preparing.problem_of(day, by_hand.vans, travel, sequences=by_hand.sequences)
    whole, _ = preparing.with_chains_that_hold(whole, placed)
    part = whole if not nowhere else preparing.part_of(whole, placed)
    seen = judged(part)
    problem, sites, carriers = cleared(part, seen) if seen.can_go_on else (NOTHING, [], [])
    names = Names(tuple(day.points[site].name for site in placed), tuple(van.code for van in day.vans))
    kept = [placed[site] for site in sites]
    lost = (*nowhere, *(site for site in placed if site not in kept))
    plan = plan_of(connection, code)
    return Asked(
        day=day,
        problem=problem,
        names=Names(tuple(day.points[site].name for site in kept), tuple(names.vans[one] for one in carriers)),
        plan=None if plan is None else _in_hand(day, plan, kept, carriers),
        terms=offers(connection),
        complaints=seen.complaints,
        all_names=names,
        aside=tuple(day.points[site].name for site in lost),
    )


def _in_hand(day: Day, plan: PlanRow, sites: Sequence[int], carriers: Sequence[int]) -> Proposal | None:
    """The plan in the numbers of the problem; None when it drives with a van, or to a point, that is not in it."""
    site = {day.points[number].point_id: now for now, number in enumerate(sites)}
    carrier = {day.vans[number].van_id: now for now, number in enumerate(carriers)}
    stops = [stop for route in plan.routes for stop in route.stops]
    if any(stop.point_id not in site for stop in stops) or any(one.van_id not in carrier for one in plan.routes):
        return None
    return Proposal(
        tuple(
            Trip(carrier[route.van_id], tuple(site[stop.point_id] for stop in route.stops))
            for route in plan.routes
            if route.stops
        )
    )
