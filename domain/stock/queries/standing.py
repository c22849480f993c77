"""What lies where, now: bins, levels by bin, by product and by lot, a product's stock summed, the count sheet.

Next: ledger.py for how it came to be, alerts.py for what wants a look.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, Date, TextClause, bindparam, text

from domain.common.errors import NotFound
from domain.places.words import FIRST_WAREHOUSE
from domain.stock.words import BinRow, CountRow, LevelRow, StockRow

_BINS = """
    SELECT b.id, b.code, b.kind, b.zone, b.warehouse_id, w.name AS warehouse, b.walk_order, b.x_cm, b.y_cm, b.level,
      b.max_weight_g, b.max_volume_ml, b.active, b.version, COALESCE(s.pieces, 0) AS pieces,
      COALESCE(s.weight_g, 0) AS weight_g, COALESCE(z.slots, 0) AS slots
    FROM bin b JOIN warehouse w ON w.id = b.warehouse_id
    LEFT JOIN (SELECT s.bin_id, sum(s.quantity) AS pieces, sum(s.quantity * p.weight_g) AS weight_g
               FROM stock_level s JOIN product p ON p.id = s.product_id GROUP BY s.bin_id) s ON s.bin_id = b.id
    LEFT JOIN (SELECT bin_id, count(*) AS slots FROM slot GROUP BY bin_id) z ON z.bin_id = b.id
"""


_ALONG_THE_WALK = f"""
    {_BINS} WHERE (:warehouse = 0 OR b.warehouse_id = :warehouse) AND (b.active = 1 OR :retired = 1)
    ORDER BY w.code, b.walk_order, b.code
"""
_BY_CODE = f"{_BINS} WHERE upper(b.code) = upper(:code)"


def bins(connection: Connection, warehouse_id: int | None = None, *, with_retired: bool = True) -> tuple[BinRow, ...]:
    """All bins along the walk of their warehouse."""
    facts = {"warehouse": warehouse_id or 0, "retired": int(with_retired)}
    return tuple(_bin_row(row._mapping) for row in connection.execute(text(_ALONG_THE_WALK), facts))


def bin_by_code(connection: Connection, code: str) -> BinRow:
    """The bin a scanned or typed code names, whatever its case. Raises NotFound."""
    found = connection.execute(text(_BY_CODE), {"code": code.strip()}).one_or_none()
    if found is None:
        raise NotFound("bin", code.strip()[:40])
    return _bin_row(found._mapping)


def _bin_row(row: object) -> BinRow:
    values = dict(row)  # type: ignore[call-overload]
    whole = {name: int(values[name]) for name in ("pieces", "weight_g", "slots")}
    return BinRow(**{**values, **whole, "active": bool(values["active"])})


_LEVELS = """
    SELECT s.bin_id, b.code AS bin, b.kind, b.zone, s.lot_id, l.code AS lot, l.expires_on, l.received_on, s.product_id,
      p.code, p.name AS product, p.sale_unit AS unit, s.quantity, s.allocated
    FROM stock_level s JOIN bin b ON b.id = s.bin_id JOIN lot l ON l.id = s.lot_id JOIN product p ON p.id = s.product_id
    WHERE s.quantity > 0 AND
"""
_ENDS = "CASE WHEN l.expires_on IS NULL THEN 1 ELSE 0 END, l.expires_on, l.received_on, l.id"
_IN_BIN = f"{_LEVELS} s.bin_id = :it ORDER BY p.name, p.id, {_ENDS}"
_OF_PRODUCT = f"{_LEVELS} s.product_id = :it ORDER BY {_ENDS}, b.walk_order, b.code"
_OF_LOT = f"{_LEVELS} s.lot_id = :it ORDER BY b.walk_order, b.code"
_ENDING = f"""
    {_LEVELS} b.warehouse_id = :warehouse AND l.expires_on <= :until ORDER BY {_ENDS}, p.name, b.walk_order, b.code
"""


def levels_in_bin(connection: Connection, bin_id: int) -> tuple[LevelRow, ...]:
    """What lies in a bin, by product, the lot that ends first first."""
    return _levels(connection, text(_IN_BIN), it=bin_id)


def levels_of_product(connection: Connection, product_id: int) -> tuple[LevelRow, ...]:
    """Where a product lies, the lot that ends first first, then along the walk."""
    return _levels(connection, text(_OF_PRODUCT), it=product_id)


def levels_of_lot(connection: Connection, lot_id: int) -> tuple[LevelRow, ...]:
    """Where a lot lies, along the walk: whom a recall concerns."""
    return _levels(connection, text(_OF_LOT), it=lot_id)


def levels_ending(connection: Connection, warehouse_id: int, until: date) -> tuple[LevelRow, ...]:
    """Levels of lots that end on the day or before it, the one that ends first first."""
    query = text(_ENDING).bindparams(bindparam("until", type_=Date))
    return _levels(connection, query, warehouse=warehouse_id, until=until)


def _levels(connection: Connection, query: TextClause, **facts: object) -> tuple[LevelRow, ...]:
    rows = connection.execute(query.columns(expires_on=Date, received_on=Date), facts)
    return tuple(LevelRow(**row._mapping) for row in rows)


_STOCK = text(
    """
    SELECT p.id AS product_id, p.code, p.name AS product, p.sale_unit AS unit, p.zone,
      CAST(COALESCE(t.quantity, 0) AS BIGINT) AS quantity, CAST(COALESCE(t.allocated, 0) AS BIGINT) AS allocated,
      CAST(COALESCE(t.aside, 0) AS BIGINT) AS aside, CAST(COALESCE(t.expired, 0) AS BIGINT) AS expired,
      CAST(COALESCE(t.usable, 0) AS BIGINT) AS usable, COALESCE(t.lots, 0) AS lots, t.next_expiry,
      COALESCE(h.pieces, 0) AS low, COALESCE(y.code, '') AS slot
    FROM product p
    LEFT JOIN (
      SELECT s.product_id, sum(s.quantity) AS quantity, sum(s.allocated) AS allocated,
        sum(CASE WHEN b.kind = 'quarantine' THEN s.quantity ELSE 0 END) AS aside,
        sum(CASE WHEN b.kind <> 'quarantine' AND l.expires_on < :today THEN s.quantity ELSE 0 END) AS expired,
        sum(CASE WHEN b.kind = 'quarantine' OR COALESCE(l.expires_on < :today, 1 = 0) THEN 0
                 ELSE s.quantity - s.allocated END) AS usable,
        count(DISTINCT s.lot_id) AS lots,
        min(CASE WHEN b.kind <> 'quarantine' THEN l.expires_on END) AS next_expiry
      FROM stock_level s JOIN bin b ON b.id = s.bin_id JOIN lot l ON l.id = s.lot_id
      WHERE s.quantity > 0 AND b.warehouse_id = :warehouse GROUP BY s.product_id
    ) t ON t.product_id = p.id
    LEFT JOIN stock_threshold h ON h.product_id = p.id AND h.warehouse_id = :warehouse
    LEFT JOIN slot z ON z.product_id = p.id AND z.warehouse_id = :warehouse LEFT JOIN bin y ON y.id = z.bin_id
    WHERE t.quantity > 0 OR h.pieces IS NOT NULL OR z.bin_id IS NOT NULL
    ORDER BY p.name, p.id
    """
).columns(next_expiry=Date)


def stock_summary(connection: Connection, today: date, warehouse_id: int = FIRST_WAREHOUSE) -> tuple[StockRow, ...]:
    """Each product that lies there, has a shelf or a threshold, by name, with its sums."""
    query = _STOCK.bindparams(bindparam("today", type_=Date))
    rows = connection.execute(query, {"today": today, "warehouse": warehouse_id})
    return tuple(StockRow(**row._mapping) for row in rows)


_COUNT = """
    SELECT s.bin_id, b.code AS bin, b.walk_order, s.lot_id, l.code AS lot, l.expires_on, p.code, p.name AS product,
      p.sale_unit AS unit, s.quantity AS seen
    FROM stock_level s JOIN bin b ON b.id = s.bin_id JOIN lot l ON l.id = s.lot_id JOIN product p ON p.id = s.product_id
    WHERE s.quantity > 0 AND b.warehouse_id = :warehouse ORDER BY b.walk_order, b.code, p.name, p.id, l.code
"""


def count_sheet(
    connection: Connection, warehouse_id: int = FIRST_WAREHOUSE, bin_ids: Collection[int] | None = None
) -> tuple[CountRow, ...]:
    """The lines to count along the walk, of all bins or of those named."""
    query = text(_COUNT).columns(expires_on=Date)
    rows = [CountRow(**row._mapping) for row in connection.execute(query, {"warehouse": warehouse_id})]
    return tuple(row for row in rows if bin_ids is None or row.bin_id in bin_ids)
