"""How many pieces of each product a cycle may use: purchasing buys what is wanted beyond that."""

from __future__ import annotations

from sqlalchemy import Connection, select

from domain.common.errors import NotFound
from domain.ordering.records import CycleRecord
from domain.stock.operations import statements


def usable(connection: Connection, cycle_id: int) -> dict[int, int]:
    """Pieces by product id: in the cycle's warehouse, lasting until its delivery day, not in quarantine, not promised
    to another cycle. What the cycle holds and has not taken counts. Products without any are left out. Raises NotFound.
    """
    query = select(CycleRecord.warehouse_id, CycleRecord.delivery_day).where(CycleRecord.id == cycle_id)
    cycle = connection.execute(query).one_or_none()
    if cycle is None:
        raise NotFound("cycle", str(cycle_id))
    facts = {"cycle": cycle_id, "warehouse": cycle.warehouse_id, "delivery": cycle.delivery_day}
    return {row.product_id: int(row.pieces) for row in connection.execute(statements.USABLE, facts)}
