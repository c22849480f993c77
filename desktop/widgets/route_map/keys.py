"""Keys over the map: arrows move the ground, + and - zoom, 0 shows everything, Page Up and Down walk from stop to stop.

Enter opens the stop one walked to, Space and Ctrl+A choose, L takes the lasso, Esc lets go. Signals are the view's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from desktop.widgets.route_map.stops import in_order

if TYPE_CHECKING:
    from desktop.widgets.route_map.view import RouteMap

PAN_STEP = 90.0
ZOOM_STEPS = 2
_PANS = {
    Qt.Key.Key_Left: QPointF(PAN_STEP, 0),
    Qt.Key.Key_Right: QPointF(-PAN_STEP, 0),
    Qt.Key.Key_Up: QPointF(0, PAN_STEP),
    Qt.Key.Key_Down: QPointF(0, -PAN_STEP),
}


def pressed(view: RouteMap, event: QKeyEvent) -> bool:
    """Does what the key says; False when it says nothing here."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return False
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        if key == Qt.Key.Key_A:
            view.select([stop.point_id for stop in view.scene.stops])
        return key == Qt.Key.Key_A
    if key in _PANS:
        view.move_camera(view.camera.panned(_PANS[key]))
        return True
    return _command(view, key)


def _command(view: RouteMap, key: Qt.Key) -> bool:
    match key:
        case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
            view.zoom(ZOOM_STEPS)
        case Qt.Key.Key_Minus:
            view.zoom(-ZOOM_STEPS)
        case Qt.Key.Key_0 | Qt.Key.Key_Home:
            view.fit()
        case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
            _walk(view, 1 if key == Qt.Key.Key_PageDown else -1)
        case Qt.Key.Key_L:
            view.tools.lasso.toggle()
        case Qt.Key.Key_Escape:
            return view.gestures.cancel() or _let_go(view)
        case _:
            return _with_stop(view, key)
    return True


def _with_stop(view: RouteMap, key: Qt.Key) -> bool:
    """What is done with the stop that is pointed at."""
    stop = view.near_stop()
    if stop is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        view.stop_opened.emit(stop.point_id)
        return True
    if stop is not None and key == Qt.Key.Key_Space:
        view.select([stop.point_id])
        return True
    return False


def _let_go(view: RouteMap) -> bool:
    """Nothing chosen, no van looked at; False when that was so already."""
    had = bool(view.chosen) or view.van is not None
    if view.chosen:
        view.select([])
    if view.van is not None:
        view.on_van(0)
    return had


def _walk(view: RouteMap, step: int) -> None:
    """To the next stop by van and drop, round the end."""
    order = [stop.point_id for stop in in_order(list(view.scene.stops)) if view.van in (None, stop.van_number)]
    if not order:
        return
    at = order.index(view.near) + step if view.near in order else (0 if step > 0 else -1)
    point = order[at % len(order)]
    view.bring_in_sight(point)
    view.point_at(point)
    view.stop_clicked.emit(point)
