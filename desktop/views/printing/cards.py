"""A printer's card: its name and state, what waits, what to do. The chosen one bears the accent; arrows walk along them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.badges import Mark, badge_width, paint_badge
from desktop.widgets.layouts import clear
from desktop.widgets.lettering import Size, font
from desktop.widgets.theme import tokens

if TYPE_CHECKING:
    from desktop.views.printing.model import PrinterFace

PAD, HEAD, LINE = 14, 92, 18.0
MOST_LINES = 5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class PrinterCard(QAbstractButton):
    """One printer. `walked(step)` when an arrow is pressed on it."""

    walked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: PrinterFace | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_face(self, face: PrinterFace, *, is_chosen: bool) -> None:
        """What it says now."""
        self.face = face
        self.setChecked(is_chosen)
        said = (face.name, face.state, face.about, face.waiting, face.oldest, face.sentence, face.foot)
        self.setAccessibleName(". ".join(part for part in said if part))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its sentence needs at this width."""
        if self.face is None:
            return
        high = HEAD + (self._sentence_height() + 8 if self.face.sentence else 0) + (20 if self.face.foot else 0)
        self.setFixedHeight(round(high))
        self.setToolTip(self.face.sentence)

    def _sentence_height(self) -> float:
        assert self.face is not None
        flags = int(_WRAP | Qt.TextFlag.TextWordWrap)
        room = QRectF(0, 0, max(80, self.width() - 2 * PAD), 2000)
        needed = QFontMetricsF(font(Size.SMALL)).boundingRect(room, flags, self.face.sentence).height()
        return min(needed, MOST_LINES * LINE) + 2

    def sizeHint(self) -> QSize:
        return QSize(264, HEAD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif Qt.Key(event.key()) in steps:
            self.walked.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.face is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        room = QRectF(self.rect()).adjusted(PAD, 12, -PAD, -12)
        self._paint_head(painter, room, self.face)
        self._paint_queue(painter, room, self.face)
        self._paint_sentence(painter, room, self.face)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = tokens()
        is_marked = self.isChecked() or self.hasFocus()
        edge = theme.accent if is_marked else theme.line_strong if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if is_marked else 1))
        painter.setBrush(QColor(theme.panel))
        inset = 1.0 if is_marked else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)

    def _paint_head(self, painter: QPainter, room: QRectF, face: PrinterFace) -> None:
        theme, small = tokens(), font(Size.SMALL)
        wide = min(badge_width(face.state, small), room.width() * 0.56)
        badge = QRectF(room.right() - wide, room.top(), wide, 22)
        paint_badge(painter, Mark(face.tone, face.state), badge, small)
        name = QRectF(room.left(), room.top(), badge.left() - room.left() - 8, 22)
        self._text(painter, name, face.name, Size.BODY, theme.ink, bold=True)
        self._text(painter, QRectF(room.left(), room.top() + 23, room.width(), 18), face.about, Size.SMALL, theme.ink_2)

    def _paint_queue(self, painter: QPainter, room: QRectF, face: PrinterFace) -> None:
        theme = tokens()
        line = QRectF(room.left(), room.top() + 46, room.width(), 22)
        quiet = not face.oldest
        self._text(painter, line, face.waiting, Size.BODY, theme.mute if quiet else theme.ink, bold=not quiet)
        self._text(painter, line, face.oldest, Size.SMALL, theme.ink_2, align=_RIGHT)

    def _paint_sentence(self, painter: QPainter, room: QRectF, face: PrinterFace) -> None:
        theme, top = tokens(), room.top() + 74
        if face.sentence:
            ink = theme.ink_2 if face.tone.value in ("plain", "running") else theme.of(face.tone)
            painter.setFont(font(Size.SMALL))
            painter.setPen(QColor(ink))
            place = QRectF(room.left(), top, room.width(), self._sentence_height())
            painter.drawText(place, int(_WRAP | Qt.TextFlag.TextWordWrap), face.sentence)
            top = place.bottom() + 2
        if face.foot:
            self._text(painter, QRectF(room.left(), top, room.width(), 18), face.foot, Size.SMALL, theme.mute)

    def _text(
        self, painter: QPainter, room: QRectF, text: str, size: Size, colour: str, *, bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:  # fmt: skip
        letter = font(size, bold=bold)
        painter.setFont(letter)
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(letter).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, int(align), shown)


class PrinterCards(QWidget):
    """The cards one below the other. `chosen(printer id)`."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.cards: list[PrinterCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)

    def show_faces(self, faces: Sequence[PrinterFace], chosen: int) -> None:
        """Other printers, or the same standing otherwise; the focus stays where it is."""
        if len(faces) != len(self.cards):
            self._make(len(faces))
        for card, face in zip(self.cards, faces, strict=True):
            card.show_face(face, is_chosen=face.printer_id == chosen)

    def _make(self, count: int) -> None:
        clear(self._column)
        self.cards = []
        for _place in range(count):
            card = PrinterCard()
            card.clicked.connect(partial(self._on_clicked, card))
            card.walked.connect(partial(self._on_walked, card))
            self._column.addWidget(card)
            self.cards.append(card)
        self._column.addStretch(1)

    def _on_clicked(self, card: PrinterCard, _checked: bool = False) -> None:
        card.setChecked(True)
        if card.face is not None:
            self.chosen.emit(card.face.printer_id)

    def _on_walked(self, card: PrinterCard, step: int) -> None:
        at = self.cards.index(card) + step
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.cards[at].click()
