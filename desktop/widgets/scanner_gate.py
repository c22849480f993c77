"""The gate of wedge scanners: a burst of keys is a scan, wherever the focus is, and never presses the focused button.

A scanner types like a person who needs under 50 ms a key and ends with Enter or Tab. The gate stands before the window
that has the keyboard, keeps the burst from buttons and tables, and tells `scanned`. In a text field the characters stay.
It follows the keyboard from window to window; before the application it would stand in the way of every event.

A station takes the gate over (`give_to`): while its page is in sight every key waits 50 ms to see whether it is the
first of a burst, no field and no sheet gets a character of a scan, and a burst without its end is told as broken off.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

GAP_S = 0.05
SHORTEST = 4
LONGEST = 4096
"""Of a burst that does not end so much is kept: enough to say that it is no code."""
LOST = "\N{REPLACEMENT CHARACTER}"
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock)
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)

Taker = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Station:
    """A page that takes every scan while it is in sight."""

    page: QWidget
    taken: Taker
    broken: Taker


class ScannerGate(QObject):
    """One for the application. `scanned` gives the code without its end, unless a station in sight takes it.

    `clock` says when a key was pressed (s).
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject, clock: Callable[[QKeyEvent], float] | None = None) -> None:
        super().__init__(parent)
        self.clock = clock or _moment
        self._burst = ""
        self._last = float("-inf")
        self._window: QWindow | None = None
        self._has_left = False
        self._stations: list[_Station] = []
        self._held: list[QKeyEvent] = []
        self._wait = QTimer(self, singleShot=True, interval=round(GAP_S * 1000))
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        # Nothing came for 50 ms; keys that wait in the queue because the window was busy are looked at before it is over.
        self._over = QTimer(self, singleShot=True, interval=0)
        self._wait.timeout.connect(self._over.start)
        self._over.timeout.connect(self._on_wait_over)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self.on_focus_window)
        self.on_focus_window(application.focusWindow())

    def give_to(self, page: QWidget, taken: Taker, broken: Taker) -> None:
        """From now on `page` gets every scan while it is in sight; `broken` gets what a burst without an end left."""
        self._stations.append(_Station(page, taken, broken))

    @Slot(str)
    def take(self, code: str) -> None:
        """A code that came on a wire goes where a burst of keys would go."""
        station = self._station()
        if station is not None:
            station.taken(code)
        else:
            self.scanned.emit(code)

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
        self._wait.stop()
        self._over.stop()
        self._held, self._stations = [], []
        QGuiApplication.instance().focusWindowChanged.disconnect(self.on_focus_window)  # type: ignore[union-attr]
        self.on_focus_window(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        station = self._station()
        if event.type() == QEvent.Type.KeyPress:
            return self._on_key_at(station, event) if station else self._on_key(event)
        return event.type() == QEvent.Type.KeyRelease and self._on_release(event)

    def _station(self) -> _Station | None:
        return next((each for each in self._stations if isValid(each.page) and each.page.isVisible()), None)

    # At the desk ---------------------------------------------------------------------------------

    def _on_key(self, event: QKeyEvent) -> bool:
        """True when the key belongs to a scan and nobody else may have it."""
        follows = self._follows(event)
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

    def _follows(self, event: QKeyEvent) -> bool:
        """True when the key comes as soon behind the one before as only a scanner types."""
        now = self.clock(event)
        follows, self._last = now - self._last < GAP_S, now
        return follows

    # At a station --------------------------------------------------------------------------------

    def _on_key_at(self, station: _Station, event: QKeyEvent) -> bool:
        """Every character waits: only what comes behind it says whether a person or a scanner typed it."""
        follows = self._follows(event)
        if not follows:
            self._let_go(station)
        if event.key() in _ENDS:
            return self._end_at(station)
        if event.key() in _MODIFIERS:
            return bool(self._burst)
        # A key without a character inside a burst is a character that the keyboard could not carry.
        text = event.text() or (LOST if self._burst else "")
        if not text or (not self._burst and not text.isprintable()):
            self._let_go(station)
            return False
        # A control character inside a burst is part of what was read: it is for the judge to say that it is no code.
        self._burst = (self._burst + text)[:LONGEST]
        if len(self._held) < LONGEST:
            self._held.append(event.clone())
        self._wait.start()
        return True

    def _end_at(self, station: _Station) -> bool:
        if len(self._burst) < SHORTEST:
            self._let_go(station)
            return False
        code = self._take_burst()
        station.taken(code)
        return True

    def _on_release(self, event: QKeyEvent) -> bool:
        """The release of a key that waits waits behind it."""
        if not self._held or not event.text():
            return False
        if len(self._held) < LONGEST:
            self._held.append(event.clone())
        return True

    def _on_wait_over(self) -> None:
        station = self._station()
        if self._wait.isActive():
            return
        if station:
            self._let_go(station)
        else:
            self._take_burst()

    def _let_go(self, station: _Station) -> None:
        """A person's keys go where they were meant to go; a scan that broke off goes nowhere."""
        held, code = self._held, self._take_burst()
        if len(code) >= SHORTEST:
            station.broken(code)
        elif held:
            self._replay(held)

    def _take_burst(self) -> str:
        code, self._burst, self._held = self._burst, "", []
        self._wait.stop()
        return code

    def _replay(self, held: list[QKeyEvent]) -> None:
        for event in held:
            target = QApplication.focusWidget() or QApplication.activeWindow()
            if target is not None:
                QCoreApplication.sendEvent(target, event)


def _moment(event: QKeyEvent) -> float:
    """When the key was pressed, in seconds: by the system's stamp, so that a busy moment of ours makes no burst."""
    return event.timestamp() / 1000 or time.monotonic()
