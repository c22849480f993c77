"""Searches for routes beside the window: each in a process of its own, so that nobody who scans waits for it.

A search is told in the window's thread, stopped with its best or cancelled by a person. Roads are read here too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.common.command import Done
    from domain.common.database import Database
    from domain.common.people import Actor
    from domain.dispatch.words import RoadEvent
    from domain.places.rules.datums import Degrees
    from domain.routing.words import Problem, Proposal, WaysOutRow, WhatIfRow
    from exchange.road_map.lines import RoadLines
    from workers.solver_process import SolverProcess

Progress = Callable[[int, int], object]
Legs = tuple["Degrees", ...]

SECONDS = 30.0
ASK_SECONDS = 2.0
"""How long each search of a question may take; a question needs about ten of them."""


class Asking:
    """The searches of one question, one after the other; `cancel` ends the one that runs. From any thread."""

    def __init__(self, seconds: float = ASK_SECONDS) -> None:
        self._seconds = seconds
        self._now: SolverProcess | None = None
        self._is_cancelled = False

    def find(self, problem: Problem) -> Proposal:
        """The best plan of a problem; raises SearchCancelled after `cancel`."""
        from workers.solver_process import SolverProcess

        self._now = SolverProcess(seconds=self._seconds)
        if self._is_cancelled:
            self._now.cancel()
        return self._now.search(problem, None, lambda _better: None)

    def cancel(self) -> None:
        """Nobody wants the answer any more."""
        self._is_cancelled = True
        if self._now is not None:
            self._now.cancel()


def plan(database: Database, actor: Actor, code: str, _progress: Progress) -> Done:
    """A draft plan; see domain.routing.operations.plan_routes."""
    from domain.routing.operations import plan_routes

    return plan_routes(database, actor, code, seconds=SECONDS)


def ask_what_if(database: Database, actor: Actor, code: str, asking: Asking, _progress: Progress) -> WhatIfRow:
    """The day as it is beside what it would be if."""
    from domain.routing.operations.asking import what_if

    return what_if(database, actor, code, find=asking.find)


def ask_ways_out(database: Database, actor: Actor, code: str, asking: Asking, _progress: Progress) -> WaysOutRow:
    """Which limits fall short, and the cheapest ways out."""
    from domain.routing.operations.asking import ways_out

    return ways_out(database, actor, code, find=asking.find)


def propose(database: Database, actor: Actor, code: str, event: RoadEvent, _progress: Progress) -> Done:
    """A re-plan of what is still to come on the road; see domain.dispatch.operations.propose_replan."""
    from domain.dispatch.operations import propose_replan

    return propose_replan(database, actor, code, event)


def roads(database: Database, _progress: Progress) -> RoadLines | None:
    """The roads to draw under the routes; None where no extract was given."""
    from workers.travel_times.filling import roads_folder
    from workers.travel_times.road_lines import drawn_roads

    return drawn_roads(roads_folder(database))


def ways(database: Database, wanted: Sequence[Legs], _progress: Progress) -> dict[Legs, Legs]:
    """The line along the roads through each list of places."""
    from domain.routing.queries import travel_settings
    from workers.travel_times.filling import roads_folder
    from workers.travel_times.roads import RoadNetwork

    with database.read() as connection:
        profile = travel_settings(connection).profile
    network = RoadNetwork(roads_folder(database), profile)
    return {places: tuple(network.way(list(places))) for places in wanted}
