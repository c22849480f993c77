"""The labels of household bags: for each buyer of a packed point what goes into their bag, cold goods in one of their own.

Asked at any time after the point is sealed; what changed since (a tote opened again, other pieces) makes other labels, and
those that say otherwise are void. Next: queries/households.py, domain/printing/operations/asking_many.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import text

from domain.common import command
from domain.common.clock import iso_text
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.cutoff.queries.books import live_row
from domain.packing.queries.households import Household, PointPacking, households, packing_of_points
from domain.packing.words import PointNotPacked
from domain.printing import operations as printing
from domain.printing.words import BagLabel, JobKind

WHO_AND_WHEN = ("packed_by", "packed_at")
"""A tote sealed once more with the same goods in it makes no other bag."""

_DELIVERY = text("SELECT delivery_day FROM cycle WHERE id = :cycle")

Goods = Sequence[tuple[str, int, bool]]


def ask_bag_labels(
    database: Database, actor: Actor, cycle: str, point_id: int | None = None, *, command_id: str | None = None
) -> Done:
    """A label for each bag of each buyer, of one packed point or of all that are packed.

    Answer as printing.Asked.answer, and "waiting": names of points that are not packed. Raises CycleNotCut, NotFound;
    for the one point named PointNotPacked.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        live = live_row(tx.connection, cycle)
        found = packing_of_points(tx.connection, live.cycle_id, live.id)
        if point_id is not None:
            found = (_named(found, point_id),)
        packed = {one.point_id: one for one in found if one.is_packed}
        delivery = str(tx.connection.execute(_DELIVERY, {"cycle": live.cycle_id}).scalar_one())
        night = {"cycle": cycle, "delivery": delivery}
        wishes = [
            wish
            for household in households(tx.connection, live.id, packed)
            for wish in _bags(night, packed[household.point_id], household)
        ]
        groups = {_group(cycle, point) for point in packed}
        asked = printing.ask_many(tx, JobKind.BAG_LABEL, wishes, groups=groups, beside=WHO_AND_WHEN)
        return {**asked.answer(), "waiting": [one.point for one in found if not one.is_packed]}

    body = [cycle, point_id]
    return command.execute(database, actor, "ask_bag_labels", body, work, right=Right.PRINT, command_id=command_id)


def _named(found: Sequence[PointPacking], point_id: int) -> PointPacking:
    one = next((point for point in found if point.point_id == point_id), None)
    if one is None:
        raise NotFound("point", str(point_id))
    if not one.is_packed:
        raise PointNotPacked(one.point, one.to_pick, one.to_seal)
    return one


def _group(cycle: str, point_id: int) -> str:
    return f"bags of point {point_id} in {cycle}"


def _bags(night: Mapping[str, str], point: PointPacking, household: Household) -> Iterator[printing.Wish]:
    """One bag, or two where cold goods and others go home together."""
    bags = [goods for goods in (_of(household, cold=False), _of(household, cold=True)) if goods]
    for number, goods in enumerate(bags, 1):
        body = BagLabel(
            **night,
            point=point.point,
            pickup_code=household.pickup_code,
            buyer=household.buyer,
            phone_tail=household.phone_tail,
            number=number,
            of=len(bags),
            pieces=sum(pieces for _name, pieces, _cold in goods),
            is_cold=goods[0][2],
            items=tuple(f"{name} × {pieces}" for name, pieces, _cold in goods),
            packed_by=point.sealed_by,
            packed_at=iso_text(point.sealed_at) if point.sealed_at else "",
        )
        about = f"bag {number}/{len(bags)} of order {household.order_id} at {point.point_id}"
        yield printing.Wish(about, f"order {household.order_id}", body, _group(night["cycle"], point.point_id))


def _of(household: Household, *, cold: bool) -> Goods:
    return [one for one in household.goods if one[2] is cold]
