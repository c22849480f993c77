"""Texts that follow the language: said when the widget is made, said again when the language changes.

`Texts(widget).put(label.setText, lambda: _("Orders"))`; appearance.py calls `say_everything` at a change. What a
controller shows it shows again itself. No event filter: each would stand in the way of every event.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

Text = Callable[[], str]

_everything: weakref.WeakSet[Texts] = weakref.WeakSet()


class Texts(QObject):
    """The texts of one widget; lives as long as the widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._said: list[tuple[Callable[[str], object], Text]] = []
        _everything.add(self)
        widget.destroyed.connect(self._said.clear)

    def put(self, setter: Callable[[str], object], text: Text) -> None:
        """Says the text now and after every change of the language."""
        setter(text())
        self._said.append((setter, text))

    def say_again(self) -> None:
        """Says every text in the language of now."""
        for setter, text in self._said:
            setter(text())


def say_everything() -> None:
    """The language changed: every widget that is alive says its texts again."""
    for texts in list(_everything):
        texts.say_again()
