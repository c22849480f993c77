"""A sheet with a sentence and a few ways on, for what must be decided now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import QUIET, Button
from desktop.widgets.labels import Label
from desktop.widgets.layouts import clear
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _

Way = tuple[str, Callable[[], object]]


class ChoiceSheet(Sheet):
    """Asks once; what was chosen is called after the sheet is gone."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=520)
        self.title = self.head()
        self.sentence = Label(tone="ink_2", wrap=True)
        self.body.addWidget(self.sentence)
        self._ways = QHBoxLayout()
        self._ways.setContentsMargins(0, 6, 0, 0)
        self._ways.setSpacing(10)
        self.body.addLayout(self._ways)
        self.buttons: list[Button] = []

    def ask(self, title: str, sentence: str, ways: Sequence[Way]) -> None:
        """Opens it with these ways on, and Cancel."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        clear(self._ways)
        self._ways.addStretch(1)
        cancel = Button(QUIET)
        cancel.setText(_("Cancel"))
        cancel.clicked.connect(self.close_sheet)
        self._ways.addWidget(cancel)
        self.buttons = []
        for word, act in ways:
            button = Button()
            button.setText(word)
            button.clicked.connect(partial(self._choose, act))
            self._ways.addWidget(button)
            self.buttons.append(button)
        self.open_sheet(self.buttons[0])

    def _choose(self, act: Callable[[], object], _checked: bool = False) -> None:
        self.close_sheet()
        act()
