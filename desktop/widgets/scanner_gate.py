"""The gate of wedge scanners: a burst of keys is a scan, wherever the focus is, and no part of it reaches a widget.

A scanner types like a person who needs under 50 ms a key and ends with Enter or Tab. The gate stands before the window
that has the keyboard and holds every key back until what follows says who typed it: a person's keys go on a moment later,
in order, a scan goes to the page in sight. It follows the keyboard from window to window; before the application it would
stand in the way of every event. What is a scan is decided in devices/drivers/wedge.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from devices.drivers.wedge import LONGEST, Burst, Fate, WedgeLearner, WedgeTiming

TAKES_SCANS = "takesScans"
"""The property of a text field into which a code may be scanned: it gets the whole code at once, without an end."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)

Taker = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Station:
    """A page that takes every scan while it is in sight."""

    page: QWidget
    taken: Taker
    broken: Taker
    is_before_all: bool


class _ShortcutGuard(QObject):
    """While a burst is typed no key of it is a shortcut: Enter would choose in an open list before the window hears of it.

    It stands before the application, where alone this can be seen, and only as long as keys are held back.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stands = False

    def stand(self, *, is_wanted: bool) -> None:
        """Before every event, or out of the way."""
        application = QCoreApplication.instance()
        if application is None or is_wanted == self._stands:
            return
        self._stands = is_wanted
        (application.installEventFilter if is_wanted else application.removeEventFilter)(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        event.accept()
        return True


class ScannerGate(QObject):
    """One for the application. `scanned` gives the code without its end, unless somebody else takes it.

    `clock` says when a key was pressed (s). `broken` gives what a burst without its end left at the desk.
    """

    scanned = Signal(str)
    broken = Signal(str)
    learning = Signal(object)

    def __init__(self, parent: QObject, clock: Callable[[QKeyEvent], float] | None = None) -> None:
        super().__init__(parent)
        self.clock = clock or _moment
        self._burst = Burst()
        self._window: QWindow | None = None
        self._has_left = False
        self._stations: list[_Station] = []
        self._first: Callable[[str], bool] | None = None
        self._learner: WedgeLearner | None = None
        self._held: list[QKeyEvent] = []
        self._down: set[int] = set()
        self._replays = False
        self._guard = _ShortcutGuard(self)
        self._is_muted: Callable[[], bool] = lambda: False
        self._wait = QTimer(self, singleShot=True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        # Nothing came for 50 ms; keys that wait in the queue because the window was busy are looked at before it is over.
        self._over = QTimer(self, singleShot=True, interval=0)
        self._wait.timeout.connect(self._over.start)
        self._over.timeout.connect(self._on_wait_over)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self.on_focus_window)
        self.on_focus_window(application.focusWindow())

    # Who takes scans -----------------------------------------------------------------------------

    def use(self, timing: WedgeTiming) -> None:
        """How this station's scanner types."""
        self._burst = Burst(timing)

    def give_to(self, page: QWidget, taken: Taker, broken: Taker, *, before_all: bool = False) -> None:
        """From now on `page` gets every scan while it is in sight; `broken` gets what a burst without an end left.

        `before_all`: also the codes that lead elsewhere; a sheet that tries a scanner wants to see those too.
        """
        station = _Station(page, taken, broken, before_all)
        self._stations.insert(0, station) if before_all else self._stations.append(station)

    def ask_first(self, taker: Callable[[str], bool]) -> None:
        """`taker` sees each code before any page and says whether it has done what the code wants."""
        self._first = taker

    def mute_while(self, is_so: Callable[[], bool]) -> None:
        """While it is so the codes of bursts come another way too: the keys are kept back and told to nobody."""
        self._is_muted = is_so

    def learn(self, learner: WedgeLearner | None) -> None:
        """All keys go to the learner alone, `learning` tells each; None: the gate is itself again."""
        self._learner = learner
        self._take_burst()

    @Slot(str)
    def take(self, code: str) -> None:
        """A code that came on a wire, or by keys, goes to who wants it."""
        station, field = self._station(), QApplication.focusWidget()
        is_asked = self._first is not None and not (station is not None and station.is_before_all)
        if is_asked and self._first is not None and self._first(code):
            return
        if station is not None:
            station.taken(code)
        elif isinstance(field, QLineEdit) and field.property(TAKES_SCANS) and not field.isReadOnly():
            field.insert(code) if not field.selectedText() else field.setText(code)
        else:
            self.scanned.emit(code)

    @Slot(str)
    def take_broken(self, code: str) -> None:
        """A part of a code: told, and used for nothing."""
        station = self._station()
        if station is not None:
            station.broken(code)
        else:
            self.broken.emit(code)

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
        self._guard.stand(is_wanted=False)
        self._held, self._stations, self._first, self._learner = [], [], None, None
        QGuiApplication.instance().focusWindowChanged.disconnect(self.on_focus_window)  # type: ignore[union-attr]
        self.on_focus_window(None)

    def _station(self) -> _Station | None:
        return next((each for each in self._stations if isValid(each.page) and each.page.isVisible()), None)

    # Keys ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or self._replays:
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._on_learning(event) if self._learner else self._on_press(event)
        return event.type() == QEvent.Type.KeyRelease and self._on_release(event)

    def _on_press(self, event: QKeyEvent) -> bool:
        """True when nobody else gets the key now."""
        moment = self.clock(event)
        if not self._burst.follows(moment):
            self._let_go()
        if event.key() in _MODIFIERS:
            return self._on_modifier(event)
        if event.modifiers() & _COMMANDS and not self._burst.may_go_on(event.text()):
            self._let_go()
            return False
        is_end = event.key() in _ENDS
        fate = self._burst.press(event.text(), moment, is_end=is_end, is_repeat=event.isAutoRepeat())
        if fate is Fate.PASS:
            self._let_go()
            return False
        self._down.add(event.key())
        if fate is Fate.SCANNED:
            self._give(self._take_burst(moment))
        elif fate is Fate.HOLD:
            self._hold(event)
        return True

    def _on_modifier(self, event: QKeyEvent) -> bool:
        """Shift may belong to the first character of a scan and waits with it; others only inside a burst."""
        if not self._burst.text and event.key() != Qt.Key.Key_Shift:
            return False
        self._hold(event)
        return True

    def _hold(self, event: QKeyEvent) -> None:
        self._down.add(event.key())
        if len(self._held) < LONGEST:
            self._held.append(event.clone())
        # Shift alone may begin a command as well as a scan: Ctrl+Shift and a key pressed at once are a command.
        self._guard.stand(is_wanted=bool(self._burst.text))
        self._wait.start(round(self._burst.wait_s * 1000))

    def _on_learning(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return False
        learner = self._learner
        if learner is not None and event.key() not in _MODIFIERS and not event.isAutoRepeat():
            self._down.add(event.key())
            learner.press(event.text(), self.clock(event), is_end=event.key() in _ENDS)
            self.learning.emit(learner)
        return True

    def _on_release(self, event: QKeyEvent) -> bool:
        """The release of a key that waits waits behind it; that of a key nobody got reaches nobody."""
        if event.key() not in self._down:
            return False
        if not event.isAutoRepeat():
            self._down.discard(event.key())
        if self._held and len(self._held) < LONGEST:
            self._held.append(event.clone())
        return True

    def _on_wait_over(self) -> None:
        if not self._wait.isActive():
            self._let_go()

    def _let_go(self) -> None:
        """A person's keys go where they were meant to go; a scan that broke off goes nowhere."""
        held, is_code = self._held, self._burst.is_code
        code = self._take_burst()
        if not is_code:
            self._replay(held)
        elif not self._burst.timing.has_end:
            self._give(code)
        elif self._station() is None and isinstance(QApplication.focusWidget(), _TEXT_FIELDS):
            # No person types so fast, but a program that fills in a field does; it sends no Enter.
            self._replay(held)
        else:
            self.take_broken(code)

    def _give(self, code: str) -> None:
        if not self._is_muted():
            self.take(code)

    def _take_burst(self, ended: float | None = None) -> str:
        code, self._held = self._burst.take(ended), []
        self._wait.stop()
        if ended is None:
            self._guard.stand(is_wanted=False)
        else:
            # A second end may come behind the first; when the silence is over nothing is held and the guard goes.
            self._wait.start(round(self._burst.wait_s * 1000))
        return code

    def _replay(self, held: list[QKeyEvent]) -> None:
        """Through the window, as if they came only now."""
        window, self._replays = self._window, True
        released = {one.key() for one in held if one.type() == QEvent.Type.KeyRelease}
        self._down -= {one.key() for one in held} - released
        try:
            for event in held:
                if window is not None and isValid(window):
                    QCoreApplication.sendEvent(window, event)
        finally:
            self._replays = False


def _moment(event: QKeyEvent) -> float:
    """When the key was pressed, in seconds: by the system's stamp, so that a busy moment of ours makes no burst."""
    return event.timestamp() / 1000 or time.monotonic()
