"""A re-plan proposed: the road read, the search outside of any transaction, what came out written down as a proposal.

Nothing on the road changes by it. Next: deciding.py.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from concurrent.futures import Future
from datetime import datetime
from threading import Thread
from typing import Any

from sqlalchemy import Connection, insert, select, text

from domain.common import command
from domain.common.clock import now
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed, Notice, Refusal
from domain.common.people import Actor, Right
from domain.dispatch.queries.road import road_of
from domain.dispatch.records import ReplanRecord, ReplanRouteRecord, ReplanStopRecord
from domain.dispatch.rules.answering import Answered, NewDay, NewStop, answered
from domain.dispatch.rules.asking import Question, question
from domain.dispatch.rules.expecting import minute
from domain.dispatch.rules.solving import Engine, solved
from domain.dispatch.words import (
    Cause,
    ExtraStop,
    NothingToReplan,
    NotOnTheRoad,
    NoVanForExtra,
    ReplanState,
    RoadClosed,
    RoadEvent,
    StopOnTheRoad,
    StopSkipped,
    VanBroken,
    VanLate,
)
from domain.places.records import PointRecord, VanRecord, WarehouseRecord
from domain.places.rules.datums import Degrees, converted
from domain.places.words import Datum
from domain.routing.operations.sheets import locked_plan
from domain.routing.queries.drops import named_van
from domain.routing.records import PlanRecord, RouteRecord, StopRecord
from domain.routing.words import Limit, PlanSettled, PlanState, Problem, Proposal, Spot

USUAL_SECONDS = 3.6
"""All rounds of a search together; a re-plan is there within five seconds."""
LEAST_S, GRACE_S = 0.1, 0.4
"""Below so many seconds a search is not begun; so long it may take beyond its seconds."""
LAST_MIN = 2880


def propose_replan(
    database: Database,
    actor: Actor,
    code: str,
    event: RoadEvent,
    *,
    at: datetime | None = None,
    seconds: float = USUAL_SECONDS,
    engine: Engine | None = None,
    command_id: str | None = None,
) -> Done:
    """A proposal for what is still to come of the cycle's plan in force. Answer: replan (its id), moved (stops that
    change vans), stops (all that change), totes, left (points nobody serves), late (points served after their hours).

    `at`: the moment it is for (now). Raises NotOnTheRoad, NobodyOnTheRoad, NothingToReplan, StopIsPast, StopOnTheRoad,
    NotFound, CycleNotCut.
    """
    if not actor.may(Right.PLAN_ROUTES):
        raise NotAllowed(actor.person, Right.PLAN_ROUTES.value)
    moment = at or now()
    with database.read() as connection:
        _refuse_unfit(connection, event)
        what, place = _told(connection, event), _place_text(connection, event)
        road = road_of(connection, code, moment, event)
    asked = question(road, event)
    if isinstance(asked, Refusal):
        raise asked
    plan, limits = solved(asked, engine or usual_engine(seconds))
    _refuse_no_room(event, asked, limits)
    found = answered(asked, plan, limits)
    if not any(_is_news(stop) for stop in found.stops):
        raise NothingToReplan(code)
    meeting = _meeting(database, event, road.plan_id)

    def work(tx: Transaction) -> dict[str, Any]:
        live = locked_plan(tx.connection, road.plan_id)
        if live.state != PlanState.LIVE:
            raise PlanSettled(live.version, live.state)
        identity = _written(tx, road.plan_id, event, what, (place, meeting), found)
        answer = {"replan": identity, **_counts(found)}
        tx.note("dispatch", "replan_proposed", f"cycle {code}", after={**answer, "what": what.code, **dict(what.facts)})
        return answer

    body = [code, repr(event)]
    return command.execute(
        database, actor, "propose_replan", body, work, right=Right.PLAN_ROUTES, command_id=command_id
    )


def usual_engine(seconds: float) -> Engine:
    """The engine for as long as is left of the seconds, at most half of them a round."""
    until = time.monotonic() + seconds

    def better(problem: Problem, begun: Proposal) -> Proposal:
        left = min(seconds / 2, until - time.monotonic())
        return begun if left < LEAST_S or not problem.sites else _searched(problem, begun, left)

    return better


def _searched(problem: Problem, begun: Proposal, seconds: float) -> Proposal:
    """What the engine finds in the seconds; the plan begun with when it is not ready by then: its first start on a
    station compiles it, and a driver at the roadside does not wait for that."""
    found: Future[Proposal] = Future()

    def hunt() -> None:
        from domain.routing.engine.search import Effort, search

        try:
            found.set_result(search(problem, Effort(seconds=seconds, cores=1), start=begun))
        except BaseException as fault:  # noqa: BLE001 - raised again where the answer is awaited
            found.set_exception(fault)

    Thread(target=hunt, name="replan", daemon=True).start()
    try:
        return found.result(seconds + GRACE_S)
    except TimeoutError:
        return begun


def _refuse_unfit(connection: Connection, event: RoadEvent) -> None:
    """What the road itself cannot say: the van is not on it, the point has a stop already."""
    if isinstance(event, VanBroken | VanLate):
        query = select(RouteRecord.state, VanRecord.code).join(VanRecord, VanRecord.id == RouteRecord.van_id)
        row = connection.execute(query.where(RouteRecord.id == event.route_id)).one_or_none()
        if row is None or row.state != "departed":
            raise NotOnTheRoad(row.code if row else str(event.route_id), row.state if row else "draft")
    if isinstance(event, ExtraStop):
        found = connection.execute(
            select(VanRecord.code, PointRecord.name)
            .join(RouteRecord, RouteRecord.van_id == VanRecord.id)
            .join(StopRecord, StopRecord.route_id == RouteRecord.id)
            .join(PointRecord, PointRecord.id == StopRecord.point_id)
            .join(PlanRecord, (PlanRecord.id == RouteRecord.plan_id) & (PlanRecord.state == PlanState.LIVE.value))
            .where(StopRecord.point_id == event.point_id, RouteRecord.state != "closed")
        ).first()
        if found is not None:
            raise StopOnTheRoad(found.name, found.code)


def _refuse_no_room(event: RoadEvent, asked: Question, limits: Mapping[int, Limit]) -> None:
    if isinstance(event, ExtraStop):
        for site in asked.waiting & limits.keys():
            raise NoVanForExtra(asked.stops[site].point, limits[site].value)


_CAUSES = {VanBroken: Cause.VAN_BROKEN, VanLate: Cause.VAN_LATE, RoadClosed: Cause.ROAD_CLOSED,
          StopSkipped: Cause.STOP_SKIPPED, ExtraStop: Cause.EXTRA_STOP}  # fmt: skip


def _told(connection: Connection, event: RoadEvent) -> Notice:
    """What happened, for people."""
    match event:
        case VanBroken():
            return Notice.of(
                "road_van_broken", van=_van(connection, event.route_id), place=_place_text(connection, event)
            )
        case VanLate():
            return Notice.of("road_van_late", van=_van(connection, event.route_id), minutes=event.minutes)
        case RoadClosed():
            one, other = (_point(connection, point) for point in (event.one_id, event.other_id))
            return Notice.of("road_closed", one=one, other=other)
        case StopSkipped():
            point = connection.execute(select(StopRecord.point_id).where(StopRecord.id == event.stop_id)).scalar()
            return Notice.of("road_stop_skipped", point=_point(connection, point or 0), reason=event.reason)
        case ExtraStop():
            return Notice.of("road_extra_stop", point=_point(connection, event.point_id))


def _van(connection: Connection, route_id: int) -> str:
    query = select(named_van()).select_from(VanRecord).join(RouteRecord, RouteRecord.van_id == VanRecord.id)
    return str(connection.execute(query.where(RouteRecord.id == route_id)).scalar_one())


def _point(connection: Connection, point_id: int | None) -> str:
    if point_id is None:
        return str(
            connection.execute(select(WarehouseRecord.name).order_by(WarehouseRecord.id)).scalars().first() or ""
        )
    return str(connection.execute(select(PointRecord.name).where(PointRecord.id == point_id)).scalar() or "")


def _place_text(connection: Connection, event: RoadEvent) -> str:
    """Where goods are taken over, as people say it."""
    if isinstance(event, ExtraStop):
        return _point(connection, None)
    if not isinstance(event, VanBroken):
        return ""
    if event.spot is not None:
        return f"{event.spot.lat_e6 / 1e6:.5f}, {event.spot.lon_e6 / 1e6:.5f} {event.spot.datum}"
    if event.point_id is not None:
        return _point(connection, event.point_id)
    last = connection.execute(_LAST, {"route": event.route_id}).scalar_one_or_none()
    return _point(connection, last)


_LAST = text(
    "SELECT point_id FROM route_stop WHERE route_id = :route AND arrived_at IS NOT NULL "
    "ORDER BY arrived_at DESC, drop_no DESC LIMIT 1"
)


def _meeting(database: Database, event: RoadEvent, plan_id: int) -> Degrees | None:
    """Where goods are taken over, WGS-84; None: in the warehouse, or nothing is."""
    if not isinstance(event, VanBroken):
        return None
    with database.read() as connection:
        point = event.point_id or connection.execute(_LAST, {"route": event.route_id}).scalar_one_or_none()
        spot = event.spot
        if spot is None:
            record = PointRecord if point is not None else WarehouseRecord
            query = select(record.lat_e6, record.lon_e6, record.datum).order_by(record.id)
            row = connection.execute(query.where(record.id == point) if point is not None else query).first()
            spot = None if row is None or row.lat_e6 is None else Spot(row.lat_e6, row.lon_e6, row.datum)
    if spot is None:
        return None
    return converted((spot.lat_e6 / 1e6, spot.lon_e6 / 1e6), Datum(spot.datum), Datum.WGS84)


def _written(
    tx: Transaction, plan_id: int, event: RoadEvent, what: Notice, where: tuple[str, Degrees | None], found: Answered
) -> int:
    place, meeting = where
    row = {
        "plan_id": plan_id,
        "cause": _CAUSES[type(event)].value,
        "facts": json.dumps({"code": what.code, "facts": dict(what.facts)}, ensure_ascii=False),
        "state": ReplanState.PROPOSED.value,
        "made_at": tx.at,
        "made_by": tx.actor.person,
        "place": place[:80],
        "lat_e6": None if meeting is None else round(meeting[0] * 1e6),
        "lon_e6": None if meeting is None else round(meeting[1] * 1e6),
    }
    identity = int(tx.connection.execute(insert(ReplanRecord).values(**row).returning(ReplanRecord.id)).scalar_one())
    days = [_day_row(identity, day) for day in found.days]
    if days:
        tx.connection.execute(insert(ReplanRouteRecord), days)
    tx.connection.execute(insert(ReplanStopRecord), [_stop_row(identity, stop) for stop in found.stops])
    return identity


def _day_row(identity: int, day: NewDay) -> dict[str, Any]:
    return {
        "replan_id": identity,
        "route_id": day.van.route_id,
        "was_distance_m": day.was_m,
        "was_cost_fen": day.was_fen,
        "was_end_min": _minute(day.was_end_s),
        "distance_m": day.metres,
        "duration_s": max(0, day.seconds),
        "cost_fen": day.fen,
        "end_min": _minute(day.end_s),
        "fetch_before": day.fetch_before,
    }


def _stop_row(identity: int, one: NewStop) -> dict[str, Any]:
    stop = one.stop
    return {
        "replan_id": identity,
        "point_id": stop.point_id,
        "stop_id": stop.stop_id,
        "was_route_id": one.was_route,
        "was_drop_no": one.was_drop,
        "was_arrive_min": None if one.was_arrive_s is None else _minute(one.was_arrive_s),
        "route_id": one.route_id,
        "drop_no": one.drop_no,
        "arrive_min": _minute(one.arrive_s),
        "leave_min": _minute(one.leave_s),
        "weight_g": stop.weight_g,
        "volume_ml": stop.volume_ml,
        "totes": stop.crates,
        "limit_hit": None if one.limit is None else one.limit.value,
        "is_skipped": one.is_skipped,
    }


def _minute(seconds: int) -> int:
    return min(minute(seconds), LAST_MIN)


def _is_news(stop: NewStop) -> bool:
    """True when people have to know of it: another place, another hour, nobody to serve it."""
    return stop.moves or stop.limit is not None or stop.is_skipped or minute(stop.arrive_s) != stop.stop.planned_min


def _counts(found: Answered) -> Mapping[str, Any]:
    news = [stop for stop in found.stops if _is_news(stop)]
    moved = [stop for stop in news if stop.was_route != stop.route_id]
    left = [stop for stop in news if stop.limit is not None or stop.is_skipped]
    late = [
        stop.stop.point
        for stop in news
        if stop not in left and stop.stop.closes_s is not None and minute(stop.arrive_s) * 60 > stop.stop.closes_s
    ]
    return {
        "moved": len(moved),
        "stops": len(news),
        "totes": sum(len(stop.stop.totes) for stop in moved),
        "left": [stop.stop.point for stop in left],
        "late": late,
    }
