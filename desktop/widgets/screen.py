"""The base of every page: it says when it comes into sight and when the language changed, and lays out its head."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.texts import Texts

MARGIN = 24
GAP = 16


class Screen(QWidget):
    """A page. `came_into_sight` and `language_changed` are for its controller; `texts` for its own words."""

    came_into_sight = Signal()
    language_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.texts = Texts(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came_into_sight.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.language_changed.emit()

    def column(self, *, margin: int = MARGIN, gap: int = GAP) -> QVBoxLayout:
        """The page's own layout from top to bottom."""
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        column.setSpacing(gap)
        return column


def title_label() -> Label:
    """The page's title."""
    return Label(size=Size.TITLE, bold=True)
