"""From a day's points and vans to the numbers an engine reads, in one order: point i is site i, van i is carrier i.

Coordinates are turned to WGS-84 here. Next: checking.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.places.rules.datums import Degrees
from domain.routing.rules.judging import degrees, is_swapped
from domain.routing.rules.placing import places, units_of
from domain.routing.rules.predicting import predicted_totes, service_s
from domain.routing.words import (
    Day,
    Limit,
    PointLoad,
    Problem,
    Proposal,
    RoutingSettings,
    Site,
    TravelTable,
    Trip,
)

NO_WINDOW_S = (0, 172_800)
USUAL_HOURS = (300, 720)
"""Minutes of the day a van drives when there is none to ask."""


def problem_of(
    day: Day, pinned: Mapping[int, int], travel: TravelTable, *, sequences: Sequence[Sequence[int]] = ()
) -> Problem:
    """The problem of a day; `pinned`: point id -> van id. A van that is no longer there pins nothing.

    `travel`: the table of `places_of(day)`. `sequences`: point ids a person wants one directly after another; the
    fixed rounds of the points count before them.
    """
    carriers = {van.van_id: number for number, van in enumerate(day.vans)}
    return Problem(
        sites=tuple(_site(point, day.settings, carriers, pinned.get(point.point_id)) for point in day.points),
        carriers=tuple(van.carrier for van in day.vans),
        metres=travel.metres,
        seconds=travel.seconds,
        chains=_chains(day, sequences),
        stranger_fen=day.settings.stranger_fen,
    )


def _chains(day: Day, sequences: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Fixed rounds and pinned sequences as chains of sites, each site in one of them at most."""
    rounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for site, point in enumerate(day.points):
        if point.round_name:
            rounds[point.round_name].append((point.round_no or 0, site))
    numbers = {point.point_id: site for site, point in enumerate(day.points)}
    wanted = [[site for _, site in sorted(one)] for _, one in sorted(rounds.items())]
    wanted += [[numbers[point] for point in one if point in numbers] for one in sequences]
    chains, taken = [], set[int]()
    for one in wanted:
        chain = tuple(site for site in one if site not in taken)
        taken.update(chain)
        if len(chain) > 1:
            chains.append(chain)
    return tuple(chains)


def with_chains_that_hold(problem: Problem, sites: Sequence[int]) -> tuple[Problem, tuple[tuple[int, ...], ...]]:
    """The problem with its chains over `sites` alone, and those dropped because no empty van could drive them whole."""
    there = set(sites)
    chains = [chain for chain in (tuple(s for s in one if s in there) for one in problem.chains) if len(chain) > 1]
    bare = replace(problem, chains=())
    kept = tuple(chain for chain in chains if any(not place.breaches for place in places(bare, {}, chain)))
    return replace(problem, chains=kept), tuple(chain for chain in chains if chain not in kept)


def places_of(day: Day) -> list[Degrees | None]:
    """The places of a day's matrices in WGS-84: the warehouse, then the points; None where nobody knows."""
    return [degrees(day.spot), *(degrees(point.spot) for point in day.points)]


def hours_of(day: Day) -> tuple[int, int]:
    """The minutes of the day in which the vans drive: from the first shift's start to the last one's end."""
    if not day.vans:
        return USUAL_HOURS
    starts = [van.carrier.shift_start_s // 60 for van in day.vans]
    return min(starts), max(van.carrier.shift_end_s // 60 for van in day.vans)


def _site(point: PointLoad, settings: RoutingSettings, carriers: Mapping[int, int], pinned_van: int | None) -> Site:
    cold_totes = predicted_totes(point.cold_weight_g, point.cold_volume_ml, point.cold_pieces, settings)
    totes = cold_totes + predicted_totes(
        point.weight_g - point.cold_weight_g,
        point.volume_ml - point.cold_volume_ml,
        point.pieces - point.cold_pieces,
        settings,
    )
    hours = point.opens_min, point.closes_min
    opens_s, closes_s = (hours[0] * 60, hours[1] * 60) if hours[0] is not None and hours[1] is not None else NO_WINDOW_S
    return Site(
        weight_g=point.weight_g,
        volume_ml=point.volume_ml,
        totes=totes,
        cold_totes=cold_totes,
        opens_s=opens_s,
        closes_s=closes_s,
        service_s=service_s(point.service_min, totes, settings),
        only=_only(point, carriers, pinned_van),
        usual=None if point.usual_van is None else carriers.get(point.usual_van),
        price_fen=point.leave_out_fen,
    )


def _only(point: PointLoad, carriers: Mapping[int, int], pinned_van: int | None) -> frozenset[int] | None:
    """The carrier a person pinned it to, else those its street allows, else any (None)."""
    if pinned_van is not None and pinned_van in carriers:
        return frozenset({carriers[pinned_van]})
    return frozenset(carriers[van] for van in point.allowed_vans if van in carriers) if point.allowed_vans else None


def without_place(day: Day, travel: TravelTable) -> dict[int, Limit]:
    """The sites no van can drive to: their own coordinates or the warehouse's are missing or make no sense, or no road
    leads there (rules/judging.py tells which)."""
    hub = degrees(day.spot)
    return {
        site: Limit.NO_PLACE
        for site, point in enumerate(day.points)
        if hub is None or degrees(point.spot) is None or is_swapped(point.spot, hub) or site + 1 in travel.unreachable
    }


def worth_searching(problem: Problem, sites: Sequence[int]) -> list[int]:
    """Those of `sites` that at least one empty van could serve, with their whole chain."""
    units = units_of(problem, sites)
    return [site for unit in units if any(not place.breaches for place in places(problem, {}, unit)) for site in unit]


def part_of(problem: Problem, sites: Sequence[int]) -> Problem:
    """The problem of these sites alone, numbered anew in the order given."""
    kept = [0, *(site + 1 for site in sites)]
    numbers = {site: number for number, site in enumerate(sites)}
    return replace(
        problem,
        sites=tuple(problem.sites[site] for site in sites),
        metres=tuple(tuple(problem.metres[i][j] for j in kept) for i in kept),
        seconds=tuple(tuple(problem.seconds[i][j] for j in kept) for i in kept),
        chains=tuple(
            tuple(numbers[site] for site in chain) for chain in problem.chains if all(site in numbers for site in chain)
        ),
    )


def in_part(proposal: Proposal, sites: Sequence[int]) -> Proposal:
    """A proposal in the numbers of `part_of(problem, sites)`, without the sites that are not in it."""
    numbers = {site: number for number, site in enumerate(sites)}
    trips = (
        Trip(trip.carrier, tuple(numbers[site] for site in trip.sites if site in numbers)) for trip in proposal.trips
    )
    return Proposal(tuple(trip for trip in trips if trip.sites))


def whole_again(proposal: Proposal, sites: Sequence[int]) -> Proposal:
    """A proposal for `part_of` in the numbers of the whole problem."""
    return Proposal(tuple(Trip(trip.carrier, tuple(sites[site] for site in trip.sites)) for trip in proposal.trips))
