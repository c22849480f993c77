"""Finish it for me: what is pinned stays, the rest is searched anew from the plan as it stands. One change, taken back
by one undo.

Vans that are locked, loading or gone stay as they are, and so do those a person let go beyond a limit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed, Outdated
from domain.common.people import Actor, Right
from domain.routing.operations import rewriting, taking_back
from domain.routing.operations.planning import USUAL_SECONDS, Shown
from domain.routing.operations.searching import Outcome, in_this_process, searched
from domain.routing.operations.sheets import Sheet, plan_row, read_sheet, sheet_of
from domain.routing.rules import preparing
from domain.routing.rules.changing import Trips, timed_rounds
from domain.routing.rules.checking import breaches_of
from domain.routing.rules.sketching import sketched
from domain.routing.words import Problem, Proposal, Search, Trip


def finish_plan(
    database: Database,
    actor: Actor,
    plan_id: int,
    *,
    seconds: float = USUAL_SECONDS,
    seed: int = 1,
    search: Search | None = None,
    shown: Shown | None = None,
    command_id: str | None = None,
) -> Done:
    """The plan made better in place. Answer: plan, vans (touched), better, cost_fen and distance_m as they are now.

    `search`, `shown` as for plan_routes. Raises PlanSettled, Outdated when somebody changed the plan or the demand
    meanwhile, what the search raises, PlanRejected.
    """
    if not actor.may(Right.PLAN_ROUTES):
        raise NotAllowed(actor.person, Right.PLAN_ROUTES.value)
    with database.read() as connection:
        sheet = read_sheet(connection, plan_row(connection, plan_id))
        seen = taking_back.state_of(connection, plan_id)
    after = _better(sheet, search or in_this_process(seconds, seed), shown)

    def work(tx: Transaction) -> dict[str, Any]:
        now = sheet_of(tx, plan_id)
        if now.day != sheet.day or taking_back.state_of(tx.connection, plan_id) != seen:
            raise Outdated("plan")
        vans = [] if after is None else rewriting.write(tx, now, after)
        taking_back.keep(tx, plan_id, "finish_plan", seen)
        plan = plan_row(tx.connection, plan_id)
        sums = {"cost_fen": plan.cost_fen, "distance_m": plan.distance_m}
        before = {"cost_fen": sheet.plan.cost_fen, "distance_m": sheet.plan.distance_m}
        tx.note("routing", "plan_finished", f"cycle {now.day.cycle}", before=before, after={**sums, "vans": vans})
        return {"plan": plan_id, "vans": vans, "better": after is not None, **sums}

    body = [plan_id, seconds, seed]
    return command.execute(database, actor, "finish_plan", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def _better(sheet: Sheet, search: Search, shown: Shown | None) -> rewriting.Change | None:
    """What the plan becomes; None when the search knows nothing better."""
    fixed = _fixed_carriers(sheet)
    kept = {one: sites for one, sites in sheet.trips.items() if one[0] in fixed}
    aside = frozenset(site for sites in kept.values() for site in sites)
    problem = _without(_problem(sheet), fixed)

    def told(better: Outcome) -> None:
        if shown is not None:
            shown(sketched(sheet.day, better.problem, better.checked, better.left_out, sheet.travel.source))

    found = searched(sheet.day, problem, sheet.travel, search, start=_start(sheet, fixed), told=told, aside=aside)
    trips: Trips = dict(kept)
    for trip in found.checked.trips:
        number = 1 + sum(1 for carrier, _ in trips if carrier == trip.carrier)
        trips[(trip.carrier, number)] = tuple(visit.site for visit in trip.visits)
    cost = sum(trip.cost_fen for trip in found.checked.trips)
    if (len(found.left_out), cost) >= _standing(sheet, fixed):
        return None
    return rewriting.Change(trips, left_out=found.left_out)


def _problem(sheet: Sheet) -> Problem:
    """The day's problem with what a person pinned in this plan."""
    van_of = {site: sheet.day.vans[one[0]].van_id for one, sites in sheet.trips.items() for site in sites}
    pinned = {sheet.day.points[site].point_id: van_of[site] for site in sheet.pinned}
    return preparing.problem_of(sheet.day, pinned, sheet.travel, sequences=_sequences(sheet))


def _sequences(sheet: Sheet) -> list[list[int]]:
    """The pinned orders as point ids."""
    links, found = set(sheet.links), list[list[int]]()
    for sites in sheet.trips.values():
        for at, site in enumerate(sites):
            if at and (site, sites[at - 1]) in links:
                found[-1].append(site)
            else:
                found.append([site])
    return [[sheet.day.points[site].point_id for site in one] for one in found if len(one) > 1]


def _fixed_carriers(sheet: Sheet) -> frozenset[int]:
    """The carriers with a round that may not change, or that breaks a limit by a person's leave."""
    found = set()
    for carrier in sheet.carriers:
        timed = timed_rounds(sheet.problem, sheet.trips, carrier).values()
        is_fixed = any(not sheet.is_open(one) for one in sheet.rounds(carrier))
        if is_fixed or any(breach for trip in timed for breach in breaches_of(sheet.problem, trip)):
            found.add(carrier)
    return frozenset(found)


def _without(problem: Problem, carriers: frozenset[int]) -> Problem:
    """The problem in which no site may ride on these carriers."""
    if not carriers:
        return problem
    free = frozenset(range(len(problem.carriers))) - carriers
    sites = (replace(site, only=free if site.only is None else site.only & free) for site in problem.sites)
    return replace(problem, sites=tuple(sites))


def _start(sheet: Sheet, fixed: frozenset[int]) -> Proposal:
    rounds = (one for one in sorted(sheet.trips) if one[0] not in fixed and sheet.trips[one])
    return Proposal(tuple(Trip(one[0], sheet.trips[one]) for one in rounds))


def _standing(sheet: Sheet, fixed: frozenset[int]) -> tuple[int, int]:
    """(points without a van, fen of the vans that may change) as the plan is now."""
    placed = {site for sites in sheet.trips.values() for site in sites}
    free = [carrier for carrier in sheet.carriers if carrier not in fixed]
    trips = [trip for carrier in free for trip in timed_rounds(sheet.problem, sheet.trips, carrier).values()]
    return len(sheet.day.points) - len(placed), sum(trip.cost_fen for trip in trips)
