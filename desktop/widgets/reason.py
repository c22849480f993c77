"""A sheet that asks for the reason an act must give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.widgets.fields import Choice, Field, LineEdit
from desktop.widgets.labels import Label
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _


class ReasonSheet(Sheet):
    """Asks why before something that must say why; one tap on a usual reason, or one's own words."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=480)
        self._then: Callable[[str], object] | None = None
        self.title = self.head()
        self.sentence = Label(tone="ink_2", wrap=True)
        self.body.addWidget(self.sentence)
        self.usual = Choice()
        self.words = LineEdit()
        self.words.setMaxLength(200)
        self.usual.setEditable(True)
        self.usual.setLineEdit(self.words)
        self.usual.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.field = Field(self.usual)
        self.texts.put(self.field.say, lambda: _("Reason"))
        self.body.addWidget(self.field)
        self.done = self.feet()
        self.done.clicked.connect(self._on_done)
        self.words.returnPressed.connect(self._on_done)

    def ask(self, title: str, sentence: str, word: str, usual: Sequence[str], then: Callable[[str], object]) -> None:
        """Opens it; `then(reason)` is called with a reason that is not empty."""
        self._then = then
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.done.setText(word)
        self.field.complain("")
        self.usual.clear()
        self.usual.addItems(list(usual))
        self.usual.setCurrentIndex(0 if usual else -1)
        self.open_sheet(self.usual)
        self.words.selectAll()

    def _on_done(self) -> None:
        reason = self.usual.currentText().strip()
        if not reason:
            self.field.complain(_("Say why; it stands on later papers and in the trail."))
            self.fit()
            return
        self.close_sheet()
        if self._then:
            self._then(reason)
