"""Where the focus is while scans are typed: places of the real window, each with what a person's keys come to there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QTableWidget, QVBoxLayout

from desktop.app import Opening, make_application, make_frame
from desktop.settings import Settings
from desktop.widgets.buttons import PRIMARY, Button
from desktop.widgets.fields import LineEdit, Whole
from desktop.widgets.numbered_sheet import Choice
from desktop.widgets.sheet import Sheet
from tests.builders import GARDEN
from tests.desktop.picking.hall import Hall, hall


@dataclass
class OpenDesk:
    """The window with its parts, on a company whose picking is at work."""

    frame: Any
    opening: Any
    hall: Hall

    @property
    def parts(self) -> Any:
        return self.opening.parts

    def close(self) -> None:
        """As the program ends."""
        self.opening.close()
        self.frame.window.close()
        self.frame.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def open_window(folder: Path) -> OpenDesk:
    """The real window on a company in the middle of its night."""
    made = hall(str(folder / "company"))
    make_application()
    settings = Settings(language="zh_CN", theme="light", person="陈峰", station="1号台", station_full_screen=False)
    frame = make_frame(settings)
    opening = Opening(frame, str(folder / "company"))
    frame.window.show()
    frame.window.activateWindow()
    until(lambda: frame.window.isActiveWindow())
    opening.open()
    until(lambda: opening.parts is not None and frame.runner.is_idle)
    return OpenDesk(frame, opening, made)


def until(is_so: Callable[[], bool], within_s: float = 20.0) -> None:
    """Lives until it is so."""
    end = time.monotonic() + within_s
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.005)


@dataclass
class Place:
    """`content` is what no scan may change, `typed` what a person's keys have come to; `types` None: they come to nothing."""

    name: str
    enter: Callable[[], object]
    leave: Callable[[], object]
    content: Callable[[], object]
    typed: Callable[[], str] = str
    types: Callable[[str], str] | None = None
    clear: Callable[[], object] = lambda: None


class Bench(Sheet):
    """A sheet of the program with a primary button, a spin box and a table whose cell is being edited."""

    def __init__(self, over: Any) -> None:
        super().__init__(over)
        self.button, self.spin, self.table = Button(PRIMARY), Whole(0, 999_999_999), QTableWidget(3, 2)
        self.button.setText("好")
        self.button.setAutoDefault(True)
        for widget in (self.table, self.spin, self.button):
            self.body.addWidget(widget)

    def edit(self) -> LineEdit:
        """The editor of the table's first cell."""
        self.open_sheet(self.table)
        self.table.setCurrentCell(0, 0)
        self.table.editItem(self.table.item(0, 0) or self._item())
        until(lambda: self.editor() is not None)
        self.editor().setFocus()
        return self.editor()

    def _item(self) -> Any:
        from PySide6.QtWidgets import QTableWidgetItem

        self.table.setItem(0, 0, QTableWidgetItem(""))
        return self.table.item(0, 0)

    def editor(self) -> Any:
        """The open editor, None when there is none."""
        from PySide6.QtWidgets import QLineEdit

        return next(iter(self.table.findChildren(QLineEdit)), None)


def make_places(desk: OpenDesk) -> list[Place]:
    """Nine places."""
    window, frame = desk.frame.window, desk.frame
    bench = Bench(window)
    return [
        Place(
            "button of the window",
            lambda: (frame.appearance.go("orders"), window.header.search.setFocus()),
            lambda: None,
            lambda: (window.palette_sheet.isVisible(), QApplication.focusWidget() is window.header.search),
        ),
        Place(
            "primary button",
            lambda: bench.open_sheet(bench.button),
            bench.close_sheet,
            lambda: (bench.isVisible(), bench.button.hasFocus()),
        ),
        _text_field(window),
        Place(
            "spin box",
            lambda: bench.open_sheet(bench.spin),
            bench.close_sheet,
            lambda: (bench.spin.value(), bench.spin.hasFocus()),
            lambda: bench.spin.lineEdit().text(),
            lambda text: text.replace(" ", ""),
            lambda: (bench.spin.setValue(0), bench.spin.selectAll()),
        ),
        Place(
            "table editor",
            bench.edit,
            bench.close_sheet,
            lambda: (bench.editor() is not None and bench.editor().text(), bench.table.item(0, 0).text()),
            lambda: bench.editor().text(),
            str,
            lambda: bench.editor().clear(),
        ),
        _dialog(window),
        _choice(frame),
        *_station(desk),
    ]


def _text_field(window: Any) -> Place:
    sheet = window.cycle_sheet
    field = next(iter(sheet.findChildren(LineEdit)))
    return Place(
        "text field",
        lambda: (sheet.open_sheet(field), field.clear()),
        sheet.close_sheet,
        lambda: (field.text(), field.hasFocus(), sheet.isVisible()),
        field.text,
        str,
        field.clear,
    )


def _choice(frame: Any) -> Place:
    """A list of answers hangs open: arrows and letters walk in it, Enter chooses."""
    choice = frame.window.settings.language

    def enter() -> None:
        frame.appearance.open_settings()
        choice.setFocus()
        choice.showPopup()
        until(lambda: choice.view().isVisible())

    def leave() -> None:
        choice.hidePopup()
        frame.window.settings.close_sheet()

    return Place(
        "open list",
        enter,
        leave,
        lambda: (choice.currentIndex(), choice.view().isVisible(), choice.view().currentIndex().row()),
    )


def _dialog(window: Any) -> Place:
    dialog = QDialog(window)
    dialog.setModal(True)
    column, field = QVBoxLayout(dialog), LineEdit()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    for widget in (QLabel("?"), field, buttons):
        column.addWidget(widget)
    buttons.accepted.connect(dialog.accept)
    ok = buttons.button(QDialogButtonBox.StandardButton.Ok)

    def enter() -> None:
        dialog.open()
        dialog.activateWindow()
        until(dialog.isActiveWindow)
        ok.setFocus()

    def leave() -> None:
        dialog.reject()
        window.activateWindow()
        until(window.isActiveWindow)

    return Place("modal dialog", enter, leave, lambda: (dialog.isVisible(), ok.hasFocus(), field.text()))


def _station(desk: OpenDesk) -> list[Place]:
    def enter() -> None:
        desk.parts.picking.open_station(desk.hall.waves[0], "by_point", desk.hall.points[GARDEN])
        until(lambda: desk.frame.runner.is_idle)

    def ask() -> None:
        enter()
        sheet = desk.parts.picking.station.keys._sheet
        sheet.ask("?", "", [Choice(str(number), str(number)) for number in range(1, 10)], lambda _key: None)

    def leave() -> None:
        desk.parts.picking.station.keys._sheet.close_sheet()
        desk.frame.appearance.go("today")

    def view() -> Any:
        return desk.parts.picking.view

    return [
        Place(
            "picking station",
            enter,
            leave,
            lambda: (view().typed, view().isVisible()),
            lambda: view().typed,
            lambda text: text.replace(" ", ""),
            lambda: view().show_typed(""),
        ),
        Place("question at a station", ask, leave, lambda: desk.parts.picking.station.keys._sheet.isVisible()),
    ]
