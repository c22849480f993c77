"""How a printer stands, in words: the state on its card, the sentence with what to do, the lamp at the foot of the window.

Colour, word and shape go together; what wants a person comes before what merely works. Next: printing.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.background.printing import HealthState, PrinterHealth
from desktop.widgets import figures
from desktop.widgets.tokens import Tone
from domain.common.clock import now
from domain.common.errors import Notice
from domain.common.sentences import _, ngettext, sentence

if TYPE_CHECKING:
    from domain.common.database import Connection
    from domain.printing.queries import PrinterRow
    from domain.printing.words import AgedJobsWait

TROUBLED = frozenset({HealthState.BLOCKED, HealthState.MUTE, HealthState.GARBLED, HealthState.OFFLINE})


@dataclass(frozen=True, slots=True)
class PrinterSeen:
    """A printer as this desk sees it now; `health` None where another desk serves it, `aged` the question that waits."""

    row: PrinterRow
    health: PrinterHealth | None = None
    aged: AgedJobsWait | None = None
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class PrinterWord:
    """A tone, a word or two, a sentence with what to do ("" when there is nothing to do), since when."""

    tone: Tone
    word: str
    sentence: str = ""
    since: datetime | None = None


def word_of(seen: PrinterSeen) -> PrinterWord:
    """What stands on its card."""
    row, health = seen.row, seen.health
    if row.uncertain:
        return PrinterWord(Tone.CAREFUL, _("Look at it"), _label_in_doubt(row))
    if health is not None and health.state in TROUBLED:
        return PrinterWord(Tone.WRONG, _health_word(health), health_sentence(row, health), health.since)
    if row.paused:
        said = _("Nothing goes out until you go on.") if row.waiting else ""
        return PrinterWord(Tone.CAREFUL if row.waiting else Tone.PLAIN, _("Paused"), said)
    if seen.aged is not None:
        return PrinterWord(Tone.CAREFUL, _("Asks you"), _("Its labels waited long: print them, or let them go?"))
    if row.failed:
        said = ngettext("{count} label could not be printed.", "{count} labels could not be printed.", row.failed)
        return PrinterWord(Tone.CAREFUL, _("Look at it"), said.format(count=row.failed))
    return _working(seen)


def _working(seen: PrinterSeen) -> PrinterWord:
    row, health = seen.row, seen.health
    if seen.is_elsewhere:
        return PrinterWord(Tone.RUNNING, _("In use"), "")
    if health is None:
        if row.waiting:
            return PrinterWord(Tone.CAREFUL, _("Nobody prints"), _nobody(row))
        return PrinterWord(Tone.PLAIN, _("At rest"))
    tones = {HealthState.READY: Tone.RIGHT, HealthState.BUSY: Tone.RUNNING, HealthState.WARNING: Tone.CAREFUL}
    told = health_sentence(row, health) if health.state in (HealthState.WARNING, HealthState.UNKNOWN) else ""
    return PrinterWord(tones.get(health.state, Tone.PLAIN), _health_word(health), told, health.since)


def _label_in_doubt(row: PrinterRow) -> str:
    said = ngettext(
        "{count} label broke off. Did it come out?", "{count} labels broke off. Did they come out?", row.uncertain
    )
    return said.format(count=row.uncertain)


def _nobody(row: PrinterRow) -> str:
    if row.station:
        return _("Open Daybreak at {station}: it prints there.").format(station=row.station)
    return _("No desk prints for it now. Let this one print: Settings.")


def _health_word(health: PrinterHealth) -> str:
    if health.state in (HealthState.BLOCKED, HealthState.WARNING):
        return _condition(health.detail.split(",")[0])
    words = {
        HealthState.UNKNOWN: _("Cannot answer"),
        HealthState.CONNECTING: _("Connecting"),
        HealthState.READY: _("Ready"),
        HealthState.BUSY: _("Prints now"),
        HealthState.MUTE: _("Gives no answer"),
        HealthState.GARBLED: _("Not understood"),
        HealthState.OFFLINE: _("Not reached"),
    }
    return words[health.state]


def _condition(code: str) -> str:
    words = {
        "head_open": _("Head open"),
        "cover_open": _("Cover open"),
        "paper_out": _("No paper"),
        "paper_low": _("Paper runs low"),
        "paper_jam": _("Paper jam"),
        "ribbon_out": _("No ribbon"),
        "paused": _("Paused at its key"),
        "overheated": _("Too hot"),
        "battery_low": _("Battery low"),
        "buffer_full": _("Prints now"),
    }
    return words.get(code, _("Fault"))


def health_sentence(row: PrinterRow, health: PrinterHealth) -> str:
    """How it is and what to do next."""
    facts = {"printer": row.name, "address": health.address, "detail": health.detail}
    if health.state in (HealthState.BLOCKED, HealthState.WARNING):
        return sentence(Notice.of(f"printer_has_{health.detail.split(',')[0] or 'fault'}", **facts))
    return sentence(Notice.of(f"printer_is_{health.state.value}", **facts))


# The lamp ----------------------------------------------------------------------------------------------


def lamp_of(printers: Sequence[PrinterSeen], waiting: int) -> tuple[str, Tone, str]:
    """Text, tone and the whole story for the foot of the window; an empty text while there is no printer.

    `waiting` labels wait in all.
    """
    if not printers:
        return "", Tone.PLAIN, ""
    labels = [_("{labels} wait").format(labels=figures.labels(waiting))] if waiting else []
    words = [(seen, word_of(seen)) for seen in printers]
    for tone in (Tone.WRONG, Tone.CAREFUL):
        troubled = [each for each in words if each[1].tone is tone]
        if troubled:
            said = " · ".join([troubled[0][0].row.name, troubled[0][1].word, *labels])
            return said, tone, "\n".join(f"{seen.row.name}: {word.sentence or word.word}" for seen, word in troubled)
    if labels:
        return " · ".join([_("Prints now"), *labels]), Tone.RUNNING, ""
    return (
        ngettext("Printer ready", "{count} printers ready", len(printers)).format(count=len(printers)),
        Tone.RIGHT,
        "",
    )


# What the books say ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrintersRead:
    """The printers at one moment, the questions about long waits by printer, and how many labels wait in all."""

    at: datetime
    printers: tuple[PrinterRow, ...] = ()
    aged: Mapping[int, AgedJobsWait] = field(default_factory=dict)
    waiting: int = 0


def read_printers(connection: Connection) -> PrintersRead:
    """All from one moment."""
    from domain.printing import queries
    from domain.printing.words import LABELS, JobState

    at, rows = now(), tuple(row for row in queries.printers(connection) if row.queue == LABELS)
    asked = {row.id: question for row in rows if (question := queries.aged_question(connection, row.id, at))}
    return PrintersRead(at, rows, asked, queries.counts_by_state(connection).get(JobState.QUEUED.value, 0))


def seen_from(read: PrintersRead, health: Mapping[int, PrinterHealth], station: str) -> tuple[PrinterSeen, ...]:
    """The printers as the desk at `station` sees them."""
    return tuple(
        PrinterSeen(row, health.get(row.id), read.aged.get(row.id), _is_elsewhere(row, read.at, station))
        for row in read.printers
    )


def _is_elsewhere(row: PrinterRow, at: datetime, station: str) -> bool:
    """Another station holds it at this moment."""
    is_held = bool(row.owner) and row.until is not None and row.until > at
    return is_held and row.owner.rpartition("/")[0] != station
