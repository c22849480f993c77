"""Joins the pages of the orders workspace: each page with its controller is made when it is first shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.settings import Settings
from desktop.views.orders.counts import Counts, read_counts
from desktop.views.orders.cutoff.controller import CutoffController
from desktop.views.orders.drafts.controller import DraftsController
from desktop.views.orders.held.controller import HeldController
from desktop.views.orders.intake.controller import IntakeController
from desktop.views.orders.late.controller import LateController
from desktop.views.orders.mapping.controller import MappingController
from desktop.views.orders.page import OrdersPage
from desktop.views.orders.papers.controller import PapersController
from desktop.views.orders.paste.controller import PasteController
from desktop.views.orders.table.controller import OrdersTableController
from desktop.views.orders.table.sheets import AmendSheet, OrderSheets, PointSheet
from desktop.views.orders.table.view import OrdersTableView
from desktop.widgets import figures
from desktop.widgets.choice import ChoiceSheet
from desktop.widgets.file_dialogs import choose_folder, show_folder
from desktop.widgets.tables import copy_text

if TYPE_CHECKING:
    from desktop.widgets.reason import ReasonSheet

PAGES = {"orders": "table", "points": "table", "review": "table", "amendments": "late", "suppliers": "drafts"}

FILTERED = {"points": "no_point", "review": "review"}


class OrdersWorkspace(QObject):
    """`shown` wants the workspace in front, `files_wanted` the file dialog, `cycle_wanted(code)` another cycle."""

    shown = Signal()
    files_wanted = Signal()
    cycle_wanted = Signal(str)

    def __init__(self, page: OrdersPage, desk: Desk, settings: Settings, reason: ReasonSheet) -> None:
        super().__init__(page)
        self._page, self._desk, self._settings, self._reason = page, desk, settings, reason
        self._over = page.window()
        self.choice = ChoiceSheet(self._over)
        self.table = self._make_table()
        self.held: HeldController | None = None
        self.late: LateController | None = None
        self.cutoff: CutoffController | None = None
        self.papers: PapersController | None = None
        self.intake: IntakeController | None = None
        self.paste: PasteController | None = None
        self.mapping: MappingController | None = None
        self.drafts: DraftsController | None = None
        for key, maker in {
            "held": self._make_held,
            "late": self._make_late,
            "cutoff": self._make_cutoff,
            "papers": self._make_papers,
            "intake": self._make_intake,
            "paste": self._make_paste,
            "mapping": self._make_mapping,
            "drafts": self._make_drafts,
        }.items():
            page.add_page(key, maker)
        self.follower = Follower(page, frozenset({"ordering", "cutoff"}), self.read_counts, desk.bus, self)
        self._connect()
        page.show_page("table")

    def _connect(self) -> None:
        self._page.page_wanted.connect(self.go)
        self._page.import_wanted.connect(self.files_wanted)
        self._page.paste_wanted.connect(lambda: self.go("paste"))
        self._desk.cycle_switched.connect(self.follower.look_again)

    # The pages ---------------------------------------------------------------------------------

    def _make_table(self) -> OrdersTableController:
        view = OrdersTableView()
        sheets = OrderSheets(PointSheet(self._over), AmendSheet(self._over))
        controller = OrdersTableController(view, self._desk, self._settings, self._reason, sheets)
        view.import_wanted.connect(self.files_wanted)
        view.paste_wanted.connect(lambda: self.go("paste"))
        controller.text_copied.connect(copy_text)
        self._page.add_page("table", lambda: view)
        return controller

    def _make_held(self) -> QWidget:
        from desktop.views.orders.held.entry_sheet import EntrySheet
        from desktop.views.orders.held.view import HeldView

        view = HeldView()
        self.held = HeldController(view, self._desk, self._reason, EntrySheet(self._over))
        return view

    def _make_late(self) -> QWidget:
        from desktop.views.orders.late.view import LateView

        view = LateView()
        self.late = LateController(view, self._desk, self._reason)
        return view

    def _make_cutoff(self) -> QWidget:
        from desktop.views.orders.cutoff.view import CutoffView

        view = CutoffView()
        self.cutoff = CutoffController(view, self._desk, self._reason, self.choice)
        self.cutoff.way_out.connect(self.go)
        return view

    def _make_papers(self) -> QWidget:
        from desktop.views.orders.papers.view import PapersView

        view = PapersView()
        self.papers = PapersController(view, self._desk, self._settings)
        self.papers.cutoff_wanted.connect(lambda: self.go("cutoff"))
        self.papers.folder_wanted.connect(self._choose_folder)
        self.papers.folder_shown.connect(show_folder)
        return view

    def _choose_folder(self, start: Path) -> None:
        if self.papers:
            choose_folder(self._over, start, self.papers.use_folder)

    def _make_intake(self) -> QWidget:
        from desktop.views.orders.intake.view import IntakeView

        view = IntakeView()
        self.intake = IntakeController(view, self._desk)
        self.intake.shown.connect(lambda: self._bring("intake"))
        self.intake.done.connect(self._leave_intake)
        self.intake.files_wanted.connect(self.files_wanted)
        self.intake.unknown_form.connect(self._tie_columns)
        return view

    def _leave_intake(self) -> None:
        if self._page.current == "intake":
            self.go("table")

    def _make_paste(self) -> QWidget:
        from desktop.views.orders.paste.view import PasteView

        view = PasteView()
        self.paste = PasteController(view, self._desk)
        self.paste.done.connect(lambda: self.go("table"))
        return view

    def _make_mapping(self) -> QWidget:
        from desktop.views.orders.mapping.view import MappingView

        view = MappingView()
        self.mapping = MappingController(view, self._desk)
        self.mapping.shown.connect(lambda: self._bring("mapping"))
        self.mapping.done.connect(lambda: self.go("table"))
        self.mapping.tied.connect(self._on_tied)
        return view

    def _make_drafts(self) -> QWidget:
        from desktop.views.orders.drafts.view import DraftsView

        view = DraftsView()
        self.drafts = DraftsController(view, self._desk)
        self.drafts.done.connect(lambda: self.go("table"))
        return view

    def _tie_columns(self, path: Path) -> None:
        self._page.page("mapping")
        if self.mapping:
            self.mapping.start(path)

    def _on_tied(self, path: Path, profile: str) -> None:
        if self.intake:
            self.intake.use_profile(path, profile)

    # The ways ----------------------------------------------------------------------------------

    @Slot(str)
    def go(self, key: str) -> None:
        """Shows the page a key names; "points" and "review" are the table with its filter."""
        if key == "import":
            self.files_wanted.emit()
            return
        self._page.show_page(PAGES.get(key, key))
        if key in FILTERED:
            self.table.show_words("", FILTERED[key])

    def _bring(self, key: str) -> None:
        self.shown.emit()
        self._page.show_page(key)

    def import_files(self, paths: list[Path]) -> None:
        """Begins an import."""
        self._page.page("intake")
        if self.intake:
            self.intake.start(paths)

    def find(self) -> None:
        """The keyboard goes to the table's search."""
        self.table.focus_search()

    def toggle_inspector(self) -> None:
        """Shows or hides the details of the order."""
        self.table.toggle_inspector()

    def show_order(self, order_id: int, cycle: str) -> None:
        """One order in the inspector, its cycle on the desk."""
        if cycle != self._desk.code:
            self.cycle_wanted.emit(cycle)
        self.table.show_order(order_id)

    def show_words(self, words: str) -> None:
        """The table with these words as its filter."""
        self.table.show_words(words)

    # The numbers at the tabs --------------------------------------------------------------------

    def read_counts(self) -> None:
        """How much waits behind each tab."""
        if self._desk.code is not None:
            self._desk.read(read_counts, self._desk.code, answered=self.on_counts)

    def on_counts(self, counts: Counts) -> None:
        """Shows them."""
        self._page.show_count("table", figures.count(counts.orders))
        self._page.show_count("held", figures.count(counts.held) if counts.held else "")
        self._page.show_count("late", figures.count(counts.late) if counts.late else "")
