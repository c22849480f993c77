"""What picking put into a crate: events less those taken back, by product."""

from __future__ import annotations

from sqlalchemy import Connection, text

from domain.picking.values import ToteItem

_CONTENTS = text(
    """
    SELECT g.id, g.name, g.spec, g.sale_unit, CASE WHEN e.given_product_id IS NULL THEN '' ELSE p.name END AS instead_of,
      CAST(sum(CASE WHEN e.kind = 'undo' THEN -e.quantity ELSE e.quantity END) AS BIGINT) AS pieces,
      CAST(sum(CASE WHEN e.kind = 'undo' THEN -1 ELSE 1 END * COALESCE(e.weight_g, e.quantity * g.weight_g)) AS BIGINT)
        AS weight_g, min(c.sort) AS place
    FROM pick_event e JOIN pick_cell c ON c.id = e.cell_id JOIN product p ON p.id = c.product_id
    JOIN product g ON g.id = COALESCE(e.given_product_id, c.product_id)
    WHERE e.tote_use_id = :use
    GROUP BY g.id, g.name, g.spec, g.sale_unit, CASE WHEN e.given_product_id IS NULL THEN '' ELSE p.name END
    HAVING sum(CASE WHEN e.kind = 'undo' THEN -e.quantity ELSE e.quantity END) > 0
    ORDER BY min(c.sort), g.id
    """
)


def tote_contents(connection: Connection, tote_use_id: int) -> tuple[ToteItem, ...]:
    """What is in a crate by product, in walking order."""
    rows = connection.execute(_CONTENTS, {"use": tote_use_id})
    return tuple(
        ToteItem(row.id, row.name, row.spec, row.sale_unit, row.pieces, row.weight_g, row.instead_of) for row in rows
    )
