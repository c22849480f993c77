"""Leads the papers of a cut cycle: rows read once, a preview drawn in the pool, then written with their copy numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background import papers
from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.background.papers import DrawnPaper, PapersRead
from desktop.background.runner import Task
from desktop.settings import Settings
from desktop.views.orders.papers import model
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.cutoff import queries
from domain.cutoff.operations import count_copies

if TYPE_CHECKING:
    from desktop.views.orders.papers.view import PapersView

RESIZE_PAUSE_MS = 250


class PapersController(QObject):
    """`folder_wanted(start)` opens the folder dialog, `folder_shown(folder)` the system's file window."""

    cutoff_wanted = Signal()
    folder_wanted = Signal(object)
    folder_shown = Signal(object)

    def __init__(self, view: PapersView, desk: Desk, settings: Settings) -> None:
        super().__init__(view)
        self._view, self._desk, self._settings = view, desk, settings
        self.read_papers: PapersRead | None = None
        self.drawn: DrawnPaper | None = None
        self._copies: dict[str, int] = {}
        self._kind, self._number = "", 1
        self._drawing: Task | None = None
        self._writing: Task | None = None
        self._kinds = tuple(kind.value for kind in papers.kinds())
        self._resize = QTimer(self, singleShot=True, interval=RESIZE_PAUSE_MS)
        self._resize.timeout.connect(lambda: self.show_page(self._number))
        # Not the picks: they come every second, and no paper says more of them than the seal that follows.
        stages = frozenset({"cutoff", "catalogue", "places", "routing", "purchasing", "packing", "dispatch"})
        self.follower = Follower(view, stages, self.read, desk.bus, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.kind_chosen.connect(self.look_at)
        view.page_wanted.connect(self.show_page)
        view.made.connect(self.make)
        view.folder_wanted.connect(lambda: self.folder_wanted.emit(self.folder()))
        view.open_wanted.connect(lambda: self.folder_shown.emit(self.folder()))
        view.cancelled.connect(self.on_cancel)
        view.cutoff_wanted.connect(self.cutoff_wanted)
        view.language_changed.connect(self.on_language)
        view.resized.connect(self._resize.start)
        self._desk.cycle_switched.connect(self.follower.look_again)

    def folder(self) -> Path:
        """Where the papers of this cycle go."""
        base = self._settings.papers_folder or str(Path.home() / "Daybreak")
        return Path(base) / (self._desk.code or "").replace("/", "-")

    def use_folder(self, folder: Path) -> None:
        """Another folder; each cycle has its own inside."""
        self._settings.papers_folder = str(folder)
        self._say_folder()

    def _say_folder(self) -> None:
        self._view.show_folder(str(self.folder()), can_open=self.folder().is_dir())

    def read(self) -> None:
        """The rows of the snapshot on the desk."""
        if self._desk.snapshot is None or self._desk.code is None:
            self.read_papers = None
            self._view.show_none()
            return
        self._desk.read(queries.paper_copies, self._desk.code, answered=self.on_copies)
        roads = papers.folder_of_roads(self._desk.runner.database)
        self._desk.read(papers.read_papers, self._desk.code, roads, answered=self.on_read)

    def on_copies(self, copies: dict[str, int]) -> None:
        """How many copies were made so far."""
        self._copies = copies
        self._show_lines()

    def on_read(self, read: PapersRead) -> None:
        """All rows are here: show what there is, and draw the kind that is looked at."""
        self.read_papers = read
        self._view.show_warning(model.unprintable_sentence(read))
        self._say_folder()
        self._show_lines()
        self.look_at(self._kind or self._kinds[0])

    def _show_lines(self) -> None:
        if self.read_papers is not None:
            self._view.show_lines(model.lines_of(self.read_papers, self._kinds, self._copies))

    # Looking -----------------------------------------------------------------------------------

    @Slot(str)
    def look_at(self, kind: str) -> None:
        """Draws a kind for the preview, as its next copy would look."""
        if self.read_papers is None:
            return
        if self._drawing:
            self._drawing.cancel()
        self._kind = kind
        said = _("Drawing {paper}").format(paper=model.kind_word(kind))
        self._view.show_busy(said, 0, 0)
        self._drawing = self._desk.runner.work(
            papers.draw,
            self.read_papers.papers,
            kind,
            self._copies.get(kind, 0) + 1,
            answered=self.on_drawn,
            failed=self.on_failed,
            progressed=lambda done, total: self._view.show_busy(said, done, total),
        )

    def on_drawn(self, drawn: DrawnPaper) -> None:
        """The first page comes to sight."""
        self._view.show_busy("", 0, 0)
        self.drawn = drawn
        self._view.show_sheets(model.kind_word(drawn.kind), drawn.titles, drawn.pages)
        if drawn.pages:
            self.show_page(1)

    @Slot(int)
    def show_page(self, number: int) -> None:
        """One page of what is drawn."""
        if self.drawn is None or not 1 <= number <= self.drawn.pages:
            return
        self._number = number
        self._desk.runner.work(
            papers.picture, self.drawn.pdf, number, self._view.picture_width(), answered=self.on_picture
        )

    def on_picture(self, page: Any) -> None:
        """The page is pictured."""
        if page.number == self._number:
            self._view.show_page(page.number, papers.as_image(page))

    # Making ------------------------------------------------------------------------------------

    @Slot(list)
    def make(self, kinds: list[str]) -> None:
        """Takes the copy numbers, then writes the files."""
        if self.read_papers is None or self._desk.code is None:
            return
        read, folder = self.read_papers, self.folder()
        self._view.show_busy(_("Taking the copy numbers"), 0, 0)
        self._desk.runner.change(
            count_copies,
            self._desk.actor,
            self._desk.code,
            kinds,
            answered=lambda done: self._write(read, folder, done),
            failed=self.on_failed,
        )

    def _write(self, read: PapersRead, folder: Path, done: Done) -> None:
        copies = {str(kind): int(copy) for kind, copy in done.answer.items()}
        self._copies |= copies
        said = _("Making the papers")
        self._writing = self._desk.runner.work(
            papers.write,
            read.papers,
            folder,
            copies,
            answered=lambda files: self.on_written(files, folder),
            failed=self.on_failed,
            progressed=lambda at, total: self._view.show_busy(said, at, total),
        )

    def on_written(self, files: Any, folder: Path) -> None:
        """Told at the foot, with the way to the folder."""
        self._view.show_busy("", 0, 0)
        self._say_folder()
        self._show_lines()
        self._desk.tell(
            model.made_sentence(files, folder), word=_("Open folder"), act=lambda: self.folder_shown.emit(folder)
        )

    @Slot()
    def on_cancel(self) -> None:
        for task in (self._drawing, self._writing):
            if task and not task.is_done:
                task.cancel()
        self._view.show_busy("", 0, 0)

    def on_failed(self, error: Exception) -> None:
        """Not made: the reason at the foot; what stood in the folder before still does."""
        self._view.show_busy("", 0, 0)
        if isinstance(error, DomainError):
            self._view.show_warning(sentence(error))
        else:
            self._desk.runner.failed.emit(error)

    @Slot()
    def on_language(self) -> None:
        self.follower.look_again()
