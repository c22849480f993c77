"""Buttons: one primary on a screen, plain ones beside it, quiet ones in rows; tabs between the pages of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.widgets.icons import icon
from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens

PRIMARY, PLAIN, QUIET, WRONG = "primary", "plain", "quiet", "wrong"


class Button(QPushButton):
    """A button of a kind; `icon_name` stands left of its word. Enter presses it when it has the focus."""

    def __init__(self, kind: str = PLAIN, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setFont(font(Size.BODY, bold=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setIconSize(QSize(18, 18))
        self._tint()

    def setText(self, text: str) -> None:
        # "&" would be eaten as a mark of a key.
        super().setText(text.replace("&", "&&"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            theme = tokens()
            colour = theme.on_accent if self.property("kind") == PRIMARY else theme.accent
            self.setIcon(icon(self._icon_name, colour, 18, disabled=theme.mute))


class IconButton(QToolButton):
    """A square button with an icon alone; it must be given a name for who cannot see it."""

    def __init__(self, icon_name: str, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setIconSize(QSize(size, size))
        self.setFixedSize(size + 12, size + 12)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tint()

    def name(self, text: str) -> None:
        """What it does: hint and accessible name."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self.setIcon(icon(self._icon_name, tokens().ink_2, self.iconSize().width(), disabled=tokens().line_strong))


class Tab(QAbstractButton):
    """A word with an underline when its page is shown, and a small count where something waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = ""
        self.setCheckable(True)
        self.setFont(font(Size.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: str) -> None:
        """The number beside the word; empty for none."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(f"{text} {self._count}".strip())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        bold = QFontMetricsF(font(Size.BODY, bold=True))
        width = bold.horizontalAdvance(self.text())
        if self._count:
            width += 7 + QFontMetricsF(font(Size.SMALL)).horizontalAdvance(self._count)
        return QSize(round(width) + 26, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        letter = font(Size.BODY, bold=here)
        painter.setFont(letter)
        painter.setPen(QColor(theme.ink if here or self.underMouse() else theme.ink_2))
        width = QFontMetricsF(letter).horizontalAdvance(self.text())
        room = self.rect().adjusted(13, 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._count:
            painter.setFont(font(Size.SMALL))
            painter.setPen(QColor(theme.mute))
            painter.drawText(room.adjusted(round(width) + 7, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._count)
        if here:
            painter.fillRect(13, self.height() - 3, self.width() - 26, 3, QColor(theme.accent))
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(self.rect().adjusted(3, 5, -4, -7), 5, 5)
        painter.end()


class Tabs(QWidget):
    """A row of tabs; arrows walk along them. `chosen` tells the key of the wanted page."""

    chosen = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.tabs = {key: Tab(self) for key in keys}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for key, tab in self.tabs.items():
            row.addWidget(tab)
            tab.clicked.connect(partial(self._on_clicked, key))
        row.addStretch(1)

    def _on_clicked(self, key: str, _checked: bool = False) -> None:
        """A tab that is pressed twice stays pressed."""
        self.tabs[key].setChecked(True)
        self.chosen.emit(key)

    def mark(self, key: str) -> None:
        """Shows which page is on, without telling anybody. A key without a tab marks none."""
        for name, tab in self.tabs.items():
            tab.setChecked(name == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        tabs = [tab for tab in self.tabs.values() if tab.isVisible()]
        at = next((index for index, tab in enumerate(tabs) if tab.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        tabs[(at + step) % len(tabs)].setFocus(Qt.FocusReason.TabFocusReason)
