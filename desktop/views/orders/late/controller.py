"""Settles what came after the cut: accepted with a reason, rejected, or moved to an open cycle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.orders.late import model
from desktop.views.orders.late.model import Late
from desktop.widgets import figures
from domain.common.sentences import _, ngettext
from domain.cutoff import operations
from domain.cutoff.words import AmendmentKind, LateRow

if TYPE_CHECKING:
    from desktop.views.orders.late.view import LateView
    from desktop.widgets.reason import ReasonSheet


class LateController(QObject):
    """Made when its page is first shown."""

    def __init__(self, view: LateView, desk: Desk, reason: ReasonSheet) -> None:
        super().__init__(view)
        self._view, self._desk, self._reason = view, desk, reason
        self.late, self.accepted = model.late_model(), model.accepted_model()
        self._open_cycles: tuple[str, ...] = ()
        view.set_models(self.late, self.accepted)
        self.follower = Follower(view, frozenset({"ordering", "cutoff"}), self.read, desk.bus, self)
        self._connect()

    def _connect(self) -> None:
        self._view.chosen.connect(self.on_chosen)
        self._view.accept_wanted.connect(self.on_accept)
        self._view.reject_wanted.connect(self.on_reject)
        self._view.move_wanted.connect(self.on_move)
        self._view.language_changed.connect(self.on_language)
        self._desk.cycle_switched.connect(self.follower.look_again)

    def read(self) -> None:
        """The late list of the cycle on the desk."""
        if self._desk.code is None:
            self.on_late(Late((), (), ()))
        else:
            self._desk.read(model.read_late, self._desk.code, answered=self.on_late)

    def on_late(self, late: Late) -> None:
        """Shows it."""
        self.late.show_rows(late.proposals)
        self.accepted.show_rows(late.accepted)
        self._open_cycles = late.open_cycles
        self._view.show_open_cycles(late.open_cycles)
        self._say_empty()
        self.on_chosen()

    def _say_empty(self) -> None:
        cut = self._desk.snapshot is not None
        title = _("Nothing came late") if cut else _("Not cut off yet")
        sentence = (
            _("Orders and changes that come after the cutoff wait here; nothing of the snapshot changes by itself.")
            if cut
            else _("After the cutoff, late orders and changes wait here for you.")
        )
        self._view.show_rows_there(bool(self.late.rows), title, sentence, accepted=bool(self.accepted.rows))

    def chosen_rows(self) -> list[LateRow]:
        """The proposals that are chosen."""
        return [self.late.rows[at] for at in self._view.table.selected_rows() if at < len(self.late.rows)]

    def select(self, place: int) -> None:
        """Selects the row at a place, as a click would."""
        self._view.table.choose([place], place)

    @Slot()
    def on_chosen(self) -> None:
        rows = self.chosen_rows()
        count = len(rows)
        hint = ngettext("{count} row chosen", "{count} rows chosen", count).format(count=figures.count(count))
        can_move = bool(rows and self._open_cycles) and all(row.kind == AmendmentKind.NEW for row in rows)
        self._view.show_chosen(
            hint if count else _("Choose rows; several with Shift or Ctrl."),
            can_accept=bool(rows) and not any(row.is_cancelled for row in rows),
            can_reject=bool(rows),
            can_move=can_move,
        )

    @Slot()
    def on_accept(self) -> None:
        rows = self.chosen_rows()
        self._reason.ask(
            ngettext("Accept {count} change?", "Accept {count} changes?", len(rows)).format(count=len(rows)),
            _("The snapshot stays as it is; the change is printed on every later paper with your name and the reason."),
            _("Accept as amendment"),
            (_("The leader asked for it"), _("Paid before the cutoff"), _("Wrong quantity in the file")),
            lambda reason: self._settle(rows, operations.accept_amendment, reason, _("accepted")),
        )

    @Slot()
    def on_reject(self) -> None:
        rows = self.chosen_rows()
        self._reason.ask(
            ngettext("Reject {count} change?", "Reject {count} changes?", len(rows)).format(count=len(rows)),
            _("It will not come back with the next import of the same file."),
            _("Reject"),
            (_("Too late"), _("Sold out"), _("Refunded on the platform")),
            lambda reason: self._settle(rows, operations.reject_amendment, reason, _("rejected")),
        )

    @Slot(str)
    def on_move(self, cycle: str) -> None:
        reason = _("Came after the cutoff")
        word = _("moved to {cycle}").format(cycle=cycle)
        for row in self.chosen_rows():
            self._run(row, operations.move_amendment, (row.id, cycle, reason), word)

    def _settle(self, rows: list[LateRow], operation: Callable[..., Any], reason: str, word: str) -> None:
        for row in rows:
            self._run(row, operation, (row.id, reason), word)

    def _run(self, row: LateRow, operation: Callable[..., Any], arguments: tuple[Any, ...], word: str) -> None:
        said = _("Order {number}: {word}.").format(number=row.order, word=word)
        self._desk.change(operation, *arguments, answered=lambda _done: self._desk.tell(said), initiator=self)

    @Slot()
    def on_language(self) -> None:
        self.late.say_again()
        self.accepted.say_again()
        self._say_empty()
        self.on_chosen()
