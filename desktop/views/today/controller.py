"""Reads the night of the cycle on the desk and keeps its clock; every way out is told by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.today import model
from desktop.views.today.model import Night
from domain.common.clock import now

if TYPE_CHECKING:
    from desktop.views.today.view import TodayView

STAGES = frozenset({"ordering", "cutoff", "catalogue", "places"})
TICK_MS = 1000


class TodayController(QObject):
    """`way_out(key)`: "orders", "settle", "cutoff", "papers", "import", "points", "review", "held", "late" ..."""

    way_out = Signal(str)

    def __init__(self, view: TodayView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self.night: Night | None = None
        self.sums = {"point": model.sums_model("point"), "product": model.sums_model("product")}
        self.imports = model.imports_model()
        view.set_models(self.sums, self.imports)
        view.show_sums("point")
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_head)
        self._tick.start()
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.way_out.connect(self.on_way_out)
        view.new_cycle_wanted.connect(self._desk.cycle_wanted)
        view.sums_chosen.connect(view.show_sums)
        view.language_changed.connect(self.on_language)
        self._desk.cycle_switched.connect(self.follower.look_again)
        self._desk.standing_read.connect(self.on_standing)

    @Slot()
    def on_standing(self) -> None:
        """The books were asked which cycles there are; without one the first steps are shown."""
        if self._desk.cycle is None:
            self._view.show_page("empty")

    def read(self) -> None:
        """The night of the cycle on the desk."""
        if self._desk.code is not None:
            self._desk.read(model.read_night, self._desk.code, answered=self.on_night)

    def on_night(self, night: Night) -> None:
        """Shows it."""
        self.night = night
        self.sums["point"].show_rows(night.points)
        self.sums["product"].show_rows(night.products)
        self.imports.show_rows(night.imports)
        self._view.show_imports(there=bool(night.imports))
        self._show_head()
        self._view.show_todos(model.todos(night, now()))
        self._view.show_page("night")

    @Slot()
    def _show_head(self) -> None:
        if self.night is not None and self._view.isVisible():
            moment = now()
            self._view.show_head(model.headline(self.night, moment), model.stages(self.night, moment))

    @Slot(str)
    def on_way_out(self, key: str) -> None:
        if key == "settle" and self.night is not None:
            preview, snapshot = self.night.preview, self.night.snapshot
            late = bool(snapshot and snapshot.proposed)
            key = "late" if late else "held" if preview.held or not preview.without_point else "points"
        self.way_out.emit(key)

    @Slot()
    def on_language(self) -> None:
        for sums in self.sums.values():
            sums.say_again()
        self.imports.say_again()
        if self.night is not None:
            self.on_night(self.night)
