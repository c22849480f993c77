"""The count sheets of a cycle's warehouse: what is to be counted, along the walk. Next: exchange/documents/count_sheet.py."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from domain.ordering.queries import cycle_id
from domain.ordering.records import CycleRecord
from domain.places.records import WarehouseRecord
from domain.stock.queries.standing import count_sheet
from domain.stock.words import CountRow


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The bins of a warehouse in the order of the walk, each with the lots that ought to lie there."""

    warehouse_id: int
    warehouse: str
    rows: tuple[CountRow, ...] = field(default=())


def count_sheets(connection: Connection, code: str) -> tuple[CountSheet, ...]:
    """The sheet of the cycle's warehouse; none when nothing lies there."""
    query = (
        select(WarehouseRecord.id, WarehouseRecord.name)
        .join(CycleRecord, CycleRecord.warehouse_id == WarehouseRecord.id)
        .where(CycleRecord.id == cycle_id(connection, code))
    )
    row = connection.execute(query).one()
    lines = count_sheet(connection, row.id)
    return (CountSheet(row.id, row.name, lines),) if lines else ()
