"""What the keys of a station do: short, substitute, next crate, the other way of picking, another place, allow, undo, seal.

The sheet of control codes beside the station says the same by scan. Questions come from questions.py.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.background.weights import kg
from desktop.views.picking.station import questions
from desktop.views.picking.station.model import SEALABLE, Station, read_station
from desktop.views.picking.station.questions import Instead, Places
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict as Shown
from domain.common.codes import OwnKind, own_code
from domain.common.sentences import _, ngettext
from domain.packing.operations import unlabel_pick
from domain.picking.operations import mark_short, pause_wave, substitute, undo
from domain.picking.values import PickLine, ProductSeen
from domain.picking.words import Control, PickMethod
from domain.printing.operations import reprint
from domain.printing.queries import JobRow, last_label
from domain.totes.operations import tote_full

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.views.picking.station.controller import StationController
    from desktop.widgets.numbered_sheet import NumberedSheet
    from desktop.widgets.reason import ReasonSheet


class Keys(QObject):
    """One method a key."""

    def __init__(self, lead: StationController, sheet: NumberedSheet, reason: ReasonSheet) -> None:
        super().__init__(lead)
        self._lead, self._sheet, self._reason = lead, sheet, reason
        self._acts: dict[str, Callable[[Station], object]] = {
            "short": self._short,
            "substitute": self._substitute,
            "next_tote": self._next_tote,
            "method": self._other_method,
            "place": self._place,
            "undo": self._undo,
            "allow": self._allow,
            "seal": self._seal,
        }
        self._controls = {
            Control.SHORT: "short",
            Control.UNDO: "undo",
            Control.TOTE_FULL: "next_tote",
        }

    def on_key(self, key: str) -> None:
        """A key was pressed, or its button."""
        station = self._lead.station
        if station is None:
            return
        if self._lead.sealing.is_open and key not in ("seal", "allow"):
            self._lead.sealing.leave()
        self._acts[key](station)

    def takes(self, code: str) -> bool:
        """True when the scan was a word of the sheet beside the station, or a shelf's label; it is done."""
        ours, station = own_code(code), self._lead.station
        if ours is None or not ours.is_right or station is None:
            return False
        if ours.kind is OwnKind.BIN:
            self._walk_to(station, ours.value)
            return True
        if ours.kind is not OwnKind.CONTROL or ours.value not in list(Control):
            return False
        self._say(station, Control(ours.value))
        return True

    def _say(self, station: Station, control: Control) -> None:
        if control is Control.NEXT:
            self.go_on(station)
        elif control is Control.DONE:
            self._done(station)
        elif control is Control.REPRINT:
            asked_by = self._lead.desk.actor.station
            self._lead.desk.read(last_label, asked_by, answered=self._ask_reprint)
        elif control is Control.PAUSE:
            questions.ask_pause(self._sheet, station.wave.name, lambda reason: self._pause(station, reason))
        else:
            self.on_key(self._controls[control])

    def _done(self, station: Station) -> None:
        """What Enter and F10 say of a point that is done: its crates are sealed, then the next one."""
        if self._lead.sealing.is_open or (station.is_done and self._lead.sealing.waiting(station)):
            self._seal(station)
        elif station.is_done or not station.lines:
            self.go_on(station)
        else:
            open_ = sum(1 for line in station.lines if line.left)
            what = ngettext("{count} line is still open", "{count} lines are still open", open_).format(count=open_)
            then = _("Pick the rest, or mark it short with F2.")
            self._lead.tell(Shown(Tone.CAREFUL, _("Not done"), what, then), Sound.LOOK)

    def _walk_to(self, station: Station, shelf: str) -> None:
        """The shelf's label was scanned: what is to be picked there is next."""
        here = [line for line in station.lines if line.left and line.bin.casefold() == shelf.casefold()]
        if here:
            self._lead.take_in_hand(here[0].cell_id)
        else:
            then = _("Walk on, or scan another shelf.")
            what = _("Nothing is to be picked at {bin}").format(bin=shelf)
            self._lead.tell(Shown(Tone.CAREFUL, _("Shelf"), what, then), Sound.LOOK)

    # A label once more ---------------------------------------------------------------------------

    def _ask_reprint(self, label: JobRow | None) -> None:
        if label is None:
            what = _("This station has asked for no label yet")
            self._lead.tell(Shown(Tone.CAREFUL, _("No label"), what, ""), Sound.LOOK)
        else:
            questions.ask_reprint(self._sheet, label, lambda reason: self._reprint(label, reason))

    def _reprint(self, label: JobRow, reason: str) -> None:
        def told(answer: Mapping[str, Any]) -> Shown:
            then = _("It says that it is copy {copy}; the serial is the same.").format(copy=answer["copy"])
            return Shown(Tone.RUNNING, _("Once more"), questions.label_said(label), then)

        self._lead.act(reprint, label.id, reason, told=told)

    # Short ---------------------------------------------------------------------------------------

    def _short(self, station: Station) -> None:
        line = station.line
        if line is not None:
            count = min(self._lead.entering.typed_quantity() or line.left, line.left)
            questions.ask_short(self._sheet, line, count, lambda reason: self._mark_short(line, count, reason))

    def _mark_short(self, line: PickLine, count: int, reason: str) -> None:
        def told(_answer: Mapping[str, Any]) -> Shown:
            what = f"{line.product} × {count} {line.unit}".rstrip()
            return Shown(Tone.CAREFUL, _("Short"), what, _("{reason}. F8 takes it back.").format(reason=reason))

        self._lead.weights.drop()
        self._lead.act(mark_short, line.cell_id, reason, quantity=count, told=told)

    # Substitute ----------------------------------------------------------------------------------

    def _substitute(self, station: Station) -> None:
        line = station.line
        if line is None:
            return
        use_id = station.stand.tote_use_id if station.is_by_point else _use_of(station, line)
        if use_id is None:
            self._lead.tell(Shown(Tone.CAREFUL, _("Crate first"), _("Scan a crate, then F3")), Sound.LOOK)
            return
        typed = self._lead.entering.typed_quantity()
        self._lead.desk.read(
            questions.read_instead, line, answered=lambda found: self._ask_instead(line, use_id, typed or 1, found)
        )

    def _ask_instead(self, line: PickLine, use_id: int, wanted: int, found: Instead) -> None:
        def on_chosen(key: str) -> None:
            given = next(product for product in found.products if str(product.id) == key)
            count = 1 if given.weighed else found.at_most(wanted)
            questions.ask_consent(
                self._sheet,
                given,
                count,
                found.turn,
                lambda consent: self._put_instead(line, use_id, count, given, found, consent),
            )

        questions.ask_substitute(self._sheet, line, found.products, on_chosen)

    def _put_instead(
        self, line: PickLine, use_id: int, count: int, given: ProductSeen, found: Instead, consent: str
    ) -> None:
        def told(_answer: Mapping[str, Any]) -> Shown:
            what = _("{given} × {count} instead of {product}").format(
                given=given.name, count=count, product=line.product
            )
            return Shown(Tone.RIGHT, _("Instead"), what, consent)

        self._lead.weights.drop()
        order_id = found.turn.order_id if found.turn else None
        put = partial(self._lead.act, substitute, line.cell_id, use_id, given.id, consent, order_id=order_id, told=told)
        if given.weighed:
            self._lead.weights.once(lambda grams: put(quantity=1, weight_g=grams))
        else:
            put(quantity=count)

    # Crates and places ---------------------------------------------------------------------------

    def _next_tote(self, station: Station) -> None:
        crate = station.filling
        if crate is not None:
            said = Shown(Tone.RUNNING, _("Full"), crate.code, _("Scan the next empty crate."))
            self._lead.act(tote_full, crate.code, told=lambda _answer: said)

    def _other_method(self, station: Station) -> None:
        other = PickMethod.BY_PRODUCT if station.is_by_point else PickMethod.BY_POINT
        self._lead.stand_at(station.wave.id, other.value)

    def _place(self, station: Station) -> None:
        def on_places(places: Places) -> None:
            questions.ask_place(self._sheet, places, station.wave.id, lambda key: self._go(station, key, places))

        self._lead.desk.read(questions.read_places, station.wave.id, station.view.cycle, answered=on_places)

    def _go(self, station: Station, key: str, places: Places) -> None:
        kind, _colon, number = key.partition(":")
        if kind == "point":
            self._lead.stand_at(station.wave.id, PickMethod.BY_POINT.value, int(number))
        else:
            wave = next(each for each in places.waves if each.id == int(number))
            self._lead.stand_at(wave.id, wave.method)

    def go_on(self, station: Station) -> None:
        """The next open point or line: what Enter says when a point is done, and the code “next” at any time."""
        if station.is_done or station.line is None:
            stand = replace(station.stand, point_id=None, product_id=None, tote_use_id=None)
            self._lead.desk.read(read_station, stand, station.view, answered=self._lead.on_moved)
        elif station.next_line is not None:
            self._lead.take_in_hand(station.next_line.cell_id)

    def _pause(self, station: Station, reason: str) -> None:
        said = Shown(Tone.CAREFUL, _("Paused"), station.wave.name, reason)
        self._lead.act(pause_wave, station.wave.id, reason, told=lambda _answer: said)

    # Undo, allow, seal ---------------------------------------------------------------------------

    def _undo(self, _station: Station) -> None:
        def told(answer: Mapping[str, Any]) -> Shown:
            what = f"{answer['product']} × {answer['quantity']}"
            then = _("Take it out of {tote}.").format(tote=answer["tote"]) if answer.get("tote") else ""
            return Shown(Tone.RUNNING, _("Undone"), what, then)

        self._lead.weights.drop()
        self._lead.weights.forgive()
        self._lead.act(undo, told=told, after=unlabel_pick)

    def _allow(self, _station: Station) -> None:
        if self._lead.sealing.is_open:
            self._lead.sealing.allow()
            return
        weight = self._lead.weights.refused
        if weight is not None:
            self._reason.ask(
                _("Let {weight} pass?").format(weight=f"{kg(weight.weight_g)} kg"),
                _("The name of who allows it stands beside the weight."),
                _("Allow"),
                (self._lead.desk.actor.person,),
                self._lead.weights.allow,
            )

    def _seal(self, station: Station) -> None:
        if self._lead.sealing.is_open:
            self._lead.sealing.confirm()
        elif any(crate.state in SEALABLE and crate.pieces for crate in station.crates):
            self._lead.sealing.begin(station)


def _use_of(station: Station, line: PickLine) -> int | None:
    crate = station.crate_of(line.point_id)
    return crate.use_id if crate else None
