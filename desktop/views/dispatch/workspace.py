"""Joins the pages of dispatch: the board of vans, and the gate as a station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.background.desk import Desk
from desktop.views.dispatch.board.controller import GateBoardController
from desktop.views.dispatch.board.view import GateBoardView
from desktop.views.dispatch.loading.controller import LoadingController
from desktop.views.dispatch.loading.view import LoadingView
from desktop.widgets.numbered_sheet import NumberedSheet
from desktop.widgets.sounds import Sounds

if TYPE_CHECKING:
    from desktop.widgets.scanner_gate import ScannerGate


class DispatchWorkspace(QObject):
    """`gate_shown` and `board_shown` want that page in front, `cutoff_wanted` and `routes_wanted` another workspace."""

    gate_shown = Signal()
    board_shown = Signal()
    cutoff_wanted = Signal()
    routes_wanted = Signal()

    def __init__(
        self, board_view: GateBoardView, loading_view: LoadingView, desk: Desk, sounds: Sounds, gate: ScannerGate
    ) -> None:
        super().__init__(board_view)
        self.questions = NumberedSheet(board_view.window())
        self.board = GateBoardController(board_view, desk)
        self.loading = LoadingController(loading_view, desk, sounds, gate, self.questions)
        self.board.van_wanted.connect(self.open_van)
        self.board.cutoff_wanted.connect(self.cutoff_wanted)
        self.board.routes_wanted.connect(self.routes_wanted)
        self.loading.left.connect(self.board_shown)

    def open_van(self, route_id: int) -> None:
        """The gate, with this van."""
        self.loading.open_van(route_id)
        self.gate_shown.emit()
