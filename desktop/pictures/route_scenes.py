"""The scenes of the routes: nothing planned yet, a draft with a van and a stop chosen, where a stop can go, what if.

Played on a copy of the night after its cutoff. Next: desktop/views/routes.
"""

from __future__ import annotations

from desktop.pictures.scenes import Scene, Set
from domain.routing.operations import plan_routes, what_if
from domain.routing.operations.asking import found_by
from domain.routing.operations.searching import in_this_process
from domain.routing.words import WhatIf

SECONDS, ASK_SECONDS = 0.6, 0.1
ASKED = (WhatIf.ONE_VAN_LESS, WhatIf.WITH_COURIERS)


def _routes(players: Set) -> None:
    players.frame.appearance.go("routes")


def _planned(players: Set) -> None:
    """A draft, searched here and now: the same picture every time."""
    desk = players.parts.desk
    desk.change(plan_routes, desk.code, seconds=SECONDS)
    players.wait()
    _routes(players)


def _chosen(players: Set) -> None:
    _routes(players)
    at = players.parts.routes.controller
    route = max(at.night.plan.routes, key=lambda one: len(one.stops)) if at.night else None
    if route is not None:
        at.choose_point(route.stops[len(route.stops) // 2].point_id)


def _where_to(players: Set) -> None:
    _chosen(players)
    players.parts.routes.hand.on_act("move")


def _what_if(players: Set) -> None:
    """Asked with short searches, shown as any answer is."""
    desk, sheet = players.parts.desk, players.parts.routes.questions.sheet
    sheet.show_waiting("", "")
    desk.change(
        what_if, desk.code, questions=ASKED, find=found_by(in_this_process(ASK_SECONDS, 1)), answered=sheet.show_what_if
    )


ROUTE_SCENES = (
    Scene("routes-none", _routes),
    Scene("routes", _planned),
    Scene("routes-chosen", _chosen),
    Scene("routes-where-to", _where_to),
    Scene("routes-what-if", _what_if),
)
