"""The sheet that asks for labels: what kind, and for whom. It shows and tells; labels_controller.py leads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.fields import Choice, Field
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _


class LabelsSheet(Sheet):
    """`kind_chosen(kind)` when another kind is looked at; `wished(kind, chosen, typed)` at the end."""

    kind_chosen = Signal(str)
    wished = Signal(str, object, str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=560)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Print labels"))
        self.kind, self.whom = Choice(), Choice()
        self.whom.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.kind_field, self.whom_field = Field(self.kind), Field(self.whom)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.kind_field, 2)
        row.addWidget(self.whom_field, 3)
        self.body.addLayout(row)
        self.help = Label(size=Size.SMALL, tone="ink_2", wrap=True)
        self.body.addWidget(self.help)
        self.done = self.feet()
        self.texts.put(self.kind_field.say, lambda: _("Which labels"))
        self.texts.put(self.done.setText, lambda: _("Print"))
        self.kind.currentIndexChanged.connect(lambda _at: self.kind_chosen.emit(self.kind.currentData() or ""))
        self.done.clicked.connect(self._on_done)

    def show_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        """The kinds by key and name; the one that was chosen stays."""
        before = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        for key, name in kinds:
            self.kind.addItem(name, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.blockSignals(False)

    def show_whom(self, name: str, choices: Sequence[tuple[str, object]], *, typed: bool, about: str) -> None:
        """For whom it may be: (name, what it stands for), words may be typed too where `typed`; and what it is about."""
        self.whom_field.say(name)
        self.whom.clear()
        self.whom.setEditable(typed)
        for text, meaning in choices:
            self.whom.addItem(text, meaning)
        self.whom.setEnabled(bool(choices))
        self.done.setEnabled(bool(choices))
        self.help.setText(about)
        self.fit()

    def _on_done(self) -> None:
        at = self.whom.findText(self.whom.currentText())
        typed = "" if at >= 0 else self.whom.currentText().strip()
        self.wished.emit(self.kind.currentData(), self.whom.itemData(at) if at >= 0 else None, typed)
