"""The dock's page: the line in hand and what is remembered at the left, the scale and the order's lines at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.views.receiving.dock.parts import ChipFace, Chips, DockPane, LineFace, OrderRows, RowFace
from desktop.widgets.scale_card import ScaleCard, ScaleFace
from desktop.widgets.two_sides import TwoSides
from desktop.widgets.word_pane import WordFace

OWN_KEYS = {
    Qt.Key.Key_F2: "refuse",
    Qt.Key.Key_F3: "unit",
    Qt.Key.Key_F4: "lot",
    Qt.Key.Key_F5: "expiry",
    Qt.Key.Key_F6: "temperature",
    Qt.Key.Key_F7: "weight",
    Qt.Key.Key_F8: "undo",
    Qt.Key.Key_F9: "all",
    Qt.Key.Key_F10: "finish",
}
FIELDS = frozenset({"lot", "expiry", "temperature", "weight"})
WALKS = {
    Qt.Key.Key_Down: ("line", 1),
    Qt.Key.Key_Up: ("line", -1),
    Qt.Key.Key_PageDown: ("order", 1),
    Qt.Key.Key_PageUp: ("order", -1),
}


class DockView(TwoSides):
    """`walked(what, step)` by arrows and pages; `line_chosen(id)` by hand."""

    walked = Signal(str, int)
    line_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(OWN_KEYS)
        self.keys_without_button(FIELDS)
        self.pane, self.chips, self.scale, self.rows = DockPane(), Chips(), ScaleCard(), OrderRows()
        self.lay_out_sides((self.pane, self.chips), (self.scale, self.rows), {self.pane, self.rows})
        self.chips.chosen.connect(self.acted)
        self.rows.chosen.connect(self.line_chosen)

    def show_pane(self, face: LineFace | WordFace) -> None:
        """The line in hand, or a word when there is none."""
        self.pane.show_face(face)

    def show_chips(self, faces: Sequence[ChipFace]) -> None:
        """What is remembered; no fields without a line."""
        self.chips.show_chips(faces)
        self.chips.setVisible(bool(faces))

    def show_rows(self, title: str, rows: Sequence[RowFace], hint: str) -> None:
        """The lines of the order."""
        self.rows.show_rows(title, rows, hint)

    def show_scale(self, face: ScaleFace | None) -> None:
        """What the scale says; None hides the card."""
        self.scale.setVisible(face is not None)
        if face is not None:
            self.scale.show_face(face)

    def press(self, key: str) -> None:
        """F2 is what its button says now: refuse, or share the shortage."""
        share = self.keys.buttons.get("share")
        is_share = key == "refuse" and share is not None and not share.isHidden()
        super().press("share" if is_share else key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = WALKS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(*step)
