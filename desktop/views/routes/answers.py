"""Answers about a day in a sheet: what-ifs side by side, the ways out of a day that does not fit. Nothing is changed.

While it is reckoned the sheet says so; closing it ends the reckoning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.routes.words import km, minute_clock, more_km, more_yuan
from desktop.widgets import figures
from desktop.widgets.badges import Mark
from desktop.widgets.labels import Label, hairline
from desktop.widgets.layouts import clear, holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.sheet import Sheet
from desktop.widgets.tables import HEAD, ROW, Table
from desktop.widgets.tokens import Tone
from domain.common.sentences import _, ngettext, sentence
from domain.routing.words import OutcomeRow

if TYPE_CHECKING:
    from domain.routing.words import WayOutRow, WaysOutRow, WhatIfRow

LOW, HIGH = 40, 360
SIDE = 36


class AnswersSheet(Sheet):
    """`closed` also means: nobody waits for the answer any more."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=1000)
        self.title = self.head()
        self.sentence = Label(tone="ink_2", wrap=True)
        self.body.addWidget(self.sentence)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.texts.put(self.bar.setAccessibleName, lambda: _("Reckoning"))
        self.table, self.rows = Table(framed=True), outcomes_model()
        self.table.setModel(self.rows)
        self.texts.put(self.table.setAccessibleName, lambda: _("What if"))
        self.texts.put(lambda _text: self.rows.say_again(), lambda: "")
        self._ways = QVBoxLayout()
        self._ways.setSpacing(10)
        self._area = scrolled(holder(self._ways, margins=(0, 0, 6, 0)))
        self._pages = QStackedWidget()
        for page in (QWidget(), self.table, self._area):
            self._pages.addWidget(page)
        self._pages.setFixedHeight(HIGH)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._pages)

    def show_waiting(self, title: str, sentence_: str) -> None:
        """The question; its answer is still reckoned."""
        self.title.setText(title)
        self.sentence.setText(sentence_)
        self.bar.show()
        self._pages.setCurrentIndex(0)
        self._pages.setFixedHeight(LOW)
        self.open_sheet()

    def show_what_if(self, answer: WhatIfRow) -> None:
        """The day as it is first, then what would be."""
        self.bar.hide()
        self.sentence.setText(_("Each one is a plan of its own, checked like every other. Nothing is changed by it."))
        self.rows.show_rows(answer.outcomes)
        self._pages.setCurrentWidget(self.table)
        self._make_room(HEAD + ROW * len(answer.outcomes) + 4)

    def show_ways(self, answer: WaysOutRow) -> None:
        """What falls short, and what can be done about it, the cheapest first."""
        self.bar.hide()
        self.sentence.setText(_said(answer))
        clear(self._ways)
        for notice in (*answer.complaints, *(row.told for row in answer.shortfalls)):
            self._ways.addWidget(Label(sentence(notice), wrap=True, tone="wrong"))
        for number, way in enumerate(answer.ways, 1):
            self._ways.addWidget(_way_block(number, way))
        if answer.ways:
            self._ways.addWidget(Label(_next_step(), tone="ink_2", wrap=True))
        elif not answer.is_whole:
            self._ways.addWidget(Label(_no_way(), wrap=True))
        self._ways.addStretch(1)
        self._pages.setCurrentWidget(self._area)
        high = self._ways.totalHeightForWidth(self.card.width() - 2 * SIDE)
        holding = self._area.widget()
        if holding is not None:
            holding.setFixedHeight(high)  # sentences that wrap ask for more than they take
        self._make_room(high)

    def _make_room(self, high: int) -> None:
        """As high as the answer, never higher than fits."""
        self._pages.setFixedHeight(max(LOW, min(HIGH, high)))
        self.fit()

    def show_refusal(self, words: str) -> None:
        """Why there is no answer."""
        self.bar.hide()
        self.sentence.setText(words)
        self.fit()


def _said(answer: WaysOutRow) -> str:
    if answer.is_whole:
        return _("Every point has a van. No way out is needed.")
    return _("Left out: {points}").format(points="、".join(answer.left_out))


def _next_step() -> str:
    return _("To take one: change the vans or the hours in the table of places, then plan everything anew.")


def _no_way() -> str:
    return _(
        "No single step brings all of them in. Move points to another day, or leave some out with their leaders' word."
    )


def _way_block(number: int, way: WayOutRow) -> QWidget:
    """“1  Hired couriers: 1 …” with what the day then costs."""
    column = QVBoxLayout()
    what = "; ".join(sentence(measure.told) for measure in way.measures)
    column.addWidget(hairline())
    column.addWidget(Label(f"{number}  {what}", bold=True, wrap=True))
    column.addWidget(Label(sentence(way.told), tone="ink_2", size=Size.SMALL, wrap=True))
    return holder(column, gap=4)


def outcomes_model() -> RowsModel[OutcomeRow]:
    """What-ifs side by side: cost, way and last arrival with what they are more or less than today."""
    return RowsModel(
        (
            Column("what", lambda: _("What if"), lambda row: sentence(row.told), 160, stretches=True, hint=_what),
            Column("cost", lambda: _("Cost of the day"), lambda row: figures.yuan(row.cost_fen), 100, is_number=True),
            Column("more", lambda: _("Difference"), _more_cost, 88, is_number=True, is_quiet=True),
            Column("way", lambda: _("Kilometres"), lambda row: km(row.distance_m), 84, is_number=True),
            Column("more_way", lambda: _("Difference"), _more_way, 84, is_number=True, is_quiet=True),
            Column("latest", lambda: _("Last arrival"), lambda row: minute_clock(row.latest_min), 84, is_number=True),
            Column("vans", lambda: _("Vans"), lambda row: str(row.vans), 52, is_number=True),
            Column("left", lambda: _("Left out"), _left, 96, mark=_left_mark),
        )
    )


def _what(row: OutcomeRow) -> str:
    return "\n".join((sentence(row.told), *row.left_out))


def _more_cost(row: OutcomeRow) -> str:
    return more_yuan(row.more_fen) if row.more_fen else ""


def _more_way(row: OutcomeRow) -> str:
    return more_km(row.more_m) if row.more_m else ""


def _left(row: OutcomeRow) -> str:
    mark = _left_mark(row)
    return mark.word if mark else ""


def _left_mark(row: OutcomeRow) -> Mark | None:
    count = len(row.left_out)
    if not count:
        return Mark(Tone.RIGHT, _("none"))
    return Mark(Tone.WRONG, ngettext("{count} point", "{count} points", count).format(count=count))
