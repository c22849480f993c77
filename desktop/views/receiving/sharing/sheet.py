"""The sheet that shares a shortage: the four rules, what each would do by name, and one button that says what follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.widgets.buttons import QUIET, Button
from desktop.widgets.fields import Field, LineEdit
from desktop.widgets.figure_row import Figure, FigureRow
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size, font
from desktop.widgets.rows import RowsModel
from desktop.widgets.sheet import Sheet
from desktop.widgets.tables import DENSE_ROW, HEAD, Table
from desktop.widgets.theme import tokens
from domain.common.sentences import _

WIDTH = 900
MOST_ROWS, FEWEST_ROWS = 9, 3
AROUND, FIGURES = 48, 74


class RuleButton(QAbstractButton):
    """A rule: its name, and in a sentence what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, name: str, said: str) -> None:
        """Its words."""
        self.setText(name)
        self._said = said
        self.setAccessibleName(f"{name}. {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 104)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = theme.accent if on or self.hasFocus() else theme.line_strong if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if on or self.hasFocus() else 1))
        painter.setBrush(QColor(theme.accent_soft if on else theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(QColor(theme.accent if on else theme.ink))
        painter.setFont(font(Size.BODY, bold=True))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(12, 9, self.width() - 22, 22), int(wrap), self.text())
        painter.setPen(QColor(theme.ink_2))
        painter.setFont(font(Size.SMALL))
        painter.drawText(QRectF(12, 32, self.width() - 20, self.height() - 36), int(wrap), self._said)
        painter.end()


class ShareSheet(Sheet):
    """`rule_chosen(rule)`, `tags_changed(text)`, `share_wanted`, `lift_wanted`."""

    rule_chosen = Signal(str)
    tags_changed = Signal(str)
    share_wanted = Signal()
    lift_wanted = Signal()

    def __init__(self, over: QWidget, rules: Sequence[str]) -> None:
        super().__init__(over, width=WIDTH)
        self.title = self.head()
        self.sentence = Label(tone="ink_2", wrap=True)
        self.rules = {rule: RuleButton() for rule in rules}
        self.tags = LineEdit()
        self.tags_field = Field(self.tags)
        self.figures = FigureRow(role="plain")
        # Its figures are new at every preview and have no height before they are shown.
        self.figures.setFixedHeight(FIGURES)
        self.table = Table(dense=True, framed=True)
        self.table.setFixedHeight(HEAD + FEWEST_ROWS * DENSE_ROW)
        self.refusal = Label(tone="wrong", wrap=True)
        self.lift = Button(QUIET)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in self.rules.values():
            row.addWidget(button)
        self.body.addWidget(self.sentence)
        self.body.addLayout(row)
        self.body.addWidget(self.tags_field)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.table)
        self.body.addWidget(self.refusal)
        self.refusal.hide()
        self.done = self.feet()
        last = self.body.itemAt(self.body.count() - 1)
        feet = last.layout() if last else None
        if isinstance(feet, QHBoxLayout):
            feet.insertWidget(0, self.lift)
        self.texts.put(self.tags_field.say, lambda: _("Marks that go first, with commas between (empty: any mark)"))
        self.texts.put(self.lift.setText, lambda: _("There is enough after all"))

    def _connect(self) -> None:
        for rule, button in self.rules.items():
            button.clicked.connect(partial(self._on_rule, rule))
        self.tags.textChanged.connect(self.tags_changed)
        self.done.clicked.connect(self.share_wanted)
        self.lift.clicked.connect(self.lift_wanted)

    def open_sheet(self, focus: QWidget | None = None) -> None:
        """As high as the window allows."""
        self._fit_table()
        super().open_sheet(focus)

    def follow_window(self) -> None:
        """The window has another size."""
        self._fit_table()
        super().follow_window()

    def _refit(self) -> None:
        """Something came or went: the table takes the room that is left."""
        self._fit_table()
        self.fit()

    def _fit_table(self) -> None:
        self.body.activate()
        beside = self.card.sizeHint().height() - self.table.height()
        rows = (self._over.height() - AROUND - beside - HEAD) // DENSE_ROW
        self.table.setFixedHeight(HEAD + max(FEWEST_ROWS, min(MOST_ROWS, rows)) * DENSE_ROW)

    def _on_rule(self, rule: str, _checked: bool = False) -> None:
        self.mark(rule)
        self.rule_chosen.emit(rule)

    def mark(self, rule: str) -> None:
        """Which rule is looked at."""
        for name, button in self.rules.items():
            button.setChecked(name == rule)

    def set_model(self, model: RowsModel[Any]) -> None:
        """Who would get what."""
        self.table.setModel(model)

    def show_head(self, title: str, sentence: str, *, with_tags: bool, can_lift: bool) -> None:
        """Which product, how much is missing."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.tags_field.setVisible(with_tags)
        self.lift.setVisible(can_lift)
        self._refit()

    def show_preview(self, figures: Sequence[Figure], word: str, *, can_share: bool) -> None:
        """What the rule would do; `word` is the button's."""
        self.figures.show_figures(figures)
        self.figures.setVisible(bool(figures))
        self.done.setText(word)
        self.done.setEnabled(can_share)
        self._refit()

    def complain(self, sentence: str) -> None:
        """Why it cannot be shared like this; an empty sentence takes it back."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        self._refit()
