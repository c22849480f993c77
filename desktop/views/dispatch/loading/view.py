"""The gate's page: the drop whose turn it is at the left, the van's limits and its drops at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from desktop.views.dispatch.loading.parts import DropFace, DropRows, LimitBars, StopFace, StopPane
from desktop.views.dispatch.words import LoadBar
from desktop.widgets.two_sides import TwoSides
from desktop.widgets.word_pane import WordFace

OWN_KEYS = {
    Qt.Key.Key_F2: "behind",
    Qt.Key.Key_F3: "off",
    Qt.Key.Key_F6: "more",
    Qt.Key.Key_F8: "undo",
    Qt.Key.Key_F10: "depart",
}


class LoadingView(TwoSides):
    """One van at the gate."""

    def __init__(self) -> None:
        super().__init__(OWN_KEYS)
        self.pane, self.bars, self.rows = StopPane(), LimitBars(), DropRows()
        self.lay_out_sides((self.pane,), (self.bars, self.rows), {self.pane, self.rows})

    def show_pane(self, face: StopFace | WordFace) -> None:
        """The drop whose turn it is, or a word."""
        self.pane.show_face(face)

    def show_bars(self, bars: Sequence[LoadBar], foot: str) -> None:
        """The limits."""
        self.bars.show_bars(bars, foot)

    def show_rows(self, title: str, rows: Sequence[DropFace]) -> None:
        """The drops in order."""
        self.rows.show_rows(title, rows)

    def press(self, key: str) -> None:
        """F10 is what its button says now: open the van, or let it leave."""
        begin = self.keys.buttons.get("begin")
        is_begin = key == "depart" and begin is not None and not begin.isHidden()
        super().press("begin" if is_begin else key)
