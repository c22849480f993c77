"""The ledger of a product, page by page, and whether every level is what its ledger says."""

from __future__ import annotations

from sqlalchemy import Connection, text

from domain.common.columns import Moment
from domain.stock.words import LevelFault, MovementRow

PAGE = 200

_LEDGER = text(
    """
    SELECT m.id, m.at, m.person, m.station, m.kind, m.product_id, p.name AS product, l.code AS lot,
      COALESCE(f.code, '') AS from_bin, COALESCE(t.code, '') AS to_bin, m.quantity, COALESCE(m.reason, '') AS reason,
      m.ref, m.undoes_id, (SELECT u.id FROM stock_movement u WHERE u.undoes_id = m.id) AS undone_by
    FROM stock_movement m JOIN product p ON p.id = m.product_id JOIN lot l ON l.id = m.lot_id
    LEFT JOIN bin f ON f.id = m.from_bin_id LEFT JOIN bin t ON t.id = m.to_bin_id
    WHERE m.product_id = :product AND (:before = 0 OR m.id < :before)
    ORDER BY m.id DESC LIMIT :limit
    """
).columns(at=Moment)


def movements(
    connection: Connection, product_id: int, before: int | None = None, limit: int = PAGE
) -> tuple[MovementRow, ...]:
    """The next `limit` movements of a product, the latest first, those before the movement `before`."""
    facts = {"product": product_id, "before": before or 0, "limit": limit}
    return tuple(MovementRow(**row._mapping) for row in connection.execute(_LEDGER, facts))


RECOMPUTED = """
    SELECT k.bin_id, k.lot_id, COALESCE(s.quantity, 0) AS quantity, k.ledger, COALESCE(s.allocated, 0) AS allocated,
      k.promised
    FROM (
      SELECT bin_id, lot_id, CAST(sum(pieces) AS BIGINT) AS ledger, CAST(sum(promised) AS BIGINT) AS promised FROM (
        SELECT to_bin_id AS bin_id, lot_id, quantity AS pieces, 0 AS promised FROM stock_movement
        WHERE to_bin_id IS NOT NULL
        UNION ALL
        SELECT from_bin_id, lot_id, -quantity, 0 FROM stock_movement WHERE from_bin_id IS NOT NULL
        UNION ALL
        SELECT bin_id, lot_id, 0, quantity - taken FROM allocation
        UNION ALL
        SELECT bin_id, lot_id, 0, 0 FROM stock_level
      ) every_row GROUP BY bin_id, lot_id
    ) k LEFT JOIN stock_level s ON s.bin_id = k.bin_id AND s.lot_id = k.lot_id
"""
"""(bin_id, lot_id, quantity, ledger, allocated, promised) of each level: what it says beside what its ledger and the
allocations come to. For the nightly check: a level is wrong where they differ."""

_FAULTS = f"""
    SELECT b.code AS bin, l.code AS lot, p.name AS product, r.quantity, r.ledger, r.allocated, r.promised
    FROM ({RECOMPUTED}) r JOIN bin b ON b.id = r.bin_id JOIN lot l ON l.id = r.lot_id
    JOIN product p ON p.id = l.product_id
    WHERE r.quantity <> r.ledger OR r.allocated <> r.promised OR r.ledger < 0
    ORDER BY b.code, l.code
"""


def level_faults(connection: Connection) -> tuple[LevelFault, ...]:
    """Levels that are not the sum of their ledger, or promises that are not the sum of the allocations. None: all is well."""
    return tuple(LevelFault(**row._mapping) for row in connection.execute(text(_FAULTS)))
