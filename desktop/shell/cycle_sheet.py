"""The form that opens a cycle: code, title, cutoff, delivery day, the minimum to run; sensible from the start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.fields import Day, Field, LineEdit, Moment, Whole
from desktop.widgets.labels import Label
from desktop.widgets.sheet import Sheet
from domain.common.sentences import _


@dataclass(frozen=True, slots=True)
class CycleWish:
    """What the form says; the cutoff is an aware moment."""

    code: str
    title: str
    cutoff_at: datetime
    delivery: date
    minimum_orders: int


class CycleSheet(Sheet):
    """`wished(CycleWish)` when the primary button is pressed."""

    wished = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=520)
        title = self.head()
        self.texts.put(title.setText, lambda: _("Open a cycle"))
        intro = Label(tone="ink_2", wrap=True)
        self.texts.put(
            intro.setText, lambda: _("One sale: orders come in until the cutoff, goods go out on the delivery day.")
        )
        self.body.addWidget(intro)
        self.code, self.title = LineEdit(), LineEdit()
        self.code.setMaxLength(40)
        self.title.setMaxLength(80)
        self.cutoff, self.delivery, self.minimum = Moment(), Day(), Whole(0, 100_000)
        self._row(
            self._field(self.code, lambda: _("Cycle code")), self._field(self.title, lambda: _("Title (may be empty)"))
        )
        self._row(
            self._field(self.cutoff, lambda: _("Planned cutoff")), self._field(self.delivery, lambda: _("Delivery day"))
        )
        self._row(self._field(self.minimum, lambda: _("Orders needed to run (0: any)")), QWidget())
        self.done = self.feet()
        self.texts.put(self.done.setText, lambda: _("Open it"))
        self.done.clicked.connect(self._on_done)
        for edit in (self.code, self.title):
            edit.returnPressed.connect(self._on_done)

    def _field(self, content: QWidget, name: object) -> Field:
        field = Field(content)
        self.texts.put(field.say, name)  # type: ignore[arg-type]
        return field

    def _row(self, left: QWidget, right: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.body.addLayout(row)

    def open_with(self, wish: CycleWish) -> None:
        """Opens with these values in the fields."""
        self.code.setText(wish.code)
        self.title.setText(wish.title)
        self.cutoff.setDateTime(QDateTime.fromSecsSinceEpoch(int(wish.cutoff_at.timestamp())))
        self.delivery.setDate(QDate(wish.delivery.year, wish.delivery.month, wish.delivery.day))
        self.minimum.setValue(wish.minimum_orders)
        self.complain("")
        self.open_sheet(self.code)
        self.code.selectAll()

    def complain(self, sentence: str) -> None:
        """Why the cycle cannot be opened like this."""
        field = self.code.parentWidget()
        if isinstance(field, Field):
            field.complain(sentence)
        self.fit()

    def wish(self) -> CycleWish:
        """What the fields say."""
        moment = datetime.fromtimestamp(self.cutoff.dateTime().toSecsSinceEpoch()).astimezone()
        day = self.delivery.date()
        return CycleWish(
            self.code.text().strip(),
            self.title.text().strip(),
            moment,
            date(day.year(), day.month(), day.day()),
            self.minimum.value(),
        )

    def _on_done(self) -> None:
        wish = self.wish()
        if not wish.code:
            self.complain(_("Give it a code: a word or number of your own, such as 0526."))
            return
        self.wished.emit(wish)
