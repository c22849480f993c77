"""Frozen rows as a Qt table model: columns say how a row reads, the model holds the rows and nothing else.

Small lists use RowsModel as it is; the table of orders pages behind it (views/orders/table/model.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.widgets.badges import Mark

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

MARK_ROLE = int(Qt.ItemDataRole.UserRole) + 1
QUIET_ROLE = int(Qt.ItemDataRole.UserRole) + 2
STRIKE_ROLE = int(Qt.ItemDataRole.UserRole) + 3
MIDDLE_ROLE = int(Qt.ItemDataRole.UserRole) + 4
BAR_ROLE = int(Qt.ItemDataRole.UserRole) + 5

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """How one column reads: `text` of a row; `mark` draws a badge instead, `bar` (done, all) a bar before it; `hint` is
    the whole story on hover."""

    key: str
    title: Callable[[], str]
    text: Callable[[Row], str]
    width: int = 120
    is_number: bool = False
    is_quiet: bool = False
    elides_middle: bool = False
    stretches: bool = False
    mark: Callable[[Row], Mark | None] | None = None
    hint: Callable[[Row], str] | None = None
    bar: Callable[[Row], tuple[int, int]] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under columns. `show_rows` replaces them all; a row's `key` keeps the selection over a refresh."""

    def __init__(self, columns: Sequence[Column[Row]], *, struck: Callable[[Row], bool] | None = None) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self._struck = struck

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def show_same(self, rows: Sequence[Row]) -> None:
        """The same things with other words (their age): selection and place stay as they are."""
        self.rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def say_again(self) -> None:
        """The language changed: headings and words are asked anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.hint(row) if column.hint else None
        if role == MARK_ROLE:
            return column.mark(row) if column.mark else None
        if role == MIDDLE_ROLE:
            return column.elides_middle
        if role == BAR_ROLE:
            return column.bar(row) if column.bar else None
        if role == QUIET_ROLE:
            return column.is_quiet
        if role == STRIKE_ROLE:
            return bool(self._struck and self._struck(row))
        return None
