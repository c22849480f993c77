"""The set-based SQL of the cutoff, one text for both databases. Parameters: :cycle, :snapshot.

benchmarks/cutoff50k.py runs the bare sums beside these as its floor.
"""

from sqlalchemy import text

# Counted in indexes alone: whoever asks at 50,000 orders waits for none of their rows.
UNSETTLED = text(
    """
    SELECT (SELECT count(*) FROM orders o WHERE o.cycle_id = :cycle)
             - (SELECT count(*) FROM orders o WHERE o.cycle_id = :cycle AND o.state = 'cancelled'
                AND o.state <> 'confirmed') AS orders,
           (SELECT count(*) FROM orders o WHERE o.cycle_id = :cycle AND o.state <> 'cancelled'
              AND o.point_id IN (SELECT p.id FROM point p WHERE p.name = :no_point)) AS pointless,
           (SELECT count(*) FROM orders o WHERE o.cycle_id = :cycle AND o.state = 'review' AND o.state <> 'confirmed'
              AND o.point_id NOT IN (SELECT p.id FROM point p WHERE p.name = :no_point)) AS in_review,
           (SELECT minimum_orders FROM cycle WHERE id = :cycle) AS minimum
    """
)

_FREEZE = """
    INSERT INTO snapshot_line (snapshot_id, line_id, order_id, cycle_id, point_id, product_id, quantity, weight_g,
                               volume_ml, amount_fen)
    SELECT :snapshot, l.id, l.order_id, l.cycle_id, o.point_id, l.product_id, l.quantity - l.cancelled_quantity,
           (l.quantity - l.cancelled_quantity) * p.weight_g, (l.quantity - l.cancelled_quantity) * p.volume_ml,
           l.amount_fen
    FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
    WHERE o.cycle_id = :cycle AND o.state = 'confirmed' AND l.quantity <> l.cancelled_quantity
"""
# "<>", not ">": never more is cancelled than ordered, and PostgreSQL then expects nearly all lines, not a third of them.
# SQLite is told the order in which its indexes give orders and lines anyway, and so takes those; it need not sort.
# PostgreSQL joins by hashing and would have to.
_FREEZE_SORTED = _FREEZE + " ORDER BY o.id, l.line_no"
FREEZE_LINES = text(_FREEZE_SORTED)
FREEZE_LINES_UNSORTED = text(_FREEZE)

PICK = text(
    """
    INSERT INTO pick_demand (snapshot_id, point_id, product_id, quantity, weight_g, orders)
    SELECT snapshot_id, point_id, product_id, sum(quantity), sum(weight_g), count(DISTINCT order_id)
    FROM snapshot_line WHERE snapshot_id = :snapshot GROUP BY snapshot_id, point_id, product_id
    """
)

# The other two take their pieces from the pick demand, which holds every line's: a few thousand rows, not all lines.
PURCHASE = text(
    """
    INSERT INTO purchase_demand (snapshot_id, product_id, supplier_id, quantity, weight_g, case_size)
    SELECT k.snapshot_id, k.product_id, p.supplier_id, sum(k.quantity), sum(k.weight_g), p.case_size
    FROM pick_demand k JOIN product p ON p.id = k.product_id
    WHERE k.snapshot_id = :snapshot GROUP BY k.snapshot_id, k.product_id, p.supplier_id, p.case_size
    """
)

DELIVERY = text(
    """
    INSERT INTO delivery_demand (snapshot_id, point_id, orders, products, quantity, weight_g, volume_ml, amount_fen)
    SELECT :snapshot, l.point_id, l.orders, k.products, k.quantity, k.weight_g, l.volume_ml, l.amount_fen
    FROM (
      SELECT point_id, count(DISTINCT order_id) AS orders, sum(volume_ml) AS volume_ml, sum(amount_fen) AS amount_fen
      FROM snapshot_line WHERE snapshot_id = :snapshot GROUP BY point_id
    ) l JOIN (
      SELECT point_id, count(*) AS products, sum(quantity) AS quantity, sum(weight_g) AS weight_g
      FROM pick_demand WHERE snapshot_id = :snapshot GROUP BY point_id
    ) k ON k.point_id = l.point_id
    """
)

SUMS = text(
    """
    SELECT (SELECT COALESCE(sum(d.orders), 0) FROM delivery_demand d WHERE d.snapshot_id = :snapshot) AS orders,
           count(*) AS lines, COALESCE(sum(quantity), 0) AS pieces
    FROM snapshot_line WHERE snapshot_id = :snapshot
    """
)

LINES_TO_HASH = text(
    """
    SELECT line_id, order_id, point_id, product_id, quantity, weight_g, amount_fen
    FROM snapshot_line WHERE snapshot_id = :snapshot ORDER BY line_id
    """
)
# The same numbers as bytes, put together where they lie: nothing but the hash travels.
HASH_ON_SERVER = text(
    """
    SELECT encode(sha256(COALESCE(string_agg(
      int8send(line_id) || int8send(order_id) || int8send(point_id) || int8send(product_id) || int8send(quantity)
      || int8send(weight_g) || int8send(amount_fen), ''::bytea ORDER BY line_id), ''::bytea)), 'hex')
    FROM snapshot_line WHERE snapshot_id = :snapshot
    """
)

PURCHASE_COUNTS = text(
    """
    SELECT count(DISTINCT COALESCE(supplier_id, 0)) AS groups, count(*) AS products, sum(quantity) AS pieces
    FROM purchase_demand WHERE snapshot_id = :snapshot
    """
)
PICK_COUNTS = text(
    "SELECT count(DISTINCT point_id) AS groups, sum(quantity) AS pieces FROM pick_demand WHERE snapshot_id = :snapshot"
)
DELIVERY_COUNTS = text(
    "SELECT count(*) AS groups, sum(quantity) AS pieces FROM delivery_demand WHERE snapshot_id = :snapshot"
)

ACCEPTED_COUNT = text("SELECT count(*) FROM amendment WHERE snapshot_id = :snapshot AND state = 'accepted'")

CURRENT_OF_ORDER = text(
    """
    SELECT point_id, product_id, sum(pieces) AS pieces FROM (
      SELECT point_id, product_id, quantity AS pieces FROM snapshot_line
      WHERE snapshot_id = :snapshot AND order_id = :order
      UNION ALL
      SELECT l.point_id, l.product_id, l.after - l.before FROM amendment_line l
      JOIN amendment a ON a.id = l.amendment_id
      WHERE a.snapshot_id = :snapshot AND a.state = 'accepted' AND l.order_id = :order
    ) both_of_them GROUP BY point_id, product_id HAVING sum(pieces) <> 0
    """
)
"""What an order holds now: frozen pieces and accepted changes, per point and product."""

_FINAL = """
    SELECT l.order_id, l.product_id, l.after, a.cycle_id FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
    WHERE a.snapshot_id = :snapshot AND a.state = 'accepted' AND a.number = (
      SELECT max(b.number) FROM amendment b JOIN amendment_line m ON m.amendment_id = b.id
      WHERE b.snapshot_id = :snapshot AND b.state = 'accepted' AND m.order_id = l.order_id
        AND m.product_id = l.product_id)
      AND (l.after > 0 OR NOT EXISTS (SELECT 1 FROM amendment_line m WHERE m.amendment_id = a.id
           AND m.order_id = l.order_id AND m.product_id = l.product_id AND m.after > 0))
"""
_FIRST = "(SELECT min(f.line_no) FROM order_line f WHERE f.order_id = {0}.order_id AND f.product_id = {0}.product_id)"

FOLD = (
    # The first line of each amended product takes the amended pieces, further lines of it are cancelled.
    f"""
    UPDATE order_line SET
      quantity = CASE WHEN line_no = {_FIRST.format("order_line")} AND t.after > 0 THEN t.after ELSE quantity END,
      cancelled_quantity = CASE WHEN line_no = {_FIRST.format("order_line")} AND t.after > 0 THEN 0 ELSE quantity END
    FROM ({_FINAL}) t WHERE t.order_id = order_line.order_id AND t.product_id = order_line.product_id
    """,
    f"""
    INSERT INTO order_line (order_id, cycle_id, line_no, product_id, quantity, amount_fen, source_row)
    SELECT t.order_id, t.cycle_id, 1000 + t.product_id, t.product_id, t.after, 0, 0 FROM ({_FINAL}) t
    WHERE t.after > 0 AND NOT EXISTS
      (SELECT 1 FROM order_line l WHERE l.order_id = t.order_id AND l.product_id = t.product_id)
    """,
    f"""
    UPDATE orders SET
      pieces = COALESCE((SELECT sum(l.quantity - l.cancelled_quantity) FROM order_line l
                         WHERE l.order_id = orders.id), 0),
      lines = (SELECT count(*) FROM order_line l WHERE l.order_id = orders.id AND l.quantity > l.cancelled_quantity),
      point_id = COALESCE((SELECT max(m.point_id) FROM amendment_line m JOIN amendment a ON a.id = m.amendment_id
                  WHERE a.snapshot_id = :snapshot AND a.state = 'accepted' AND m.order_id = orders.id AND m.after > 0
                  AND a.number = (SELECT max(b.number) FROM amendment b JOIN amendment_line n ON n.amendment_id = b.id
                                  WHERE b.snapshot_id = :snapshot AND b.state = 'accepted'
                                  AND n.order_id = orders.id AND n.after > 0)), point_id),
      version = version + 1
    WHERE id IN (SELECT t.order_id FROM ({_FINAL}) t)
    """,
    f"""
    UPDATE orders SET state = CASE WHEN pieces = 0 THEN 'cancelled' ELSE 'confirmed' END, version = version + 1
    WHERE state <> CASE WHEN pieces = 0 THEN 'cancelled' ELSE 'confirmed' END
      AND id IN (SELECT t.order_id FROM ({_FINAL}) t)
    """,
)
