"""The label printer of the night: a simulated one behind a port of this computer, fed by the program's own spooler.

It stands at the first table: what is weighed there gets its label, and so does every crate, for it is sealed there. All
are printed while the night goes on; at its end every label that still holds has come out, once. Next: sealing.py.
"""

from __future__ import annotations

from collections import Counter

from domain.printing import queries
from domain.printing.operations import add_printer, edit_printer
from domain.printing.words import JobState
from workers.demo import staff
from workers.demo.hall.floor import Floor
from workers.practice import PracticePrinter, practice_printer
from workers.spooler import Spooler

NAMES = ("1号台标签机",)
PATIENCE_S = 120.0


class LabelPrinters:
    """The printers and the spooler of one night; `finish` waits for the last label."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._printers: dict[int, PracticePrinter] = {}
        self._spooler = Spooler(floor.database, staff.PRINTING, program="demo")

    def start(self) -> None:
        """Switches them on."""
        for name in NAMES:
            printer = practice_printer()
            more = {"profile": printer.profile, "link": printer.address, "station": staff.PRINTING.station}
            made = add_printer(self._floor.database, staff.MANAGER, name, **more).answer
            self._printers[made["printer"]] = printer
        self._spooler.start()

    def finish(self) -> None:
        """Waits until all is out and counts it; AssertionError when a label is missing, doubled or in doubt."""
        self._spooler.wake()
        is_idle = self._spooler.wait_until_idle(PATIENCE_S)
        self.close()
        out = sum(printer.printed for printer in self._printers.values())
        with self._floor.database.read() as connection:
            states = Counter(queries.counts_by_state(connection))
        asked_for = (
            sum(states.values()) - states[JobState.CANCELLED]
        )  # cancelled: its crate was opened before it was out
        if not is_idle or not out == asked_for == states[JobState.CONFIRMED]:
            raise AssertionError(f"{out} labels came out, the queue says {dict(states)}")
        self._floor.count("labels", out)

    def close(self) -> None:
        """Switches them off; the company keeps them as retired ones, for nobody is behind their ports any more."""
        self._spooler.close()
        for printer in self._printers.values():
            printer.close()
        with self._floor.database.read() as connection:
            rows = {row.id: row for row in queries.printers(connection)}
        for printer_id in self._printers.keys() & rows.keys():
            edit_printer(self._floor.database, staff.MANAGER, printer_id, rows[printer_id].version, active=False)
