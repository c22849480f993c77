"""Warehouses, vans, drivers and pickup points as the nouns that files and forms fill. Next: editing.py, accepting.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from domain.common.accepting import Noun, Part, Reference
from domain.common.accepting.nouns import Claim
from domain.common.aliases import remember_former_names
from domain.common.fields import Values
from domain.common.lookups import AT_ONCE, rows_with
from domain.common.names import name_key
from domain.places.operations.doubting import doubts_about_points
from domain.places.queries.finding import POINT_NAMES
from domain.places.records import DriverRecord, PointRecord, PointVanRecord, VanRecord, WarehouseRecord
from domain.places.rules import checking
from domain.places.words import FIRST_WAREHOUSE, PointState

STAGE = "places"
_WAREHOUSE = Reference(
    "warehouse", "warehouse_id", WarehouseRecord, ("code", "name"), shown="name", empty=FIRST_WAREHOUSE
)
_VAN = Reference("van", "van_id", VanRecord, ("code", "plate"), shown="code")


def _key_by_name(values: Values) -> str:
    return name_key(str(values.get("name") or ""))


def _key_by_plate(values: Values) -> str:
    return name_key(str(values.get("plate") or ""))


def _name_alone(values: Values) -> Iterable[Claim]:
    return [("name", _key_by_name(values))]


def _plate_alone(values: Values) -> Iterable[Claim]:
    return [("plate", _key_by_plate(values))] if _key_by_plate(values) else []


def _load_allowed(connection: Connection, points: Collection[int] | None) -> Mapping[int, tuple[str, ...]]:
    codes: dict[int, list[str]] = defaultdict(list)
    query = select(PointVanRecord.point_id, VanRecord.code).join(VanRecord, VanRecord.id == PointVanRecord.van_id)
    found = (
        connection.execute(query) if points is None else rows_with(connection, query, PointVanRecord.point_id, points)
    )
    for row in found:
        codes[row.point_id].append(row.code)
    return {point: tuple(sorted(each)) for point, each in codes.items()}


def _write_allowed(connection: Connection, wanted: Mapping[int, tuple[str, ...]]) -> None:
    points = list(wanted)
    for start in range(0, len(points), AT_ONCE):
        of_these = PointVanRecord.point_id.in_(points[start : start + AT_ONCE])
        connection.execute(delete(PointVanRecord).where(of_these))
    ids = {row.code: row.id for row in connection.execute(select(VanRecord.code, VanRecord.id))}
    rows = [{"point_id": point, "van_id": ids[code]} for point, codes in wanted.items() for code in codes]
    if rows:
        connection.execute(insert(PointVanRecord), rows)


WAREHOUSE = Noun(
    stage=STAGE,
    what="warehouse",
    record=WarehouseRecord,
    fields=checking.WAREHOUSE_FIELDS,
    letter="W",
    faults=checking.faults_of_warehouse,
    key=_key_by_name,
    claims=_name_alone,
)

VAN = Noun(
    stage=STAGE,
    what="van",
    record=VanRecord,
    fields=checking.VAN_FIELDS,
    letter="V",
    faults=checking.faults_of_van,
    key=_key_by_plate,
    claims=_plate_alone,
    references=(_WAREHOUSE,),
    shown_name=lambda values: str(values.get("plate") or values.get("code") or ""),
)

DRIVER = Noun(
    stage=STAGE,
    what="driver",
    record=DriverRecord,
    fields=checking.DRIVER_FIELDS,
    letter="F",
    faults=checking.faults_of_driver,
    key=_key_by_name,
    claims=lambda _values: [],  # two drivers may have one name; their codes tell them apart
    references=(_VAN,),
)

POINT = Noun(
    stage=STAGE,
    what="point",
    record=PointRecord,
    fields=checking.POINT_FIELDS,
    letter="Z",
    faults=checking.faults_of_point,
    key=_key_by_name,
    claims=_name_alone,
    is_draft=lambda values: values["state"] == PointState.DRAFT,
    references=(_WAREHOUSE, _VAN),
    parts=(Part("allowed_vans", _load_allowed, _write_allowed, names=_VAN),),
    stored_key="name_key",
    renamed=lambda connection, moved: remember_former_names(connection, POINT_NAMES, moved),
    doubts=doubts_about_points,
)
