"""All words that a window shows now, as a person would read them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTableView, QWidget

from desktop.widgets.cards import StageCard


def said(window: QWidget) -> list[tuple[str, QWidget]]:
    """Every visible text with its widget: labels, buttons, choices, hints of fields, headings of tables."""
    return [
        (text, widget) for widget in window.findChildren(QWidget) if widget.isVisible() for text in _of(widget) if text
    ]


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, StageCard):
        yield from (text for text, _width in widget.texts())
    elif isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text().replace("&&", "&")
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
        yield widget.placeholderText()
    elif isinstance(widget, QTableView) and widget.model() is not None:
        model = widget.model()
        yield from (str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(model.columnCount()))
    yield widget.toolTip()
    yield widget.accessibleName()
