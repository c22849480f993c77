"""A plan changed by hand: each act is one command; what a limit forbids is told with its numbers and may be allowed
with a reason. Several stops are moved one after the other.

Next: controller.py, which says what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.views.routes.offers import offer_said, read_offers, refusal_said
from desktop.views.routes.shown import UNPLANNED, Key
from desktop.widgets.vans import colour_of
from domain.common.sentences import _, sentence
from domain.routing import operations
from domain.routing.words import LimitExceeded, NoColdBox, StopTooLate, VanNotAllowed

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.views.routes.model import Night
    from desktop.views.routes.move_sheet import MoveSheet
    from desktop.views.routes.offers import Offer
    from desktop.widgets.reason import ReasonSheet
    from domain.common.command import Done

ALLOWABLE = (LimitExceeded, StopTooLate, NoColdBox, VanNotAllowed)
"""Refusals that a named person may overrule."""


@dataclass(frozen=True, slots=True)
class Way:
    """A van a stop can go to, as the sheet shows it."""

    key: Key
    van: str
    colour: str
    drop_no: int
    said: str
    hint: str
    is_refused: bool


class Editing(QObject):
    """`refused(error)` when an act was not done and nobody allowed it; the bus tells of those that were."""

    refused = Signal(object)

    def __init__(self, desk: Desk, reason: ReasonSheet, sheet: MoveSheet, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._reason, self.sheet = desk, reason, sheet
        self._asked: tuple[Night, list[int]] | None = None
        sheet.chosen.connect(self._on_way)

    # The acts ------------------------------------------------------------------------------------

    def move(self, night: Night, points: Sequence[int], key: Key, drop_no: int | None = None) -> None:
        """The points to a van, one after the other; `drop_no` of the first, None: each where it costs least."""
        if not points or key == UNPLANNED:
            return
        first, rest = points[0], list(points[1:])
        follow = (lambda: self.move(night, rest, key, drop_no + 1 if drop_no else None)) if rest else None
        where = (night.plan.id, first, key.van_id, drop_no)
        self._do(operations.move_stop, where, then=follow, round_no=key.round_no)

    def swap(self, night: Night, one: int, other: int) -> None:
        """Two points in each other's place."""
        self._do(operations.swap_stops, (night.plan.id, one, other))

    def reverse(self, night: Night, key: Key) -> None:
        """A van's drops from last to first."""
        self._do(operations.reverse_route, (night.plan.id, key.van_id), round_no=key.round_no)

    def split(self, night: Night, key: Key, drop_no: int) -> None:
        """The van comes back after this drop, reloads, and drives the rest as its next round."""
        self._do(operations.split_round, (night.plan.id, key.van_id, drop_no), round_no=key.round_no)

    def join(self, night: Night, key: Key) -> None:
        """The round and the one after it in one trip."""
        self._do(operations.join_rounds, (night.plan.id, key.van_id), round_no=key.round_no)

    def pin_order(self, night: Night, points: Sequence[int]) -> None:
        """These points one directly after another, in this plan and in the next."""
        self._do(operations.pin_sequence, (night.plan.id, tuple(points)))

    def undo(self, night: Night) -> None:
        """The last change by hand is taken back."""
        self._do(operations.undo_change, (night.plan.id,))

    def pin(self, night: Night, points: Sequence[int], *, pinned: bool) -> None:
        """The points stay on their van when it is planned again, or are free."""
        if not points:
            return
        rest = list(points[1:])
        follow = (lambda: self.pin(night, rest, pinned=pinned)) if rest else None
        self._do(operations.pin_stop, (night.plan.id, points[0]), then=follow, pinned=pinned)

    def drive(self, route_id: int, driver_id: int | None) -> None:
        """Who drives."""
        self._do(operations.assign_driver, (route_id, driver_id))

    def lock(self, route_id: int, *, locked: bool) -> None:
        """Fixes a route's stops, or opens it again."""
        self._do(operations.lock_route if locked else operations.unlock_route, (route_id,))

    # Where to ------------------------------------------------------------------------------------

    def ask_where(self, night: Night, points: Sequence[int], name: str) -> None:
        """Opens the sheet with what the first of the points would cost on each van."""
        if not points:
            return
        self._asked = night, list(points)
        plan = night.plan
        self._desk.read(
            read_offers, plan.cycle, plan.id, points[0], answered=lambda offers: self._on_offers(name, offers)
        )

    def _on_offers(self, name: str, offers: tuple[Offer, ...]) -> None:
        if self._asked is None:
            return
        night, points = self._asked
        here = night.where(points[0])
        ways = [self._way(night, offer) for offer in offers if offer.key != here or len(points) > 1]
        said = _("The cheapest first, reckoned with hours and limits as they are now.")
        if len(points) > 1:
            said += " " + _("The prices are those of the first stop; the others follow one by one.")
        self.sheet.ask(_("Move {point} to…").format(point=name), said, ways)

    def _way(self, night: Night, offer: Offer) -> Way:
        colour = colour_of(night.number(offer.key.van_id))
        if offer.refusal is not None:
            words = refusal_said(offer)
            return Way(offer.key, offer.van, colour, offer.drop_no, words, words, is_refused=True)
        return Way(offer.key, offer.van, colour, offer.drop_no, offer_said(offer), "", is_refused=False)

    def _on_way(self, key: Key, drop_no: int) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            night, points = asked
            self.move(night, points, key, drop_no if len(points) == 1 else None)

    # Doing it ------------------------------------------------------------------------------------

    def _do(
        self,
        operation: Callable[..., Done],
        arguments: tuple[Any, ...],
        *,
        then: Callable[[], object] | None = None,
        **named: Any,
    ) -> None:
        def on_done(_done: Done) -> None:
            if then:
                then()

        def on_failed(error: Exception) -> None:
            if isinstance(error, ALLOWABLE):
                self._ask_to_allow(error, lambda why: self._do(operation, arguments, then=then, override=why, **named))
            else:
                self.refused.emit(error)

        self._desk.change(operation, *arguments, answered=on_done, failed=on_failed, **named)

    def _ask_to_allow(
        self, error: LimitExceeded | StopTooLate | NoColdBox | VanNotAllowed, allow: Callable[[str], object]
    ) -> None:
        usual = (_("Agreed with the driver"), _("The point waits for it"), _("The goods take less room than reckoned"))
        self._reason.ask(
            _("This goes beyond a limit"),
            sentence(error) + " " + _("Who allows it stands on the plan with the reason."),
            _("Allow it"),
            usual,
            allow,
        )
