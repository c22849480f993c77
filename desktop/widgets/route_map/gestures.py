"""Mouse and wheel over the map: pan, lasso, choose, drag a stop onto another stop or onto a van of the list.

Each press begins one gesture; Esc ends it with nothing done. Signals are the view's.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.widgets.route_map.camera import Camera
from desktop.widgets.route_map.scene import MapStop
from desktop.widgets.theme import tokens

if TYPE_CHECKING:
    from desktop.widgets.route_map.view import RouteMap

_NOTCH = 120
_PIXELS_A_STEP = 24
_LEAST_LASSO = 6.0


class _What(enum.Enum):
    NOTHING = enum.auto()
    PRESSED = enum.auto()
    PAN = enum.auto()
    LASSO = enum.auto()
    DRAG = enum.auto()


@dataclass(slots=True)
class _Grip:
    """What the pressed mouse does, where it was pressed, what it holds."""

    what: _What = _What.NOTHING
    begun: QPointF = field(default_factory=QPointF)
    now: QPointF = field(default_factory=QPointF)
    camera: Camera = field(default_factory=Camera)
    stop: MapStop | None = None
    line: list[QPointF] = field(default_factory=list)


class Gestures:
    """Reads the mouse for one map."""

    def __init__(self, view: RouteMap) -> None:
        self._view = view
        self._grip = _Grip()
        self._turned = 0.0

    @property
    def is_dragging(self) -> bool:
        """A stop hangs at the mouse."""
        return self._grip.what is _What.DRAG

    def press(self, event: QMouseEvent) -> None:
        view, at = self._view, event.position()
        if view.scene.is_empty or self._grip.what is not _What.NOTHING:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grip = _Grip(_What.PAN, at, at, view.camera)
            view.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            lasso = view.tools.lasso.isChecked() or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            stop = None if lasso else view.stops.under(at, view.camera)
            self._grip = _Grip(_What.LASSO if lasso else _What.PRESSED, at, at, view.camera, stop, [at])
            if lasso:
                view.setCursor(Qt.CursorShape.CrossCursor)

    def move(self, event: QMouseEvent) -> None:
        view, grip, at = self._view, self._grip, event.position()
        grip.now = at
        if grip.what is _What.NOTHING:
            stop = view.stops.under(at, view.camera)
            view.point_at(stop.point_id if stop else None)
            view.setCursor(Qt.CursorShape.PointingHandCursor if stop else Qt.CursorShape.ArrowCursor)
            return
        if grip.what is _What.PRESSED and _is_far(at, grip.begun):
            grip.what = _What.PAN if grip.stop is None else _What.DRAG
            view.setCursor(Qt.CursorShape.ClosedHandCursor)
            view.show_card(None)
        if grip.what is _What.PAN:
            view.move_camera(grip.camera.panned(at - grip.begun))
        elif grip.what is _What.LASSO:
            if (at - grip.line[-1]).manhattanLength() >= 3:
                grip.line.append(at)
            view.update()
        elif grip.what is _What.DRAG:
            self._hang()

    def _hang(self) -> None:
        """The stop hangs at the mouse; what it would fall on is marked."""
        view, grip = self._view, self._grip
        van = view.legend.van_at(grip.now)
        view.legend.show_target(van)
        over = None if van is not None or grip.stop is None else self._target()
        view.near = over.point_id if over else None
        view.show_card(view.near)
        view.update()

    def _target(self) -> MapStop | None:
        held = self._grip.stop
        return self._view.stops.under(self._grip.now, self._view.camera, but=held.point_id if held else None)

    def release(self, event: QMouseEvent) -> None:
        view, grip = self._view, self._grip
        if grip.what is _What.NOTHING or event.button() == Qt.MouseButton.RightButton:
            return
        grip.now = event.position()
        over, van = (self._target(), view.legend.van_at(grip.now)) if self.is_dragging else (None, None)
        self._end()
        if grip.what is _What.LASSO:
            self._catch(grip, event)
        elif grip.what is _What.PRESSED:
            self._click(grip.stop, event)
        elif grip.what is _What.DRAG and grip.stop is not None:
            if van is not None:
                view.stop_dropped_on_van.emit(grip.stop.point_id, van)
            elif over is not None:
                view.stop_dropped_on.emit(grip.stop.point_id, over.point_id)

    def _catch(self, grip: _Grip, event: QMouseEvent) -> None:
        view, line = self._view, QPolygonF([*grip.line, grip.now])
        view.tools.lasso.setChecked(False)
        bounds = line.boundingRect()
        if max(bounds.width(), bounds.height()) >= _LEAST_LASSO:
            caught = view.stops.inside(line, view.camera)
            view.select([*(view.chosen if _adds(event) else ()), *caught])

    def _click(self, stop: MapStop | None, event: QMouseEvent) -> None:
        view = self._view
        if stop is None:
            if view.chosen and not _adds(event):
                view.select([])
            return
        point = stop.point_id
        if _adds(event):
            view.select([each for each in (*view.chosen, point) if each != point or point not in view.chosen])
        else:
            view.select([point])
        view.stop_clicked.emit(point)

    def double_click(self, event: QMouseEvent) -> None:
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton or view.scene.is_empty:
            return
        stop = view.stops.under(event.position(), view.camera)
        if stop is not None:
            view.stop_opened.emit(stop.point_id)
        else:
            view.zoom(4, event.position())

    def wheel(self, event: QWheelEvent) -> None:
        """A notch is half a doubling; a touchpad's small turns add up to steps."""
        if self._view.scene.is_empty:
            event.ignore()
            return
        pixels = event.pixelDelta().y()
        self._turned += pixels / _PIXELS_A_STEP if pixels else event.angleDelta().y() / _NOTCH * 2
        steps = int(self._turned)
        self._turned -= steps
        if steps and self._grip.what is _What.NOTHING:
            self._view.zoom(steps, event.position())
        event.accept()

    def cancel(self) -> bool:
        """Lets go of what is held, with nothing done; False when nothing was."""
        grip = self._grip
        if grip.what is _What.NOTHING:
            if self._view.tools.lasso.isChecked():
                self._view.tools.lasso.setChecked(False)
                return True
            return False
        if grip.what is _What.PAN:
            self._view.move_camera(grip.camera)
        self._end()
        return True

    def _end(self) -> None:
        view = self._view
        self._grip = _Grip()
        view.setCursor(Qt.CursorShape.ArrowCursor)
        view.legend.show_target(None)
        view.update()

    def paint(self, painter: QPainter) -> None:
        """The lasso, or the stop that hangs at the mouse."""
        grip = self._grip
        if grip.what is _What.LASSO and len(grip.line) > 1:
            theme = tokens()
            soft = QColor(theme.accent)
            soft.setAlpha(38)
            painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
            painter.setBrush(soft)
            painter.drawPolygon(QPolygonF([*grip.line, grip.now]))
        elif grip.what is _What.DRAG and grip.stop is not None:
            self._view.paint_ghost(painter, grip.stop, grip.now)


def _adds(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _is_far(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() >= QApplication.startDragDistance()
