"""Where Tab stops, in the order of the layouts: as one reads, also for what was made later."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

# What is inside these belongs to them.
_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)


def stops(root: QWidget) -> list[QWidget]:
    """The widgets below `root` that take the focus by Tab."""
    return list(_walk(root))


def walk_on(root: QWidget, *, forward: bool) -> bool:
    """Puts the focus on the next stop below `root`, round the end; False when there is none."""
    found = stops(root)
    here = QApplication.focusWidget()
    if not found:
        return False
    at = found.index(here) + (1 if forward else -1) if here in found else 0 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[at % len(found)].setFocus(reason)
    return True


def _walk(widget: QWidget) -> Iterator[QWidget]:
    if widget.isHidden() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QScrollArea):
        yield widget
    if not isinstance(widget, _WHOLE):
        for child in _inside(widget):
            yield from _walk(child)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QStackedWidget):
        current = widget.currentWidget()
        yield from [current] if current else []
    elif isinstance(widget, QScrollArea):
        inner = widget.widget()
        yield from [inner] if inner else []
    elif isinstance(widget, QSplitter):
        for at in range(widget.count()):
            part = widget.widget(at)
            yield from [part] if part else []
    else:
        layout = widget.layout()
        yield from _of_layout(layout) if layout else []


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item else None
        child = item.widget() if item else None
        if inner is not None:
            yield from _of_layout(inner)
        elif child is not None:
            yield child
