"""How the night is cut into waves: points to a wave, and the way of picking. The consequence stands in the sentence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.fields import Choice, Field
from desktop.widgets.labels import Label
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _
from domain.picking.words import PickMethod

SIZES = (1, 2, 4, 8, 0)


class PlanSheet(Sheet):
    """`wished(points per wave, method)`; 0 points: a whole route is one wave."""

    wished = Signal(int, str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=480)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Plan the waves"))
        said = Label(tone="ink_2", wrap=True)
        self.texts.put(
            said.setText,
            lambda: _(
                "Van by van as they leave, the last drop first. Waves that are released already stay as they are."
            ),
        )
        self.body.addWidget(said)
        self.points, self.method = Choice(), Choice()
        for size in SIZES:
            self.points.addItem("", size)
        for method in PickMethod:
            self.method.addItem("", method.value)
        for field, name in (
            (Field(self.points), lambda: _("Points in a wave")),
            (Field(self.method), lambda: _("How they are picked")),
        ):
            self.texts.put(field.say, name)
            self.body.addWidget(field)
        self.done = self.feet()
        self.texts.put(self.done.setText, lambda: _("Plan"))
        self.texts.put(lambda _text: self._say_choices(), lambda: "")
        self.done.clicked.connect(self._on_done)

    def _say_choices(self) -> None:
        words = (
            _("1: each point for itself"),
            _("2 points"),
            _("4 points"),
            _("8 points"),
            _("A whole route at once"),
        )
        for at, word in enumerate(words):
            self.points.setItemText(at, word)
        self.method.setItemText(0, _("By point: walk the list of one point"))
        self.method.setItemText(1, _("By product: deal one product out to many crates"))

    def open_plan(self) -> None:
        """Opens it at its first choice."""
        self.open_sheet(self.points)

    def _on_done(self) -> None:
        self.close_sheet()
        self.wished.emit(int(self.points.currentData()), str(self.method.currentData()))
