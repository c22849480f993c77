"""Language, theme, window and the small sheets: all that works before the books are open. Remembered in settings.py."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QLibraryInfo, QObject, QTranslator, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.background.scale import PRACTICE, Scale, kinds, places
from desktop.background.scanner import Scanner, keyboards
from desktop.background.weights import lamp_of
from desktop.settings import Settings
from desktop.shell.actions import key_text
from desktop.shell.window import MainWindow
from desktop.widgets.sounds import Sounds
from desktop.widgets.texts import Text, say_everything
from desktop.widgets.theme import ThemeSwitch
from desktop.widgets.tones import Sound
from domain.common.sentences import _, language, use_language


class Appearance(QObject):
    """Puts on what the settings say and keeps what the person chooses. `seated(person, station)`, `workspace_shown(key)`."""

    seated = Signal(str, str)
    workspace_shown = Signal(str)

    def __init__(self, window: MainWindow, settings: Settings, theme: ThemeSwitch) -> None:
        super().__init__(window)
        self._window, self._settings, self._theme = window, settings, theme
        self._qt_words = QTranslator(self)
        self._load_qt_words()
        self._add_commands()
        self._connect()
        self._restore_geometry()

    def _add_commands(self) -> None:
        add = self._window.actions_list.add
        add("palette", "go", lambda: _("Search"), self._window.palette_sheet.open_palette, "Ctrl+K", icon="search")
        add("theme_light", "window", lambda: _("Light colours"), lambda: self.choose_theme("light"), icon="sun")
        add("theme_dark", "window", lambda: _("Dark colours"), lambda: self.choose_theme("dark"), icon="moon")
        add("theme", "window", lambda: _("Light or dark"), self.toggle_theme, "Ctrl+Shift+L", icon="moon")
        add("language", "window", lambda: _("中文 / English"), self.toggle_language, "Ctrl+Shift+G", icon="globe")
        add("settings", "window", lambda: _("Settings"), self.open_settings, "Ctrl+,", icon="settings")
        add("full_screen", "window", lambda: _("Full screen"), self.toggle_full_screen, "F11", icon="panel-right")
        add("keys", "window", lambda: _("Keys"), self._window.keys.open_keys, "F1", icon="keyboard")
        add("about", "window", lambda: _("About Daybreak"), self._window.about.open_sheet, icon="info")
        add("quit", "window", lambda: _("Quit"), self._window.close, "Ctrl+Q", icon="close")

    def _connect(self) -> None:
        window = self._window
        window.rail.chosen.connect(self.on_rail)
        window.header.search_wanted.connect(window.palette_sheet.open_palette)
        window.header.person_wanted.connect(self.open_settings)
        window.settings.language_chosen.connect(self.choose_language)
        window.settings.theme_chosen.connect(self.choose_theme)
        window.settings.seated.connect(self.on_seated)
        window.closing.connect(self.on_closing)

    def use_devices(self, scale: Scale, scanner: Scanner, sounds: Sounds) -> None:
        """The scale, the scanner and the sounds that the sheet of settings sets up; the foot shows how the scale is."""
        self._scale, self._scanner, self._sounds = scale, scanner, sounds
        scale.live_changed.connect(self.show_scale)
        self._window.language_changed.connect(self.show_scale)
        self._window.settings.scanner_chosen.connect(self.on_scanner_chosen)
        self._window.settings.scale_chosen.connect(self.on_scale_chosen)
        self._window.settings.volume_chosen.connect(self.on_volume_chosen)
        self._window.settings.station_set.connect(self.on_station_set)

    @Slot(str, str)
    def on_scale_chosen(self, address: str, kind: str) -> None:
        settings = self._settings
        if (address, kind) != (settings.scale_address, settings.scale_kind):
            settings.scale_address, settings.scale_kind = address, kind
            settings.save()
            self._scale.connect_to(address, kind)

    @Slot()
    def show_scale(self) -> None:
        """Whether the scale can be relied on, at the foot of the window."""
        self._window.status.show_scale(*lamp_of(self._scale.live))

    @Slot(str)
    def on_scanner_chosen(self, address: str) -> None:
        if address != self._settings.scanner_address:
            self._settings.scanner_address = address
            self._settings.save()
            self._scanner.connect_to(address)

    @Slot(int)
    def on_volume_chosen(self, volume: int) -> None:
        is_another = volume != self._settings.volume
        self._settings.volume = self._sounds.volume = volume
        if is_another:
            self._settings.save()
            self._sounds.play(Sound.RIGHT)

    @Slot(bool, bool)
    def on_station_set(self, auto_weight: bool, full_screen: bool) -> None:
        self._settings.auto_weight, self._settings.station_full_screen = auto_weight, full_screen
        self._settings.save()

    def add_workspace_command(self, key: str, text: Text, shortcut: str, icon: str) -> None:
        """The way to a workspace by key and palette."""
        action = self._window.actions_list.add(f"go_{key}", "go", text, lambda: self.go(key), shortcut, icon=icon)
        self._window.rail.hint(key, key_text(action))

    def go(self, key: str) -> None:
        """Shows a workspace."""
        self._settings.workspace = key
        self._window.show_workspace(key)
        self.workspace_shown.emit(key)

    @Slot(str)
    def on_rail(self, key: str) -> None:
        if key == "settings":
            self.open_settings()
        elif key == "help":
            self._window.keys.open_keys()
        else:
            self.go(key)

    def open_settings(self) -> None:
        """The sheet of settings with what is set now."""
        settings = self._settings
        sheet = self._window.settings
        ports = places()
        sheet.show_devices(ports, kinds(settings.scales_folder), settings.scale_address, settings.scale_kind)
        sheet.show_scanner([*(port for port in ports if port != PRACTICE), *keyboards()], settings.scanner_address)
        sheet.show_volume(settings.volume)
        sheet.show_prints(settings.prints)
        sheet.show_station(auto_weight=settings.auto_weight, full_screen=settings.station_full_screen)
        sheet.open_settings(language(), self._theme.choice, settings.person, settings.station)

    @Slot(str)
    def choose_theme(self, choice: str) -> None:
        self._settings.theme = choice
        self._theme.choose(choice)

    def toggle_theme(self) -> None:
        """Light for dark, dark for light."""
        from desktop.widgets.theme import tokens

        self.choose_theme("light" if tokens().name == "dark" else "dark")

    @Slot(str)
    def choose_language(self, wanted: str) -> None:
        """Switches every text of the open window."""
        self._settings.language = wanted
        use_language(wanted)
        self._load_qt_words()
        say_everything()
        QApplication.sendEvent(self._window, QEvent(QEvent.Type.LanguageChange))

    def toggle_language(self) -> None:
        """Chinese for English and back."""
        self.choose_language("en" if language() == "zh_CN" else "zh_CN")

    def _load_qt_words(self) -> None:
        """Qt's own words (menus of text fields, file dialogs)."""
        QApplication.removeTranslator(self._qt_words)
        if language() == "zh_CN":
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._qt_words.load("qtbase_zh_CN", folder):
                QApplication.installTranslator(self._qt_words)

    def toggle_full_screen(self) -> None:
        """The whole screen, and back."""
        self._window.showNormal() if self._window.isFullScreen() else self._window.showFullScreen()

    @Slot(str, str)
    def on_seated(self, person: str, station: str) -> None:
        self._settings.person = person or self._settings.person
        self._settings.station = station or self._settings.station
        self._settings.save()
        self.seated.emit(self._settings.person, self._settings.station)

    @Slot()
    def on_closing(self) -> None:
        self._settings.geometry = bytes(self._window.saveGeometry().toBase64().data()).decode("ascii")
        self._settings.save()

    def _restore_geometry(self) -> None:
        """Where the window was; in the middle of the screen when that place is gone."""
        kept = QByteArray.fromBase64(self._settings.geometry.encode("ascii", "ignore"))
        if kept and self._window.restoreGeometry(kept):
            middle = self._window.frameGeometry().center()
            if not any(screen.geometry().contains(middle) for screen in QGuiApplication.screens()):
                self._window.move(QGuiApplication.primaryScreen().availableGeometry().topLeft())
