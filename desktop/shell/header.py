"""The head of the window: business day and cycle, how far the cutoff is, the search, who works here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop.widgets import icons
from desktop.widgets.lettering import Size, font
from desktop.widgets.marks import paint_mark
from desktop.widgets.texts import Texts
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

HEIGHT = 56


class WordButton(QAbstractButton):
    """A word that opens a menu: bold or plain, an icon before it, a chevron behind."""

    def __init__(self, *, size: Size, bold: bool, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(size, bold=bold))
        self._icon_name = icon_name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def _before(self) -> float:
        return 34.0 if self._icon_name else 8.0

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(self._before() + wide + 30), 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.hover), 1.5))
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(box, 6, 6)
        if self._icon_name:
            icons.paint(painter, self._icon_name, theme.ink_2, QRectF(8, self.height() / 2 - 10, 20, 20))
        room = QRectF(self._before(), 0, self.width() - self._before() - 26, self.height())
        painter.setFont(self.font())
        painter.setPen(QColor(theme.ink))
        shown = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        icons.paint(painter, "chevron-down", theme.mute, QRectF(self.width() - 24, self.height() / 2 - 8, 16, 16))
        painter.end()


class SearchButton(QAbstractButton):
    """Looks like a field and opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shortcut_text = ""
        self.setFixedHeight(36)
        self.setMinimumWidth(150)
        self.setMaximumWidth(420)
        self.setFont(font(Size.BODY))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(380, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        icons.paint(painter, "search", theme.mute, QRectF(11, 9, 18, 18))
        small = font(Size.SMALL)
        key_width = QFontMetricsF(small).horizontalAdvance(self.shortcut_text)
        room = QRectF(38, 0, self.width() - 38 - key_width - 22, self.height())
        painter.setPen(QColor(theme.mute))
        painter.setFont(self.font())
        shown = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setFont(small)
        right = QRectF(self.width() - key_width - 12, 0, key_width + 2, self.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignVCenter), self.shortcut_text)
        painter.end()


class StateLine(QWidget):
    """Shape and sentence: how far the cutoff is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(Size.BODY))
        self._text, self._tone = "", Tone.PLAIN
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(30)
        self.setFixedHeight(28)

    def text(self) -> str:
        """The sentence."""
        return self._text

    def show_state(self, text: str, tone: Tone) -> None:
        """Another state."""
        if (text, tone) != (self._text, self._tone):
            self._text, self._tone = text, tone
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        # Room for the widest digits: a countdown must not make its neighbours dance.
        return QSize(round(wide) + 24 if self._text else 0, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        theme, painter = tokens(), QPainter(self)
        paint_mark(painter, self._tone, theme.of(self._tone), QRectF(2, self.height() / 2 - 4, 8, 8))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.ink_2 if self._tone in (Tone.PLAIN, Tone.RIGHT) else theme.of(self._tone)))
        room = QRectF(18, 0, self.width() - 18, self.height())
        shown = QFontMetricsF(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class Header(QFrame):
    """Signals say what is wanted: another cycle by its code, a new one, the search, another person."""

    cycle_wanted = Signal(str)
    new_cycle_wanted = Signal()
    search_wanted = Signal()
    person_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT)
        self._cycles: list[tuple[str, str]] = []
        self.cycle = WordButton(size=Size.LARGE, bold=True)
        self.state = StateLine()
        self.search = SearchButton()
        self.person = WordButton(size=Size.BODY, bold=False, icon_name="person")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(self.cycle)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self.search, 8)
        row.addStretch(1)
        row.addWidget(self.person)
        self.texts = Texts(self)
        self.texts.put(self.search.setText, lambda: _("Search orders, phone tails, points"))
        self._connect()

    def _connect(self) -> None:
        self.cycle.clicked.connect(self._show_cycles)
        self.search.clicked.connect(self.search_wanted)
        self.person.clicked.connect(self.person_wanted)

    def show_cycle(self, title: str) -> None:
        """What stands on the desk."""
        self.cycle.setText(title)

    def show_cycles(self, cycles: Sequence[tuple[str, str]]) -> None:
        """(code, title) of the cycles one may switch to, the latest first."""
        self._cycles = list(cycles)

    def show_person(self, text: str) -> None:
        """Who works here."""
        self.person.setText(text)

    def cycles_menu(self) -> QMenu:
        """The cycles, and the way to a new one."""
        menu = QMenu(self)
        for code, title in self._cycles:
            menu.addAction(title.replace("&", "&&"), partial(self.cycle_wanted.emit, code))
        if self._cycles:
            menu.addSeparator()
        menu.addAction(_("Open a cycle…"), self.new_cycle_wanted.emit)
        return menu

    def _show_cycles(self) -> None:
        menu = self.cycles_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.cycle.mapToGlobal(self.cycle.rect().bottomLeft()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
