"""Searches for routes beside the window: each in a process of its own, so that nobody who scans waits for it.

A search is told in the window's thread, stopped with its best or cancelled by a person. Roads are read here too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.common.command import Done
    from domain.common.database import Database
    from domain.common.errors import Notice
    from domain.common.people import Actor
    from domain.dispatch.words import RoadEvent
    from domain.places.rules.datums import Degrees
    from domain.routing.words import PlanRow, Problem, Proposal, WaysOutRow, WhatIfRow
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


class Searching:
    """One search for a plan. `best` is the best plan so far, `gained_at` when it was found; both are read by polling.

    `stop` takes the best so far, `cancel` leaves everything as it was; from any thread.
    """

    def __init__(self, seconds: float | None = None) -> None:
        from workers.solver_process import SolverProcess

        self.seconds = SECONDS if seconds is None else seconds
        self.solver = SolverProcess(seconds=self.seconds)
        self.began_at = self.gained_at = time.monotonic()
        self.best: PlanRow | None = None
        self.is_cancelled = False

    def show(self, better: PlanRow) -> None:
        """In the searching thread: a better plan."""
        self.best, self.gained_at = better, time.monotonic()

    def cancel(self) -> None:
        """Nothing of it is wanted."""
        self.is_cancelled = True
        self.solver.cancel()

    @property
    def since_gain_s(self) -> int:
        """Whole seconds since the last gain."""
        return int(time.monotonic() - self.gained_at)

    @property
    def spent_ms(self) -> int:
        """How long it has searched."""
        return int((time.monotonic() - self.began_at) * 1000)


@dataclass(frozen=True, slots=True)
class Searched:
    """How a search ended: what was written, and what a person must know of the travel times, the points, the search."""

    done: Done
    notices: tuple[Notice, ...]


def plan(database: Database, actor: Actor, code: str, searching: Searching, _progress: Progress) -> Searched:
    """Fills in travel times that are missing, then searches a draft; see domain.routing.operations.plan_routes."""
    from domain.common.errors import Notice
    from domain.routing.operations import plan_routes
    from workers.travel_times.filling import fill_day

    filled = fill_day(database, actor, code, stopped=lambda: searching.is_cancelled)
    search, shown = searching.solver.search, searching.show
    done = plan_routes(database, actor, code, seconds=searching.seconds, search=search, shown=shown)
    told = tuple(Notice.of(one["code"], **one["facts"]) for one in done.answer["advice"])
    return Searched(done, _once((*filled.notices, *told, *_of_search(searching))))


def finish(database: Database, actor: Actor, plan_id: int, searching: Searching, _progress: Progress) -> Searched:
    """Makes a plan better in place, keeping what is pinned; see domain.routing.operations.finish_plan."""
    from domain.routing.operations import finish_plan

    search, shown = searching.solver.search, searching.show
    done = finish_plan(database, actor, plan_id, seconds=searching.seconds, search=search, shown=shown)
    return Searched(done, _of_search(searching))


def _of_search(searching: Searching) -> tuple[Notice, ...]:
    return (searching.solver.notice,) if searching.solver.notice else ()


def _once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Filling in and planning may say the same."""
    return tuple(dict.fromkeys(notices))


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
