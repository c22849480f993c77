"""Which printer has labels that waited so long, while nothing moved, that nobody expects them without a question."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from domain.printing.queries.order import waiting_for
from domain.printing.records import PrinterLeaseRecord, PrinterRecord, PrintJobRecord
from domain.printing.words import AGED_MIN, AgedJobsWait


def aged_question(connection: Connection, printer_id: int, at: datetime) -> AgedJobsWait | None:
    """The question about the jobs older than AGED_MIN at a printer that stood still as long; None while there is none.

    `at` is the moment it is asked for. A printer that sent something lately, or whose long wait a person has seen
    lately, is moving.
    """
    sent_at = select(PrinterLeaseRecord.sent_at).where(PrinterLeaseRecord.printer_id == PrinterRecord.id)
    columns = (PrinterRecord.name, PrinterRecord.queue, PrinterRecord.aged_ok_at)
    query = select(*columns, sent_at.scalar_subquery().label("sent_at")).where(PrinterRecord.id == printer_id)
    printer = connection.execute(query).one_or_none()
    if printer is None:
        return None
    limit = at - timedelta(minutes=AGED_MIN)
    if any(moment is not None and moment > limit for moment in (printer.sent_at, printer.aged_ok_at)):
        return None
    sums = select(func.count(), func.min(PrintJobRecord.asked_at)).where(waiting_for(printer_id, printer.queue))
    jobs, oldest = connection.execute(sums).one()
    return AgedJobsWait(printer.name, int(jobs), oldest) if oldest is not None and oldest < limit else None
