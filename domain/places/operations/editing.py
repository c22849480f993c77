"""Warehouses, vans, drivers and points one at a time, as the forms of the window do it.

Values are by field name (rules.checking). Every edit names the version it looked at, and raises NotFound, Outdated,
EntryRefused or RuleBroken; then nothing is changed. Next: accepting.py, for files.
"""

from __future__ import annotations

from domain.common.accepting import add_one, edit_one
from domain.common.command import Done
from domain.common.database import Database
from domain.common.fields import Values
from domain.common.people import Actor
from domain.places.operations.nouns import DRIVER, POINT, VAN, WAREHOUSE
from domain.places.words import PointState


def add_warehouse(database: Database, actor: Actor, values: Values, *, command_id: str | None = None) -> Done:
    """A new warehouse; the answer has its "id". Raises EntryRefused, as the other three."""
    return add_one(database, actor, WAREHOUSE, values, command_id)


def add_van(database: Database, actor: Actor, values: Values, *, command_id: str | None = None) -> Done:
    """A new van with its limits."""
    return add_one(database, actor, VAN, values, command_id)


def add_driver(database: Database, actor: Actor, values: Values, *, command_id: str | None = None) -> Done:
    """A new driver."""
    return add_one(database, actor, DRIVER, values, command_id)


def add_point(database: Database, actor: Actor, values: Values, *, command_id: str | None = None) -> Done:
    """A new pickup point."""
    return add_one(database, actor, POINT, values, command_id)


def edit_warehouse(
    database: Database, actor: Actor, warehouse_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """The changed fields of a warehouse; {"active": False} closes it."""
    return edit_one(database, actor, WAREHOUSE, warehouse_id, seen, changes, command_id)


def edit_van(
    database: Database, actor: Actor, van_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """The changed fields of a van; {"active": False} retires it."""
    return edit_one(database, actor, VAN, van_id, seen, changes, command_id)


def edit_driver(
    database: Database, actor: Actor, driver_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """The changed fields of a driver; {"active": False}: drives no more."""
    return edit_one(database, actor, DRIVER, driver_id, seen, changes, command_id)


def edit_point(
    database: Database, actor: Actor, point_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """The changed fields of a pickup point."""
    return edit_one(database, actor, POINT, point_id, seen, changes, command_id)


def complete_point(
    database: Database, actor: Actor, point_id: int, seen: int, changes: Values, *, command_id: str | None = None
) -> Done:
    """A draft point with what was missing, from now on a point like any other."""
    return edit_point(database, actor, point_id, seen, {**changes, "state": _ACTIVE}, command_id=command_id)


def retire_point(database: Database, actor: Actor, point_id: int, seen: int, *, command_id: str | None = None) -> Done:
    """A point no longer served. Its orders and papers stay."""
    return edit_point(database, actor, point_id, seen, {"state": PointState.RETIRED.value}, command_id=command_id)


def restore_point(database: Database, actor: Actor, point_id: int, seen: int, *, command_id: str | None = None) -> Done:
    """A retired point is served again."""
    return edit_point(database, actor, point_id, seen, {"state": _ACTIVE}, command_id=command_id)


_ACTIVE = PointState.ACTIVE.value
