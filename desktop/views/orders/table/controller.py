"""Joins the table of orders to the books: pages, sort and filter in SQL; the inspector's acts are in acts.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.background.runner import Task
from desktop.settings import Settings
from desktop.views.orders.table.acts import OrderActs
from desktop.views.orders.table.model import OrdersModel, Sums, read_sums, sums_text
from desktop.views.orders.table.settling import Settling
from desktop.views.orders.table.sight import sight_of
from desktop.widgets import figures
from domain.common.sentences import _
from domain.ordering import queries
from domain.ordering.queries import PAGE, OrderDetail, OrderFilter, OrderRow
from domain.ordering.words import NO_POINT, CycleState, OrderState

if TYPE_CHECKING:
    from desktop.views.orders.table.sheets import OrderSheets
    from desktop.views.orders.table.view import OrdersTableView
    from desktop.widgets.reason import ReasonSheet

PAUSE_MS = 150
STAGES = frozenset({"ordering", "cutoff", "catalogue", "places"})
LAYOUT = "orders"


class OrdersTableController(QObject):
    """`text_copied(text)` goes to the clipboard."""

    text_copied = Signal(str)

    def __init__(
        self, view: OrdersTableView, desk: Desk, settings: Settings, reason: ReasonSheet, sheets: OrderSheets
    ) -> None:
        super().__init__(view)
        self._view, self._desk, self._settings = view, desk, settings
        self.model = OrdersModel()
        self._words, self._filter = "", "all"
        self._cycle: str | None = None
        self._wanted_order: int | None = None
        self._kept: tuple[frozenset[int], int | None, int] | None = None
        self._page: Task | None = None
        self._sums: Sums | None = None
        self._detail: Task | None = None
        self.detail: OrderDetail | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.read)
        view.set_model(self.model)
        self.acts = OrderActs(view.inspector, desk, reason, self)
        self.settling = Settling(self.acts, desk, sheets, self.chosen_unsettled, self)
        self.follower = Follower(view, STAGES, self.refresh, desk.bus, self)
        self._restore_layout()
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.words_changed.connect(self.on_words)
        view.filter_chosen.connect(self.on_filter)
        view.sort_wanted.connect(self.on_sort)
        view.order_chosen.connect(self.on_chosen)
        view.copy_wanted.connect(self.on_copy)
        view.layout_changed.connect(self.on_layout)
        view.language_changed.connect(self.on_language)
        self.model.more_wanted.connect(self.on_more)
        self._desk.cycle_switched.connect(self.on_cycle)

    # What is shown -----------------------------------------------------------------------------

    def wanted(self) -> OrderFilter:
        """The filter as the books understand it."""
        state = self._filter if self._filter in ("confirmed", "review", "cancelled") else None
        words = NO_POINT if self._filter == "no_point" else self._words
        return OrderFilter(self._desk.code, words, None, state, self._filter == "late")

    @Slot()
    def on_cycle(self) -> None:
        """Another cycle on the desk: from the start. The same one in another state: what can be done has changed."""
        if self._desk.code != self._cycle:
            self._cycle = self._desk.code
            self._kept = None
            if self._wanted_order is None:
                self._view.inspector.show_none()
            else:
                self.read_detail(self._wanted_order)
            self.follower.look_again()
        elif self.detail:
            self.on_detail(self.detail)

    def show_words(self, words: str, key: str = "all") -> None:
        """Filters as if a person had typed it (the palette, Today's ways out)."""
        self._words, self._filter = words, key
        self._view.show_filter(words, key)
        self.follower.look_again()

    def focus_search(self) -> None:
        """The keyboard goes to the search field."""
        self._view.focus_search()

    def toggle_inspector(self) -> None:
        """Shows or hides the details of the order."""
        self._view.toggle_inspector()

    def show_order(self, order_id: int) -> None:
        """Brings one order into the inspector, whether it is in the loaded rows or not."""
        self._wanted_order = order_id
        self.read_detail(order_id)

    @Slot(str)
    def on_words(self, words: str) -> None:
        self._words = words
        self._pause.start()

    @Slot(str)
    def on_filter(self, key: str) -> None:
        self._filter = key
        self.read()

    @Slot(int)
    def on_sort(self, section: int) -> None:
        if self.model.sort_by(section):
            self.read()

    @Slot()
    def read(self) -> None:
        """The first page in the wanted order, then the totals."""
        self._ask(PAGE)

    def refresh(self) -> None:
        """As many rows as are here again, with the same ones selected at the same place."""
        rows = self.model.rows
        selected = frozenset(rows[at].id for at in self._view.table.selected_rows() if at < len(rows))
        current = self.detail.order.id if self.detail and selected else None
        self._kept = (selected, current, self._view.scroll_place())
        self._ask(max(PAGE, len(rows)))

    def _ask(self, limit: int) -> None:
        if self._page:
            self._page.cancel()
        if self._desk.code is None:
            self._view.show_state("empty")
            return
        if not self.model.rows:
            self._view.show_state("reading")
        self._page = self._desk.read(
            queries.order_page,
            self.wanted(),
            sort=self.model.order,
            descending=self.model.descending,
            limit=limit,
            answered=lambda rows: self.on_first_page(rows, limit),
        )
        self._desk.read(read_sums, self.wanted(), answered=self.on_sums)

    def on_first_page(self, rows: tuple[OrderRow, ...], limit: int) -> None:
        """The rows from the start."""
        self.model.show_first(rows, limit)
        filtered = bool(self._words.strip()) or self._filter != "all"
        self._view.show_state("rows" if rows else "nothing" if filtered else "empty")
        if self._kept:
            ids, current, place = self._kept
            self._kept = None
            at = self.model.places_of(frozenset({current})) if current else []
            self._view.select_places(self.model.places_of(ids), at[0] if at else None)
            self._view.scroll_to(place)
            if current:
                self.read_detail(current)

    @Slot()
    def on_more(self) -> None:
        self._page = self._desk.read(
            queries.order_page,
            self.wanted(),
            sort=self.model.order,
            descending=self.model.descending,
            after=self.model.rows[-1],
            answered=self.on_next_page,
        )

    def on_next_page(self, rows: tuple[OrderRow, ...]) -> None:
        """The page behind the last one."""
        self.model.add_page(rows)
        self._say_loaded()

    def on_sums(self, sums: Sums) -> None:
        """Counts and sums over all orders of the filter."""
        self._sums = sums
        self._say_loaded()

    def _say_loaded(self) -> None:
        if self._sums is None:
            return
        here, all_ = len(self.model.rows), self._sums.rows
        more = _("{here} of {all} shown").format(here=figures.count(here), all=figures.count(all_))
        self._view.show_totals(sums_text(self._sums), more if here < all_ else "")

    def chosen_unsettled(self) -> list[int]:
        """The selected orders that need review or have no point."""
        rows = [self.model.rows[at] for at in self._view.table.selected_rows() if at < len(self.model.rows)]
        return [row.id for row in rows if row.state == OrderState.REVIEW or row.point == NO_POINT]

    # One order ---------------------------------------------------------------------------------

    def select(self, place: int) -> None:
        """Selects the row at a place, as a click would."""
        self._view.select_places([place], place)

    def select_none(self) -> None:
        """No order is chosen."""
        self.detail = None
        self._view.select_places([], None)
        self._view.inspector.show_none()

    @Slot(int)
    def on_chosen(self, place: int) -> None:
        if 0 <= place < len(self.model.rows):
            self.read_detail(self.model.rows[place].id)

    def read_detail(self, order_id: int) -> None:
        """Reads one order for the inspector; an older question is forgotten."""
        if self._detail:
            self._detail.cancel()
        self._detail = self._desk.read(queries.order_detail, order_id, answered=self.on_detail)

    def on_detail(self, detail: OrderDetail) -> None:
        """Shows the order that was asked for last."""
        self.detail = detail
        state = self._desk.cycle.state if self._desk.cycle else CycleState.OPEN.value
        self._view.inspector.show_order(sight_of(detail, state))
        self.acts.take(detail)
        if self._wanted_order == detail.order.id and detail.order.cycle == self._desk.code:
            self._wanted_order = None
            places = self.model.places_of(frozenset({detail.order.id}))
            self._view.inspector.setVisible(True)
            self._view.select_places(places, places[0] if places else None)

    # Columns and copies ------------------------------------------------------------------------

    @Slot()
    def on_copy(self) -> None:
        """The selected rows; when all are selected, all that fit the filter, also those not yet shown."""
        chosen = self._view.table.selected_rows()
        if len(chosen) == len(self.model.rows) and not self.model.is_complete:
            self._desk.read(
                queries.order_page,
                self.wanted(),
                sort=self.model.order,
                descending=self.model.descending,
                limit=1_000_000,
                answered=self.on_all_rows,
            )
        else:
            self._tell_copied(self._view.table.selection_as_tsv(), len(chosen))

    def on_all_rows(self, rows: tuple[OrderRow, ...]) -> None:
        """Everything that fits the filter is here now; copy it whole."""
        self.model.show_first(rows, len(rows) + 1)
        self._view.table.selectAll()
        self._tell_copied(self._view.table.selection_as_tsv(), len(rows))

    def _tell_copied(self, text: str, rows: int) -> None:
        if rows:
            self.text_copied.emit(text)
            self._desk.tell(_("Copied: {rows}. Paste them into a spreadsheet.").format(rows=figures.rows(rows)))

    def _restore_layout(self) -> None:
        kept = {
            name.removeprefix(f"{LAYOUT}."): value
            for name, value in self._settings.columns.items()
            if name.startswith(f"{LAYOUT}.")
        }
        self._view.restore_layout(kept)
        self._view.inspector.setVisible(self._settings.inspector)

    @Slot()
    def on_layout(self) -> None:
        state = self._view.table.layout_state()
        self._settings.columns |= {f"{LAYOUT}.{key}": value for key, value in state.items()}
        self._settings.inspector = not self._view.inspector.isHidden()

    @Slot()
    def on_language(self) -> None:
        self.model.say_again()
        self._say_loaded()
        if self.detail:
            self.on_detail(self.detail)
