"""Questions asked of a day: what if, and ways out. Searched in a process beside the window, shown in a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desktop.background import routing
from desktop.background.routing import Asking
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.background.runner import Task
    from desktop.views.routes.answers import AnswersSheet
    from domain.routing.words import WaysOutRow, WhatIfRow


class Questions(QObject):
    """One question at a time; closing the sheet ends its searches."""

    def __init__(self, desk: Desk, sheet: AnswersSheet, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self.sheet = desk, sheet
        self._asking: Asking | None = None
        self._task: Task | None = None
        sheet.closed.connect(self.cancel)

    def ask_what_if(self) -> None:
        """One van less, wider hours, an earlier start, couriers or none."""
        self.show_what_if_asked()
        self._ask(routing.ask_what_if, self.sheet.show_what_if)

    def ask_ways_out(self) -> None:
        """What can be done about the points without a van."""
        self.show_ways_asked()
        self._ask(routing.ask_ways_out, self.sheet.show_ways)

    def show_what_if_asked(self) -> None:
        """The sheet with the question; its answer is awaited."""
        self.sheet.show_waiting(
            _("What if…"),
            _("Some plans are searched for and compared: one van less, wider hours, an earlier start, couriers."),
        )

    def show_ways_asked(self) -> None:
        """The sheet with the question; its answer is awaited."""
        self.sheet.show_waiting(
            _("Ways out"), _("Which limit falls short is proved, and every way out is tried with a plan of its own.")
        )

    def _ask(self, question: Callable[..., Any], show: Callable[[Any], None]) -> None:
        database, code = self._desk.runner.database, self._desk.code
        if database is None or code is None:
            return
        asking = Asking()

        def on_answer(answer: WhatIfRow | WaysOutRow) -> None:
            self._asking = self._task = None
            show(answer)

        self._asking = asking
        self._task = self._desk.runner.work(
            question, database, self._desk.actor, code, asking, answered=on_answer, failed=self._on_failed
        )

    def _on_failed(self, error: Exception) -> None:
        self._asking = self._task = None
        if isinstance(error, DomainError):
            self.sheet.show_refusal(sentence(error))
        else:
            self.sheet.close_sheet()
            self._desk.runner.failed.emit(error)

    @Slot()
    def cancel(self) -> None:
        """Nobody wants the answer any more."""
        if self._task is not None:
            self._task.cancel()
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._task = None
