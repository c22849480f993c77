"""The sums of the night that `check` recomputes from its ledgers: stock, purchase, shortage, picking, totes, vans, stops.

Each rule is one query for both databases that answers `checked` and `wrong`. queries.py runs them.
"""

from __future__ import annotations


def _counted(wrong: str, source: str) -> str:
    """SQL: how many rows `source` has, and for how many of them `wrong` holds."""
    return f"SELECT count(*) AS checked, COALESCE(sum(CASE WHEN {wrong} THEN 1 ELSE 0 END), 0) AS wrong FROM {source}"


_SIGNED = """
    SELECT e.id, e.cell_id, e.tote_use_id, e.lot_id, e.bin_id, COALESCE(u.kind, e.kind) AS act,
           CASE WHEN e.kind = 'undo' THEN -e.quantity ELSE e.quantity END AS pieces,
           CASE WHEN e.kind = 'undo' THEN -COALESCE(e.weight_g, 0) ELSE COALESCE(e.weight_g, 0) END AS grams
    FROM pick_event e LEFT JOIN pick_event u ON u.id = e.undoes_id
"""
"""The ledger of picking with its undos as minus."""

_STOCK = (
    (
        "levels_follow_ledger",
        _counted(
            "t.side1 <> t.side2",
            """(SELECT bin_id, lot_id, sum(one) AS side1, sum(two) AS side2 FROM (
                 SELECT bin_id, lot_id, quantity AS one, 0 AS two FROM stock_level
                 UNION ALL SELECT to_bin_id, lot_id, 0, quantity FROM stock_movement WHERE to_bin_id IS NOT NULL
                 UNION ALL SELECT from_bin_id, lot_id, 0, -quantity FROM stock_movement WHERE from_bin_id IS NOT NULL
               ) both_of_them GROUP BY bin_id, lot_id) t""",
        ),
    ),
    (
        "allocated_within_stock",
        _counted(
            "t.side1 <> t.side2 OR t.side1 > t.there",
            """(SELECT bin_id, lot_id, sum(one) AS side1, sum(two) AS side2, sum(there) AS there FROM (
                 SELECT bin_id, lot_id, allocated AS one, 0 AS two, quantity AS there FROM stock_level
                 UNION ALL SELECT bin_id, lot_id, 0, quantity - taken, 0 FROM allocation
               ) both_of_them GROUP BY bin_id, lot_id) t""",
        ),
    ),
    (
        "picks_left_the_stock",
        _counted(
            "t.side1 <> t.side2",
            f"""(SELECT bin_id, lot_id, sum(one) AS side1, sum(two) AS side2 FROM (
                 SELECT bin_id, lot_id, pieces AS one, 0 AS two FROM ({_SIGNED}) s WHERE lot_id IS NOT NULL
                 UNION ALL SELECT COALESCE(from_bin_id, to_bin_id), lot_id, 0,
                   CASE WHEN kind = 'pick' THEN quantity ELSE -quantity END
                 FROM stock_movement WHERE kind IN ('pick', 'unpick')
               ) both_of_them GROUP BY bin_id, lot_id) t""",
        ),
    ),
)

_PURCHASE = (
    (
        "cases_agree",
        _counted(
            "l.ordered <> l.cases * l.case_size "
            "OR l.left_over <> l.ordered + l.stock_used + l.from_left_over - l.demand OR (l.changed_by IS NULL AND (l.left_over < 0 OR (l.cases > 0 AND l.left_over >= l.case_size)))",
            "purchase_line l",
        ),
    ),
    (
        "receipts_agree",
        _counted(
            "l.received <> COALESCE(r.accepted, 0) OR l.refused <> COALESCE(r.refused, 0) "
            "OR l.returned <> COALESCE(b.quantity, 0)",
            """purchase_line l LEFT JOIN (SELECT purchase_line_id, sum(accepted) AS accepted, sum(refused) AS refused
                 FROM receipt_line GROUP BY purchase_line_id) r ON r.purchase_line_id = l.id
               LEFT JOIN (SELECT purchase_line_id, sum(quantity) AS quantity FROM supplier_return
                 GROUP BY purchase_line_id) b ON b.purchase_line_id = l.id""",
        ),
    ),
    (
        "shortage_shares_agree",
        _counted(
            "s.wanted <> COALESCE(t.wanted, 0) OR s.given <> COALESCE(t.given, 0) OR s.lines <> COALESCE(t.lines, 0) "
            "OR s.given > s.available",
            """shortage s LEFT JOIN (SELECT shortage_id, sum(wanted) AS wanted, sum(given) AS given, count(*) AS lines
                 FROM shortage_share GROUP BY shortage_id) t ON t.shortage_id = s.id WHERE s.state <> 'building'""",
        ),
    ),
)

_PICKING = (
    (
        "cells_follow_ledger",
        _counted(
            "c.picked <> COALESCE(t.picked, 0) OR c.substituted <> COALESCE(t.substituted, 0) "
            "OR c.picked_g <> COALESCE(t.grams, 0) OR c.short < COALESCE(t.short, 0) "
            "OR c.picked + c.substituted + c.short + c.cancelled > c.wanted",
            f"""pick_cell c LEFT JOIN (SELECT cell_id,
                   sum(CASE WHEN act = 'pick' THEN pieces ELSE 0 END) AS picked,
                   sum(CASE WHEN act = 'substitute' THEN pieces ELSE 0 END) AS substituted,
                   sum(CASE WHEN act = 'short' THEN pieces ELSE 0 END) AS short,
                   sum(CASE WHEN act = 'pick' THEN grams ELSE 0 END) AS grams
                 FROM ({_SIGNED}) s GROUP BY cell_id) t ON t.cell_id = c.id""",
        ),
    ),
    (
        "totes_follow_ledger",
        _counted(
            "u.pieces <> COALESCE(t.pieces, 0)",
            f"""tote_use u LEFT JOIN (SELECT tote_use_id, sum(pieces) AS pieces FROM ({_SIGNED}) s
                 WHERE tote_use_id IS NOT NULL GROUP BY tote_use_id) t ON t.tote_use_id = u.id""",
        ),
    ),
    (
        "tote_has_one_point_and_wave",
        _counted(
            "c.wave_id <> u.wave_id OR c.point_id <> u.point_id",
            "pick_event e JOIN tote_use u ON u.id = e.tote_use_id JOIN pick_cell c ON c.id = e.cell_id",
        ),
    ),
    (
        "acts_of_a_station_without_gap",
        _counted(
            "t.n <> t.last",
            "(SELECT station, count(*) AS n, max(station_seq) AS last FROM pick_event GROUP BY station) t",
        ),
    ),
    (
        "picks_agree_with_demand",
        _counted(
            "COALESCE(t.wanted, 0) <> t.demand",
            """(SELECT n.point_id, n.product_id, n.snapshot_id, sum(n.wanted) AS wanted, sum(n.demand) AS demand FROM (
                 SELECT c.snapshot_id, c.point_id, c.product_id, c.wanted - c.cancelled AS wanted, 0 AS demand
                 FROM pick_cell c JOIN wave w ON w.id = c.wave_id AND w.state = 'closed'
                 UNION ALL
                 SELECT d.snapshot_id, d.point_id, d.product_id, 0, d.quantity FROM pick_demand d
                 JOIN pick_cell c ON c.snapshot_id = d.snapshot_id AND c.point_id = d.point_id
                   AND c.product_id = d.product_id JOIN wave w ON w.id = c.wave_id AND w.state = 'closed'
                 UNION ALL
                 SELECT a.snapshot_id, l.point_id, l.product_id, 0, l.after - l.before FROM amendment_line l
                 JOIN amendment a ON a.id = l.amendment_id AND a.state = 'accepted'
                 JOIN pick_cell c ON c.snapshot_id = a.snapshot_id AND c.point_id = l.point_id
                   AND c.product_id = l.product_id JOIN wave w ON w.id = c.wave_id AND w.state = 'closed'
               ) n GROUP BY n.snapshot_id, n.point_id, n.product_id) t""",
        ),
    ),
    (
        "lines_are_accounted_for",
        _counted(
            "o.wanted <> o.picked + o.substituted + o.short + o.cancelled",
            "line_outcome o",
        ),
    ),
    (
        "outcomes_agree_with_cells",
        _counted(
            "c.wanted <> COALESCE(t.wanted, 0) OR c.picked <> COALESCE(t.picked, 0) "
            "OR c.substituted <> COALESCE(t.substituted, 0) OR c.short <> COALESCE(t.short, 0) "
            "OR c.cancelled <> COALESCE(t.cancelled, 0)",
            """pick_cell c JOIN wave w ON w.id = c.wave_id AND w.state = 'closed'
               LEFT JOIN (SELECT cell_id, sum(wanted) AS wanted, sum(picked) AS picked, sum(short) AS short,
                 sum(substituted) AS substituted, sum(cancelled) AS cancelled FROM line_outcome GROUP BY cell_id) t
               ON t.cell_id = c.id""",
        ),
    ),
)

_LEAVING = (
    (
        "sealed_totes_are_done",
        _counted(
            "EXISTS (SELECT 1 FROM pick_cell c WHERE c.wave_id = u.wave_id AND c.point_id = u.point_id "
            "AND c.picked + c.substituted + c.short + c.cancelled <> c.wanted) OR u.pieces <> s.pieces "
            "OR (s.gross_g IS NOT NULL AND abs(s.gross_g - s.expected_g) > s.tolerance_g AND s.override_by IS NULL)",
            "seal s JOIN tote_use u ON u.id = s.tote_use_id WHERE s.voided_at IS NULL",
        ),
    ),
    (
        "totes_are_where_they_say",
        _counted(
            "(t.state = 'free' AND u.id IS NOT NULL) "
            "OR (t.state NOT IN ('free', 'damaged', 'lost', 'returned') AND u.id IS NULL) "
            "OR (t.state IN ('sealed', 'staged', 'loaded', 'handed_over') AND s.id IS NULL) "
            "OR (t.state = 'loaded' AND l.id IS NULL) OR (t.state IN ('filling', 'closed') AND s.id IS NOT NULL)",
            """tote t LEFT JOIN tote_use u ON u.tote_id = t.id AND u.is_open = 1
               LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
               LEFT JOIN tote_load l ON l.tote_use_id = u.id AND l.off_at IS NULL""",
        ),
    ),
    (
        "van_loads_agree",
        _counted(
            "v.totes <> COALESCE(t.totes, 0) OR v.weight_g <> COALESCE(t.weight_g, 0) "
            "OR v.weight_g > v.max_weight_g + v.over_weight_g OR v.totes > v.max_totes + v.over_totes",
            """van_load v LEFT JOIN (SELECT route_id, count(*) AS totes, sum(weight_g) AS weight_g FROM tote_load
                 WHERE off_at IS NULL AND NOT EXISTS (SELECT 1 FROM tote_handover h
                   WHERE h.tote_use_id = tote_load.tote_use_id AND h.ended IN ('handed_over', 'missing'))
                 GROUP BY route_id) t ON t.route_id = v.route_id""",
        ),
    ),
    (
        "loaded_totes_are_accounted_for",
        _counted(
            "COALESCE(l.loaded, 0) <> COALESCE(h.ended, 0) OR g.expected <> COALESCE(l.loaded, 0)",
            """route_stop p JOIN stop_handover g ON g.stop_id = p.id
               LEFT JOIN (SELECT stop_id, count(*) AS loaded FROM tote_load WHERE off_at IS NULL GROUP BY stop_id) l
                 ON l.stop_id = p.id
               LEFT JOIN (SELECT stop_id, count(*) AS ended FROM tote_handover GROUP BY stop_id) h ON h.stop_id = p.id
               WHERE p.state = 'handed_over'""",
        ),
    ),
    (
        "stops_of_a_route_are_counted",
        _counted(
            "r.weight_g <> COALESCE(t.weight_g, 0) OR r.totes <> COALESCE(t.totes, 0) OR t.last <> t.stops",
            """route r LEFT JOIN (SELECT route_id, sum(weight_g) AS weight_g, sum(totes) AS totes, count(*) AS stops,
                 max(drop_no) AS last FROM route_stop GROUP BY route_id) t ON t.route_id = r.id
               WHERE r.state <> 'draft' AND NOT EXISTS (SELECT 1 FROM road_replan_route w JOIN road_replan a
                 ON a.id = w.replan_id AND a.state = 'accepted' WHERE w.route_id = r.id)""",
        ),
    ),
    (
        "totes_ride_where_their_stop_is",
        _counted(
            "l.off_at IS NULL AND p.state NOT IN ('skipped', 'failed') AND p.route_id <> l.route_id "
            "AND COALESCE(m.to_route_id, 0) <> p.route_id",
            """tote_load l JOIN route_stop p ON p.id = l.stop_id
               LEFT JOIN tote_transfer m ON m.tote_use_id = l.tote_use_id AND m.ended IS NULL""",
        ),
    ),
    (
        "collected_once_and_not_returned",
        _counted(
            "u.state = 'returned' OR o.state = 'cancelled'",
            """collection c JOIN orders o ON o.id = c.order_id
               LEFT JOIN uncollected u ON u.order_id = c.order_id""",
        ),
    ),
    (
        "labels_are_of_their_seal",
        _counted(
            "(s.voided_at IS NULL AND j.voided_at IS NOT NULL) OR (s.voided_at IS NOT NULL AND j.voided_at IS NULL)",
            "seal s JOIN print_job j ON j.id = s.print_job_id",
        ),
    ),
    (
        "copies_count_up",
        _counted(
            "t.copies <> t.last",
            "(SELECT serial, count(*) AS copies, max(copy_no) AS last FROM print_job GROUP BY serial) t",
        ),
    ),
)

NIGHT_RULES: tuple[tuple[str, str], ...] = (*_STOCK, *_PURCHASE, *_PICKING, *_LEAVING)
