"""The operator's arithmetic, recomputed from the records every night and whenever somebody asks.

Each rule counts what it looked at and what is wrong; the database's own constraints are not trusted here, because a
file can be edited behind them. Under 5 s at 50,000 orders.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from domain.common import trail
from domain.cutoff.operations.cutting import snapshot_hash
from domain.cutoff.records import SnapshotRecord
from domain.purchasing.queries import recomputed
from domain.reports.night_rules import NIGHT_RULES
from domain.reports.recomputed import altered_heads, untold_amendments


@dataclass(frozen=True, slots=True)
class RuleChecked:
    """One rule: its name, how many things were looked at, how many of them are wrong."""

    name: str
    checked: int
    wrong: int


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """All rules; clean when none found anything wrong."""

    rules: tuple[RuleChecked, ...]

    @property
    def is_clean(self) -> bool:
        """True when no rule found anything wrong."""
        return not any(rule.wrong for rule in self.rules)


_LINE_CELLS = (
    "SELECT snapshot_id, point_id, product_id, sum(quantity) AS pieces, sum(weight_g) AS weight, "
    "count(DISTINCT order_id) AS orders FROM snapshot_line GROUP BY snapshot_id, point_id, product_id"
)
_BOTH_WAYS = """
SELECT count(*) AS checked, COALESCE(sum(wrong), 0) AS wrong FROM (
  SELECT {key}, CASE WHEN min(side) = max(side) OR min(pieces) <> max(pieces) THEN 1 ELSE 0 END AS wrong
  FROM (SELECT {key}, 1 AS side, pieces FROM ({one}) a UNION ALL SELECT {key}, 2, pieces FROM ({two}) b) u
  GROUP BY {key}
) t
"""


def _agree(key: str, one: str, two: str) -> str:
    """SQL: both sides hold the same keys with the same pieces."""
    return _BOTH_WAYS.format(key=key, one=one, two=two)


_PICK = "SELECT snapshot_id, point_id, product_id, quantity AS pieces FROM pick_demand"
_PICK_BY_PRODUCT = "SELECT snapshot_id, product_id, sum(quantity) AS pieces FROM pick_demand GROUP BY 1, 2"
_PICK_BY_POINT = "SELECT snapshot_id, point_id, sum(quantity) AS pieces FROM pick_demand GROUP BY 1, 2"
_PURCHASE = "SELECT snapshot_id, product_id, quantity AS pieces FROM purchase_demand"
_DELIVERY = "SELECT snapshot_id, point_id, quantity AS pieces FROM delivery_demand"

RULES: tuple[tuple[str, str], ...] = (
    ("demand_agrees", _agree("snapshot_id, point_id, product_id", _LINE_CELLS, _PICK)),
    ("purchase_agrees", _agree("snapshot_id, product_id", _PICK_BY_PRODUCT, _PURCHASE)),
    ("delivery_agrees", _agree("snapshot_id, point_id", _PICK_BY_POINT, _DELIVERY)),
    (
        "snapshot_totals",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN s.pieces <> t.pieces OR s.lines <> t.lines
               OR s.orders <> t.orders THEN 1 ELSE 0 END), 0) AS wrong
        FROM snapshot s JOIN (SELECT snapshot_id, sum(quantity) AS pieces, count(*) AS lines,
             count(DISTINCT order_id) AS orders FROM snapshot_line GROUP BY snapshot_id) t ON t.snapshot_id = s.id
        """,
    ),
    (
        "frozen_as_ordered",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN l.id IS NULL OR l.order_id <> k.order_id
               OR l.product_id <> k.product_id OR l.quantity - l.cancelled_quantity <> k.quantity
               OR o.point_id <> k.point_id THEN 1 ELSE 0 END), 0) AS wrong
        FROM snapshot s JOIN snapshot_line k ON k.snapshot_id = s.id
        LEFT JOIN order_line l ON l.id = k.line_id LEFT JOIN orders o ON o.id = k.order_id
        WHERE s.state = 'live'
        """,
    ),
    (
        "order_in_one_cutoff",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN f.order_id IS NULL AND a.id IS NULL THEN 1 ELSE 0 END), 0)
               AS wrong
        FROM orders o JOIN snapshot s ON s.cycle_id = o.cycle_id AND s.state = 'live'
        LEFT JOIN (SELECT DISTINCT snapshot_id, order_id FROM snapshot_line) f
               ON f.snapshot_id = s.id AND f.order_id = o.id
        LEFT JOIN amendment a ON a.id = o.amendment_id AND a.state = 'accepted'
        WHERE o.state = 'confirmed' AND o.pieces > 0
        """,
    ),
    (
        "order_sums",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN o.pieces <> COALESCE(t.pieces, 0)
               OR o.lines <> COALESCE(t.lines, 0) THEN 1 ELSE 0 END), 0) AS wrong
        FROM orders o LEFT JOIN (SELECT order_id, sum(quantity - cancelled_quantity) AS pieces,
             sum(CASE WHEN quantity > cancelled_quantity THEN 1 ELSE 0 END) AS lines
             FROM order_line GROUP BY order_id) t ON t.order_id = o.id
        """,
    ),
    (
        "order_amounts",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN o.lines_fen <> COALESCE(t.fen, 0) THEN 1 ELSE 0 END), 0)
               AS wrong
        FROM orders o LEFT JOIN (SELECT order_id, sum(amount_fen) AS fen FROM order_line GROUP BY order_id) t
             ON t.order_id = o.id
        """,
    ),
    (
        "refunds_within_paid",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN o.refunded_fen + o.refund_due_fen > o.paid_fen
               OR o.refund_due_fen <> COALESCE(r.due, 0) THEN 1 ELSE 0 END), 0) AS wrong
        FROM orders o LEFT JOIN (SELECT order_id, sum(amount_fen) AS due FROM refund_due GROUP BY order_id) r
             ON r.order_id = o.id
        """,
    ),
    (
        "amendments_start_from_what_is",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN l.before <> COALESCE((
               SELECT sum(k.quantity) FROM snapshot_line k WHERE k.snapshot_id = a.snapshot_id
               AND k.order_id = l.order_id AND k.product_id = l.product_id AND k.point_id = l.point_id), 0) + COALESCE((
               SELECT sum(m.after - m.before) FROM amendment_line m JOIN amendment b ON b.id = m.amendment_id
               WHERE b.snapshot_id = a.snapshot_id AND b.state = 'accepted' AND b.number < a.number
               AND m.order_id = l.order_id AND m.product_id = l.product_id AND m.point_id = l.point_id), 0)
               THEN 1 ELSE 0 END), 0) AS wrong
        FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id AND a.state = 'accepted'
        """,
    ),
    (
        "cut_cycle_has_snapshot",
        """
        SELECT count(*) AS checked, COALESCE(sum(CASE WHEN (c.state IN ('cut', 'fulfilling', 'completed', 'settled'))
               <> (s.id IS NOT NULL) THEN 1 ELSE 0 END), 0) AS wrong
        FROM cycle c LEFT JOIN snapshot s ON s.cycle_id = c.id AND s.state = 'live'
        """,
    ),
)


def check(connection: Connection) -> CheckAnswer:
    """Every sum the stages so far can break, recomputed. Read-only."""
    found = [_run(connection, name, sql) for name, sql in (*RULES, *NIGHT_RULES)]
    found.append(_hashes(connection))
    found.append(RuleChecked("order_heads", *altered_heads(connection)))
    found.append(RuleChecked("amendments_as_told", *untold_amendments(connection)))
    found.append(_shortages(connection))
    found.append(RuleChecked("trail_whole", *trail.broken_links(connection)))
    if connection.dialect.name == "sqlite":
        found.append(_file(connection))
    return CheckAnswer(tuple(found))


def _run(connection: Connection, name: str, sql: str) -> RuleChecked:
    row = connection.execute(text(sql)).one()
    return RuleChecked(name, int(row.checked), int(row.wrong))


def _hashes(connection: Connection) -> RuleChecked:
    """The stored hash of each snapshot against its lines."""
    query = select(SnapshotRecord.id, SnapshotRecord.hash).where(SnapshotRecord.state != "building")
    rows = connection.execute(query).all()
    wrong = sum(1 for row in rows if snapshot_hash(connection, row.id) != row.hash)
    return RuleChecked("snapshot_hash", len(rows), wrong)


def _shortages(connection: Connection) -> RuleChecked:
    """Each sharing in force, shared out again by its own rule."""
    ids = connection.execute(text("SELECT id FROM shortage WHERE state = 'live' ORDER BY id")).scalars().all()
    return RuleChecked("shortages_recomputed", len(ids), sum(not recomputed(connection, one) for one in ids))


def _file(connection: Connection) -> RuleChecked:
    """Foreign keys and pages of the SQLite file itself."""
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    pages = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    return RuleChecked("file_whole", 1, len(orphans) + sum(1 for page in pages if page != "ok"))
