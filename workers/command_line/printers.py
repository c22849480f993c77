"""`printers`: list them with what waits, add, pause, resume, say what came out, and print without a window."""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from devices.readings import HealthState
from domain.common.database import Database
from domain.common.errors import NotFound, Refusal
from domain.common.people import Actor
from domain.common.sentences import _
from domain.printing import operations, queries
from domain.printing.queries import JobRow, PrinterRow
from domain.printing.words import PrinterBusy
from workers.command_line.answers import Answer, say

if TYPE_CHECKING:
    from workers.spooler import Spooler, Told

SHOWN = ("name", "link", "profile", "media", "station", "paused", "waiting", "oldest", "uncertain", "failed", "owner")
LOOK_S = 1.0


@dataclass
class PrinterAddressWrong(Refusal):
    code = "bad_address"
    port: str
    wanted: str


@dataclass
class PrinterProfileWrong(Refusal):
    code = "bad_profile"
    place: str
    field: str
    given: str
    wanted: str


def show(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Every printer, what waits at it, and the labels a person has to look at."""
    with database.read() as connection:
        rows = queries.printers(connection)
        doubtful = queries.uncertain_jobs(connection)
    names = {row.id: row.name for row in rows}
    body = {
        "printers": [{name: asdict(row)[name] for name in SHOWN} for row in rows],
        "in_doubt": [_doubt(job, names) for job in doubtful],
    }
    lines = [_line(row) for row in rows] or [_("No printer yet: python main.py printers add --help")]
    return Answer(body, [*lines, *(each["sentence"] for each in body["in_doubt"])])


def _doubt(job: JobRow, names: dict[int, str]) -> dict[str, Any]:
    from workers.spooler import fault_words

    printer = names.get(job.printer_id or 0, "")
    words = fault_words(job.fault, printer=printer, serial=job.serial)
    return {"serial": job.serial, "printer": printer, "subject": job.subject, "fault": job.fault, "sentence": words}


def _line(row: PrinterRow) -> str:
    words = _(
        "{name}: {waiting} waiting, {uncertain} in doubt, {failed} could not be drawn; {link}, {profile}, {media}"
    )
    told = words.format(**{name: getattr(row, name) for name in (*SHOWN[:4], "waiting", "uncertain", "failed")})
    return f"{told} ({_('paused')})" if row.paused else told


def add(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """A printer, when its address, its profile and its roll name one."""
    from devices.errors import BadAddress, BadProfile
    from devices.registry import printer_at

    try:
        printer_at(wanted.link, wanted.profile, wanted.media)
    except BadAddress as error:
        raise PrinterAddressWrong(error.given, error.wanted) from error
    except BadProfile as error:
        raise PrinterProfileWrong(error.place, error.field, str(error.given), error.wanted) from error
    given = {"profile": wanted.profile, "link": wanted.link, "media": wanted.media, "station": wanted.station}
    made = operations.add_printer(database, actor, wanted.name, **given).answer["printer"]
    return Answer({"printer": wanted.name, "id": made}, [_("{name} is added.").format(name=wanted.name)])


def pause(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Nothing more goes out until it is resumed."""
    operations.pause(database, actor, _named(database, wanted.name).id)
    return Answer({"printer": wanted.name, "paused": True}, [_("{name} is paused.").format(name=wanted.name)])


def resume(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """What waits comes out, however long it waited."""
    operations.resume(database, actor, _named(database, wanted.name).id)
    return Answer({"printer": wanted.name, "paused": False}, [_("{name} goes on.").format(name=wanted.name)])


def settle(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """A person looked: the label in doubt is out, or it is printed again, marked."""
    with database.read() as connection:
        found = next((job for job in queries.uncertain_jobs(connection) if job.serial == wanted.serial), None)
    if found is None:
        raise NotFound("print job", wanted.serial)
    answer = operations.settle_uncertain(database, actor, found.id, came_out=wanted.out).answer
    words = _("Label {serial} is out.") if wanted.out else _("Label {serial} is printed again, marked.")
    return Answer({"serial": found.serial, **answer}, [words.format(serial=found.serial)])


def serve(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Prints what waits, and what comes, until it is interrupted; with --once until nothing waits or a person is needed."""
    from workers.spooler import Spooler

    spooler = Spooler(database, actor, program="printers").start()
    try:
        _serve(spooler, once=wanted.once)
    except KeyboardInterrupt:
        say(_("The label at hand is finished …"))
    finally:
        spooler.close()
    told = spooler.told()
    body = {name: sum(getattr(each, name) for each in told) for name in COUNTED}
    body["waiting"] = sum(row.waiting for row in _rows(database))
    words = _("{confirmed} labels printed, {unconfirmed} sent and not confirmed, {uncertain} in doubt; {waiting} wait.")
    return Answer(body, [words.format(**body)], is_well=not body["waiting"] and not body["uncertain"])


def _serve(spooler: Spooler, *, once: bool) -> None:
    """Says what is new of each printer as it comes."""
    from workers.spooler import told_words

    said: dict[str, str] = {}
    while not spooler.wait_until_idle(LOOK_S) or not once:
        for told in spooler.told():
            words = told_words(told)
            if said.get(told.name) != words:
                said[told.name] = words
                say(words)
        if once and any(_is_stuck(told) for told in spooler.told()):
            return


def _is_stuck(told: Told) -> bool:
    """Waiting alone changes nothing: somebody has to answer, or to look at the printer."""
    is_asked = told.question is not None and not isinstance(told.question, PrinterBusy)
    return is_asked or told.health.state in (HealthState.OFFLINE, HealthState.MUTE, HealthState.BLOCKED)


COUNTED = ("confirmed", "unconfirmed", "uncertain", "failed")


def _rows(database: Database) -> tuple[PrinterRow, ...]:
    with database.read() as connection:
        return queries.printers(connection)


def _named(database: Database, name: str) -> PrinterRow:
    found = next((row for row in _rows(database) if row.name == name), None)
    if found is None:
        raise NotFound("printer", name)
    return found
