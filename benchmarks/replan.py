"""A van breaks down with 200 stops on the road: from the event to the list of what changes, and the second look at a plan.

The floor is the engine alone, which is given its seconds and takes them: what is above it is asking and answering.
"""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import replace
from statistics import median

from benchmarks.fresh_process import Answer, Clock, Run, figures, in_fresh_process

NAME = "replan"
LOOKS = 20
TO_REACH = {"seconds": 5.0, "check_ms": 50.0}


def measure(options: Namespace) -> Answer:
    """seconds: the answer; check_ms: the second look at a whole day of 200 points; moved, late, left: stops."""
    found = in_fresh_process(product, seed=options.seed or 1)
    bare = Run(found.said.pop("floor_seconds"), found.said.pop("floor_cpu_seconds"), found.peak_mb, {})
    return {**figures(NAME, bare, found), **found.said, "to_reach": TO_REACH}


def product(seed: int) -> Answer:
    """As the window and `road broken` ask, without the books."""
    from benchmarks.road_town import road
    from domain.common.errors import Refusal
    from domain.dispatch.operations.proposing import USUAL_SECONDS, usual_engine
    from domain.dispatch.rules.answering import answered
    from domain.dispatch.rules.asking import question
    from domain.dispatch.rules.solving import solved
    from domain.dispatch.words.road import VanBroken
    from domain.routing.words import Problem, Proposal

    town = road(seed)
    spent: list[float] = []

    def timed(problem: Problem, begun: Proposal) -> Proposal:
        began = time.perf_counter()
        found = engine(problem, begun)
        spent.append(time.perf_counter() - began)
        return found

    with Clock() as clock:
        engine = usual_engine(USUAL_SECONDS)
        asked = question(town, VanBroken(1))
        if isinstance(asked, Refusal):
            raise asked
        plan, limits = solved(asked, timed)
        told = answered(asked, plan, limits)
    moved = [stop for stop in told.stops if stop.was_route != stop.route_id]
    return {
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "floor_seconds": sum(spent),
        "floor_cpu_seconds": sum(spent),
        "moved": len(moved),
        "changed": len(told.stops),
        "left": len(limits),
        "check_ms": round(_look_ms(seed), 2),
    }


def _look_ms(seed: int) -> float:
    """Median milliseconds of the checker over a plan of 200 points."""
    from benchmarks.peak_town import BY_TROLLEY, peak_problem
    from domain.routing.engine.search import Effort, search
    from domain.routing.rules.checking import checked

    peak = peak_problem(BY_TROLLEY, seed)
    problem = replace(peak, carriers=tuple(replace(one, max_trips=3, reload_s=1200) for one in peak.carriers))
    plan = search(problem, Effort(seconds=2.0))
    took = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        checked(problem, plan)
        took.append(1000 * (time.perf_counter() - began))
    return median(took)
