"""Emptying a layout that is filled anew."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


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
