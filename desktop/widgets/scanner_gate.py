"""The gate of wedge scanners: a burst of keys is a scan, wherever the focus is, and never presses the focused button.

A scanner types like a person who needs under 50 ms a key and ends with Enter or Tab. The gate watches every key of
the application, keeps the burst from buttons and tables, and tells `scanned`. In a text field the characters stay.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

GAP_S = 0.05
SHORTEST = 4
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class ScannerGate(QObject):
    """Installed on the application once. `scanned` gives the code without its end."""

    scanned = Signal(str)

    def __init__(self, parent: QObject, clock: Callable[[QKeyEvent], float] | None = None) -> None:
        super().__init__(parent)
        self._clock = clock or _moment
        self._burst = ""
        self._last = float("-inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every key comes once to the window before it comes to the widget with the focus.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched.isWindowType():
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
