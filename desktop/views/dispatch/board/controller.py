"""Leads the board of vans: shows every van and opens the gate for one; without a plan it leads to the routes.

Vans are planned there, see desktop/views/routes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.dispatch.board import model
from desktop.views.dispatch.board.model import Gate
from desktop.views.dispatch.words import is_gone
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.views.dispatch.board.view import GateBoardView

STAGES = frozenset({"routing", "totes", "picking", "packing", "dispatch", "cutoff"})


class GateBoardController(QObject):
    """`van_wanted(route id)` opens the gate for a van; `cutoff_wanted` and `routes_wanted` lead to those pages."""

    van_wanted = Signal(int)
    cutoff_wanted = Signal()
    routes_wanted = Signal()

    def __init__(self, view: GateBoardView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self.gate: Gate | None = None
        view.show_page("busy")
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        view.van_wanted.connect(self.van_wanted)
        view.routes_wanted.connect(self.routes_wanted)
        view.cutoff_wanted.connect(self.cutoff_wanted)
        view.new_cycle_wanted.connect(desk.cycle_wanted)
        view.language_changed.connect(self.show_all)
        desk.cycle_switched.connect(self.on_cycle)

    @Slot()
    def on_cycle(self) -> None:
        self.gate = None
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
        if self.gate.vans:
            self._view.show_page("vans")
        else:
            self._view.show_empty(*model.empty_said(self.gate))
