"""Slips with the pickup code for the buyers of a point: where and when they get what.

A point that is packed says what is in the bag, any other what is ordered now. Who has collected, or whose goods went back,
needs none. Asked again, the same slips; other goods, another code or other hours make other ones. Next:
domain/packing/queries/households.py, domain/printing/operations/asking_many.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.cutoff.queries.books import live_row
from domain.packing.queries.households import Household, households, households_as_ordered, packing_of_points
from domain.printing import operations as printing
from domain.printing.words import JobKind, PickupSlip
from domain.routing.rules.telling import clock_text

_DELIVERY = text("SELECT delivery_day FROM cycle WHERE id = :cycle")
_POINTS = text("SELECT id, name, address, opens_min, closes_min FROM point")
_ENDED = text(
    """
    SELECT c.order_id FROM collection c JOIN orders o ON o.id = c.order_id WHERE o.cycle_id = :cycle
    UNION ALL
    SELECT u.order_id FROM uncollected u JOIN orders o ON o.id = u.order_id
    WHERE o.cycle_id = :cycle AND u.state = 'returned'
    """
)


def ask_pickup_slips(
    database: Database, actor: Actor, cycle: str, point_id: int | None = None, *, command_id: str | None = None
) -> Done:
    """A slip for each buyer of a point, or of all points, of a cut cycle; as they stand on the handover sheet.

    Answer as printing.Asked.answer. Raises CycleNotCut, NotFound.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        live = live_row(tx.connection, cycle)
        facts = {"cycle": live.cycle_id}
        standing = packing_of_points(tx.connection, live.cycle_id, live.id)
        chosen = {one.point_id: one.is_packed for one in standing if point_id in (None, one.point_id)}
        if point_id is not None and not chosen:
            raise NotFound("point", str(point_id))
        ended = set(tx.connection.execute(_ENDED, facts).scalars())
        night = {"cycle": cycle, "delivery": str(tx.connection.execute(_DELIVERY, facts).scalar_one())}
        points = {row.id: row for row in tx.connection.execute(_POINTS)}
        found = _households(tx, live.id, chosen)
        wishes = [_wish(night, points[one.point_id], one) for one in found if one.order_id not in ended]
        groups = {_group(cycle, point) for point in chosen}
        return printing.ask_many(tx, JobKind.PICKUP_SLIP, wishes, groups=groups).answer()

    body = [cycle, point_id]
    return command.execute(database, actor, "ask_pickup_slips", body, work, right=Right.PRINT, command_id=command_id)


def _households(tx: Transaction, snapshot_id: int, is_packed: Mapping[int, bool]) -> list[Household]:
    packed = {point for point, done in is_packed.items() if done}
    came = households(tx.connection, snapshot_id, packed) if packed else ()
    coming = households_as_ordered(tx.connection, snapshot_id, is_packed.keys() - packed)
    return sorted((*came, *coming), key=lambda one: one.point_id)


def _group(cycle: str, point_id: int) -> str:
    return f"slips of point {point_id} in {cycle}"


def _wish(night: Mapping[str, str], point: Any, one: Household) -> printing.Wish:
    body = PickupSlip(
        **night,
        point=point.name,
        address=point.address,
        opens="" if None in (point.opens_min, point.closes_min) else _hours(point.opens_min, point.closes_min),
        pickup_code=one.pickup_code,
        buyer=one.buyer,
        phone_tail=one.phone_tail,
        pieces=sum(pieces for _name, pieces, _cold in one.goods),
        items=tuple(f"{name} × {pieces}" for name, pieces, _cold in one.goods),
    )
    about = f"slip of order {one.order_id} at {one.point_id}"
    return printing.Wish(about, f"order {one.order_id}", body, _group(night["cycle"], one.point_id))


def _hours(opens: int, closes: int) -> str:
    return f"{clock_text(opens)}–{clock_text(closes)}"
