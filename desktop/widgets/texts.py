"""Texts that follow the language: said when the widget is made, said again when the language changes.

`Texts(widget).put(label.setText, lambda: _("Orders"))`. What a controller shows it shows again itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

Text = Callable[[], str]


class Texts(QObject):
    """The texts of one widget; lives as long as the widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._said: list[tuple[Callable[[str], object], Text]] = []
        widget.installEventFilter(self)

    def put(self, setter: Callable[[str], object], text: Text) -> None:
        """Says the text now and after every change of the language."""
        setter(text())
        self._said.append((setter, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            for setter, text in self._said:
                setter(text())
        return False
