"""Joins the picking workspace: the wave board in its place, the station over the whole window, made when first wanted.

Next: board/controller.py, station/controller.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.background.scan_words import be_ready
from desktop.views.picking.board.controller import BoardController
from desktop.views.picking.board.plan_sheet import PlanSheet
from desktop.views.picking.station.controller import StationController
from desktop.views.picking.station.view import StationView
from desktop.widgets.choice import ChoiceSheet
from desktop.widgets.numbered_sheet import NumberedSheet
from desktop.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.background.desk import Desk
    from desktop.background.scale import Scale
    from desktop.settings import Settings
    from desktop.views.picking.board.view import BoardView
    from desktop.widgets.reason import ReasonSheet
    from desktop.widgets.scanner_gate import ScannerGate
    from desktop.widgets.sounds import Sounds

STATION = "pick_station"


class PickingWorkspace(QObject):
    """`way_out(key)` leads to another workspace; `left` wants the board back in its frame."""

    way_out = Signal(str)
    left = Signal()

    def __init__(
        self,
        board: BoardView,
        desk: Desk,
        settings: Settings,
        gate: ScannerGate,
        devices: tuple[Scale, Sounds],
        reason: ReasonSheet,
        stations: tuple[Callable[[str, QWidget], object], Callable[[str], object]],
    ) -> None:
        super().__init__(board)
        self._desk, self._settings, self._gate, self._devices = desk, settings, gate, devices
        self._over, self._reason = board.window(), reason
        self._add_station, self._show_station = stations
        self._made_full = False
        self.board = BoardController(board, desk, reason, ChoiceSheet(self._over), PlanSheet(self._over))
        self.station: StationController | None = None
        self.view: StationView | None = None
        self.board.way_out.connect(self.way_out)
        self.board.station_wanted.connect(self.open_station)

    @Slot(int, str)
    def open_station(
        self, wave_id: int, method: str, point_id: int | None = None, product_id: int | None = None
    ) -> None:
        """The station on a wave, at a point of it, or with a product in hand."""
        self._bring().stand_at(wave_id, method, point_id, product_id)

    def resume_station(self) -> None:
        """The station where it put its work down; without such a place, on the wave that is due first."""
        station = self._bring()
        if station.station is None:
            station.take_up()

    def _bring(self) -> StationController:
        if self.station is None:
            self.station = self._make_station()
        self._show_station(STATION)
        if self._settings.station_full_screen and not self._over.isFullScreen():
            self._made_full = True
            self._over.showFullScreen()
        return self.station

    def _make_station(self) -> StationController:
        self.view = view = StationView()
        self._add_station(STATION, view)
        sheets = (NumberedSheet(self._over), self._reason)
        made = StationController(view, self._desk, self._settings, self._devices, sheets, self._clear_over)
        made.left.connect(self.leave_station)
        self._gate.give_to(view, made.on_scan, made.on_broken)
        self._desk.runner.work(be_ready, answered=lambda _ready: None)
        return made

    def _clear_over(self) -> None:
        """Nothing may lie over the verdict: what is open over the window is closed by a scan."""
        here = Qt.FindChildOption.FindDirectChildrenOnly
        for sheet in self._over.findChildren(Sheet, options=here):
            sheet.close_sheet()

    @Slot()
    def leave_station(self) -> None:
        """Back to the board."""
        if self._made_full:
            self._made_full = False
            self._over.showNormal()
        self.left.emit()
