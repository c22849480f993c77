"""Where a station stands after the code of a paper was scanned: “scan to begin” on pick lists and sow lists. Next: station.py."""

from __future__ import annotations

from sqlalchemy import Connection, text

from domain.common.codes import OwnCode
from domain.common.errors import NotFound
from domain.picking.values import Stand
from domain.picking.words import PickMethod

PAPERS = frozenset({"PICK", "SOW", "WAVE"})

# A wave at work with something open goes before one that is done; a wave not yet released is refused by the station.
_WAVES = text(
    """
    SELECT w.id, w.method FROM wave w JOIN cycle y ON y.id = w.cycle_id
    LEFT JOIN pick_cell c ON c.wave_id = w.id AND (:point = 0 OR c.point_id = :point)
      AND (:product = 0 OR c.product_id = :product)
    WHERE lower(y.code) = lower(:cycle) AND (:number = 0 OR w.number = :number)
      AND w.state IN ('released', 'picking', 'paused', 'checking')
      AND (c.id IS NOT NULL OR (:point = 0 AND :product = 0))
    GROUP BY w.id, w.method, w.number
    ORDER BY CASE WHEN sum(c.wanted - c.picked - c.substituted - c.short - c.cancelled) > 0 THEN 0 ELSE 1 END, w.number
    LIMIT 1
    """
)


def stand_of_paper(connection: Connection, paper: OwnCode) -> Stand:
    """Where a station begins: PICK:cycle:point, SOW:cycle:product, WAVE:cycle:number. NotFound when no wave at work has it."""
    cycle, _colon, number = paper.value.partition(":")
    named = int(number or 0)
    asked = {"PICK": "point", "SOW": "product", "WAVE": "number"}[paper.paper]
    facts = {"cycle": cycle, "point": 0, "product": 0, "number": 0, asked: named}
    row = connection.execute(_WAVES, facts).first()
    if row is None:
        raise NotFound("wave", paper.text)
    if paper.paper == "PICK":
        return Stand(row.id, PickMethod.BY_POINT, point_id=named)
    if paper.paper == "SOW":
        return Stand(row.id, PickMethod.BY_PRODUCT, product_id=named)
    return Stand(row.id, PickMethod(row.method))
