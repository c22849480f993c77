"""The frame's own work: which cycle lies on the desk, its head line, opening a cycle, news and errors as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.settings import Settings
from desktop.shell import model
from desktop.shell.cycle_sheet import CycleWish
from desktop.shell.faults import sentence_of
from desktop.shell.model import Standing
from desktop.shell.window import MainWindow
from desktop.version import VERSION
from desktop.widgets.tokens import Tone
from domain.common.clock import now
from domain.common.command import Done
from domain.common.database import Database
from domain.common.errors import DatabaseProblem
from domain.common.people import Actor
from domain.common.sentences import _
from domain.common.settings import LONGEST_NAME, company_name, set_company_name
from domain.ordering import operations

if TYPE_CHECKING:
    from domain.cutoff.words import SnapshotRow
    from domain.ordering.queries import CycleRow

TICK_MS = 1000


class ShellController(QObject):
    """Made when the books are open."""

    def __init__(self, window: MainWindow, desk: Desk, settings: Settings, database: Database) -> None:
        super().__init__(window)
        self._window, self._desk, self._settings, self._database = window, desk, settings, database
        self._standing = Standing((), None, None)
        self._after_read: list[Callable[[], object]] = []
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.on_tick)
        self._connect()
        self._add_commands()
        self._show_place()
        self._show_actor()
        self.read()
        self._read_company()
        self._tick.start()

    def _connect(self) -> None:
        header = self._window.header
        header.cycle_wanted.connect(self.choose_cycle)
        header.new_cycle_wanted.connect(self.open_cycle_sheet)
        self._window.cycle_sheet.wished.connect(self.on_wished)
        self._window.settings.company_named.connect(self.on_company_named)
        self._desk.runner.failed.connect(self.on_failed)
        self._desk.actor_changed.connect(self._show_actor)
        self._desk.news.connect(self.on_news)
        self._desk.cycle_wanted.connect(self.open_cycle_sheet)
        self._desk.found_again.connect(self._show_place)
        self._window.language_changed.connect(self.on_language_changed)
        stages = frozenset({"ordering", "cutoff"})
        self.follower = Follower(self._window, stages, self.read, self._desk.bus, self)

    def _add_commands(self) -> None:
        add = self._window.actions_list.add
        add("new_cycle", "orders", lambda: _("Open a cycle…"), self.open_cycle_sheet, "Ctrl+N", icon="plus")
        add("refresh", "window", lambda: _("Read again"), self.refresh, "F5", icon="refresh")

    def read(self) -> None:
        """Reads the cycle on the desk anew; the first time all cycles."""
        if self._standing.cycle is None:
            self._desk.read(model.read_standing, self._settings.last_cycle, answered=self.on_standing)
        else:
            self._desk.read(model.read_current, self._standing.cycle.code, answered=self.on_current)

    def on_current(self, current: tuple[CycleRow, SnapshotRow | None]) -> None:
        """The cycle on the desk as it is now."""
        self.on_standing(model.with_current(self._standing, *current))

    @Slot(object)
    def on_standing(self, standing: Standing) -> None:
        self._standing = standing
        header = self._window.header
        header.show_cycles([(row.code, model.cycle_choice(row)) for row in standing.cycles])
        header.show_cycle(model.cycle_title(standing.cycle) if standing.cycle else _("No cycle yet"))
        self.on_tick()
        self._desk.put_cycle(standing.cycle, standing.snapshot)

    @Slot(str)
    def choose_cycle(self, code: str) -> None:
        """Puts another cycle on the desk."""
        self._settings.last_cycle = code
        self._desk.read(model.read_standing, code, answered=self.on_standing)

    def _read_company(self) -> None:
        """What the company is called, for the sheet of settings."""
        self._desk.read(company_name, answered=self.on_company)

    def on_company(self, name: str) -> None:
        """The sheet of settings shows it."""
        self._window.settings.show_company(name, LONGEST_NAME)

    @Slot(str)
    def on_company_named(self, name: str) -> None:
        self._desk.change(set_company_name, name, answered=self.on_company_kept)

    def on_company_kept(self, done: Done) -> None:
        """Told at the foot: papers made from now on say so."""
        name = str(done.answer["company"])
        self.on_company(name)
        self._desk.tell(
            _("Papers made from now on are headed “{name}”.").format(name=name)
            if name
            else _("Papers made from now on carry no company name.")
        )

    def refresh(self) -> None:
        """Everything in sight is read again, and the list of cycles."""
        self.choose_cycle(self._desk.code or "")
        self._read_company()
        self._desk.bus.tell_all()

    @Slot()
    def on_tick(self) -> None:
        text, tone = model.header_state(self._standing.cycle, self._standing.snapshot, now())
        self._window.header.state.show_state(text, tone)

    @Slot()
    def open_cycle_sheet(self) -> None:
        """The form for a new cycle, filled in sensibly."""
        taken = frozenset(row.code for row in self._standing.cycles)
        self._window.cycle_sheet.open_with(model.proposed_wish(now(), taken))

    @Slot(object)
    def on_wished(self, wish: CycleWish) -> None:
        self._desk.change(
            operations.open_cycle,
            wish.code,
            cutoff_at=wish.cutoff_at,
            delivery=wish.delivery,
            title=wish.title,
            minimum_orders=wish.minimum_orders,
            answered=self.on_opened,
            failed=self.on_not_opened,
        )

    def on_opened(self, done: Done) -> None:
        """The new cycle is on the desk at once."""
        self._window.cycle_sheet.close_sheet()
        code = str(done.answer["cycle"])
        self._desk.tell(_("Cycle {cycle} is open and takes orders.").format(cycle=code))
        self.choose_cycle(code)

    def on_not_opened(self, error: Exception) -> None:
        """The form stays, with the reason at its code."""
        self._window.cycle_sheet.complain(sentence_of(error))

    @Slot(object)
    def on_failed(self, error: Exception) -> None:
        """An error nobody took: a sentence at the foot; a database that is gone also stands in the status line."""
        self._window.toast.tell(sentence_of(error), Tone.WRONG)
        self._window.status.show_news(sentence_of(error))
        if isinstance(error, DatabaseProblem):
            self._window.status.show_database(_("Database not reachable"), Tone.WRONG, self._database.place)

    @Slot(str, object, str, object)
    def on_news(self, text: str, tone: Tone, word: str, act: Callable[[], object] | None) -> None:
        self._window.toast.tell(text, tone, word=word, act=act)
        self._window.status.show_news(text)

    def _show_place(self) -> None:
        kind = "PostgreSQL" if self._database.dialect == "postgresql" else "SQLite"
        words = _("Database {kind}, read only") if self._database.is_read_only else _("Database {kind}, ready")
        tone = Tone.CAREFUL if self._database.is_read_only else Tone.RIGHT
        self._window.status.show_database(words.format(kind=kind), tone, self._database.place)
        self._window.about.show_version(VERSION, f"{kind} {self._database.place}")

    def _show_actor(self) -> None:
        actor = self._desk.actor
        self._window.header.show_person(f"{actor.person} · {actor.station}")

    @Slot(str, str)
    def on_seated(self, person: str, station: str) -> None:
        self._desk.seat(Actor(person, station, self._desk.actor.role))

    @Slot()
    def on_language_changed(self) -> None:
        self._show_place()
        self.on_standing(self._standing)
