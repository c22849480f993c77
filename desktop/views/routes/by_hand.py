"""What a person does to the plan by mouse, keys and menu, turned into acts of editing.py on what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot

from desktop.views.routes import faces
from desktop.views.routes.offers import offer_mark, read_offers
from desktop.views.routes.shown import UNPLANNED, Key
from desktop.views.routes.words import FIXED, stops
from domain.common.sentences import _
from domain.routing.words import RouteState

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.views.routes.controller import RoutesController
    from desktop.views.routes.editing import Editing
    from desktop.views.routes.model import Night
    from desktop.views.routes.offers import Offer
    from desktop.views.routes.road import Road
    from desktop.views.routes.view import RoutesView


ROAD_ACTS = frozenset({"broken", "van_late", "skip", "closed", "extra"})


class ByHand(QObject):
    """Works on what the controller has chosen."""

    def __init__(self, view: RoutesView, desk: Desk, at: RoutesController, doing: tuple[Editing, Road]) -> None:
        super().__init__(view)
        self._view, self._desk, self._at = view, desk, at
        self._editing, self._road = doing
        at.chosen_changed.connect(self.show_acts)
        self._editing.refused.connect(at.on_refused)
        self._road.refused.connect(at.on_refused)
        view.acted.connect(self.on_act)
        view.waiting.action.clicked.connect(self.look_at_waiting)
        view.vans.dropped.connect(lambda key, points: self.move(points, key))
        view.table.stepped.connect(self.on_step)
        view.table.dropped.connect(self.on_dropped)
        view.table.carried.connect(self.on_carried)
        view.table.let_go.connect(lambda: view.vans.show_offers({}))
        view.map.stop_opened.connect(self.on_opened)
        view.map.stop_menu_asked.connect(self.on_menu)
        view.map.stop_dropped_on.connect(self.on_dropped_on)
        view.map.stop_dropped_on_van.connect(self.on_dropped_on_van)

    def move(self, points: Sequence[int], key: Key, drop_no: int | None = None) -> None:
        """The points to a van."""
        if self._at.night is None or self._at.is_sketch:
            return
        self._at.begin()
        self._editing.move(self._at.night, points, key, drop_no)

    @Slot()
    def look_at_waiting(self) -> None:
        """The re-plan that nobody has decided yet."""
        if self._at.night is not None:
            self._road.look_again(self._at.night)

    @Slot(list, int)
    def on_dropped(self, points: list[int], gap: int) -> None:
        """Stops let go between two rows of the list."""
        night, rows = self._at.night, self._view.rows.rows
        key = self._at.key or (night.where(rows[min(gap, len(rows) - 1)].point_id) if night and rows else None)
        if night is None or key is None or key == UNPLANNED:
            return
        above = [row for row in rows[:gap] if row.point_id not in points and night.where(row.point_id) == key]
        self._at.points = points
        self.move(points, key, len(above) + 1)

    @Slot(int, int)
    def on_dropped_on(self, point: int, onto: int) -> None:
        """A stop let go over another: it comes right before it."""
        stop = self._at.night.stop(onto) if self._at.night else None
        key = self._at.night.where(onto) if self._at.night else None
        if stop is None or key is None or point == onto:
            return
        self._at.points = [point]
        mine = self._at.night.stop(point) if self._at.night else None
        earlier = (
            mine is not None and self._at.night and self._at.night.where(point) == key and mine.drop_no < stop.drop_no
        )
        self.move([point], key, stop.drop_no - 1 if earlier else stop.drop_no)

    @Slot(int, int)
    def on_dropped_on_van(self, point: int, number: int) -> None:
        """A stop let go over a van of the map's list."""
        night = self._at.night
        key = next((key for key in night.keys if night.number(key.van_id) == number), None) if night else None
        if key is not None:
            self._at.points = [point]
            self.move([point], key)

    @Slot(str)
    def on_step(self, way: str) -> None:
        """Alt and an arrow: one drop earlier or later, or to the van before or after."""
        night = self._at.night
        if night is None or len(self._at.points) != 1:
            return
        point = self._at.points[0]
        key, stop = night.where(point), night.stop(point)
        if key is None:
            return
        if way in ("earlier", "later"):
            if stop is not None and (way == "later" or stop.drop_no > 1):
                self.move([point], key, stop.drop_no + (1 if way == "later" else -1))
            return
        vans = [each for each in night.keys if each != UNPLANNED]
        at = vans.index(key) if key in vans else -1 if way == "van_after" else len(vans)
        wanted = at + (1 if way == "van_after" else -1)
        if 0 <= wanted < len(vans):
            self._at.key = vans[wanted]
            self.move([point], vans[wanted])

    @Slot(list)
    def on_carried(self, points: list[int]) -> None:
        """A stop is carried: every van says what it would cost there."""
        if self._at.night is not None and len(points) == 1:
            plan = self._at.night.plan
            self._desk.read(read_offers, plan.cycle, plan.id, points[0], answered=self._on_offers)

    def _on_offers(self, offers: tuple[Offer, ...]) -> None:
        best: dict[int, Offer] = {}
        for offer in offers:
            best.setdefault(offer.key.van_id, offer)
        self._view.vans.show_offers({van: offer_mark(offer) for van, offer in best.items()})

    @Slot(int)
    def on_opened(self, point: int) -> None:
        self._at.choose_point(point)
        self.on_act("move")

    @Slot(int, QPoint)
    def on_menu(self, point: int, where: QPoint) -> None:
        if point not in self._at.points:
            self._at.choose_point(point)
        self._view.open_menu(where)

    @Slot(str)
    def on_act(self, key: str) -> None:
        """A button, a key or a line of the menu."""
        night = self._at.night
        if night is None or self._at.is_sketch:
            return
        chosen = self._at.points
        self._at.begin()
        if key == "move" and chosen:
            self._editing.ask_where(night, chosen, self._name_of(night, chosen))
        elif key == "pin" and chosen:
            stops_now = [night.stop(point) for point in chosen]
            self._editing.pin(night, chosen, pinned=not all(stop and stop.is_pinned for stop in stops_now))
        elif key == "swap" and len(chosen) == 2:
            self._editing.swap(night, chosen[0], chosen[1])
        elif key == "reverse" and self._at.key is not None:
            self._editing.reverse(night, self._at.key)
        elif key == "split" and self._at.key is not None and self._splits(night):
            stop = night.stop(chosen[0])
            self._editing.split(night, self._at.key, stop.drop_no if stop else 0)
        elif key == "join" and self._at.key is not None:
            self._editing.join(night, self._at.key)
        elif key == "pin_order" and len(chosen) > 1:
            self._editing.pin_order(night, chosen)
        elif key in ROAD_ACTS:
            self._act_on_road(night, key)
        elif key in ("lock", "unlock") or key.startswith("driver:"):
            self._act_on_route(night, key)

    def _act_on_route(self, night: Night, key: str) -> None:
        route = night.route(self._at.key) if self._at.key else None
        if route is None:
            return
        if key.startswith("driver:"):
            self._editing.drive(route.id, int(key.removeprefix("driver:")) or None)
        else:
            self._editing.lock(route.id, locked=key == "lock")

    def _name_of(self, night: Night, points: Sequence[int]) -> str:
        lines = faces.lines_of_points(night, list(points))
        return lines[0].point if len(lines) == 1 else stops(len(lines))

    # What can be done ----------------------------------------------------------------------------

    @Slot()
    def show_acts(self) -> None:
        """The buttons and the menu, by what is chosen."""
        night = self._at.night
        if night is None:
            return
        chosen = [night.stop(point) for point in self._at.points]
        pinned = bool(chosen) and all(stop is not None and stop.is_pinned for stop in chosen)
        planned = bool(chosen) and all(stop is not None for stop in chosen)
        fixed = any(self._is_fixed(night, point) for point in self._at.points)
        self._view.show_chosen(
            _("Unpin") if pinned else _("Pin"), can_move=bool(self._at.points) and not fixed, can_pin=planned
        )
        route = night.route(self._at.key) if self._at.key else None
        is_open = route is not None and route.state not in FIXED
        two = len(self._at.points) == 2 and planned and not fixed
        entries = [
            ("swap", _("Swap the two"), "S", two),
            ("reverse", _("Reverse the route"), "R", is_open and len(route.stops if route else ()) > 1),
            ("split", _("Come back and reload after this stop"), "", is_open and self._splits(night)),
            ("join", _("Join it with the van's next round"), "", is_open and self._has_next(night)),
            ("pin_order", _("Pin these in this order"), "", len(self._at.points) > 1 and planned and not fixed),
            ("", "", "", False),
            *self._lock_entry(night),
            *self._road_entries(night),
        ]
        self._view.show_menu(entries)
        self._view.show_drivers(
            [(driver.id, driver.name) for driver in night.drivers if driver.active],
            route.driver_id if route else None,
            enabled=route is not None,
        )

    def _splits(self, night: Night) -> bool:
        """The one chosen stop has another behind it on its van."""
        stop = night.stop(self._at.points[0]) if len(self._at.points) == 1 else None
        route = night.route(self._at.key) if self._at.key else None
        return stop is not None and route is not None and stop.drop_no < len(route.stops)

    def _has_next(self, night: Night) -> bool:
        key = self._at.key
        return key is not None and Key(key.van_id, key.round_no + 1) in night.keys

    def _lock_entry(self, night: Night) -> list[tuple[str, str, str, bool]]:
        route = night.route(self._at.key) if self._at.key else None
        if route is not None and route.state == RouteState.LOCKED:
            return [("unlock", _("Unlock the route"), "", True)]
        return [("lock", _("Lock the route"), "", route is not None and route.state == RouteState.PLANNED)]

    def _road_entries(self, night: Night) -> list[tuple[str, str, str, bool]]:
        """What can happen once a van is on the road; nothing of it before."""
        if not night.road:
            return []
        route = night.route(self._at.key) if self._at.key else None
        is_out = route is not None and route.state == RouteState.DEPARTED
        chosen = self._at.points
        coming = [point for point in chosen if night.expected(point) is not None]
        return [
            ("", "", "", False),
            ("broken", _("The van has broken down…"), "", is_out),
            ("van_late", _("The van is late…"), "", is_out),
            ("skip", _("Leave this stop out today…"), "", len(chosen) == 1 and len(coming) == 1),
            ("closed", _("The road between the two is closed…"), "", len(chosen) == 2),
            ("extra", _("Bring it after all…"), "", len(chosen) == 1 and night.without_van(chosen[0]) is not None),
        ]

    def _act_on_road(self, night: Night, key: str) -> None:
        chosen, road = self._at.points, self._road
        route = night.route(self._at.key) if self._at.key else None
        if key == "broken" and route is not None:
            road.ask_broken(night, route, chosen[0] if len(chosen) == 1 else None)
        elif key == "van_late" and route is not None:
            road.ask_late(route)
        elif key == "skip" and chosen:
            road.ask_skip(night, chosen[0])
        elif key == "closed" and len(chosen) == 2:
            road.close_road(chosen[0], chosen[1])
        elif key == "extra" and chosen:
            road.bring_too(chosen[0])

    def _is_fixed(self, night: Night, point: int) -> bool:
        key = night.where(point)
        route = night.route(key) if key else None
        return route is not None and route.state in FIXED
