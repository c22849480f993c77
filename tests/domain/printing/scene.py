"""Printers and labels for tests: what is asked here is asked by acts of the program, what is sent by its own verbs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text

from domain.common.command import execute
from domain.common.database import Database
from domain.common.people import Actor
from domain.printing import operations as printing
from domain.printing.records import PrintJobRecord
from domain.printing.words import JobKind
from tests.builders import MANAGER

SECOND = Actor("小周", "二号台")
HERE, THERE = "打单台/1", "二号台/7"
"""Two senders, each with its owner's name of a lease."""


def printer(database: Database, name: str = "箱签机", **more: Any) -> int:
    given = {"profile": "tspl-203", "link": "tcp://10.0.0.9:9100", **more}
    return int(printing.add_printer(database, MANAGER, name, **given).answer["printer"])


def label(database: Database, intent: str, group: str = "point 1", actor: Actor = MANAGER, **more: Any) -> int:
    """The id of a waiting tote label."""

    def work(tx):
        body = {"point": "阳光花园", "intent": intent}
        wish = {"subject": f"tote_use {intent}", "group_key": group, "intent_key": intent, **more}
        return {"job": printing.ask(tx, JobKind.TOTE_LABEL, body=body, **wish)}

    return int(execute(database, actor, "ask", [intent], work).answer["job"])


def labels(database: Database, *intents: str, group: str = "point 1") -> list[int]:
    return [label(database, intent, group) for intent in intents]


def lease(database: Database, printer_id: int, owner: str = HERE) -> int:
    """The fence of a lease just taken."""
    return int(printing.take_lease(database, MANAGER, printer_id, owner).answer["fence"])


def lapse(database: Database, printer_id: int) -> None:
    """The lease's time is over."""
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE printer_lease SET until = 1 WHERE printer_id = :p"), {"p": printer_id})


def take(database: Database, printer_id: int, fence: int) -> int | None:
    job = printing.take_next(database, MANAGER, printer_id, fence).answer["job"]
    return None if job is None else int(job)


def send(database: Database, printer_id: int, fence: int) -> int | None:
    """The next job goes out and is confirmed; its id."""
    job = take(database, printer_id, fence)
    if job is not None:
        printing.mark_sending(database, MANAGER, job, fence)
        printing.mark_confirmed(database, MANAGER, job, fence, 900)
    return job


def states(database: Database) -> dict[int, str]:
    with database.read() as connection:
        return dict(connection.execute(select(PrintJobRecord.id, PrintJobRecord.state)).all())


def job(database: Database, job_id: int) -> Any:
    with database.read() as connection:
        return connection.execute(select(PrintJobRecord.__table__).where(PrintJobRecord.id == job_id)).one()


def age(database: Database, minutes: int) -> None:
    """Everything asked was asked so many minutes earlier, and nothing went out since."""
    past = minutes * 60_000
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE print_job SET asked_at = asked_at - :m"), {"m": past})
        connection.execute(text("UPDATE printer_lease SET sent_at = sent_at - :m"), {"m": past})
