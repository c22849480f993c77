"""What the printing page says: a card per printer, its queue in the order it comes out, the one question that waits,
the label in hand with what may be done with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.background.printing import PrinterHealth
from desktop.background.printing_words import PrinterSeen, PrintersRead, read_printers, seen_from, word_of
from desktop.views.printing.words import copy_word, fault_sentence, kind_word, label_name, state_mark
from desktop.widgets import figures
from desktop.widgets.numbered_sheet import Choice
from desktop.widgets.rows import Column
from desktop.widgets.tokens import Tone
from domain.common.sentences import _, ngettext
from domain.printing import queries
from domain.printing.words import JobState

if TYPE_CHECKING:
    from domain.common.database import Connection
    from domain.printing.queries import JobRow

DONE = frozenset({JobState.SENT_UNCONFIRMED, JobState.CONFIRMED, JobState.CANCELLED, JobState.EXPIRED})
INITIALS = frozenset({"tsc", "hprt"})
WAITING = frozenset({JobState.QUEUED, JobState.FAILED})


@dataclass(frozen=True, slots=True)
class Room:
    """The printers, the one that is looked at (0: none), what waits at it and what it is through with."""

    read: PrintersRead
    chosen: int = 0
    queue: tuple[JobRow, ...] = ()
    settled: tuple[JobRow, ...] = ()


def read_room(connection: Connection, chosen: int) -> Room:
    """All from one moment. `chosen` 0, or gone: the printer that needs a person most."""
    read = read_printers(connection)
    ids = {row.id for row in read.printers}
    chosen = chosen if chosen in ids else _neediest(read)
    if not chosen:
        return Room(read)
    return Room(read, chosen, queries.queue_of(connection, chosen), queries.settled_at(connection, chosen))


def _neediest(read: PrintersRead) -> int:
    rows = sorted(read.printers, key=lambda row: (-row.uncertain, row.id not in read.aged, -row.waiting, row.name))
    return rows[0].id if rows else 0


# The cards ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrinterFace:
    """A printer's card: name, state, what it is, how many wait, what to do, who prints."""

    printer_id: int
    name: str
    tone: Tone
    state: str
    about: str
    waiting: str
    oldest: str
    sentence: str
    foot: str


def seen_in(room: Room, health: Mapping[int, PrinterHealth], station: str) -> tuple[PrinterSeen, ...]:
    """The printers as this desk sees them."""
    return seen_from(room.read, health, station)


def faces_of(seen: Sequence[PrinterSeen], at: datetime) -> tuple[PrinterFace, ...]:
    """The cards, by name."""
    return tuple(_face(each, at) for each in seen)


def _face(seen: PrinterSeen, at: datetime) -> PrinterFace:
    row, word = seen.row, word_of(seen)
    about = " · ".join((row.station or _("everybody's"), _maker(row.profile), row.media))
    oldest = _("oldest: {span}").format(span=figures.age(at - row.oldest)) if row.oldest else ""
    feet = [_("{station} prints on it").format(station=row.owner.rpartition("/")[0])] if seen.is_elsewhere else []
    feet += [_("since {clock}").format(clock=figures.clock(word.since))] if word.since and word.sentence else []
    return PrinterFace(
        row.id, row.name, word.tone, word.word, about, figures.labels(row.waiting) if row.waiting else _("nothing waits"),
        oldest, word.sentence, " · ".join(feet),
    )  # fmt: skip


def summary_of(room: Room, *, is_training: bool) -> str:
    """The line beside the title."""
    waiting = room.read.waiting
    said = _("{labels} wait").format(labels=figures.labels(waiting)) if waiting else _("nothing waits")
    return said if is_training else f"{said} · {_('simulator-tested: look at the first labels of every printer')}"


def empty_sentence(room: Room) -> str:
    """What to do while there is no printer; labels that wait already are kept."""
    if room.read.waiting:
        said = ngettext(
            "{count} label waits for one and is kept.", "{count} labels wait for one and are kept.", room.read.waiting
        )
        return said.format(count=figures.count(room.read.waiting))
    return _("Labels of crates, weighed goods and shelves come out of it. Nothing is lost while there is none.")


def move_choices(seen: Sequence[PrinterSeen], but: int) -> tuple[Choice, ...]:
    """The other printers, with how they are."""
    return tuple(Choice(str(each.row.id), each.row.name, word_of(each).word) for each in seen if each.row.id != but)


def _maker(profile: str) -> str:
    """ "gprinter_tspl_203" to “Gprinter”."""
    maker = profile.partition("_")[0]
    return maker.upper() if maker in INITIALS else maker.capitalize()


# The queue ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A label in the queue: its place in the group that comes out together, and how old it is."""

    job: JobRow
    group: str
    age: str


def queue_rows(jobs: Sequence[JobRow], at: datetime) -> list[QueueRow]:
    """The labels in the order they come out."""
    rows: list[QueueRow] = []
    for _key, members in groupby(jobs, key=lambda job: job.group_key):
        group = list(members)
        places = [f"{place} / {len(group)}" if len(group) > 1 else "" for place in range(1, len(group) + 1)]
        rows += [QueueRow(job, place, figures.age(at - job.asked_at)) for job, place in zip(group, places, strict=True)]
    return rows


def settled_rows(jobs: Sequence[JobRow], _at: datetime) -> list[QueueRow]:
    """What the printer is through with, the latest first; at what time."""
    return [QueueRow(job, "", figures.clock(job.changed_at or job.asked_at)) for job in jobs]


COLUMNS: tuple[Column[QueueRow], ...] = (
    Column("label", lambda: _("Label"), lambda row: label_name(row.job), 180, stretches=True,
           hint=lambda row: f"{kind_word(row.job.kind)} · {row.job.serial}"),
    Column("state", lambda: _("State"), lambda row: state_mark(row.job).word, 112, mark=lambda row: state_mark(row.job)),
    Column("copy", lambda: _("Copy"), lambda row: copy_word(row.job), 72, is_quiet=True, hint=lambda row: row.job.reason),
    Column("group", lambda: _("Group"), lambda row: row.group, 60, is_quiet=True,
           hint=lambda row: _("Labels of one group come out together.")),
    Column("asked", lambda: _("Asked by"), lambda row: f"{row.job.asked_by} · {row.job.station}", 128, is_quiet=True),
    Column("age", lambda: _("Time"), lambda row: row.age, 84, is_number=True),
)  # fmt: skip


def telling_columns(rows: Sequence[QueueRow]) -> frozenset[str]:
    """Of the columns that are not always shown those in which these rows say something."""
    said = {"copy": any(row.job.copy_no > 1 for row in rows), "group": any(row.group for row in rows)}
    telling = {key for key, is_said in said.items() if is_said}
    return frozenset(telling if len(telling) == len(said) else telling | {"asked"})


# The question above the queue --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """What waits for a person's word at a printer: the sentence, and the acts (key, word), the first one the primary."""

    tone: Tone
    sentence: str
    acts: tuple[tuple[str, str], ...]


def question_of(seen: PrinterSeen, at: datetime, is_doubt_in_hand: bool) -> Question | None:
    """The one question that is to be answered first; None when nothing is asked."""
    row = seen.row
    if row.uncertain:
        if is_doubt_in_hand:
            return None
        said = _("A label broke off while it was printed. The others wait for your word.")
        return Question(Tone.CAREFUL, said, (("doubt", _("Look at it")),))
    if row.paused:
        return Question(
            Tone.PLAIN, _("{printer} is paused: nothing goes out.").format(printer=row.name), (("resume", _("Go on")),)
        )
    if seen.aged is not None:
        return _aged(seen, at)
    return None


def _aged(seen: PrinterSeen, at: datetime) -> Question:
    assert seen.aged is not None
    count, span = seen.aged.jobs, figures.age(at - seen.aged.oldest)
    ask = ngettext(
        "Print {count} waiting label (from {span} ago)?", "Print {count} waiting labels (oldest {span})?", count
    )
    act = ngettext("Print that one", "Print all {count}", count).format(count=figures.count(count))
    said = ask.format(count=figures.count(count), span=span)
    return Question(Tone.CAREFUL, said, (("print_aged", act), ("drop_aged", _("Let the old ones go"))))


# The label in hand -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InHand:
    """The chosen label: title, state, a sentence about it, and what may be done with it (key, word)."""

    job: int
    title: str
    about: str
    tone: Tone
    state: str
    sentence: str
    acts: tuple[tuple[str, str], ...]
    wants_word: bool = False


def in_hand(job: JobRow, printer: str, *, has_others: bool) -> InHand:
    """What the pane at the right says."""
    mark = state_mark(job)
    parts = (kind_word(job.kind), job.serial, copy_word(job))
    return InHand(
        job.id, label_name(job), " · ".join(part for part in parts if part), mark.tone, mark.word,
        _said(job, printer), _acts(job, has_others), job.state in (JobState.UNCERTAIN, JobState.FAILED),
    )  # fmt: skip


def _said(job: JobRow, printer: str) -> str:
    if job.void_reason is not None:
        return _("It holds no longer: {reason}.").format(reason=job.void_reason)
    if job.state == JobState.SENT_UNCONFIRMED:
        return _("It was sent; this printer cannot say whether it came out.")
    if job.state == JobState.CANCELLED and job.fault:
        return _("Let go: {reason}.").format(reason=job.fault)
    if job.copy_no > 1 and job.state == JobState.QUEUED:
        return _("Printed again: {reason}.").format(reason=job.reason)
    return fault_sentence(job, printer)


def _acts(job: JobRow, has_others: bool) -> tuple[tuple[str, str], ...]:
    move = (("move", _("Move…")),) if has_others else ()
    if job.void_reason is not None:
        return ()
    if job.state == JobState.UNCERTAIN:
        return (("came_out", _("It came out")), ("again", _("Print again (marked)")))
    if job.state == JobState.FAILED:
        return (("retry", _("Try again")), *move, ("cancel", _("Let it go…")))
    if job.state == JobState.QUEUED:
        return (*move, ("cancel", _("Let it go…")))
    if job.state in DONE:
        word = _("Print it after all…") if job.state in (JobState.CANCELLED, JobState.EXPIRED) else _("Print again…")
        return (("reprint", word),)
    return ()


def doubtful(room: Room) -> JobRow | None:
    """The label that is in doubt at the chosen printer."""
    return next((job for job in room.queue if job.state == JobState.UNCERTAIN), None)
