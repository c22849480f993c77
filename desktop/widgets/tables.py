"""The table of every screen: rows of one height, hairlines, numbers right, badges, copy as TSV, columns to choose.

It takes a model of rows.py. Widths, order and hidden columns are given and taken as a plain dict by column key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.widgets.badges import paint_badge
from desktop.widgets.lettering import Size, font
from desktop.widgets.rows import BAR_ROLE, MARK_ROLE, MIDDLE_ROLE, QUIET_ROLE, STRIKE_ROLE, RowsModel
from desktop.widgets.theme import tokens

ROW = 36
DENSE_ROW = 30
HEAD = 34
PAD = 12
LAYOUT_VERSION = 1
LEAST_STRETCHED = 72
BAR_SHARE = 0.5

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws a cell: ground by selection, the text elided in its column, a badge where the column has one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._body, self._small = font(Size.BODY), font(Size.SMALL)
        self._struck = font(Size.BODY)
        self._struck.setStrikeOut(True)
        self._metrics = QFontMetricsF(self._body)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 2 * PAD, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = tokens()
        room = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(room, QColor(theme.chosen))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, QColor(theme.hover))
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, QColor(theme.line))
        inner = QRectF(room.adjusted(PAD, 0, -PAD, -1))
        mark, bar = index.data(MARK_ROLE), index.data(BAR_ROLE)
        if bar is not None:
            inner.setLeft(inner.left() + self._paint_bar(painter, inner, *bar, chosen=chosen) + 10)
        if mark is not None:
            paint_badge(painter, mark, inner, self._small)
        else:
            self._paint_text(painter, index, inner, chosen=chosen)

    def _paint_bar(self, painter: QPainter, room: QRectF, done: int, total: int, *, chosen: bool) -> float:
        """How far it is; the width the bar takes."""
        theme = tokens()
        bar = QRectF(room.left(), room.center().y() - 3, max(40.0, room.width() * BAR_SHARE), 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.panel if chosen else theme.line))
        painter.drawRoundedRect(bar, 3, 3)
        filled = QRectF(bar)
        filled.setWidth(bar.width() * min(done, total) / total if total else 0)
        painter.setClipRect(filled)
        painter.setBrush(QColor(theme.right if done >= total else theme.accent))
        painter.drawRoundedRect(bar, 3, 3)
        painter.restore()
        return bar.width()

    def _paint_text(self, painter: QPainter, index: Index, room: QRectF, *, chosen: bool) -> None:
        theme, struck = tokens(), bool(index.data(STRIKE_ROLE))
        quiet = theme.ink_2 if index.data(QUIET_ROLE) else theme.ink
        painter.setFont(self._struck if struck else self._body)
        painter.setPen(QColor(quiet if not struck else theme.ink_2 if chosen else theme.mute))
        mode = Qt.TextElideMode.ElideMiddle if index.data(MIDDLE_ROLE) else Qt.TextElideMode.ElideRight
        shown = self._metrics.elidedText(str(index.data() or ""), mode, room.width())
        painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), shown)


class Table(QTableView):
    """A calm table. Signals: `copy_wanted`, `row_opened` (Enter or double click), `layout_changed` (columns)."""

    copy_wanted = Signal()
    row_opened = Signal(QModelIndex)
    layout_changed = Signal()

    def __init__(self, *, dense: bool = False, framed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("framed", framed)
        self.setFont(font(Size.BODY))
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self.row_opened)
        self._set_up_heads(dense)

    def _set_up_heads(self, dense: bool) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(DENSE_ROW if dense else ROW)
        heads = self.horizontalHeader()
        heads.setFont(font(Size.SMALL))
        heads.setFixedHeight(HEAD)
        heads.setSectionsMovable(True)
        heads.setHighlightSections(False)
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        heads.setMinimumSectionSize(48)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self.show_column_menu)
        heads.sectionResized.connect(self.layout_changed)
        heads.sectionMoved.connect(self.layout_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room_for_stretching()

    def _make_room_for_stretching(self) -> None:
        """The column that takes what is left gets its own width where too little is left; then the table scrolls."""
        model, heads = self.model(), self.horizontalHeader()
        if not isinstance(model, RowsModel):
            return
        for at, column in enumerate(model.columns):
            if column.stretches and not self.isColumnHidden(at):
                least = max(LEAST_STRETCHED, self.title_width(at))
                fits = self.viewport().width() - heads.length() + heads.sectionSize(at) >= least
                mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
                heads.setSectionResizeMode(at, mode)
                if not fits:
                    heads.resizeSection(at, least)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if isinstance(model, RowsModel):
            self._set_widths(model)

    def _set_widths(self, model: RowsModel[Any]) -> None:
        heads = self.horizontalHeader()
        for at, column in enumerate(model.columns):
            stretch = QHeaderView.ResizeMode.Stretch if column.stretches else QHeaderView.ResizeMode.Interactive
            heads.setSectionResizeMode(at, stretch)
            heads.resizeSection(at, max(column.width, self.title_width(at)))
        model.headerDataChanged.connect(self._make_room_for_titles)

    def title_width(self, at: int) -> int:
        """How wide a column must be so that its heading stands whole."""
        title = str(self.model().headerData(at, Qt.Orientation.Horizontal) or "")
        return round(QFontMetricsF(self.horizontalHeader().font()).horizontalAdvance(title)) + 2 * PAD + 4

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        if not hide and self.model() is not None:
            self._make_room_for_titles()  # the language may have changed while it was hidden

    def _make_room_for_titles(self) -> None:
        """Another language may have longer headings."""
        heads = self.horizontalHeader()
        for at in range(self.model().columnCount()):
            if heads.sectionSize(at) < self.title_width(at) and not self.isColumnHidden(at):
                heads.resizeSection(at, self.title_width(at))

    def show_column_menu(self, where: QPoint) -> None:
        """The menu of columns, with a tick at each that is shown; the first stays."""
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def column_menu(self) -> QMenu:
        """A tick for each column but the first, which is what a person calls the thing."""
        menu = QMenu(self)
        for at, column in enumerate(self._columns().columns):
            action = menu.addAction(column.title())
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.setEnabled(at > 0)
            action.toggled.connect(lambda shown, at=at: self._show_column(at, shown))
        return menu

    def _show_column(self, at: int, shown: bool) -> None:
        self.setColumnHidden(at, not shown)
        self.layout_changed.emit()

    def _columns(self) -> RowsModel[Any]:
        return cast("RowsModel[Any]", self.model())

    def layout_state(self) -> dict[str, list[int]]:
        """Per column key: [place, width, 1 when hidden]; and the version of this form."""
        heads = self.horizontalHeader()
        state = {
            column.key: [heads.visualIndex(at), heads.sectionSize(at), int(self.isColumnHidden(at))]
            for at, column in enumerate(self._columns().columns)
        }
        return {"version": [LAYOUT_VERSION]} | state

    def restore_layout(self, state: dict[str, list[int]]) -> None:
        """Takes back what `layout_state` gave; a form of another version or with unknown columns is passed over."""
        if state.get("version") != [LAYOUT_VERSION]:
            return
        heads, columns = self.horizontalHeader(), self._columns().columns
        known = [(state[column.key][0], at) for at, column in enumerate(columns) if len(state.get(column.key, [])) == 3]
        for place, at in sorted(known):
            _, width, hidden = state[columns[at].key]
            heads.moveSection(heads.visualIndex(at), min(max(place, 0), len(columns) - 1))
            self.setColumnHidden(at, bool(hidden) and at > 0)
            if not columns[at].stretches and width > 0:
                heads.resizeSection(at, width)

    def choose(self, places: Sequence[int], current: int | None = None) -> None:
        """Selects these rows and no others, whatever keys are held down; the keyboard goes to `current`."""
        selection, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        selection.clear()
        for place in places:
            selection.select(self.model().index(place, 0), flags.Select | flags.Rows)
        if current is not None:
            selection.setCurrentIndex(self.model().index(current, 0), flags.Current | flags.Select | flags.Rows)

    def selected_rows(self) -> list[int]:
        """The places of the selected rows, from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def selection_as_tsv(self) -> str:
        """The selected rows with the headings of the shown columns, as a spreadsheet takes them."""
        model, heads = self.model(), self.horizontalHeader()
        shown = sorted((at for at in range(model.columnCount()) if not self.isColumnHidden(at)), key=heads.visualIndex)
        titles = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in shown]
        lines = [[str(model.index(row, at).data() or "") for at in shown] for row in self.selected_rows()]
        return "\n".join("\t".join(_cell(value) for value in line) for line in [titles, *lines])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            self._paint_focus()

    def _paint_focus(self) -> None:
        """A mark at the left of the current row: where the keyboard is."""
        where = self.visualRect(self.currentIndex())
        painter = QPainter(self.viewport())
        painter.fillRect(0, where.top(), 3, where.height() - 1, QColor(tokens().accent))
        painter.end()


def _cell(value: str) -> str:
    """One cell of a TSV: no tab or line break inside, and nothing a spreadsheet would run as a formula."""
    flat = " ".join(value.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "@") or (flat[:1] == "-" and not flat[1:2].isdigit()) else flat


def copy_text(text: str) -> None:
    """Puts a text on the clipboard."""
    QApplication.clipboard().setText(text)
