"""The command palette (Ctrl+K): one field that finds orders, pages and commands. palette_controller.py asks the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.widgets import icons
from desktop.widgets.fields import LineEdit
from desktop.widgets.labels import Label, hairline
from desktop.widgets.lettering import Size, font
from desktop.widgets.sheet import Sheet
from desktop.widgets.theme import tokens
from domain.common.sentences import _

HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW = 42
MOST_ROWS = 10

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `kind` is "order", "orders" or "command", `target` an order's id, words, or a command's key."""

    kind: str
    target: str
    icon: str
    title: str
    detail: str = ""
    shortcut: str = ""


class HitsModel(QAbstractListModel):
    """What was found, best first."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Other hits."""
        self.beginResetModel()
        self.hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{hit.title} {hit.detail}".strip()
        return hit if role == HIT_ROLE else None


class HitDelegate(QStyledItemDelegate):
    """Icon, title, detail behind it, the key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, hit = tokens(), cast(Hit, index.data(HIT_ROLE))
        room = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(room.adjusted(8, 1, -8, -1), 6, 6)
        icons.paint(painter, hit.icon, theme.ink_2, QRectF(room.left() + 20, room.center().y() - 10, 20, 20))
        left = self._text(painter, hit.title, font(Size.BODY), theme.ink, room.left() + 52, room)
        self._text(painter, hit.detail, font(Size.SMALL), theme.ink_2, left + 12, room)
        self._key(painter, hit.shortcut, room)
        painter.restore()

    def _text(self, painter: QPainter, text: str, letter: Any, colour: str, left: float, room: QRectF) -> float:
        metrics = QFontMetricsF(letter)
        free = QRectF(left, room.top(), max(0.0, room.right() - 90 - left), room.height())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, free.width())
        painter.setFont(letter)
        painter.setPen(QColor(colour))
        painter.drawText(free, int(Qt.AlignmentFlag.AlignVCenter), shown)
        return left + metrics.horizontalAdvance(shown)

    def _key(self, painter: QPainter, text: str, room: QRectF) -> None:
        painter.setFont(font(Size.SMALL))
        painter.setPen(QColor(tokens().mute))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(0, 0, -22, 0), int(right), text)


class _Field(LineEdit):
    """The palette's field: arrows walk in the list below."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)


class Palette(Sheet):
    """`words_changed` while typing, `hit_chosen` at the end."""

    words_changed = Signal(str)
    hit_chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=640, from_top=70)
        self.body.setContentsMargins(0, 12, 0, 8)
        self.body.setSpacing(6)
        self.field = _Field()
        self.field.setFont(font(Size.LARGE))
        self.field.setFrame(False)
        self.field.setStyleSheet("QLineEdit, QLineEdit:focus { border: 0; padding: 0 20px; background: transparent; }")
        self.model = HitsModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.nothing = Label(tone="mute", wrap=True)
        self.nothing.setContentsMargins(20, 10, 20, 14)
        for widget in (self.field, hairline(), self.list, self.nothing):
            self.body.addWidget(widget)
        self.texts.put(self.field.setPlaceholderText, lambda: _("An order's phone tail, number or name; or a command"))
        self.texts.put(self.field.setAccessibleName, lambda: _("Search"))
        self._connect()

    def _connect(self) -> None:
        self.field.textChanged.connect(self.words_changed)
        self.field.walked.connect(self._on_walked)
        self.field.returnPressed.connect(self._on_return)
        self.list.clicked.connect(self._choose)

    def open_palette(self, words: str = "") -> None:
        """Opens it with these words in the field."""
        self.open_sheet(self.field)
        self.field.setText(words)
        self.field.selectAll()
        self.words_changed.emit(words)

    def show_hits(self, hits: Sequence[Hit], nothing: str) -> None:
        """What was found; `nothing` is said when it is empty."""
        self.model.show_hits(hits)
        self.list.setFixedHeight(min(len(hits), MOST_ROWS) * ROW + 4)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        self.nothing.setText(nothing)
        if hits:
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.fit()

    def _on_walked(self, step: int) -> None:
        rows = self.model.rowCount()
        if rows:
            at = min(max(self.list.currentIndex().row() + step, 0), rows - 1)
            self.list.setCurrentIndex(self.model.index(at, 0))

    def _on_return(self) -> None:
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            hit = self.model.hits[index.row()]
            self.close_sheet()
            self.hit_chosen.emit(hit)
