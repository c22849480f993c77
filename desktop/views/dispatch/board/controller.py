"""Leads the board of vans: plans the routes when there is no plan, else shows every van and opens the gate for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import planning
from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.dispatch.board import model
from desktop.views.dispatch.board.model import Gate
from desktop.views.dispatch.words import is_gone
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.routing.operations import accept_plan

if TYPE_CHECKING:
    from desktop.views.dispatch.board.view import GateBoardView
    from desktop.widgets.choice import ChoiceSheet

STAGES = frozenset({"routing", "totes", "picking", "packing", "dispatch", "cutoff"})


class GateBoardController(QObject):
    """`van_wanted(route id)` opens the gate for a van; `cutoff_wanted` leads to the cutoff."""

    van_wanted = Signal(int)
    cutoff_wanted = Signal()

    def __init__(self, view: GateBoardView, desk: Desk, choice: ChoiceSheet) -> None:
        super().__init__(view)
        self._view, self._desk, self._choice = view, desk, choice
        self.gate: Gate | None = None
        view.show_page("busy")
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        view.van_wanted.connect(self.van_wanted)
        view.plan_wanted.connect(self.plan)
        view.cutoff_wanted.connect(self.cutoff_wanted)
        view.new_cycle_wanted.connect(desk.cycle_wanted)
        view.language_changed.connect(self.show_all)
        desk.cycle_switched.connect(self.on_cycle)

    @Slot()
    def on_cycle(self) -> None:
        self.gate = None
        self._view.show_refusal("")
        self.follower.look_again()

    def read(self) -> None:
        """The vans of the cycle on the desk."""
        if self._desk.code is None:
            self._view.show_page("none")
        elif self._desk.snapshot is None:
            self._view.show_page("before")
        else:
            self._desk.read(model.read_gate, self._desk.code, answered=self.on_gate)

    def on_gate(self, gate: Gate) -> None:
        """Shows it."""
        self.gate = gate
        self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Everything as it is now."""
        if self.gate is None:
            return
        waiting = next((van for van in self.gate.vans if not is_gone(van)), None)
        word = _("Load {van}").format(van=waiting.van) if waiting else ""
        self._view.show_vans(
            model.figures_of(self.gate), model.faces_of(self.gate), waiting.route_id if waiting else 0, word
        )
        self._view.show_page("vans" if self.gate.vans else "empty")

    @Slot()
    def plan(self) -> None:
        """Searches a plan for some seconds, beside the books."""
        database, code = self._desk.runner.database, self._desk.code
        if database is None or code is None:
            return
        self._view.show_refusal("")
        self._view.show_busy(_("Looking for the best routes, a few seconds"))
        self._desk.runner.work(
            planning.plan, database, self._desk.actor, code, answered=self.on_planned, failed=self.on_refused
        )

    def on_planned(self, done: Done) -> None:
        """A draft: its sums first, then a person puts it in force."""
        self._view.show_busy("")
        self._desk.bus.tell(done.changes, self)
        plan = int(done.answer["plan"])
        self._choice.ask(
            _("Put this plan in force?"),
            model.plan_said(done.answer),
            ((_("Put it in force"), lambda: self._accept(plan)), (_("Search again"), self.plan)),
        )

    def _accept(self, plan: int) -> None:
        self._desk.change(accept_plan, plan, answered=self.on_accepted, failed=self.on_refused, initiator=self)

    def on_accepted(self, done: Done) -> None:
        """The vans have their points."""
        self._desk.tell(_("Plan {version} is in force.").format(version=done.answer["version"]))

    def on_refused(self, error: Exception) -> None:
        """It was not done: the reason stands above the board."""
        self._view.show_busy("")
        if isinstance(error, DomainError):
            self._view.show_refusal(sentence(error))
        else:
            self._desk.runner.failed.emit(error)
