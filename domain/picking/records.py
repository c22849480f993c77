"""The tables of picking: waves cut by route and drop, their cells, the ledger of picks, and how each buyer's line ended.

A cell is a product of a point in a wave. One row of the ledger changes cell, tote, allocation and stock by triggers,
so a scan is one INSERT and no program can count without it. Next: operations.py.
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
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.guards import row_effect, row_guard
from domain.common.records import STRICT, moves_guard
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
    undoes_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("pick_event.id"), unique=True)
    __table_args__ = (
        UniqueConstraint("station", "station_seq"),
        UniqueConstraint("command_id", "part"),
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


moves_guard("wave", "wave")
row_guard("wave_begins_planned", "wave", "INSERT", "NEW.state <> 'planned'")
row_guard("wave_is_never_deleted", "wave", "DELETE", "OLD.state <> 'planned'")
row_guard("pick_stays", "pick_event", "UPDATE OR DELETE", "1 = 1")
row_guard("refused_scan_stays", "refused_scan", "UPDATE OR DELETE", "1 = 1")
row_guard("outcome_stays", "line_outcome", "UPDATE OR DELETE", "1 = 1")
row_guard(
    "wave_keeps_its_cycle",
    "wave",
    "UPDATE",
    "NEW.cycle_id <> OLD.cycle_id OR NEW.snapshot_id <> OLD.snapshot_id OR NEW.number <> OLD.number "
    "OR NEW.kind <> OLD.kind",
)
# Cells are made of what is frozen now, and from the first pick on it stays frozen.
row_guard(
    "released_wave_is_of_the_live_snapshot",
    "wave",
    "UPDATE OF state",
    "NEW.state = 'released' AND OLD.state = 'planned' AND NOT EXISTS (SELECT 1 FROM snapshot s "
    "WHERE s.id = NEW.snapshot_id AND s.state = 'live')",
)
row_guard(
    "picking_locks_the_snapshot",
    "wave",
    "UPDATE OF state",
    "NEW.state = 'picking' AND OLD.state = 'released' AND NOT EXISTS (SELECT 1 FROM snapshot s "
    "WHERE s.id = NEW.snapshot_id AND s.state = 'live' AND s.locked_at IS NOT NULL)",
)
row_guard(
    "cell_into_a_wave_at_work",
    "pick_cell",
    "INSERT",
    "NEW.picked + NEW.substituted + NEW.picked_g + NEW.short - NEW.shared_short <> 0 OR NOT EXISTS (SELECT 1 "
    "FROM wave w WHERE w.id = NEW.wave_id AND w.state NOT IN ('planned', 'closed'))",
)
row_guard(
    "cell_keeps_its_place",
    "pick_cell",
    "UPDATE OF wave_id, snapshot_id, point_id, product_id, weighed, nominal_g",
    "NEW.wave_id <> OLD.wave_id OR NEW.snapshot_id <> OLD.snapshot_id OR NEW.point_id <> OLD.point_id "
    "OR NEW.product_id <> OLD.product_id OR NEW.weighed <> OLD.weighed OR NEW.nominal_g <> OLD.nominal_g",
)
# Amendments only add: a piece less is a piece cancelled.
row_guard(
    "wanted_never_sinks",
    "pick_cell",
    "UPDATE OF wanted, cancelled",
    "NEW.wanted < OLD.wanted OR NEW.cancelled < OLD.cancelled",
)
row_guard(
    "cell_of_a_closed_wave_stays",
    "pick_cell",
    "UPDATE OF wanted, cancelled, shared_short",
    "EXISTS (SELECT 1 FROM wave w WHERE w.id = NEW.wave_id AND w.state = 'closed')",
)
row_guard(
    "cell_goes_only_with_its_release",
    "pick_cell",
    "DELETE",
    "NOT EXISTS (SELECT 1 FROM wave w WHERE w.id = OLD.wave_id AND w.state = 'released')",
)
row_guard(
    "pick_in_a_running_wave",
    "pick_event",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM pick_cell c JOIN wave w ON w.id = c.wave_id "
    "WHERE c.id = NEW.cell_id AND w.state IN ('picking', 'checking'))",
)
row_guard(
    "pick_goes_into_its_own_open_tote",
    "pick_event",
    "INSERT",
    "NEW.kind IN ('pick', 'substitute') AND NOT EXISTS (SELECT 1 FROM tote_use u JOIN tote t ON t.id = u.tote_id "
    "JOIN pick_cell c ON c.wave_id = u.wave_id AND c.point_id = u.point_id "
    "WHERE u.id = NEW.tote_use_id AND c.id = NEW.cell_id AND u.is_open = 1 AND t.state = 'filling')",
)
row_guard(
    "weighed_pick_has_its_weight",
    "pick_event",
    "INSERT",
    "NEW.kind = 'pick' AND EXISTS (SELECT 1 FROM pick_cell c WHERE c.id = NEW.cell_id AND c.weighed = 1 AND "
    "(NEW.weight_g IS NULL OR NEW.order_id IS NULL OR (NEW.override_by IS NULL AND "
    "1000 * abs(NEW.weight_g - c.nominal_g * NEW.quantity) > c.tolerance_permille * c.nominal_g * NEW.quantity)))",
)
row_guard(
    "undo_takes_back_what_was_done",
    "pick_event",
    "INSERT",
    "NEW.kind = 'undo' AND NOT EXISTS (SELECT 1 FROM pick_event e WHERE e.id = NEW.undoes_id AND e.kind <> 'undo' "
    "AND e.cell_id = NEW.cell_id AND e.quantity = NEW.quantity "
    "AND COALESCE(e.tote_use_id, 0) = COALESCE(NEW.tote_use_id, 0) "
    "AND COALESCE(e.lot_id, 0) = COALESCE(NEW.lot_id, 0) AND COALESCE(e.bin_id, 0) = COALESCE(NEW.bin_id, 0) "
    "AND COALESCE(e.weight_g, 0) = COALESCE(NEW.weight_g, 0) AND COALESCE(e.order_id, 0) = COALESCE(NEW.order_id, 0) "
    "AND COALESCE(e.given_product_id, 0) = COALESCE(NEW.given_product_id, 0) "
    "AND (e.tote_use_id IS NULL OR EXISTS (SELECT 1 FROM tote_use u JOIN tote t ON t.id = u.tote_id "
    "WHERE u.id = e.tote_use_id AND u.is_open = 1 AND t.state = 'filling')))",
)
# Expired goods never go into a tote, whoever says so: the delivery day decides.
row_guard(
    "expired_lot_is_not_picked",
    "pick_event",
    "INSERT",
    "NEW.kind IN ('pick', 'substitute') AND NEW.lot_id IS NOT NULL AND EXISTS (SELECT 1 FROM lot l, pick_cell c "
    "JOIN wave w ON w.id = c.wave_id JOIN cycle y ON y.id = w.cycle_id "
    "WHERE l.id = NEW.lot_id AND c.id = NEW.cell_id AND l.expires_on IS NOT NULL AND l.expires_on < y.delivery_day)",
)

# Goods come out of a lot of that very product, not out of quarantine; without a lot only where the company keeps no
# stock and none of it was ever received.
_GIVEN = "COALESCE(NEW.given_product_id, (SELECT c.product_id FROM pick_cell c WHERE c.id = NEW.cell_id))"
row_guard(
    "pick_takes_from_stock",
    "pick_event",
    "INSERT",
    "NEW.kind IN ('pick', 'substitute') AND ((NEW.lot_id IS NULL AND (NOT EXISTS (SELECT 1 FROM setting s "
    "WHERE s.name = 'stock' AND s.value = '\"untracked\"') OR EXISTS (SELECT 1 FROM lot l "
    f"WHERE l.product_id = {_GIVEN}))) OR (NEW.lot_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM lot l "
    f"WHERE l.id = NEW.lot_id AND l.product_id = {_GIVEN}) OR NOT EXISTS (SELECT 1 FROM bin b "
    "WHERE b.id = NEW.bin_id AND b.kind <> 'quarantine'))))",
)

_UNDONE = "(SELECT e.kind FROM pick_event e WHERE e.id = NEW.undoes_id)"
_SIGN = "(CASE WHEN NEW.kind = 'undo' THEN -1 ELSE 1 END)"
_ACT = f"(CASE WHEN NEW.kind = 'undo' THEN {_UNDONE} ELSE NEW.kind END)"
# Before the stock goes down, and after it comes back: never is more allocated than lies there. A substitute takes what
# is promised to nobody.
_ALLOCATION = (
    "UPDATE allocation SET taken = taken {sign} NEW.quantity WHERE {when} AND lot_id = NEW.lot_id "
    "AND bin_id = NEW.bin_id AND cycle_id = (SELECT w.cycle_id FROM pick_cell c JOIN wave w ON w.id = c.wave_id "
    "WHERE c.id = NEW.cell_id)"
)
row_effect(
    "cell_follows_pick",
    "pick_event",
    "INSERT",
    (
        f"UPDATE pick_cell SET "
        f"picked = picked + CASE WHEN {_ACT} = 'pick' THEN {_SIGN} * NEW.quantity ELSE 0 END, "
        f"short = short + CASE WHEN {_ACT} = 'short' THEN {_SIGN} * NEW.quantity ELSE 0 END, "
        f"substituted = substituted + CASE WHEN {_ACT} = 'substitute' THEN {_SIGN} * NEW.quantity ELSE 0 END, "
        f"picked_g = picked_g + CASE WHEN {_ACT} = 'pick' THEN {_SIGN} * COALESCE(NEW.weight_g, 0) ELSE 0 END "
        f"WHERE id = NEW.cell_id",
        f"UPDATE tote_use SET pieces = pieces + {_SIGN} * NEW.quantity, content_g = content_g + {_SIGN} * "
        f"COALESCE(NEW.weight_g, NEW.quantity * (SELECT p.weight_g FROM product p WHERE p.id = "
        f"COALESCE(NEW.given_product_id, (SELECT c.product_id FROM pick_cell c WHERE c.id = NEW.cell_id)))) "
        f"WHERE id = NEW.tote_use_id",
        _ALLOCATION.format(sign="+", when="NEW.kind = 'pick'"),
        "INSERT INTO stock_movement (at, person, station, command_id, kind, product_id, lot_id, from_bin_id, "
        "to_bin_id, quantity, ref) SELECT NEW.at, NEW.person, NEW.station, NEW.command_id, "
        "CASE WHEN NEW.kind = 'undo' THEN 'unpick' ELSE 'pick' END, l.product_id, l.id, "
        "CASE WHEN NEW.kind = 'undo' THEN NULL ELSE NEW.bin_id END, "
        "CASE WHEN NEW.kind = 'undo' THEN NEW.bin_id ELSE NULL END, NEW.quantity, 'pick ' || NEW.id "
        "FROM lot l WHERE l.id = NEW.lot_id",
        _ALLOCATION.format(sign="-", when=f"NEW.kind = 'undo' AND {_UNDONE} = 'pick'"),
    ),
)
_OPEN_CELL = "SELECT 1 FROM pick_cell c WHERE c.wave_id = NEW.id AND c.picked + c.substituted + c.short + c.cancelled <> c.wanted"
row_guard(
    "closed_wave_is_accounted_for",
    "wave",
    "UPDATE OF state",
    f"NEW.state = 'closed' AND OLD.state <> 'closed' AND (EXISTS ({_OPEN_CELL}) OR EXISTS ("
    "SELECT 1 FROM pick_cell c WHERE c.wave_id = NEW.id AND ("
    "c.wanted <> COALESCE((SELECT sum(o.wanted) FROM line_outcome o WHERE o.cell_id = c.id), 0) "
    "OR c.picked <> COALESCE((SELECT sum(o.picked) FROM line_outcome o WHERE o.cell_id = c.id), 0) "
    "OR c.substituted <> COALESCE((SELECT sum(o.substituted) FROM line_outcome o WHERE o.cell_id = c.id), 0) "
    "OR c.short <> COALESCE((SELECT sum(o.short) FROM line_outcome o WHERE o.cell_id = c.id), 0))))",
)
row_guard(
    "outcome_of_a_wave_being_checked",
    "line_outcome",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM pick_cell c JOIN wave w ON w.id = c.wave_id "
    "WHERE c.id = NEW.cell_id AND w.state = 'checking')",
)
