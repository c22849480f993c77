"""Leads the printing page: reads the printers and the chosen queue, keeps the label in hand, has its picture drawn.

What a person decides goes through acts.py; the printing itself is workers/spooler. Next: model.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import label_pictures
from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.background.label_pictures import LabelPicture
from desktop.background.printing import Printing
from desktop.views.printing import model
from desktop.views.printing.model import QueueRow, Room
from desktop.widgets import figures
from desktop.widgets.rows import RowsModel
from domain.common.errors import DomainError
from domain.common.sentences import _, language, sentence

if TYPE_CHECKING:
    from desktop.background.printing_words import PrinterSeen
    from desktop.background.runner import Task
    from desktop.views.printing.view import PrintingView
    from domain.printing.queries import JobRow, PrinterRow


class PrintingController(QObject):
    """`act_wanted(key)` of what a person wants done with the label in hand or the queue."""

    act_wanted = Signal(str)

    def __init__(self, view: PrintingView, desk: Desk, printing: Printing, *, is_training: bool) -> None:
        super().__init__(view)
        self._view, self._desk, self._printing, self._is_training = view, desk, printing, is_training
        self.room: Room | None = None
        self.rows: RowsModel[QueueRow] = RowsModel(model.COLUMNS)
        self.list = "queue"
        self._chosen, self._job = 0, 0
        self._drawn: tuple[object, ...] = ()
        self._drawing: Task | None = None
        view.set_model(self.rows)
        view.show_page("busy")
        self.follower = Follower(view, frozenset({"printing"}), self.read, desk.bus, self)
        view.printer_chosen.connect(self.choose)
        view.list_chosen.connect(self.show_list)
        view.row_chosen.connect(self.on_row)
        view.act_wanted.connect(self.act_wanted)
        view.language_changed.connect(self.on_language)

    # What is there -------------------------------------------------------------------------------------

    def read(self) -> None:
        """The printers and the chosen queue as they are now."""
        self._desk.read(model.read_room, self._chosen, answered=self.on_room)

    def on_room(self, room: Room) -> None:
        """Shows it; the same label stays in hand."""
        self.room, self._chosen = room, room.chosen
        self.show_all()

    @Slot(int)
    def choose(self, printer_id: int) -> None:
        """Another printer's queue."""
        if printer_id != self._chosen:
            self._chosen, self._job, self.list = printer_id, 0, "queue"
            self._view.show_refusal("")
        self.read()

    @Slot(str)
    def show_list(self, key: str) -> None:
        """What waits, or what the printer is through with."""
        self.list, self._job = key, 0
        self.show_all()

    @Slot()
    def on_language(self) -> None:
        self.rows.say_again()
        self._drawn = ()
        self.show_all()

    @property
    def seen(self) -> tuple[PrinterSeen, ...]:
        """The printers as this desk sees them."""
        if self.room is None:
            return ()
        return model.seen_in(self.room, self._printing.health(), self._desk.actor.station)

    @property
    def printer(self) -> PrinterRow | None:
        """The chosen one."""
        return next((each.row for each in self.seen if each.row.id == self._chosen), None)

    @property
    def job(self) -> JobRow | None:
        """The label in hand."""
        jobs = self._jobs()
        return next((job for job in jobs if job.id == self._job), None)

    @property
    def marked(self) -> list[JobRow]:
        """The labels that are selected in the table."""
        rows = self.rows.rows
        return [rows[place].job for place in self._view.table.selected_rows() if place < len(rows)]

    def _jobs(self) -> tuple[JobRow, ...]:
        if self.room is None:
            return ()
        return self.room.queue if self.list == "queue" else self.room.settled

    # Showing it ----------------------------------------------------------------------------------------

    @Slot()
    def show_all(self) -> None:
        """Everything as it is now."""
        if self.room is None:
            return
        if not self.room.chosen:
            self._show_empty()
            return
        self._show_printers()
        self._show_rows()
        self._show_hand()
        self._view.show_page("printers")

    def _show_empty(self) -> None:
        assert self.room is not None
        self._view.show_waiting_for_a_printer(model.empty_sentence(self.room))
        self._view.show_page("empty")

    def _show_printers(self) -> None:
        room, printer = self.room, self.printer
        assert room is not None
        assert printer is not None
        faces = model.faces_of(self.seen, room.read.at)
        self._view.show_printers(
            faces, self._chosen, printer.name, model.summary_of(room, is_training=self._is_training)
        )
        can_move = len(self.seen) > 1 and bool(printer.waiting)
        self._view.show_acts(is_paused=printer.paused, can_move=can_move, can_skip=bool(printer.waiting))

    def _show_rows(self) -> None:
        room = self.room
        assert room is not None
        marked = {job.id for job in self.marked}
        make = model.queue_rows if self.list == "queue" else model.settled_rows
        rows = make(self._jobs(), room.read.at)
        if [row.job for row in rows] != [row.job for row in self.rows.rows]:
            self._job = self._still_in_hand(rows)
            self.rows.show_rows(rows)
            places = [place for place, row in enumerate(rows) if row.job.id in marked | {self._job}]
            self._view.choose_rows(places, next((at for at, row in enumerate(rows) if row.job.id == self._job), None))
        else:
            self.rows.show_same(rows)
        nothing = "" if rows else _("Nothing waits here.") if self.list == "queue" else _("Nothing was printed yet.")
        self._view.show_columns(model.telling_columns(rows))
        self._view.show_list(self.list, figures.count(len(room.queue)), figures.count(len(room.settled)), nothing)

    def _still_in_hand(self, rows: list[QueueRow]) -> int:
        """The same label; when it is gone the one in doubt, else the first."""
        ids = [row.job.id for row in rows]
        doubtful = model.doubtful(self.room) if self.room and self.list == "queue" else None
        if self._job in ids:
            return self._job
        return doubtful.id if doubtful else ids[0] if ids else 0

    @Slot(int)
    def on_row(self, place: int) -> None:
        if 0 <= place < len(self.rows.rows):
            self._job = self.rows.rows[place].job.id
            self._show_hand()

    def take_in_hand(self, job: JobRow) -> None:
        """Brings a label to the front."""
        self.list, self._job = "queue", job.id
        self.rows.show_rows([])
        self.show_all()

    def _show_hand(self) -> None:
        job, printer, room = self.job, self.printer, self.room
        if printer is None or room is None:
            return
        hand = model.in_hand(job, printer.name, has_others=len(self.seen) > 1) if job else None
        seen = next(each for each in self.seen if each.row.id == self._chosen)
        doubtful = model.doubtful(room)
        question = model.question_of(seen, room.read.at, bool(job and doubtful and job.id == doubtful.id))
        self._view.show_question(question, hand)
        self._draw(job, printer)

    # The picture ---------------------------------------------------------------------------------------

    def _draw(self, job: JobRow | None, printer: PrinterRow) -> None:
        """Has the label drawn as this printer prints it, when another one is in hand."""
        database = self._desk.runner.database
        wanted = (job.id, printer.profile, printer.media, language()) if job else ()
        if wanted == self._drawn or database is None:
            return
        self._drawn = wanted
        if self._drawing is not None:
            self._drawing.cancel()
        if job is not None:
            about = (job, printer.profile, printer.media, self._is_training, database)
            self._drawing = self._desk.runner.work(label_pictures.picture, *about, answered=self.on_picture)

    def on_picture(self, picture: LabelPicture) -> None:
        """The label, dot for dot."""
        if picture.job == self._job:
            self._view.show_picture(picture)

    # Refusals ------------------------------------------------------------------------------------------

    def on_refused(self, error: Exception) -> None:
        """It was not done: the reason stands above the page, and the queue is read again."""
        if isinstance(error, DomainError):
            self._view.show_refusal(sentence(error))
            self.read()
        else:
            self._desk.runner.failed.emit(error)
