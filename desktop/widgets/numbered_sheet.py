"""A question at a station, answered with one number key: reasons, crates, points, substitutes. Large, and Esc leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.labels import Label
from desktop.widgets.layouts import clear
from desktop.widgets.lettering import Size, font
from desktop.widgets.sheet import Sheet
from desktop.widgets.station_part import CENTRE, LEFT, RIGHT
from desktop.widgets.theme import tokens
from domain.common.sentences import _

ROW = 64
LEAST_ROW = 44
GAP = 8
AROUND = 190
"""What a sheet needs beside its rows: title, sentence, margins."""
MOST = 9
MORE = "more"
WIDTH = 760


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `key` is told when it is chosen; `detail` stands at the right; one that cannot be taken says why there."""

    key: str
    word: str
    detail: str = ""
    enabled: bool = True


class NumberedRow(QAbstractButton):
    """“1  没货了”."""

    def __init__(self, number: int, choice: Choice, high: int = ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._choice = number, choice
        self.setFixedHeight(high)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEnabled(choice.enabled)
        self.setText(choice.word)
        self.setAccessibleName(f"{number} {choice.word} {choice.detail}".strip())

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 80, ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(theme.accent if self.isDown() else theme.line), 1))
        painter.setBrush(QColor(theme.hover if self.underMouse() and self.isEnabled() else theme.panel))
        painter.drawRoundedRect(room, 6, 6)
        side = min(40.0, self.height() - 12.0)
        badge = QRectF(12, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft if self.isEnabled() else theme.sunken))
        painter.drawRoundedRect(badge, 6, 6)
        painter.setFont(font(Size.STATION, bold=True))
        painter.setPen(QColor(theme.accent if self.isEnabled() else theme.mute))
        painter.drawText(badge, int(CENTRE), str(self._number))
        painter.setFont(font(Size.STATION_SMALL))
        painter.setPen(QColor(theme.ink_2))
        taken = painter.fontMetrics().horizontalAdvance(self._choice.detail)
        painter.drawText(room.adjusted(70, 0, -18, 0), int(RIGHT), self._choice.detail)
        painter.setFont(font(Size.STATION))
        painter.setPen(QColor(theme.ink if self.isEnabled() else theme.mute))
        words = room.adjusted(70, 0, -36 - taken, 0)
        shown = painter.fontMetrics().elidedText(self._choice.word, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(words, int(LEFT), shown)
        painter.end()


class NumberedSheet(Sheet):
    """`ask` opens it; what was chosen is called after the sheet is gone."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=WIDTH)
        self.card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Label(size=Size.STATION_BIG, bold=True, wrap=True)
        self.sentence = Label(size=Size.STATION, tone="ink_2", wrap=True)
        self.foot = Label(size=Size.STATION_SMALL, tone="mute", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self.body.setContentsMargins(32, 26, 32, 26)
        for label in (self.title, self.sentence):
            self.body.addWidget(label)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.foot)
        self._all: tuple[Choice, ...] = ()
        self._choices: tuple[Choice, ...] = ()
        self._next = 0
        self._then: Callable[[str], object] | None = None
        self.buttons: dict[str, NumberedRow] = {}

    def ask(
        self, title: str, sentence: str, choices: Sequence[Choice], then: Callable[[str], object], foot: str = ""
    ) -> None:
        """Opens it with these answers; `then(key)`."""
        self._all, self._then = tuple(choices), then
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.foot.setText(foot)
        self.foot.setVisible(bool(foot))
        self._show_from(0)
        self.open_sheet(self.card)

    def _show_from(self, first: int) -> None:
        """Nine answers; where there are more, eight and the way on, round the end."""
        rest = len(self._all) - first
        shown = self._all[first : first + MOST]
        if first or rest > MOST:
            shown = self._all[first : first + MOST - 1]
            self._next = first + len(shown) if rest > len(shown) else 0
            shown = (*shown, Choice(MORE, _("More…"), f"{first + len(shown)} / {len(self._all)}"))
        self._choices = shown
        clear(self._rows)
        self.buttons = {}
        high = max(LEAST_ROW, min(ROW, (self._over.height() - AROUND) // max(1, len(shown)) - GAP))
        for number, choice in enumerate(shown, 1):
            row = NumberedRow(number, choice, high)
            row.clicked.connect(lambda _checked=False, key=choice.key: self.choose(key))
            self._rows.addWidget(row)
            self.buttons[choice.key] = row
        self.fit()

    def choose(self, key: str) -> None:
        """As if its number was pressed."""
        if key == MORE:
            self._show_from(self._next)
            return
        then, self._then = self._then, None
        self.close_sheet()
        if then:
            then(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.text().isdecimal() and int(event.text()) - 1
        if at is not False and 0 <= at < len(self._choices):
            if self._choices[at].enabled:
                self.choose(self._choices[at].key)
        else:
            super().keyPressEvent(event)
