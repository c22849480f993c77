"""Leads the routes workspace: reads the plan and shows it, with what is chosen of it in the list, on the map, in the hours.

What a person changes: by_hand.py; what becomes of the plan: plan_acts.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.views.routes import faces, model
from desktop.views.routes.map_roads import MapRoads
from desktop.views.routes.model import Night
from desktop.views.routes.shown import UNPLANNED, Key, StopLine
from desktop.views.routes.words import more_km, more_yuan, stops
from domain.common.errors import DomainError
from domain.common.sentences import _, ngettext, sentence
from domain.routing.words import PlanState, RouteState

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.views.routes.model import Ground
    from desktop.views.routes.view import RoutesView
    from domain.routing.words import PlanRow

LOOK_AGAIN_MS = 60_000
STAGES = frozenset({"routing", "places", "cutoff", "dispatch", "handover"})


class RoutesController(QObject):
    """What is shown and chosen. `chosen_changed` when other stops are; by_hand.py and plan_acts.py act on it."""

    chosen_changed = Signal()

    def __init__(self, view: RoutesView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self._roads = MapRoads(desk, self)
        self._roads.read.connect(self.on_roads)
        self.night: Night | None = None
        self.key: Key | None = None
        self.points: list[int] = []
        self.plan_id: int | None = None
        self.is_sketch = self._is_showing = False
        self._ground: Ground | None = None
        self._before: Night | None = None
        view.show_page("busy")
        self._clock = QTimer(self, interval=LOOK_AGAIN_MS)
        self._clock.timeout.connect(self.on_clock)
        self._clock.start()
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.version_wanted.connect(self.look_at_plan)
        view.chosen.connect(self.on_chosen)
        view.language_changed.connect(self.on_language)
        view.vans.chosen.connect(self.choose_line)
        view.hours.stop_clicked.connect(self.choose_point)
        view.hours.line_clicked.connect(self.choose_line)
        view.map.stop_clicked.connect(self.choose_point)
        view.map.stops_selected.connect(self.choose_points)
        view.map.van_looked_at.connect(self.on_van_looked_at)
        self._desk.cycle_switched.connect(self.on_cycle)

    # Reading -------------------------------------------------------------------------------------

    @Slot()
    def on_cycle(self) -> None:
        """Another night, or this one went a step on."""
        self.night, self.key, self.points, self.plan_id = None, None, [], None
        self._view.show_refusal("")
        self._view.show_changed("")
        self.follower.look_again()

    def read(self) -> None:
        """The plan of the cycle on the desk."""
        if self._desk.code is None:
            self._view.show_page("none")
        elif self._desk.snapshot is None:
            self._view.show_page("before")
        else:
            self._desk.read(model.read_night, self._desk.code, self.plan_id, answered=self.on_night)

    def on_night(self, night: Night | None) -> None:
        """Shows it; what was chosen stays chosen as far as it is still there."""
        if self.is_sketch:
            return
        self.night = night
        if night is None:
            self._view.show_page("empty")
            return
        if self.key is not None and self.key not in night.keys:
            self.key = next((key for key in night.keys if key.van_id == self.key.van_id), None)
        self.points = [point for point in self.points if night.where(point) is not None]
        self._tell_change(night)
        self.show_all()
        self._view.show_page("plan")

    def _tell_change(self, night: Night) -> None:
        """What the last change by hand came to, beside the list."""
        before, self._before = self._before, None
        if before is None or before.plan.id != night.plan.id:
            return
        more_fen, more_m = night.plan.cost_fen - before.plan.cost_fen, night.plan.distance_m - before.plan.distance_m
        self._view.show_changed(_("Last change: {cost}, {way}").format(cost=more_yuan(more_fen), way=more_km(more_m)))

    @Slot()
    def on_clock(self) -> None:
        """While vans are on the road, what is expected changes with the minutes."""
        if self._view.isVisible() and self.night is not None and self.night.road:
            self.read()

    # Showing -------------------------------------------------------------------------------------

    @Slot()
    def on_language(self) -> None:
        self._view.rows.say_again()
        self.show_all()
        if self.night is None:
            self.read()

    def show_all(self) -> None:
        """Everything as it is now."""
        night = self.night
        if night is None:
            return
        plans = [(plan_id, faces.version_said(version, state)) for plan_id, version, state in night.versions]
        at = next((place for place, row in enumerate(night.versions) if row[0] == night.plan.id), -1)
        self._view.show_head(faces.head_of(night), plans, at)
        self._view.show_next(*self._next(night))
        self._view.show_undo(enabled=night.can_undo and not self.is_sketch)
        left_out = len(night.plan.unplanned)
        said = ngettext("{count} point has no van.", "{count} points have no van.", left_out).format(count=left_out)
        self._view.show_ways(said if left_out else "")
        self._view.show_waiting(faces.waiting_said(night))
        self._view.show_late(faces.late_said(night))
        self.show_map(night)
        self.show_chosen()

    def show_map(self, night: Night) -> None:
        """The scene; what is not known yet of the roads comes later."""
        self._view.map.show_map(faces.scene_of(night, self._roads.lines, self._roads.ways))
        self._roads.want(faces.ways_wanted(night))

    def _next(self, night: Night) -> tuple[str, str]:
        if night.plan.state == PlanState.DRAFT:
            return "accept", _("Put it in force")
        if any(route.state == RouteState.PLANNED for route in night.plan.routes):
            return "lock", _("Lock and print…")
        if any(route.state in (RouteState.LOCKED, RouteState.LOADING) for route in night.plan.routes):
            return "load", _("To loading")
        return "", ""

    def show_chosen(self) -> None:
        """The chosen van, its stops, the chosen points, everywhere."""
        night = self.night
        if night is None:
            return
        view, key = self._view, self.key
        view.show_vans(faces.van_faces(night), key)
        view.map.look_at(night.number(key.van_id) if key and key != UNPLANNED else None)
        view.map.choose(self.points)
        view.show_hours(faces.hours_of(night), key, self.points)
        lines = faces.lines_of(night, key) if key else self._mixed(night)
        self._is_showing = True
        view.show_stops(self._stops_title(night, len(lines)), lines, self.points)
        self._is_showing = False
        self.points = view.selected_points()
        self.chosen_changed.emit()

    def _mixed(self, night: Night) -> tuple[StopLine, ...]:
        """Without a chosen van: the stops that were chosen on the map, else all."""
        if len(self.points) > 1:
            return faces.lines_of_points(night, self.points)
        return tuple(line for key in night.keys for line in faces.lines_of(night, key))

    def _stops_title(self, night: Night, count: int) -> str:
        if self.key is not None:
            return f"{faces.line_name(night, self.key)} · {stops(count)}"
        return _("{stops} chosen").format(stops=stops(count)) if len(self.points) > 1 else _("All stops")

    # Choosing ------------------------------------------------------------------------------------

    @Slot(object)
    def choose_line(self, key: Key) -> None:
        """A van, or none when it was chosen already."""
        self.key = None if key == self.key else key
        self.points = []
        self.show_chosen()

    @Slot(int)
    def choose_point(self, point: int) -> None:
        """A stop, with its van."""
        if self.night is None:
            return
        self.key, self.points = self.night.where(point), [point]
        self.show_chosen()
        self._view.map.bring_in_sight(point)

    @Slot(list)
    def choose_points(self, points: list[int]) -> None:
        """Stops of one van, or of several."""
        if self.night is None:
            return
        lines = {self.night.where(point) for point in points}
        self.key = lines.pop() if len(lines) == 1 else None
        self.points = list(points)
        self.show_chosen()

    @Slot(int)
    def on_van_looked_at(self, number: int) -> None:
        night = self.night
        if night is None:
            return
        self.key = next((key for key in night.keys if number and night.number(key.van_id) == number), None)
        self.points = []
        self.show_chosen()

    @Slot()
    def on_chosen(self) -> None:
        """A person selected other rows of the list: the map shows where they are."""
        points = self._view.selected_points()
        if self.night is None or self._is_showing or points == self.points:
            return
        is_more = not set(points) <= set(self.points)
        self.points = points
        self._view.map.choose(points)
        if is_more:
            self._view.map.bring_in_sight(*points)
        self._view.show_hours(faces.hours_of(self.night), self.key, points)
        self.chosen_changed.emit()

    @Slot(int)
    def look_at_plan(self, plan_id: int) -> None:
        """Another plan is looked at; 0: whichever counts."""
        self.plan_id = plan_id or None
        self.read()

    @Slot()
    def on_roads(self) -> None:
        """Roads, or the ways along them, are known now."""
        if self.night is not None:
            self.show_map(self.night)
            self.show_chosen()

    @Slot()
    def choose_late(self) -> None:
        """The stops that will be late, wherever they are."""
        if self.night is not None:
            self.choose_points([stop.point_id for van in self.night.road for stop in van.late])

    # A search ------------------------------------------------------------------------------------

    @Slot()
    def begin_sketch(self) -> None:
        """While a search runs its best plan is shown, and nothing is changed by hand."""
        self.is_sketch, self._ground = True, None
        self.key, self.points = None, []
        if self._desk.code is not None:
            self._desk.read(model.read_ground, self._desk.code, answered=self._on_ground)

    def _on_ground(self, ground: Ground) -> None:
        self._ground = ground

    @Slot(object)
    def show_sketch(self, plan: PlanRow) -> None:
        """A better plan, as it would be."""
        if self.is_sketch and self._ground is not None:
            self.night = self._ground.with_plan(plan)
            self.show_all()
            self._view.show_page("plan")

    @Slot()
    def end_sketch(self) -> None:
        """What is stored is shown again."""
        self.is_sketch = False
        self.read()

    # What others do ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Something is about to be changed: what it comes to is told when it is read again."""
        self._before = self.night
        self._view.show_refusal("")

    @Slot(object)
    def on_refused(self, error: Exception) -> None:
        """It was not done: the reason stands above the plan."""
        self._before = None
        if isinstance(error, DomainError):
            self._view.show_refusal(sentence(error))
        else:
            self._desk.runner.failed.emit(error)
