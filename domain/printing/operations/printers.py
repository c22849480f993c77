"""Printers: added, edited, paused and resumed, retired. What waits for a retired one goes back to its queue."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, Outdated
from domain.common.people import Actor, Right
from domain.printing.records import PrinterRecord, PrintJobRecord
from domain.printing.words import LABELS, JobState, PrinterExists

EDITABLE = frozenset({"name", "profile", "link", "media", "queue", "station", "active"})


def add_printer(
    database: Database,
    actor: Actor,
    name: str,
    *,
    profile: str,
    link: str,
    media: str = "60x40",
    queue: str = LABELS,
    station: str | None = None,
    command_id: str | None = None,
) -> Done:
    """A new printer; answer {"printer": id}. `station`: it prints what is asked there, None: everybody's."""
    row = {"name": name.strip(), "profile": profile, "link": link, "media": media, "queue": queue, "station": station}

    def work(tx: Transaction) -> dict[str, Any]:
        _refuse_twin(tx.connection, row["name"] or "", None)
        made = tx.connection.execute(insert(PrinterRecord).values(**row).returning(PrinterRecord.id)).scalar_one()
        tx.note("printing", "printer_added", f"printer {row['name']}", after=row)
        return {"printer": int(made)}

    return _run(database, actor, "add_printer", row, work, command_id, Right.EDIT_CATALOGUE)


def edit_printer(database: Database, actor: Actor, printer_id: int, version: int, **changes: Any) -> Done:
    """Changes fields of EDITABLE; answer {"version"}. Raises Outdated when somebody else changed it meanwhile."""
    unknown = set(changes) - EDITABLE
    if unknown:
        raise TypeError(f"not a printer's field: {sorted(unknown)}")

    def work(tx: Transaction) -> dict[str, Any]:
        before = printer_row(tx.connection, printer_id)
        if "name" in changes:
            _refuse_twin(tx.connection, str(changes["name"]).strip(), printer_id)
        mine = update(PrinterRecord).where(PrinterRecord.id == printer_id, PrinterRecord.version == version)
        done = tx.connection.execute(mine.values(**changes, version=version + 1))
        if done.rowcount == 0:
            raise Outdated("printer")
        if changes.get("active") is False:
            _give_up_jobs(tx, printer_id)
        shown = {name: getattr(before, name) for name in changes}
        tx.note("printing", "printer_edited", f"printer {before.name}", before=shown, after=changes)
        return {"version": version + 1}

    return _run(database, actor, "edit_printer", [printer_id, version, changes], work, None, Right.EDIT_CATALOGUE)


def pause(database: Database, actor: Actor, printer_id: int) -> Done:
    """Nothing more goes out until it is resumed; what is being sent is finished."""
    return _set_paused(database, actor, printer_id, paused=True)


def resume(database: Database, actor: Actor, printer_id: int) -> Done:
    """Goes on. Whoever resumes has seen what waits, however long it waited."""
    return _set_paused(database, actor, printer_id, paused=False)


def _set_paused(database: Database, actor: Actor, printer_id: int, *, paused: bool) -> Done:
    def work(tx: Transaction) -> dict[str, Any]:
        before = printer_row(tx.connection, printer_id)
        seen = {} if paused else {"aged_ok_at": tx.at}
        mine = update(PrinterRecord).where(PrinterRecord.id == printer_id)
        tx.connection.execute(mine.values(paused=paused, version=PrinterRecord.version + 1, **seen))
        what = "printer_paused" if paused else "printer_resumed"
        tx.note("printing", what, f"printer {before.name}", before=bool(before.paused), after=paused)
        return {"printer": printer_id, "paused": paused}

    return _run(database, actor, "pause_printer", [printer_id, paused], work, None, Right.PRINT)


def _give_up_jobs(tx: Transaction, printer_id: int) -> None:
    waiting = (JobState.QUEUED.value, JobState.FAILED.value)
    theirs = update(PrintJobRecord).where(PrintJobRecord.printer_id == printer_id, PrintJobRecord.state.in_(waiting))
    tx.connection.execute(theirs.values(printer_id=None, changed_at=tx.at))


def printer_row(connection: Connection, printer_id: int) -> Any:
    """The printer's row; NotFound when there is none."""
    row = connection.execute(select(PrinterRecord.__table__).where(PrinterRecord.id == printer_id)).one_or_none()
    if row is None:
        raise NotFound("printer", str(printer_id))
    return row


def _refuse_twin(connection: Connection, name: str, but: int | None) -> None:
    twin = connection.execute(select(PrinterRecord.id).where(PrinterRecord.name == name)).scalar_one_or_none()
    if twin is not None and twin != but:
        raise PrinterExists(name)


def _run(
    database: Database, actor: Actor, kind: str, body: object, work: command.Work, command_id: str | None, right: Right
) -> Done:
    return command.execute(database, actor, kind, body, work, right=right, command_id=command_id)
