"""The routes workspace as one sees it: the map with the morning's hours below, at the right the vans and their stops.

Passive: it draws what it is given and tells what a person does. Next: controller.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.routes.hours import AXIS, ROW, Hours
from desktop.views.routes.shown import HeadFace, HoursLine, Key, StopLine, VanFace
from desktop.views.routes.stops import StopsModel, StopTable
from desktop.views.routes.strip import SearchStrip
from desktop.views.routes.vans import VanList
from desktop.widgets.badges import Badge
from desktop.widgets.buttons import PRIMARY, QUIET, Button, IconButton
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.layouts import holder, scrolled
from desktop.widgets.progress import skeleton_page
from desktop.widgets.route_map import RouteMap
from desktop.widgets.screen import Screen, title_label
from desktop.widgets.toast import Banner
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

PAGES = ("none", "busy", "before", "empty", "plan")
HOURS_ROWS = 6
SIDE_LEAST, SIDE_MOST = 470, 640


class RoutesView(Screen):
    """`head_acted(key)` for a button of the head, `acted(key)` for one of the chosen stops; ways out of empty pages."""

    head_acted = Signal(str)
    acted = Signal(str)
    version_wanted = Signal(int)
    chosen = Signal()
    cutoff_wanted = Signal()
    new_cycle_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.sums, self.mark = title_label(), ElidedLabel(tone="ink_2"), Badge()
        self.undo, self.what_if, self.again = IconButton("undo"), Button(), Button(icon_name="refresh")
        self.next = Button(PRIMARY)
        self.refusal, self.search = Banner(), SearchStrip()
        self.map, self.hours = RouteMap(), Hours()
        self.vans, self.table, self.rows = VanList(), StopTable(), StopsModel()
        self.ways, self.late, self.notes, self.waiting = Banner(), Banner(), Banner(), Banner()
        self.move_button, self.pin_button, self.more = Button(QUIET), Button(QUIET), Button(QUIET)
        self.menu = QMenu(self)
        self.changed = ElidedLabel(tone="ink_2")
        self.plan, self.to_cutoff, self.new_cycle = (
            Button(PRIMARY, "routes"),
            Button(PRIMARY, "cutoff"),
            Button(PRIMARY, "plus"),
        )
        self.none, self.before = EmptyState("routes", self.new_cycle), EmptyState("routes", self.to_cutoff)
        self.empty = EmptyState("routes", self.plan)
        self._next_key = ""
        self._search_menu = QMenu(self)
        self._finish, self._anew = self._search_menu.addAction(""), self._search_menu.addAction("")
        self._pages = QStackedWidget()
        self._lay_out()
        self._say()
        self._connect()

    # Laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for page in (self.none, skeleton_page(), self.before, self.empty, self._plan_page()):
            self._pages.addWidget(page)
        column = self.column(gap=12)
        column.addLayout(self._head())
        column.addWidget(self.refusal)
        column.addWidget(self.notes)
        column.addWidget(self.waiting)
        column.addWidget(self.late)
        column.addWidget(self.search)
        column.addWidget(self._pages, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.mark)
        head.addWidget(self.sums, 1)
        for widget in (self.undo, self.what_if, self.again, self.next):
            head.addWidget(widget)
        return head

    def _plan_page(self) -> QWidget:
        left = QVBoxLayout()
        left.addWidget(self._map_card(), 1)
        left.addWidget(self._hours_card())
        side = QVBoxLayout()
        self.van_area = scrolled(self.vans)
        side.addWidget(self.van_area, 4)
        side.addWidget(self.ways)
        side.addWidget(self._stops_card(), 5)
        row = QHBoxLayout()
        row.addWidget(holder(left, gap=12), 21)
        at_right = holder(side, gap=12)
        at_right.setMinimumWidth(SIDE_LEAST)
        at_right.setMaximumWidth(SIDE_MOST)
        row.addWidget(at_right, 20)
        return holder(row, gap=16)

    def _map_card(self) -> Card:
        card = Card()
        card.column.addWidget(self.map, 1)
        return card

    def _hours_card(self) -> Card:
        card = Card()
        self.hours_area: QScrollArea = scrolled(self.hours)
        card.column.setContentsMargins(4, 4, 4, 4)
        card.column.addWidget(self.hours_area)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return card

    def _stops_card(self) -> Card:
        card = Card()
        self.stops_title = card.head(self.move_button, self.pin_button, self.more)
        card.column.addWidget(self.table, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.changed, 1)
        self._feet = holder(feet, margins=(16, 6, 12, 8))
        card.column.addWidget(self._feet)
        self._feet.hide()
        return card

    def _say(self) -> None:
        put = self.texts.put
        put(self.undo.name, lambda: _("Take the last change back (Ctrl+Z)"))
        put(self.what_if.setText, lambda: _("What if…"))
        put(self.again.setText, lambda: _("Search on"))
        put(self._finish.setText, lambda: _("Finish it for me; what is pinned stays"))
        put(self._anew.setText, lambda: _("Plan everything anew"))
        put(self.move_button.setText, lambda: _("Move to…"))
        put(self.more.setText, lambda: _("More"))
        put(self.plan.setText, lambda: _("Plan the routes"))
        put(self.to_cutoff.setText, lambda: _("To the cutoff"))
        put(self.new_cycle.setText, lambda: _("Open a cycle…"))
        put(self.table.setAccessibleName, lambda: _("Stops"))
        put(self.none.title.setText, lambda: _("No cycle, no routes"))
        put(self.none.sentence.setText, lambda: _("Open a cycle and take its orders first."))
        put(self.before.title.setText, lambda: _("Not cut off yet"))
        put(self.before.sentence.setText, lambda: _("Which van goes where is planned on frozen orders. Cut off first."))
        put(self.empty.title.setText, lambda: _("No routes yet"))
        put(
            self.empty.sentence.setText,
            lambda: _("The plan gives every point a van and a drop, within weight, room, hours and shifts."),
        )

    def _connect(self) -> None:
        self.table.setModel(self.rows)
        self.more.setMenu(self.menu)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self.chosen.emit())
        for key, button in (("undo", self.undo), ("what_if", self.what_if), ("plan", self.plan)):
            button.clicked.connect(lambda _checked=False, key=key: self.head_acted.emit(key))
        self.again.setMenu(self._search_menu)
        self._finish.triggered.connect(lambda: self.head_acted.emit("finish"))
        self._anew.triggered.connect(lambda: self.head_acted.emit("again"))
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(lambda: self.head_acted.emit("undo"))
        self.next.clicked.connect(lambda: self.head_acted.emit(self._next_key))
        for key, button in (("move", self.move_button), ("pin", self.pin_button)):
            button.clicked.connect(lambda _checked=False, key=key: self.acted.emit(key))
        self.table.acted.connect(self.acted)
        self.table.row_opened.connect(lambda _index: self.acted.emit("move"))
        self.late.action.clicked.connect(lambda: self.head_acted.emit("late"))
        self.notes.action.clicked.connect(lambda: self.show_notes(()))
        self.ways.action.clicked.connect(lambda: self.head_acted.emit("ways_out"))
        self.to_cutoff.clicked.connect(self.cutoff_wanted)
        self.new_cycle.clicked.connect(self.new_cycle_wanted)

    # Showing -------------------------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        """ "none" (no cycle), "busy", "before" (not cut off), "empty" (no plan) or "plan"."""
        self._pages.setCurrentIndex(PAGES.index(key))
        is_plan = key == "plan"
        for widget in (self.sums, self.what_if, self.again):
            widget.setVisible(is_plan)
        if not is_plan:
            self.title.setText(_("Routes"))
            self.mark.show_mark(None)
            self.show_late("")
            self.show_waiting("")
            self.undo.hide()
            self.next.hide()

    def show_head(self, face: HeadFace, versions: Sequence[tuple[int, str]], at: int) -> None:
        """The sums of the plan; `versions`: (plan id, words) of those that can be looked at, behind “Search on”."""
        self.title.setText(face.title)
        self.sums.setText(face.sums)
        self.mark.show_mark(face.mark)
        for action in self._search_menu.actions()[2:]:
            self._search_menu.removeAction(action)
        self._search_menu.addSeparator()
        for place, (plan_id, words) in enumerate(versions):
            action = self._search_menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(place == at)
            action.triggered.connect(lambda _checked=False, plan=plan_id: self.version_wanted.emit(plan))

    def show_next(self, key: str, word: str) -> None:
        """The one next step; without a word there is none."""
        self._next_key = key
        self.next.setText(word)
        self.next.setVisible(bool(word))

    def show_vans(self, faces: Sequence[VanFace], chosen: Key | None) -> None:
        """The cards, the chosen one in sight."""
        self.vans.show_faces(faces, chosen)
        card = self.vans.card(chosen) if chosen else None
        if card is not None:
            self.van_area.ensureWidgetVisible(card, 0, 0)

    def show_hours(self, lines: Sequence[HoursLine], chosen: Key | None, points: Sequence[int]) -> None:
        """The morning; a few lines in sight, the rest by scrolling."""
        self.hours.show_lines(lines, chosen, points)
        self.hours_area.setFixedHeight(AXIS + min(HOURS_ROWS, max(1, len(lines))) * ROW + 8)

    def show_stops(self, title: str, lines: Sequence[StopLine], chosen: Sequence[int]) -> None:
        """The stops of the chosen line; `chosen`: points that stay selected."""
        self.stops_title.setText(title)
        same = [line.point_id for line in lines] == [line.point_id for line in self.rows.rows]
        if same:
            self.rows.show_same(lines)
        else:
            self.rows.show_rows(lines)
        self.table.fit_columns()
        places = [at for at, line in enumerate(lines) if line.point_id in set(chosen)]
        if places != self.table.selected_rows():
            self.table.choose(places, places[-1] if places else None)

    def selected_points(self) -> list[int]:
        """The points that are chosen in the list, from top to bottom."""
        return [self.rows.rows[at].point_id for at in self.table.selected_rows() if at < len(self.rows.rows)]

    def show_chosen(self, pin_word: str, *, can_move: bool, can_pin: bool) -> None:
        """What the chosen stops let one do."""
        self.pin_button.setText(pin_word)
        self.move_button.setEnabled(can_move)
        self.pin_button.setEnabled(can_pin)

    def show_menu(self, entries: Sequence[tuple[str, str, str, bool]]) -> None:
        """(key, words, shortcut, enabled) behind “More”; an empty key is a line between."""
        self.menu.clear()
        for key, words, shortcut, enabled in entries:
            if not key:
                self.menu.addSeparator()
                continue
            action = self.menu.addAction(words + (f"\t{shortcut}" if shortcut else ""))
            action.setEnabled(enabled)
            action.triggered.connect(lambda _checked=False, key=key: self.acted.emit(key))

    def show_drivers(self, drivers: Sequence[tuple[int, str]], now: int | None, *, enabled: bool) -> None:
        """Who may drive the chosen route, behind “More” too; a tick at who does now."""
        menu = self.menu.addMenu(_("Driver"))
        menu.setEnabled(enabled)
        for driver_id, name in (*drivers, (0, _("nobody yet"))):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(driver_id == (now or 0))
            action.triggered.connect(lambda _checked=False, who=driver_id: self.acted.emit(f"driver:{who}"))

    def open_menu(self, where: QPoint) -> None:
        """The same menu at a stop of the map."""
        self.menu.popup(where)

    def show_changed(self, words: str) -> None:
        """What the last change by hand came to."""
        self.changed.setText(words)
        self._feet.setVisible(bool(words))

    def show_ways(self, sentence: str) -> None:
        """Points without a van, and the way to what can be done about them."""
        self.ways.tell(sentence, Tone.WRONG, word=_("Ways out…") if sentence else "")

    def show_late(self, sentence: str) -> None:
        """Stops on the road that will be reached too late, and the way to them."""
        self.late.tell(sentence, Tone.CAREFUL, word=_("Show them") if sentence else "")

    def show_waiting(self, sentence: str) -> None:
        """A re-plan that is neither accepted nor refused, and the way back to it."""
        self.waiting.tell(sentence, Tone.RUNNING, word=_("Look at it") if sentence else "")

    def show_undo(self, *, enabled: bool) -> None:
        """Whether a change by hand can be taken back."""
        self.undo.setVisible(True)
        self.undo.setEnabled(enabled)

    def show_notes(self, sentences: Sequence[str]) -> None:
        """What a person must know of the plan that was made."""
        self.notes.tell("\n".join(sentences), Tone.CAREFUL, word=_("Noted") if sentences else "")

    def show_refusal(self, sentence: str) -> None:
        """Why something was not done."""
        self.refusal.tell(sentence, Tone.WRONG)

    def show_searching(self, is_on: bool) -> None:
        """While a search runs nobody begins another."""
        for button in (self.plan, self.again, self.next, self.what_if, self.undo):
            button.setEnabled(not is_on)
        if not is_on:
            self.search.show_idle()
