"""What stands still over the map: buttons, the list of vans, the card of the stop one points at, scale bar and credit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from desktop.widgets.buttons import IconButton
from desktop.widgets.icons import paint as paint_icon
from desktop.widgets.lettering import Size, font
from desktop.widgets.route_map.camera import Camera
from desktop.widgets.route_map.scene import MapRoute
from desktop.widgets.texts import Texts
from desktop.widgets.theme import tokens
from desktop.widgets.vans import colour_of, ink_on
from domain.common.sentences import _
from exchange.road_map.plane import metres_per_unit

CREDIT = "© OpenStreetMap contributors"
"""As the licence of the data asks; it is a name and stays as it is in every language."""
_ROW = 26
_LENGTHS = tuple(digit * 10**power for power in range(1, 7) for digit in (1, 2, 5))


class Tools(QFrame):
    """Nearer, farther, everything, lasso."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.nearer, self.farther = IconButton("plus", 18), IconButton("minus", 18)
        self.everything, self.lasso = IconButton("fit", 18), LassoButton()
        self._texts = Texts(self)
        for button, text in (
            (self.nearer, lambda: _("Nearer ( + )")),
            (self.farther, lambda: _("Farther ( − )")),
            (self.everything, lambda: _("Show everything ( 0 )")),
            (self.lasso, lambda: _("Choose points with a line around them ( L, or Shift and drag )")),
        ):
            self._texts.put(button.name, text)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(2)
        for button in (self.nearer, self.farther, self.everything, self.lasso):
            column.addWidget(button)


class LassoButton(IconButton):
    """Stays pressed while the lasso is in the hand; a bar of the accent says so beside its shape."""

    def __init__(self) -> None:
        super().__init__("lasso", 18)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().accent), 1.5))
            painter.setBrush(QColor(tokens().accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            paint_icon(painter, "lasso", tokens().accent, QRectF(6, 6, self.width() - 12, self.height() - 12))
            painter.end()
        else:
            super().paintEvent(event)


class VanRow(QAbstractButton):
    """One van of the list: number on its colour, name, what is said of it. Pressed: the others stand back."""

    def __init__(self, number: int, name: str, says: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self._says = number, says
        self.setCheckable(True)
        self.setText(name)
        self.setAccessibleName(f"{number} {name} {says}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.is_target = False

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(font(Size.SMALL, bold=True)).horizontalAdvance(self.text())
        width += QFontMetricsF(font(Size.SMALL)).horizontalAdvance(self._says) + (8 if self._says else 0)
        return QSize(min(230, round(width) + 44), _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, room = colour_of(self.number), QRectF(self.rect())
        if self.isChecked() or self.is_target or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.chosen if self.isChecked() or self.is_target else theme.hover))
            painter.drawRoundedRect(room.adjusted(2, 1, -2, -1), 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        swatch = QRectF(7, (_ROW - 18) / 2, 22, 18)
        painter.drawRoundedRect(swatch, 4, 4)
        painter.setFont(font(Size.SMALL, bold=True))
        painter.setPen(QColor(ink_on(colour)))
        painter.drawText(swatch, int(Qt.AlignmentFlag.AlignCenter), str(self.number))
        self._write(painter, room.adjusted(36, 0, -8, 0))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(2, 1, -2, -1), 5, 5)
        painter.end()

    def _write(self, painter: QPainter, room: QRectF) -> None:
        theme, middle = tokens(), int(Qt.AlignmentFlag.AlignVCenter)
        says = QFontMetricsF(font(Size.SMALL)).horizontalAdvance(self._says)
        painter.setPen(QColor(theme.ink))
        metrics = QFontMetricsF(font(Size.SMALL, bold=True))
        free = room.width() - (says + 8 if self._says else 0)
        painter.drawText(room, middle, metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, free))
        painter.setFont(font(Size.SMALL))
        painter.setPen(QColor(theme.ink_2))
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), self._says)


class Legend(QFrame):
    """The vans of the scene. `chosen` tells the number of the van to look at, 0 for all."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: list[VanRow] = []
        self._shown: tuple[tuple[int, str, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 4, 2, 4)
        self._column.setSpacing(0)

    def show_routes(self, routes: Sequence[MapRoute]) -> None:
        """One row a van, however many trips it makes."""
        vans = {route.van_number: (route.van_number, route.name, route.says) for route in reversed(routes)}
        shown = tuple(vans[number] for number in sorted(vans))
        if shown == self._shown:
            return
        self._shown = shown
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [VanRow(number, name, says, self) for number, name, says in shown]
        for row in self.rows:
            self._column.addWidget(row)
            row.clicked.connect(partial(self._on_clicked, row))
            row.show()

    def mark(self, van: int | None) -> None:
        """Shows which van is looked at, without telling anybody."""
        for row in self.rows:
            row.setChecked(row.number == van)

    def van_at(self, seen: QPointF) -> int | None:
        """The van whose row lies under this place of the map."""
        inside = self.mapFromParent(seen.toPoint())
        return next((row.number for row in self.rows if self.isVisible() and row.geometry().contains(inside)), None)

    def show_target(self, van: int | None) -> None:
        """Which row a dragged stop hangs over."""
        for row in self.rows:
            row.is_target = row.number == van
            row.update()

    def _on_clicked(self, row: VanRow) -> None:
        self.chosen.emit(row.number if row.isChecked() else 0)


def paint_scale(painter: QPainter, camera: Camera, colour: str, halo: str) -> None:
    """A bar of a round length at the lower left."""
    length, pixels = scale_length(camera)
    foot = camera.size.height() - 14.0
    plate = QColor(halo)
    plate.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(QRectF(8, foot - 24, pixels + 12, 30), 4, 4)
    line = [QPointF(14, foot - 5), QPointF(14, foot), QPointF(14 + pixels, foot), QPointF(14 + pixels, foot - 5)]
    painter.setPen(QPen(QColor(colour), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    painter.drawPolyline(line)
    painter.setFont(font(Size.SMALL))
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(19, foot - 5), f"{length:,} m" if length < 1000 else f"{length // 1000:,} km")


def scale_length(camera: Camera) -> tuple[int, float]:
    """The round length in metres that is between 50 and 130 pixels, and its pixels."""
    pixel_m = metres_per_unit(camera.y) / camera.scale
    length = max((each for each in _LENGTHS if each / pixel_m <= 130), default=_LENGTHS[0])
    return length, length / pixel_m


def paint_notes(painter: QPainter, camera: Camera, notes: Sequence[tuple[str, str]], ground: str) -> None:
    """Lines at the lower right, the last at the foot: (text, colour) each on a plate of the ground."""
    letter = font(Size.SMALL)
    metrics = QFontMetricsF(letter)
    painter.setFont(letter)
    height = metrics.height() + 4
    top = camera.size.height() - 8 - height * len(notes)
    for text, colour in notes:
        wide = min(metrics.horizontalAdvance(text), camera.size.width() - 40.0)
        room = QRectF(camera.size.width() - wide - 22, top, wide + 14, height)
        plate = QColor(ground)
        plate.setAlpha(215)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(room, 4, 4)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)
        top += height
