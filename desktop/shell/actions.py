"""Every command of the window as one QAction with its key: the rail, the palette and the sheet of keys all read here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.widgets.texts import Text, Texts

SECTIONS = ("go", "orders", "night", "window")


@dataclass(frozen=True, slots=True)
class Command:
    """A named command: `section` (one of SECTIONS) groups it on the sheet of keys."""

    key: str
    section: str
    action: QAction
    icon: str


class Actions(QObject):
    """The commands of one window, in the order they were added."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._texts = Texts(window)
        self.commands: dict[str, Command] = {}

    def add(
        self,
        key: str,
        section: str,
        text: Text,
        act: Callable[[], object],
        shortcut: str = "",
        *,
        icon: str = "chevron-right",
    ) -> QAction:
        """A new command. Its key works anywhere in the window while no sheet is open."""
        action = QAction(self._window)
        self._texts.put(action.setText, text)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: act())
        self._window.addAction(action)
        self.commands[key] = Command(key, section, action, icon)
        return action

    def with_keys(self) -> list[Command]:
        """The commands that have a key: ways first, then the work, then the window."""
        found = [command for command in self.commands.values() if key_text(command.action)]
        return sorted(found, key=lambda command: SECTIONS.index(command.section))

    def trigger(self, key: str) -> None:
        """Does a command as if its key was pressed."""
        self.commands[key].action.trigger()


def key_text(action: QAction) -> str:
    """“Ctrl+I” as this system writes it; empty without a key."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
