"""The sender's next job: groups whole and in order; none while the printer is paused, a label is in doubt, or a long wait is unasked.

Next: sending.py.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from domain.common import command
from domain.common.columns import to_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.common.ready import Ready
from domain.printing.operations.leasing import database_now, hold
from domain.printing.operations.sending import came_out
from domain.printing.queries.aged import aged_question
from domain.printing.queries.order import in_print_order
from domain.printing.words import AGED_MIN, JobState, Outcome, PrinterPaused, UncertainFirst

MOST_TRIES = 5


def take_next(
    database: Database,
    actor: Actor,
    printer_id: int,
    fence: int,
    *,
    after: Outcome | None = None,
    command_id: str | None = None,
) -> Done:
    """Leases the next job to the holder of `fence`: answer {"job": None} or its id, kind, body, serial, copy, attempt.

    `after`: what became of the job before, told in the same transaction (a refusal takes it back too). A job leased to
    this fence already is given again. Raises LeaseLost, PrinterPaused, UncertainFirst, AgedJobsWait, JobNotThere.
    Ask queries.has_work first: this is a command, and an idle printer need not leave one every second.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        hold(tx, printer_id, fence)
        if after is not None:
            came_out(tx, fence, after)
        printer = _PRINTER.run(tx.connection, {"printer": printer_id}).one()
        if printer.paused:
            raise PrinterPaused(printer.name)
        at_hand = _at_hand(tx, printer, fence)
        if at_hand is None:
            _ask_about_aged(tx, printer)
            at_hand = _lease_next(tx, printer, fence)
        tx.stages.add("printing")
        return {"job": None} if at_hand is None else _given(tx, at_hand)

    body = [printer_id, fence, None if after is None else [after.job, after.state.value, after.sent_bytes]]
    return command.execute(database, actor, "take_next", body, work, right=Right.PRINT, command_id=command_id)


_PRINTER = Ready(
    """
    SELECT p.id, p.name, p.queue, p.paused, p.aged_ok_at, l.sent_at, l.group_key
    FROM printer p JOIN printer_lease l ON l.printer_id = p.id WHERE p.id = :printer
    """
)
_AT_HAND = Ready(
    "SELECT id, state, serial, fence FROM print_job WHERE printer_id = :printer "
    "AND state IN ('leased', 'sending', 'uncertain') ORDER BY id"
)
_WAITS = "state = 'queued' AND (printer_id = :printer OR (printer_id IS NULL AND queue = :queue))"
_NEXT_OF_GROUP = Ready(
    f"SELECT id, group_key, printer_id FROM print_job WHERE group_key = :group_key AND {_WAITS} ORDER BY seq, id LIMIT 1"
)
_LEASE = Ready(
    """
    UPDATE print_job SET state = 'leased', fence = :fence, changed_at = CAST(:at AS BIGINT)
    WHERE id = :job AND state = 'queued' AND printer_id = :printer
    """
)
_CLAIM = Ready(
    f"UPDATE print_job SET printer_id = :printer WHERE group_key = :group_key AND printer_id IS NULL AND {_WAITS}"
)
_GIVEN = Ready("SELECT id, kind, subject, body, body_sha, serial, copy_no, attempt FROM print_job WHERE id = :job")


def _at_hand(tx: Transaction, printer: Any, fence: int) -> int | None:
    """The job this fence holds already. Raises UncertainFirst while one is in doubt."""
    rows = _AT_HAND.run(tx.connection, {"printer": printer.id})
    doubtful = next((row for row in rows if row.state != JobState.LEASED), None)
    if doubtful is not None:
        raise UncertainFirst(printer.name, doubtful.id, doubtful.serial)
    return next((int(row.id) for row in rows if row.fence == fence), None)


def _ask_about_aged(tx: Transaction, printer: Any) -> None:
    """Nobody expects what waited long at a printer that stood still as long: a person is asked first."""
    at = database_now(tx.connection)
    moved = max((moment for moment in (printer.sent_at, printer.aged_ok_at) if moment is not None), default=0)
    if moved > to_ms(at - timedelta(minutes=AGED_MIN)):
        return
    question = aged_question(tx.connection, printer.id, at)
    if question is not None:
        raise question


def _lease_next(tx: Transaction, printer: Any, fence: int) -> int | None:
    """Claims the whole group for this printer, then leases its first job. Another printer of the queue may be faster."""
    for _ in range(MOST_TRIES):
        row = _next(tx, printer)
        if row is None:
            return None
        mine = {"printer": printer.id, "queue": printer.queue, "group_key": row.group_key}
        if row.printer_id is None:
            _CLAIM.run(tx.connection, mine)
        lease = {"job": row.id, "printer": printer.id, "fence": fence, "at": to_ms(tx.at)}
        if _LEASE.run(tx.connection, lease).rowcount:
            if row.group_key != printer.group_key:
                hold(tx, printer.id, fence, group_key=row.group_key)
            return int(row.id)
    return None


def _next(tx: Transaction, printer: Any) -> Any:
    """What comes next: of the group that was begun, while there is any, else the first of all that wait."""
    if printer.group_key is not None:
        begun = {"printer": printer.id, "queue": printer.queue, "group_key": printer.group_key}
        row = _NEXT_OF_GROUP.run(tx.connection, begun).first()
        if row is not None:
            return row
    return tx.connection.execute(in_print_order(printer.id, printer.queue, printer.group_key).limit(1)).one_or_none()


def _given(tx: Transaction, job_id: int) -> dict[str, Any]:
    row = _GIVEN.run(tx.connection, {"job": job_id}).one()
    return {
        "job": row.id,
        "kind": row.kind,
        "subject": row.subject,
        "body": json.loads(row.body),
        "body_sha": row.body_sha,
        "serial": row.serial,
        "copy": row.copy_no,
        "attempt": row.attempt,
    }
