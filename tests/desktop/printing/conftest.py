"""A window on a company with label printers that are simulated behind ports of this computer, as a desk's real ones are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import update

from desktop.settings import Settings
from domain.common.clock import now
from domain.common.command import execute
from domain.common.database import open_database
from domain.printing import operations as printing
from domain.printing.queries import printers, queue_of
from domain.printing.records import PrintJobRecord
from domain.printing.words import JobKind, JobState, ToteLabel
from tests.builders import MANAGER
from workers.practice import PRINTER, practice_printer

WITHIN_MS = 15_000


def words(number: int) -> ToteLabel:
    """What the label of a crate says; three make a group."""
    return ToteLabel(
        cycle="0525", delivery="2026-05-26", snapshot=1, point=f"阳光花园{(number - 1) // 3 + 1}", wave=1,
        tote=f"T{number:07d}", number=(number - 1) % 3 + 1, of=3, van="V1", drop=2, is_cold=False, pieces=18,
        gross_g=12_500, sealed_by="陈峰", sealed_at="2026-05-26T03:10:00+08:00",
    )  # fmt: skip


def ask(database, first: int, count: int, actor=MANAGER) -> None:
    """Asks for the labels `first` and on."""

    def work(tx):
        for number in range(first, first + count):
            about = {"subject": f"tote_use {number}", "group_key": f"g{(number - 1) // 3}", "intent_key": f"t{number}"}
            printing.ask(tx, JobKind.TOTE_LABEL, body=words(number), **about)
        return {}

    execute(database, actor, "ask", [first, count], work)


class PrintDesk:
    """A window with the printing page in front, its printers, and a person at the keyboard."""

    def __init__(self, desk, qtbot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.frame, self.parts, self.settle = desk.frame, desk.parts, desk.settle
        self.page, self.sheet = desk.parts.printing.page, desk.parts.printing.sheet
        self.view, self.database = desk.frame.printing, desk.database
        self._practice = []

    def practice(self, name="箱签机", *, station=None, kind=PRINTER):
        """A printer of the company that is a simulated one, switched on."""
        made = practice_printer(kind)
        self._practice.append(made)
        self.add(name, made.address, station=station, kind=kind)
        return made

    def add(self, name, address, *, station=None, kind=PRINTER) -> int:
        """A printer of the company; the page sees it."""
        done = printing.add_printer(self.database, MANAGER, name, profile=kind, link=address, station=station)
        self.look()
        return int(done.answer["printer"])

    def look(self) -> None:
        """Everything is read again, and the spooler looks up."""
        self.frame.bus.tell_all()
        self.settle()

    def until(self, is_so, within_ms=WITHIN_MS) -> None:
        """Waits until it is so."""
        self.qtbot.waitUntil(is_so, timeout=within_ms)
        self.settle()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """One key of the window."""
        QTest.keyClick(self.frame.window.windowHandle(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """As a person types: slower than a scanner."""
        for character in text:
            QTest.keyClick(self.frame.window.windowHandle(), character, delay=60)
        self.settle()

    def tab_to(self, widget) -> None:
        """Tab until the keyboard is there."""
        for _stop in range(60):
            if widget.hasFocus():
                return
            QTest.keyClick(self.frame.window.windowHandle(), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {widget.accessibleName() or widget}")

    def states(self) -> list[str]:
        """Of every label in the order they were asked."""
        from sqlalchemy import select

        with self.database.read() as connection:
            return list(connection.execute(select(PrintJobRecord.state).order_by(PrintJobRecord.id)).scalars())

    def all_out(self) -> bool:
        """Nothing is left to print."""
        return set(self.states()) <= {JobState.CONFIRMED, JobState.SENT_UNCONFIRMED}

    def show_done(self) -> None:
        """The labels the printer is through with, as soon as the page has heard of them."""
        self.view.tabs.tabs["settled"].click()
        self.until(lambda: bool(self.page.rows.rows))

    def queue(self, name="箱签机"):
        """What waits at a printer, as it comes out."""
        with self.database.read() as connection:
            printer = next(row for row in printers(connection) if row.name == name)
            return queue_of(connection, printer.id)

    def make_old(self, minutes: int) -> None:
        """Every label was asked for so long ago."""
        from datetime import timedelta

        with self.database.writer.begin() as connection:
            connection.execute(update(PrintJobRecord).values(asked_at=now() - timedelta(minutes=minutes)))

    def close(self) -> None:
        """The printers are switched off."""
        for printer in self._practice:
            printer.close()


@pytest.fixture
def place(request, made_place):
    return made_place(getattr(request, "param", "sqlite"), _empty)[0]


def _empty(place) -> None:
    open_database(place).close()


@pytest.fixture
def hall(place, open_window, qtbot):
    """A desk whose window prints, with the page in front and no printer yet."""
    made = PrintDesk(open_window(place, settings=_settings()), qtbot)
    made.frame.appearance.go("printing")
    made.settle()
    yield made
    made.close()


@pytest.fixture
def quiet_hall(place, open_window, qtbot):
    """The same at a desk that does not print."""
    made = PrintDesk(open_window(place, settings=_settings(prints=False)), qtbot)
    made.frame.appearance.go("printing")
    made.settle()
    yield made
    made.close()


def _settings(**more) -> Settings:
    return Settings(language="en", theme="light", person="陈峰", station="1号台", **more)
