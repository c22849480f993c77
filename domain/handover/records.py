"""The tables of handover: per stop what became of each loaded tote, empties taken back, and per order its collection.

Collecting twice is impossible by the primary key, and the second try is kept. Next: operations.py.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Moment, Record, Whole, one_of
from domain.common.guards import row_effect, row_guard
from domain.common.records import STRICT, moves_guard
from domain.handover.words import CollectedBy, CollectRefusal, ToteEnd, UncollectedState


class StopHandoverRecord(Record):
    """The signed handover of a stop: when, who gave, who received, how many totes were expected."""

    __tablename__ = "stop_handover"
    stop_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_stop.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    receiver: Mapped[str] = mapped_column(String(40))
    expected: Mapped[int] = mapped_column(Whole)
    empties: Mapped[int] = mapped_column(Whole, server_default="0")
    note: Mapped[str] = mapped_column(String(200), server_default="")
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (
        CheckConstraint("length(trim(receiver)) > 0", name="receiver_given"),
        CheckConstraint("expected >= 0 AND empties >= 0", name="counts_not_negative"),
        STRICT,
    )


class ToteHandoverRecord(Record):
    """What became of one loaded tote."""

    __tablename__ = "tote_handover"
    tote_use_id: Mapped[int] = mapped_column(Whole, ForeignKey("tote_use.id"), primary_key=True)
    stop_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_stop.id"), index=True)
    ended: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(200), server_default="")
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (
        one_of("ended", ToteEnd),
        CheckConstraint("ended = 'handed_over' OR length(trim(note)) > 0", name="trouble_is_explained"),
        STRICT,
    )


class EmptyToteRecord(Record):
    """An empty crate of an earlier use that came back at a stop."""

    __tablename__ = "empty_tote"
    tote_use_id: Mapped[int] = mapped_column(Whole, ForeignKey("tote_use.id"), primary_key=True)
    stop_id: Mapped[int] = mapped_column(Whole, ForeignKey("route_stop.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (STRICT,)


class CollectionRecord(Record):
    """An order with its buyer: once, by code or by phone tail and a person's choice."""

    __tablename__ = "collection"
    order_id: Mapped[int] = mapped_column(Whole, ForeignKey("orders.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    known_by: Mapped[str] = mapped_column(String(12))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (one_of("known_by", CollectedBy), STRICT)


class CollectionRefusedRecord(Record):
    """A try to collect that was refused: what was said, where, why."""

    __tablename__ = "collection_refused"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    order_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("orders.id"), index=True)
    point_id: Mapped[int] = mapped_column(Whole, ForeignKey("point.id"))
    said: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    station: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (one_of("why", CollectRefusal), STRICT)


class UncollectedRecord(Record):
    """An order nobody came for: until when it is kept, or that it went back."""

    __tablename__ = "uncollected"
    order_id: Mapped[int] = mapped_column(Whole, ForeignKey("orders.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    until: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        one_of("state", UncollectedState),
        CheckConstraint("state <> 'extended' OR until IS NOT NULL", name="extended_until"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
        STRICT,
    )


moves_guard("uncollected", "uncollected")
row_guard("stop_handover_stays", "stop_handover", "UPDATE OR DELETE", "1 = 1")
row_guard("tote_handover_stays", "tote_handover", "UPDATE OR DELETE", "1 = 1")
row_guard("empty_tote_stays", "empty_tote", "UPDATE OR DELETE", "1 = 1")
row_guard("collection_stays", "collection", "UPDATE OR DELETE", "1 = 1")
row_guard("collection_refused_stays", "collection_refused", "UPDATE OR DELETE", "1 = 1")
# Only what is on the van of this stop, and of this point, is handed over: a wrong point is refused, and a tote that still
# is on the van a re-plan took the stop from. What never left that van comes back with it, or is missing on it.
row_guard(
    "handed_over_tote_was_loaded_for_this_stop",
    "tote_handover",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM tote_load l JOIN route r ON r.id = l.route_id JOIN route_stop p ON p.id = l.stop_id "
    "WHERE l.tote_use_id = NEW.tote_use_id AND l.off_at IS NULL AND l.stop_id = NEW.stop_id "
    "AND r.state IN ('departed', 'returned') AND (p.route_id = l.route_id "
    "OR (p.state IN ('skipped', 'failed') AND NEW.ended IN ('returned', 'missing'))))",
)
# Loaded = handed over + missing + damaged + returned, before a stop counts as handed over.
row_guard(
    "handover_accounts_for_every_tote",
    "route_stop",
    "UPDATE OF state",
    "NEW.state = 'handed_over' AND OLD.state <> 'handed_over' AND (NOT EXISTS (SELECT 1 FROM stop_handover h "
    "WHERE h.stop_id = NEW.id AND h.expected = (SELECT count(*) FROM tote_load l WHERE l.stop_id = NEW.id "
    "AND l.off_at IS NULL)) OR EXISTS (SELECT 1 FROM tote_load l WHERE l.stop_id = NEW.id AND l.off_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM tote_handover t WHERE t.tote_use_id = l.tote_use_id)))",
)
row_guard(
    "closed_route_accounts_for_every_tote",
    "route",
    "UPDATE OF state",
    "NEW.state = 'closed' AND (EXISTS (SELECT 1 FROM route_stop p WHERE p.route_id = NEW.id "
    "AND p.state IN ('pending', 'arrived')) OR EXISTS (SELECT 1 FROM tote_load l WHERE l.route_id = NEW.id "
    "AND l.off_at IS NULL AND NOT EXISTS (SELECT 1 FROM tote_handover t WHERE t.tote_use_id = l.tote_use_id)))",
)
# What is on a van that has left, at every moment: what is handed over or lost is off it, and its limits hold for the rest.
_ON_THE_VAN = (
    "FROM tote_load l WHERE l.route_id = {route} AND l.off_at IS NULL AND NOT EXISTS (SELECT 1 FROM tote_handover h "
    "WHERE h.tote_use_id = l.tote_use_id AND h.ended IN ('handed_over', 'missing'))"
)
_MINE = "(SELECT x.route_id FROM tote_load x WHERE x.tote_use_id = NEW.tote_use_id AND x.off_at IS NULL)"
row_effect(
    "van_follows_handover",
    "tote_handover",
    "INSERT",
    (
        "UPDATE van_load SET "
        + ", ".join(
            f"{to} = (SELECT COALESCE({what}, 0) {_ON_THE_VAN.format(route='van_load.route_id')})"
            for to, what in (("weight_g", "sum(l.weight_g)"), ("volume_ml", "sum(l.volume_ml)"), ("totes", "count(*)"))
        )
        + f" WHERE route_id = {_MINE} AND departed_at IS NOT NULL",
    ),
)
row_guard(
    "departed_van_load_sums_what_is_on_it",
    "van_load",
    "UPDATE OF weight_g, volume_ml, totes",
    "NOT EXISTS (SELECT 1 FROM (SELECT COALESCE(sum(l.weight_g), 0) AS weight_g, COALESCE(sum(l.volume_ml), 0) "
    f"AS volume_ml, count(*) AS totes {_ON_THE_VAN.format(route='NEW.route_id')}) t WHERE t.weight_g = NEW.weight_g "
    "AND t.volume_ml = NEW.volume_ml AND t.totes = NEW.totes)",
    only="OLD.departed_at IS NOT NULL",
)
# Two stations with one order, one to give it out and one to send it back: the second sees what the first did.
_LOCK_ORDER = "PERFORM 1 FROM orders o WHERE o.id = NEW.order_id FOR NO KEY UPDATE;"
# An accepted amendment may have taken the order to another point: it is collected where its pieces are.
_POINT = (
    "COALESCE((SELECT l.point_id FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id "
    "WHERE l.order_id = o.id AND a.cycle_id = o.cycle_id AND a.state = 'accepted' AND l.after > 0 "
    "ORDER BY a.id DESC, l.point_id LIMIT 1), o.point_id)"
)
_ARRIVED = (
    "EXISTS (SELECT 1 FROM orders o JOIN route_plan n ON n.cycle_id = o.cycle_id AND n.state = 'live' "
    f"JOIN route_stop p ON p.plan_id = n.id AND p.point_id = {_POINT} "
    "WHERE o.id = NEW.order_id AND p.state = 'handed_over')"
)
row_guard(
    "collected_order_has_arrived",
    "collection",
    "INSERT",
    f"EXISTS (SELECT 1 FROM uncollected u WHERE u.order_id = NEW.order_id AND u.state = 'returned') OR NOT {_ARRIVED}",
    lock=_LOCK_ORDER,
)
row_guard(
    "collected_order_is_not_uncollected",
    "uncollected",
    "INSERT OR UPDATE",
    "EXISTS (SELECT 1 FROM collection c WHERE c.order_id = NEW.order_id)",
    lock=_LOCK_ORDER,
)
row_guard("uncollected_order_has_arrived", "uncollected", "INSERT", f"NOT {_ARRIVED}")
row_guard(
    "returned_order_stays",
    "uncollected",
    "UPDATE",
    "OLD.state = 'returned' OR NEW.order_id <> OLD.order_id",
)
row_guard("uncollected_is_never_deleted", "uncollected", "DELETE", "1 = 1")
# What became of a tote at its stop is what it is from then on.
row_effect(
    "tote_follows_handover",
    "tote_handover",
    "INSERT",
    (
        "UPDATE tote SET state = CASE NEW.ended WHEN 'missing' THEN 'lost' ELSE NEW.ended END, version = version + 1 "
        "WHERE id = (SELECT u.tote_id FROM tote_use u WHERE u.id = NEW.tote_use_id)",
    ),
)
row_effect(
    "crate_follows_its_return",
    "empty_tote",
    "INSERT",
    (
        "UPDATE tote SET state = 'returned', version = version + 1 "
        "WHERE id = (SELECT u.tote_id FROM tote_use u WHERE u.id = NEW.tote_use_id)",
    ),
)
row_guard(
    "empty_crate_was_out",
    "empty_tote",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM tote_use u JOIN tote t ON t.id = u.tote_id WHERE u.id = NEW.tote_use_id "
    "AND u.is_open = 1 AND t.state = 'handed_over')",
)
row_guard(
    "handed_over_tote_has_its_row",
    "tote",
    "UPDATE OF state",
    "NEW.state = 'handed_over' AND OLD.state <> 'handed_over' AND NOT EXISTS (SELECT 1 FROM tote_handover h "
    "JOIN tote_use u ON u.id = h.tote_use_id WHERE u.tote_id = NEW.id AND u.is_open = 1 AND h.ended = 'handed_over')",
)
# A van's stop is reached while it is under way, or entered afterwards from the signed sheet.
row_guard(
    "stop_is_reached_by_a_van_on_its_way",
    "route_stop",
    "UPDATE OF state",
    "NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM route r WHERE r.id = NEW.route_id "
    "AND r.state IN ('departed', 'returned'))",
)
# Everything at its end: no wave open, no stop and no route of the plan in force.
row_guard(
    "completed_cycle_is_delivered",
    "cycle",
    "UPDATE OF state",
    "NEW.state = 'completed' AND OLD.state <> 'completed' AND (EXISTS (SELECT 1 FROM wave w WHERE w.cycle_id = NEW.id "
    "AND w.state <> 'closed') OR EXISTS (SELECT 1 FROM route_plan n JOIN route r ON r.plan_id = n.id "
    "WHERE n.cycle_id = NEW.id AND n.state = 'live' AND r.state <> 'closed'))",
)
