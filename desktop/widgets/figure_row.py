"""Big figures side by side, each with its word below: the consequence of something in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.labels import Label
from desktop.widgets.layouts import clear, holder
from desktop.widgets.lettering import Size


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for people and its word; `tone` colours the number where it wants a look."""

    number: str
    word: str
    tone: str = ""


class FigureRow(QFrame):
    """Figures in a card, from left to right, with hairlines between."""

    def __init__(self, parent: QWidget | None = None, *, role: str = "card", size: Size = Size.TITLE) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self._size = size
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 12, 4, 12)
        self._row.setSpacing(0)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Other figures."""
        clear(self._row)
        for at, figure in enumerate(figures):
            if at:
                self._row.addWidget(_upright())
            self._row.addWidget(self._block(figure), 1)

    def _block(self, figure: Figure) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(Label(figure.number, size=self._size, bold=True, tone=figure.tone))
        column.addWidget(Label(figure.word, size=Size.SMALL, tone="ink_2"))
        return holder(column, margins=(16, 0, 12, 0), gap=1)


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    line.setFixedWidth(1)
    return line
