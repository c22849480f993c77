"""Warehouses, vans, drivers and pickup points as the nouns that files and forms fill. Next: editing.py, accepting.py."""

from __future__ import annotations

from collections.abc import Iterable

from domain.common.accepting import Noun, Reference
from domain.common.accepting.nouns import Claim
from domain.common.aliases import remember_former_names
from domain.common.fields import Values
from domain.common.names import name_key
from domain.places.operations.doubting import doubts_about_points
from domain.places.queries.finding import POINT_NAMES
from domain.places.records import DriverRecord, PointRecord, VanRecord, WarehouseRecord
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
    stored_key="name_key",
    renamed=lambda connection, moved: remember_former_names(connection, POINT_NAMES, moved),
    doubts=doubts_about_points,
)
