"""What a person decides about labels: each act is one operation of domain/printing, with its reason and its way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.desk import Desk
from desktop.background.printing import Printing
from desktop.views.printing import model
from desktop.views.printing.words import label_name
from desktop.widgets import figures
from domain.common.command import Done
from domain.common.sentences import _
from domain.printing import operations
from domain.printing.words import JobState

if TYPE_CHECKING:
    from desktop.views.printing.controller import PrintingController
    from desktop.views.printing.skip_sheet import SkipSheet
    from desktop.widgets.numbered_sheet import NumberedSheet
    from desktop.widgets.reason import ReasonSheet
    from domain.printing.queries import JobRow, PrinterRow

Answered = Callable[[Done], object]


class PrintingActs(QObject):
    """Does what the page's buttons and keys say. `edit_wanted(printer id)`."""

    edit_wanted = Signal(int)

    def __init__(
        self,
        page: PrintingController,
        desk: Desk,
        printing: Printing,
        sheets: tuple[ReasonSheet, SkipSheet, NumberedSheet],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._printing = page, desk, printing
        self._reason, self._skip, self._choice = sheets
        page.act_wanted.connect(self.on_act)
        self._skip.wished.connect(self.on_skip)

    @Slot(str)
    def on_act(self, key: str) -> None:
        """An act of the label in hand, or of the chosen printer's queue."""
        printer, job = self._page.printer, self._page.job
        if printer is None:
            return
        if key in _OF_PRINTER:
            _OF_PRINTER[key](self, printer)
        elif job is not None:
            _OF_LABEL[key](self, printer, job)

    # The printer ---------------------------------------------------------------------------------------

    def _pause(self, printer: PrinterRow) -> None:
        if printer.paused:
            self._do(operations.resume, printer.id, said=_("{printer} goes on.").format(printer=printer.name))
        else:
            said = _("{printer} is paused.").format(printer=printer.name)
            self._do(operations.pause, printer.id, said=said, undo=partial(self._do, operations.resume, printer.id))

    def _resume(self, printer: PrinterRow) -> None:
        self._do(operations.resume, printer.id, said=_("{printer} goes on.").format(printer=printer.name))

    def _print_aged(self, printer: PrinterRow) -> None:
        said = _("They come out now.")
        self._do(operations.answer_aged, printer.id, said=said, print_them=True)

    def _drop_aged(self, printer: PrinterRow) -> None:
        self._do(operations.answer_aged, printer.id, print_them=False, answered=self._on_dropped)

    def _on_dropped(self, done: Done) -> None:
        count = figures.labels(int(done.answer["expired"]))
        self._desk.tell(_("{labels} let go. They stand under “Done”.").format(labels=count))

    def _look_at_doubt(self, _printer: PrinterRow) -> None:
        job = model.doubtful(self._page.room) if self._page.room else None
        if job is not None:
            self._page.take_in_hand(job)

    def _ask_skip(self, printer: PrinterRow) -> None:
        if printer.waiting:
            said = _("{labels} wait for {printer}.").format(
                labels=figures.labels(printer.waiting), printer=printer.name
            )
            self._skip.ask(said, printer.waiting)

    @Slot(int, str)
    def on_skip(self, count: int, reason: str) -> None:
        printer = self._page.printer
        if printer is not None:
            self._do(operations.skip, printer.id, count, reason, answered=self._on_cancelled)

    def _try_now(self, _printer: PrinterRow) -> None:
        self._printing.try_now()

    def _edit(self, printer: PrinterRow) -> None:
        self.edit_wanted.emit(printer.id)

    # Moving --------------------------------------------------------------------------------------------

    def _move_all(self, printer: PrinterRow) -> None:
        self._ask_where(printer, None)

    def _move(self, printer: PrinterRow, job: JobRow) -> None:
        jobs = [each.id for each in self._page.marked or [job] if each.state in model.WAITING]
        if jobs:
            self._ask_where(printer, jobs)

    def _ask_where(self, printer: PrinterRow, jobs: list[int] | None) -> None:
        choices = model.move_choices(self._page.seen, printer.id)
        if choices:
            what = figures.labels(printer.waiting if jobs is None else len(jobs))
            title = _("Move {labels} to…").format(labels=what)
            self._choice.ask(title, "", choices, partial(self._move_to, printer, jobs))

    def _move_to(self, printer: PrinterRow, jobs: list[int] | None, to: str) -> None:
        back = partial(self._do, operations.move, int(to), printer.id, jobs) if jobs else None
        self._do(operations.move, printer.id, int(to), jobs, answered=partial(self._on_moved, back))

    def _on_moved(self, back: Callable[[], object] | None, done: Done) -> None:
        said = _("{labels} moved.").format(labels=figures.labels(int(done.answer["moved"])))
        self._desk.tell(said, word=_("Undo") if back else "", act=back)

    # The label in hand ---------------------------------------------------------------------------------

    def _came_out(self, _printer: PrinterRow, job: JobRow) -> None:
        if job.state == JobState.UNCERTAIN:
            said = _("Noted: {label} came out.").format(label=label_name(job))
            self._do(operations.settle_uncertain, job.id, said=said, came_out=True)

    def _again(self, _printer: PrinterRow, job: JobRow) -> None:
        if job.state == JobState.UNCERTAIN:
            said = _("{label} is printed again, marked as a reprint.").format(label=label_name(job))
            self._do(operations.settle_uncertain, job.id, said=said, came_out=False)

    def _retry(self, _printer: PrinterRow, job: JobRow) -> None:
        self._do(operations.retry, job.id)

    def _ask_cancel(self, _printer: PrinterRow, job: JobRow) -> None:
        jobs = [each for each in self._page.marked or [job] if each.state in model.WAITING]
        if not jobs:
            return
        named = label_name(jobs[0]) if len(jobs) == 1 else figures.labels(len(jobs))
        said = _("It will not be printed. It stays under “Done”, from where it can still be printed.")
        usual = (_("Not needed any more"), _("Printed elsewhere"), _("Wrong label"))
        self._reason.ask(
            _("Let {what} go").format(what=named), said, _("Let it go"), usual, partial(self._cancel, jobs)
        )

    def _cancel(self, jobs: Sequence[JobRow], reason: str) -> None:
        self._do(operations.cancel, [job.id for job in jobs], reason, answered=self._on_cancelled)

    def _on_cancelled(self, done: Done) -> None:
        count = figures.labels(int(done.answer["cancelled"]))
        self._desk.tell(_("{labels} let go. They stand under “Done”.").format(labels=count))

    def _ask_reprint(self, printer: PrinterRow, job: JobRow) -> None:
        if job.state not in model.DONE or job.void_reason is not None:
            return
        said = _("The same label with the same serial, marked as a reprint. Who and why stand in the trail.")
        usual = (_("Torn or smudged"), _("Lost"), _("Stuck on the wrong crate"))
        title = _("Print {what} again").format(what=label_name(job))
        self._reason.ask(title, said, _("Print it"), usual, partial(self._reprint, printer.id, job))

    def _reprint(self, printer_id: int, job: JobRow, reason: str) -> None:
        said = _("{label} is printed again, marked as a reprint.").format(label=label_name(job))
        self._do(operations.reprint, job.id, reason, said=said, printer_id=printer_id)

    # The one way ---------------------------------------------------------------------------------------

    def _do(
        self,
        operation: Callable[..., Any],
        *arguments: Any,
        said: str = "",
        undo: Callable[[], object] | None = None,
        answered: Answered | None = None,
        **named: Any,
    ) -> None:
        """Does it and says so at the foot; a refusal stands above the page."""

        def on_done(done: Done) -> None:
            if answered is not None:
                answered(done)
            elif said:
                self._desk.tell(said, word=_("Undo") if undo else "", act=undo)

        self._desk.change(operation, *arguments, answered=on_done, failed=self._page.on_refused, **named)


_OF_PRINTER: dict[str, Callable[[PrintingActs, PrinterRow], None]] = {
    "pause": PrintingActs._pause,
    "resume": PrintingActs._resume,
    "print_aged": PrintingActs._print_aged,
    "drop_aged": PrintingActs._drop_aged,
    "doubt": PrintingActs._look_at_doubt,
    "skip": PrintingActs._ask_skip,
    "try_now": PrintingActs._try_now,
    "edit": PrintingActs._edit,
    "move_all": PrintingActs._move_all,
}
_OF_LABEL: dict[str, Callable[[PrintingActs, PrinterRow, JobRow], None]] = {
    "came_out": PrintingActs._came_out,
    "again": PrintingActs._again,
    "retry": PrintingActs._retry,
    "cancel": PrintingActs._ask_cancel,
    "reprint": PrintingActs._ask_reprint,
    "move": PrintingActs._move,
}
