"""Routing instances in the VRPLIB form: read into a Problem, plans written in their node numbers, costs from the file.

CVRP (whole distances), HFVRP (exact distances, costs in hundredths), VRPTW (the matrix is cost and time at once).
The costs and the look at the limits here read the file's own numbers and nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from pathlib import Path

from domain.routing.words import Carrier, Matrix, Problem, Proposal, Site

FEN_PER_UNIT, METRES_PER_UNIT = 100, 1_000
"""A unit of distance is a kilometre for one yuan, so that every cost of a file is whole in fen."""
NO_END_S = 172_800
Legs = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Instance:
    """A file: node numbers (the depot first), legs between them, demands, windows, services, vehicles."""

    name: str
    kind: str
    nodes: tuple[int, ...]
    legs: Legs
    demands: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    services: tuple[int, ...]
    capacities: tuple[int, ...]
    fixed: tuple[float, ...]
    per_unit: tuple[float, ...]
    has_vehicles: bool
    best_known: float | None

    @property
    def is_timed(self) -> bool:
        return self.kind == "VRPTW"

    @property
    def scale(self) -> float:
        """Costs of mixed fleets are written in hundredths."""
        return 100.0 if self.kind == "HFVRP" else 1.0


def read(path: Path) -> Instance:
    """The instance of a file, with the cost of the .sol beside it. ValueError names what the file lacks."""
    head, parts = _parts(path)
    demands = {int(row[0]): int(row[1]) for row in parts.get("DEMAND_SECTION", [])}
    if not demands:
        raise ValueError(f"{path.name}: no DEMAND_SECTION; without it nobody knows what each stop gets")
    depot = int(parts.get("DEPOT_SECTION", [["1"]])[0][0])
    nodes = (depot, *(node for node in demands if node != depot))
    windows = {int(row[0]): (int(row[1]), int(row[2])) for row in parts.get("TIME_WINDOW_SECTION", [])}
    services = {int(row[0]): int(row[1]) for row in parts.get("SERVICE_TIME_SECTION", [])}
    kind = "VRPTW" if windows else head.get("TYPE", "CVRP")
    capacities, fixed, per_unit = _vehicles(head, parts, len(nodes) - 1)
    return Instance(
        name=head.get("NAME", path.stem),
        kind=kind,
        nodes=nodes,
        legs=_legs(head, parts, nodes, is_whole=kind == "CVRP"),
        demands=tuple(demands[node] for node in nodes),
        windows=tuple(windows.get(node, (0, NO_END_S)) for node in nodes),
        services=tuple(services.get(node, 0) for node in nodes),
        capacities=capacities,
        fixed=fixed,
        per_unit=per_unit,
        has_vehicles="CAPACITY_SECTION" in parts,
        best_known=_best_known(path.with_suffix(".sol")),
    )


def _parts(path: Path) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    """The `NAME : value` lines and the rows of each section."""
    head: dict[str, str] = {}
    parts: dict[str, list[list[str]]] = {}
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            section = words[0]
            parts[section] = []
        elif words[0][0].isalpha() and ":" in line:
            name, _, value = line.partition(":")
            head[name.strip()], section = value.strip(), ""
        elif section:
            parts[section].append(words)
    return head, parts


def _vehicles(
    head: dict[str, str], parts: dict[str, list[list[str]]], stops: int
) -> tuple[tuple[int, ...], tuple[float, ...], tuple[float, ...]]:
    """Capacity, fixed cost and cost of a unit of distance of each vehicle; as many as stops where the file has none."""
    if "CAPACITY_SECTION" in parts:
        capacities = tuple(int(row[1]) for row in parts["CAPACITY_SECTION"])
    else:
        capacities = (int(head["CAPACITY"]),) * int(head.get("VEHICLES", stops))
    fixed = tuple(float(row[1]) for row in parts.get("VEHICLES_FIXED_COST_SECTION", []))
    usual = 100.0 if head.get("TYPE") == "HFVRP" else 1.0
    per_unit = tuple(float(row[1]) for row in parts.get("VEHICLES_UNIT_DISTANCE_COST_SECTION", []))
    return capacities, fixed or (0.0,) * len(capacities), per_unit or (usual,) * len(capacities)


def _legs(head: dict[str, str], parts: dict[str, list[list[str]]], nodes: Sequence[int], *, is_whole: bool) -> Legs:
    if "EDGE_WEIGHT_SECTION" in parts:
        flat = [float(word) for row in parts["EDGE_WEIGHT_SECTION"] for word in row]
        size = len(nodes)
        if len(flat) != size * size:
            raise ValueError(f"{head.get('NAME')}: {len(flat)} legs for {size} nodes; a full matrix has {size * size}")
        return [[flat[(one - 1) * size + other - 1] for other in nodes] for one in nodes]
    at = {int(row[0]): (float(row[1]), float(row[2])) for row in parts["NODE_COORD_SECTION"]}
    exact = [[hypot(at[one][0] - at[two][0], at[one][1] - at[two][1]) for two in nodes] for one in nodes]
    return [[float(int(leg + 0.5)) for leg in row] for row in exact] if is_whole else exact


def _best_known(path: Path) -> float | None:
    if not path.is_file():
        return None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("Cost"):
            return float(line.replace(":", " ").split()[1])
    return None


def problem_of(instance: Instance) -> Problem:
    """The instance as the engine is given a day."""
    first, last = instance.windows[0]
    carriers = tuple(
        Carrier(capacity, 1, 1, 0, first, last, round(fixed), round(per_unit * FEN_PER_UNIT / instance.scale))
        for capacity, fixed, per_unit in zip(instance.capacities, instance.fixed, instance.per_unit, strict=True)
    )
    sites = tuple(
        Site(demand, 0, 0, opens_s=opens, closes_s=closes, service_s=service)
        for demand, (opens, closes), service in zip(
            instance.demands[1:], instance.windows[1:], instance.services[1:], strict=True
        )
    )
    size = range(len(instance.nodes))
    metres: Matrix = tuple(tuple(round(leg * METRES_PER_UNIT) for leg in row) for row in instance.legs)
    still: Matrix = tuple((0,) * len(size) for _ in size)
    seconds: Matrix = tuple(tuple(round(leg) for leg in row) for row in instance.legs) if instance.is_timed else still
    return Problem(sites, carriers, metres, seconds)


def routes_of(instance: Instance, proposal: Proposal) -> list[dict[str, object]]:
    """[{vehicle, stops}] in the file's own numbers."""
    return [
        {
            "vehicle": trip.carrier + 1 if instance.has_vehicles else 1,
            "stops": [instance.nodes[site + 1] for site in trip.sites],
        }
        for trip in proposal.trips
    ]


def cost_of(instance: Instance, proposal: Proposal) -> float:
    """The cost of a plan by the file's numbers; waiting and service cost nothing."""
    total = 0.0
    for trip in proposal.trips:
        way = [0, *(site + 1 for site in trip.sites), 0]
        length = sum(instance.legs[one][other] for one, other in pairwise(way))
        total += instance.per_unit[trip.carrier] * length + instance.fixed[trip.carrier]
    return total / instance.scale


def is_feasible(instance: Instance, proposal: Proposal) -> bool:
    """True when every stop is served once, no vehicle drives twice or carries too much, and no window is missed."""
    served = sorted(site for trip in proposal.trips for site in trip.sites)
    vehicles = [trip.carrier for trip in proposal.trips]
    if served != list(range(len(instance.nodes) - 1)) or len(set(vehicles)) < len(vehicles):
        return False
    return all(_keeps(instance, trip.carrier, trip.sites) for trip in proposal.trips)


def _keeps(instance: Instance, vehicle: int, sites: Sequence[int]) -> bool:
    if sum(instance.demands[site + 1] for site in sites) > instance.capacities[vehicle]:
        return False
    if not instance.is_timed:
        return True
    now, at = float(instance.windows[0][0]), 0
    for node in [*(site + 1 for site in sites), 0]:
        now = max(now + instance.services[at] + instance.legs[at][node], instance.windows[node][0])
        if now > instance.windows[node][1]:
            return False
        at = node
    return True
