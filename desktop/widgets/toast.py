"""News at the foot of the window: what was done, with one way on (“Undo”), gone after some seconds. Never a modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import QUIET, Button, IconButton
from desktop.widgets.labels import Label
from desktop.widgets.marks import paint_mark
from desktop.widgets.texts import Texts
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

STAYS_MS = 7000
WRONG_STAYS_MS = 15000


class _Shape(QWidget):
    """The mark of the toast's tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = Tone.RIGHT
        self.setFixedSize(10, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, self.tone, tokens().of(self.tone), self.rect().toRectF())
        painter.end()


class Toast(QWidget):
    """One piece of news over the window's foot. Pointing at it or focusing it keeps it there."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._act: Callable[[], object] | None = None
        self._shape = _Shape()
        self.sentence = Label(wrap=False)
        self.sentence.setMaximumWidth(620)
        self.action = Button(QUIET)
        self.action.clicked.connect(self._on_action)
        self.shut = IconButton("close", 16)
        self.shut.clicked.connect(self.hide)
        Texts(self).put(self.shut.name, lambda: _("Close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(10)
        for widget in (self._shape, self.sentence, self.action, self.shut):
            row.addWidget(widget)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        self.hide()

    def tell(
        self,
        sentence: str,
        tone: Tone = Tone.RIGHT,
        *,
        word: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Shows the sentence; `word` and `act` are the way on. A new toast takes the place of the old one."""
        self._act = act
        self._shape.tone = tone
        wide = self.sentence.fontMetrics().horizontalAdvance(sentence) > 560
        self.sentence.setWordWrap(wide)
        self.sentence.setMinimumWidth(560 if wide else 0)
        self.sentence.setText(sentence)
        self.action.setText(word)
        self.action.setVisible(bool(word and act))
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self._place()
        self._timer.start(WRONG_STAYS_MS if tone is Tone.WRONG else STAYS_MS)

    def follow_window(self) -> None:
        """The window has another size."""
        if self.isVisible():
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens().line_strong))
        painter.setBrush(QColor(tokens().panel))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def _place(self) -> None:
        self.adjustSize()
        over = self._over
        self.move((over.width() - self.width()) // 2 + 44, over.height() - self.height() - 52)

    def _on_time(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self):
            self._timer.start(STAYS_MS)
        else:
            self.hide()

    def _on_action(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act:
            act()


class Banner(QWidget):
    """A standing word inside a page: tone, sentence, `beside` what belongs to it, and its way out. Hidden when empty."""

    def __init__(self, beside: QWidget | None = None) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "plain")
        self.sentence = Label(wrap=True)
        self.action = Button()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 10, 10)
        row.setSpacing(12)
        self._shape = _Shape()
        row.addWidget(self._shape)
        row.addWidget(self.sentence, 1)
        if beside is not None:
            row.addWidget(beside)
        row.addWidget(self.action)
        self.action.hide()
        self.hide()

    def tell(self, sentence: str, tone: Tone = Tone.CAREFUL, *, word: str = "") -> None:
        """Shows the sentence; `word` names the button of its way out. An empty sentence hides it."""
        self.sentence.setText(sentence)
        self.action.setText(word)
        self.action.setVisible(bool(word))
        self._shape.tone = tone
        self.setProperty("role", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(sentence))
