"""A sheet over the window: a form, a reason, the palette. Esc closes it, Tab stays inside, focus goes back where it was.

It is a child of the window, not a window of its own, so it looks and behaves alike everywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.buttons import PRIMARY, QUIET, Button, IconButton
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.texts import Texts
from desktop.widgets.theme import tokens
from desktop.widgets.walking import stops, walk_on
from domain.common.sentences import _


class Sheet(QWidget):
    """The scrim and the card on it. `body` is laid out by the owner; `closed` comes however it was closed."""

    closed = Signal()

    def __init__(self, over: QWidget, *, width: int = 520, from_top: int | None = None) -> None:
        super().__init__(over)
        self._over = over
        self._back_to: QWidget | None = None
        self._from_top = from_top
        self.texts = Texts(self)
        self.card = QFrame(self)
        self.card.setProperty("role", "sheet")
        self.card.setFixedWidth(width)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(14)
        self.hide()

    def head(self) -> Label:
        """Adds a title with a closing cross at its right; returns the title's label."""
        title = Label(size=Size.LARGE, bold=True)
        shut = IconButton("close", 18)
        shut.clicked.connect(self.close_sheet)
        self.texts.put(shut.name, lambda: _("Close"))
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(shut)
        self.body.addLayout(row)
        return title

    def feet(self) -> Button:
        """Adds Cancel and the sheet's primary button; returns the latter."""
        cancel, done = Button(QUIET), Button(PRIMARY)
        cancel.clicked.connect(self.close_sheet)
        self.texts.put(cancel.setText, lambda: _("Cancel"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(done)
        self.body.addLayout(row)
        return done

    def open_sheet(self, focus: QWidget | None = None) -> None:
        """Shows it over the whole window and puts the focus in."""
        self._back_to = QApplication.focusWidget()
        self.setGeometry(self._over.contentsRect())
        self.show()
        self.raise_()
        self._place()
        (focus or stops(self.card)[0]).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Hides it and gives the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def follow_window(self) -> None:
        """The window has another size."""
        if self.isVisible():
            self.setGeometry(self._over.contentsRect())
            self._place()

    def _place(self) -> None:
        self.body.activate()
        wide, tall = self.card.width(), self.card.sizeHint().height()
        if self.body.hasHeightForWidth():  # a sentence that wraps knows its height by the width alone
            tall = self.body.totalHeightForWidth(wide)
        height = min(tall, self.height() - 48)
        top = self._from_top if self._from_top is not None else max(24, (self.height() - height) * 2 // 5)
        self.card.setFixedHeight(height)
        self.card.move((self.width() - self.card.width()) // 2, top)

    def fit(self) -> None:
        """The content grew or shrank."""
        if self.isVisible():
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens().scrim))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks round inside the card."""
        return walk_on(self.card, forward=forward)

    def event(self, event: QEvent) -> bool:
        """While the sheet is open the window's keys rest: what nobody inside wanted ends here."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
