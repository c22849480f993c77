"""A search for routes from the window: begun, drawn while it runs, stopped with its best, cancelled, told when it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background import routing
from desktop.background.routing import Searching
from desktop.views.routes.words import km, vans
from desktop.widgets import figures
from domain.common.sentences import _, ngettext
from domain.routing.words import SearchCancelled

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.background.routing import Searched
    from desktop.background.runner import Task
    from desktop.views.routes.view import RoutesView
    from domain.routing.words import PlanRow

LOOK_MS = 200


class Planning(QObject):
    """`begun` and `ended` frame a search, `better(PlanRow)` comes with each plan it finds on the way; at its end
    `planned(Searched)`, `finished(Searched)`, or `refused(error)`."""

    begun = Signal()
    better = Signal(object)
    ended = Signal()
    planned = Signal(object)
    finished = Signal(object)
    refused = Signal(object)

    def __init__(self, view: RoutesView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._searching: Searching | None = None
        self._task: Task | None = None
        self._shown: PlanRow | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.show_how_far)
        view.search.stopped.connect(self.stop)
        view.search.cancelled.connect(self.cancel)

    @property
    def is_on(self) -> bool:
        """A search runs."""
        return self._searching is not None

    @Slot()
    def plan(self) -> None:
        """A new draft."""
        if self._desk.code is not None:
            self._begin(routing.plan, self._desk.code, self.planned.emit)

    def finish(self, plan_id: int) -> None:
        """The plan made better, what is pinned stays."""
        self._begin(routing.finish, plan_id, self.finished.emit)

    def _begin(self, search: Callable[..., Searched], what: str | int, tell: Callable[[Searched], object]) -> None:
        database = self._desk.runner.database
        if database is None or self._searching is not None:
            return

        def on_done(searched: Searched) -> None:
            self.show_how_far()  # a short search may end before its plan was ever looked at
            self._end()
            tell(searched)

        self._searching, self._shown = Searching(), None
        self._view.show_searching(True)
        self.begun.emit()
        self.show_how_far()
        self._look.start()
        arguments: tuple[Any, ...] = (database, self._desk.actor, what, self._searching)
        self._task = self._desk.runner.work(search, *arguments, answered=on_done, failed=self._on_failed)

    @Slot()
    def show_how_far(self) -> None:
        """The best so far on the strip and on the map."""
        searching = self._searching
        if searching is None:
            return
        total = round(searching.seconds * 1000)
        best = searching.best
        if best is None:
            self._view.search.show_search(_("Looking for the best routes"), "", 0, 0, can_stop=False)
            return
        self._view.search.show_search(_best_said(best), _since(searching), searching.spent_ms, total, can_stop=True)
        if best is not self._shown:
            self._shown = best
            self.better.emit(best)

    @Slot()
    def stop(self) -> None:
        """The best so far is taken."""
        if self._searching is not None:
            self._searching.solver.stop()

    @Slot()
    def cancel(self) -> None:
        """Everything stays as it was."""
        if self._searching is None:
            return
        self._searching.cancel()
        if self._task is not None:
            self._task.cancel()
        self._end()

    def _end(self) -> None:
        self._look.stop()
        self._searching = self._task = None
        self._view.show_searching(False)
        self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, SearchCancelled):
            self.refused.emit(error)


def _best_said(best: PlanRow) -> str:
    """“¥611.20 · 142.3 km · 4 vans”."""
    used = len({route.van_id for route in best.routes if route.stops})
    parts = [figures.yuan(best.cost_fen), km(best.distance_m), vans(used)]
    left_out = len(best.unplanned)
    if left_out:
        said = ngettext("{count} point has no van", "{count} points have no van", left_out)
        parts.append(said.format(count=left_out))
    return " · ".join(parts)


def _since(searching: Searching) -> str:
    count = searching.since_gain_s
    return ngettext("{count} s since the last gain", "{count} s since the last gain", count).format(count=count)
