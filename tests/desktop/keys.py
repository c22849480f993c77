"""Keys as a keyboard or a wedge sends them to a window: pressed and released at once, nothing else happens in between.

QTest lets the event loop turn after each key; on a busy machine that makes a slow person of a scanner.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow


def click(window: QWindow, key: str | Qt.Key, *, control: str = "") -> None:
    """One key of the window: a character, or a key without one; `control`: the character Ctrl and the key make."""
    if isinstance(key, str):
        code, text = Qt.Key(ord(key.upper())), key
        modifier = Qt.KeyboardModifier.ShiftModifier if key.isupper() else Qt.KeyboardModifier.NoModifier
    else:
        code, text, modifier = key, control, Qt.KeyboardModifier.NoModifier
    if control:
        modifier = Qt.KeyboardModifier.ControlModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window, QKeyEvent(kind, code, modifier, text))
