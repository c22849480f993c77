"""From a day's points and vans to the numbers an engine reads, in one order: point i is site i, van i is carrier i.

Coordinates are turned to WGS-84 here. Next: checking.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.places.rules.datums import Degrees
from domain.routing.rules.judging import degrees, is_swapped
from domain.routing.rules.placing import places
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


def problem_of(day: Day, pinned: Mapping[int, int], travel: TravelTable) -> Problem:
    """The problem of a day; `pinned`: point id -> van id. A van that is no longer there pins nothing.

    `travel`: the table of `places_of(day)`.
    """
    carriers = {van.van_id: number for number, van in enumerate(day.vans)}
    sites = tuple(_site(point, day.settings, carriers.get(pinned.get(point.point_id, 0))) for point in day.points)
    return Problem(sites, tuple(van.carrier for van in day.vans), travel.metres, travel.seconds)


def places_of(day: Day) -> list[Degrees | None]:
    """The places of a day's matrices in WGS-84: the warehouse, then the points; None where nobody knows."""
    return [degrees(day.spot), *(degrees(point.spot) for point in day.points)]


def hours_of(day: Day) -> tuple[int, int]:
    """The minutes of the day in which the vans drive: from the first shift's start to the last one's end."""
    if not day.vans:
        return USUAL_HOURS
    starts = [van.carrier.shift_start_s // 60 for van in day.vans]
    return min(starts), max(van.carrier.shift_end_s // 60 for van in day.vans)


def _site(point: PointLoad, settings: RoutingSettings, carrier: int | None) -> Site:
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
        only=None if carrier is None else frozenset({carrier}),
    )


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
    """Those of `sites` that at least one empty van could serve."""
    return [site for site in sites if any(not place.breaches for place in places(problem, {}, site))]


def part_of(problem: Problem, sites: Sequence[int]) -> Problem:
    """The problem of these sites alone, numbered anew in the order given."""
    kept = [0, *(site + 1 for site in sites)]
    return Problem(
        tuple(problem.sites[site] for site in sites),
        problem.carriers,
        tuple(tuple(problem.metres[i][j] for j in kept) for i in kept),
        tuple(tuple(problem.seconds[i][j] for j in kept) for i in kept),
    )


def whole_again(proposal: Proposal, sites: Sequence[int]) -> Proposal:
    """A proposal for `part_of` in the numbers of the whole problem."""
    return Proposal(tuple(Trip(trip.carrier, tuple(sites[site] for site in trip.sites)) for trip in proposal.trips))
