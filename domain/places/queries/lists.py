"""Points, vans, drivers and warehouses for screens: sorted, points in pages by key, searched in SQL. Next: mapping.py."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from domain.common.errors import NotFound
from domain.common.lookups import like, table_of
from domain.places.records import DriverRecord, PointRecord, VanRecord, WarehouseRecord
from domain.places.rules.completing import missing_of
from domain.places.words import PointState

PAGE = 500

PointKey = tuple[str, int]
"""(name, id) of the last row of a page: the next one begins behind it."""


@dataclass(frozen=True, slots=True)
class PointFilter:
    """Which points: by words (name, code, leader, address, end of the phone), state, warehouse, default van."""

    words: str = ""
    state: PointState | None = None
    warehouse_id: int | None = None
    van_id: int | None = None
    with_retired: bool = False


@dataclass(frozen=True, slots=True)
class PointRow:
    """A pickup point with all its fields. `missing` names the fields a draft still needs (rules.completing)."""

    id: int
    code: str
    name: str
    leader: str
    phone: str
    address: str
    lat_e6: int | None
    lon_e6: int | None
    datum: str
    opens_min: int | None
    closes_min: int | None
    service_min: int
    max_totes: int | None
    max_cold_totes: int | None
    warehouse_id: int
    warehouse: str
    van_id: int | None
    van: str
    leave_out_fen: int | None
    round_name: str
    round_no: int | None
    state: str
    version: int
    missing: tuple[str, ...]

    @property
    def key(self) -> PointKey:
        """Where the next page begins."""
        return (self.name, self.id)


@dataclass(frozen=True, slots=True)
class PointTotals:
    """How many points a filter finds, and how many of them are drafts."""

    points: int
    drafts: int


@dataclass(frozen=True, slots=True)
class VanRow:
    """A van with all its fields."""

    id: int
    code: str
    plate: str
    warehouse_id: int
    warehouse: str
    max_weight_g: int
    max_volume_ml: int
    max_totes: int
    cold_box: bool
    shift_start_min: int
    shift_end_min: int
    fixed_cost_fen: int
    km_cost_fen: int
    hour_cost_fen: int
    is_hired: bool
    stop_cost_fen: int
    max_trips: int
    reload_min: int
    max_cold_totes: int | None
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class DriverRow:
    """A driver and the usual van."""

    id: int
    code: str
    name: str
    phone: str
    van_id: int | None
    van: str
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class WarehouseRow:
    """A warehouse with all its fields."""

    id: int
    code: str
    name: str
    address: str
    lat_e6: int | None
    lon_e6: int | None
    datum: str
    active: bool
    version: int


def point_page(
    connection: Connection, wanted: PointFilter = PointFilter(), after: PointKey | None = None, limit: int = PAGE
) -> tuple[PointRow, ...]:
    """The next `limit` points by name, behind `after`."""
    order = (PointRecord.name, PointRecord.id)
    query = _points().where(*_conditions(wanted)).order_by(*order).limit(limit)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    return _rows(connection, query)


def point_totals(connection: Connection, wanted: PointFilter = PointFilter()) -> PointTotals:
    """The counts of a filter over all its pages."""
    drafts = func.count().filter(PointRecord.state == PointState.DRAFT.value)
    row = connection.execute(select(func.count().label("n"), drafts.label("d")).where(*_conditions(wanted))).one()
    return PointTotals(row.n, row.d)


def point_row(connection: Connection, point_id: int) -> PointRow:
    """One point. Raises NotFound."""
    rows = _rows(connection, _points().where(PointRecord.id == point_id))
    if not rows:
        raise NotFound("point", str(point_id))
    return rows[0]


def vans(connection: Connection) -> tuple[VanRow, ...]:
    """All vans by code, those no longer used too."""
    table = table_of(VanRecord)
    query = (
        select(table, WarehouseRecord.name.label("warehouse"))
        .join(WarehouseRecord, WarehouseRecord.id == table.c.warehouse_id)
        .order_by(table.c.code)
    )
    return tuple(VanRow(**row) for row in connection.execute(query).mappings())


def drivers(connection: Connection) -> tuple[DriverRow, ...]:
    """All drivers by name and code."""
    table = table_of(DriverRecord)
    query = (
        select(table, func.coalesce(VanRecord.code, "").label("van"))
        .outerjoin(VanRecord, VanRecord.id == table.c.van_id)
        .order_by(table.c.name, table.c.code)
    )
    return tuple(DriverRow(**row) for row in connection.execute(query).mappings())


def warehouses(connection: Connection) -> tuple[WarehouseRow, ...]:
    """All warehouses by code."""
    table = table_of(WarehouseRecord)
    return tuple(WarehouseRow(**row) for row in connection.execute(select(table).order_by(table.c.code)).mappings())


def _points() -> Select[*tuple[object, ...]]:
    hidden = ("name_key", "made_by")
    columns = [column for column in table_of(PointRecord).c if column.name not in hidden]
    names = (WarehouseRecord.name.label("warehouse"), func.coalesce(VanRecord.code, "").label("van"))
    return (
        select(*columns, *names)
        .join(WarehouseRecord, WarehouseRecord.id == PointRecord.warehouse_id)
        .outerjoin(VanRecord, VanRecord.id == PointRecord.van_id)
    )


def _conditions(wanted: PointFilter) -> list[ColumnElement[bool]]:
    found = [_matches(word) for word in wanted.words.split()]
    if wanted.state is not None:
        found.append(PointRecord.state == wanted.state.value)
    elif not wanted.with_retired:
        found.append(PointRecord.state != PointState.RETIRED.value)
    if wanted.warehouse_id is not None:
        found.append(PointRecord.warehouse_id == wanted.warehouse_id)
    if wanted.van_id is not None:
        found.append(PointRecord.van_id == wanted.van_id)
    return found


def _matches(word: str) -> ColumnElement[bool]:
    columns = (PointRecord.name, PointRecord.code, PointRecord.leader, PointRecord.address)
    found = [like(column, word) for column in columns]
    if word.isascii() and word.isdigit():
        found.append(PointRecord.phone.endswith(word))
    return or_(*found)


def _rows(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[PointRow, ...]:
    rows = connection.execute(query).mappings()
    return tuple(PointRow(**row, missing=missing_of(row)) for row in rows)  # type: ignore[arg-type]
