"""The gate of wedge scanners: a burst of keys is a scan, wherever the focus is, and never presses the focused button.

A scanner types like a person who needs under 50 ms a key and ends with Enter or Tab. The gate stands before the window
that has the keyboard, keeps the burst from buttons and tables, and tells `scanned`. In a text field the characters stay.
It follows the keyboard from window to window; before the application it would stand in the way of every event.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit
from shiboken6 import isValid

GAP_S = 0.05
SHORTEST = 4
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class ScannerGate(QObject):
    """One for the application. `scanned` gives the code without its end."""

    scanned = Signal(str)

    def __init__(self, parent: QObject, clock: Callable[[QKeyEvent], float] | None = None) -> None:
        super().__init__(parent)
        self._clock = clock or _moment
        self._burst = ""
        self._last = float("-inf")
        self._window: QWindow | None = None
        self._has_left = False
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self.on_focus_window)
        self.on_focus_window(application.focusWindow())

    @Slot(object)
    def on_focus_window(self, window: QWindow | None) -> None:
        """Stands before the window that has the keyboard now."""
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def leave(self) -> None:
        """Its window is closed: it watches nothing any more."""
        if self._has_left:
            return
        self._has_left = True
        QGuiApplication.instance().focusWindowChanged.disconnect(self.on_focus_window)  # type: ignore[union-attr]
        self.on_focus_window(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        """True when the key belongs to a scan and nobody else may have it."""
        now = self._clock(event)
        follows, self._last = now - self._last < GAP_S, now
        if event.key() in _ENDS:
            return self._end_of_burst(follows)
        text = event.text()
        if len(text) != 1 or not text.isprintable() or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self._burst = ""
            return False
        self._burst = self._burst + text if follows else text
        return follows and not isinstance(QApplication.focusWidget(), _TEXT_FIELDS)

    def _end_of_burst(self, follows: bool) -> bool:
        code, self._burst = self._burst, ""
        if not follows or len(code) < SHORTEST:
            return False
        self.scanned.emit(code)
        return True


def _moment(event: QKeyEvent) -> float:
    """When the key was pressed, in seconds: by the system's stamp, so that a busy moment of ours makes no burst."""
    return event.timestamp() / 1000 or time.monotonic()
