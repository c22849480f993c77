"""Leads the tying of columns: a look into the file, ties with a proposal, then the profile is kept and the file read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import order_files
from desktop.background.desk import Desk
from desktop.views.orders.mapping import model
from desktop.views.orders.mapping.model import ColumnTies
from domain.common.sentences import _
from domain.ordering.operations import save_profile

if TYPE_CHECKING:
    from desktop.views.orders.mapping.view import MappingView
    from exchange.imports import FilePreview


class MappingController(QObject):
    """`shown` wants the page in front, `tied(path, profile)` when the profile is kept, `done` when it was left."""

    shown = Signal()
    tied = Signal(object, str)
    done = Signal()

    def __init__(self, view: MappingView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self.ties: ColumnTies | None = None
        view.tied.connect(self.on_tied)
        view.sheet_chosen.connect(self.on_sheet)
        view.header_chosen.connect(self.on_header)
        view.kept.connect(self.on_kept)
        view.left.connect(self.done)
        view.name.textChanged.connect(self.on_name)
        view.language_changed.connect(self.on_language)

    def start(self, path: Path, header_row: int = 0) -> None:
        """Looks into the file."""
        self._desk.runner.work(
            order_files.look_into,
            path,
            "",
            header_row,
            answered=lambda preview: self.on_preview(path, preview),
        )

    def on_preview(self, path: Path, preview: FilePreview) -> None:
        """Shows the proposal; the sheet looked at stays when only its heading row was changed."""
        before = self.ties if self.ties and self.ties.path == path else None
        self.ties = model.begin(path, preview, before.sheet if before else None, before.name if before else "")
        self._view.name.setText(self.ties.name)
        self._show()
        self.shown.emit()

    def _show(self) -> None:
        if self.ties is None:
            return
        sheet = self.ties.shown
        self._view.show_file(
            self.ties.preview.file, [each.name for each in self.ties.preview.sheets], self.ties.sheet, sheet.header_row
        )
        self._view.sample.show_sheet(sheet, self.ties.ties)
        self._view.show_ties(sheet.headings, self.ties.ties)
        self._say_lack()

    def _say_lack(self) -> None:
        if self.ties:
            self._view.show_lack(model.lacking(self.ties.ties, self.ties.name))

    @Slot(str, str)
    def on_tied(self, field: str, heading: str) -> None:
        if self.ties is None:
            return
        for other, tied in self.ties.ties.items():
            if heading and tied == heading and other != field:
                self.ties.ties[other] = ""
        self.ties.ties[field] = heading
        self._show()

    @Slot(int)
    def on_sheet(self, index: int) -> None:
        if self.ties:
            self.ties = model.begin(self.ties.path, self.ties.preview, index, self.ties.name)
            self._show()

    @Slot(int)
    def on_header(self, row: int) -> None:
        if self.ties:
            self.start(self.ties.path, row)

    @Slot(str)
    def on_name(self, name: str) -> None:
        if self.ties:
            self.ties.name = name
            self._say_lack()

    @Slot(str)
    def on_kept(self, name: str) -> None:
        ties = self.ties
        if ties is None or model.lacking(ties.ties, name):
            return
        profile = model.profile_json(ties)

        def on_saved(_done: object) -> None:
            self._desk.tell(_("The profile “{name}” is kept.").format(name=name.strip()))
            self.tied.emit(ties.path, profile)

        self._desk.change(save_profile, name.strip(), profile, answered=on_saved)

    @Slot()
    def on_language(self) -> None:
        self._view.sample.say_again()
        self._show()
