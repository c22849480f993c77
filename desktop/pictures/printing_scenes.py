"""The scenes of the printing page, on the company of the gate, whose sealed crates wait for their labels.

A practice printer stands behind a port of this computer: it breaks off, runs out of paper and recovers, byte by byte.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update

from desktop.pictures.scenes import Scene, Set
from domain.common.sentences import _
from domain.printing.operations import add_printer, reprint
from domain.printing.records import PrintJobRecord
from domain.printing.words import JobState
from workers.practice import PracticePrinter, practice_printer

BREAKS_AFTER = 2000
LOOK_MS, MOST_LOOKS = 100, 150
AN_HOUR = timedelta(minutes=61)
AGED = 14
KIND, MEDIA = "tsc_tspl_203", "60x40"

_printers: dict[int, PracticePrinter] = {}


def _printer(players: Set, number: int) -> PracticePrinter:
    """A practice printer of this window; it is switched off when the window closes."""
    if number not in _printers:
        _printers[number] = practice_printer(KIND)
        players.frame.window.closing.connect(lambda: _printers.pop(number).close())
    return _printers[number]


def _until(players: Set, is_so: Callable[[], bool]) -> None:
    """Lets the spooler work until it is so."""
    for _look in range(MOST_LOOKS):
        if is_so():
            return
        players.pause(LOOK_MS)
    raise RuntimeError("the printer of the pictures did not get there")


def _page(players: Set) -> None:
    players.frame.appearance.go("printing")
    players.wait()


def _states(players: Set) -> list[str]:
    room = players.parts.printing.page.room
    return [job.state for job in room.queue] if room else []


def _health(players: Set) -> list[str]:
    return [health.state.value for health in players.parts.spooling.health().values()]


def _add(players: Set) -> None:
    _page(players)
    players.parts.printing.adding.open()


def _next(players: Set) -> None:
    players.parts.printing.adding.on_next()
    players.wait()


def _add_what(players: Set) -> None:
    _add(players)
    players.wait()
    players.parts.printing.sheet.address.setText(_printer(players, 0).address)
    _next(players)
    sheet = players.parts.printing.sheet
    sheet.name.setText(_("Crate labels"))
    sheet.show_kinds(tuple(players.parts.printing.adding.kinds), KIND)
    players.parts.printing.adding.show_kind(KIND)


def _add_test(players: Set) -> None:
    _add_what(players)
    _next(players)
    players.parts.printing.adding.try_it()


def _uncertain(players: Set) -> None:
    """The connection breaks in the middle of the first label."""
    _printer(players, 0).wire.reset_after = BREAKS_AFTER
    _add_what(players)
    for _step in range(2):
        _next(players)
    players.frame.window.toast.hide()
    _until(players, lambda: JobState.UNCERTAIN in _states(players))


def _blocked(players: Set) -> None:
    """It came out; at the next one the roll ends."""
    printer = _printer(players, 0)
    printer.wire.reset_after = None
    printer.empty()
    players.parts.printing.acts.on_act("came_out")
    players.parts.spooling.try_now()
    _until(players, lambda: "blocked" in _health(players))
    players.frame.window.toast.hide()


def _calm(players: Set) -> None:
    """A new roll: everything comes out."""
    _printer(players, 0).refill()
    players.parts.spooling.try_now()
    _until(players, lambda: not _states(players) and "ready" in _health(players))
    players.parts.printing.page.show_list("settled")


def _aged(players: Set) -> None:
    """A second printer was away for an hour, and is there again."""
    second, desk = _printer(players, 1), players.parts.desk
    second.wire.unplug()
    desk.change(add_printer, _("Cold room"), profile=KIND, link=second.address, media=MEDIA, station=desk.actor.station)
    players.wait()
    page = players.parts.printing.page
    printer_id = next(each.row.id for each in page.seen if each.row.name == _("Cold room"))
    settled = page.room.settled if page.room else ()
    for job in settled[:AGED]:
        desk.change(reprint, job.id, _("Lost"), printer_id=printer_id)
    players.wait()
    _make_old(players, printer_id)
    second.wire.plug_in()
    players.parts.spooling.try_now()
    page.choose(printer_id)
    _until(players, lambda: _health(players).count("ready") == 2 and bool(page.room and page.room.read.aged))
    page.read()


def _make_old(players: Set, printer_id: int) -> None:
    """An hour that nobody wants to wait for."""
    jobs = update(PrintJobRecord).where(PrintJobRecord.printer_id == printer_id)
    database = players.frame.runner.database
    room = players.parts.printing.page.room
    if database is not None and room is not None:
        with database.writer.begin() as connection:
            connection.execute(jobs.values(asked_at=room.read.at - AN_HOUR))


PRINTING_SCENES = (
    Scene("printing-empty", _page),
    Scene("printing-add", _add),
    Scene("printing-add-what", _add_what),
    Scene("printing-add-test", _add_test),
    Scene("printing-uncertain", _uncertain),
    Scene("printing-blocked", _blocked),
    Scene("printing", _calm),
    Scene("printing-aged", _aged),
)
