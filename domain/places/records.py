"""The tables of places. Coordinates are whole microdegrees beside the datum they were given in. Next: operations.py."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, PrimaryKeyConstraint, String, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Record, Whole, flag_check, one_of
from domain.common.names import LONGEST_KEY, name_key
from domain.common.records import STRICT
from domain.places.words import Datum, PointState

_ON_EARTH = (
    "(lat_e6 IS NULL AND lon_e6 IS NULL) OR (lat_e6 IS NOT NULL AND lon_e6 IS NOT NULL "
    "AND lat_e6 BETWEEN -90000000 AND 90000000 AND lon_e6 BETWEEN -180000000 AND 180000000)"
)
_WINDOW = (
    "(opens_min IS NULL AND closes_min IS NULL) OR (opens_min IS NOT NULL AND closes_min IS NOT NULL "
    "AND opens_min >= 0 AND closes_min > opens_min AND closes_min <= 1440)"
)


def _key_of_row(context: DefaultExecutionContext) -> str:
    return name_key(context.get_current_parameters()["name"])  # type: ignore[no-untyped-call]


class WarehouseRecord(Record):
    """A hub goods leave from; there may be several."""

    __tablename__ = "warehouse"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    address: Mapped[str] = mapped_column(String(200), server_default="")
    lat_e6: Mapped[int | None] = mapped_column(Whole)
    lon_e6: Mapped[int | None] = mapped_column(Whole)
    datum: Mapped[str] = mapped_column(String(10), server_default=Datum.WGS84.value)
    active: Mapped[bool] = mapped_column(Flag, server_default="1")
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        CheckConstraint("length(trim(name)) > 0 AND length(trim(code)) > 0", name="name_given"),
        CheckConstraint(_ON_EARTH, name="on_earth"),
        one_of("datum", Datum),
        flag_check("active"),
        STRICT,
    )


class VanRecord(Record):
    """A van or a hired courier: what it may carry, when and how often it leaves, what it costs.

    `max_cold_totes`: crates its cold box takes, empty: as many as the van. `reload_min`: loading between two trips.
    """

    __tablename__ = "van"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    plate: Mapped[str] = mapped_column(String(20), server_default="")
    warehouse_id: Mapped[int] = mapped_column(Whole, ForeignKey("warehouse.id"))
    max_weight_g: Mapped[int] = mapped_column(Whole)
    max_volume_ml: Mapped[int] = mapped_column(Whole)
    max_totes: Mapped[int] = mapped_column(Whole)
    cold_box: Mapped[bool] = mapped_column(Flag, server_default="0")
    shift_start_min: Mapped[int] = mapped_column(Whole, server_default="300")
    shift_end_min: Mapped[int] = mapped_column(Whole, server_default="720")
    fixed_cost_fen: Mapped[int] = mapped_column(Whole, server_default="0")
    km_cost_fen: Mapped[int] = mapped_column(Whole, server_default="0")
    hour_cost_fen: Mapped[int] = mapped_column(Whole, server_default="0")
    is_hired: Mapped[bool] = mapped_column(Flag, server_default="0")
    stop_cost_fen: Mapped[int] = mapped_column(Whole, server_default="0")
    max_trips: Mapped[int] = mapped_column(Whole, server_default="1")
    reload_min: Mapped[int] = mapped_column(Whole, server_default="20")
    max_cold_totes: Mapped[int | None] = mapped_column(Whole)
    active: Mapped[bool] = mapped_column(Flag, server_default="1")
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        CheckConstraint("length(trim(code)) > 0", name="code_given"),
        CheckConstraint("max_weight_g > 0 AND max_volume_ml > 0 AND max_totes > 0", name="limits_positive"),
        CheckConstraint(
            "shift_start_min >= 0 AND shift_end_min > shift_start_min AND shift_end_min <= 1440", name="shift_sane"
        ),
        CheckConstraint("fixed_cost_fen >= 0 AND km_cost_fen >= 0 AND hour_cost_fen >= 0", name="costs_not_negative"),
        CheckConstraint("stop_cost_fen >= 0", name="stop_cost_not_negative"),
        CheckConstraint("max_trips BETWEEN 1 AND 10", name="trips_sane"),
        CheckConstraint("reload_min BETWEEN 0 AND 240", name="reload_sane"),
        CheckConstraint(
            "max_cold_totes IS NULL OR (cold_box = 1 AND max_cold_totes BETWEEN 1 AND max_totes)",
            name="cold_totes_in_box",
        ),
        flag_check("cold_box"),
        flag_check("is_hired"),
        flag_check("active"),
        STRICT,
    )


class DriverRecord(Record):
    """Who drives; `van_id` is the usual van."""

    __tablename__ = "driver"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(40), server_default="")
    van_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("van.id"))
    active: Mapped[bool] = mapped_column(Flag, server_default="1")
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        CheckConstraint("length(trim(name)) > 0 AND length(trim(code)) > 0", name="name_given"),
        flag_check("active"),
        STRICT,
    )


class PointRecord(Record):
    """A pickup point: leader, address, coordinates, hours (minutes of the day), what it can store.

    `name_key` is the folded name: no two points read the same. `made_by`: the command that made it as a draft.
    `van_id` is who usually comes, point_van who alone may. `leave_out_fen`: what it costs not to come, empty: it is
    left out only when nobody can. `round_name`, `round_no`: its fixed round and its place in it.
    """

    __tablename__ = "point"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY), unique=True, default=_key_of_row)
    leader: Mapped[str] = mapped_column(String(40), server_default="")
    phone: Mapped[str] = mapped_column(String(40), server_default="")
    address: Mapped[str] = mapped_column(String(200), server_default="")
    lat_e6: Mapped[int | None] = mapped_column(Whole)
    lon_e6: Mapped[int | None] = mapped_column(Whole)
    datum: Mapped[str] = mapped_column(String(10), server_default=Datum.GCJ02.value)
    opens_min: Mapped[int | None] = mapped_column(Whole)
    closes_min: Mapped[int | None] = mapped_column(Whole)
    service_min: Mapped[int] = mapped_column(Whole, server_default="5")
    max_totes: Mapped[int | None] = mapped_column(Whole)
    max_cold_totes: Mapped[int | None] = mapped_column(Whole)
    warehouse_id: Mapped[int] = mapped_column(Whole, ForeignKey("warehouse.id"), server_default="1")
    van_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("van.id"))
    leave_out_fen: Mapped[int | None] = mapped_column(Whole)
    round_name: Mapped[str] = mapped_column(String(40), server_default="")
    round_no: Mapped[int | None] = mapped_column(Whole)
    state: Mapped[str] = mapped_column(String(10), server_default=PointState.ACTIVE.value)
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    made_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (
        CheckConstraint("length(name_key) > 0", name="name_key_given"),
        CheckConstraint("length(trim(name)) > 0 AND length(trim(code)) > 0", name="name_given"),
        CheckConstraint(_ON_EARTH, name="on_earth"),
        CheckConstraint(_WINDOW, name="window_sane"),
        CheckConstraint("service_min BETWEEN 0 AND 240", name="service_sane"),
        CheckConstraint("max_totes IS NULL OR max_totes > 0", name="totes_positive"),
        CheckConstraint("max_cold_totes IS NULL OR max_cold_totes >= 0", name="cold_totes_sane"),
        CheckConstraint("leave_out_fen IS NULL OR leave_out_fen >= 0", name="leave_out_not_negative"),
        CheckConstraint(
            "(round_name = '' AND round_no IS NULL) OR "
            "(length(trim(round_name)) > 0 AND round_no IS NOT NULL AND round_no BETWEEN 1 AND 999)",
            name="round_has_a_place",
        ),
        one_of("datum", Datum),
        one_of("state", PointState),
        STRICT,
    )


class PointVanRecord(Record):
    """A van that may serve the point; a point without such rows is served by any."""

    __tablename__ = "point_van"
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    van_id: Mapped[int] = mapped_column(Whole, ForeignKey("van.id"))
    __table_args__ = (PrimaryKeyConstraint("point_id", "van_id"), STRICT)


class PointAliasRecord(Record):
    """What a channel's files call a point (folded): mapped once, remembered ever after. Channel "": all channels."""

    __tablename__ = "point_alias"
    channel: Mapped[str] = mapped_column(String(40))
    alias: Mapped[str] = mapped_column(String(240))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"), index=True)
    __table_args__ = (
        PrimaryKeyConstraint("channel", "alias"),
        Index("ix_point_alias_alias", "alias"),
        CheckConstraint("length(alias) > 0", name="alias_given"),
        STRICT,
    )


NUMBERED = text("plate <> ''")
Index("uq_van_plate", VanRecord.plate, unique=True, sqlite_where=NUMBERED, postgresql_where=NUMBERED)
