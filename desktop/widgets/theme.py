"""Puts a theme on the application: an explicit palette, one small style sheet, and a word to who paints by hand.

Widgets that paint themselves ask `tokens()` at every paint. stylesheet.py holds the sheet.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.widgets.stylesheet import style_sheet
from desktop.widgets.tokens import DARK, LIGHT, Tokens

CHOICES = ("light", "dark", "system")

_current = LIGHT


def tokens() -> Tokens:
    """The theme that is on now."""
    return _current


class ThemeSwitch(QObject):
    """Follows the person's choice and, when it is "system", the system's. `changed` comes after all is put on."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = "system"
        self._hints = QGuiApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> str:
        """ "light", "dark" or "system"."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Puts the theme on and keeps following the system when asked to."""
        self._choice = choice if choice in CHOICES else "system"
        put_on(self._wanted())
        self.changed.emit()

    def _wanted(self) -> Tokens:
        if self._choice == "system":
            return DARK if self._hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self.choose("system")


def put_on(theme: Tokens) -> None:
    """Palette and style sheet of the whole application."""
    global _current
    _current = theme
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("a theme needs the QApplication")
    application.setPalette(palette_of(theme))
    application.setStyleSheet(style_sheet(theme))


def palette_of(theme: Tokens) -> QPalette:
    """Every role that Fusion draws with; the disabled group reads fainter, never grey on grey."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.ground,
        role.WindowText: theme.ink,
        role.Base: theme.panel,
        role.AlternateBase: theme.sunken,
        role.Text: theme.ink,
        role.PlaceholderText: theme.mute,
        role.Button: theme.panel,
        role.ButtonText: theme.ink,
        role.BrightText: theme.wrong,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.ink,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.panel,
        role.Midlight: theme.sunken,
        role.Mid: theme.line,
        role.Dark: theme.line_strong,
        role.Shadow: theme.line_strong,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.mute))
    return palette
