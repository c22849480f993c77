"""The window's small sheets: the keys (F1), about, settings. Each says what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.shell.actions import Actions, key_text
from desktop.widgets.buttons import QUIET, Button
from desktop.widgets.fields import Choice, Field, LineEdit, Tick
from desktop.widgets.labels import Label
from desktop.widgets.layouts import clear
from desktop.widgets.lettering import Size
from desktop.widgets.sheet import Sheet
from desktop.widgets.sounds import VOLUMES
from domain.common.sentences import _


class KeysSheet(Sheet):
    """Every command that has a key, by section, in two columns."""

    def __init__(self, over: QWidget, actions: Actions) -> None:
        super().__init__(over, width=720)
        self._actions = actions
        self.title = self.head()
        self.texts.put(self.title.setText, lambda: _("Keys"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.body.addLayout(self._grid)
        hint = Label(size=Size.SMALL, tone="mute", wrap=True)
        self.texts.put(
            hint.setText, lambda: _("Tab walks through everything, Esc goes back, Enter presses what is marked.")
        )
        self.body.addWidget(hint)

    def open_keys(self) -> None:
        """Lists the commands as they are called now."""
        clear(self._grid)
        commands = self._actions.with_keys()
        half = (len(commands) + 1) // 2
        for at, command in enumerate(commands):
            key = Label(key_text(command.action), bold=True)
            key.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(Label(command.action.text()), at % half, 3 * (at // half))
            self._grid.addWidget(key, at % half, 3 * (at // half) + 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(2, 24)
        self._grid.setColumnStretch(3, 1)
        self.open_sheet()


class AboutSheet(Sheet):
    """Name, version, licence, fonts."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=460)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Daybreak 晨配"))
        self._version = Label(bold=True)
        self.body.addWidget(self._version)
        words: tuple[Callable[[], str], ...] = (
            lambda: _("Orders in, cutoff, purchase, pick, hand over: a calm night for community group-buying."),
            lambda: _("Apache License 2.0. Qt and PySide6 under LGPL 3, fonts under the SIL Open Font License."),
        )
        for word in words:
            label = Label(tone="ink_2", wrap=True)
            self.texts.put(label.setText, word)
            self.body.addWidget(label)

    def show_version(self, version: str, database: str) -> None:
        """The program's version and where the books are."""
        self._version.setText(_("Version {version}").format(version=version) + f" · {database}")


class SettingsSheet(Sheet):
    """Language, theme, who works here and where, the station's scale and sounds; language and theme change while one looks.

    The company's name is the books' own: its field is there while they are open. `company_named` when it was changed.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    seated = Signal(str, str)
    scale_chosen = Signal(str, str)
    volume_chosen = Signal(int)
    scanner_chosen = Signal(str)
    station_set = Signal(bool, bool)
    prints_chosen = Signal(bool)
    company_named = Signal(str)

    LANGUAGES = (("zh_CN", "简体中文"), ("en", "English"))

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=640)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Settings"))
        self._fields, self._taken = QGridLayout(), 0
        self._fields.setHorizontalSpacing(16)
        self._fields.setVerticalSpacing(12)
        self._fields.setColumnStretch(0, 1)
        self._fields.setColumnStretch(1, 1)
        self.body.addLayout(self._fields)
        self.language, self.theme = Choice(), Choice()
        self.person, self.station = LineEdit(), LineEdit()
        self.person.setMaxLength(40)
        self.station.setMaxLength(40)
        self._add(self.language, lambda: _("Language"))
        self._add(self.theme, lambda: _("Colours"))
        self._add(self.person, lambda: _("Who works here"))
        self._add(self.station, lambda: _("Station"))
        self.company = LineEdit()
        self._company_field = self._add(self.company, lambda: _("Company, as papers name it"), columns=2)
        self._company_field.hide()
        self._company = ""
        for code, name in self.LANGUAGES:
            self.language.addItem(name, code)
        for code in ("system", "light", "dark"):
            self.theme.addItem("", code)
        self._add_devices()
        self.texts.put(lambda _text: self._say_choices(), lambda: "")
        self.done = self.feet()
        self.texts.put(self.done.setText, lambda: _("Keep"))
        self._connect()

    def _add_devices(self) -> None:
        """Where the scale is, what it speaks, how loud the sounds are."""
        self.scale, self.scale_kind, self.volume, self.scanner = Choice(), Choice(), Choice(), Choice()
        for place in (self.scale, self.scanner):
            place.setEditable(True)
            place.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        for volume in VOLUMES:
            self.volume.addItem("", volume)
        self._add(self.scale, lambda: _("Scale (port or address; empty: none)"))
        self._add(self.scanner, lambda: _("Scanner (port; empty: it types)"))
        self._add(self.scale_kind, lambda: _("What the scale speaks"))
        self._add(self.volume, lambda: _("Sounds"))
        self.auto_weight, self.full_screen, self.prints = Tick(), Tick(), Tick()
        self.texts.put(self.auto_weight.setText, lambda: _("Take a stable weight by itself"))
        self.texts.put(self.full_screen.setText, lambda: _("Stations fill the screen"))
        ticks = QHBoxLayout()
        ticks.addWidget(self.auto_weight, 1)
        ticks.addWidget(self.full_screen, 1)
        self.body.addLayout(ticks)
        self.try_scanner = Button(QUIET)
        self.texts.put(self.try_scanner.setText, lambda: _("Try the scanner…"))
        self.add_printer, self.set_up_scale = Button(QUIET), Button(QUIET)
        self.texts.put(self.prints.setText, lambda: _("This desk prints labels"))
        self.texts.put(self.add_printer.setText, lambda: _("Add a printer…"))
        self.texts.put(self.set_up_scale.setText, lambda: _("Scale…"))
        tries = QHBoxLayout()
        tries.addWidget(self.prints, 1)
        for button in (self.add_printer, self.set_up_scale, self.try_scanner):
            tries.addWidget(button)
        self.body.addLayout(tries)

    def _add(self, content: QWidget, name: Callable[[], str], columns: int = 1) -> Field:
        """The next field, beside the one before where there is room, else below."""
        field = Field(content)
        self.texts.put(field.say, name)
        at = self._taken if columns == 1 else self._taken + self._taken % 2
        self._fields.addWidget(field, at // 2, at % 2, 1, columns)
        self._taken = at + columns
        return field

    def show_company(self, name: str, longest: int) -> None:
        """The company's name of the open books, and how long it may be."""
        self._company = name
        self.company.setMaxLength(longest)
        self.company.setText(name)
        self._company_field.show()

    def _connect(self) -> None:
        self.language.activated.connect(lambda: self.language_chosen.emit(self.language.currentData()))
        self.theme.activated.connect(lambda: self.theme_chosen.emit(self.theme.currentData()))
        self.done.clicked.connect(self._on_done)
        for button in (self.try_scanner, self.add_printer, self.set_up_scale):
            button.clicked.connect(self._on_done)

    def _say_choices(self) -> None:
        for at, word in enumerate((_("Off"), _("Quiet"), _("Usual"), _("Loud"))):
            self.volume.setItemText(at, word)
        for at, word in enumerate((_("As the system"), _("Light"), _("Dark"))):
            self.theme.setItemText(at, word)

    def open_settings(self, language: str, theme: str, person: str, station: str) -> None:
        """Opens with what is set now."""
        self.language.setCurrentIndex(self.language.findData(language))
        self.theme.setCurrentIndex(self.theme.findData(theme))
        self.person.setText(person)
        self.station.setText(station)
        self.company.setText(self._company)
        self.open_sheet(self.person)

    def show_devices(self, places: Sequence[str], kinds: Sequence[tuple[str, str]], address: str, kind: str) -> None:
        """Scales there are to choose from, and the one that is set."""
        self.scale.clear()
        self.scale.addItems(["", *places])
        self.scale.setEditText(address)
        self.scale_kind.clear()
        for key, name in kinds:
            self.scale_kind.addItem(name, key)
        self.scale_kind.setCurrentIndex(max(0, self.scale_kind.findData(kind)))

    def show_scanner(self, places: Sequence[str], address: str) -> None:
        """Ports there are, and the one the scanner is at."""
        self.scanner.clear()
        self.scanner.addItems(["", *places])
        self.scanner.setEditText(address)

    def show_volume(self, volume: int) -> None:
        """How loud it is now."""
        nearest = min(range(len(VOLUMES)), key=lambda at: abs(VOLUMES[at] - volume))
        self.volume.setCurrentIndex(nearest)

    def show_prints(self, prints: bool) -> None:
        """Whether labels are printed from this desk."""
        self.prints.setChecked(prints)

    def show_station(self, *, auto_weight: bool, full_screen: bool) -> None:
        """How the stations of this desk behave."""
        self.auto_weight.setChecked(auto_weight)
        self.full_screen.setChecked(full_screen)

    def _on_done(self) -> None:
        self.close_sheet()
        self.seated.emit(self.person.text().strip(), self.station.text().strip())
        if self.company.text().strip() != self._company:
            self.company_named.emit(self.company.text().strip())
        self.scale_chosen.emit(self.scale.currentText().strip(), str(self.scale_kind.currentData()))
        self.scanner_chosen.emit(self.scanner.currentText().strip())
        self.volume_chosen.emit(int(self.volume.currentData()))
        self.prints_chosen.emit(self.prints.isChecked())
        self.station_set.emit(self.auto_weight.isChecked(), self.full_screen.isChecked())
