"""The mapping page: five rows of the file above, a choice of column for each of our fields below, a name to keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from desktop.views.orders.mapping.model import FIELDS, NEEDED, SampleModel, field_word
from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.cards import Card
from desktop.widgets.covering import CoveringPage
from desktop.widgets.fields import Choice, Field, LineEdit, Whole
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.layouts import holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.tables import DENSE_ROW, HEAD, Table
from domain.common.sentences import _

COLUMNS = 5


class MappingView(CoveringPage):
    """`tied(field, heading)`, `sheet_chosen(index)`, `header_chosen(row)`, `kept(name)`, `left`."""

    tied = Signal(str, str)
    sheet_chosen = Signal(int)
    header_chosen = Signal(int)
    kept = Signal(str)

    def __init__(self) -> None:
        super().__init__(lambda: _("Tie the columns"))
        self.file = ElidedLabel(tone="ink_2")
        self.sheet = Choice()
        self.header_word = Label(size=Size.SMALL, tone="ink_2")
        self.header = Whole(1, 100)
        self.header.setFixedWidth(64)
        self.sample = SampleModel()
        self.table = Table(dense=True)
        self.table.setModel(self.sample)
        self.boxes: dict[str, Choice] = {}
        self.fields: dict[str, Field] = {}
        self.name = LineEdit()
        self.name.setMaxLength(60)
        self.lack = Label(tone="careful", wrap=True)
        self.keep_button = Button(PRIMARY, "check")
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        sample = Card()
        self.table.setFixedHeight(HEAD + 5 * DENSE_ROW + 14)
        sample.column.addWidget(self.table)
        ties = QVBoxLayout()
        ties.addWidget(self._ties())
        ties.addStretch(1)
        self.name_word = Label(tone="ink_2")
        self.name.setMaximumWidth(240)
        column = self.column(gap=12)
        column.addLayout(self.head_row(self.file, self.sheet, self.header_word, self.header))
        column.addWidget(sample)
        column.addWidget(scrolled(holder(ties)), 1)
        column.addWidget(self.lack)
        column.addLayout(self.foot_row(self.name_word, self.name, done=self.keep_button))

    def _ties(self) -> Card:
        card = Card()
        self.ties_title = card.head()
        grid = QGridLayout()
        grid.setContentsMargins(16, 14, 16, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for at, name in enumerate(FIELDS):
            box = Choice()
            box.setMinimumWidth(120)
            box.activated.connect(lambda _at, name=name: self._on_tied(name))
            self.boxes[name] = box
            self.fields[name] = Field(box)
            grid.addWidget(self.fields[name], at // COLUMNS, at % COLUMNS)
            grid.setColumnStretch(at % COLUMNS, 1)
        card.column.addLayout(grid)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.ties_title.setText, lambda: _("Which column holds what"))
        put(self.header_word.setText, lambda: _("Headings in row"))
        put(self.header.setAccessibleName, lambda: _("Headings in row"))
        put(self.sheet.setAccessibleName, lambda: _("Sheet"))
        put(self.name_word.setText, lambda: _("Keep it as"))
        put(self.name.setAccessibleName, lambda: _("Name of the profile"))
        put(self.keep_button.setText, lambda: _("Keep and read the file"))
        for name, field in self.fields.items():
            put(field.say, partial(_name_of, name))

    def _connect(self) -> None:
        self.keep_button.clicked.connect(lambda: self.kept.emit(self.name.text()))
        self.sheet.activated.connect(self.sheet_chosen)
        self.header.valueChanged.connect(self.header_chosen)

    def _on_tied(self, name: str) -> None:
        self.tied.emit(name, self.boxes[name].currentData() or "")

    def show_file(self, name: str, sheets: Sequence[str], chosen: int, header_row: int) -> None:
        """The file and its sheets."""
        self.file.setText(name)
        self.sheet.clear()
        self.sheet.addItems([sheet or name for sheet in sheets])
        self.sheet.setCurrentIndex(chosen)
        self.sheet.setVisible(len(sheets) > 1)
        self.header.blockSignals(True)
        self.header.setValue(header_row)
        self.header.blockSignals(False)

    def show_ties(self, headings: Sequence[str], ties: Mapping[str, str]) -> None:
        """The headings one can choose from, and the ties as they are."""
        for name, box in self.boxes.items():
            box.clear()
            box.addItem(_("nothing"), "")
            for heading in headings:
                if heading:
                    box.addItem(heading.replace("\n", " "), heading)
            box.setCurrentIndex(max(0, box.findData(ties.get(name, ""))))
        for at in range(self.sample.columnCount()):
            self.table.setColumnWidth(at, max(140, self.table.title_width(at)))

    def show_lack(self, sentence: str) -> None:
        """What is still missing; nothing when the file can be read."""
        self.lack.setText(sentence)
        self.lack.setVisible(bool(sentence))
        self.keep_button.setEnabled(not sentence)


def _name_of(field: str) -> str:
    """The field's word, with a star where it is needed."""
    return field_word(field) + (" *" if field in NEEDED else "")
