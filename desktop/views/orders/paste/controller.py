"""Understands a pasted text while one types, tries it out against the books, and takes what is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background import order_files
from desktop.background.desk import Desk
from desktop.background.order_files import Taken
from desktop.background.runner import Task
from desktop.views.orders.intake.model import taken_sentence
from desktop.views.orders.paste import model
from desktop.widgets import figures
from domain.common.errors import DomainError
from domain.common.sentences import _, ngettext, sentence
from domain.ordering import queries
from domain.ordering.words import NO_POINT, ImportAnswer, OrderFile

if TYPE_CHECKING:
    from desktop.views.orders.paste.view import PasteView

PAUSE_MS = 250


class PasteController(QObject):
    """`done` leads back to the table."""

    done = Signal()

    def __init__(self, view: PasteView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self.entries = model.entries_model()
        self.file: OrderFile | None = None
        self.answer: ImportAnswer | None = None
        self._point = ""
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.understand)
        view.set_model(self.entries)
        self._show_nothing()
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.text_changed.connect(self.on_text)
        view.taken.connect(self.on_take)
        view.left.connect(self.done)
        view.point_chosen.connect(self.on_point)
        view.entry_chosen.connect(self.on_entry)
        view.language_changed.connect(self.on_language)
        view.came_into_sight.connect(self.on_sight)

    @Slot()
    def on_sight(self) -> None:
        if self._desk.cycle is None:
            self._desk.cycle_wanted.emit()
        self._desk.read(queries.point_choices, answered=self.on_points)
        self._view.focus_text()

    def on_points(self, points: list[tuple[int, str]]) -> None:
        """The points there are; orders of a group usually go to one of them."""
        names = [(name, name) for _id, name in points if name != NO_POINT]
        self._view.show_points([("", _("settle later")), *names], self._point)

    @Slot(str)
    def on_text(self, _text: str) -> None:
        self._pause.start()

    def show_text(self, text: str) -> None:
        """Another text, as if it was pasted."""
        self._view.show_text(text)

    def understand(self) -> None:
        """Reads the text as it stands now."""
        text = self._view.text.toPlainText()
        if self._task:
            self._task.cancel()
        if not text.strip():
            self._show_nothing()
            return
        self._task = self._desk.runner.work(order_files.understand, text, (), answered=self.on_understood)

    def on_understood(self, file: OrderFile) -> None:
        """Shows the entries, then asks the books what would be new."""
        self.file, self.answer = file, None
        self.entries.show_rows(model.entry_rows(file))
        self._try_out()

    def _try_out(self) -> None:
        if self.file is None or self._desk.code is None:
            return
        self._task = self._desk.runner.change(
            order_files.take,
            self._desk.actor,
            [self.file],
            self._desk.code,
            point=self._point or None,
            create_missing=True,
            dry_run=True,
            answered=self.on_tried,
            failed=self.on_refused,
        )

    def on_tried(self, taken: Taken) -> None:
        """The difference to what is in the books already."""
        self.answer = taken.answer
        self._show()

    def _show(self) -> None:
        answer = self.answer
        if answer is None:
            return
        news = answer.new + answer.changed
        can_take = bool(news or answer.held)
        word = ngettext("Take {count} order", "Take {count} orders", news).format(count=figures.count(news))
        if not news:
            word = _("Keep the held lines") if answer.held else _("Nothing new to take")
        self._view.show_outcome(model.figures_of(answer), "", word, can_take=can_take)

    def _show_nothing(self) -> None:
        self.file = self.answer = None
        self.entries.show_rows(())
        self._view.show_outcome((), "", _("Nothing new to take"), can_take=False)

    def on_refused(self, error: Exception) -> None:
        """The books said no: the reason stands above the entries."""
        if not isinstance(error, DomainError):
            self._desk.runner.failed.emit(error)
            return
        self._view.show_outcome((), sentence(error), _("Nothing new to take"), can_take=False)

    @Slot(str)
    def on_point(self, name: str) -> None:
        self._point = name
        self._try_out()

    @Slot(int)
    def on_entry(self, place: int) -> None:
        if 0 <= place < len(self.entries.rows):
            self._view.mark_line(self.entries.rows[place].row)

    @Slot()
    def on_take(self) -> None:
        if self.file is not None and self._desk.code is not None:
            self._desk.change(
                order_files.take,
                [self.file],
                self._desk.code,
                point=self._point or None,
                create_missing=True,
                answered=self.on_taken,
                failed=self.on_refused,
                initiator=self,
            )

    def on_taken(self, taken: Taken) -> None:
        """Told at the foot of the window; the page is empty again."""
        self._desk.tell(taken_sentence(taken.answer))
        self._view.show_text("")
        self._show_nothing()
        self.done.emit()

    @Slot()
    def on_language(self) -> None:
        if self.file is not None:
            self.entries.show_rows(model.entry_rows(self.file))
        self.entries.say_again()
        self._desk.read(queries.point_choices, answered=self.on_points)
        self._show() if self.answer else self._show_nothing()
