"""The scale as a clerk reads it: lamp and word, the weight large or --.---, where it lies between the limits.

It never shows an old weight as if it were live: who feeds it says when a reading is stale. Weights are whole grams.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.widgets.lettering import Size
from desktop.widgets.marks import paint_mark
from desktop.widgets.station_part import RIGHT, StationPart
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone

HEIGHT = 184
NO_WEIGHT = "--.---"
_SHOWN_PAST = 0.55
"""How far beyond its limits the bar reaches, as a share of the span between them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most grams that pass, and what a piece ought to weigh."""

    least_g: int
    nominal_g: int
    most_g: int


@dataclass(frozen=True, slots=True)
class ScaleFace:
    """What the card shows: `weight` is "1.012" or NO_WEIGHT; `grams` None while there is none that holds."""

    tone: Tone
    word: str
    kind: str = ""
    weight: str = NO_WEIGHT
    grams: int | None = None
    hint: str = ""
    limits: Limits | None = None


class ScaleCard(StationPart):
    """Drawn anew at every reading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=HEIGHT)
        self.face = ScaleFace(Tone.PLAIN, "")

    def show_face(self, face: ScaleFace) -> None:
        """What the scale says now."""
        if face == self.face:
            return
        self.face = face
        said = (face.word, face.kind, face.weight, "kg" if face.grams is not None else "", face.hint)
        self.setAccessibleName(" ".join(part for part in said if part))
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme, face = tokens(), self.face
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        paint_mark(painter, face.tone, theme.of(face.tone), QRectF(22, 23, 18, 18))
        head = QRectF(50, 14, room.width() - 72, 36)
        wide = self.write(painter, head, face.word, theme.of(face.tone), Size.STATION_SMALL, bold=True)
        kind = head.adjusted(wide + 20, 0, 0, 0)
        self.write(painter, kind, face.kind, theme.of(face.tone), Size.STATION_SMALL, bold=True)
        self._draw_weight(painter, room)
        below = QRectF(22, 136, room.width() - 44, 40)
        if face.limits and not face.hint:
            self._draw_bar(painter, QRectF(22, 150, room.width() - 44, 12), face.limits)
        else:
            self.write(painter, below, face.hint, theme.ink_2, Size.STATION_SMALL)

    def _draw_weight(self, painter: QPainter, room: QRectF) -> None:
        theme, live = tokens(), self.face.grams is not None
        unit = QRectF(room.right() - 62, 86, 40, 36)
        number = QRectF(22, 48, room.width() - 22 - 56, 88)
        ink = theme.ink if live else theme.mute
        self.write(painter, number, self.face.weight, ink, Size.STATION_HUGE, Size.STATION_BIG, bold=True, align=RIGHT)
        self.write(painter, unit, "kg", theme.ink_2, Size.STATION_SMALL, align=RIGHT)

    def _draw_bar(self, painter: QPainter, bar: QRectF, limits: Limits) -> None:
        """The whole way, the stretch between the limits, and where the weight is."""
        theme = tokens()
        span = max(1, limits.most_g - limits.least_g)
        low = limits.least_g - span * _SHOWN_PAST
        high = limits.most_g + span * _SHOWN_PAST

        def place(grams: float) -> float:
            return bar.left() + bar.width() * min(1.0, max(0.0, (grams - low) / (high - low)))

        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(theme.sunken))
        painter.drawRoundedRect(bar, 6, 6)
        good = QRectF(place(limits.least_g), bar.top(), place(limits.most_g) - place(limits.least_g), bar.height())
        painter.setBrush(QColor(theme.chosen))
        painter.drawRect(good)
        painter.fillRect(QRectF(place(limits.nominal_g) - 1, bar.top(), 2, bar.height()), QColor(theme.line_strong))
        if self.face.grams is not None:
            within = limits.least_g <= self.face.grams <= limits.most_g
            painter.setBrush(QColor(theme.of(Tone.RIGHT if within else Tone.WRONG)))
            where = place(self.face.grams)
            painter.drawRoundedRect(QRectF(where - 4, bar.top() - 6, 8, bar.height() + 12), 3, 3)
