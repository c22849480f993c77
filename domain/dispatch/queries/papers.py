"""The rows of a van's two papers: its load list with the sums beside its limits, and the driver's run sheet.

On the run sheet the leader's phone stands whole: a driver before a locked door has to call, and a leader is no buyer
(decision 0022). Nothing of a buyer does. What lists.py reads is not read again here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from domain.cutoff.queries.books import live_row
from domain.dispatch.queries.lists import load_lists
from domain.dispatch.words import LoadCrate, LoadList, LoadStop
from domain.places.words import Datum


@dataclass(frozen=True, slots=True)
class LoadSheet:
    """A load list (the last drop first) and what all its totes come to, beside what the van may carry.

    `is_planned`: nothing is packed yet, the sums are the plan's. `unweighed`: totes whose weight nobody knows yet.
    """

    load: LoadList
    weight_g: int
    volume_ml: int
    totes: int
    pieces: int
    unweighed: int
    is_planned: bool


@dataclass(frozen=True, slots=True)
class RunSpot:
    """Where a point is, in whole microdegrees of the datum they were given in."""

    lat_e6: int
    lon_e6: int
    datum: Datum


@dataclass(frozen=True, slots=True)
class RunStop:
    """One stop: when, where, who opens, what is unloaded, what of it is cold, which empty crates wait there.

    Minutes count from midnight of the delivery day; hours None: nobody said. `planned_totes` stands while no tote is
    packed. `leader` and `phone` whole; `spot` None: nobody knows where it is.
    """

    drop_no: int
    point: str
    leader: str
    phone: str
    address: str
    arrive_min: int
    leave_min: int
    opens_min: int | None
    closes_min: int | None
    planned_totes: int
    chilled: int
    frozen: int
    pieces: int
    empties: int
    spot: RunSpot | None
    totes: tuple[LoadCrate, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The trip of one van: who drives, when it leaves and comes back, how far, its stops in drop order, the warehouse."""

    route_id: int
    van: str
    plate: str
    driver: str
    start_min: int
    end_min: int
    distance_m: int
    has_cold_box: bool
    stops: tuple[RunStop, ...] = field(default=())
    start: RunSpot | None = None


_ROUTES = text(
    """
    SELECT r.id, r.end_min, r.distance_m, r.weight_g, r.volume_ml, r.totes, v.cold_box,
           w.lat_e6, w.lon_e6, w.datum
    FROM route r JOIN van v ON v.id = r.van_id JOIN cycle c ON c.id = r.cycle_id JOIN warehouse w ON w.id = c.warehouse_id
    WHERE r.cycle_id = :cycle AND r.is_live = 1
    """
)
_STOPS = text(
    """
    SELECT p.id, p.leave_min, n.leader, n.phone, n.address, n.opens_min, n.closes_min, n.lat_e6, n.lon_e6, n.datum,
           n.id AS point_id
    FROM route_stop p JOIN route r ON r.id = p.route_id JOIN point n ON n.id = p.point_id
    WHERE r.cycle_id = :cycle AND r.is_live = 1
    """
)
# What each point gets now, by temperature: frozen demand and accepted amendments.
_GOODS = text(
    """
    SELECT t.point_id, p.zone, sum(t.pieces) AS pieces FROM (
      SELECT point_id, product_id, quantity AS pieces FROM pick_demand WHERE snapshot_id = :snapshot
      UNION ALL
      SELECT l.point_id, l.product_id, l.after - l.before FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
      WHERE a.snapshot_id = :snapshot AND a.state = 'accepted'
    ) t JOIN product p ON p.id = t.product_id GROUP BY t.point_id, p.zone
    """
)
_EMPTIES = text(
    """
    SELECT u.point_id, count(*) AS totes FROM tote_use u JOIN tote t ON t.id = u.tote_id
    WHERE u.is_open = 1 AND t.state = 'handed_over' AND u.cycle_id <> :cycle GROUP BY u.point_id
    """
)


_CRATES = text(
    """
    SELECT u.id, t.volume_ml, u.pieces FROM tote_use u JOIN tote t ON t.id = u.tote_id
    WHERE u.cycle_id = :cycle AND u.pieces > 0
    """
)


def load_sheets(connection: Connection, code: str) -> tuple[LoadSheet, ...]:
    """The load lists of a cycle's vans that have a stop, by the hour they leave; none while no plan is in force."""
    facts = {"cycle": live_row(connection, code).cycle_id}
    routes = {row.id: row for row in connection.execute(_ROUTES, facts)}
    crates = {row.id: row for row in connection.execute(_CRATES, facts)}
    found = (one for one in load_lists(connection, code) if one.stops)
    return tuple(_load_sheet(one, routes[one.route_id], crates) for one in found)


def _load_sheet(one: LoadList, route: Any, crates: dict[int, Any]) -> LoadSheet:
    going = [crate for stop in one.stops for crate in stop.crates if not crate.left_behind]
    if not going:
        return LoadSheet(one, route.weight_g, route.volume_ml, route.totes, 0, 0, is_planned=True)
    return LoadSheet(
        load=one,
        weight_g=sum(crate.weight_g or 0 for crate in going),
        volume_ml=sum(crates[crate.use_id].volume_ml for crate in going),
        totes=len(going),
        pieces=sum(crates[crate.use_id].pieces for crate in going),
        unweighed=sum(crate.weight_g is None for crate in going),
        is_planned=False,
    )


def run_sheets(connection: Connection, code: str) -> tuple[RunSheet, ...]:
    """The run sheets of a cycle's vans that have a stop, by the hour they leave; none while no plan is in force."""
    live = live_row(connection, code)
    facts = {"cycle": live.cycle_id, "snapshot": live.id}
    routes = {row.id: row for row in connection.execute(_ROUTES, facts)}
    doors = {row.id: row for row in connection.execute(_STOPS, facts)}
    goods: dict[int, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(_GOODS, facts):
        goods[row.point_id][row.zone] = int(row.pieces)
    empties = {row.point_id: int(row.totes) for row in connection.execute(_EMPTIES, facts)}
    return tuple(
        _sheet(one, routes[one.route_id], [_stop(stop, doors[stop.stop_id], goods, empties) for stop in one.stops])
        for one in load_lists(connection, code)
        if one.stops
    )


def _sheet(one: LoadList, route: Any, stops: list[RunStop]) -> RunSheet:
    return RunSheet(
        route_id=one.route_id,
        van=one.van,
        plate=one.plate,
        driver=one.driver,
        start_min=one.start_min,
        end_min=route.end_min,
        distance_m=route.distance_m,
        has_cold_box=bool(route.cold_box),
        stops=tuple(sorted(stops, key=lambda stop: stop.drop_no)),
        start=_spot(route),
    )


def _stop(stop: LoadStop, door: Any, goods: dict[int, dict[str, int]], empties: dict[int, int]) -> RunStop:
    zones = goods.get(stop.point_id, {})
    return RunStop(
        drop_no=stop.drop_no,
        point=stop.point,
        leader=door.leader,
        phone=door.phone,
        address=door.address,
        arrive_min=stop.arrive_min,
        leave_min=door.leave_min,
        opens_min=door.opens_min,
        closes_min=door.closes_min,
        planned_totes=stop.planned_totes,
        chilled=zones.get("chilled", 0),
        frozen=zones.get("frozen", 0),
        pieces=sum(zones.values()),
        empties=empties.get(stop.point_id, 0),
        spot=_spot(door),
        totes=stop.crates,
    )


def _spot(row: Any) -> RunSpot | None:
    return None if row.lat_e6 is None else RunSpot(row.lat_e6, row.lon_e6, Datum(row.datum))
