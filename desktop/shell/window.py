"""The main window: rail, head, the workspaces, foot; and what lies over it: palette, sheets, news, dropped files.

It draws and tells; controller.py decides.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.shell.actions import Actions
from desktop.shell.cycle_sheet import CycleSheet
from desktop.shell.header import Header
from desktop.shell.palette import Palette
from desktop.shell.rail import Rail
from desktop.shell.sheets import AboutSheet, KeysSheet, SettingsSheet
from desktop.shell.status import StatusLine
from desktop.shell.training_band import HEIGHT as BAND_HEIGHT
from desktop.shell.training_band import WORD as TRAINING
from desktop.shell.training_band import TrainingBand
from desktop.widgets import icons
from desktop.widgets.lettering import Size, font
from desktop.widgets.reason import ReasonSheet
from desktop.widgets.sheet import Sheet
from desktop.widgets.texts import Texts
from desktop.widgets.theme import tokens
from desktop.widgets.toast import Banner, Toast
from desktop.widgets.tokens import Tone
from desktop.widgets.walking import walk_on
from domain.common.sentences import _

SMALLEST = (1024, 640)
USUAL = (1366, 768)


class DropVeil(QWidget):
    """Shown while files hang over the window."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.scrim))
        box = QRectF(0, 0, 420, 150)
        box.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(box, 8, 8)
        icons.paint(painter, "drop", theme.accent, QRectF(box.center().x() - 22, box.top() + 26, 44, 44))
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(Size.LARGE, bold=True))
        painter.drawText(box.adjusted(0, 70, 0, -10), int(Qt.AlignmentFlag.AlignCenter), _("Drop the order files here"))
        painter.end()


class MainWindow(QWidget):
    """Signals: `files_dropped` (list of paths), `closing`; `came_into_sight`, `resized` and `language_changed` for its parts."""

    files_dropped = Signal(list)
    closing = Signal()
    came_into_sight = Signal()
    language_changed = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.setAcceptDrops(True)
        self.setFont(font())
        self.rail, self.header, self.status = Rail(), Header(), StatusLine()
        self.banner = Banner()
        self.workspaces = QStackedWidget()
        self.workspaces.setProperty("role", "page")
        self._places: dict[str, int] = {}
        self._lay_out()
        self.actions_list = Actions(self)
        self.toast = Toast(self)
        self.palette_sheet = Palette(self)
        self.keys = KeysSheet(self, self.actions_list)
        self.about = AboutSheet(self)
        self.settings = SettingsSheet(self)
        self.reason = ReasonSheet(self)
        self.cycle_sheet = CycleSheet(self)
        self._veil = DropVeil(self)
        self.band: TrainingBand | None = None
        self._texts = Texts(self)
        self._texts.put(self._say_title, lambda: _("Daybreak 晨配"))

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setProperty("role", "clear")
        around = QVBoxLayout(holder)
        around.setContentsMargins(24, 12, 24, 0)
        around.addWidget(self.banner)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(holder)
        right.addWidget(self.workspaces, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self._banner_holder = holder
        holder.hide()

    def _say_title(self, name: str) -> None:
        self.setWindowTitle(f"{TRAINING} · {name}" if self.band else name)

    def show_training(self) -> TrainingBand:
        """From now on this window practises: the band stands over everything in it and cannot be closed."""
        if self.band is None:
            self.band = TrainingBand(self)
            self.setContentsMargins(0, BAND_HEIGHT, 0, 0)
            self._say_title(_("Daybreak 晨配"))
            self._place_band()
            self.band.show()
        return self.band

    def _place_band(self) -> None:
        if self.band is not None:
            self.band.setGeometry(0, 0, self.width(), BAND_HEIGHT)
            self.band.raise_()

    def add_workspace(self, key: str, icon_name: str, text: Callable[[], str], page: QWidget) -> None:
        """A stage of the night: its place in the rail and its page."""
        self.rail.add(key, icon_name, text)
        self._places[key] = self.workspaces.addWidget(page)

    def add_station(self, key: str, page: QWidget) -> None:
        """A page that gets the whole window when it is shown: rail, head and foot stand back."""
        self._places[key] = self.workspaces.addWidget(page)

    def show_station(self, key: str) -> None:
        """Brings a station to the front; `show_workspace` brings the frame back."""
        self._show_frame(False)
        self.workspaces.setCurrentIndex(self._places[key])

    def _show_frame(self, is_shown: bool) -> None:
        for part in (self.rail, self.header, self.status):
            part.setVisible(is_shown)

    def show_workspace(self, key: str) -> None:
        """Brings a stage's page to the front; the keyboard is on nothing until it is used."""
        self._show_frame(True)
        self.rail.mark(key)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.workspaces.setCurrentIndex(self._places[key])

    def show_banner(self, sentence: str, word: str = "") -> None:
        """What stands in the way of all work; an empty sentence takes it away."""
        self.banner.tell(sentence, Tone.WRONG, word=word)
        self._banner_holder.setVisible(bool(sentence))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks as one reads: the rail, the head, the page."""
        return walk_on(self, forward=forward)

    def on_scanned(self, code: str) -> None:
        """A scan that no station and no field took looks for what it names; under a sheet it is told."""
        if any(sheet.isVisible() and sheet is not self.palette_sheet for sheet in self.findChildren(Sheet)):
            self.toast.tell(_("Scanned: {code}. Close this first, then scan it again.").format(code=code), Tone.CAREFUL)
        else:
            self.palette_sheet.open_palette(code)

    def on_broken(self, code: str) -> None:
        """Half a scan: nothing was done with it."""
        from desktop.background.scan_words import broken_off

        unfit = broken_off(code)
        self.toast.tell(f"{unfit.what}. {unfit.then}", Tone.CAREFUL)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_into_sight.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.language_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_band()
        for sheet in self.findChildren(Sheet):
            sheet.follow_window()
        self.toast.follow_window()
        self.resized.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._veil.setGeometry(self.contentsRect())
            self._veil.show()
            self._veil.raise_()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.hide()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
