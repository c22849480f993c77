"""What a delivery day asks of the vans: loads per point as they are now, the vans, the warehouse. Next: drops.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from domain.common.settings import setting
from domain.cutoff.queries.books import live_row
from domain.ordering.records import CycleRecord
from domain.places.records import DriverRecord, PointVanRecord, VanRecord, WarehouseRecord
from domain.routing.words import Carrier, Day, PointLoad, RoutingSettings, Spot, VanSpec

SETTING = "routing"
"""The name of the setting that holds RoutingSettings, a JSON object of its fields."""
TRAVEL_SETTING = "travel"
"""The name of the setting that holds TravelSettings (queries/legs.py)."""

# Weight and volume are the frozen ones of the delivery demand; what is cold of them stands in the pick demand.
_LOADS = text(
    """
    SELECT p.id AS point_id, p.code, p.name, p.lat_e6, p.lon_e6, p.datum, p.opens_min, p.closes_min, p.service_min,
           p.van_id, p.leave_out_fen, p.round_name, p.round_no, t.pieces, t.weight_g, t.volume_ml, t.cold_pieces, t.cold_weight_g, t.cold_volume_ml
    FROM point p JOIN (
      SELECT point_id, sum(pieces) AS pieces, sum(weight_g) AS weight_g, sum(volume_ml) AS volume_ml,
             sum(cold_pieces) AS cold_pieces, sum(cold_weight_g) AS cold_weight_g, sum(cold_volume_ml) AS cold_volume_ml
      FROM (
        SELECT point_id, quantity AS pieces, weight_g, volume_ml, 0 AS cold_pieces, 0 AS cold_weight_g,
               0 AS cold_volume_ml
        FROM delivery_demand WHERE snapshot_id = :snapshot
        UNION ALL
        SELECT k.point_id, 0, 0, 0, k.quantity, k.weight_g, k.quantity * g.volume_ml
        FROM pick_demand k JOIN product g ON g.id = k.product_id
        WHERE k.snapshot_id = :snapshot AND g.zone <> 'ambient'
        UNION ALL
        SELECT l.point_id, l.after - l.before, (l.after - l.before) * g.weight_g, (l.after - l.before) * g.volume_ml,
               CASE WHEN g.zone <> 'ambient' THEN l.after - l.before ELSE 0 END,
               CASE WHEN g.zone <> 'ambient' THEN (l.after - l.before) * g.weight_g ELSE 0 END,
               CASE WHEN g.zone <> 'ambient' THEN (l.after - l.before) * g.volume_ml ELSE 0 END
        FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id JOIN product g ON g.id = l.product_id
        WHERE a.snapshot_id = :snapshot AND a.state = 'accepted'
      ) parts GROUP BY point_id HAVING sum(pieces) > 0
    ) t ON t.point_id = p.id
    """
)

_BUSY = text(
    """
    SELECT r.van_id, max(r.end_min) AS back_min, max(r.trip) AS trips FROM route r
    WHERE r.is_live = 1 AND CAST(r.delivery_day AS TEXT) = :day AND r.cycle_id <> :cycle
      AND EXISTS (SELECT 1 FROM route_stop p WHERE p.route_id = r.id)
    GROUP BY r.van_id
    """
)
"""When each van is back from what it drives that day for other cycles."""


_WHO_CAME = text(
    """
    SELECT s.point_id, r.van_id FROM route_stop s JOIN route r ON r.id = s.route_id
    WHERE r.is_live = 1 AND CAST(r.delivery_day AS TEXT) < :day AND CAST(r.delivery_day AS TEXT) >= :since
    ORDER BY r.delivery_day, r.id
    """
)
"""The vans that came to each point in the days before, the last one last."""
DAYS_BEFORE = 14


def day_of(connection: Connection, code: str, *, also_vans: Collection[int] = ()) -> Day:
    """The day of a cut cycle; CycleNotCut before. `also_vans`: vans a plan uses already, though they are retired now."""
    snapshot = live_row(connection, code)
    head = connection.execute(
        select(
            CycleRecord.delivery_day,
            WarehouseRecord.id,
            WarehouseRecord.name,
            WarehouseRecord.lat_e6,
            WarehouseRecord.lon_e6,
            WarehouseRecord.datum,
        )
        .join(WarehouseRecord, WarehouseRecord.id == CycleRecord.warehouse_id)
        .where(CycleRecord.id == snapshot.cycle_id)
    ).one()
    loads = connection.execute(_LOADS, {"snapshot": snapshot.id}).all()
    usual = _usual_vans(connection, head.delivery_day)
    allowed = _allowed_vans(connection)
    return Day(
        cycle_id=snapshot.cycle_id,
        cycle=code,
        snapshot_id=snapshot.id,
        delivery_day=head.delivery_day,
        warehouse=head.name,
        spot=_spot(head),
        points=tuple(_load(row, usual, allowed) for row in sorted(loads, key=lambda row: (row.code, row.point_id))),
        vans=_vans(connection, head, snapshot.cycle_id, also_vans),
        settings=settings(connection),
    )


def _spot(row: Any) -> Spot | None:
    return None if row.lat_e6 is None or row.lon_e6 is None else Spot(row.lat_e6, row.lon_e6, row.datum)


def _usual_vans(connection: Connection, day: date) -> dict[int, int]:
    since = (day - timedelta(days=DAYS_BEFORE)).isoformat()
    rows = connection.execute(_WHO_CAME, {"day": day.isoformat(), "since": since})
    return {row.point_id: row.van_id for row in rows}


def _allowed_vans(connection: Connection) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for row in connection.execute(select(PointVanRecord.point_id, PointVanRecord.van_id)):
        found.setdefault(row.point_id, []).append(row.van_id)
    return {point: tuple(sorted(vans)) for point, vans in found.items()}


def _load(row: Any, usual: Mapping[int, int], allowed: Mapping[int, tuple[int, ...]]) -> PointLoad:
    """Never below nothing: a product made heavier after the cut could leave less than no grams when pieces are cut."""
    sums = ("weight_g", "volume_ml", "cold_pieces", "cold_weight_g", "cold_volume_ml")
    numbers = {name: max(0, int(getattr(row, name))) for name in sums}
    return PointLoad(
        point_id=row.point_id,
        name=row.name,
        spot=_spot(row),
        opens_min=row.opens_min,
        closes_min=row.closes_min,
        service_min=row.service_min,
        pieces=int(row.pieces),
        **numbers,
        allowed_vans=allowed.get(row.point_id, ()),
        usual_van=usual.get(row.point_id, row.van_id),
        leave_out_fen=row.leave_out_fen,
        round_name=row.round_name,
        round_no=row.round_no,
    )


def _vans(connection: Connection, day: Any, in_cycle: int, also: Collection[int]) -> tuple[VanSpec, ...]:
    """A van that drives for another cycle that day comes after it, as its next trip; one that is never back does not."""
    query = select(VanRecord.__table__).where(
        (VanRecord.warehouse_id == day.id) & (VanRecord.active == 1) | VanRecord.id.in_(sorted(also))
    )
    drivers = select(DriverRecord.van_id, DriverRecord.id).where(
        DriverRecord.active == 1, DriverRecord.van_id.is_not(None)
    )
    usual = {row.van_id: row.id for row in connection.execute(drivers.order_by(DriverRecord.id.desc()))}
    busy = {
        row.van_id: (row.back_min, row.trips)
        for row in connection.execute(_BUSY, {"day": day.delivery_day.isoformat(), "cycle": in_cycle})
    }
    rows = sorted(connection.execute(query), key=lambda row: (row.code, row.id))
    specs = (_spec(row, usual.get(row.id), *busy.get(row.id, (0, 0))) for row in rows)
    return tuple(spec for spec in specs if spec.carrier.shift_start_s < spec.carrier.shift_end_s or spec.van_id in also)


def _spec(row: Any, driver_id: int | None, back_min: int, trips: int) -> VanSpec:
    carrier = _carrier(row)
    if trips:
        start_s = max(carrier.shift_start_s, int(back_min) * 60 + carrier.reload_s)
        carrier = replace(carrier, shift_start_s=start_s, max_trips=max(1, carrier.max_trips - int(trips)))
    return VanSpec(row.id, row.code, driver_id, carrier, int(trips) + 1)


def _carrier(row: Any) -> Carrier:
    """A hired courier is paid until the last stop; a van comes back."""
    cold_room = row.max_totes if row.max_cold_totes is None else row.max_cold_totes
    return Carrier(
        max_weight_g=row.max_weight_g,
        max_volume_ml=row.max_volume_ml,
        max_totes=row.max_totes,
        max_cold_totes=cold_room if row.cold_box else 0,
        shift_start_s=row.shift_start_min * 60,
        shift_end_s=row.shift_end_min * 60,
        fixed_cost_fen=row.fixed_cost_fen,
        km_cost_fen=row.km_cost_fen,
        hour_cost_fen=row.hour_cost_fen,
        stop_cost_fen=row.stop_cost_fen,
        max_trips=row.max_trips,
        reload_s=row.reload_min * 60,
        end=None if row.is_hired else 0,
    )


def settings(connection: Connection) -> RoutingSettings:
    """The company's own numbers; what is not set, or not a whole number above nothing, is the usual one.

    The usual detour is what the company's own roads have taught, once they have.
    """
    given, travel = setting(connection, SETTING, {}), setting(connection, TRAVEL_SETTING, {})
    learnt = travel.get("learnt_permille") if isinstance(travel, dict) else None
    offered = {"detour_permille": learnt, **(given if isinstance(given, dict) else {})}
    known = {field.name for field in fields(RoutingSettings)}
    return RoutingSettings(
        **{name: value for name, value in offered.items() if name in known and _is_sane(name, value)}
    )


def _is_sane(name: str, value: object) -> bool:
    return type(value) is int and value >= (0 if name == "stranger_fen" else 1)
