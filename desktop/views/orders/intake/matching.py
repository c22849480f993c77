"""Names of a file that nobody knows, each with what it may mean: a draft, or a product or point that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.fields import Choice
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.layouts import clear
from desktop.widgets.lettering import Size
from domain.common.sentences import _, ngettext

MOST = 60


@dataclass(frozen=True, slots=True)
class Unmatched:
    """One name: `key` tells it apart, `kind` is its word, `choices` (id, name) what it may mean, likeliest first."""

    key: tuple[str, str, str, str]
    kind: str
    name: str
    choices: tuple[tuple[int, str], ...]


class MatchingList(QScrollArea):
    """`matched(key, id)` when a person ties a name to what is there."""

    matched = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._more = Label(size=Size.SMALL, tone="mute")
        column.addLayout(self._grid)
        column.addWidget(self._more)
        column.addStretch(1)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def show_names(self, names: Sequence[Unmatched]) -> None:
        """Other names; the first MOST of them can be tied here, the rest become drafts or are held."""
        clear(self._grid)
        for at, name in enumerate(names[:MOST]):
            self._grid.addWidget(Label(name.kind, size=Size.SMALL, tone="mute"), at, 0)
            self._grid.addWidget(ElidedLabel(name.name), at, 1)
            self._grid.addWidget(self._choice(name), at, 2)
        rest = len(names) - MOST
        said = ngettext("and {count} more name", "and {count} more names", rest).format(count=rest) if rest > 0 else ""
        self._more.setText(said)
        self._more.setVisible(rest > 0)

    def _choice(self, name: Unmatched) -> Choice:
        box = Choice()
        box.setMinimumWidth(200)
        box.addItem(_("new: a draft"), 0)
        for identity, word in name.choices:
            box.addItem(word, identity)
        box.setAccessibleName(name.name)
        box.activated.connect(lambda _at: self._on_chosen(name, box))
        return box

    def _on_chosen(self, name: Unmatched, box: Choice) -> None:
        if box.currentData():
            self.matched.emit(name.key, box.currentData())
