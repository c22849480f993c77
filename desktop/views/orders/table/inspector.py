"""The inspector: one order whole, with its lines, tags and the row it came from, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.badges import Badge, Mark
from desktop.widgets.buttons import PLAIN, QUIET, WRONG, Button, IconButton
from desktop.widgets.cards import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.fields import LineEdit
from desktop.widgets.labels import ElidedLabel, Label, hairline
from desktop.widgets.layouts import clear, holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.texts import Texts
from domain.common.sentences import _

WIDTH = 348


@dataclass(frozen=True, slots=True)
class Sight:
    """What the inspector shows, in words. `can`: which of "cancel", "restore", "amend", "point", "reveal" work now."""

    order_id: int
    number: str
    mark: Mark
    buyer: str
    phone: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, str], ...]
    sums: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    origin: str
    can: frozenset[str] = field(default_factory=frozenset)


class Inspector(Card):
    """`act_wanted(what)`: "cancel", "restore", "amend", "point", "reveal"; `tag_added`, `tag_removed`."""

    act_wanted = Signal(str)
    tag_added = Signal(str)
    tag_removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._texts = Texts(self)
        self._pages = QStackedWidget()
        self._empty = EmptyState("orders", width=270)
        self._texts.put(self._empty.title.setText, lambda: _("No order chosen"))
        self._texts.put(
            self._empty.sentence.setText, lambda: _("Choose an order to see its goods and where it came from.")
        )
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._order_page())
        self.column.addWidget(self._pages)

    def _order_page(self) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(self._head())
        column.addWidget(hairline())
        column.addWidget(scrolled(self._body()), 1)
        column.addWidget(hairline())
        column.addWidget(self._feet())
        return holder(column, gap=0)

    def _head(self) -> QWidget:
        self.number = ElidedLabel(size=Size.LARGE, bold=True)
        self.badge = Badge()
        row = QHBoxLayout()
        row.addWidget(self.number, 1)
        row.addWidget(self.badge)
        return holder(row, margins=(16, 11, 12, 11))

    def _body(self) -> QWidget:
        column = QVBoxLayout()
        column.addLayout(self._person())
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(7)
        self._lines.setColumnStretch(0, 1)
        self.origin = Label(size=Size.SMALL, tone="mute", wrap=True)
        for part in (self._facts, hairline(), self._lines, hairline(), self._tags(), self.origin):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        column.addStretch(1)
        return holder(column, margins=(16, 12, 16, 12), gap=12)

    def _person(self) -> QHBoxLayout:
        self.buyer = ElidedLabel(bold=True)
        self.phone = Label()
        self.reveal = IconButton("eye", 18)
        self._texts.put(self.reveal.name, lambda: _("Show the whole phone"))
        self.reveal.clicked.connect(lambda: self.act_wanted.emit("reveal"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.buyer, 1)
        row.addWidget(self.phone)
        row.addWidget(self.reveal)
        return row

    def _tags(self) -> QWidget:
        self._tag_row = QHBoxLayout()
        self.new_tag = LineEdit()
        self.new_tag.setMaxLength(20)
        self.new_tag.setMaximumWidth(110)
        self._texts.put(self.new_tag.setPlaceholderText, lambda: _("Add a tag"))
        self._texts.put(self.new_tag.setAccessibleName, lambda: _("Add a tag"))
        self.new_tag.returnPressed.connect(self._on_tag)
        self._tag_row.addWidget(self.new_tag)
        self._tag_row.addStretch(1)
        return holder(self._tag_row, gap=6)

    def _feet(self) -> QWidget:
        row = QHBoxLayout()
        self.buttons: dict[str, Button] = {}
        words = {
            "point": (PLAIN, lambda: _("Settle the point")),
            "restore": (PLAIN, lambda: _("Take it back in")),
            "amend": (PLAIN, lambda: _("Amend")),
            "cancel": (WRONG, lambda: _("Cancel the order")),
        }
        for key, (kind, word) in words.items():
            button = Button(kind)
            self._texts.put(button.setText, word)
            button.clicked.connect(lambda _checked=False, key=key: self.act_wanted.emit(key))
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        return holder(row, margins=(12, 9, 12, 9), gap=8)

    def show_none(self) -> None:
        """No order is chosen."""
        self._pages.setCurrentIndex(0)

    def show_order(self, sight: Sight) -> None:
        """One order."""
        self.number.setText(sight.number)
        self.badge.show_mark(sight.mark)
        self.buyer.setText(sight.buyer)
        self.phone.setText(sight.phone)
        self.reveal.setVisible("reveal" in sight.can)
        self._fill_facts(sight.facts)
        self._fill_lines(sight.lines, sight.sums)
        self._fill_tags(sight.tags)
        self.origin.setText(sight.origin)
        for key, button in self.buttons.items():
            button.setVisible(key in sight.can)
        self._pages.setCurrentIndex(1)

    def show_phone(self, phone: str) -> None:
        """The whole phone, until another order is shown."""
        self.phone.setText(phone)
        self.reveal.hide()

    def _fill_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        clear(self._facts)
        for at, (name, value) in enumerate(facts):
            self._facts.addWidget(Label(name, size=Size.SMALL, tone="mute"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(value, size=Size.SMALL, wrap=True), at, 1)

    def _fill_lines(self, lines: Sequence[tuple[str, str, str]], sums: Sequence[tuple[str, str]]) -> None:
        clear(self._lines)
        for at, (product, pieces, amount) in enumerate(lines):
            self._lines.addWidget(Label(product, wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(_number(pieces, bold=True), at, 1, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(_number(amount), at, 2, Qt.AlignmentFlag.AlignTop)
        for at, (name, value) in enumerate(sums, len(lines)):
            self._lines.addWidget(Label(name, size=Size.SMALL, tone="ink_2"), at, 0)
            self._lines.addWidget(_number(value), at, 1, 1, 2)

    def _fill_tags(self, tags: Sequence[str]) -> None:
        clear(self._tag_row, keep=2)
        for at, tag in enumerate(tags):
            chip = Button(QUIET, "tag")
            chip.setText(tag)
            chip.setToolTip(_("Press to take the tag off"))
            chip.clicked.connect(lambda _checked=False, tag=tag: self.tag_removed.emit(tag))
            self._tag_row.insertWidget(at, chip)
        self.new_tag.clear()

    def _on_tag(self) -> None:
        if self.new_tag.text().strip():
            self.tag_added.emit(self.new_tag.text().strip())


def _number(text: str, *, bold: bool = False) -> Label:
    label = Label(text, bold=bold)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return label
