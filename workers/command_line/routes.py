"""`routes plan | finish | undo`: a plan of the delivery day. The first one is in force at once; a later one waits to be
accepted. What a person pinned stays when the rest is finished; the last change is taken back.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from domain.common.database import Database
from domain.common.errors import NotFound, Notice
from domain.common.money import yuan_text
from domain.common.people import Actor
from domain.common.sentences import _, sentence
from domain.routing.operations import accept_plan, finish_plan, plan_routes, undo_change
from domain.routing.queries import plan_of
from domain.routing.words import PlanState
from workers.command_line.answers import Answer, say
from workers.command_line.searching import followed
from workers.travel_times.filling import fill_day

TOLD = ("vans", "stops", "distance_m", "duration_s", "cost_fen", "unplanned", "feasible", "travel")


def plan(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Searches for so many seconds and says what came out, and what to do about points left out."""
    filled = fill_day(database, actor, wanted.code)
    for notice in filled.notices:
        say(sentence(notice))
    with followed(wanted.seconds) as (solver, shown):
        answer = plan_routes(
            database, actor, wanted.code, seconds=wanted.seconds, search=solver.search, shown=shown
        ).answer
    with database.read() as connection:
        in_force = plan_of(connection, wanted.code)
    waits = in_force is not None and in_force.state == PlanState.LIVE
    if answer["vans"] and not waits:
        accept_plan(database, actor, answer["plan"])
    return Answer({name: answer[name] for name in TOLD}, list(_lines(answer, waits)))


def finish(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """The cycle's plan made better in place; what is pinned stays."""
    plan_id = _plan_id(database, wanted.code)
    with followed(wanted.seconds) as (solver, shown):
        answer = finish_plan(database, actor, plan_id, seconds=wanted.seconds, search=solver.search, shown=shown).answer
    words = _("{km} km, ¥{cost}; changed: {vans}.") if answer["vans"] else _("{km} km, ¥{cost}; nothing better found.")
    km, cost = f"{answer['distance_m'] / 1000:.1f}", yuan_text(answer["cost_fen"])
    return Answer(answer, [words.format(km=km, cost=cost, vans=", ".join(answer["vans"]))])


def undo(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """The last change by hand of the cycle's plan taken back."""
    answer = undo_change(database, actor, _plan_id(database, wanted.code)).answer
    return Answer(answer, [_("Taken back. Changed: {vans}.").format(vans=", ".join(answer["vans"]))])


def _plan_id(database: Database, code: str) -> int:
    with database.read() as connection:
        found = plan_of(connection, code)
    if found is None:
        raise NotFound("plan", code)
    return found.id


def _lines(answer: dict[str, Any], waits: bool) -> Iterator[str]:
    words = _("{vans} vans, {stops} stops, {km} km, {hours} h, ¥{cost}.")
    km, hours = f"{answer['distance_m'] / 1000:.1f}", f"{answer['duration_s'] / 3600:.1f}"
    yield words.format(
        vans=answer["vans"], stops=answer["stops"], km=km, hours=hours, cost=yuan_text(answer["cost_fen"])
    )
    for told in answer["advice"]:
        yield "  " + sentence(Notice.of(told["code"], **told["facts"]))
    if waits:
        yield _("Another plan is in force. This one waits as a draft to be compared and accepted.")
