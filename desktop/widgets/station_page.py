"""The base of a station's page: it keeps the keyboard for itself. Digits and letters gather, keys go out as signals.

A scan never comes this way (scanner_gate.py), an input method never stands between. Pages draw their own parts.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

from desktop.widgets.key_bar import KeyBar
from desktop.widgets.screen import Screen
from desktop.widgets.station_part import zoom_for

LONGEST_TYPED = 40


class StationPage(Screen):
    """`acted(key)` for a key of `own_keys` that can be used now, `entered(text)` for Enter, `left` for Esc when nothing
    is typed."""

    acted = Signal(str)
    entered = Signal(str)
    left = Signal()

    def __init__(self, own_keys: Mapping[Qt.Key, str]) -> None:
        super().__init__()
        self.typed, self._hint = "", ""
        self._own_keys = dict(own_keys)
        self._silent: frozenset[str] = frozenset()
        self.keys = KeyBar()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # An input method would swallow what a person types here; scans never come this way.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.keys.pressed.connect(self.press)

    def keys_without_button(self, keys: frozenset[str]) -> None:
        """Keys that work although the foot shows no button for them."""
        self._silent = keys

    def fit(self, zoom: float) -> None:
        """Everything as large as the window allows."""
        raise NotImplementedError

    def show_typed(self, text: str, hint: str | None = None) -> None:
        """What is typed so far, and what may be typed."""
        self.typed = text[:LONGEST_TYPED]
        self._hint = self._hint if hint is None else hint
        self.keys.typed.show_text(self.typed, self._hint)

    def press(self, key: str) -> None:
        """By key or by hand alike: a key that cannot be used now does nothing."""
        button = self.keys.buttons.get(key)
        is_usable = button.isEnabled() and not button.isHidden() if button is not None else key in self._silent
        if is_usable:
            self.acted.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in self._own_keys:
            self.press(self._own_keys[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text = self.typed
            self.show_typed("")
            self.entered.emit(text)
        elif key == Qt.Key.Key_Escape:
            self._on_escape()
        elif key == Qt.Key.Key_Backspace:
            self.show_typed(self.typed[:-1])
        elif len(event.text()) == 1 and event.text().isprintable() and not event.text().isspace():
            self.show_typed(self.typed + event.text())
        else:
            super().keyPressEvent(event)

    def _on_escape(self) -> None:
        if self.typed:
            self.show_typed("")
        else:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """The station's own keys come before the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and (Qt.Key(event.key()) in self._own_keys or event.key() == Qt.Key.Key_Escape):
                event.accept()
                return True
        return super().event(event)

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """The keyboard stays where it is."""
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(zoom_for(self.width(), self.height()))
