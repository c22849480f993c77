"""Leads a station: takes scans and what is typed, hands them to the domain one after the other, shows what came of it.

It judges and counts nothing. scan_line.py keeps the order, weights.py brings weights, entering.py what is typed,
keys.py does what a key says, sealing.py ends a point. Next: model.py for what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.scale import LiveWeight
from desktop.background.scan_line import ScanLine, Wanted
from desktop.background.scan_words import read_scan
from desktop.background.weights import scale_face
from desktop.views.picking.station import faces, model, outcomes, verdicts
from desktop.views.picking.station.entering import Entering
from desktop.views.picking.station.keys import Keys
from desktop.views.picking.station.model import Station
from desktop.views.picking.station.outcomes import Acted, Outcome
from desktop.views.picking.station.sealing import Sealing
from desktop.views.picking.station.weights import Weights
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict as Shown
from domain.common.clock import now
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.picking.values import Stand
from domain.picking.words import PickMethod, Verdict

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.background.scale import Scale
    from desktop.settings import Settings
    from desktop.views.picking.station.view import StationView
    from desktop.views.picking.station.weighing import Weigher
    from desktop.widgets.numbered_sheet import NumberedSheet
    from desktop.widgets.reason import ReasonSheet
    from desktop.widgets.sounds import Sounds

STAGES = frozenset({"picking", "totes", "packing", "cutoff", "stock"})


class StationController(QObject):
    """`left` when the person goes back to the board; `judged(Scanned)` after each scan, for who reads along."""

    left = Signal()
    judged = Signal(object)

    def __init__(
        self,
        view: StationView,
        desk: Desk,
        settings: Settings,
        devices: tuple[Scale, Sounds],
        sheets: tuple[NumberedSheet, ReasonSheet],
        clear_over: Callable[[], object],
    ) -> None:
        super().__init__(view)
        self._view, self.desk = view, desk
        self._scale, self._sounds = devices
        self._reason, self._clear_over = sheets[1], clear_over
        self.station: Station | None = None
        self.line = ScanLine(self)
        self.weights = Weights(self, self._scale, sheets[0], lambda: settings.auto_weight)
        self.keys = Keys(self, *sheets)
        self.entering = Entering(self, view)
        self.sealing = Sealing(self, self._scale, lambda: settings.auto_weight)
        self.follower = Follower(view, STAGES, self._look_again, desk.bus, self, own=self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.entered.connect(self.entering.on_entered)
        view.acted.connect(self.keys.on_key)
        view.left.connect(self.on_left)
        view.crate_chosen.connect(self.on_crate_chosen)
        view.language_changed.connect(self.show)
        self._scale.live_changed.connect(self.on_live)
        self.line.waits.connect(self.on_waits)
        self.desk.actor_changed.connect(self.show)

    @property
    def weigher(self) -> Weigher:
        """The piece that waits for its weight, if one does."""
        return self.weights.weigher

    # Where it stands -----------------------------------------------------------------------------

    def stand_at(self, wave_id: int, method: str, point_id: int | None = None, product_id: int | None = None) -> None:
        """The station goes to a wave, and to a point of it; the first open one when none is named. Sowing, to a product."""
        stand = Stand(wave_id, PickMethod(method), point_id, product_id=product_id)
        self.desk.read(model.read_station, stand, answered=self.on_moved)

    def take_up(self) -> None:
        """Where this station put its work down; else the wave that is due first."""
        self._view.show_line(faces.nothing_face())
        if self.desk.snapshot is not None:
            self.desk.read(model.read_last, self.desk.actor.station, self.desk.code, answered=self.on_moved)

    def on_moved(self, station: Station | None) -> None:
        """It stands elsewhere: nothing of the line before may count for the next."""
        self.line.drop_all()
        self.weights.drop()
        self.entering.forget()
        self._view.clear_verdict()
        self.sealing.leave()
        self.on_read(station)

    def on_read(self, station: Station | None) -> None:
        """The books were read."""
        if station is not None:
            self.station = station
        self.show()

    def take_in_hand(self, cell_id: int) -> None:
        """Another line of the list is next."""
        if self.station is not None:
            self.weights.drop()
            self.station = replace(self.station, cell_id=cell_id, turn=None)
            self._view.clear_verdict()
            self.show()

    def _look_again(self) -> None:
        """Another station or another window changed something; what is under way here answers for itself."""
        station = self.station
        if station is not None and not self.line.is_busy:
            self.desk.read(model.read_again, station, answered=self._on_looked)

    def _on_looked(self, again: Station | None) -> None:
        here = self.station
        if here is not None and again is not None and not self.line.is_busy and again.stand == here.stand:
            self.on_read(again)

    # What it shows -------------------------------------------------------------------------------

    @Slot()
    def show(self) -> None:
        """Everything as it stands."""
        station, view, actor = self.station, self._view, self.desk.actor
        if station is None:
            return
        sealing = self.sealing
        view.show_head(faces.head_face(station, f"{actor.person} · {actor.station}", now()))
        view.show_line(sealing.face(station) if sealing.is_open else faces.line_face(station))
        view.ask_for(
            sealing.asked()
            if sealing.is_open
            else faces.asked(station, self.weigher.is_waiting, self.entering.quantity)
        )
        crates, wide = faces.crate_faces(station, sealing.crate)
        view.show_crates(crates, wide=wide)
        view.show_next(*faces.next_face(station))
        allows = sealing.may_allow if sealing.is_open else self.weights.refused is not None
        view.show_keys(
            faces.keys_of(station, allows=allows, seals=sealing.is_open),
            faces.typed_hint(self.weigher.is_waiting or sealing.is_open),
        )
        self.on_live(self._scale.live)

    @Slot(object)
    def on_live(self, live: LiveWeight) -> None:
        """The card of the scale is there while something is weighed: the line in hand, or a crate to be sealed."""
        line = self.station.line if self.station else None
        if self.sealing.is_open and self.station is not None:
            self._view.show_line(self.sealing.face(self.station))
            self._view.show_scale(scale_face(live, self.sealing.limits()))
        elif line is not None and (line.weighed or self.weigher.is_waiting):
            self._view.show_scale(scale_face(live, faces.limits_of(line)))
        else:
            self._view.show_scale(None)

    def tell(self, verdict: Shown, sound: Sound | None = None) -> None:
        """The band and the ear."""
        self._view.show_verdict(verdict)
        if sound is not None:
            self._sounds.play(sound)

    def clear_verdict(self) -> None:
        """Another thing begins."""
        self._view.clear_verdict()

    # Scans ---------------------------------------------------------------------------------------

    def on_scan(self, code: str) -> None:
        """A scanner read something, wherever the focus was: no question and no sheet stands in its way."""
        self._clear_over()
        text = read_scan(code).text
        if self.keys.takes(text) or self.sealing.takes(text):
            return
        if self.station is None:
            self.tell(Shown(Tone.WRONG, _("No wave"), _("Nothing is released yet")), Sound.WRONG)
        elif self.weigher.is_waiting and model.product_of(self.station, code) == self.weigher.product_id:
            self.weigher.confirm()
        else:
            self.put(code)

    def put(self, code: str, product_id: int | None = None) -> None:
        """A code takes its place behind the scans that wait; `product_id` says what a typed one means."""
        if not self.line.put(lambda wanted: self._scan(wanted, code, product_id), verdicts.brief(code)):
            self.tell(Shown(Tone.WRONG, _("Stop"), _("The books are out of reach"), _("Wait.")), Sound.WRONG)

    def on_broken(self, code: str) -> None:
        """A scan broke off in the middle."""
        self._clear_over()
        self.tell(verdicts.broken_off(code), Sound.UNKNOWN)

    def _scan(self, wanted: Wanted, code: str, product_id: int | None) -> None:
        if self.station is None:
            self.line.done()
            return
        quantity = self.entering.take_quantity()
        self.desk.change(
            outcomes.scan,
            self.station,
            code,
            product_id=product_id,
            quantity=quantity or None,
            command_id=wanted.command_id,
            answered=lambda outcome: self.on_outcome(outcome, code),
            failed=lambda error: self.on_failed(error, quantity),
            initiator=self,
        )

    def on_outcome(self, outcome: Outcome, code: str) -> None:
        """The answer of a scan or a weight: shown at once, then the next one is judged."""
        scanned, self.station = outcome.scanned, outcome.station
        if scanned.verdict is Verdict.NEEDS_WEIGHT and scanned.product_id is not None:
            self.weigher.begin(scanned.product_id)
        elif scanned.is_counted:
            self.weights.drop()
            self.entering.counted(code, is_right=scanned.verdict is Verdict.RIGHT)
        self.show()
        self.tell(verdicts.shown(scanned, outcome.station), verdicts.sound_of(scanned))
        self.line.done()
        self.judged.emit(scanned)

    def on_failed(self, error: Exception, quantity: int = 0) -> None:
        """A scan or a weight has no answer: tried again while the books are out of reach, else told."""
        if self.line.failed(error):
            self.entering.quantity = quantity
            return
        self.line.done()
        self.refuse(error)

    @Slot(str, int)
    def on_waits(self, what: str, behind: int) -> None:
        """The books are out of reach: said, and tried again under the same id."""
        then = _("The books are out of reach; it is tried again by itself.")
        if behind:
            then += " " + _("{count} more wait.").format(count=behind)
        self.tell(Shown(Tone.CAREFUL, _("Waiting"), _("{what} is not counted yet").format(what=what), then), Sound.LOOK)

    # Other acts ----------------------------------------------------------------------------------

    def act(self, operation: Callable[..., Any], *arguments: Any, told: Callable[[Any], Shown], **named: Any) -> None:
        """Does something to the books and shows the station after it, with a word of what was done."""

        def on_acted(acted: Acted) -> None:
            self.on_read(acted.station)
            self.tell(told(acted.answer), Sound.RIGHT)

        self.desk.change(
            outcomes.act,
            self.station,
            operation,
            *arguments,
            answered=on_acted,
            failed=self.refuse,
            initiator=self,
            **named,
        )

    def refuse(self, error: Exception) -> None:
        """What was wanted was not done, and why; the station is looked at again."""
        if not isinstance(error, DomainError):
            self.desk.runner.failed.emit(error)
            return
        what, then = verdicts.parted(sentence(error))
        self.tell(Shown(Tone.WRONG, _("Not done"), what, then), Sound.WRONG)
        self._look_again()

    def ask_words(self, title: str, said: str, word: str, usual: Sequence[str], then: Callable[[str], object]) -> None:
        """Asks for a name or a reason."""
        self._reason.ask(title, said, word, usual, then)

    @Slot(str)
    def on_crate_chosen(self, key: str) -> None:
        """A crate's card was pressed: at a point its code counts as scanned; sowing, its point is next."""
        station = self.station
        if station is None:
            return
        line = next((each for each in station.lines if str(each.point_id) == key), None)
        if station.is_by_point:
            self.on_scan(key)
        elif line is not None and line.left:
            self.take_in_hand(line.cell_id)

    @Slot()
    def on_left(self) -> None:
        """Esc: what was begun is let go first, the station is left after that."""
        if self.sealing.is_open:
            self.sealing.leave()
        elif self.weigher.is_waiting or self.entering.quantity:
            self.weights.drop()
            self.entering.quantity = 0
            self._view.clear_verdict()
            self.show()
        else:
            self.left.emit()
