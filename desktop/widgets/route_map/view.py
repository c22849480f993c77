"""The map as a widget: it shows a scene, and tells what a person clicks, chooses and drags. It decides nothing.

gestures.py reads mouse and wheel, keys.py the keys. Wheel and +/- zoom, dragging the ground pans, Shift and drag is the
lasso, a stop is dragged onto another or onto a van of the list. Next: gestures.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.empty import EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size
from desktop.widgets.route_map.camera import Camera
from desktop.widgets.route_map.furniture import CREDIT, Legend, Tools, paint_notes, paint_scale
from desktop.widgets.route_map.gestures import Gestures
from desktop.widgets.route_map.keys import ZOOM_STEPS, pressed
from desktop.widgets.route_map.look import look_of
from desktop.widgets.route_map.markers import ROOM, face_of, picture
from desktop.widgets.route_map.roads import Ground
from desktop.widgets.route_map.scene import MapScene, MapStop
from desktop.widgets.route_map.signs import paint_signs
from desktop.widgets.route_map.stops import Stops, in_order
from desktop.widgets.route_map.ways import Ways, lines_of
from desktop.widgets.screen import MARGIN
from desktop.widgets.texts import Texts
from desktop.widgets.theme import tokens
from domain.common.sentences import _, ngettext

NAMES_AFTER_MS = 90
"""While one zooms no names are placed: they come when the hand rests."""


class RouteMap(QWidget):
    """`show_map` shows a scene. Signals carry point ids and van numbers; what follows from them comes as another scene."""

    stop_clicked = Signal(int)
    stop_opened = Signal(int)
    """Enter or a double click."""
    stop_menu_asked = Signal(int, QPoint)
    """The right button, or the menu key; the place is global."""
    stops_selected = Signal(list)
    stop_dropped_on = Signal(int, int)
    stop_dropped_on_van = Signal(int, int)
    van_looked_at = Signal(int)
    """A van of the list, 0 for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 220)
        self.camera = Camera(size=self.size())
        self.stops, self.ground = Stops(), Ground(None)
        self.chosen: tuple[int, ...] = ()
        self.near: int | None = None
        self.van: int | None = None
        self._is_fitted = True
        self.gestures = Gestures(self)
        self.tools, self.legend = Tools(self), Legend(self)
        self.card = Label(size=Size.SMALL, parent=self)
        self.empty = EmptyState("point", width=320)
        self._build()

    def _build(self) -> None:
        self.card.setProperty("role", "sheet")
        self.card.setContentsMargins(10, 6, 10, 6)
        self.card.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.card.hide()
        self.empty.setParent(self)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._texts = Texts(self)
        self._texts.put(self.setAccessibleName, lambda: _("Map of the routes"))
        self._texts.put(self.empty.title.setText, lambda: _("Nothing to show on the map yet"))
        self._texts.put(
            self.empty.sentence.setText,
            lambda: _("As soon as the warehouse and the points have coordinates, they stand here with their routes."),
        )
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.update)
        self._spare = QTimer(self, singleShot=True, interval=0)
        self._spare.timeout.connect(self._prepare)
        self._moving = QTimer(self, singleShot=True, interval=NAMES_AFTER_MS)
        self._moving.timeout.connect(self.update)
        self.tools.nearer.clicked.connect(lambda: self.zoom(ZOOM_STEPS))
        self.tools.farther.clicked.connect(lambda: self.zoom(-ZOOM_STEPS))
        self.tools.everything.clicked.connect(self.fit)
        self.legend.chosen.connect(self.on_van)
        self.show_map(MapScene())

    # What is shown -----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(640, 520)

    @property
    def scene(self) -> MapScene:
        """What is shown now."""
        return self.stops.scene

    def show_map(self, scene: MapScene) -> None:
        """Another scene. What is looked at and chosen stays as far as it is still there."""
        was_empty = self.scene.is_empty
        if scene.roads is not self.ground.lines:
            self.ground = Ground(scene.roads)
        self.stops.show(scene, lines_of(scene.routes))
        here = {stop.point_id for stop in scene.stops}
        self.chosen = tuple(point for point in self.chosen if point in here)
        self.near = self.near if self.near in here else None
        if self.van not in {route.van_number for route in scene.routes}:
            self.van = None
        self.legend.show_routes(scene.routes)
        self.legend.mark(self.van)
        self.legend.setVisible(bool(scene.routes))
        self.tools.setVisible(not scene.is_empty)
        self.empty.setVisible(scene.is_empty)
        self.setAccessibleDescription(_spoken(scene))
        self._lay_out()
        if was_empty or self._is_fitted:
            self.fit()
        self.show_card(None)
        self.update()

    def choose(self, points: Iterable[int]) -> None:
        """Marks these points as chosen, without telling anybody."""
        wanted = set(points)
        self.chosen = tuple(stop.point_id for stop in in_order(list(self.scene.stops)) if stop.point_id in wanted)
        self.update()

    def look_at(self, van: int | None) -> None:
        """The other vans stand back; None: none does."""
        self.van = van
        self.legend.mark(van)
        self.update()

    def bring_in_sight(self, *points: int) -> None:
        """Moves the ground so that these points are seen, farther away only when they need more room."""
        spots = [self.stops.spots[point] for point in points if point in self.stops.spots]
        if spots:
            camera = self.camera.showing(spots, self._free_room())
            if camera != self.camera:
                self.move_camera(camera)

    def fit(self) -> None:
        """Everything in sight."""
        self.camera = self.camera.fitted(self.stops.all_spots(), self._free_room())
        self._is_fitted = True
        self.update()

    def _free_room(self) -> QRectF:
        """What the list of vans leaves of the map."""
        room = QRectF(self.rect())
        if self.legend.isVisibleTo(self) and self.width() > 3 * self.legend.width():
            room.setLeft(self.legend.width() * 0.75)
        return room

    def zoom(self, steps: int, around: QPointF | None = None) -> None:
        """Nearer by so many quarters of a doubling."""
        self._moving.start()
        self.move_camera(self.camera.zoomed(steps, around or QPointF(self.rect().center())))

    def move_camera(self, camera: Camera) -> None:
        """A person moved the ground: it stays there."""
        self.camera, self._is_fitted = camera, False
        self.show_card(None)
        self.update()

    def point_at(self, point: int | None) -> None:
        """The stop the mouse or the keys point at."""
        if point != self.near:
            self.near = point
            self.show_card(point)
            self.update()

    def show_card(self, point: int | None) -> None:
        """The card beside a stop; None takes it away."""
        stop = next((each for each in self.scene.stops if each.point_id == point), None)
        if stop is None:
            self.card.hide()
            return
        self.card.setText(card_text(stop))
        self.card.adjustSize()
        at = self.camera.to_screen(self.stops.spots[stop.point_id])
        left = at.x() + 18 if at.x() + 22 + self.card.width() < self.width() else at.x() - 18 - self.card.width()
        top = min(max(6.0, at.y() - self.card.height() / 2), self.height() - self.card.height() - 6.0)
        self.card.move(round(left), round(top))
        self.card.show()
        self.card.raise_()

    # Painting ----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme, look, ratio = tokens(), look_of(tokens()), self.devicePixelRatioF()
        edge = QPainterPath()
        edge.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillRect(self.rect(), QColor(look.ground))
        if not self.ground.paint(painter, self.camera, ratio, self.dress()):
            self._later.start()
        elif not self.scene.is_empty:
            self._spare.start()
        if not self.scene.is_empty:
            self._paint_scene(painter, ratio)
        self._paint_frame(painter, edge, theme.ground, theme.accent if self.hasFocus() else theme.line)
        painter.end()

    def _paint_scene(self, painter: QPainter, ratio: float) -> None:
        theme, look = tokens(), look_of(tokens())
        chosen = frozenset(self.chosen)
        signs = self.stops.placed(self.camera.step, chosen, self.van).signs
        paint_signs(painter, signs, self.camera, look, self.van)
        self.stops.paint_depot(painter, self.camera, _("W"))
        self.stops.paint(painter, self.camera, chosen, self.near, self.van, ratio)
        if not self._moving.isActive() and not self.stops.paint_names(painter, self.camera, chosen, self.van, ratio):
            self._later.start()
        self.gestures.paint(painter)
        paint_scale(painter, self.camera, theme.ink_2, look.ground)
        paint_notes(painter, self.camera, self.notes(), look.ground)

    def paint_ghost(self, painter: QPainter, stop: MapStop, at: QPointF) -> None:
        """The stop that hangs at the mouse."""
        painter.setOpacity(0.85)
        face = face_of(stop, chosen=True, near=False, small=False)
        painter.drawPixmap(at - QPointF(ROOM / 2, ROOM / 2), picture(face, self.devicePixelRatioF()))
        painter.setOpacity(1.0)

    def _paint_frame(self, painter: QPainter, edge: QPainterPath, outside: str, line: str) -> None:
        """Round corners, like every card's."""
        corners = QPainterPath()
        corners.addRect(QRectF(self.rect()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(corners.subtracted(edge), QColor(outside))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(line), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def notes(self) -> list[tuple[str, str]]:
        """What must be said under the map: missing points, straight lines, and always the credit of the roads."""
        theme, scene, found = tokens(), self.scene, []
        if scene.missing:
            said = ngettext("{count} point without coordinates", "{count} points without coordinates", scene.missing)
            found.append((said.format(count=scene.missing), theme.careful))
        if scene.has_straight_lines:
            said = _("Straight lines: no road map") if scene.roads is None else _("Straight lines, not the way by road")
            found.append((said, theme.ink_2))
        if scene.roads is not None:
            found.append((scene.roads.credit or CREDIT, theme.ink_2))
        return found

    def dress(self) -> Ways:
        """What the ground wears now."""
        return Ways(self.stops.lines, self.van)

    def _prepare(self) -> None:
        """Between frames: the ground just outside of what is seen, a tile at a time."""
        if self.isVisible() and self.ground.prepare(self.camera, self.devicePixelRatioF(), self.dress()):
            self._spare.start()

    # Events ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.camera = Camera(self.camera.x, self.camera.y, self.camera.step, self.size())
        self._lay_out()
        if self._is_fitted:
            self.fit()

    def _lay_out(self) -> None:
        self.tools.adjustSize()
        self.tools.move(self.width() - self.tools.width() - 10, 10)
        self.legend.adjustSize()
        self.legend.move(10, 10)
        self.empty.setGeometry(self.rect().adjusted(MARGIN, 0, -MARGIN, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.gestures.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.gestures.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = QPointF(event.pos())
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        stop = self.stops.under(at, self.camera) if by_mouse else self.near_stop()
        if stop is not None:
            place = event.globalPos() if by_mouse else self.mapToGlobal(self._seen(stop).toPoint())
            self.stop_menu_asked.emit(stop.point_id, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.scene.is_empty or not pressed(self, event):
            super().keyPressEvent(event)

    def select(self, points: list[int]) -> None:
        """Chooses these points and tells it."""
        self.choose(points)
        self.stops_selected.emit(list(self.chosen))

    def near_stop(self) -> MapStop | None:
        """The stop that mouse or keys point at."""
        return next((stop for stop in self.scene.stops if stop.point_id == self.near), None)

    def _seen(self, stop: MapStop) -> QPointF:
        return self.camera.to_screen(self.stops.spots[stop.point_id])

    def on_van(self, van: int) -> None:
        """A person wants to look at this van, 0: at all."""
        self.look_at(van or None)
        self.van_looked_at.emit(van)


def card_text(stop: MapStop) -> str:
    """What the card of a stop says: name, place in its van's order, what wants a look, the hint."""
    if stop.van_number is None:
        place = _("No van takes it")
    else:
        place = _("Van {van} · drop {drop}").format(van=stop.van or stop.van_number, drop=stop.drop_no or "–")
    states = [_("late")] if stop.is_late else []
    states += [_("pinned")] if stop.is_pinned else []
    head = " · ".join([place, *states])
    return "\n".join(line for line in (stop.name.replace("\n", " "), head, stop.hint) if line)


def _spoken(scene: MapScene) -> str:
    """For who cannot see the map."""
    vans = len({route.van_number for route in scene.routes})
    unplanned = sum(not stop.is_planned for stop in scene.stops)
    return _("Points on the map: {points}, vans: {vans}, without a van: {unplanned}.").format(
        points=len(scene.stops), vans=vans, unplanned=unplanned
    )
