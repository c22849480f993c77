"""Settles held rows: taken when their product and point are known by now, entered by hand, or dropped with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.background import order_files
from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.orders.held import model
from desktop.views.orders.held.model import EntryChoices, HandEntry
from desktop.widgets import figures
from desktop.widgets.tokens import Tone
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _, ngettext, sentence
from domain.ordering import operations, queries
from domain.ordering.queries import HeldRow

if TYPE_CHECKING:
    from desktop.views.orders.held.entry_sheet import EntrySheet
    from desktop.views.orders.held.view import HeldView
    from desktop.widgets.reason import ReasonSheet


class HeldController(QObject):
    """Made when its page is first shown."""

    def __init__(self, view: HeldView, desk: Desk, reason: ReasonSheet, entry: EntrySheet) -> None:
        super().__init__(view)
        self._view, self._desk, self._reason, self.entry = view, desk, reason, entry
        self.model = model.held_model()
        self._choices = EntryChoices((), ())
        view.set_model(self.model)
        self.follower = Follower(view, frozenset({"ordering", "catalogue", "places"}), self.read, desk.bus, self)
        self._connect()
        self.on_chosen()

    def _connect(self) -> None:
        self._view.chosen.connect(self.on_chosen)
        self._view.again_wanted.connect(self.on_again)
        self._view.drop_wanted.connect(self.on_drop)
        self._view.entry_wanted.connect(self.on_entry)
        self._view.language_changed.connect(self.on_language)
        self.entry.entered.connect(self.on_entered)
        self._desk.cycle_switched.connect(self.follower.look_again)

    def read(self) -> None:
        """The held rows of the cycle on the desk."""
        if self._desk.code is None:
            self.on_rows(())
        else:
            self._desk.read(queries.held_rows, self._desk.code, answered=self.on_rows)

    def on_rows(self, rows: tuple[HeldRow, ...]) -> None:
        """Shows them."""
        self.model.show_rows(rows)
        self._view.show_rows_there(bool(rows))
        self.on_chosen()

    def chosen_ids(self) -> list[int]:
        """The held rows that are chosen."""
        return [self.model.rows[at].id for at in self._view.table.selected_rows() if at < len(self.model.rows)]

    def select(self, place: int) -> None:
        """Selects the row at a place, as a click would."""
        self._view.table.choose([place], place)

    @Slot()
    def on_chosen(self) -> None:
        count = len(self.chosen_ids())
        hint = ngettext("{count} row chosen", "{count} rows chosen", count).format(count=figures.count(count))
        self._view.show_chosen(hint if count else _("Choose rows; several with Shift or Ctrl."), count)

    @Slot(bool)
    def on_again(self, with_drafts: bool) -> None:
        self._desk.change(
            operations.take_held, self.chosen_ids(), create_missing=with_drafts, answered=self.on_taken, initiator=self
        )

    def on_taken(self, done: Done) -> None:
        """How many went in, and what still waits."""
        taken, held = int(done.answer["taken"]), int(done.answer["still_held"])
        said = ngettext("{count} row taken.", "{count} rows taken.", taken).format(count=taken)
        if held:
            said += " " + ngettext(
                "{count} is still not clear: enter it by hand.",
                "{count} are still not clear: enter them by hand.",
                held,
            ).format(count=held)
        self._desk.tell(said, Tone.CAREFUL if held and not taken else Tone.RIGHT)

    @Slot()
    def on_drop(self) -> None:
        ids = self.chosen_ids()
        title = ngettext("Drop {count} row?", "Drop {count} rows?", len(ids)).format(count=len(ids))
        self._reason.ask(
            title,
            _("It will not come back with the next import of the same file."),
            _("Drop"),
            (_("The buyer does not want it"), _("A note, not an order"), _("Entered elsewhere")),
            lambda reason: self._drop(ids, reason),
        )

    def _drop(self, ids: list[int], reason: str) -> None:
        def on_done(done: Done) -> None:
            count = int(done.answer["dropped"])
            self._desk.tell(ngettext("{count} row dropped.", "{count} rows dropped.", count).format(count=count))

        self._desk.change(operations.drop_held, ids, reason, answered=on_done, initiator=self)

    @Slot(int)
    def on_entry(self, place: int) -> None:
        if 0 <= place < len(self.model.rows):
            row = self.model.rows[place]
            self._desk.read(model.read_choices, answered=lambda choices: self._open(row, choices))

    def _open(self, row: HeldRow, choices: EntryChoices) -> None:
        self._choices = choices
        self.entry.open_for(row.id, row.row, row.text, sentence(row.reason), choices)

    @Slot(object)
    def on_entered(self, entry: HandEntry) -> None:
        wrong = model.complaint(entry)
        if wrong or self._desk.code is None:
            self.entry.complain(wrong)
            return
        self._desk.change(
            order_files.take,
            [model.file_of(entry, self._choices.products)],
            self._desk.code,
            answered=lambda _taken: self._settle(entry),
            failed=self.on_not_entered,
            initiator=self,
        )

    def _settle(self, entry: HandEntry) -> None:
        """The order is in; the held row is settled with it."""
        self.entry.close_sheet()
        self._desk.change(operations.drop_held, [entry.held_id], model.BY_HAND, initiator=self)
        self._desk.tell(_("The order of {buyer} is taken.").format(buyer=entry.buyer.strip() or entry.phone.strip()))

    def on_not_entered(self, error: Exception) -> None:
        """The form stays, with the reason."""
        if isinstance(error, DomainError):
            self.entry.complain(sentence(error))
        else:
            self._desk.runner.failed.emit(error)

    @Slot()
    def on_language(self) -> None:
        self.model.say_again()
        self.on_chosen()
