"""The spooler of one station: looks which printers there are, and gives each its sender and its thread.

A printer with a station of its own is served there alone; the others by whoever holds their lease. Next: sender.py.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from devices.drivers.label_printer import LabelPrinterDriver
from devices.errors import DeviceError
from devices.profiles import MEDIA, profile
from devices.readings import Health, HealthState
from devices.registry import printer_at
from domain.common.database import Database
from domain.common.errors import DatabaseProblem
from domain.common.people import Actor
from domain.common.settings import is_training as is_for_training
from domain.printing import queries
from domain.printing.queries import PrinterRow
from domain.printing.words import PAPERS
from workers.spooler.pictures import Pictures, data_folder_of, own_templates_of
from workers.spooler.sender import Desk, Sender
from workers.spooler.telling import Told

logger = logging.getLogger(__name__)

LOOK_S = 3.0
IDLE_S = 0.05
STUMBLED_S = 5.0
GRACE_S = 1.5
"""So long a printer may take to say that the last label is out when the program ends."""
OWN_PROFILES = "printer-profiles"
"""In a company's data folder: profiles of printers (TOML) that the program does not know."""

MakePrinter = Callable[[str, str, str], LabelPrinterDriver]
"""A driver of a link's address, a profile's name and a roll's name."""


class Spooler:
    """Serves the label printers of a company from one station until it is closed.

    `program` names it beside others of the station; one that begins anew under the same name takes its printers at once.
    `language` is that of the labels (None: the reader's own); with `is_training`, and always on books that are for
    training, every label says so.
    """

    def __init__(
        self,
        database: Database,
        actor: Actor,
        *,
        program: str = "window",
        language: str | None = None,
        is_training: bool = False,
        make_printer: MakePrinter | None = None,
    ) -> None:
        self._desk = Desk(database, actor, f"{actor.station}/{program}")
        with database.read() as connection:
            self._is_training = is_training or is_for_training(connection)
        self._language = language
        self._own_profiles = data_folder_of(database) / OWN_PROFILES
        self._make_printer = make_printer or partial(printer_at, own_profiles=self._own_profiles)
        self._stop, self._look_now = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._served: dict[int, _Served] = {}
        self._useless: dict[int, Told] = {}
        self._thread: threading.Thread | None = None

    def start(self) -> Spooler:
        """Begins to serve; this spooler."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="spooler", daemon=True)
            self._thread.start()
        return self

    def wake(self) -> None:
        """Something was asked for, or answered: nobody waits for the next look. A printer that is away is not tried."""
        self._look_now.set()
        for served in self._all():
            served.wake()

    def try_now(self) -> None:
        """A person says that a printer is there again: it is tried at once."""
        for served in self._all():
            served.sender.try_now()
        self.wake()

    def told(self) -> tuple[Told, ...]:
        """Every printer served here as it stands now, by name; those that cannot be used too."""
        found = [*(served.sender.told for served in self._all()), *self._useless.values()]
        return tuple(sorted(found, key=lambda told: told.name))

    def wait_until_idle(self, within_s: float) -> bool:
        """True when nothing waits for the printers served here; False when it still does after so long."""
        end = time.monotonic() + within_s
        while not self._stop.wait(IDLE_S) and time.monotonic() < end:
            if self._is_idle():
                return True
        return False

    def close(self) -> None:
        """Stops when the labels at hand are done with; comes back when all threads have ended."""
        self._stop.set()
        self._look_now.set()
        if self._thread is not None:
            self._thread.join()
        for served in self._all():
            served.close()

    # Inside --------------------------------------------------------------------------------------------

    def _all(self) -> list[_Served]:
        with self._lock:
            return list(self._served.values())

    def _is_idle(self) -> bool:
        if any(served.sender.is_working for served in self._all()):
            return False
        with self._desk.database.read() as connection:
            rows = [row for row in queries.printers(connection) if self._is_ours(row)]
        is_working = any(served.sender.is_working for served in self._all())
        return not is_working and not any(row.waiting for row in rows)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._look()
            except DatabaseProblem as trouble:
                logger.warning("the printers cannot be looked at: %s", trouble)
            self._look_now.wait(LOOK_S)
            self._look_now.clear()

    def _look(self) -> None:
        with self._desk.database.read() as connection:
            rows = {row.id: row for row in queries.printers(connection) if self._is_ours(row)}
        for printer_id, served in list(self._served.items()):
            row = rows.get(printer_id)
            if row is None or row.version != served.sender.row.version:
                with self._lock:
                    del self._served[printer_id]
                served.close()
            else:
                served.sender.row = row
                served.sender.keep_lease()
        self._useless = {key: told for key, told in self._useless.items() if key in rows}
        for row in rows.values():
            if row.id not in self._served and not self._stop.is_set():
                self._serve(row)

    def _is_ours(self, row: PrinterRow) -> bool:
        return row.queue != PAPERS and row.station in ("", self._desk.actor.station)

    def _serve(self, row: PrinterRow) -> None:
        try:
            kind = profile(row.profile, self._own_profiles)
            printer = self._make_printer(row.link, row.profile, row.media)
        except (DeviceError, KeyError) as error:
            health = Health(HealthState.OFFLINE, time.monotonic(), str(error))
            self._useless[row.id] = Told(row.id, row.name, row.link, health)
            return
        self._useless.pop(row.id, None)
        pictures = Pictures(
            MEDIA[row.media],
            kind.dpi,
            language=self._language,
            is_training=self._is_training,
            own_templates=own_templates_of(self._desk.database),
        )
        sender = Sender(self._desk, row, printer, pictures, resend_marked=kind.resend_marked)
        with self._lock:
            self._served[row.id] = _Served(sender)


class _Served:
    """A sender in its thread."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"printer {sender.row.name}", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """The next step comes at once."""
        self._wake.set()

    def close(self) -> None:
        """Ends the thread behind the label at hand."""
        self._stop.set()
        self._wake.set()
        self._thread.join(GRACE_S)
        self.sender.hurry()
        self._thread.join()
        self.sender.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                wait_s = self.sender.step()
            except Exception:  # a fault of ours must not leave a printer without its sender for the rest of the night
                logger.exception("printer %s", self.sender.row.name)
                wait_s = STUMBLED_S
            if wait_s > 0:
                self._wake.wait(wait_s)
            self._wake.clear()
