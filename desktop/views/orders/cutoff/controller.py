"""Leads the cutoff: shows its consequence, does it once, then shows the snapshot; opens it again while that is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.orders.cutoff import model
from desktop.views.orders.cutoff.model import Stand
from desktop.widgets import figures, unsettled
from desktop.widgets.figure_row import Figure
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.cutoff import operations
from domain.cutoff.words import SnapshotRow
from domain.ordering.operations import fail_cycle

if TYPE_CHECKING:
    from desktop.views.orders.cutoff.view import CutoffView
    from desktop.widgets.choice import ChoiceSheet
    from desktop.widgets.reason import ReasonSheet

STAGES = frozenset({"ordering", "cutoff", "catalogue", "places"})


class CutoffController(QObject):
    """`way_out(key)` leads to another page: "import", "points", "review", "held", "late", "papers" ..."""

    way_out = Signal(str)

    def __init__(self, view: CutoffView, desk: Desk, reason: ReasonSheet, choice: ChoiceSheet) -> None:
        super().__init__(view)
        self._view, self._desk, self._reason, self._choice = view, desk, reason, choice
        self.stand: Stand | None = None
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.cut_wanted.connect(self.cut)
        view.way_out.connect(self.on_way_out)
        view.papers_wanted.connect(lambda: self.way_out.emit("papers"))
        view.reopen_wanted.connect(self.on_reopen)
        view.new_cycle_wanted.connect(self._desk.cycle_wanted)
        view.language_changed.connect(self._show)
        self._desk.cycle_switched.connect(self.follower.look_again)

    def read(self) -> None:
        """The cycle on the desk, before or after its cutoff."""
        if self._desk.code is None:
            self._view.show_page("none")
        else:
            self._desk.read(model.read_stand, self._desk.code, answered=self.on_stand)

    def on_stand(self, stand: Stand) -> None:
        """Shows it."""
        self.stand = stand
        self._show()

    @Slot()
    def _show(self) -> None:
        if self.stand is None:
            return
        if self.stand.snapshot is not None:
            self._show_cut(self.stand.snapshot)
        else:
            preview = self.stand.preview
            self._view.show_open(
                model.figures_of(preview),
                unsettled.in_the_way(preview),
                unsettled.worth_a_look(preview),
                model.cut_word(preview),
                can_cut=model.can_cut(preview),
            )
            self._view.show_page("open")

    def _show_cut(self, snapshot: SnapshotRow) -> None:
        said = (
            Figure(figures.count(snapshot.orders), _("orders")),
            Figure(figures.count(snapshot.lines), _("lines")),
            Figure(figures.count(snapshot.pieces), _("pieces")),
            Figure(figures.count(snapshot.amendments), _("amendments")),
        )
        view = self._view
        view.show_snapshot(
            model.snapshot_title(snapshot), model.snapshot_line(snapshot), model.hash_text(snapshot.hash), said
        )
        verdict, agree = model.agreement(snapshot)
        view.show_demands(model.demands_of(snapshot), verdict, agree=agree)
        word = (
            _("Picking has begun: only amendments from here on.")
            if snapshot.is_locked
            else _("Until the first pick the cycle can be opened and cut off again.")
        )
        view.show_next(unsettled.after_cut(snapshot), word, can_reopen=not snapshot.is_locked)
        view.show_page("cut")

    @Slot()
    def cut(self, ignore_minimum: bool = False) -> None:
        """Cuts off the cycle on the desk."""
        if self._desk.code is None:
            return
        self._view.show_refusal("")
        self._view.show_busy(_("Freezing the orders and drawing up the three demands"))
        self._desk.change(
            operations.cut_off,
            self._desk.code,
            ignore_minimum=ignore_minimum,
            answered=self.on_cut,
            failed=self.on_refused,
            initiator=self,
        )

    def on_cut(self, done: Done) -> None:
        """It is done: told at the foot, the page shows the snapshot when it has read it."""
        self._view.show_busy("")
        answer = done.answer
        self._desk.tell(
            _("Cut off: {orders}, {pieces}. Snapshot {version} is frozen.").format(
                orders=figures.orders(int(answer["orders"])),
                pieces=figures.pieces(int(answer["pieces"])),
                version=answer["snapshot"],
            )
        )

    def on_refused(self, error: Exception) -> None:
        """It was not done: the reason stands above the numbers, which are read anew."""
        self._view.show_busy("")
        if isinstance(error, DomainError):
            self._view.show_refusal(sentence(error))
        else:
            self._desk.runner.failed.emit(error)
        self.read()

    @Slot(str)
    def on_way_out(self, key: str) -> None:
        if key == "minimum":
            self._decide_minimum()
        else:
            self.way_out.emit(key)

    def _decide_minimum(self) -> None:
        """Running it all the same, or letting it fail: the second cannot be undone, so it says what it costs."""
        if self.stand is None:
            return
        preview = self.stand.preview
        self._choice.ask(
            _("The minimum is not reached"),
            _("Letting it fail cancels {orders} for good and makes {amount} due for refund.").format(
                orders=figures.orders(preview.orders), amount=figures.yuan(preview.paid_fen)
            ),
            (
                (_("Run it all the same"), lambda: self.cut(ignore_minimum=True)),
                (_("Let it fail…"), self._ask_fail),
            ),
        )

    def _ask_fail(self) -> None:
        self._reason.ask(
            _("Let the cycle fail?"),
            _("All its orders are cancelled and what was paid is due back. This cannot be undone."),
            _("Let it fail"),
            (_("Minimum not reached"), _("The supplier cannot deliver")),
            self._fail,
        )

    def _fail(self, reason: str) -> None:
        def on_done(done: Done) -> None:
            amount = figures.yuan(int(done.answer["refund_fen"]))
            self._desk.tell(_("The cycle failed; {amount} are due for refund.").format(amount=amount))

        self._desk.change(fail_cycle, self._desk.code, reason, answered=on_done, failed=self.on_refused, initiator=self)

    @Slot()
    def on_reopen(self) -> None:
        if self.stand is None or self.stand.snapshot is None:
            return
        snapshot = self.stand.snapshot
        self._reason.ask(
            _("Open {cycle} again?").format(cycle=snapshot.cycle),
            _(
                "Snapshot {version} is kept but no longer counts; papers made from it are void. Accepted amendments become order lines."
            ).format(version=snapshot.version),
            _("Open again"),
            (_("Orders were missing"), _("Cut off too early")),
            self._reopen,
        )

    def _reopen(self, reason: str) -> None:
        def on_done(done: Done) -> None:
            self._desk.tell(_("{cycle} is open again. Cut it off when it is ready.").format(cycle=done.answer["cycle"]))

        self._desk.change(
            operations.reopen, self._desk.code, reason, answered=on_done, failed=self.on_refused, initiator=self
        )
