"""An order line's whole way, told from the records of every stage: nobody keeps a status column, so this reads them all.

`journey` tells one line with people and times; `standing` says of every line of a cycle how far it is, set-based.
The words of a step are a Notice; sentences/journey.py makes them readable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from domain.common.columns import from_ms
from domain.common.errors import NotFound, Notice
from domain.routing.words.van_names import van_name_sql


@dataclass(frozen=True, slots=True)
class Step:
    """One step: of which stage, when (UTC; None where the record keeps no time), by whom, where, and what happened."""

    stage: str
    at: datetime | None
    person: str
    station: str
    what: Notice


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of one order line so far, in the order of the night."""

    line_id: int
    order: str
    buyer: str
    point: str
    product: str
    quantity: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many lines of a cycle are how far; `stage` is the last stage that has a record of them."""

    stage: str
    lines: int
    pieces: int


_LINE = """
    SELECT l.id, l.order_id, l.product_id, l.quantity, l.cancelled_quantity, l.source_row, o.external_no, o.buyer,
           o.point_id, o.cycle_id, o.pickup_code, o.state, q.name AS point, p.name AS product, p.spec,
           b.at, b.source, c.person, c.station
    FROM order_line l JOIN orders o ON o.id = l.order_id JOIN point q ON q.id = o.point_id
    JOIN product p ON p.id = l.product_id
    LEFT JOIN import_batch b ON b.id = o.import_id LEFT JOIN command c ON c.id = b.command_id
    WHERE l.id = :line
"""
# The totes that hold goods of the line's cell: of a weighed product exactly its own pieces.
_USES = """
    SELECT e.tote_use_id FROM pick_event e JOIN pick_cell c ON c.id = e.cell_id JOIN wave w ON w.id = c.wave_id
    WHERE w.cycle_id = :cycle AND c.point_id = :point AND c.product_id = :product AND e.tote_use_id IS NOT NULL
      AND e.kind <> 'undo' AND (e.order_id IS NULL OR e.order_id = :order)
      AND NOT EXISTS (SELECT 1 FROM pick_event b WHERE b.undoes_id = e.id)
"""
# Every step's query answers stage, code, at, person, station and its facts; all take :order, :product, :point, :cycle.
_STEPS_IN_WORDS: tuple[str, ...] = (
    """
    SELECT 'cutoff' AS stage, 'journey_frozen' AS code, s.cut_at AS at, s.cut_by AS person, s.station,
           s.version AS snapshot, k.quantity
    FROM snapshot_line k JOIN snapshot s ON s.id = k.snapshot_id AND s.state = 'live'
    WHERE k.order_id = :order AND k.product_id = :product ORDER BY k.line_id
    """,
    """
    SELECT 'cutoff' AS stage, 'journey_amended' AS code, a.settled_at AS at, a.settled_by AS person, a.station,
           a.number, l.before, l.after, a.reason
    FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id AND a.state = 'accepted'
    WHERE l.order_id = :order AND l.product_id = :product ORDER BY a.number
    """,
    """
    SELECT 'purchasing' AS stage, 'journey_bought' AS code, o.made_at AS at, o.made_by AS person, '' AS station,
           o.number AS purchase, l.ordered, l.left_over
    FROM purchase_line l JOIN purchase_order o ON o.id = l.purchase_order_id AND o.state <> 'cancelled'
    WHERE o.cycle_id = :cycle AND l.product_id = :product ORDER BY o.id
    """,
    """
    SELECT 'purchasing' AS stage, 'journey_received' AS code, r.at, r.person, r.station,
           r.accepted, r.refused, COALESCE(t.code, '') AS lot
    FROM receipt_line r JOIN purchase_line l ON l.id = r.purchase_line_id
    JOIN purchase_order o ON o.id = l.purchase_order_id LEFT JOIN lot t ON t.id = r.lot_id
    WHERE o.cycle_id = :cycle AND r.product_id = :product ORDER BY r.id
    """,
    """
    SELECT 'purchasing' AS stage, 'journey_shared' AS code, s.at, s.person, '' AS station, h.given, h.wanted, s.rule
    FROM shortage_share h JOIN shortage s ON s.id = h.shortage_id AND s.state = 'live'
    JOIN snapshot n ON n.id = s.snapshot_id
    WHERE n.cycle_id = :cycle AND s.product_id = :product AND h.order_id = :order
    """,
    """
    SELECT 'stock' AS stage, 'journey_allocated' AS code, NULL AS at, '' AS person, '' AS station,
           t.code AS lot, b.code AS bin, a.quantity
    FROM allocation a JOIN lot t ON t.id = a.lot_id JOIN bin b ON b.id = a.bin_id
    WHERE a.cycle_id = :cycle AND a.product_id = :product AND a.quantity > 0 ORDER BY t.expires_on, t.id, b.id
    """,
    """
    SELECT 'routing' AS stage, 'journey_planned' AS code, n.accepted_at AS at, n.accepted_by AS person, '' AS station,
           {van} AS van, p.drop_no
    FROM route_stop p JOIN route_plan n ON n.id = p.plan_id AND n.state = 'live' JOIN route r ON r.id = p.route_id
    JOIN van v ON v.id = r.van_id WHERE n.cycle_id = :cycle AND p.point_id = :point
    """,
    """
    SELECT 'picking' AS stage, CASE WHEN e.kind = 'undo' THEN 'journey_undone' WHEN e.kind = 'short'
             THEN 'journey_short' WHEN e.kind = 'substitute' THEN 'journey_substituted' ELSE 'journey_picked' END AS code,
           e.at, e.person, e.station, e.quantity, COALESCE(t.code, '') AS tote, COALESCE(e.weight_g, 0) AS weight_g,
           COALESCE(e.reason, '') AS reason
    FROM pick_event e JOIN pick_cell c ON c.id = e.cell_id JOIN wave w ON w.id = c.wave_id
    LEFT JOIN tote_use u ON u.id = e.tote_use_id LEFT JOIN tote t ON t.id = u.tote_id
    WHERE w.cycle_id = :cycle AND c.point_id = :point AND c.product_id = :product
      AND (e.order_id IS NULL OR e.order_id = :order) ORDER BY e.id
    """,
    """
    SELECT 'picking' AS stage, 'journey_ended' AS code, w.closed_at AS at, '' AS person, '' AS station,
           o.picked, o.substituted, o.short, o.cancelled, o.final_fen AS price_fen
    FROM line_outcome o JOIN pick_cell c ON c.id = o.cell_id JOIN wave w ON w.id = c.wave_id
    WHERE w.cycle_id = :cycle AND c.product_id = :product AND o.order_id = :order
    """,
    """
    SELECT 'packing' AS stage, 'journey_sealed' AS code, s.at, s.person, s.station, t.code AS tote,
           COALESCE(s.gross_g, s.expected_g) AS weight_g
    FROM seal s JOIN tote_use u ON u.id = s.tote_use_id JOIN tote t ON t.id = u.tote_id
    WHERE s.voided_at IS NULL AND u.id IN ({uses}) ORDER BY s.id
    """,
    """
    SELECT 'printing' AS stage, 'journey_labelled' AS code, j.asked_at AS at, j.asked_by AS person, j.station,
           j.serial, j.copy_no AS copy, j.state
    FROM seal s JOIN print_job j ON j.id = s.print_job_id
    WHERE s.voided_at IS NULL AND s.tote_use_id IN ({uses}) ORDER BY j.id
    """,
    """
    SELECT 'dispatch' AS stage, 'journey_loaded' AS code, l.at, l.person, l.station, t.code AS tote, {van} AS van
    FROM tote_load l JOIN tote_use u ON u.id = l.tote_use_id JOIN tote t ON t.id = u.tote_id
    JOIN route r ON r.id = l.route_id JOIN van v ON v.id = r.van_id
    WHERE l.off_at IS NULL AND u.id IN ({uses}) ORDER BY l.id
    """,
    """
    SELECT DISTINCT 'dispatch' AS stage, 'journey_departed' AS code, m.departed_at AS at, m.departed_by AS person,
           '' AS station, {van} AS van
    FROM tote_load l JOIN van_load m ON m.route_id = l.route_id JOIN route r ON r.id = l.route_id
    JOIN van v ON v.id = r.van_id
    WHERE l.off_at IS NULL AND m.departed_at IS NOT NULL AND l.tote_use_id IN ({uses})
    """,
    """
    SELECT 'handover' AS stage, 'journey_' || h.ended AS code, h.at, g.person, g.station, t.code AS tote, g.receiver
    FROM tote_handover h JOIN stop_handover g ON g.stop_id = h.stop_id JOIN tote_use u ON u.id = h.tote_use_id
    JOIN tote t ON t.id = u.tote_id WHERE h.tote_use_id IN ({uses}) ORDER BY t.code
    """,
    """
    SELECT 'handover' AS stage, 'journey_collected' AS code, c.at, c.person, c.station, c.known_by
    FROM collection c WHERE c.order_id = :order
    """,
    """
    SELECT 'handover' AS stage, 'journey_uncollected' AS code, u.at, u.person, '' AS station, u.state, u.reason
    FROM uncollected u WHERE u.order_id = :order
    """,
)
_STEPS = tuple(text(words.replace("{uses}", _USES).replace("{van}", van_name_sql())) for words in _STEPS_IN_WORDS)


def journey(connection: Connection, line_id: int) -> Journey:
    """The way of one order line. NotFound when there is none of this id."""
    line = connection.execute(text(_LINE), {"line": line_id}).one_or_none()
    if line is None:
        raise NotFound("order line", str(line_id))
    keys = {"order": line.order_id, "product": line.product_id, "point": line.point_id, "cycle": line.cycle_id}
    steps = [_taken(line)]
    for query in _STEPS:
        rows = connection.execute(query, keys).mappings()
        steps += [_step(dict(row)) for row in rows]
    product = f"{line.product} {line.spec}".strip()
    pieces = line.quantity - line.cancelled_quantity
    return Journey(line.id, line.external_no, line.buyer, line.point, product, pieces, tuple(steps))


def _taken(line: Any) -> Step:
    what = Notice.of("journey_taken", order=line.external_no, row=line.source_row, source=line.source or "")
    at = from_ms(line.at) if line.at is not None else None
    return Step("ordering", at, line.person or "", line.station or "", what)


def _step(row: dict[str, Any]) -> Step:
    stage, code, at = row.pop("stage"), row.pop("code"), row.pop("at")
    person, station = row.pop("person"), row.pop("station")
    return Step(stage, from_ms(at) if at is not None else None, person or "", station or "", Notice.of(code, **row))


_STANDING = """
    SELECT stage, count(*) AS lines, sum(pieces) AS pieces FROM (
      SELECT k.order_id, k.product_id, k.quantity AS pieces, CASE
        WHEN n.order_id IS NOT NULL THEN 'handover_collected'
        WHEN c.wanted = c.short + c.cancelled THEN 'picking_short'
        WHEN p.state = 'handed_over' THEN 'handover'
        WHEN r.state IN ('departed', 'returned', 'closed') THEN 'dispatch'
        WHEN d.sealed = 1 THEN 'packing'
        WHEN c.wanted = c.picked + c.substituted + c.short + c.cancelled THEN 'picking'
        WHEN c.id IS NOT NULL THEN 'picking_open'
        ELSE 'cutoff' END AS stage
      FROM snapshot s JOIN snapshot_line k ON k.snapshot_id = s.id JOIN cycle y ON y.id = s.cycle_id
      LEFT JOIN pick_cell c ON c.snapshot_id = s.id AND c.point_id = k.point_id AND c.product_id = k.product_id
      LEFT JOIN route_plan g ON g.cycle_id = s.cycle_id AND g.state = 'live'
      LEFT JOIN route_stop p ON p.plan_id = g.id AND p.point_id = k.point_id
      LEFT JOIN route r ON r.id = p.route_id
      LEFT JOIN (SELECT u.wave_id, u.point_id, min(CASE WHEN e.id IS NULL THEN 0 ELSE 1 END) AS sealed
                 FROM tote_use u LEFT JOIN seal e ON e.tote_use_id = u.id AND e.voided_at IS NULL
                 WHERE u.pieces > 0 GROUP BY u.wave_id, u.point_id) d
        ON d.wave_id = c.wave_id AND d.point_id = c.point_id
      LEFT JOIN collection n ON n.order_id = k.order_id
      WHERE y.code = :cycle AND s.state = 'live'
    ) lines GROUP BY stage ORDER BY stage
"""


def standing(connection: Connection, code: str) -> tuple[Standing, ...]:
    """How far the frozen lines of a cycle are: one row per stage, every line counted exactly once."""
    rows = connection.execute(text(_STANDING), {"cycle": code})
    return tuple(Standing(row.stage, int(row.lines), int(row.pieces)) for row in rows)
