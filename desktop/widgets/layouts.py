"""Holders without a surface of their own, scrolled pages, and emptying a layout that is filled anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def holder(layout: QLayout, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int | None = None) -> QWidget:
    """A widget that holds the layout and shows the surface below it."""
    widget = QWidget()
    widget.setProperty("role", "clear")
    layout.setContentsMargins(*margins)
    if gap is not None:
        layout.setSpacing(gap)
    widget.setLayout(layout)
    return widget


def scrolled(inner: QWidget) -> QScrollArea:
    """The widget in an area that scrolls up and down where it is higher than its room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    return area


def clear(layout: QLayout, *, keep: int = 0) -> None:
    """Takes the widgets out of the layout, all but the last `keep`."""
    while layout.count() > keep:
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            drop(widget)


def drop(widget: QWidget) -> None:
    """Gone at once for the eye, deleted when the event loop turns."""
    widget.hide()
    widget.deleteLater()
