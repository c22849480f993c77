"""The same instance by the solvers alone: PyVRP (one process a core, the best taken), HGS, OR-Tools, VROOM, in this run.

Each as its own manual starts it, for the same seconds; plans are priced and proved as those of `routing` are.
VROOM is installed for this figure only (peers.lock). The floor is the best known cost.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from benchmarks import vrplib
from benchmarks.fresh_process import Answer, Clock, in_fresh_process
from benchmarks.routing import SECONDS
from benchmarks.vrplib import Instance
from domain.routing.words import Proposal, Trip

NAME = "routing_peers"
LOCK = Path(__file__).with_name("peers.lock")
Peer = Callable[[Instance, float, int], Proposal]


def measure(options: Namespace) -> Answer:
    """Cost, gap, feasible and seconds of each peer, and of the engine."""
    if options.file is None:
        raise SystemExit("routing-peers FILE.vrp: which instance?")
    _provide_vroom()
    file, seconds, seed = str(options.file.resolve()), options.seconds or SECONDS, options.seed or 1
    cores = range(os.cpu_count() or 1)

    def run(peer: str, with_seed: int = seed) -> Answer:
        found = in_fresh_process(solved, file=file, peer=peer, seconds=seconds, seed=with_seed)
        return {**found.said, "seconds": round(found.seconds, 1)}

    with ThreadPoolExecutor(len(cores)) as pool:
        several = list(pool.map(lambda core: run("pyvrp", seed + core), cores))
        pyvrp = min(several, key=lambda one: (not one["feasible"], one["cost"]))
        hgs, or_tools = pool.map(run, ("hgs", "or_tools"))
    engine = in_fresh_process(_engine, file=file, seconds=seconds, seed=seed)
    peers = {"pyvrp": pyvrp, "hgs": hgs, "or_tools": or_tools, "vroom": run("vroom")}
    mine = {**engine.said, "seconds": round(engine.seconds, 1)}
    return {"name": NAME, "instance": Path(file).stem, "daybreak": mine, **peers}


def _engine(file: str, seconds: float, seed: int) -> Answer:
    from benchmarks.routing import planned

    found = planned(file, seconds, seed)
    return {name: value for name, value in found.items() if name != "routes"}


def _provide_vroom() -> None:
    if importlib.util.find_spec("vroom") is None:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
        subprocess.run(command, check=True)


def solved(file: str, peer: str, seconds: float, seed: int) -> Answer:
    """One peer's plan of a file."""
    instance = vrplib.read(Path(file))
    with Clock() as clock:
        plan = PEERS[peer](instance, seconds, seed)
    answer: Answer = {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}
    if not plan.trips:
        return {**answer, "cost": None, "gap": None, "feasible": False}
    cost = vrplib.cost_of(instance, plan)
    gap = None if instance.best_known is None else round(cost / instance.best_known - 1, 6)
    return {**answer, "cost": round(cost, 2), "gap": gap, "feasible": vrplib.is_feasible(instance, plan)}


def _kinds(instance: Instance) -> dict[tuple[int, float, float], list[int]]:
    """(capacity, fixed, per unit) -> vehicles, never more than stops."""
    kinds: dict[tuple[int, float, float], list[int]] = {}
    for number, kind in enumerate(zip(instance.capacities, instance.fixed, instance.per_unit, strict=True)):
        kinds.setdefault(kind, []).append(number)
    return {kind: members[: len(instance.nodes) - 1] for kind, members in kinds.items()}


def _plan(kinds: list[list[int]], routes: list[tuple[int, list[int]]]) -> Proposal:
    """(kind, nodes from 1) as trips."""
    free = [list(members) for members in kinds]
    trips = (Trip(free[kind].pop(0), tuple(node - 1 for node in nodes)) for kind, nodes in routes if nodes)
    return Proposal(tuple(trips))


def pyvrp(instance: Instance, seconds: float, seed: int) -> Proposal:
    """PyVRP as it comes, on one core."""
    import numpy as np
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
    from pyvrp.stop import MaxRuntime

    kinds, size = _kinds(instance), len(instance.nodes)
    legs = np.array(instance.legs)
    still = np.zeros((size, size), np.int64)
    first, last = instance.windows[0]
    data = ProblemData(
        [Location(0, 0)] * size,
        [
            Client(
                node,
                delivery=[instance.demands[node]],
                service_duration=instance.services[node],
                tw_early=instance.windows[node][0],
                tw_late=instance.windows[node][1],
            )
            for node in range(1, size)
        ],
        [Depot(0, tw_early=first, tw_late=last)],
        [
            VehicleType(len(members), [capacity], fixed_cost=round(fixed), tw_late=last, profile=profile)
            for profile, ((capacity, fixed, _), members) in enumerate(kinds.items())
        ],
        [cast(Any, np.rint(legs * per_unit).astype(np.int64)) for _, _, per_unit in kinds],
        [cast(Any, np.rint(legs).astype(np.int64) if instance.is_timed else still)] * len(kinds),
    )
    best = solve(data, MaxRuntime(seconds), seed=seed, collect_stats=False, display=False).best
    routes = [(route.vehicle_type(), [step.idx + 1 for step in route if step.is_client()]) for route in best.routes()]
    return _plan(list(kinds.values()), routes)


def hgs(instance: Instance, seconds: float, seed: int) -> Proposal:
    """HGS-CVRP by hybgensea; it knows one kind of vehicle and no windows."""
    kinds = _kinds(instance)
    if len(kinds) > 1 or instance.is_timed:
        return Proposal(())
    import hybgensea
    import numpy as np

    found = hybgensea.solve_cvrp_dist_mtx(
        np.array(instance.legs, float),
        np.array(instance.demands, float),
        float(instance.capacities[0]),
        timeLimit=seconds,
        nbIter=10**9,
        seed=seed,
        verbose=False,
        **_coordinates(instance),
    )
    return _plan(list(kinds.values()), [(0, list(route)) for route in found.routes])


def _coordinates(instance: Instance) -> dict[str, object]:
    """What SWAP* of HGS orders routes by."""
    import numpy as np

    squares = np.array(instance.legs) ** 2
    middle = -(squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()) / 2
    values, vectors = np.linalg.eigh(middle)
    wide = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    return {"x_coords": wide[:, 1].copy(), "y_coords": wide[:, 0].copy()}


def or_tools(instance: Instance, seconds: float, seed: int) -> Proposal:
    """OR-Tools' routing library with guided local search; of kinds without end half as many again as are needed."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    total = sum(instance.demands)
    kinds = {kind: members[: 2 + 3 * total // (2 * kind[0])] for kind, members in _kinds(instance).items()}
    drivers = [(number, kind) for number, (kind, members) in enumerate(kinds.items()) for _ in members]
    manager = pywrapcp.RoutingIndexManager(len(instance.nodes), len(drivers), 0)
    routing = pywrapcp.RoutingModel(manager)
    evaluators = {
        kind: routing.RegisterTransitMatrix([[round(leg * kind[2]) for leg in row] for row in instance.legs])
        for kind in kinds
    }
    for vehicle, (_, kind) in enumerate(drivers):
        routing.SetArcCostEvaluatorOfVehicle(evaluators[kind], vehicle)
        routing.SetFixedCostOfVehicle(round(kind[1]), vehicle)
    demand = routing.RegisterUnaryTransitVector(list(instance.demands))
    routing.AddDimensionWithVehicleCapacity(demand, 0, [kind[0] for _, kind in drivers], True, "load")
    if instance.is_timed:
        _add_hours(instance, routing, manager)
    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC
    wanted.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    wanted.time_limit.FromMilliseconds(int(seconds * 1000))
    found = routing.SolveWithParameters(wanted)
    if found is None:
        return Proposal(())
    routes = []
    for vehicle, (number, _) in enumerate(drivers):
        at, nodes = found.Value(routing.NextVar(routing.Start(vehicle))), []
        while not routing.IsEnd(at):
            nodes.append(manager.IndexToNode(at))
            at = found.Value(routing.NextVar(at))
        routes.append((number, nodes))
    return _plan(list(kinds.values()), routes)


def _add_hours(instance: Instance, routing: object, manager: object) -> None:
    last = instance.windows[0][1]
    rows = [[round(instance.services[one] + leg) for leg in instance.legs[one]] for one in range(len(instance.nodes))]
    routing.AddDimension(routing.RegisterTransitMatrix(rows), last, last, False, "time")  # type: ignore[attr-defined]
    time = routing.GetDimensionOrDie("time")  # type: ignore[attr-defined]
    for node in range(1, len(instance.nodes)):
        time.CumulVar(manager.NodeToIndex(node)).SetRange(*instance.windows[node])  # type: ignore[attr-defined]


def vroom(instance: Instance, seconds: float, seed: int) -> Proposal:
    """VROOM at its deepest, on all cores; it ends by itself or when the seconds are over."""
    import numpy as np
    import vroom as library

    kinds = _kinds(instance)
    legs = np.rint(np.array(instance.legs)).astype(np.uint32)
    problem = library.Input()
    total, vehicles = sum(instance.demands), []
    for number, ((capacity, fixed, per_unit), members) in enumerate(kinds.items()):
        profile = f"kind{number}"
        durations = legs if instance.is_timed else np.zeros_like(legs)
        problem.set_durations_matrix(profile, durations)
        problem.set_distances_matrix(profile, legs)
        problem.set_costs_matrix(profile, np.rint(np.array(instance.legs) * per_unit).astype(np.uint32))
        for _ in members[: 2 + 3 * total // (2 * capacity)]:
            vehicles.append(number)
            costs = library.VehicleCosts(fixed=round(fixed))
            window = library.TimeWindow(*instance.windows[0]) if instance.is_timed else None
            problem.add_vehicle(
                library.Vehicle(
                    len(vehicles), start=0, end=0, profile=profile, capacity=[capacity], costs=costs, time_window=window
                )
            )
    for node in range(1, len(instance.nodes)):
        windows = [library.TimeWindow(*instance.windows[node])] if instance.is_timed else []
        problem.add_job(
            library.Job(
                node,
                location=node,
                delivery=[instance.demands[node]],
                default_service=instance.services[node],
                time_windows=windows,
            )
        )
    found = problem.solve(5, os.cpu_count() or 1, timedelta(seconds=seconds)).to_dict()
    routes = [
        (vehicles[route["vehicle"] - 1], [step["id"] for step in route["steps"] if step["type"] == "job"])
        for route in found["routes"]
    ]
    return _plan(list(kinds.values()), routes)


PEERS: dict[str, Peer] = {"pyvrp": pyvrp, "hgs": hgs, "or_tools": or_tools, "vroom": vroom}
