"""A van's card: its coloured name, how far it is, three limits as bars, what keeps it. Pressing it leads to the gate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop.views.dispatch.words import LoadBar
from desktop.widgets.badges import Mark, paint_badge
from desktop.widgets.layouts import clear
from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens
from desktop.widgets.vans import ink_on, paint_plate

if TYPE_CHECKING:
    from desktop.views.dispatch.board.model import VanFace

HEIGHT = 262
ACROSS = 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class VanCard(QAbstractButton):
    """One van."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: VanFace | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def show_face(self, face: VanFace) -> None:
        """What it says now."""
        self.face = face
        bars = ", ".join(f"{bar.name} {bar.text}" for bar in face.bars)
        said = (face.name, face.plate, face.driver, face.hour, face.state, face.progress, bars, face.keeps)
        self.setAccessibleName(". ".join(part for part in said if part))
        self.setToolTip(face.keeps)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(380, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.face is None:
            return
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self.hasFocus() else theme.line_strong if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        room = QRectF(self.rect()).adjusted(18, 16, -18, -14)
        self._paint_head(painter, room, self.face)
        self._paint_progress(painter, room, self.face)
        for at, bar in enumerate(self.face.bars):
            self._paint_bar(painter, QRectF(room.left(), room.top() + 124 + at * 27, room.width(), 24), bar)
        self._paint_keeps(painter, QRectF(room.left(), room.bottom() - 22, room.width(), 22), self.face)
        painter.end()

    def _paint_head(self, painter: QPainter, room: QRectF, face: VanFace) -> None:
        theme, bold = tokens(), font(Size.LARGE, bold=True)
        wide = max(46.0, QFontMetricsF(bold).horizontalAdvance(face.name) + 22)
        plate = QRectF(room.left(), room.top(), wide, 36)
        paint_plate(painter, plate, face.colour)
        painter.setFont(bold)
        painter.setPen(QColor(ink_on(face.colour)))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), face.name)
        small = font(Size.SMALL)
        mark = Mark(face.tone, face.state)
        badge = QFontMetricsF(small).horizontalAdvance(face.state) + 36
        paint_badge(painter, mark, QRectF(room.right() - badge, room.top() + 6, badge, 24), small)
        words = QRectF(plate.right() + 12, room.top() - 1, room.right() - badge - plate.right() - 20, 20)
        self._text(painter, words, face.plate, Size.BODY, theme.ink, bold=True)
        self._text(painter, words.translated(0, 19), face.driver, Size.SMALL, theme.ink_2)

    def _paint_progress(self, painter: QPainter, room: QRectF, face: VanFace) -> None:
        theme = tokens()
        line = QRectF(room.left(), room.top() + 48, room.width(), 34)
        self._text(painter, line, face.progress, Size.FIGURE, theme.ink, bold=True)
        self._text(painter, line, face.hour, Size.LARGE, theme.ink_2, align=_RIGHT)
        track = QRectF(room.left(), room.top() + 90, room.width(), 10)
        _bar(painter, track, theme.accent, face.done * 1000 // face.total if face.total else 0)

    def _paint_bar(self, painter: QPainter, room: QRectF, bar: LoadBar) -> None:
        theme = tokens()
        self._text(painter, QRectF(room.left(), room.top(), 60, 24), bar.name, Size.SMALL, theme.ink_2)
        ink = theme.ink if bar.tone.value in ("running", "plain") else theme.of(bar.tone)
        wide = QFontMetricsF(font(Size.SMALL)).horizontalAdvance(bar.text) + 4
        value = QRectF(room.right() - wide, room.top(), wide, 24)
        self._text(painter, value, bar.text, Size.SMALL, ink, align=_RIGHT)
        track = QRectF(room.left() + 62, room.center().y() - 3, max(20.0, room.width() - 62 - wide - 12), 6)
        _bar(painter, track, theme.of(bar.tone), bar.permille)

    def _paint_keeps(self, painter: QPainter, room: QRectF, face: VanFace) -> None:
        theme = tokens()
        ink = theme.ink_2 if face.keeps_tone.value == "plain" else theme.of(face.keeps_tone)
        self._text(painter, room, face.keeps, Size.SMALL, ink)

    def _text(
        self, painter: QPainter, room: QRectF, text: str, size: Size, colour: str, *, bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:  # fmt: skip
        letter = font(size, bold=bold)
        painter.setFont(letter)
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(letter).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, int(align), shown)


def _bar(painter: QPainter, track: QRectF, colour: str, permille: int) -> None:
    radius = track.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().sunken))
    painter.drawRoundedRect(track, radius, radius)
    if permille > 0:
        done = QRectF(track)
        done.setWidth(max(track.height(), track.width() * min(1000, permille) / 1000))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(done, radius, radius)


class VanCards(QWidget):
    """The cards side by side. `opened(route id)`."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.cards: list[VanCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)

    def show_faces(self, faces: Sequence[VanFace]) -> None:
        """Other vans, or the same with other numbers; the focus stays where it is."""
        if len(faces) != len(self.cards):
            self._make(len(faces))
        for card, face in zip(self.cards, faces, strict=True):
            card.show_face(face)

    def _make(self, count: int) -> None:
        clear(self._grid)
        self.cards = []
        for at in range(count):
            card = VanCard()
            card.clicked.connect(partial(self._on_clicked, card))
            self._grid.addWidget(card, at // ACROSS, at % ACROSS)
            self.cards.append(card)

    def _on_clicked(self, card: VanCard, _checked: bool = False) -> None:
        if card.face is not None:
            self.opened.emit(card.face.route_id)
