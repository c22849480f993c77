"""Warehouses, vans, drivers and points of whole files: new, changed and unchanged told apart, all good rows at once.

A row is known by its code, else by its name (a van by its plate); what it does not say stays. The rows come from
exchange/places_files.py, or from whoever has a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.common.accepting import SheetRow, accept_sheets
from domain.common.database import Database
from domain.common.notices import CatalogueAnswer
from domain.common.people import Actor
from domain.places.operations.nouns import DRIVER, POINT, VAN, WAREHOUSE

Rows = Sequence[SheetRow]
_NO_NAMES: Mapping[str, str] = {}


def accept_places(
    database: Database,
    actor: Actor,
    *,
    warehouses: Rows = (),
    vans: Rows = (),
    drivers: Rows = (),
    points: Rows = (),
    sheets: Mapping[str, str] = _NO_NAMES,
    source: str = "",
    command_id: str | None = None,
) -> CatalogueAnswer:
    """All four in one transaction, those that are named before those that name them.

    `sheets`: the name of the sheet each noun's rows ("van" ...) come from, for the notices.
    """
    given = [(WAREHOUSE, warehouses), (VAN, vans), (DRIVER, drivers), (POINT, points)]
    wanted = [(noun, sheets.get(noun.what, ""), rows) for noun, rows in given if rows]
    return accept_sheets(database, actor, wanted, source, command_id)


def accept_points(
    database: Database, actor: Actor, rows: Rows, *, source: str = "", command_id: str | None = None
) -> CatalogueAnswer:
    """Pickup points alone."""
    return accept_places(database, actor, points=rows, source=source, command_id=command_id)


def accept_vans(
    database: Database, actor: Actor, rows: Rows, *, source: str = "", command_id: str | None = None
) -> CatalogueAnswer:
    """Vans alone."""
    return accept_places(database, actor, vans=rows, source=source, command_id=command_id)


def accept_drivers(
    database: Database, actor: Actor, rows: Rows, *, source: str = "", command_id: str | None = None
) -> CatalogueAnswer:
    """Drivers alone."""
    return accept_places(database, actor, drivers=rows, source=source, command_id=command_id)


def accept_warehouses(
    database: Database, actor: Actor, rows: Rows, *, source: str = "", command_id: str | None = None
) -> CatalogueAnswer:
    """Warehouses alone."""
    return accept_places(database, actor, warehouses=rows, source=source, command_id=command_id)
