"""The sheet that leaves out the next labels of a printer: how many, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.fields import Field, LineEdit, Whole
from desktop.widgets.labels import Label
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _


class SkipSheet(Sheet):
    """`wished(count, reason)`."""

    wished = Signal(int, str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=440)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Skip labels"))
        self.sentence = Label(tone="ink_2", wrap=True)
        self.count, self.reason = Whole(1, 1), LineEdit()
        self.reason.setMaxLength(200)
        self._count_field, self._reason_field = Field(self.count), Field(self.reason)
        self.texts.put(self._count_field.say, lambda: _("How many, from the next one on"))
        self.texts.put(self._reason_field.say, lambda: _("Reason"))
        for widget in (self.sentence, self._count_field, self._reason_field):
            self.body.addWidget(widget)
        self.done = self.feet()
        self.texts.put(self.done.setText, lambda: _("Skip them"))
        self.done.clicked.connect(self._on_done)
        self.reason.returnPressed.connect(self._on_done)

    def ask(self, sentence: str, most: int) -> None:
        """Opens it; at most `most` can be left out."""
        self.sentence.setText(sentence)
        self.count.setRange(1, most)
        self.count.setValue(1)
        self.reason.clear()
        self._reason_field.complain("")
        self.open_sheet(self.count)

    def _on_done(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._reason_field.complain(_("Say why; it stands on later papers and in the trail."))
            self.fit()
            return
        self.close_sheet()
        self.wished.emit(self.count.value(), reason)
