"""Joins the pages of receiving: the desk, the dock as a station, the sharing sheet over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.background.desk import Desk
from desktop.background.scale import Scale
from desktop.settings import Settings
from desktop.views.receiving.desk.controller import DeskController
from desktop.views.receiving.desk.view import DeskView
from desktop.views.receiving.dock.controller import DockController
from desktop.views.receiving.dock.view import DockView
from desktop.views.receiving.sharing.controller import ShareController
from desktop.views.receiving.sharing.sheet import ShareSheet
from desktop.widgets.choice import ChoiceSheet
from desktop.widgets.file_dialogs import show_folder
from desktop.widgets.numbered_sheet import NumberedSheet
from desktop.widgets.sounds import Sounds
from desktop.widgets.tables import copy_text
from domain.purchasing.words import ShortageRule

if TYPE_CHECKING:
    from desktop.widgets.reason import ReasonSheet
    from desktop.widgets.scanner_gate import ScannerGate


class ReceivingWorkspace(QObject):
    """`dock_shown` and `desk_shown` want that page in front, `cutoff_wanted` the page of the cutoff."""

    dock_shown = Signal()
    desk_shown = Signal()
    cutoff_wanted = Signal()

    def __init__(
        self,
        desk_view: DeskView,
        dock_view: DockView,
        desk: Desk,
        settings: Settings,
        reason: ReasonSheet,
        scale: Scale,
        sounds: Sounds,
        gate: ScannerGate,
    ) -> None:
        super().__init__(desk_view)
        over = desk_view.window()
        self.choice, self.questions = ChoiceSheet(over), NumberedSheet(over)
        self.share_sheet = ShareSheet(over, [rule.value for rule in ShortageRule])
        self.desk = DeskController(desk_view, desk, settings, reason, self.choice)
        self.dock = DockController(dock_view, desk, scale, sounds, gate, self.questions)
        self.share = ShareController(self.share_sheet, desk)
        self.desk.dock_wanted.connect(self.open_dock)
        self.desk.share_wanted.connect(self.share.open_for)
        self.desk.cutoff_wanted.connect(self.cutoff_wanted)
        self.desk.folder_shown.connect(show_folder)
        self.desk.text_copied.connect(copy_text)
        self.dock.shortage_wanted.connect(self.share.open_for)
        self.dock.left.connect(self.desk_shown)

    def open_dock(self, order_id: int | None = None) -> None:
        """The station, with this order in hand, or the next that is awaited."""
        self.dock.open_order(order_id)
        self.dock_shown.emit()
