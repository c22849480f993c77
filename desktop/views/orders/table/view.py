"""The table page: search and state filter above, the table with its totals, the inspector at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.views.orders.table.inspector import Inspector
from desktop.views.orders.table.model import HIDDEN_AT_FIRST, OrdersModel
from desktop.widgets.buttons import PRIMARY, Button, IconButton
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.fields import Choice, LineEdit
from desktop.widgets.labels import Label, hairline
from desktop.widgets.lettering import Size
from desktop.widgets.progress import Skeleton
from desktop.widgets.scanner_gate import TAKES_SCANS
from desktop.widgets.screen import Screen
from desktop.widgets.tables import Table
from domain.common.sentences import _

FILTERS = ("all", "confirmed", "review", "no_point", "cancelled", "late")


class OrdersTableView(Screen):
    """Signals say what is wanted; the controller answers with `show_` calls."""

    words_changed = Signal(str)
    filter_chosen = Signal(str)
    sort_wanted = Signal(int)
    order_chosen = Signal(int)
    import_wanted = Signal()
    paste_wanted = Signal()
    copy_wanted = Signal()
    layout_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = LineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        self.search.setProperty(TAKES_SCANS, True)
        self.filter = Choice()
        self.columns_button = IconButton("columns")
        self.inspector_button = IconButton("panel-right")
        self.table = Table()
        self.inspector = Inspector()
        self.totals = Label(size=Size.SMALL, tone="ink_2")
        self.loaded = Label(size=Size.SMALL, tone="mute")
        self.import_button = Button(PRIMARY, "import")
        self.paste_button = Button(icon_name="paste")
        self.empty = EmptyState("orders", self.paste_button, self.import_button)
        self.nothing_found = EmptyState("search")
        self.middle = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    def _lay_out(self) -> None:
        card = Card()
        card.column.addLayout(self._tools())
        card.column.addWidget(hairline())
        for widget in (self.table, self.empty, self.nothing_found, Skeleton()):
            self.middle.addWidget(widget)
        card.column.addWidget(self.middle, 1)
        card.column.addWidget(hairline())
        card.column.addWidget(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 20)
        row.setSpacing(16)
        row.addWidget(card, 1)
        row.addWidget(self.inspector)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 9, 10, 9)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.filter)
        row.addStretch(0)
        row.addWidget(self.columns_button)
        row.addWidget(self.inspector_button)
        return row

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "clear")
        foot.setFixedHeight(34)
        row = QHBoxLayout(foot)
        row.setContentsMargins(13, 0, 13, 0)
        row.addWidget(self.totals)
        row.addStretch(1)
        row.addWidget(self.loaded)
        return foot

    def _say(self) -> None:
        put = self.texts.put
        put(self.search.setPlaceholderText, lambda: _("Phone tail, name, number, point"))
        put(self.search.setAccessibleName, lambda: _("Search in the table"))
        put(self.filter.setAccessibleName, lambda: _("Which orders"))
        put(self.columns_button.name, lambda: _("Columns"))
        put(self.inspector_button.name, lambda: _("Details of the order (F4)"))
        put(self.import_button.setText, lambda: _("Import files"))
        put(self.paste_button.setText, lambda: _("Paste group note"))
        put(self.empty.title.setText, lambda: _("No orders yet"))
        put(
            self.empty.sentence.setText,
            lambda: _("Drop the order files of the evening here, or paste the group's text."),
        )
        put(self.nothing_found.title.setText, lambda: _("No order like that"))
        put(
            self.nothing_found.sentence.setText,
            lambda: _("Try the last four digits of the phone, or take the filter away."),
        )
        put(lambda _text: self._say_filters(), lambda: "")

    def _say_filters(self) -> None:
        words = (_("All orders"), _("Confirmed"), _("Needs review"), _("Without a point"), _("Cancelled"), _("Late"))
        for at, (key, word) in enumerate(zip(FILTERS, words, strict=True)):
            if at < self.filter.count():
                self.filter.setItemText(at, word)
            else:
                self.filter.addItem(word, key)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.words_changed)
        self.filter.activated.connect(lambda: self.filter_chosen.emit(self.filter.currentData()))
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().sectionClicked.connect(self.sort_wanted)
        self.table.copy_wanted.connect(self.copy_wanted)
        self.table.layout_changed.connect(self.layout_changed)
        self.table.row_opened.connect(lambda _index: self.inspector.setVisible(True))
        self.columns_button.clicked.connect(self._on_columns)
        self.inspector_button.clicked.connect(self.toggle_inspector)
        self.import_button.clicked.connect(self.import_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)

    def _on_columns(self) -> None:
        self.table.show_column_menu(QPoint(0, 0))

    def set_model(self, model: OrdersModel) -> None:
        """The rows; the view follows the current one."""
        self.table.setModel(model)
        for at, column in enumerate(model.columns):
            self.table.setColumnHidden(at, column.key in HIDDEN_AT_FIRST)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)

    def _on_current(self, current: object, _before: object) -> None:
        self.order_chosen.emit(current.row())  # type: ignore[attr-defined]

    def show_state(self, state: str) -> None:
        """ "rows", "empty", "nothing" (none fits the filter) or "reading"."""
        self.middle.setCurrentIndex(("rows", "empty", "nothing", "reading").index(state))

    def show_totals(self, text: str, loaded: str) -> None:
        """The foot."""
        self.totals.setText(text)
        self.loaded.setText(loaded)

    def show_filter(self, words: str, key: str) -> None:
        """Puts a filter into the fields without telling anybody."""
        self.search.blockSignals(True)
        self.search.setText(words)
        self.search.blockSignals(False)
        self.filter.setCurrentIndex(FILTERS.index(key))

    def select_places(self, places: list[int], current: int | None) -> None:
        """Selects rows again after a refresh."""
        self.table.choose(places, current)

    def scroll_place(self) -> int:
        """How far the table is scrolled."""
        return self.table.verticalScrollBar().value()

    def scroll_to(self, place: int) -> None:
        """Scrolls back to where it was."""
        self.table.verticalScrollBar().setValue(place)

    def toggle_inspector(self) -> None:
        """Shows or hides the details (F4)."""
        self.inspector.setVisible(self.inspector.isHidden())
        self.layout_changed.emit()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def restore_layout(self, state: dict[str, list[int]]) -> None:
        """Columns as they were."""
        self.table.restore_layout(state)
