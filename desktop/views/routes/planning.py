"""A search for routes from the window: begun, shown while it runs, stopped with its best, cancelled, told when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import routing
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.background.runner import Task
    from desktop.views.routes.view import RoutesView
    from domain.common.command import Done


class Planning(QObject):
    """`planned(Done)` with a draft, `refused(error)`."""

    planned = Signal(object)
    refused = Signal(object)

    def __init__(self, view: RoutesView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._task: Task | None = None
        view.search.cancelled.connect(self.cancel)

    @Slot()
    def plan(self) -> None:
        """Searches beside the books; nobody who scans waits for it."""
        database, code = self._desk.runner.database, self._desk.code
        if database is None or code is None or self._task is not None:
            return
        self._view.show_searching(True)
        self._view.search.show_search(_("Looking for the best routes"), "", 0, 0, can_stop=False)
        self._task = self._desk.runner.work(
            routing.plan, database, self._desk.actor, code, answered=self._on_done, failed=self._on_failed
        )

    @Slot()
    def cancel(self) -> None:
        """Everything stays as it was."""
        if self._task is not None:
            self._task.cancel()
        self._end()

    def _end(self) -> None:
        self._task = None
        self._view.show_searching(False)

    def _on_done(self, done: Done) -> None:
        self._end()
        self.planned.emit(done)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.refused.emit(error)
