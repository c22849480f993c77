"""`road ...`: where the vans are, what comes too late, re-plans asked for, accepted, refused, totes taken over, and
whether what is packed fits its van.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.common.clock import parse_moment
from domain.common.database import Database
from domain.common.errors import Notice
from domain.common.money import yuan_text
from domain.common.people import Actor
from domain.common.sentences import _, sentence
from domain.dispatch import queries
from domain.dispatch.operations import accept_replan, propose_replan, refuse_replan, take_over, take_over_all
from domain.dispatch.queries.naming import point_of, route_of, stop_of
from domain.dispatch.words import (
    ExpectedStop,
    ExtraStop,
    Replan,
    RoadClosed,
    RoadEvent,
    StopChange,
    StopSkipped,
    VanBroken,
    VanLate,
)
from domain.places.words import Datum
from domain.routing.rules.telling import clock_text, limit_text
from domain.routing.words import Limit, Spot
from workers.command_line.answers import Answer


def show(database: Database, _actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Every van on the road: where it was last, when it is expected where."""
    with database.read() as connection:
        vans = queries.on_the_road(connection, wanted.code, _moment(wanted))
    body = [
        {
            "van": van.van,
            "last": van.last_point,
            "since": clock_text(van.last_min),
            "back": clock_text(van.back_min),
            "done": van.done,
            "stops": [_stop(stop) for stop in van.stops],
        }
        for van in vans
    ]
    return Answer({"cycle": wanted.code, "vans": body}, [line for van in body for line in _van_lines(van)])


def _stop(stop: ExpectedStop) -> dict[str, Any]:
    return {
        "drop": stop.drop_no,
        "point": stop.point,
        "state": stop.state,
        "planned": clock_text(stop.planned_min),
        "expected": clock_text(stop.arrive_min),
        "closes": None if stop.closes_min is None else clock_text(stop.closes_min),
        "late_min": stop.late_min,
        "totes": stop.totes,
        "waits_for": stop.waits_for,
    }


def _van_lines(van: dict[str, Any]) -> Iterator[str]:
    where = van["last"] or _("the warehouse")
    yield _("{van}: {since} at {place}, back at {back}.").format(
        van=van["van"], since=van["since"], place=where, back=van["back"]
    )
    for stop in van["stops"]:
        late = _(" · {minutes} min late").format(minutes=stop["late_min"]) if stop["late_min"] else ""
        yield f"  {stop['drop']:>2}  {stop['expected']}  {stop['point']}{late}"


def late(database: Database, _actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Stops expected after their point closes. Exit code 1 when there is one."""
    with database.read() as connection:
        found = queries.late(connection, wanted.code, _moment(wanted))
    rows = [{"van": van.van, "driver": van.driver, "phone": van.phone, **_stop(stop)} for van, stop in found]
    lines = [
        sentence(Notice.of("road_late", van=row["van"], point=row["point"], time=row["expected"], closes=row["closes"]))
        for row in rows
    ]
    return Answer({"cycle": wanted.code, "late": rows}, lines or [_("Every stop is expected in time.")], not rows)


def replan(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Proposes a re-plan for what happened; with --accept puts it in force at once."""
    with database.read() as connection:
        event = _event(connection, wanted)
    made = propose_replan(database, actor, wanted.code, event, at=_moment(wanted), seconds=wanted.seconds).answer
    if wanted.accept:
        accept_replan(database, actor, made["replan"])
    return _told(database, made["replan"])


def _event(connection: Connection, wanted: argparse.Namespace) -> RoadEvent:
    """What was said, with the ids of what it names. Raises NotFound."""
    match wanted.what:
        case "broken":
            route = route_of(connection, wanted.code, wanted.van)
            place = point_of(connection, wanted.place) if wanted.place else None
            return VanBroken(route, place, _spot(wanted.spot))
        case "late":
            return VanLate(route_of(connection, wanted.code, wanted.van), wanted.minutes)
        case "closed":
            one, other = (None if name == "-" else point_of(connection, name) for name in (wanted.one, wanted.other))
            return RoadClosed(one, other)
        case "skip":
            return StopSkipped(stop_of(connection, wanted.code, wanted.point), wanted.reason)
        case _:
            return ExtraStop(point_of(connection, wanted.point))


def _spot(text: tuple[int, int] | None) -> Spot | None:
    return None if text is None else Spot(*text, Datum.GCJ02.value)


def show_replan(database: Database, _actor: Actor, wanted: argparse.Namespace) -> Answer:
    """A re-plan as it was proposed or decided."""
    return _told(database, wanted.replan)


def accept(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """The proposal in force, as a whole."""
    accept_replan(database, actor, wanted.replan)
    return _told(database, wanted.replan)


def refuse(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Nothing of the proposal is done."""
    refuse_replan(database, actor, wanted.replan, wanted.reason)
    return _told(database, wanted.replan)


def _told(database: Database, replan_id: int) -> Answer:
    with database.read() as connection:
        found = queries.replan(connection, replan_id)
    body = {
        "replan": found.id,
        "cycle": found.cycle,
        "state": found.state,
        "cause": found.cause,
        "what": sentence(found.what),
        "place": found.place,
        "stops": [_change(stop) for stop in found.stops],
        "totes": [asdict(tote) for tote in found.totes],
        "vans": [
            {
                "van": van.van,
                "extra_m": van.metres_after - van.metres_before,
                "extra_fen": van.fen_after - van.fen_before,
                "back_before": clock_text(van.back_before_min),
                "back_after": clock_text(van.back_after_min),
            }
            for van in found.vans
        ],
        "tell": [
            {"name": who.name, "phone": who.phone, "van": who.van, "point": who.point, "what": sentence(who.what)}
            for who in found.tell
        ],
        "left": [stop.point for stop in found.left],
        "late": [stop.point for stop in found.late_after],
        "extra_m": found.extra_m,
        "extra_fen": found.extra_fen,
    }
    return Answer(body, list(_lines(found)))


def _change(stop: StopChange) -> dict[str, Any]:
    before = stop.arrive_before_min
    return {
        "point": stop.point,
        "from_van": stop.from_van,
        "to_van": stop.to_van,
        "drop_before": stop.drop_before,
        "drop": stop.drop_after,
        "before": None if before is None else clock_text(before),
        "expected": clock_text(stop.arrive_after_min),
        "late_min": stop.late_min,
        "limit": stop.limit,
        "skipped": stop.is_skipped,
    }


def _lines(found: Replan) -> Iterator[str]:
    yield sentence(found.what)
    for stop in found.stops:
        if stop.changes_van:
            yield "  " + sentence(
                Notice.of(
                    "road_moves",
                    point=stop.point,
                    van=stop.to_van,
                    drop=stop.drop_after,
                    time=clock_text(stop.arrive_after_min),
                )
            )
    words = _("{km} km and ¥{cost} more; {totes} crates change vans.")
    yield words.format(km=f"{found.extra_m / 1000:.1f}", cost=yuan_text(found.extra_fen), totes=len(found.totes))
    for who in found.tell:
        yield "  " + " ".join(part for part in (who.name, who.phone) if part) + ": " + sentence(who.what)


def take(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Totes taken over by a van: those scanned, or all by name with --all and a reason."""
    with database.read() as connection:
        route = route_of(connection, wanted.code, wanted.van)
    if wanted.all:
        done = take_over_all(database, actor, route, wanted.all).answer
        return Answer(done, [_("{van} has them all: {totes}").format(van=done["van"], totes=", ".join(done["totes"]))])
    answers = [take_over(database, actor, route, code).answer for code in wanted.totes]
    lines = [sentence(Notice.of("load_right", **{name: one[name] for name in ("tote", "van", "point", "drop")})) for one
             in answers]  # fmt: skip
    return Answer({"taken": answers}, lines)


def loads(database: Database, _actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Vans that would exceed a limit with what is packed, and the cheapest move. Exit code 1 when there is one."""
    with database.read() as connection:
        found = queries.overloads(connection, wanted.code)
    lines = []
    for van in found:
        value, allowed = (limit_text(Limit(van.limit), one) for one in (van.value, van.allowed))
        facts = {"van": van.van, "limit": van.limit, "value": value, "allowed": allowed}
        lines.append(sentence(Notice.of("road_overload", **facts)))
        lines += ["  " + sentence(Notice.of("road_cheapest_move", point=move.point, van=move.to_van, drop=move.drop_no,
                                            cost_fen=move.more_fen)) for move in van.moves]  # fmt: skip
    body = {"cycle": wanted.code, "over": [asdict(van) for van in found]}
    return Answer(body, lines or [_("Everything packed fits its van.")], not found)


def _moment(wanted: argparse.Namespace) -> datetime | None:
    return None if wanted.at is None else parse_moment(wanted.at)
