"""The set-based SQL of allocation, one text for both databases. Parameters: :cycle, :warehouse, :delivery, :snapshot.

A level counts for a cycle when its lot lasts until the delivery day and its bin is no quarantine; what the cycle
itself holds untaken counts as free for it. Next: allocating.py.
"""

from sqlalchemy import Date, bindparam, text

_DAYS = (bindparam("delivery", type_=Date), bindparam("never", type_=Date))

_GOOD = """
    FROM stock_level s JOIN lot l ON l.id = s.lot_id JOIN bin b ON b.id = s.bin_id
    LEFT JOIN allocation a ON a.cycle_id = :cycle AND a.product_id = s.product_id AND a.lot_id = s.lot_id
      AND a.bin_id = s.bin_id
    WHERE b.warehouse_id = :warehouse AND b.kind <> 'quarantine'
      AND (l.expires_on IS NULL OR l.expires_on >= :delivery)
      AND s.quantity - s.allocated + COALESCE(a.quantity - a.taken, 0) > 0
"""
_FREE = "s.quantity - s.allocated + COALESCE(a.quantity - a.taken, 0)"

_USABLE = f"SELECT s.product_id, sum({_FREE}) AS pieces {_GOOD} GROUP BY s.product_id"
USABLE = text(_USABLE).bindparams(_DAYS[0])
"""(product_id, pieces): what the cycle may use, its own untaken allocation included."""

WANTED = """
    SELECT product_id, sum(pieces) AS pieces FROM (
      SELECT product_id, quantity AS pieces FROM purchase_demand WHERE snapshot_id = :snapshot
      UNION ALL
      SELECT l.product_id, l.after - l.before FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id
      WHERE a.snapshot_id = :snapshot AND a.state = 'accepted'
    ) frozen_and_amended GROUP BY product_id
"""
"""(product_id, pieces): what the cycle's buyers want now, accepted amendments included."""

_TAKEN = "SELECT product_id, sum(taken) AS pieces FROM allocation WHERE cycle_id = :cycle GROUP BY product_id"
_OPEN = f"""
    SELECT w.product_id, CASE WHEN w.pieces > COALESCE(t.pieces, 0) THEN w.pieces - COALESCE(t.pieces, 0) ELSE 0 END
      AS pieces
    FROM ({WANTED}) w LEFT JOIN ({_TAKEN}) t ON t.product_id = w.product_id
"""

# The lot that ends first is used first. Of one lot: where the cycle holds some already, the shelf the product is
# picked from, other shelves along the walk, the dock.
_TARGETS = f"""
    SELECT product_id, lot_id, bin_id, held,
      CASE WHEN wanted <= before THEN 0 WHEN wanted - before >= free THEN free ELSE wanted - before END AS target
    FROM (
      SELECT s.product_id, s.lot_id, s.bin_id, COALESCE(a.quantity - a.taken, 0) AS held, {_FREE} AS free,
        COALESCE(o.pieces, 0) AS wanted,
        COALESCE(sum({_FREE}) OVER (
          PARTITION BY s.product_id
          ORDER BY COALESCE(l.expires_on, :never), l.received_on, l.id,
            CASE WHEN a.quantity > a.taken THEN 0 ELSE 1 END, CASE WHEN z.bin_id = b.id THEN 0 ELSE 1 END,
            CASE WHEN b.kind = 'shelf' THEN 0 ELSE 1 END, b.walk_order, b.id
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM stock_level s JOIN lot l ON l.id = s.lot_id JOIN bin b ON b.id = s.bin_id
      LEFT JOIN slot z ON z.warehouse_id = b.warehouse_id AND z.product_id = s.product_id
      LEFT JOIN ({_OPEN}) o ON o.product_id = s.product_id
      LEFT JOIN allocation a ON a.cycle_id = :cycle AND a.product_id = s.product_id AND a.lot_id = s.lot_id
        AND a.bin_id = s.bin_id
      WHERE b.warehouse_id = :warehouse AND b.kind <> 'quarantine'
        AND (l.expires_on IS NULL OR l.expires_on >= :delivery) AND {_FREE} > 0
    ) in_order
"""

# What the cycle no longer needs, and what is no longer fit, goes back to the level.
_GIVE_BACK = f"""
    UPDATE allocation SET quantity = allocation.taken + k.keep
    FROM (
      SELECT h.product_id, h.lot_id, h.bin_id, COALESCE(t.target, 0) AS keep
      FROM allocation h LEFT JOIN ({_TARGETS}) t ON t.product_id = h.product_id AND t.lot_id = h.lot_id
        AND t.bin_id = h.bin_id
      WHERE h.cycle_id = :cycle AND h.quantity - h.taken > COALESCE(t.target, 0)
    ) k
    WHERE allocation.cycle_id = :cycle AND allocation.product_id = k.product_id AND allocation.lot_id = k.lot_id
      AND allocation.bin_id = k.bin_id
"""
GIVE_BACK = text(_GIVE_BACK).bindparams(*_DAYS)

_TAKE = f"""
    INSERT INTO allocation (cycle_id, product_id, lot_id, bin_id, quantity)
    SELECT :cycle, t.product_id, t.lot_id, t.bin_id, t.target FROM ({_TARGETS}) t WHERE t.target > t.held
    ON CONFLICT (cycle_id, product_id, lot_id, bin_id)
    DO UPDATE SET quantity = allocation.taken + excluded.quantity
"""
TAKE = text(_TAKE).bindparams(*_DAYS)

_LEVELS = f"""
    SELECT 1 FROM stock_level s WHERE s.product_id IN (SELECT w.product_id FROM ({WANTED}) w)
    ORDER BY s.bin_id, s.lot_id FOR UPDATE
"""
# One order for all: a pick takes its allocation's row before its level's.
LOCKS = (
    text("SELECT 1 FROM allocation WHERE cycle_id = :cycle ORDER BY product_id, lot_id, bin_id FOR UPDATE"),
    text(_LEVELS),
)

HELD = text("SELECT COALESCE(sum(quantity - taken), 0) FROM allocation WHERE cycle_id = :cycle")

_STANDING = f"""
    SELECT count(*) AS products, COALESCE(sum(o.pieces), 0) AS open, COALESCE(sum(COALESCE(h.pieces, 0)), 0) AS held,
      COALESCE(sum(CASE WHEN COALESCE(h.pieces, 0) < o.pieces THEN 1 ELSE 0 END), 0) AS short_products
    FROM ({_OPEN}) o LEFT JOIN (
      SELECT product_id, sum(quantity - taken) AS pieces FROM allocation WHERE cycle_id = :cycle GROUP BY product_id
    ) h ON h.product_id = o.product_id
"""
STANDING = text(_STANDING)
"""products wanted, pieces still open, pieces held for them, products of which too little is held."""
