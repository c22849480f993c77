"""F10: the crates of a finished point, one after the other on the scale, weighed against what ought to be in, sealed.

Where several wait the crate on the scale is scanned first, so that no weight goes to a neighbour. packing judges;
the label is asked for with the seal. Next: domain/packing/operations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.background.scale import WHOLE_CRATE, LiveState, WeightFault
from desktop.background.weights import fault_words, kg
from desktop.views.picking.station import verdicts
from desktop.views.picking.station.line_pane import SealFace
from desktop.views.picking.station.model import SEALABLE, Station
from desktop.views.picking.station.outcomes import Acted, act
from desktop.views.picking.station.weighing import Weigher
from desktop.widgets import figures
from desktop.widgets.scale_card import NO_WEIGHT, Limits
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict as Shown
from domain.common.command import new_command_id
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.packing.operations import seal_tote
from domain.packing.queries import tote_sheet
from domain.packing.words import SecondPersonNeeded, ToteSheet, WeightOff
from domain.picking.values import Weight
from domain.totes.words import ToteRow

if TYPE_CHECKING:
    from desktop.background.scale import Scale
    from desktop.views.picking.station.controller import StationController


class Sealing(QObject):
    """Open from F10 until the last crate is sealed or Esc."""

    def __init__(self, lead: StationController, scale: Scale, is_automatic: Callable[[], bool]) -> None:
        super().__init__(lead)
        self._lead, self._scale, self._is_automatic = lead, scale, is_automatic
        self._weigher = Weigher(scale, is_automatic, self, WHOLE_CRATE)
        self._weigher.weighed.connect(self.on_weighed)
        self._weigher.faulty.connect(self.on_faulty)
        self.is_open = False
        self.sheet: ToteSheet | None = None
        self._crate: ToteRow | None = None
        self._weight: Weight | None = None
        self._command_id = ""
        self.may_allow = False

    # Which crate -----------------------------------------------------------------------------------

    def begin(self, station: Station) -> None:
        """The point is done: its crates wait."""
        self.is_open = True
        self._next(station)

    def waiting(self, station: Station) -> list[ToteRow]:
        """The crates still to be sealed."""
        return [crate for crate in station.crates if crate.state in SEALABLE and crate.pieces]

    def _next(self, station: Station) -> None:
        waiting = self.waiting(station)
        self._forget()
        if not waiting:
            self.leave()
        elif len(waiting) == 1:
            self._take(waiting[0])
        else:
            self._lead.show()

    def takes(self, code: str) -> bool:
        """True when the scan named a crate that waits. Anything else ends the sealing and is judged as usual."""
        station = self._lead.station
        if not self.is_open or station is None:
            return False
        crate = next((each for each in self.waiting(station) if each.code == code.strip().upper()), None)
        if crate is None:
            self.leave()
            return False
        self._take(crate)
        return True

    def _take(self, crate: ToteRow) -> None:
        """This one is on the scale, or will be."""
        self._forget()
        self._crate, self._command_id = crate, new_command_id()
        self._lead.clear_verdict()
        self._lead.desk.read(tote_sheet, crate.code, answered=self._on_sheet)

    def _on_sheet(self, sheet: ToteSheet) -> None:
        if self._crate is not None and self._crate.code == sheet.tote:
            self.sheet = sheet
            self._weigher.begin(self._crate.id)
            self._lead.show()

    def leave(self) -> None:
        """Nothing is sealed now."""
        was_open, self.is_open = self.is_open, False
        self._forget()
        if was_open:
            self._lead.show()

    def _forget(self) -> None:
        self._weigher.end()
        self._crate, self._weight, self.sheet, self.may_allow = None, None, None, False

    # What it shows ---------------------------------------------------------------------------------

    def face(self, station: Station) -> SealFace:
        """Expected beside real."""
        sheet, weight = self.sheet, self._weight
        if sheet is None:
            count = _("to seal / of {crates}").format(crates=figures.crates(len(station.crates)))
            return SealFace("", station.point, "", str(len(self.waiting(station))), count)
        live = self._scale.live
        grams = weight.weight_g if weight is not None else live.net_g if live.state is LiveState.STABLE else None
        shown = kg(grams) if grams is not None else NO_WEIGHT
        expected = _("kg, of {expected} ± {tolerance}").format(
            expected=kg(sheet.expected_g), tolerance=kg(sheet.tolerance_g)
        )
        crate = _("Crate {number} of {all}").format(number=sheet.number, all=sheet.of)
        return SealFace(crate, sheet.point, f"{sheet.tote} · {figures.pieces(sheet.pieces)}", shown, expected)

    def asked(self) -> str:
        """What to do now."""
        if self.sheet is None:
            return _("Scan the crate on the scale")
        if not self._scale.is_there:
            return _("Type the weight in kg, Enter")
        if self._is_automatic():
            return _("Put the crate on the scale")
        return _("Put the crate on the scale, then Enter")

    @property
    def crate(self) -> ToteRow | None:
        """The crate on the scale."""
        return self._crate

    def limits(self) -> Limits | None:
        """Between which weights the crate passes."""
        sheet = self.sheet
        if sheet is None:
            return None
        return Limits(sheet.expected_g - sheet.tolerance_g, sheet.expected_g, sheet.expected_g + sheet.tolerance_g)

    # Weight and seal -------------------------------------------------------------------------------

    def confirm(self) -> None:
        """Enter or F10: the weight that lies there now; the one that came, once more."""
        if self._crate is not None:
            self._weigher.confirm()

    def take_typed(self, text: str) -> bool:
        """A weight typed by hand."""
        return self._weigher.take_typed(text)

    def on_weighed(self, weight: Weight) -> None:
        """A weight: the crate is sealed with it when it is right."""
        self._weight = weight
        self._seal()

    def on_faulty(self, fault: WeightFault, by_key: bool) -> None:
        """The scale has none to give."""
        if by_key or fault not in (WeightFault.EMPTY, WeightFault.NOT_YET, WeightFault.USED_ALREADY):
            word, what, then = fault_words(fault)
            self._lead.tell(Shown(Tone.WRONG if by_key else Tone.CAREFUL, word, what, then), Sound.LOOK)

    def _seal(self, *, checked_by: str | None = None, reason: str = "") -> None:
        crate, weight, station = self._crate, self._weight, self._lead.station
        if crate is None or weight is None or station is None:
            return
        self._lead.show()
        self._lead.desk.change(
            act,
            station,
            seal_tote,
            crate.code,
            gross_g=weight.weight_g,
            manual_weight=weight.manual,
            manual_why=weight.why,
            checked_by=checked_by,
            override_reason=reason,
            command_id=self._command_id,
            answered=self._on_sealed,
            failed=lambda error: self._on_refused(error, reason),
            initiator=self._lead,
        )

    def _on_sealed(self, acted: Acted) -> None:
        answer = acted.answer
        what = _("{tote} {number} of {all}: {weight} kg").format(
            tote=answer["tote"], number=answer["number"], all=answer["of"], weight=kg(int(answer["gross_g"] or 0))
        )
        last = not answer["to_seal"]
        then = (
            _("Its label is on the way. The point is ready.")
            if last
            else _("Its label is on the way. Scan the next crate.")
        )
        if acted.station is not None:
            self._lead.station = acted.station
            self._next(acted.station)
        self._lead.tell(Shown(Tone.RIGHT, _("Sealed"), what, then), Sound.DONE if last else Sound.RIGHT)

    def _on_refused(self, error: Exception, reason: str) -> None:
        self._command_id = new_command_id()
        self._weigher.refused()
        if isinstance(error, SecondPersonNeeded):
            self._ask_second(reason)
            return
        self.may_allow = isinstance(error, WeightOff)
        if isinstance(error, DomainError):
            what, then = verdicts.parted(sentence(error))
            word = _("Weight") if self.may_allow else _("Not done")
            self._lead.show()
            self._lead.tell(Shown(Tone.WRONG, word, what, then), Sound.WRONG)
        else:
            self._lead.refuse(error)

    def _ask_second(self, reason: str) -> None:
        sheet = self.sheet
        self._lead.ask_words(
            _("A second person looks into {tote}").format(tote=sheet.tote if sheet else ""),
            _("Somebody else than {person} opens it, compares and says so by name.").format(
                person=self._lead.desk.actor.person
            ),
            _("I have checked it"),
            (),
            lambda person: self._seal(checked_by=person, reason=reason),
        )

    def allow(self) -> None:
        """F9: the weight is beyond its tolerance, and a person says why it may go all the same."""
        if self.may_allow:
            self._lead.ask_words(
                _("Seal it with this weight?"),
                _("The reason and your name stand beside the weight."),
                _("Seal it"),
                (_("Ice packs inside"), _("Another kind of crate"), _("Counted by hand, all there")),
                lambda reason: self._seal(reason=reason),
            )
