"""The scenes of the routes: nothing planned yet, here and on the board of vans, a draft with a van and a stop chosen,
where a stop can go, what if.

Played on a copy of the night after its cutoff. Next: desktop/views/routes.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.pictures.scenes import Scene, Set
from domain.dispatch.operations import propose_replan
from domain.dispatch.words import VanBroken
from domain.places.operations import edit_van
from domain.places.queries import VanRow, vans
from domain.routing.operations import plan_routes, ways_out, what_if
from domain.routing.operations.asking import found_by
from domain.routing.operations.searching import in_this_process
from domain.routing.words import WhatIf

SECONDS, ASK_SECONDS = 0.6, 0.1
VANS_LEFT = 2
ASKED = (WhatIf.ONE_VAN_LESS, WhatIf.WITH_COURIERS)


def _routes(players: Set) -> None:
    players.frame.appearance.go("routes")


def _loading(players: Set) -> None:
    """The board of vans, which has none to show before a plan is in force."""
    players.frame.appearance.go("dispatch")


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
    questions = players.parts.routes.questions
    questions.show_what_if_asked()
    find = found_by(in_this_process(ASK_SECONDS, 1))
    players.parts.desk.change(
        what_if, players.parts.desk.code, questions=ASKED, find=find, answered=questions.sheet.show_what_if
    )


def _too_few_vans(players: Set) -> None:
    """Vans are in the workshop this morning; the plan leaves points without a van."""
    desk = players.parts.desk
    desk.read(vans, answered=lambda rows: _retire(players, rows[VANS_LEFT:]))
    players.wait()
    _planned(players)
    players.wait()
    at = players.parts.routes.controller
    if at.night is not None:
        at.look_at_plan(at.night.versions[0][0])


def _retire(players: Set, rows: Sequence[VanRow]) -> None:
    for row in rows:
        players.parts.desk.change(edit_van, row.id, row.version, {"active": False})


def _ways_out(players: Set) -> None:
    questions = players.parts.routes.questions
    questions.show_ways_asked()
    find = found_by(in_this_process(ASK_SECONDS, 1))
    players.parts.desk.change(ways_out, players.parts.desk.code, find=find, answered=questions.sheet.show_ways)


ROUTE_SCENES = (
    Scene("vans-none", _loading),
    Scene("routes-none", _routes),
    Scene("routes", _planned),
    Scene("routes-chosen", _chosen),
    Scene("routes-where-to", _where_to),
    Scene("routes-what-if", _what_if),
    Scene("vans-draft", _loading),
    Scene("routes-too-few", _too_few_vans),
    Scene("routes-ways-out", _ways_out),
)


# The road ------------------------------------------------------------------------------------------


def _broken(players: Set, tab: str) -> None:
    """The first van stands still: what is still on it goes to the others."""
    _routes(players)
    players.wait()
    road, night = players.parts.routes.road, players.parts.routes.controller.night
    route = night.plan.routes[0] if night else None
    if route is None:
        return
    players.parts.desk.change(
        propose_replan,
        players.parts.desk.code,
        VanBroken(route.id),
        answered=lambda done: road.show_proposal(int(done.answer["replan"])),
    )
    players.wait()
    road.sheet.show_tab(tab)


ROAD_SCENES = (
    Scene("road", _routes),
    Scene("road-replan", lambda players: _broken(players, "stops")),
    Scene("road-replan-totes", lambda players: _broken(players, "totes")),
    Scene("road-replan-tell", lambda players: _broken(players, "tell")),
)
