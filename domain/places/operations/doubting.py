"""A second look at coordinates that were taken: said in the wrong datum, or far from their warehouse.

Nothing is refused here: a file may be right and the books wrong. rules/guessing.py decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, select

from domain.common.accepting import Planned
from domain.common.errors import Notice
from domain.common.fields import Value
from domain.common.notices import RowNotice
from domain.places.records import WarehouseRecord
from domain.places.rules.checking import degrees_text
from domain.places.rules.datums import Degrees, converted, distance_m
from domain.places.rules.guessing import doubt_of_datum
from domain.places.words import Datum

FAR_M = 300_000


def doubts_about_points(connection: Connection, written: Sequence[Planned]) -> list[RowNotice]:
    """Warnings about the coordinates of points that were just written, by row."""
    placed = [one for one in written if one.after["lat_e6"] is not None and _moved(one)]
    return [*_wrong_datums(placed), *_far_ones(connection, placed)]


def _moved(one: Planned) -> bool:
    return any(one.before[name] != one.after[name] for name in ("lat_e6", "lon_e6", "datum"))


def _wrong_datums(placed: Sequence[Planned]) -> Iterator[RowNotice]:
    """One warning for all rows of a datum, at the first of them; what was known before is the measure."""
    known = [one for one in placed if one.before["lat_e6"] is not None]
    by_datum = sorted(known, key=lambda one: (str(one.after["datum"]), one.row))
    for said, group in groupby(by_datum, key=lambda one: Datum(str(one.after["datum"]))):
        rows = list(group)
        doubt = doubt_of_datum(said, [place_of(one.after) for one in rows], [_wgs84(one.before) for one in rows])
        if doubt:
            yield RowNotice(rows[0].row, doubt, column="datum", value=said.value)


def _far_ones(connection: Connection, placed: Sequence[Planned]) -> Iterator[RowNotice]:
    query = select(WarehouseRecord.id, WarehouseRecord.lat_e6, WarehouseRecord.lon_e6, WarehouseRecord.datum)
    rows = connection.execute(query.where(WarehouseRecord.lat_e6.is_not(None))).mappings()
    hubs = {row["id"]: _wgs84({name: row[name] for name in ("lat_e6", "lon_e6", "datum")}) for row in rows}
    for one in placed:
        hub = hubs.get(one.after["warehouse_id"])
        away_m = distance_m(_wgs84(one.after), hub) if hub else 0
        if away_m > FAR_M:
            value = f"{degrees_text(one.after['lat_e6'])}, {degrees_text(one.after['lon_e6'])}"
            name, zero = str(one.after["name"]), not (one.after["lat_e6"] or one.after["lon_e6"])
            far = Notice.of("far_from_warehouse", distance=round(away_m / 1000))
            reason = Notice.of("coordinates_zero") if zero else far
            yield RowNotice(one.row, reason, text=name, column="lat_e6", value=value)


def place_of(values: Mapping[str, Value]) -> Degrees:
    """The coordinates in degrees, as they were given."""
    lat, lon = values["lat_e6"], values["lon_e6"]
    if not isinstance(lat, int) or not isinstance(lon, int):
        raise TypeError("a place with coordinates was wanted")
    return lat / 1e6, lon / 1e6


def _wgs84(values: Mapping[str, Value]) -> Degrees:
    return converted(place_of(values), Datum(str(values["datum"])), Datum.WGS84)
