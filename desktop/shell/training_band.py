"""The band over a window that practises: striped, in both languages, in either theme, and without a way to close it.

Nobody may take practice for the real thing, from across the hall or in a picture sent to a colleague.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.widgets.lettering import Size, font
from desktop.widgets.texts import Texts
from domain.common.sentences import _

HEIGHT = 44
WORD = "培训 TRAINING"
"""In both languages at once, whatever the window speaks."""
YELLOW, BLACK = "#FFC400", "#15191A"
STRIPE = 26
SLANT = 22
ROOM = 22
EDGE = 92


class BandButton(QPushButton):
    """A button on the plate: black outline on yellow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(font(Size.SMALL, bold=True))
        self.setFixedHeight(28)
        self.setStyleSheet(
            f"QPushButton {{ background: {YELLOW}; color: {BLACK}; border: 1.5px solid {BLACK}; border-radius: 6px;"
            f" padding: 0 12px; }} QPushButton:hover, QPushButton:checked {{ background: {BLACK}; color: {YELLOW}; }}"
        )


class TrainingBand(QWidget):
    """`devices_wanted`: the practice devices shall be shown; `end_wanted`: back to the real books."""

    devices_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(WORD)
        self._hint = ""
        self.devices, self.end = BandButton(), BandButton()
        texts = Texts(self)
        texts.put(self.devices.setText, lambda: _("Practice devices"))
        texts.put(self.end.setText, lambda: _("End training"))
        texts.put(self._say, lambda: _("Made-up orders, practice devices. Nothing here is real."))
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self.devices)
        row.addWidget(self.end)
        self.devices.clicked.connect(self.devices_wanted)
        self.end.clicked.connect(self.end_wanted)

    def _say(self, hint: str) -> None:
        self._hint = hint
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(YELLOW))
        self._draw_stripes(painter)
        self._draw_plates(painter)
        painter.end()

    def _draw_stripes(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(BLACK))
        for left in range(-STRIPE * 2, self.width() + STRIPE, STRIPE * 2):
            corners = ((left + SLANT, 0), (left + SLANT + STRIPE, 0), (left + STRIPE, HEIGHT), (left, HEIGHT))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))

    def _draw_plates(self, painter: QPainter) -> None:
        """The words and the buttons on a plain ground, stripes all around."""
        big, small = font(Size.TITLE, bold=True), font(Size.BODY)
        word, hint = QFontMetricsF(big).horizontalAdvance(WORD), QFontMetricsF(small).horizontalAdvance(self._hint)
        buttons = QRectF(self.devices.x() - ROOM, 0, self.end.geometry().right() - self.devices.x() + 2 * ROOM, HEIGHT)
        left = EDGE + 2 * ROOM + word
        has_room = left + hint + 2 * ROOM < buttons.left()
        painter.setBrush(QColor(YELLOW))
        for plate in (QRectF(EDGE, 0, left - EDGE + (hint + ROOM if has_room else 0), HEIGHT), buttons):
            painter.drawPolygon(_slanted(plate))
        painter.setPen(QColor(BLACK))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(big)
        painter.drawText(QRectF(EDGE + ROOM, 0, word + 4, HEIGHT - 2), middle, WORD)
        if has_room:
            painter.setFont(small)
            painter.drawText(QRectF(left, 0, hint + 4, HEIGHT), middle, self._hint)


def _slanted(plate: QRectF) -> QPolygonF:
    """The plate with sides along the stripes."""
    lean = SLANT / 2
    corners = (
        (plate.left() + lean, plate.top()),
        (plate.right() + lean, plate.top()),
        (plate.right() - lean, plate.bottom()),
        (plate.left() - lean, plate.bottom()),
    )
    return QPolygonF([QPointF(x, y) for x, y in corners])
