"""The weight of a piece on its way to the books: judged as a scan is, allowed by name, asked again when it is too big.

Next: weighing.py for where the weight comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.background.scale import Accepted, Refused, WeightFault, moment
from desktop.background.weights import fault_words, kg
from desktop.views.picking.station import outcomes
from desktop.views.picking.station.questions import ask_big_number
from desktop.views.picking.station.weighing import Weigher
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict as Shown
from domain.common.people import Actor
from domain.common.sentences import _
from domain.picking.values import Weight
from domain.picking.words import Verdict

if TYPE_CHECKING:
    from desktop.background.scale import Scale
    from desktop.background.scan_line import Wanted
    from desktop.views.picking.station.controller import StationController
    from desktop.views.picking.station.outcomes import Outcome
    from desktop.widgets.numbered_sheet import NumberedSheet


class Weights(QObject):
    """`refused`: the weight that may be allowed by name, while its piece still waits."""

    def __init__(
        self, lead: StationController, scale: Scale, sheet: NumberedSheet, is_automatic: Callable[[], bool]
    ) -> None:
        super().__init__(lead)
        self._lead, self._scale, self._sheet = lead, scale, sheet
        self.weigher = Weigher(scale, is_automatic, self)
        self.refused: Weight | None = None
        self.weigher.weighed.connect(self.on_weighed)
        self.weigher.faulty.connect(self.on_faulty)

    def drop(self) -> None:
        """The piece that waited is not weighed any more."""
        self.weigher.end()
        self.refused = None

    def forgive(self) -> None:
        """The last act was taken back: what lies on the scale may be weighed again."""
        self._scale.forgive()

    @Slot(object)
    def on_weighed(self, weight: Weight) -> None:
        """A weight for the piece that waits."""
        self._judge(weight, None)

    def once(self, then: Callable[[int], object]) -> None:
        """One weight for something that is not waiting in line: a weighed piece given instead."""

        def on_weight(found: Accepted | Refused) -> None:
            if isinstance(found, Accepted):
                then(found.weight_g)
            else:
                self.on_faulty(found.fault, True)

        self._scale.weigh(on_weight, after=moment())

    def allow(self, person: str) -> None:
        """A person by name lets the refused weight through."""
        if self.refused is not None:
            actor = self._lead.desk.actor
            self._judge(self.refused, Actor(person, actor.station, actor.role))

    def _judge(self, weight: Weight, allowed_by: Actor | None) -> None:
        product_id = self.weigher.product_id
        if product_id is None:
            return

        def begin(wanted: Wanted) -> None:
            self._lead.desk.change(
                outcomes.weigh,
                self._lead.station,
                product_id,
                weight,
                allowed_by=allowed_by,
                command_id=wanted.command_id,
                answered=lambda outcome: self._on_judged(outcome, weight),
                failed=self._lead.on_failed,
                initiator=self._lead,
            )

        self._lead.line.put(begin, f"{kg(weight.weight_g)} kg")

    def _on_judged(self, outcome: Outcome, weight: Weight) -> None:
        verdict = outcome.scanned.verdict
        if not outcome.scanned.is_counted:
            self.weigher.refused()
        allowable = verdict in (Verdict.OUT_OF_TOLERANCE, Verdict.BIG_NUMBER)
        self.refused = weight if allowable else None
        self._lead.on_outcome(outcome, "")
        if verdict is Verdict.BIG_NUMBER:
            fact = outcome.scanned.notice.fact
            nominal_g, meant_g = int(str(fact("nominal_grams"))), int(str(fact("meant_grams")))
            ask_big_number(self._sheet, weight.weight_g, nominal_g, meant_g, self._on_meant)

    def _on_meant(self, grams: str) -> None:
        if grams.isdecimal():
            self.on_weighed(Weight(int(grams), manual=True, why=_("what was meant, asked after a slip")))

    @Slot(object, bool)
    def on_faulty(self, fault: WeightFault, by_key: bool) -> None:
        """The scale has no weight to give, and why."""
        word, what, then = fault_words(fault)
        tone, sound = (Tone.WRONG, Sound.WRONG) if by_key else (Tone.CAREFUL, Sound.LOOK)
        self._lead.tell(Shown(tone, word, what, then), sound)
