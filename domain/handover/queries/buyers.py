"""Who collects what at a point: the list of a point, whom a phone's tail may mean, who has not come. Next: bags.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from domain.common.codes import family_name
from domain.common.columns import from_ms
from domain.handover.queries.candidates import rows_by_tail, rows_of, state_of
from domain.handover.rules import TO_GIVE_OUT
from domain.handover.words import BuyerRow, BuyerState
from domain.ordering.queries import cycle_id

TAIL_DIGITS = 4


def collection_list(connection: Connection, cycle: str, point_id: int) -> tuple[BuyerRow, ...]:
    """Everybody's order at a point, by sequence and pickup code, with what became of it; cancelled ones are left out."""
    rows = (_buyer(row) for row in rows_of(connection, cycle_id(connection, cycle), point_id))
    return tuple(row for row in rows if row.state != BuyerState.CANCELLED)


def by_phone_tail(connection: Connection, point_id: int, tail: str) -> tuple[BuyerRow, ...]:
    """The orders a phone's last four digits may mean, for a person to choose from: those that wait here, then those that
    were here; only where there are none, those that wait elsewhere."""
    digits = tail.strip()
    if len(digits) != TAIL_DIGITS or not digits.isascii() or not digits.isdecimal():
        return ()
    rows = [row for row in map(_buyer, rows_by_tail(connection, digits)) if row.state != BuyerState.CANCELLED]
    here = [row for row in rows if row.point_id == point_id]
    if not here:
        return tuple(row for row in rows if row.state in TO_GIVE_OUT)
    return tuple(sorted(here, key=lambda row: row.state not in TO_GIVE_OUT))


def uncollected_list(connection: Connection, cycle: str, point_id: int | None = None) -> tuple[BuyerRow, ...]:
    """Orders that wait at their points, of one or of all: by point, then sequence and code."""
    rows = (_buyer(row) for row in rows_of(connection, cycle_id(connection, cycle), point_id))
    return tuple(sorted((row for row in rows if row.state in TO_GIVE_OUT), key=lambda row: row.point))


def _buyer(row: Any) -> BuyerRow:
    return BuyerRow(
        order_id=row.id,
        cycle=row.cycle,
        point_id=row.at_point,
        point=row.point,
        pickup_code=row.pickup_code,
        sequence=row.sequence,
        name=family_name(row.buyer),
        phone_tail=row.phone_tail,
        state=state_of(row).value,
        wanted=int(row.wanted),
        pieces=int(row.wanted if row.given is None else row.given),
        is_changed=bool(row.changed),
        until=None if row.until is None else _day(row.until),
        collected_at=None if row.collected_at is None else from_ms(row.collected_at),
    )


def _day(value: Any) -> date:
    """SQLite hands a day over as text, PostgreSQL as a day."""
    return value if isinstance(value, date) else date.fromisoformat(value)
