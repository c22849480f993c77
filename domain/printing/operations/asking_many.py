"""Asks for many labels of one kind in one go: a whole point, a zone of shelves, a van. Asked again, they are the same labels.

A label whose words are others by now is void, and the new one is asked in its place; so is the label of what is not
there any more. Stations that ask for one kind at one moment come one after the other. Next: asking.py, for a single one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.bulk import in_chunks
from domain.common.command import Transaction
from domain.common.lookups import table_of
from domain.printing.operations.asking import UNSENT, body_sha, body_text, printer_here
from domain.printing.records import PrintJobRecord
from domain.printing.rules import serial_of
from domain.printing.words import LABELS, JobKind, JobState

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

WORDS_CHANGED = "its words changed"
NOT_THERE_ANY_MORE = "what it stood on is not there any more"
_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtext('labels asked'), hashtext(:kind))")


@dataclass(frozen=True, slots=True)
class Wish:
    """One label wanted. `about` names it for good, whatever it says ("bag 1/2 of order 12"); `subject` what it is about."""

    about: str
    subject: str
    body: DataclassInstance
    group_key: str
    seq: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """Jobs asked now, jobs that hold from before, and how many labels became void."""

    now: tuple[int, ...]
    before: tuple[int, ...]
    voided: int

    def answer(self) -> dict[str, Any]:
        """{"asked": how many now, "already": how many before, "voided", "jobs": all their ids}."""
        jobs = sorted((*self.now, *self.before))
        return {"asked": len(self.now), "already": len(self.before), "voided": self.voided, "jobs": jobs}


def ask_many(
    tx: Transaction,
    kind: JobKind,
    wishes: Sequence[Wish],
    *,
    groups: Collection[str] = (),
    beside: Collection[str] = (),
) -> Asked:
    """Sees to it that each wish has its label and none a second.

    `groups`: theirs are these labels and no others, what else holds there becomes void. `beside`: words that make no
    other label when they differ (who asked, and when).
    """
    if tx.dialect == "postgresql":
        tx.connection.execute(_ONE_AFTER_ANOTHER, {"kind": kind.value})
    known = _known(tx, kind, {wish.subject for wish in wishes}, groups)
    living = {_about(row): row for row in known if row.voided_at is None}
    kept = {wish.about: living[wish.about] for wish in wishes if _says(living.get(wish.about), wish, beside)}
    wanted = {wish.about for wish in wishes}
    changed = [row for about, row in living.items() if about in wanted and about not in kept]
    gone = [row for about, row in living.items() if about not in wanted and row.group_key in groups]
    void_many(tx, [row.serial for row in changed], WORDS_CHANGED)
    void_many(tx, [row.serial for row in gone], NOT_THERE_ANY_MORE)
    fresh = [wish for wish in wishes if wish.about not in kept]
    made = _insert(tx, kind, fresh, _times_asked(known))
    if made:
        tx.note("printing", "labels_asked", kind.value, after={"labels": len(made), "first": made[0]})
    return Asked(tuple(made), tuple(int(row.id) for row in kept.values()), len(changed) + len(gone))


def _known(tx: Transaction, kind: JobKind, subjects: Collection[str], groups: Collection[str]) -> list[Any]:
    """First copies, void ones too, of these subjects and of these groups."""
    job = table_of(PrintJobRecord)
    query = select(job.c.id, job.c.intent_key, job.c.serial, job.c.body, job.c.group_key, job.c.voided_at)
    query = query.where(job.c.kind == kind.value, job.c.copy_no == 1)
    found: dict[int, Any] = {}
    for column, values in ((job.c.subject, sorted(subjects)), (job.c.group_key, sorted(groups))):
        for some in in_chunks(values):
            found.update((row.id, row) for row in tx.connection.execute(query.where(column.in_(some))))
    return [found[number] for number in sorted(found)]


def _about(row: Any) -> str:
    return str(row.intent_key).rpartition(" #")[0]


def _says(row: Any | None, wish: Wish, beside: Collection[str]) -> bool:
    """True when the label that holds says what is wished now."""
    if row is None:
        return False
    before, now = json.loads(row.body), json.loads(body_text(wish.body))
    return all(before.get(name) == now.get(name) for name in {*before, *now} - set(beside))


def _times_asked(known: Sequence[Any]) -> Mapping[str, int]:
    """How often each label was asked for before: the next one is another intent, with another serial."""
    times: dict[str, int] = {}
    for row in known:
        times[_about(row)] = max(times.get(_about(row), 0), int(str(row.intent_key).rpartition(" #")[2]))
    return times


def _insert(tx: Transaction, kind: JobKind, wishes: Sequence[Wish], times: Mapping[str, int]) -> list[int]:
    """The ids of the new jobs, in the order of their groups and places."""
    if not wishes:
        return []
    printer = tx.connection.execute(select(printer_here(LABELS, tx.actor.station))).scalar()
    rows = [_row(tx, kind, wish, f"{wish.about} #{times.get(wish.about, 0) + 1}", printer) for wish in wishes]
    make = pg_insert if tx.dialect == "postgresql" else lite_insert
    tx.connection.execute(make(table_of(PrintJobRecord)).on_conflict_do_nothing(), rows)
    tx.stages.add("printing")
    made: list[int] = []
    for some in in_chunks([str(row["intent_key"]) for row in rows]):
        query = select(PrintJobRecord.id).where(PrintJobRecord.intent_key.in_(some))
        made += tx.connection.execute(query).scalars()
    return sorted(made)


def _row(tx: Transaction, kind: JobKind, wish: Wish, intent_key: str, printer: int | None) -> dict[str, Any]:
    words = body_text(wish.body)
    return {
        "intent_key": intent_key,
        "kind": kind.value,
        "subject": wish.subject,
        "body": words,
        "body_sha": body_sha(kind, words),
        "serial": serial_of(intent_key),
        "queue": LABELS,
        "printer_id": printer,
        "group_key": wish.group_key,
        "seq": wish.seq,
        "state": JobState.QUEUED.value,
        "asked_at": tx.at,
        "asked_by": tx.actor.person,
        "station": tx.actor.station,
        "changed_at": tx.at,
    }


def void_many(tx: Transaction, serials: Sequence[str], reason: str) -> None:
    """As asking.void, for many labels with one line in the trail: what was not sent yet is not sent."""
    for some in in_chunks(serials):
        copies = update(PrintJobRecord).where(PrintJobRecord.serial.in_(some))
        unsent = copies.where(PrintJobRecord.state.in_(UNSENT))
        tx.connection.execute(unsent.values(state=JobState.CANCELLED.value, changed_at=tx.at))
        living = copies.where(PrintJobRecord.voided_at.is_(None))
        tx.connection.execute(living.values(voided_at=tx.at, void_reason=reason, changed_at=tx.at))
    if serials:
        tx.note("printing", "labels_voided", f"{len(serials)} labels", after={"first": serials[0], "reason": reason})
