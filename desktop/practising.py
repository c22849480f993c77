"""Training: a window on books of its own with practice devices and a band that says so. app.py opens and leaves it.

Real settings are never written from here, and no real device is reached. Next: workers/training.py, shell/training_band.py.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from desktop.background.scale import PRACTICE
from desktop.settings import Settings
from desktop.shell.practice_tray import PracticeTray
from desktop.shell.training_band import WORD
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.app import Frame


def training_place() -> Path:
    """Where the training company lies: beside this person's own books."""
    from platformdirs import user_data_path

    from workers.training import COMPANY, training_folder

    return training_folder(user_data_path("Daybreak", appauthor=False)) / COMPANY


def practice_settings(settings: Settings) -> Settings:
    """The person's language, colours and place in the hall; no device of theirs, and remembered nowhere."""
    return replace(
        settings,
        file=None,
        last_cycle="",
        workspace="picking",
        scale_address=PRACTICE,
        scanner_address="",
        prints=True,
        columns=dict(settings.columns),
    )


class Training(QObject):
    """Puts the band over a window and hands it the practice devices. `wants_books`: the person went back to real work."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self.wants_books = False
        frame.settings.file = None
        frame.settings.scale_address, frame.settings.scanner_address = PRACTICE, ""
        frame.scale.only_practice = True
        band = frame.window.show_training()
        self.tray = PracticeTray(frame.window, frame.scale, frame.gate.take)
        self.tray.opened.connect(self.on_tray)
        frame.window.resized.connect(self.tray.follow_window)
        band.devices_wanted.connect(self.tray.toggle)
        band.end_wanted.connect(self.end)
        # Windows of the system (choosing a file) bear it in their title.
        QGuiApplication.setApplicationDisplayName(WORD)
        frame.window.closing.connect(_say_nothing)
        add = frame.window.actions_list.add
        add("practice", "window", lambda: _("Practice devices"), self.tray.toggle, "Ctrl+Shift+P", icon="settings")
        add("end_training", "window", lambda: _("End training"), self.end, icon="close")

    def make_ready(self, place: str) -> None:
        """On the database thread: makes the training company the first time, and sees that it is one."""
        from workers.training import make_training_ready

        self._frame.settings.last_cycle = make_training_ready(Path(place).parent)

    @Slot()
    def on_tray(self) -> None:
        """The codes that may be scanned, as the books are now."""
        if self._frame.runner.database is not None:
            runner = self._frame.runner
            runner.on_database_thread(self._read_codes, answered=self.tray.show_codes, failed=runner.failed.emit)

    def _read_codes(self) -> list[tuple[str, str]]:
        from workers.training import codes_to_scan

        database = self._frame.runner.database
        if database is None:
            return []
        with database.read() as connection:
            return codes_to_scan(connection)

    @Slot()
    def end(self) -> None:
        """Back to the real books."""
        self.wants_books = True
        self._frame.window.close()


def _say_nothing() -> None:
    QGuiApplication.setApplicationDisplayName("")


class TrainingAsked(QObject):
    """The way from the real books to training, in the list of commands."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self.is_asked = False
        frame.window.actions_list.add("training", "window", lambda: _("Training"), self.ask, icon="info")

    def ask(self) -> None:
        """Closes this window; one for practising opens."""
        self.is_asked = True
        self._frame.window.close()
