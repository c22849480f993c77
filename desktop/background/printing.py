"""The desk's label printers: runs the spooler for those this station serves, and says in the window's thread how each is.

A thin adapter over workers/spooler, loaded when the books are open; what it knows of a printer is a PrinterHealth.
Next: printing_words.py for the words, workers/spooler/spooler.py for the work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.background.change_bus import ChangeBus
from devices.readings import HealthState as HealthState
from domain.common.changes import Changes
from domain.common.clock import now

if TYPE_CHECKING:
    from devices.drivers.label_printer import LabelPrinterDriver
    from domain.common.database import Database
    from domain.common.people import Actor
    from workers.practice import PracticePrinter
    from workers.spooler import Spooler, Told

LOOK_MS = 500
AGES_MS = 20_000
"""So often what is shown is read again though nothing happened: waiting labels grow older."""
PRINTING = Changes(frozenset({"printing"}))


@dataclass(frozen=True, slots=True)
class PrinterHealth:
    """How a printer served here is, since when; `detail` the system's own words."""

    state: HealthState
    since: datetime
    address: str
    detail: str = ""


class Printing(QObject):
    """Tells the bus of the stage "printing" whenever a printer or a label of this desk stands otherwise than before."""

    def __init__(self, bus: ChangeBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._spooler: Spooler | None = None
        self._practice: dict[str, PracticePrinter] = {}
        self._is_closed = False
        self._told: tuple[Told, ...] = ()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.on_look)
        self._ages = QTimer(self, interval=AGES_MS)
        self._ages.timeout.connect(self.tell)
        self._ages.start()
        bus.changed.connect(self.on_changed)

    # In the pool ---------------------------------------------------------------------------------------

    def serve(self, database: Database, actor: Actor, is_training: bool, _progress: object = None) -> None:
        """Begins to print for this station; who printed before here ends first. In training nothing real is reached."""
        from workers.spooler import Spooler

        make = self.practice_at if is_training else None
        with self._turn:
            self.rest()
            with self._lock:
                if not self._is_closed:
                    self._spooler = Spooler(database, actor, is_training=is_training, make_printer=make).start()

    def rest(self, _progress: object = None) -> None:
        """Prints no more here; comes back when the labels at hand are done with."""
        with self._lock:
            spooler, self._spooler = self._spooler, None
            if spooler is not None:
                spooler.close()

    def practice_at(self, address: str, profile: str, media: str) -> LabelPrinterDriver:
        """In training: the simulated printer that stands for this address."""
        from devices.registry import printer_at
        from workers.practice import practice_printer

        if address not in self._practice:
            self._practice[address] = practice_printer(profile)
        return printer_at(self._practice[address].address, profile, media)

    # In the window's thread ----------------------------------------------------------------------------

    def begin(self) -> None:
        """From now on it is looked at."""
        self._look.start()

    def health(self) -> Mapping[int, PrinterHealth]:
        """Every printer served here, by its id."""
        return {each.printer_id: health_of(each, time.monotonic()) for each in self._told}

    def try_now(self) -> None:
        """A person says that a printer is there again."""
        if self._spooler is not None:
            self._spooler.try_now()

    @Slot()
    def on_look(self) -> None:
        told = self._spooler.told() if self._spooler is not None else ()
        if told != self._told:
            self._told = told
            self.tell()

    @Slot()
    def tell(self) -> None:
        """Whoever shows printers looks again."""
        self._bus.tell(PRINTING, self)

    @Slot(object, object)
    def on_changed(self, changes: Changes, initiator: object) -> None:
        """A label was asked for, or a question answered, at this desk: nobody waits for the next look."""
        if self._spooler is not None and initiator is not self and changes.touches("printing"):
            self._spooler.wake()

    def close(self) -> None:
        """The window is closed: ends the spooler's threads, before the books are closed."""
        self._look.stop()
        self._ages.stop()
        self._is_closed = True
        self.rest()
        for printer in self._practice.values():
            printer.close()
        self._practice.clear()


def health_of(told: Told, moment: float) -> PrinterHealth:
    """What a sender tells, with the clock's time instead of the machine's; `moment` is now by the machine's."""
    since = now() - timedelta(seconds=max(0.0, moment - told.health.since))
    state = told.health.state
    return PrinterHealth(state, since, told.address, told.health.detail)
