"""The list of stops of the chosen van: drops in order. Rows are carried by the mouse, or moved with Alt and the arrows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)

from desktop.views.routes.carrying import carried_points, carry
from desktop.views.routes.shown import StopLine
from desktop.widgets.badges import Mark
from desktop.widgets.rows import Column, Index, RowsModel
from desktop.widgets.tables import Table
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from domain.common.sentences import _, ngettext

STEPS = {
    Qt.Key.Key_Up: "earlier",
    Qt.Key.Key_Down: "later",
    Qt.Key.Key_Left: "van_before",
    Qt.Key.Key_Right: "van_after",
}
ACT_KEYS = {Qt.Key.Key_P: "pin", Qt.Key.Key_M: "move", Qt.Key.Key_S: "swap", Qt.Key.Key_R: "reverse"}

STATE, WIDE_STATE = 86, 134
ON_THE_ROAD = frozenset({"arrived", "handed_over", "skipped", "failed"})
"""States of a stop that its van has come to."""


class StopsModel(RowsModel[StopLine]):
    """Rows that can be carried away."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("point", lambda: _("Point"), lambda row: row.point, 84, stretches=True, hint=_hint),
                Column("drop", lambda: _("Drop no."), lambda row: str(row.drop_no or "—"), 56, is_number=True),
                Column("arrive", lambda: _("Arrival"), lambda row: row.arrive, 68, is_number=True),
                Column("hours", lambda: _("Hours"), lambda row: row.hours, 102, is_quiet=True),
                Column("totes", lambda: _("Crates"), lambda row: str(row.totes or ""), 56, is_number=True),
                Column("weight", lambda: _("Weight"), lambda row: row.weight, 92, is_number=True),
                Column("state", lambda: "", _word, STATE, mark=_mark),
            )
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled


def _mark(row: StopLine) -> Mark | None:
    done = {
        "arrived": Mark(Tone.RUNNING, _("there now")),
        "handed_over": Mark(Tone.RIGHT, _("handed over")),
        "skipped": Mark(Tone.CAREFUL, _("left out")),
        "failed": Mark(Tone.WRONG, _("not taken")),
    }.get(row.state)
    if done:
        return done
    if row.why:
        return Mark(Tone.WRONG, _("no van"))
    if row.is_late:
        return Mark(Tone.CAREFUL, _("late"))
    return Mark(Tone.RUNNING, _("pinned")) if row.is_pinned else None


def _word(row: StopLine) -> str:
    mark = _mark(row)
    return mark.word if mark else ""


def _hint(row: StopLine) -> str:
    by_plan = _("by the plan {clock}").format(clock=row.by_plan) if row.by_plan else ""
    return row.why or "\n".join(filter(None, (row.van, by_plan)))


class StopTable(Table):
    """`stepped(direction)` by Alt and an arrow, `acted(key)` by a letter, `dropped(points, drop_no)` between two rows."""

    stepped = Signal(str)
    acted = Signal(str)
    carried = Signal(list)
    let_go = Signal()
    dropped = Signal(list, int)

    def __init__(self) -> None:
        super().__init__(dense=True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self._gap: int | None = None

    def fit_columns(self) -> None:
        """Room for names: no column of states while no row has one; what is on the road is not weighed any more."""
        model: Any = self.model()
        states = [column.key for column in model.columns].index("state")
        weights = states - 1
        on_the_road = any(row.state in ON_THE_ROAD for row in model.rows)
        self.setColumnHidden(states, not any(_mark(row) for row in model.rows))
        self.setColumnHidden(weights, on_the_road)
        self.horizontalHeader().resizeSection(states, WIDE_STATE if on_the_road else STATE)
        self._make_room_for_stretching()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        lines = [self._row(at) for at in self.selected_rows()]
        if not lines:
            return
        points = [line.point_id for line in lines]
        count = len(lines)
        name = lines[0].point if count == 1 else ngettext("{count} stop", "{count} stops", count).format(count=count)
        self.carried.emit(points)
        carry(self, points, name)
        self.let_go.emit()

    def _row(self, at: int) -> StopLine:
        model: Any = self.model()
        row: StopLine = model.rows[at]
        return row

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carried_points(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._show_gap(self._gap_at(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        gap = self._gap_at(event.position().toPoint())
        self._show_gap(None)
        points = carried_points(event.mimeData())
        if points:
            event.acceptProposedAction()
            self.dropped.emit(points, gap)

    def _gap_at(self, where: QPoint) -> int:
        """Before which row (from 0; the number of rows: behind the last)."""
        at = self.rowAt(where.y())
        if at < 0:
            return self.model().rowCount()
        middle = self.rowViewportPosition(at) + self.rowHeight(at) / 2
        return at + (where.y() > middle)

    def _show_gap(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        count = self.model().rowCount()
        last = self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0
        top = self.rowViewportPosition(self._gap) if self._gap < count else last
        painter = QPainter(self.viewport())
        painter.fillRect(0, top - 1, self.viewport().width(), 3, QColor(tokens().accent))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if alt and key in STEPS:
            self.stepped.emit(STEPS[key])
        elif plain and key in ACT_KEYS:
            self.acted.emit(ACT_KEYS[key])
        else:
            super().keyPressEvent(event)
