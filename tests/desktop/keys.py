"""Keys as a keyboard or a wedge sends them to a window, and the hands that press them: `Gun(desk).scan(code)`.

QTest lets the event loop turn after each key; on a busy machine that makes a slow person of a scanner.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest


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


class Stamps:
    """When keys are pressed, as their sender stamps them: a busy test machine does not make a person of a scanner."""

    def __init__(self, desk: Any) -> None:
        self.now, self.gap = 0.0, 0.005
        desk.frame.gate.clock = self

    def __call__(self, _event: QKeyEvent) -> float:
        self.now += self.gap
        return self.now

    def begin(self, gap: float) -> None:
        """Another hand, a while later."""
        self.now, self.gap = self.now + 1, gap


def stamps(desk: Any) -> Stamps:
    """The stamps of a desk, made once."""
    clock = desk.frame.gate.clock
    return clock if isinstance(clock, Stamps) else Stamps(desk)


class Gun:
    """A wedge scanner in the window of a desk."""

    def __init__(self, desk: Any) -> None:
        self._desk, self._stamps = desk, stamps(desk)

    @property
    def _window(self) -> Any:
        return self._desk.frame.window.windowHandle()

    def scan(self, code: str) -> None:
        """Real keys, no pause between, Enter at the end; back when the verdict is there."""
        self.send(code)
        self._desk.settle()

    def send(self, code: str) -> None:
        """The same without waiting for anything."""
        self.keys(code)
        click(self._window, Qt.Key.Key_Return)

    def keys(self, code: str) -> None:
        """The keys alone."""
        self._stamps.begin(0.005)
        for character in code:
            if character.isprintable():
                click(self._window, character)
            else:
                click(self._window, Qt.Key.Key_BracketRight, control=character)


class Person:
    """Fingers on the keyboard of a station: slow."""

    def __init__(self, desk: Any, qtbot: Any) -> None:
        self._desk, self._qtbot, self._stamps = desk, qtbot, stamps(desk)

    def type(self, text: str, *, enter: bool = True) -> None:
        """Key by key, slower than any scanner."""
        for character in text:
            self.press(character)
        if enter:
            self.press(Qt.Key.Key_Return)

    def press(self, key: str | Qt.Key) -> None:
        """One key."""
        self._stamps.begin(0.2)
        QTest.keyClick(self._desk.frame.window.windowHandle(), key)
        self._qtbot.wait(70)
        self._desk.settle()
