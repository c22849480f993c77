"""Leads the gate: scan after scan onto the van in hand, one after the other; then the van leaves.

Every verdict is the domain's; what it means is told by colour, word, shape and sound. questions.py asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.background.scan_line import ScanLine, Wanted
from desktop.background.scan_words import UnfitScan, broken_off, judged
from desktop.views.dispatch.loading import faces, model, questions, verdicts
from desktop.views.dispatch.loading.model import AtGate, VanRead
from desktop.views.dispatch.words import bars_of
from desktop.widgets.sounds import Sounds
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict
from domain.common.clock import now
from domain.common.codes import OwnKind, own_code
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _
from domain.dispatch import operations
from domain.dispatch.words import LoadVerdict
from domain.picking.words import Control

if TYPE_CHECKING:
    from desktop.views.dispatch.loading.view import LoadingView
    from desktop.widgets.numbered_sheet import NumberedSheet
    from desktop.widgets.scanner_gate import ScannerGate

STAGES = frozenset({"dispatch", "totes", "packing", "picking", "routing"})
TICK_MS = 20_000


class LoadingController(QObject):
    """`left` when the gate is put away."""

    left = Signal()

    def __init__(self, view: LoadingView, desk: Desk, sounds: Sounds, gate: ScannerGate, sheet: NumberedSheet) -> None:
        super().__init__(view)
        self._view, self._desk, self._sounds, self._sheet = view, desk, sounds, sheet
        self.gate = AtGate()
        self.acts = ScanLine(self)
        self._wants_more = False
        gate.give_to(view, self.on_scan, self.on_broken)
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_head)
        self._tick.start()
        self._keys: dict[str, Callable[[], object]] = {
            "begin": self._begin,
            "behind": self._ask_behind,
            "off": self._ask_off,
            "more": self._ask_more,
            "undo": self._undo,
            "depart": self._ask_depart,
        }
        self._controls: dict[str, Callable[[], object]] = {
            Control.UNDO: self._undo,
            Control.SHORT: self._ask_behind,
            Control.DONE: self._ask_depart,
        }
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.acted.connect(self.on_key)
        view.entered.connect(self.on_entered)
        view.left.connect(self.left)
        view.language_changed.connect(self.show_all)
        self.acts.waits.connect(self.on_waits)
        self._desk.actor_changed.connect(self.show_all)

    # Reading -----------------------------------------------------------------------------------

    def open_van(self, route_id: int) -> None:
        """This van stands at the gate."""
        self.gate = AtGate(route_id)
        self._wants_more = False
        self.acts.drop_all()
        self._view.clear_verdict()
        self.follower.look_again()

    def read(self) -> None:
        """The van in hand."""
        if self.gate.route_id and self._desk.code is not None:
            self._desk.read(model.read_van, self._desk.code, self.gate.route_id, answered=self.on_read)

    def on_read(self, read: VanRead) -> None:
        """Shows it, unless another van has come meanwhile."""
        if read.van.route_id == self.gate.route_id:
            self.gate.read = read
            self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Everything as it is now."""
        view, gate, van = self._view, self.gate, self.gate.van
        self._show_head()
        view.show_pane(faces.pane_face(gate))
        by = (
            _("{person} allowed more: {reason}").format(person=van.over_by, reason=van.over_reason)
            if van and van.over_by
            else ""
        )
        view.show_bars(bars_of(van) if van else (), by)
        view.show_rows(_("Drops, the last one first"), faces.drops_of(gate))
        view.show_keys(faces.keys_of(gate, wants_more=self._wants_more), _("Code of a crate, Enter"))
        view.ask_for(faces.asked(gate))

    @Slot()
    def _show_head(self) -> None:
        actor = self._desk.actor
        self._view.show_head(faces.head_face(self.gate, f"{actor.person} · {actor.station}", now()))

    # Scans -------------------------------------------------------------------------------------

    def on_scan(self, raw: str) -> None:
        """A scan, whatever has the focus."""
        found = judged(raw)
        if isinstance(found, UnfitScan):
            self._tell(*verdicts.of_unfit(found))
            return
        ours = own_code(found.code)
        if ours is not None and ours.kind is OwnKind.CONTROL and ours.value in self._controls:
            self._controls[ours.value]()
        else:
            self._load(found.code)

    def on_broken(self, raw: str) -> None:
        """A burst of keys without its end."""
        self._tell(*verdicts.of_unfit(broken_off(raw)))

    @Slot(str)
    def on_entered(self, text: str) -> None:
        if text:
            self.on_scan(text)
        elif not self.gate.is_loading and not self.gate.is_gone:
            self._begin()

    def _load(self, code: str) -> None:
        self._act(operations.load_tote, code, answered=self.on_loaded, what=code)

    def on_loaded(self, done: Done) -> None:
        """The verdict of a scan."""
        self._wants_more = done.answer["verdict"] == LoadVerdict.OVER_LIMIT
        self._tell(*verdicts.of_scan(done.answer))
        if self._wants_more:
            self.show_all()

    # Keys --------------------------------------------------------------------------------------

    @Slot(str)
    def on_key(self, key: str) -> None:
        self._keys[key]()

    def _begin(self) -> None:
        self._act(operations.begin_loading, answered=self.on_begun)

    def on_begun(self, done: Done) -> None:
        """The van is open; what will not fit is told before the first crate."""
        over = questions.over_said(done.answer)
        if over:
            then = _("F6 allows more by name, F2 leaves crates behind.")
            self._tell(Verdict(Tone.CAREFUL, _("Too much for it"), over, then), Sound.LOOK)
        else:
            self._sounds.play(Sound.RIGHT)

    def _ask_behind(self) -> None:
        questions.ask_behind(self._sheet, self.gate.missing, self._ask_behind_reason)

    def _ask_behind_reason(self, code: str) -> None:
        questions.ask_behind_reason(
            self._sheet,
            code,
            lambda reason: self._act(operations.leave_behind, code, reason, answered=self.on_behind, what=code),
        )

    def on_behind(self, done: Done) -> None:
        """It stays here, by name."""
        what = f"{done.answer['tote']} · {done.answer['point']}"
        then = _("Still to come: {count}").format(count=done.answer["missing"])
        self._tell(Verdict(Tone.CAREFUL, _("Stays here"), what, then), Sound.LOOK)

    def _ask_off(self) -> None:
        questions.ask_off(self._sheet, self.gate.loaded, self._ask_off_reason)

    def _ask_off_reason(self, code: str) -> None:
        questions.ask_off_reason(
            self._sheet,
            code,
            lambda reason: self._act(operations.unload_tote, code, reason, answered=self.on_off, what=code),
        )

    def _undo(self) -> None:
        self._act(operations.undo_load, answered=self.on_off)

    def on_off(self, done: Done) -> None:
        """It stands at the gate again."""
        then = _("On the van now: {count}").format(count=done.answer["on_van"])
        self._tell(Verdict(Tone.RUNNING, _("Taken off"), str(done.answer["tote"]), then), Sound.LOOK)

    def _ask_more(self) -> None:
        self._act(operations.begin_loading, answered=self.on_standing)

    def on_standing(self, done: Done) -> None:
        """What all crates together come to: who allows what is beyond."""
        standing = done.answer

        def allow(reason: str) -> None:
            more = questions.beyond(standing)
            allow_more = partial(
                operations.allow_more,
                weight_g=more["weight_g"],
                volume_ml=more["volume_ml"],
                totes=more["totes"],
            )
            self._act(allow_more, reason, answered=self.on_allowed)

        questions.ask_more(self._sheet, standing, self._desk.actor.person, allow)

    def on_allowed(self, done: Done) -> None:
        """More may be loaded, by name."""
        self._wants_more = False
        person = self._desk.actor.person
        self._tell(
            Verdict(
                Tone.RIGHT, _("Allowed"), str(done.answer["van"]), _("{person} answers for it.").format(person=person)
            ),
            Sound.RIGHT,
        )

    def _ask_depart(self) -> None:
        if self.gate.van is not None:
            questions.ask_depart(self._sheet, self.gate, self.gate.van, self._depart)

    def _depart(self, reason: str) -> None:
        self._act(partial(operations.depart, override=reason or None), answered=self.on_departed)

    def on_departed(self, done: Done) -> None:
        """It has left."""
        self._tell(Verdict(Tone.RIGHT, _("It has left"), str(done.answer["van"]), _("Good trip.")), Sound.DONE)

    # One after the other -----------------------------------------------------------------------

    def _act(
        self,
        operation: Callable[..., Any],
        *arguments: Any,
        answered: Callable[[Done], object],
        what: str = "",
    ) -> None:
        """Puts an act on the van in hand into the line."""
        route = self.gate.route_id

        def on_done(done: Done) -> None:
            self.acts.done()
            answered(done)

        def begin(wanted: Wanted) -> None:
            self._desk.change(
                operation,
                route,
                *arguments,
                command_id=wanted.command_id,
                answered=on_done,
                failed=self.on_failed,
                initiator=self,
            )

        if not self.acts.put(begin, what):
            then = _("Too many scans wait for the books. Stop and look.")
            self._tell(Verdict(Tone.WRONG, _("Wait"), what, then), Sound.WRONG)

    def on_failed(self, error: Exception) -> None:
        """A thing that was not done."""
        if self.acts.failed(error):
            return
        self.acts.done()
        if isinstance(error, DomainError):
            self._tell(*verdicts.of_refusal(error))
        else:
            self._desk.runner.failed.emit(error)
        self.read()

    @Slot(str, int)
    def on_waits(self, what: str, behind: int) -> None:
        then = _("It is kept and tried again. Waiting behind it: {count}").format(count=behind)
        self._tell(Verdict(Tone.CAREFUL, _("Books not reached"), what, then), Sound.LOOK)

    def _tell(self, verdict: Verdict, sound: Sound) -> None:
        self._view.show_verdict(verdict)
        self._sounds.play(sound)
