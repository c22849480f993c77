"""A re-plan on the road as a list: which stops change, which crates change vans, whom to tell. Accepted or refused whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.views.routes.words import limit_said, minute_clock, more_km, more_yuan
from desktop.widgets.badges import Mark
from desktop.widgets.buttons import PRIMARY, QUIET, Button, Tabs
from desktop.widgets.labels import Label
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.sheet import Sheet
from desktop.widgets.tables import Table, copy_text
from desktop.widgets.tokens import Tone
from domain.common.codes import masked_phone
from domain.common.sentences import _, ngettext, sentence
from domain.dispatch.words.road import Replan, StopChange, Tell, ToteMove

if TYPE_CHECKING:
    from collections.abc import Sequence

HIGH = 300
KEYS = ("stops", "totes", "tell")


class ReplanSheet(Sheet):
    """`accepted(id)` or `refused(id)`, and nothing between."""

    accepted = Signal(int)
    refused = Signal(int)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=960)
        self.title = self.head()
        self.sentence = Label(tone="ink_2", wrap=True)
        self.warning = Label(tone="wrong", wrap=True)
        self.tabs = Tabs(KEYS)
        self.stops, self.totes, self.tell = stops_model(), totes_model(), tell_model()
        self._pages = QStackedWidget()
        for model in (self.stops, self.totes, self.tell):
            self._add_table(model)
        self._pages.setFixedHeight(HIGH)
        self.words = Label(tone="ink_2", wrap=True)
        for widget in (self.sentence, self.warning, self.tabs, self._pages, self.words):
            self.body.addWidget(widget)
        self.copy, self.refuse, self.accept = Button(QUIET), Button(), Button(PRIMARY)
        self._replan = 0
        self._lay_out_feet()
        self.tabs.chosen.connect(self.show_tab)

    def _add_table(self, model: RowsModel[Any]) -> None:
        table = Table(dense=True, framed=True)
        table.setModel(model)
        table.selectionModel().currentChanged.connect(lambda *_at: self._show_words())
        self._pages.addWidget(table)
        self.texts.put(lambda _text: model.say_again(), lambda: "")

    def _lay_out_feet(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.refuse)
        row.addWidget(self.accept)
        self.body.addLayout(row)
        put = self.texts.put
        put(self.copy.setText, lambda: _("Copy the messages"))
        put(self.refuse.setText, lambda: _("Refuse it…"))
        put(self.accept.setText, lambda: _("Accept the whole"))
        put(self.tabs.tabs["stops"].setText, lambda: _("Stops"))
        put(self.tabs.tabs["totes"].setText, lambda: _("Crates that change vans"))
        put(self.tabs.tabs["tell"].setText, lambda: _("Whom to tell"))
        self.copy.clicked.connect(lambda: copy_text(messages_said(self.tell.rows)))
        self.refuse.clicked.connect(lambda: self._leave(self.refused.emit))
        self.accept.clicked.connect(lambda: self._leave(self.accepted.emit))

    def _leave(self, tell: Callable[[int], object]) -> None:
        self.close_sheet()
        tell(self._replan)

    def show_tab(self, key: str) -> None:
        """One of the three lists."""
        self.tabs.mark(key)
        self._pages.setCurrentIndex(KEYS.index(key))
        self.copy.setVisible(key == "tell")
        self._show_words()

    def _show_words(self) -> None:
        """The whole message of the chosen person: a row of the table holds its beginning."""
        table = self._pages.currentWidget()
        rows = self.tell.rows if isinstance(table, Table) and table.model() is self.tell else []
        at = table.currentIndex().row() if isinstance(table, Table) else -1
        self.words.setText(_what(rows[max(at, 0)]) if rows else "")
        self.words.setVisible(bool(rows))
        self.fit()

    def show_replan(self, replan: Replan) -> None:
        """Opens it on a proposal."""
        self._replan = replan.id
        self.title.setText(sentence(replan.what))
        self.sentence.setText(sums_said(replan))
        self.warning.setText(left_said(replan))
        self.warning.setVisible(bool(self.warning.text()))
        self.stops.show_rows(replan.changed)
        self.totes.show_rows(replan.totes)
        self.tell.show_rows(replan.tell)
        for key, rows in zip(KEYS, (replan.changed, replan.totes, replan.tell), strict=True):
            self.tabs.tabs[key].show_count(_count(rows))
        self.show_tab("stops")
        self.open_sheet(self.accept)


def _count(rows: Sequence[object]) -> str:
    return str(len(rows)) if rows else ""


def sums_said(replan: Replan) -> str:
    """What it comes to: way, cost, where crates are taken over."""
    parts = [more_km(replan.extra_m), more_yuan(replan.extra_fen)]
    if replan.totes:
        count = len(replan.totes)
        said = ngettext("{count} crate changes vans", "{count} crates change vans", count).format(count=count)
        parts.append(f"{said} · {replan.place}" if replan.place else said)
    late = len(replan.late_after)
    if late:
        parts.append(ngettext("{count} stop late", "{count} stops late", late).format(count=late))
    return " · ".join(parts)


def left_said(replan: Replan) -> str:
    """Points nobody serves by it."""
    named = "、".join(stop.point for stop in replan.left)
    return _("Nobody serves: {points}").format(points=named) if named else ""


def messages_said(rows: Sequence[Tell]) -> str:
    """What to say to everybody, a line each, to be pasted into the group."""
    return "\n".join(f"{row.name or row.van or row.point}: {_what(row)}" for row in rows)


def stops_model() -> RowsModel[StopChange]:
    """A row per stop that changes."""
    return RowsModel(
        (
            Column("point", lambda: _("Pickup point"), lambda row: row.point, 180, stretches=True),
            Column("from", lambda: _("Van before"), lambda row: row.from_van or "—", 96),
            Column("to", lambda: _("Van now"), lambda row: "—" if row.is_left else row.to_van, 96),
            Column("before", lambda: _("There at, before"), _before, 104, is_number=True, is_quiet=True),
            Column("after", lambda: _("There at, now"), _after, 104, is_number=True),
            Column("later", lambda: _("Difference"), _later, 92, is_number=True),
            Column("totes", lambda: _("Crates"), lambda row: str(row.totes), 60, is_number=True),
            Column("mark", lambda: _("Change"), _change_word, 140, mark=_change_mark, hint=_change_hint),
        )
    )


def _before(row: StopChange) -> str:
    return minute_clock(row.arrive_before_min) if row.arrive_before_min is not None else "—"


def _after(row: StopChange) -> str:
    return "—" if row.is_left else minute_clock(row.arrive_after_min)


def _later(row: StopChange) -> str:
    if not row.later_min:
        return ""
    return ("−" if row.later_min < 0 else "+") + _("{minutes} min").format(minutes=abs(row.later_min))


def _change_mark(row: StopChange) -> Mark:
    if row.is_skipped:
        return Mark(Tone.CAREFUL, _("left out today"))
    if row.limit:
        return Mark(Tone.WRONG, _("no van"))
    if row.late_min:
        return Mark(Tone.CAREFUL, _("{minutes} min late").format(minutes=row.late_min))
    return Mark(Tone.RUNNING, _("other van")) if row.changes_van else Mark(Tone.PLAIN, _("other time"))


def _change_word(row: StopChange) -> str:
    return _change_mark(row).word


def _change_hint(row: StopChange) -> str:
    return limit_said(row.limit) if row.limit else ""


def totes_model() -> RowsModel[ToteMove]:
    """A row per crate."""
    return RowsModel(
        (
            Column("tote", lambda: _("Crate"), lambda row: row.tote, 140),
            Column("point", lambda: _("Pickup point"), lambda row: row.point, 200, stretches=True),
            Column("from", lambda: _("From"), lambda row: row.from_van or _("the warehouse"), 140),
            Column("to", lambda: _("To"), lambda row: row.to_van, 140),
        )
    )


def tell_model() -> RowsModel[Tell]:
    """A row per person, the phone by its last digits."""
    return RowsModel(
        (
            Column("who", lambda: _("Who"), lambda row: " · ".join(filter(None, (row.name, row.van, row.point))), 210),
            Column("phone", lambda: _("Phone"), lambda row: masked_phone(row.phone) if row.phone else "", 120),
            Column("what", lambda: _("What to say"), _what, 300, stretches=True, hint=_what),
        )
    )


def _what(row: Tell) -> str:
    return sentence(row.what)
