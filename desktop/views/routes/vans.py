"""The list of vans: a compact card each, its loads as four small bars. A stop dropped on a card goes to that van.

While a stop is carried, each card says what it would cost there, or which limit is in the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.routes.carrying import carried_points
from desktop.widgets.badges import Mark, badge_width, paint_badge
from desktop.widgets.layouts import clear
from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from desktop.widgets.vans import ink_on, paint_plate

if TYPE_CHECKING:
    from desktop.views.routes.shown import Key, VanFace
    from desktop.views.routes.words import Load

HEIGHT = 70
IDLE_HEIGHT = 42
GAP = 8
PAD = 12.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class VanCard(QAbstractButton):
    """One van. `dropped(points)` when stops were let go over it."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: VanFace | None = None
        self.offer: Mark | None = None
        self._is_over = False
        self.setCheckable(True)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_face(self, face: VanFace, *, is_chosen: bool) -> None:
        """What it says now."""
        self.face = face
        self.setChecked(is_chosen)
        self.setFixedHeight(HEIGHT if face.loads or face.line else IDLE_HEIGHT)
        loads = ", ".join(load.text for load in face.loads)
        mark = face.mark.word if face.mark else ""
        said = (face.name, face.plate, face.driver, face.sums, mark, loads, face.line)
        self.setAccessibleName(". ".join(part for part in said if part))
        self.setToolTip("\n".join(load.text for load in face.loads))
        self.update()

    def show_offer(self, offer: Mark | None) -> None:
        """What the stop that is carried would cost here; None when none is."""
        if offer != self.offer:
            self.offer = offer
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def nextCheckState(self) -> None:
        """Chosen is what the controller chose."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carried_points(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        points = carried_points(event.mimeData())
        if points:
            event.acceptProposedAction()
            self.dropped.emit(points)

    def _show_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.face is None:
            return
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._is_over or self.hasFocus()
        edge = theme.accent if strong or self.isChecked() else theme.line_strong if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if strong else 1))
        painter.setBrush(QColor(theme.accent_soft if self._is_over or self.isChecked() else theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        room = QRectF(self.rect()).adjusted(PAD, 8, -PAD, -8)
        self._paint_head(painter, QRectF(room.left(), room.top(), room.width(), 26), self.face)
        if self.face.loads:
            self._paint_loads(painter, QRectF(room.left(), room.bottom() - 24, room.width(), 24), self.face.loads)
        elif self.face.line:
            line = QRectF(room.left(), room.bottom() - 24, room.width(), 24)
            _text(painter, line, self.face.line, Size.SMALL, theme.ink_2)
        painter.end()

    def _paint_head(self, painter: QPainter, room: QRectF, face: VanFace) -> None:
        theme, bold, small = tokens(), font(Size.BODY, bold=True), font(Size.SMALL)
        left = room.left()
        wide = QFontMetricsF(bold).horizontalAdvance(face.name)
        if face.colour:
            plate = QRectF(left, room.top() + 1, max(34.0, wide + 16), 24)
            paint_plate(painter, plate, face.colour)
            painter.setFont(bold)
            painter.setPen(QColor(ink_on(face.colour)))
            painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), face.name)
            left = plate.right() + 10
        else:
            _text(painter, QRectF(left, room.top(), wide + 4, 26), face.name, Size.BODY, theme.wrong, bold=True)
            left += wide + 12
        sums_wide = QFontMetricsF(small).horizontalAdvance(face.sums) + 4
        right = room.right() - sums_wide
        _text(painter, QRectF(right, room.top(), sums_wide, 26), face.sums, Size.SMALL, theme.ink, align=_RIGHT)
        mark = self.offer or face.mark
        if mark:
            badge = badge_width(mark.word, small)
            right -= badge + 10
            paint_badge(painter, mark, QRectF(right, room.top() + 2, badge, 22), small)
        words = " · ".join(part for part in (face.plate, face.driver) if part)
        _text(painter, QRectF(left, room.top(), right - left - 10, 26), words, Size.SMALL, theme.ink_2)

    def _paint_loads(self, painter: QPainter, room: QRectF, loads: Sequence[Load]) -> None:
        theme = tokens()
        each = (room.width() - (len(loads) - 1) * 16) / len(loads)
        for at, load in enumerate(loads):
            part = QRectF(room.left() + at * (each + 16), room.top(), each, room.height())
            tinted = load.tone in (Tone.CAREFUL, Tone.WRONG)
            ink = theme.of(load.tone) if tinted else theme.ink
            words = QRectF(part.left(), part.top(), part.width(), 16)
            _text(painter, words, load.name, Size.SMALL, theme.ink_2)
            _text(painter, words, load.percent, Size.SMALL, ink, align=_RIGHT)
            colour = theme.of(load.tone) if tinted else self.face.colour if self.face else theme.accent
            _bar(painter, QRectF(part.left(), part.top() + 18, part.width(), 5), colour, load.permille)


def _text(
    painter: QPainter, room: QRectF, text: str, size: Size, colour: str, *, bold: bool = False,
    align: Qt.AlignmentFlag = _LEFT,
) -> None:  # fmt: skip
    letter = font(size, bold=bold)
    painter.setFont(letter)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(letter).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room.width()) + 1)
    painter.drawText(room, int(align), shown)


def _bar(painter: QPainter, track: QRectF, colour: str, permille: int) -> None:
    radius = track.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().line))
    painter.drawRoundedRect(track, radius, radius)
    if permille > 0:
        done = QRectF(track)
        done.setWidth(max(track.height(), track.width() * min(1000, permille) / 1000))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(done, radius, radius)
    if permille > 1000:
        painter.setBrush(QColor(tokens().panel))
        painter.drawEllipse(QPointF(track.right() - 6, track.center().y()), 1.6, 1.6)


class VanList(QWidget):
    """The cards from top to bottom. `chosen(key)`, `dropped(key, points)`."""

    chosen = Signal(object)
    dropped = Signal(object, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.cards: list[VanCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(GAP)

    def show_faces(self, faces: Sequence[VanFace], chosen: Key | None) -> None:
        """Other vans, or the same with other numbers; the focus stays where it is."""
        if len(faces) != len(self.cards):
            self._make(len(faces))
        for card, face in zip(self.cards, faces, strict=True):
            card.show_face(face, is_chosen=face.key == chosen)

    def show_offers(self, offers: Mapping[int, Mark]) -> None:
        """Van id -> what the stop that is carried would cost there."""
        for card in self.cards:
            card.show_offer(offers.get(card.face.key.van_id) if card.face else None)

    def card(self, key: Key) -> VanCard | None:
        """The card of a line."""
        return next((card for card in self.cards if card.face and card.face.key == key), None)

    def _make(self, count: int) -> None:
        clear(self._column)
        self.cards = [VanCard() for _ in range(count)]
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, card=card: self._on_clicked(card))
            card.dropped.connect(lambda points, card=card: self._on_dropped(card, points))
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _on_clicked(self, card: VanCard) -> None:
        if card.face is not None:
            self.chosen.emit(card.face.key)

    def _on_dropped(self, card: VanCard, points: list[int]) -> None:
        if card.face is not None:
            self.dropped.emit(card.face.key, points)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        at = next((place for place, card in enumerate(self.cards) if card.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        card = self.cards[(at + step) % len(self.cards)]
        card.setFocus(Qt.FocusReason.TabFocusReason)
        card.click()
