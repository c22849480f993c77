"""A list of what wants a decision: badge, what it is, why, and the button that leads out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.badges import Badge, Mark
from desktop.widgets.buttons import PLAIN, PRIMARY, Button
from desktop.widgets.labels import Label, hairline
from desktop.widgets.layouts import clear, holder
from desktop.widgets.lettering import Size
from desktop.widgets.tokens import Tone


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing: `key` names the way out; without a `word` there is no button."""

    key: str
    tone: Tone
    badge: str
    title: str
    detail: str
    word: str


class TodoList(QWidget):
    """`wanted(key)` when a button is pressed. The first button may be the screen's primary one."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, first_is_primary: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self._first_is_primary = first_is_primary
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.buttons: dict[str, Button] = {}

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """Other things to do."""
        clear(self._column)
        self.buttons = {}
        for at, todo in enumerate(todos):
            if at:
                self._column.addWidget(hairline())
            self._column.addWidget(self._row(todo, is_first=at == 0))

    def _row(self, todo: Todo, *, is_first: bool) -> QWidget:
        row = QHBoxLayout()
        badge_room = QWidget()
        badge_room.setProperty("role", "clear")
        badge_room.setFixedWidth(96)
        inner = QHBoxLayout(badge_room)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Badge(Mark(todo.tone, todo.badge)))
        inner.addStretch(1)
        row.addWidget(badge_room)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(todo.title, bold=True, wrap=True))
        words.addWidget(Label(todo.detail, size=Size.SMALL, tone="ink_2", wrap=True))
        row.addLayout(words, 1)
        if todo.word:
            row.addWidget(self._button(todo, PRIMARY if is_first and self._first_is_primary else PLAIN))
        return holder(row, margins=(16, 11, 14, 11), gap=14)

    def _button(self, todo: Todo, kind: str) -> Button:
        button = Button(kind)
        button.setText(todo.word)
        button.setAccessibleName(f"{todo.word}: {todo.title}")
        button.clicked.connect(lambda: self.wanted.emit(todo.key))
        self.buttons[todo.key] = button
        return button
