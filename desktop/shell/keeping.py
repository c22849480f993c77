"""Backups from the window: one file, made and verified on the database thread; when the last one was is remembered."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.desk import Desk
from desktop.settings import Settings
from desktop.shell.window import MainWindow
from desktop.widgets import figures
from domain.common.clock import iso_text, now, parse_moment
from domain.common.sentences import _

if TYPE_CHECKING:
    from domain.common.database import Database
    from workers.backups import Kept


def back_up(database: Database, file: Path) -> Kept:
    """Makes the backup and opens it once, to see that it is one."""
    from workers.backups import backup

    return backup(database, file)


def proposed_name(moment: datetime) -> str:
    """“daybreak-20260526-0310.backup”."""
    return f"daybreak-{moment.astimezone():%Y%m%d-%H%M}.backup"


class KeepingController(QObject):
    """`file_wanted(proposed name)` opens the dialog for the file."""

    file_wanted = Signal(str)

    def __init__(self, window: MainWindow, desk: Desk, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._desk, self._settings = window, desk, settings
        window.actions_list.add("backup", "window", lambda: _("Back up the books…"), self.ask, icon="save")
        window.language_changed.connect(self.show_last)
        self.show_last()

    def ask(self) -> None:
        """Asks where the backup goes."""
        self.file_wanted.emit(proposed_name(now()))

    def back_up(self, file: Path) -> None:
        """Makes the backup."""
        self._desk.tell(_("Making the backup; it is opened and checked before it counts."))
        self._desk.runner.change(back_up, file, answered=self.on_kept)

    def on_kept(self, kept: Kept) -> None:
        """Told at the foot, and remembered."""
        self._settings.last_backup = iso_text(now())
        self._settings.save()
        self.show_last()
        self._desk.tell(
            _("Backed up and verified: {orders} in {file}.").format(orders=figures.orders(kept.orders), file=kept.file)
        )

    @Slot()
    def show_last(self) -> None:
        """When the books were last backed up from this desk."""
        try:
            moment = parse_moment(self._settings.last_backup)
        except ValueError:
            self._window.status.show_backup(_("No backup yet"))
        else:
            when = figures.day_and_clock(moment)
            self._window.status.show_backup(_("Last backup {when}, verified").format(when=when))
