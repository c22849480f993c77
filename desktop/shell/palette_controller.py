"""Finds what the palette was asked for: commands by their words, orders from the books while one types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background.desk import Desk
from desktop.background.runner import Task
from desktop.shell.actions import Actions, key_text
from desktop.shell.palette import Hit, Palette
from desktop.widgets import figures
from domain.common.sentences import _
from domain.ordering import queries
from domain.ordering.queries import OrderFilter, OrderRow

MOST_ORDERS = 6
PAUSE_MS = 90


class PaletteController(QObject):
    """`order_wanted(id, cycle)`, `orders_wanted(words)`; commands are done here."""

    order_wanted = Signal(int, str)
    orders_wanted = Signal(str)

    def __init__(self, palette: Palette, actions: Actions, desk: Desk) -> None:
        super().__init__(palette)
        self._palette, self._actions, self._desk = palette, actions, desk
        self._words = ""
        self._asked: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        palette.words_changed.connect(self.on_words)
        palette.hit_chosen.connect(self.on_hit)

    @Slot(str)
    def on_words(self, words: str) -> None:
        self._words = words.strip()
        if self._asked:
            self._asked.cancel()
        self._show(())
        if self._words:
            self._pause.start()

    def _ask(self) -> None:
        wanted = OrderFilter(words=self._words)
        self._asked = self._desk.read(
            queries.order_page, wanted, limit=MOST_ORDERS + 1, descending=True, answered=self._show
        )

    def _show(self, found: tuple[OrderRow, ...]) -> None:
        commands, orders = self._commands(), [_order_hit(row) for row in found[:MOST_ORDERS]]
        if len(found) > MOST_ORDERS:
            orders.append(
                Hit("orders", self._words, "orders", _("All orders with “{words}”").format(words=self._words))
            )
        self._palette.show_hits([*orders, *commands], _("Nothing is called that. Try the last four digits of a phone."))

    def _commands(self) -> list[Hit]:
        wanted = self._words.casefold()
        return [
            Hit("command", command.key, command.icon, command.action.text(), "", key_text(command.action))
            for command in self._actions.commands.values()
            if command.action.isEnabled() and command.key != "palette" and wanted in command.action.text().casefold()
        ]

    @Slot(object)
    def on_hit(self, hit: Hit) -> None:
        if hit.kind == "command":
            self._actions.trigger(hit.target)
        elif hit.kind == "order":
            identity, cycle = hit.target.split(" ", 1)
            self.order_wanted.emit(int(identity), cycle)
        else:
            self.orders_wanted.emit(hit.target)


def _order_hit(row: OrderRow) -> Hit:
    detail = " · ".join(part for part in (row.phone, row.point, row.cycle, figures.pieces(row.pieces)) if part)
    return Hit("order", f"{row.id} {row.cycle}", "orders", f"{row.number} {row.buyer}".strip(), detail)
