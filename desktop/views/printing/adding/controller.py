"""Leads the adding of a label printer, and the changing of one: three steps, a test print, then the books.

Next: background/printer_setup.py for what runs in the pool, sheet.py for what is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import printer_setup
from desktop.background.desk import Desk
from desktop.background.label_pictures import LabelPicture
from desktop.background.printer_setup import FoundAll, PrinterKind, TriedPrinter
from desktop.background.printing import Printing
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.printing import operations

if TYPE_CHECKING:
    from desktop.background.runner import Task
    from desktop.views.printing.adding.sheet import PrinterSheet
    from desktop.widgets.choice import ChoiceSheet
    from domain.printing.queries import PrinterRow

WHERE, WHAT, TEST = range(3)
PRACTICE = "practice"
USUAL_KIND, USUAL_MEDIA = "gprinter_tspl_203", "60x40"


class AddingController(QObject):
    """`kept(printer id)` when a printer was added or changed."""

    kept = Signal(int)

    def __init__(
        self, sheet: PrinterSheet, choice: ChoiceSheet, desk: Desk, printing: Printing, *, is_training: bool
    ) -> None:
        super().__init__(sheet)
        self._sheet, self._choice, self._desk, self._printing = sheet, choice, desk, printing
        self._is_training = is_training
        self._row: PrinterRow | None = None
        self._kinds: dict[str, PrinterKind] = {}
        self._found: FoundAll | None = None
        self._step = WHERE
        self._likely = USUAL_KIND
        self._running: Task | None = None
        self._connect()

    def _connect(self) -> None:
        sheet = self._sheet
        sheet.next_wanted.connect(self.on_next)
        sheet.back_wanted.connect(lambda: self._go(self._step - 1))
        sheet.look_wanted.connect(self.look)
        sheet.try_wanted.connect(self.try_it)
        sheet.retire_wanted.connect(self.ask_to_retire)
        sheet.kind_chosen.connect(self.show_kind)
        sheet.closed.connect(self.on_closed)

    @property
    def kinds(self) -> tuple[PrinterKind, ...]:
        """Every kind of printer that is known."""
        return tuple(self._kinds.values())

    # Opening -------------------------------------------------------------------------------------------

    def open(self) -> None:
        """A new printer."""
        self._row = None
        self._begin(PRACTICE if self._is_training else "", "")

    def open_with(self, row: PrinterRow) -> None:
        """A printer as it is set up now."""
        self._row = row
        self._begin(row.link, row.name)

    def _begin(self, address: str, name: str) -> None:
        self._found, self._likely = None, self._row.profile if self._row else USUAL_KIND
        self._sheet.address.setText(address)
        self._sheet.address.setReadOnly(self._is_training)
        self._sheet.name.setText(name)
        self._sheet.retire.setVisible(self._row is not None)
        self._sheet.show_told("", "")
        self._sheet.show_busy(False)
        self._sheet.show_places((), _("Looking…"))
        self._go(WHERE)
        self._sheet.open_sheet(self._sheet.address)
        self.look()

    def look(self) -> None:
        """What is plugged in, and which kinds of printers are known."""
        database = self._desk.runner.database
        if database is not None:
            self._running = self._desk.runner.work(printer_setup.find, database, answered=self.on_found)

    def on_found(self, found: FoundAll) -> None:
        """Shown; the keyboard stays where it is."""
        self._found, self._kinds = found, {kind.key: kind for kind in found.kinds}
        if self._is_training:
            self._sheet.show_places((), _("In training every printer is a simulated one."))
        else:
            self._sheet.show_places(found.places, found.sentence)
        self._sheet.show_kinds(found.kinds, self._likely)
        self.show_kind(self._likely if self._likely in self._kinds else found.kinds[0].key)

    @Slot(str)
    def show_kind(self, key: str) -> None:
        """The rolls of this kind, and what it can say."""
        kind = self._kinds.get(key)
        if kind is None:
            return
        self._likely = key
        said = (
            _("It tells what keeps it from printing, and whether a label came out.")
            if kind.can_say
            else _("It cannot answer: its labels stand as “sent”, and a person looks at each.")
        )
        before = self._sheet.media.currentText() or (self._row.media if self._row else USUAL_MEDIA)
        self._sheet.show_media(kind.media, before, said)

    # The steps -----------------------------------------------------------------------------------------

    @Slot()
    def on_next(self) -> None:
        """On with what stands there, when it can be."""
        if self._step == WHERE:
            self._see_the_address()
        elif self._step == WHAT:
            self._see_the_name()
        else:
            self.keep()

    def _go(self, step: int) -> None:
        self._step = step
        title = _("Change {printer}").format(printer=self._row.name) if self._row else _("Add a label printer")
        last = _("Keep") if self._row else _("Add it")
        self._sheet.show_step(step, title, last if step == TEST else _("Next step"))
        if self._sheet.isVisible():
            self._sheet.focus_step()

    def _see_the_address(self) -> None:
        address = self._sheet.wish().address
        if not address:
            self._sheet.complain(_("Choose a place above, or type where the printer is."))
        elif self._is_training:
            self._on_address("")
        else:
            self._running = self._desk.runner.work(printer_setup.address_problem, address, answered=self._on_address)

    def _on_address(self, problem: str) -> None:
        if problem:
            self._sheet.complain(problem)
            return
        wish = self._sheet.wish()
        place = (
            next((each for each in self._found.places if each.address == wish.address), None) if self._found else None
        )
        if self._row is None and place is not None and place.likely:
            self._sheet.show_kinds(self.kinds, place.likely[0])
            self.show_kind(place.likely[0])
        if not wish.name:
            self._sheet.name.setText(_("Label printer"))
        is_own = bool(self._row.station) if self._row else printer_setup.is_at_this_computer(wish.address)
        self._sheet.show_whose(self._desk.actor.station, is_own=is_own and not self._is_training)
        self._go(WHAT)

    def _see_the_name(self) -> None:
        wish, database = self._sheet.wish(), self._desk.runner.database
        if not wish.name:
            self._sheet.complain(_("Give it a name that people know it by."))
        elif database is not None and wish.media:
            self._sheet.show_told("", "")
            self._go(TEST)
            about = (database, wish.profile, wish.media, wish.name)
            self._running = self._desk.runner.work(printer_setup.picture, *about, answered=self.on_picture)

    def on_picture(self, picture: LabelPicture) -> None:
        """What will come out."""
        self._sheet.show_picture(picture)

    # The test ------------------------------------------------------------------------------------------

    @Slot()
    def try_it(self) -> None:
        """Prints the test label; nothing is booked."""
        wish, database = self._sheet.wish(), self._desk.runner.database
        if database is None:
            return
        self._sheet.show_busy(True)
        self._sheet.show_told(_("The test label is on its way…"), "ink_2")
        make = self._printing.practice_at if self._is_training else None
        where = (wish.address, wish.profile, wish.media)
        self._running = self._desk.runner.work(
            printer_setup.try_it, database, where, wish.name, make, answered=self.on_tried, failed=self.on_failed
        )

    def on_tried(self, tried: TriedPrinter) -> None:
        """It works, or a sentence says why not."""
        self._sheet.show_busy(False)
        self._sheet.show_told(tried.sentence, "right" if tried.works else "careful")
        self._sheet.done.setFocus()

    def on_failed(self, error: Exception) -> None:
        """A fault of the program."""
        self._sheet.show_busy(False)
        self._sheet.show_told("", "")
        self._desk.runner.failed.emit(error)

    # The books -----------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Adds it, or keeps what was changed."""
        wish = self._sheet.wish()
        station = self._desk.actor.station if wish.is_own else None
        fields = {"profile": wish.profile, "link": wish.address, "media": wish.media, "station": station}
        if self._row is None:
            self._do(operations.add_printer, wish.name, answered=self._on_added, **fields)
        else:
            self._do(operations.edit_printer, self._row.id, self._row.version, name=wish.name, **fields)

    def _do(self, operation: Callable[..., Any], *arguments: Any, answered: Any = None, **fields: Any) -> None:
        row_id = self._row.id if self._row else 0
        done = answered or partial(self._on_kept, row_id)
        self._desk.change(operation, *arguments, answered=done, failed=self.on_refused, **fields)

    def _on_added(self, done: Done) -> None:
        self._on_kept(int(done.answer["printer"]), done)

    def _on_kept(self, printer_id: int, _done: Done) -> None:
        name = self._sheet.wish().name
        self._sheet.close_sheet()
        self._desk.tell(_("{printer} is ready to print.").format(printer=name))
        self.kept.emit(printer_id)

    def on_refused(self, error: Exception) -> None:
        """It was not kept: the reason stands at the foot of the sheet."""
        if isinstance(error, DomainError):
            self._sheet.complain(sentence(error))
        else:
            self._desk.runner.failed.emit(error)

    def ask_to_retire(self) -> None:
        """What becomes of its labels is said first."""
        row = self._row
        if row is not None:
            self._sheet.close_sheet()
            self._choice.ask(
                _("Take {printer} out of use?").format(printer=row.name),
                _(
                    "What waits for it goes back to the queue, for the other printers. What it printed stays in the books."
                ),
                ((_("Take it out of use"), partial(self._retire, row)),),
            )

    def _retire(self, row: PrinterRow) -> None:
        said = _("{printer} is out of use.").format(printer=row.name)
        self._desk.change(
            operations.edit_printer, row.id, row.version, active=False,
            answered=lambda _done: self._desk.tell(said), failed=self._desk.runner.failed.emit,
        )  # fmt: skip

    @Slot()
    def on_closed(self) -> None:
        """Nobody waits for what still runs."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
