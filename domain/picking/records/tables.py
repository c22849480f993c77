"""The tables of picking: waves cut by route and drop, their cells, the ledger of picks, and how each buyer's line ended.

A cell is a product of a point in a wave. One row of the ledger changes cell, tote, allocation and stock by triggers,
so a scan is one INSERT and no program can count without it. Next: guards.py.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.records import STRICT
from domain.picking.words import PickKind, PickMethod, Verdict, WaveKind, WaveState


class WaveRecord(Record):
    """Points picked together; `number` counts the cycle's waves (W05) in the order in which the vans leave.

    `products` of a pre-pack wave are its product ids between commas (,12,15,): the night's waves leave them out.
    """

    __tablename__ = "wave"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    cycle_id: Mapped[int] = mapped_column(Whole)
    snapshot_id: Mapped[int] = mapped_column(Whole)
    number: Mapped[int] = mapped_column(Whole)
    kind: Mapped[str] = mapped_column(String(10))
    method: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10))
    route_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("route.id"))
    due_min: Mapped[int | None] = mapped_column(Whole)
    products: Mapped[str | None] = mapped_column(String)
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    released_by: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        ForeignKeyConstraint(["snapshot_id", "cycle_id"], ["snapshot.id", "snapshot.cycle_id"]),
        UniqueConstraint("cycle_id", "number"),
        UniqueConstraint("id", "snapshot_id"),
        one_of("kind", WaveKind),
        one_of("method", PickMethod),
        one_of("state", WaveState),
        CheckConstraint("number >= 1", name="number_counts"),
        CheckConstraint("(kind = 'pre_pack') = (products IS NOT NULL)", name="pre_pack_names_its_products"),
        CheckConstraint(
            "state = 'planned' OR (released_at IS NOT NULL AND released_by IS NOT NULL)", name="released_by_somebody"
        ),
        STRICT,
    )


class WavePointRecord(Record):
    """A point of a wave and its place in the drop order (the last drop is picked and loaded first)."""

    __tablename__ = "wave_point"
    wave_id: Mapped[int] = mapped_column(Whole, ForeignKey("wave.id"))
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    drop_no: Mapped[int | None] = mapped_column(Whole)
    __table_args__ = (PrimaryKeyConstraint("wave_id", "point_id"), STRICT)


class CellRecord(Record):
    """Pieces of a product for a point: wanted = picked + substituted + short + cancelled when it is done.

    `wanted` is what was frozen and added since; `cancelled` what was cut since. `sort` is the walking order.
    `picked_g` is the real weight of the pieces of a weighed product. `shared_short` of the short pieces were taken away
    by a shared shortage (its shares are their ledger); the others have their own row each.
    """

    __tablename__ = "pick_cell"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    wave_id: Mapped[int] = mapped_column(Whole)
    snapshot_id: Mapped[int] = mapped_column(Whole)
    point_id: Mapped[int] = mapped_column(Whole)
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    weighed: Mapped[bool] = mapped_column(Flag)
    nominal_g: Mapped[int] = mapped_column(Whole)
    tolerance_permille: Mapped[int] = mapped_column(Whole)
    sort: Mapped[int] = mapped_column(Whole, server_default="0")
    bin_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("bin.id"))
    wanted: Mapped[int] = mapped_column(Whole)
    picked: Mapped[int] = mapped_column(Whole, server_default="0")
    substituted: Mapped[int] = mapped_column(Whole, server_default="0")
    short: Mapped[int] = mapped_column(Whole, server_default="0")
    shared_short: Mapped[int] = mapped_column(Whole, server_default="0")
    cancelled: Mapped[int] = mapped_column(Whole, server_default="0")
    picked_g: Mapped[int] = mapped_column(Whole, server_default="0")
    __table_args__ = (
        ForeignKeyConstraint(["wave_id", "snapshot_id"], ["wave.id", "wave.snapshot_id"]),
        ForeignKeyConstraint(["wave_id", "point_id"], ["wave_point.wave_id", "wave_point.point_id"]),
        # Two waves can never both hold the same product of a point: a pre-pack wave takes it out of the night's.
        UniqueConstraint("snapshot_id", "point_id", "product_id"),
        Index("ix_pick_cell_wave", "wave_id", "point_id", "sort"),
        Index("ix_pick_cell_product", "wave_id", "product_id"),
        flag_check("weighed"),
        CheckConstraint("wanted > 0 AND nominal_g >= 0 AND tolerance_permille BETWEEN 0 AND 1000", name="wanted_sane"),
        CheckConstraint(
            "picked >= 0 AND substituted >= 0 AND short >= 0 AND cancelled >= 0 AND picked_g >= 0",
            name="counts_not_negative",
        ),
        CheckConstraint("picked + substituted + short + cancelled <= wanted", name="never_more_than_wanted"),
        CheckConstraint("shared_short BETWEEN 0 AND short", name="shared_short_is_short"),
        STRICT,
    )


class PickRecord(Record):
    """The ledger of picking: one act of one person at one station on one cell. Never changed; an undo is a row too.

    `station_seq` counts the acts of a station without a gap. A weighed piece says its weight and whose it is.
    `part`: pieces of one act that came from several lots are several rows. `given_product_id`: what a substitute is,
    `given_fen` what one of it is charged at; `consent`: who agreed to it. `override_by`: who allowed a weight out of
    tolerance.
    """

    __tablename__ = "pick_event"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    part: Mapped[int] = mapped_column(Whole, server_default="1")
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    station_seq: Mapped[int] = mapped_column(Whole)
    kind: Mapped[str] = mapped_column(String(12))
    cell_id: Mapped[int] = mapped_column(Whole, ForeignKey("pick_cell.id"), index=True)
    tote_use_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("tote_use.id"), index=True)
    quantity: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int | None] = mapped_column(Whole)
    order_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("orders.id"))
    lot_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("lot.id"))
    bin_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("bin.id"))
    given_product_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("product.id"))
    given_fen: Mapped[int | None] = mapped_column(Whole)
    consent: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str | None] = mapped_column(String(200))
    override_by: Mapped[str | None] = mapped_column(String(40))
    manual_weight: Mapped[bool] = mapped_column(Flag, server_default="0")
    undoes_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("pick_event.id"))
    __table_args__ = (
        UniqueConstraint("station", "station_seq"),
        UniqueConstraint("command_id", "part"),
        # Few acts are undone: the others need no place in this index.
        Index(
            "uq_pick_event_undoes_id",
            "undoes_id",
            unique=True,
            sqlite_where=text("undoes_id IS NOT NULL"),
            postgresql_where=text("undoes_id IS NOT NULL"),
        ),
        one_of("kind", PickKind),
        flag_check("manual_weight"),
        CheckConstraint("quantity > 0 AND station_seq >= 1 AND part >= 1", name="quantity_positive"),
        CheckConstraint("weight_g IS NULL OR weight_g > 0", name="weight_positive"),
        CheckConstraint("kind NOT IN ('pick', 'substitute') OR tote_use_id IS NOT NULL", name="goods_go_into_a_tote"),
        CheckConstraint(
            "kind <> 'short' OR (reason IS NOT NULL AND length(trim(reason)) > 0)", name="short_has_reason"
        ),
        CheckConstraint(
            "kind <> 'substitute' OR (given_product_id IS NOT NULL AND order_id IS NOT NULL AND given_fen IS NOT NULL "
            "AND given_fen >= 0 AND consent IS NOT NULL AND length(trim(consent)) > 0)",
            name="substitute_has_consent",
        ),
        CheckConstraint(
            "(kind = 'undo' AND undoes_id IS NOT NULL) OR (kind <> 'undo' AND undoes_id IS NULL)", name="undo_of_one"
        ),
        CheckConstraint(
            "(lot_id IS NULL AND bin_id IS NULL) OR (lot_id IS NOT NULL AND bin_id IS NOT NULL)",
            name="lot_lies_in_a_bin",
        ),
        STRICT,
    )


class OutcomeRecord(Record):
    """How a buyer's line ended when its wave closed: ordered = picked + substituted + short + cancelled, real weight,
    and the final price (`final_fen` by the real weight for a weighed product, never above what was ordered for
    a substitute)."""

    __tablename__ = "line_outcome"
    cell_id: Mapped[int] = mapped_column(Whole, ForeignKey("pick_cell.id"))
    order_id: Mapped[int] = mapped_column(Whole, ForeignKey("orders.id"), index=True)
    wanted: Mapped[int] = mapped_column(Whole)
    picked: Mapped[int] = mapped_column(Whole)
    substituted: Mapped[int] = mapped_column(Whole)
    short: Mapped[int] = mapped_column(Whole)
    cancelled: Mapped[int] = mapped_column(Whole)
    weight_g: Mapped[int | None] = mapped_column(Whole)
    amount_fen: Mapped[int] = mapped_column(Whole)
    final_fen: Mapped[int] = mapped_column(Whole)
    __table_args__ = (
        PrimaryKeyConstraint("cell_id", "order_id"),
        CheckConstraint(
            "picked >= 0 AND substituted >= 0 AND short >= 0 AND cancelled >= 0 "
            "AND wanted = picked + substituted + short + cancelled",
            name="ordered_is_accounted_for",
        ),
        CheckConstraint("amount_fen >= 0 AND final_fen >= 0", name="amounts_not_negative"),
        CheckConstraint("weight_g IS NULL OR weight_g >= 0", name="weight_not_negative"),
        # Only a weighed piece may cost more than was paid: its price follows its weight.
        CheckConstraint("final_fen <= amount_fen OR weight_g IS NOT NULL", name="never_dearer"),
        STRICT,
    )


class RefusedScanRecord(Record):
    """A scan that did not count: what was read and why not. For the figures of errors, and for the dispute."""

    __tablename__ = "refused_scan"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    stage: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(80))
    verdict: Mapped[str] = mapped_column(String(20))
    wave_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("wave.id"), index=True)
    __table_args__ = (one_of("verdict", Verdict), STRICT)
