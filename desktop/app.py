"""The only place where the window's parts are made and handed on.

The window shows before the books are open: opening them loads the database library, on the database thread.
Then the controllers are made. Next: shell/window.py, background/runner.py.
"""

from __future__ import annotations

import getpass
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.background.change_bus import ChangeBus
from desktop.background.collector import Collector
from desktop.background.demo import make_demo
from desktop.background.runner import Runner, Task
from desktop.background.scale import Scale
from desktop.background.scanner import Scanner
from desktop.logs import default_folder, keep_log, tell_faults
from desktop.practising import Training, TrainingAsked, practice_settings, training_place
from desktop.settings import Settings, default_file, load
from desktop.shell.appearance import Appearance
from desktop.shell.window import MainWindow
from desktop.views.dispatch.board.view import GateBoardView
from desktop.views.orders.page import OrdersPage
from desktop.views.picking.board.view import BoardView
from desktop.views.printing.view import PrintingView
from desktop.views.receiving.desk.view import DeskView
from desktop.views.routes.view import RoutesView
from desktop.views.today.view import TodayView
from desktop.widgets.lettering import register_fonts
from desktop.widgets.scanner_gate import ScannerGate
from desktop.widgets.sounds import Sounds
from desktop.widgets.theme import ThemeSwitch
from devices.drivers.wedge import LEAST_GAP_S, MOST_GAP_S, WedgeTiming
from domain.common.sentences import _, use_language

if TYPE_CHECKING:
    from desktop.parts import Parts
    from domain.common.database import Database

    MakeParts = Callable[["Frame", Database], Parts]

TRAINING_PLACE = "training"
WORKSPACES = ("today", "orders", "receiving", "routes", "picking", "dispatch", "printing")


@dataclass(slots=True)
class Frame:
    """What there is before the books are open."""

    window: MainWindow
    appearance: Appearance
    settings: Settings
    runner: Runner
    bus: ChangeBus
    gate: ScannerGate
    scale: Scale
    scanner: Scanner
    sounds: Sounds
    today: TodayView
    orders: OrdersPage
    receiving: DeskView
    routes: RoutesView
    picking: BoardView
    dispatch: GateBoardView
    printing: PrintingView


def run(where: str | None = None, language: str | None = None, cycle: str = "", training: bool = False) -> int:
    """Opens the desktop on the company at `where` and stays until the window is closed; the exit code.

    `cycle` lies on the desk first; else the one that lay there last, else tonight's. `training`: on books and devices
    of its own, whatever `where` says.
    """
    if not has_display():
        sys.stderr.write("No display found. Commands work without one: python main.py --help\n")
        return 1
    make_application()
    keep_log(default_folder())
    settings = load(default_file())
    if language:
        settings.language = language
    settings.last_cycle = cycle or settings.last_cycle
    books = where or default_place()
    place: str | None = TRAINING_PLACE if training else books
    code = 0
    while place is not None:
        if place == TRAINING_PLACE:
            code, wants_books = _practise(settings)
            place = books if wants_books else None
        else:
            code, place = _stay_at(place, settings)
    return code


def _stay_at(place: str, settings: Settings) -> tuple[int, str | None]:
    """One window on one company until it is closed; and the company to open next, when one was asked for."""
    frame = make_frame(settings)
    opening = Opening(frame, place)
    tell_faults(frame.runner.failed.emit)
    trying = Trying(frame, Path(default_place()).parent / "Daybreak demo")
    asking = TrainingAsked(frame)
    frame.window.show()
    QTimer.singleShot(0, opening.open)
    code = QApplication.exec()
    opening.close()
    settings.last_cycle = trying.cycle or settings.last_cycle
    return code, TRAINING_PLACE if asking.is_asked else trying.company


def _practise(settings: Settings) -> tuple[int, bool]:
    """One window on the books of training until it is closed; and whether the real books shall be opened next."""
    frame = make_frame(practice_settings(settings))
    training = Training(frame)
    opening = Opening(frame, str(training_place()), prepared=training.make_ready)
    tell_faults(frame.runner.failed.emit)
    frame.window.show()
    QTimer.singleShot(0, opening.open)
    code = QApplication.exec()
    opening.close()
    return code, training.wants_books


def has_display() -> bool:
    """False on a Linux without a screen, where Qt would abort without a word."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def default_place() -> str:
    """DAYBREAK_DATA, or the person's own data folder."""
    from platformdirs import user_data_path

    return os.environ.get("DAYBREAK_DATA") or str(user_data_path("Daybreak", appauthor=False))


def make_application() -> QApplication:
    """The QApplication with our fonts; and Python told to let the window's thread in ten times as often."""
    # An event passes Python several times; at the usual 5 ms each it waits for a busy import longer than people notice.
    sys.setswitchinterval(0.0005)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Daybreak")
    application.setStyle("Fusion")
    application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    register_fonts()
    return application


def make_frame(settings: Settings) -> Frame:
    """The window with its empty workspaces, in the language and the theme of the settings."""
    use_language(settings.language)
    settings.person = (settings.person or os.environ.get("DAYBREAK_PERSON") or _user_name())[:40]
    settings.station = (settings.station or os.environ.get("DAYBREAK_STATION") or platform.node() or "desk")[:40]
    theme = ThemeSwitch()
    theme.choose(settings.theme)
    window = MainWindow()
    theme.setParent(window)
    gate = ScannerGate(window)
    gate.scanned.connect(window.on_scanned)
    gate.broken.connect(window.on_broken)
    gate.use(wedge_of(settings))
    window.closing.connect(gate.leave)
    scale, scanner, sounds = Scale(window), Scanner(window), Sounds(window)
    scanner.scanned.connect(gate.take)
    scanner.broken.connect(gate.take_broken)
    gate.mute_while(lambda: scanner.types_too)
    sounds.volume = max(0, min(100, settings.volume))
    window.closing.connect(scale.close)
    window.closing.connect(scanner.close)
    today, orders, receiving, picking = TodayView(), OrdersPage(), DeskView(), BoardView()
    routes, dispatch, printing = RoutesView(), GateBoardView(), PrintingView()
    window.add_workspace("today", "today", lambda: _("Today"), today)
    window.add_workspace("orders", "orders", lambda: _("Orders"), orders)
    window.add_workspace("receiving", "receive", lambda: _("Receiving"), receiving)
    window.add_workspace("routes", "routes", lambda: _("Routes"), routes)
    window.add_workspace("picking", "pick", lambda: _("Picking"), picking)
    window.add_workspace("dispatch", "load", lambda: _("Loading"), dispatch)
    window.add_workspace("printing", "print", lambda: _("Printing"), printing)
    window.rail.gap()
    window.rail.add("settings", "settings", lambda: _("Settings"))
    window.rail.add("help", "help", lambda: _("Keys"))
    appearance = Appearance(window, settings, theme)
    appearance.use_devices(scale, scanner, sounds)
    _add_commands(appearance)
    appearance.go(settings.workspace if settings.workspace in WORKSPACES else WORKSPACES[0])
    return Frame(
        window=window,
        appearance=appearance,
        settings=settings,
        runner=Runner(),
        bus=ChangeBus(),
        gate=gate,
        scale=scale,
        scanner=scanner,
        sounds=sounds,
        today=today,
        orders=orders,
        receiving=receiving,
        routes=routes,
        picking=picking,
        dispatch=dispatch,
        printing=printing,
    )


def _add_commands(appearance: Appearance) -> None:
    """The keys that lead to each workspace, in the order of the night."""
    appearance.add_workspace_command("today", lambda: _("Today"), "Ctrl+1", "today")
    appearance.add_workspace_command("orders", lambda: _("Orders"), "Ctrl+2", "orders")
    appearance.add_workspace_command("receiving", lambda: _("Receiving"), "Ctrl+3", "receive")
    appearance.add_workspace_command("routes", lambda: _("Routes"), "Ctrl+M", "routes")
    appearance.add_workspace_command("picking", lambda: _("Picking"), "Ctrl+4", "pick")
    appearance.add_workspace_command("dispatch", lambda: _("Loading"), "Ctrl+5", "load")
    appearance.add_workspace_command("printing", lambda: _("Printing"), "Ctrl+6", "print")


def wedge_of(settings: Settings) -> WedgeTiming:
    """How this desk's keyboard scanner types, as it was learnt; as usual where nobody has taught it."""
    gap_s = min(MOST_GAP_S, max(LEAST_GAP_S, settings.wedge_gap_ms / 1000))
    return WedgeTiming(gap_s, settings.wedge_prefix, settings.wedge_end)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "desk"


class Opening(QObject):
    """Opens the company behind the shown window; a failure stands in the window as a sentence with a way to try again."""

    def __init__(self, frame: Frame, where: str, prepared: Callable[[str], object] = lambda _where: None) -> None:
        super().__init__(frame.window)
        self._frame, self._where, self._prepared = frame, where, prepared
        self.parts: Parts | None = None
        self._collector = Collector(frame.runner, self)
        frame.window.banner.action.clicked.connect(self.open)

    def open(self) -> None:
        """Opens the books on the database thread."""
        from desktop.widgets.tokens import Tone

        self._frame.window.show_banner("")
        self._frame.window.status.show_database(_("Opening the books…"), Tone.PLAIN, self._where)
        self._frame.runner.on_database_thread(self._open_books, answered=self._on_open, failed=self._on_failed)

    def _open_books(self) -> tuple[Database, MakeParts, bool]:
        """On the database thread: loads the controllers (and the database library with them), opens the company."""
        from desktop.parts import make_parts
        from domain.common.database import open_database
        from domain.common.settings import is_training

        self._prepared(self._where)
        database = open_database(self._where, who=self._frame.settings.person)
        with database.read() as connection:
            return database, make_parts, is_training(connection)

    def _on_open(self, opened: tuple[Database, MakeParts, bool]) -> None:
        database, make_parts, is_for_training = opened
        self._frame.runner.database = database
        if is_for_training and self._frame.window.band is None:
            Training(self._frame)
        self.parts = make_parts(self._frame, database)
        self._collector.settle()

    def _on_failed(self, error: Exception) -> None:
        from desktop.shell.faults import sentence_of
        from desktop.widgets.tokens import Tone

        self._frame.window.show_banner(sentence_of(error), _("Try again"))
        self._frame.window.status.show_database(_("No database"), Tone.WRONG, self._where)

    def close(self) -> None:
        """Ends the threads and closes the books."""
        self._collector.close()
        self._frame.runner.close()
        if self.parts is not None:
            self.parts.spooling.close()
        if self._frame.runner.database is not None:
            self._frame.runner.database.close()


class Trying(QObject):
    """Makes the demo company when it is wanted; then the window closes and opens again on it."""

    def __init__(self, frame: Frame, out: Path) -> None:
        super().__init__(frame.window)
        self._frame, self._out = frame, out
        self._task: Task | None = None
        self.company: str | None = None
        self.cycle = ""
        frame.today.demo_wanted.connect(self.make)
        frame.today.demo_cancelled.connect(self.cancel)

    def make(self) -> None:
        """Plays the demo night in the pool."""
        said = _("Making a demo night in {folder}").format(folder=self._out)
        self._frame.today.show_making_demo(said, 0, 0)
        self._task = self._frame.runner.work(
            make_demo,
            self._out,
            answered=self._on_made,
            failed=self._on_failed,
            progressed=lambda done, total: self._frame.today.show_making_demo(said, done, total),
        )

    def _on_made(self, made: tuple[str, str]) -> None:
        self.company, self.cycle = made
        self._frame.window.close()

    def _on_failed(self, error: Exception) -> None:
        self._frame.today.show_making_demo("", 0, 0)
        self._frame.runner.failed.emit(error)

    def cancel(self) -> None:
        """Nobody wants it any more."""
        if self._task:
            self._task.cancel()
        self._frame.today.show_making_demo("", 0, 0)


def write_pictures(out: Path, theme: str, scale: int, size: tuple[int, int], language: str, where: str | None) -> int:
    """A PNG of every window and state into `out`, on a copy of the company at `where` or a small demo night; exit code.

    `scale` is in percent, `size` the window's at 100 %. Needs no screen.
    """
    # Before Qt starts: so every pixel of the scale is drawn.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale / 100)
    from desktop.pictures import write

    use_language(language)
    return 0 if write(out, theme, size, language, where) else 1
