"""A page that covers the tabs of its workspace and leads back: import, paste, mapping, products to fill in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.screen import Screen, title_label
from domain.common.sentences import _


class CoveringPage(Screen):
    """`left` from the arrow at its head or the button at its foot."""

    left = Signal()

    def __init__(self, title: Callable[[], str]) -> None:
        super().__init__()
        self.back = IconButton("chevron-left")
        self.title = title_label()
        self.leave_button = Button()
        self.texts.put(self.back.name, lambda: _("Back to the orders"))
        self.texts.put(self.title.setText, title)
        self.texts.put(self.leave_button.setText, lambda: _("Leave it"))
        self.back.clicked.connect(self.left)
        self.leave_button.clicked.connect(self.left)

    def head_row(self, wide: QWidget | None = None, *behind: QWidget) -> QHBoxLayout:
        """The arrow, the title, `wide` that takes the room between, and what stands at the right."""
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.back)
        row.addWidget(self.title)
        if wide is None:
            row.addStretch(1)
        else:
            row.addWidget(wide, 1)
        for widget in behind:
            row.addWidget(widget)
        return row

    def foot_row(self, *before: QWidget, done: Button) -> QHBoxLayout:
        """What stands at the left, then the way out, then the page's primary button."""
        row = QHBoxLayout()
        row.setSpacing(10)
        for widget in before:
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(done)
        return row
