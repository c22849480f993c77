"""In which order a printer's jobs come out: groups whole, the one that was begun first, then as they were asked."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from domain.printing.records import PrintJobRecord
from domain.printing.words import JobState


def waiting_for(printer_id: int, queue: str) -> ColumnElement[bool]:
    """The condition: a waiting job this printer may take, its own or anybody's of its queue."""
    anybody = and_(PrintJobRecord.printer_id.is_(None), PrintJobRecord.queue == queue)
    mine = or_(PrintJobRecord.printer_id == printer_id, anybody)
    return and_(PrintJobRecord.state == JobState.QUEUED.value, mine)


def in_print_order(printer_id: int, queue: str, current_group: str | None) -> Select[int, str, int | None]:
    """Waiting jobs of the printer (id, group_key, printer_id) as they will come out."""
    begun = func.min(PrintJobRecord.id).over(partition_by=PrintJobRecord.group_key)
    first = case((PrintJobRecord.group_key == (current_group or ""), 0), else_=1)
    return (
        select(PrintJobRecord.id, PrintJobRecord.group_key, PrintJobRecord.printer_id)
        .where(waiting_for(printer_id, queue))
        .order_by(first, begun, PrintJobRecord.seq, PrintJobRecord.id)
    )
