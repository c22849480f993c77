"""What becomes of a plan: searched for, put in force, locked and printed. Next: planning.py, the search itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from domain.common.command import Done
from domain.common.sentences import _, ngettext, sentence
from domain.routing.operations import accept_plan
from domain.routing.words import RouteState

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.background.routing import Searched
    from desktop.views.routes.asking import Questions
    from desktop.views.routes.controller import RoutesController
    from desktop.views.routes.editing import Editing
    from desktop.views.routes.planning import Planning
    from desktop.views.routes.view import RoutesView
    from desktop.widgets.choice import ChoiceSheet


class PlanActs(QObject):
    """`way_out(key)` leads to another workspace: the cutoff, the papers, the gate."""

    way_out = Signal(str)

    def __init__(
        self,
        view: RoutesView,
        desk: Desk,
        at: RoutesController,
        doing: tuple[Editing, Planning, Questions],
        choice: ChoiceSheet,
    ) -> None:
        super().__init__(view)
        self._view, self._desk, self._at, self._choice = view, desk, at, choice
        self._editing, self._planning, self._questions = doing
        view.head_acted.connect(self.on_head)
        view.cutoff_wanted.connect(lambda: self.way_out.emit("cutoff"))
        view.new_cycle_wanted.connect(desk.cycle_wanted)
        planning = self._planning
        planning.begun.connect(at.begin_sketch)
        planning.better.connect(at.show_sketch)
        planning.ended.connect(at.end_sketch)
        planning.planned.connect(self.on_planned)
        planning.finished.connect(self.on_finished)
        planning.refused.connect(at.on_refused)
        desk.cycle_switched.connect(self._planning.cancel)

    @Slot(str)
    def on_head(self, key: str) -> None:
        """A button of the head."""
        self._view.show_refusal("")
        night = self._at.night
        if key in ("plan", "again"):
            self._planning.plan()
        elif self._planning.is_on:
            return
        elif key == "finish" and night is not None:
            self._planning.finish(night.plan.id)
        elif key == "undo" and night is not None:
            self._at.begin()
            self._editing.undo(night)
        elif key == "accept":
            self._ask_to_accept()
        elif key == "lock":
            self._ask_to_lock()
        elif key == "what_if":
            self._questions.ask_what_if()
        elif key == "ways_out":
            self._questions.ask_ways_out()
        elif key == "late":
            self._at.choose_late()
        elif key == "load":
            self.way_out.emit("dispatch")

    def _ask_to_accept(self) -> None:
        night = self._at.night
        if night is None:
            return
        if not night.plan.unplanned:
            self._accept()
            return
        count = len(night.plan.unplanned)
        said = ngettext(
            "{count} point has no van: its goods would stay here.",
            "{count} points have no van: their goods would stay here.",
            count,
        ).format(count=count)
        self._choice.ask(_("Put it in force all the same?"), said, ((_("Put it in force"), self._accept),))

    def _accept(self) -> None:
        if self._at.night is not None:
            self._desk.change(
                accept_plan, self._at.night.plan.id, answered=self.on_accepted, failed=self._at.on_refused
            )

    def on_accepted(self, done: Done) -> None:
        """The vans have their points."""
        self._at.plan_id = None
        self._view.show_changed("")
        self._desk.tell(_("Plan {version} is in force.").format(version=done.answer["version"]))

    def _ask_to_lock(self) -> None:
        night = self._at.night
        if night is None:
            return
        waiting = [route for route in night.plan.routes if route.state == RouteState.PLANNED]
        said = ngettext(
            "The stops of {count} van stay as they are from here on; then its papers are printed.",
            "The stops of {count} vans stay as they are from here on; then their papers are printed.",
            len(waiting),
        ).format(count=len(waiting))
        self._choice.ask(_("Lock the routes?"), said, ((_("Lock and print"), self._lock_all),))

    def _lock_all(self) -> None:
        night = self._at.night
        for route in night.plan.routes if night else ():
            if route.state == RouteState.PLANNED:
                self._editing.lock(route.id, locked=True)
        self.way_out.emit("papers")

    @Slot(object)
    def on_planned(self, searched: Searched) -> None:
        """A draft: it is looked at, changed by hand, put in force."""
        self._at.look_at_plan(int(searched.done.answer["plan"]))
        self._view.show_changed("")
        self._tell(searched)

    @Slot(object)
    def on_finished(self, searched: Searched) -> None:
        """The plan in hand was made better, or could not be."""
        if not searched.done.answer["better"]:
            self._desk.tell(_("Nothing better was found; the plan stays as it is."))
        self._tell(searched)

    def _tell(self, searched: Searched) -> None:
        self._view.show_notes([sentence(notice) for notice in searched.notices])
        self._desk.bus.tell(searched.done.changes)
