"""A plan for an instance of the routing literature (VRPLIB file), its cost beside the best one known.

The floor is the best known cost; the plan is priced and proved from the file's own numbers (vrplib.py).
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from benchmarks import vrplib
from benchmarks.fresh_process import Answer, Clock, in_fresh_process

NAME = "routing"
SECONDS = 30.0


def measure(options: Namespace) -> Answer:
    """instance, cost, best_known, gap, feasible, seconds, first_feasible_s, routes, peak_mb."""
    if options.file is None:
        raise SystemExit("routing FILE.vrp: which instance? For example one of the CVRPLIB sets.")
    found = in_fresh_process(
        planned, file=str(options.file.resolve()), seconds=options.seconds or SECONDS, seed=options.seed or 1
    )
    said = {"cpu_seconds": round(found.cpu_seconds, 1), "peak_mb": found.peak_mb, **found.said}
    return {"name": NAME, "seconds": round(found.seconds, 2), **said}


def planned(file: str, seconds: float, seed: int) -> Answer:
    """The engine as the product runs it, on all of its cores."""
    from domain.routing.engine.search import Effort, Found, search

    instance = vrplib.read(Path(file))
    problem = vrplib.problem_of(instance)
    complete: list[float] = []
    stops = len(problem.sites)

    def told(better: Found) -> None:
        if not complete and sum(len(trip.sites) for trip in better.proposal.trips) == stops:
            complete.append(better.at_s)

    with Clock() as clock:
        proposal = search(problem, Effort(seconds, seed=seed), told=told)
    cost = vrplib.cost_of(instance, proposal)
    return {
        "instance": instance.name,
        "cost": round(cost, 4),
        "best_known": instance.best_known,
        "gap": None if instance.best_known is None else round(cost / instance.best_known - 1, 6),
        "feasible": vrplib.is_feasible(instance, proposal),
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "first_feasible_s": round(complete[0], 2) if complete else None,
        "routes": vrplib.routes_of(instance, proposal),
    }
