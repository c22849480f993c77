"""The page of papers: kinds with a tick each at the left, how they will look at the right, one button to make them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.orders.papers.model import PaperLine
from desktop.widgets.buttons import PRIMARY, QUIET, Button, IconButton
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState, Picture
from desktop.widgets.fields import Choice, Tick
from desktop.widgets.labels import ElidedLabel, Label, hairline
from desktop.widgets.layouts import clear, holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.progress import ProgressStrip
from desktop.widgets.screen import Screen
from desktop.widgets.toast import Banner
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

LEFT = 372


class PapersView(Screen):
    """`kind_chosen(kind)`, `page_wanted(number)`, `made(kinds)`, `folder_wanted`, `cancelled`, `cutoff_wanted`."""

    kind_chosen = Signal(str)
    page_wanted = Signal(int)
    made = Signal(list)
    folder_wanted = Signal()
    open_wanted = Signal()
    cancelled = Signal()
    cutoff_wanted = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page, self._pages_there = 1, 0
        self.go_cut = Button(PRIMARY, "cutoff")
        self.empty = EmptyState("papers", self.go_cut)
        self.progress = ProgressStrip()
        self.warning = Banner()
        self.ticks: dict[str, Tick] = {}
        self.shows: dict[str, Button] = {}
        self._lines = QVBoxLayout()
        self.folder = ElidedLabel(middle=True, size=Size.SMALL, tone="ink_2")
        self.folder_button = Button(QUIET)
        self.open_button = Button(icon_name="folder")
        self.make_button = Button(PRIMARY, "papers")
        self.name = Label(bold=True)
        self.sheet = Choice()
        self.before, self.behind = IconButton("chevron-left", 18), IconButton("chevron-right", 18)
        self.place = Label(size=Size.SMALL, tone="ink_2")
        self.picture = Label()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._stack = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        body = QWidget()
        body.setProperty("role", "clear")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(self._left())
        row.addWidget(self._right(), 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)

    def _left(self) -> QVBoxLayout:
        card = Card()
        card.setFixedWidth(LEFT)
        self.kinds_title = card.head()
        card.column.addWidget(scrolled(holder(self._lines)), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 14, 14)
        foot.setSpacing(10)
        place = QHBoxLayout()
        place.setSpacing(8)
        self.folder_word = Label(size=Size.SMALL, tone="mute")
        place.addWidget(self.folder_word)
        place.addWidget(self.folder, 1)
        place.addWidget(self.folder_button)
        foot.addLayout(place)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.make_button, 1)
        buttons.addWidget(self.open_button)
        foot.addLayout(buttons)
        card.column.addWidget(hairline())
        card.column.addLayout(foot)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(card, 1)
        column.addWidget(self.warning)
        return column

    def _right(self) -> Card:
        card = Card()
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 7, 10, 7)
        bar.setSpacing(8)
        bar.addWidget(self.name)
        bar.addWidget(self.sheet, 1)
        bar.addWidget(self.place)
        bar.addWidget(self.before)
        bar.addWidget(self.behind)
        card.column.addLayout(bar)
        card.column.addWidget(hairline())
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.picture)
        self._area.viewport().setProperty("role", "page")
        self._area.viewport().setAutoFillBackground(False)
        self.picture.setContentsMargins(20, 20, 20, 20)
        card.column.addWidget(self._area, 1)
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.go_cut.setText, lambda: _("To the cutoff"))
        put(self.empty.title.setText, lambda: _("No papers before the cutoff"))
        put(
            self.empty.sentence.setText,
            lambda: _("Papers are drawn from the frozen snapshot, so that all of them say the same."),
        )
        put(self.kinds_title.setText, lambda: _("Papers"))
        put(self.folder_word.setText, lambda: _("Into"))
        put(self.folder_button.setText, lambda: _("Change"))
        put(self.open_button.setText, lambda: _("Open folder"))
        put(self.make_button.setText, lambda: _("Make the papers"))
        put(self.before.name, lambda: _("Page before"))
        put(self.behind.name, lambda: _("Next page"))
        put(self.sheet.setAccessibleName, lambda: _("Sheet"))

    def _connect(self) -> None:
        self.go_cut.clicked.connect(self.cutoff_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.make_button.clicked.connect(lambda: self.made.emit(self.ticked()))
        self.progress.cancelled.connect(self.cancelled)
        self.before.clicked.connect(lambda: self.page_wanted.emit(self._page - 1))
        self.behind.clicked.connect(lambda: self.page_wanted.emit(self._page + 1))
        self.sheet.activated.connect(lambda: self.page_wanted.emit(self.sheet.currentData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def show_none(self) -> None:
        """The cycle is not cut off."""
        self._stack.setCurrentIndex(0)

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """The kinds there are; ticks stay as they were."""
        kept = {kind: tick.isChecked() for kind, tick in self.ticks.items()}
        clear(self._lines)
        self.ticks, self.shows = {}, {}
        for line in lines:
            self._lines.addWidget(self._line(line, kept.get(line.kind, line.is_usual)))
        self._stack.setCurrentIndex(1)
        self._on_ticked()

    def _line(self, line: PaperLine, ticked: bool) -> QWidget:
        row = QHBoxLayout()
        tick = Tick()
        tick.setChecked(ticked and line.sheets > 0)
        tick.setEnabled(line.sheets > 0)
        tick.setAccessibleName(line.name)
        tick.toggled.connect(lambda _on: self._on_ticked())
        self.ticks[line.kind] = tick
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(line.name, bold=True))
        words.addWidget(Label(line.detail, size=Size.SMALL, tone="ink_2"))
        look = Button(QUIET)
        look.setText(_("Look"))
        look.setAccessibleName(_("Look at {paper}").format(paper=line.name))
        look.setEnabled(line.sheets > 0)
        look.clicked.connect(lambda: self.kind_chosen.emit(line.kind))
        self.shows[line.kind] = look
        row.addWidget(tick)
        row.addWidget(Picture(line.icon, 22))
        row.addLayout(words, 1)
        row.addWidget(look)
        whole = holder(row, margins=(16, 5, 10, 5), gap=10)
        whole.setToolTip(line.why_not)
        return whole

    def _on_ticked(self) -> None:
        self.make_button.setEnabled(bool(self.ticked()))

    def ticked(self) -> list[str]:
        """The kinds that are wanted."""
        return [kind for kind, tick in self.ticks.items() if tick.isChecked()]

    def show_folder(self, folder: str, *, can_open: bool) -> None:
        """Where the papers go."""
        self.folder.setText(folder)
        self.open_button.setEnabled(can_open)

    def show_warning(self, sentence: str) -> None:
        """What to know before printing."""
        self.warning.tell(sentence, Tone.CAREFUL)

    def show_busy(self, sentence: str, done: int, total: int) -> None:
        """Papers are being drawn; an empty sentence when that is over."""
        if sentence:
            self.progress.show_busy(sentence, done, total)
        else:
            self.progress.show_idle()
        self.make_button.setEnabled(not sentence and bool(self.ticked()))

    def show_sheets(self, name: str, titles: Sequence[tuple[str, int]], pages: int) -> None:
        """The sheets of the kind that is looked at."""
        self.name.setText(name)
        self._pages_there = pages
        self.sheet.clear()
        for title, page in titles:
            self.sheet.addItem(title, page)

    def picture_width(self) -> int:
        """How wide a page may be, in pixels of the screen."""
        return max(320, min(self._area.viewport().width() - 40, 820)) * max(1, round(self.devicePixelRatioF()))

    def show_page(self, number: int, image: QImage) -> None:
        """One page."""
        self._page = number
        image.setDevicePixelRatio(max(1, round(self.devicePixelRatioF())))
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.place.setText(_("page {number} of {pages}").format(number=number, pages=self._pages_there))
        self.before.setEnabled(number > 1)
        self.behind.setEnabled(number < self._pages_there)
        self._mark_sheet(number)
        self._area.verticalScrollBar().setValue(0)

    def _mark_sheet(self, number: int) -> None:
        at = max((index for index in range(self.sheet.count()) if self.sheet.itemData(index) <= number), default=-1)
        self.sheet.setCurrentIndex(at)

    def sizeHint(self) -> QSize:
        return QSize(1000, 600)
