"""The printing lamp at the foot of the window, and the desk's spooler: begun when the books are open, ended with them.

It reads the queue whenever a label or a printer stands otherwise, whoever changed it. Next: background/printing.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.background.printing import Printing
from desktop.background.printing_words import PrintersRead, lamp_of, read_printers, seen_from

if TYPE_CHECKING:
    from desktop.settings import Settings
    from desktop.shell.window import MainWindow


class PrintingLamp(QObject):
    """`wanted` when the lamp is pressed."""

    wanted = Signal()

    def __init__(self, window: MainWindow, desk: Desk, printing: Printing, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._desk, self._printing, self._settings = window, desk, printing, settings
        self._read: PrintersRead | None = None
        self.follower = Follower(window, frozenset({"printing"}), self.read, desk.bus, self)
        window.status.printing.clicked.connect(self.wanted)
        window.language_changed.connect(self.show)
        desk.actor_changed.connect(self.serve)
        self.follower.look_again()
        self.serve()

    @Slot()
    def serve(self) -> None:
        """This station's printers are served from here, where the settings say so and the books may be written."""
        database, runner = self._desk.runner.database, self._desk.runner
        if database is None:
            return
        if not self._settings.prints or database.is_read_only:
            runner.work(self._printing.rest, answered=self._on_served)
            return
        is_training = self._window.band is not None
        runner.work(self._printing.serve, database, self._desk.actor, is_training, answered=self._on_served)

    def _on_served(self, _nothing: object) -> None:
        self._printing.begin()

    @Slot(bool)
    def on_prints(self, prints: bool) -> None:
        """The settings say otherwise whether this desk prints."""
        if prints != self._settings.prints:
            self._settings.prints = prints
            self._settings.save()
            self.serve()

    def read(self) -> None:
        """The printers as the books have them."""
        self._desk.read(read_printers, answered=self.on_read)

    def on_read(self, read: PrintersRead) -> None:
        """The lamp says so."""
        self._read = read
        self.show()

    @Slot()
    def show(self) -> None:
        """The lamp in the language of now."""
        if self._read is not None:
            seen = seen_from(self._read, self._printing.health(), self._desk.actor.station)
            self._window.status.printing.show_lamp(*lamp_of(seen, self._read.waiting))
