"""What happens on the road: a van breaks down or is late, a stop is left out, a road is closed, a point comes in after all.

What is still to come is planned anew beside the window, shown as a list, and accepted or refused as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import routing
from domain.common.sentences import _
from domain.dispatch import operations, queries
from domain.dispatch.words.road import ExtraStop, RoadClosed, RoadEvent, StopSkipped, VanBroken, VanLate

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.background.runner import Task
    from desktop.views.routes.model import Night
    from desktop.views.routes.replan_sheet import ReplanSheet
    from desktop.views.routes.view import RoutesView
    from desktop.widgets.choice import ChoiceSheet
    from desktop.widgets.reason import ReasonSheet
    from domain.common.command import Done
    from domain.routing.words import RouteRow

LATE_BY = (15, 30, 60)


class Road(QObject):
    """`refused(error)` when nothing could be proposed or the proposal no longer holds."""

    refused = Signal(object)

    def __init__(
        self, view: RoutesView, desk: Desk, sheets: tuple[ReplanSheet, ChoiceSheet, ReasonSheet], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._desk = view, desk
        self.sheet, self._choice, self._reason = sheets
        self._task: Task | None = None
        self.sheet.accepted.connect(self.accept)
        self.sheet.refused.connect(self.ask_to_refuse)
        view.search.cancelled.connect(self.cancel)

    # What happened -------------------------------------------------------------------------------

    def ask_broken(self, night: Night, route: RouteRow, point_id: int | None) -> None:
        """The van drives no further: where does it stand?"""
        stop = night.stop(point_id) if point_id is not None else None
        last = night.expected_van(route.id)
        here = last.last_point if last and last.last_point else night.day.warehouse
        ways = [(_("Near {point}").format(point=here), lambda: self._propose(VanBroken(route.id)))]
        if stop is not None and point_id is not None:
            ways.append(
                (_("At {point}").format(point=stop.point), lambda: self._propose(VanBroken(route.id, point_id)))
            )
        said = _("Its stops still to come go to the vans on the road; they take its crates over where it stands.")
        self._choice.ask(_("{van} has broken down").format(van=route.name), said, ways)

    def ask_late(self, route: RouteRow) -> None:
        """By how much is it late?"""
        ways = [
            (_("{minutes} min").format(minutes=minutes), lambda minutes=minutes: self._propose_late(route, minutes))
            for minutes in LATE_BY
        ]
        said = _("How much later than expected now will it be at its next stop?")
        self._choice.ask(_("{van} is late").format(van=route.name), said, ways)

    def _propose_late(self, route: RouteRow, minutes: int) -> None:
        self._propose(VanLate(route.id, minutes))

    def ask_skip(self, night: Night, point_id: int) -> None:
        """The stop is left out today; why?"""
        stop = night.stop(point_id)
        if stop is None:
            return
        usual = (_("Nobody is there"), _("The leader asked"), _("The way is blocked"))
        said = _("Its goods come back; the van's other stops are planned anew.")
        self._reason.ask(
            _("Leave out {point} today").format(point=stop.point),
            said,
            _("Show what changes"),
            usual,
            lambda why: self._propose(StopSkipped(stop.id, why)),
        )

    def close_road(self, one: int, other: int) -> None:
        """Nobody gets from one point to the other."""
        self._propose(RoadClosed(one, other))

    def bring_too(self, point_id: int) -> None:
        """A point that had no van gets its goods from the warehouse."""
        self._propose(ExtraStop(point_id))

    # The proposal --------------------------------------------------------------------------------

    def _propose(self, event: RoadEvent) -> None:
        database, code = self._desk.runner.database, self._desk.code
        if database is None or code is None or self._task is not None:
            return
        self._view.show_refusal("")
        self._view.show_searching(True)
        self._view.search.show_search(_("Planning what is still to come"), "", 0, 0, can_stop=False)
        self._task = self._desk.runner.work(
            routing.propose, database, self._desk.actor, code, event, answered=self._on_proposed, failed=self._on_failed
        )

    def _on_proposed(self, done: Done) -> None:
        self._end()
        self._desk.bus.tell(done.changes, self)
        self.show_proposal(int(done.answer["replan"]))

    def show_proposal(self, replan_id: int) -> None:
        """The list of what changes."""
        self._desk.read(queries.replan, replan_id, answered=self.sheet.show_replan)

    def look_again(self, night: Night) -> None:
        """The proposal that was laid aside."""
        if night.waiting is not None:
            self.sheet.show_replan(night.waiting)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.refused.emit(error)

    @Slot()
    def cancel(self) -> None:
        """The proposal, should it still come, is not shown."""
        if self._task is not None:
            self._task.cancel()
            self._end()

    def _end(self) -> None:
        self._task = None
        self._view.show_searching(False)

    @Slot(int)
    def accept(self, replan_id: int) -> None:
        """In force, whole."""
        self._desk.change(
            operations.accept_replan, replan_id, answered=self._on_accepted, failed=self.refused.emit, initiator=None
        )

    def _on_accepted(self, done: Done) -> None:
        said = _("The new plan is in force on the road.")
        count = done.answer["totes"]
        if count:
            said += " " + _("Crates to be taken over: {count}.").format(count=count)
        self._desk.tell(said)

    @Slot(int)
    def ask_to_refuse(self, replan_id: int) -> None:
        """Nothing of it is done; why stands in the trail."""
        usual = (_("The driver manages"), _("Not worth the detour"), _("Settled by phone"))
        self._reason.ask(
            _("Refuse the new plan"),
            _("Everything stays as it is on the road."),
            _("Refuse it"),
            usual,
            lambda why: self._refuse(replan_id, why),
        )

    def _refuse(self, replan_id: int, why: str) -> None:
        self._desk.change(operations.refuse_replan, replan_id, why, failed=self.refused.emit)
