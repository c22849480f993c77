"""Codes that mean the same wherever one stands: “scan to begin” on a paper opens its page, a badge seats its person.

The gate of scanners asks here before any page. Next: parts.py, which joins the pages this leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.background.scan_words import read_scan
from desktop.widgets.tokens import Tone
from domain.common.codes import OwnCode, OwnKind, own_code
from domain.common.people import Actor, person_of
from domain.common.sentences import _
from domain.dispatch.queries import load_list
from domain.picking.queries import stand_of_paper

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.views.dispatch.workspace import DispatchWorkspace
    from desktop.views.picking.workspace import PickingWorkspace
    from domain.dispatch.words import LoadList
    from domain.picking.values import Stand

AT_A_VAN = frozenset({"LOAD", "RUN"})
AT_A_STATION = frozenset({"PICK", "SOW", "WAVE"})


class BegunByScan(QObject):
    """`takes(code)` says whether it has done what the code wants."""

    def __init__(self, parent: QObject, desk: Desk, picking: PickingWorkspace, dispatch: DispatchWorkspace) -> None:
        super().__init__(parent)
        self._desk, self._picking, self._dispatch = desk, picking, dispatch

    def takes(self, code: str) -> bool:
        """True for the code of a paper and of a badge, whatever page is in sight."""
        ours = own_code(read_scan(code).text)
        if ours is None or not ours.is_right:
            return False
        if ours.kind is OwnKind.BADGE:
            self._desk.read(person_of, int(ours.value), answered=self._seat)
        elif ours.kind is OwnKind.PAPER:
            self._begin(ours)
        return ours.kind in (OwnKind.BADGE, OwnKind.PAPER)

    def _seat(self, person: Actor) -> None:
        self._desk.seat(Actor(person.person, self._desk.actor.station, person.role))
        self._desk.tell(_("{person} works here now.").format(person=person.person))

    def _begin(self, paper: OwnCode) -> None:
        cycle, _colon, number = paper.value.partition(":")
        if paper.paper in AT_A_STATION | AT_A_VAN and not self._is_tonights(cycle):
            said = _("This paper is of cycle {cycle}. Put that cycle on the desk first, then scan it again.")
            self._desk.tell(said.format(cycle=cycle), Tone.CAREFUL)
        elif paper.paper in AT_A_STATION:
            self._desk.read(stand_of_paper, paper, answered=self._stand)
        elif paper.paper in AT_A_VAN and number:
            self._desk.read(load_list, int(number), answered=self._open_van)
        else:
            self._desk.tell(self._without_a_page(paper), Tone.CAREFUL)

    def _is_tonights(self, cycle: str) -> bool:
        return (self._desk.code or "").casefold() == cycle.casefold()

    def _stand(self, stand: Stand) -> None:
        self._picking.open_station(stand.wave_id, stand.method.value, stand.point_id, stand.product_id)

    def _open_van(self, van: LoadList) -> None:
        self._dispatch.open_van(van.route_id)

    @staticmethod
    def _without_a_page(paper: OwnCode) -> str:
        if paper.paper == "COUNT":
            return _("Counting has no page of its own yet: write the count on the sheet.")
        if paper.paper == "HAND":
            return _("Handing over has no page of its own yet: work from the sheet.")
        return _("The code of this paper names nothing: {code}").format(code=paper.text)
