"""One owner per printer: a lease with a fence that grows whenever the printer is taken.

Every act of the sender renews the lease; one that is silent for LEASE_S loses it. Who takes a printer over finds
what the last one was sending: uncertain, for a person to settle. Time is the database's own. Next: taking.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common import command
from domain.common.clock import now
from domain.common.columns import from_ms, to_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.common.ready import Ready
from domain.printing.operations.printers import printer_row
from domain.printing.queries.order import waiting_for
from domain.printing.records import PrinterLeaseRecord, PrintJobRecord
from domain.printing.words import LEASE_S, JobState, LeaseLost, PrinterBusy, PrinterRetired

_SERVER_CLOCK = text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)")


def take_lease(database: Database, actor: Actor, printer_id: int, owner: str, *, command_id: str | None = None) -> Done:
    """The printer is the sender's `owner` from now on; answer {"fence": n}. Raises PrinterBusy, PrinterRetired.

    `owner` names one sender ("station/program"); the same one that begins anew takes it at once.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        printer = printer_row(tx.connection, printer_id)
        if not printer.active:
            raise PrinterRetired(printer.name)
        fence = _take(tx, printer, owner)
        doubtful = _look_after_the_last(tx, printer_id, fence)
        tx.note("printing", "printer_taken", f"printer {printer.name}", after={"fence": fence, "uncertain": doubtful})
        return {"fence": fence}

    body = [printer_id, owner]
    return command.execute(database, actor, "take_lease", body, work, right=Right.PRINT, command_id=command_id)


def _take(tx: Transaction, printer: Any, owner: str) -> int:
    at = database_now(tx.connection)
    fresh = {"printer_id": printer.id, "owner": owner, "fence": 1, "until": at + timedelta(seconds=LEASE_S)}
    make = pg_insert if tx.dialect == "postgresql" else lite_insert
    first = make(PrinterLeaseRecord).values(**fresh).on_conflict_do_nothing(index_elements=["printer_id"])
    if tx.connection.execute(first.returning(PrinterLeaseRecord.fence)).scalar_one_or_none():
        return 1
    mine = select(PrinterLeaseRecord.__table__).where(PrinterLeaseRecord.printer_id == printer.id)
    held = tx.connection.execute(mine.with_for_update()).one()
    if held.owner != owner and held.until > at:
        raise PrinterBusy(printer.name, held.owner, _ahead(tx.connection, printer))
    row = update(PrinterLeaseRecord).where(PrinterLeaseRecord.printer_id == printer.id)
    tx.connection.execute(row.values(owner=owner, fence=held.fence + 1, until=fresh["until"]))
    return int(held.fence) + 1


def _ahead(connection: Connection, printer: Any) -> int:
    return int(connection.execute(select(func.count()).where(waiting_for(printer.id, printer.queue))).scalar_one())


def _look_after_the_last(tx: Transaction, printer_id: int, fence: int) -> int:
    """What the last sender only held waits again; what it was sending is uncertain. How many are."""
    old = update(PrintJobRecord).where(PrintJobRecord.printer_id == printer_id, PrintJobRecord.fence < fence)
    back = old.where(PrintJobRecord.state == JobState.LEASED.value)
    tx.connection.execute(back.values(state=JobState.QUEUED.value, changed_at=tx.at))
    broken = old.where(PrintJobRecord.state == JobState.SENDING.value)
    told = {"state": JobState.UNCERTAIN.value, "fault": "sender_gone", "changed_at": tx.at}
    return tx.connection.execute(broken.values(**told)).rowcount


def renew_lease(database: Database, actor: Actor, printer_id: int, fence: int) -> Done:
    """Keeps the printer while nothing else is done with it (a long paper). Raises LeaseLost."""

    def work(tx: Transaction) -> dict[str, Any]:
        hold(tx, printer_id, fence)
        return {"fence": fence}

    return command.execute(database, actor, "renew_lease", [printer_id, fence], work, right=Right.PRINT)


def release_lease(database: Database, actor: Actor, printer_id: int, fence: int) -> Done:
    """Lets the printer go: another sender may have it at once. Raises LeaseLost."""

    def work(tx: Transaction) -> dict[str, Any]:
        hold(tx, printer_id, fence, until=database_now(tx.connection))
        return {"fence": fence}

    return command.execute(database, actor, "release_lease", [printer_id, fence], work, right=Right.PRINT)


_HOLD = Ready(
    """
    UPDATE printer_lease SET until = CAST(:until AS BIGINT), sent_at = COALESCE(CAST(:sent_at AS BIGINT), sent_at),
      group_key = COALESCE(CAST(:group_key AS TEXT), group_key)
    WHERE printer_id = :printer AND fence = :fence
    """
)


def hold(
    tx: Transaction,
    printer_id: int,
    fence: int,
    *,
    until: datetime | None = None,
    group_key: str | None = None,
    is_sending: bool = False,
) -> None:
    """Renews the lease of this fence and holds its row until the commit. Raises LeaseLost for an old fence.

    `group_key`: the group that is printed now; `is_sending`: a job goes out now. A lease that lapsed while nobody wanted
    the printer is still its owner's.
    """
    at = database_now(tx.connection)
    mine = {"printer": printer_id, "fence": fence, "group_key": group_key}
    said = {"until": to_ms(until or at + timedelta(seconds=LEASE_S)), "sent_at": to_ms(at) if is_sending else None}
    if _HOLD.run(tx.connection, {**mine, **said}).rowcount == 0:
        raise LeaseLost(printer_row(tx.connection, printer_id).name)


def database_now(connection: Connection) -> datetime:
    """The one clock all senders share: the server's; a folder has one process and its own."""
    if connection.dialect.name == "postgresql":
        return from_ms(int(connection.execute(_SERVER_CLOCK).scalar_one()))
    return now()
