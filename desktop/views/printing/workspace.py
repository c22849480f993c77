"""Joins the printing page, what a person decides on it, and the sheet that adds a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.background.desk import Desk
from desktop.background.printing import Printing
from desktop.views.printing.acts import PrintingActs
from desktop.views.printing.adding.controller import AddingController
from desktop.views.printing.adding.sheet import PrinterSheet
from desktop.views.printing.controller import PrintingController
from desktop.views.printing.skip_sheet import SkipSheet
from desktop.views.printing.view import PrintingView
from desktop.widgets.choice import ChoiceSheet
from desktop.widgets.numbered_sheet import NumberedSheet

if TYPE_CHECKING:
    from desktop.widgets.reason import ReasonSheet


class PrintingWorkspace(QObject):
    """The workspace “Printing”."""

    def __init__(
        self, view: PrintingView, desk: Desk, printing: Printing, reason: ReasonSheet, *, is_training: bool
    ) -> None:
        super().__init__(view)
        over = view.window()
        self.skip, self.choice, self.sheet = SkipSheet(over), NumberedSheet(over), PrinterSheet(over)
        self.page = PrintingController(view, desk, printing, is_training=is_training)
        self.acts = PrintingActs(self.page, desk, printing, (reason, self.skip, self.choice))
        self.retire = ChoiceSheet(over)
        self.adding = AddingController(self.sheet, self.retire, desk, printing, is_training=is_training)
        view.add_wanted.connect(self.adding.open)
        self.acts.edit_wanted.connect(self.on_edit)
        self.adding.kept.connect(self.page.choose)

    def on_edit(self, printer_id: int) -> None:
        """The sheet with what is set now."""
        row = self.page.printer
        if row is not None and row.id == printer_id:
            self.adding.open_with(row)
