"""A plan that is not stored yet in the rows screens read: what a person sees while the search goes on. Ids are 0.

Next: operations/planning.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from domain.routing.rules.checking import MINUTE_S, minute
from domain.routing.words import (
    Checked,
    Day,
    Limit,
    PlanRow,
    PlanState,
    Problem,
    RouteRow,
    RouteState,
    StopRow,
    StopState,
    TimedTrip,
    TravelSource,
    UnplannedRow,
    Visit,
)

NOT_YET = datetime.fromtimestamp(0, UTC)


def sketched(
    day: Day, problem: Problem, checked: Checked, left_out: Mapping[int, Limit], source: TravelSource
) -> PlanRow:
    """The plan as it would be: version 0, nobody's."""
    rounds: Counter[int] = Counter()
    routes = []
    for trip in checked.trips:
        rounds[trip.carrier] += 1
        routes.append(_route(day, problem, trip, rounds[trip.carrier]))
    return PlanRow(
        id=0,
        cycle=day.cycle,
        version=0,
        state=PlanState.DRAFT.value,
        travel=source.value,
        distance_m=sum(trip.distance_m for trip in checked.trips),
        duration_s=sum(trip.duration_s for trip in checked.trips),
        cost_fen=sum(trip.cost_fen for trip in checked.trips),
        made_at=NOT_YET,
        made_by="",
        accepted_at=None,
        accepted_by="",
        routes=tuple(sorted(routes, key=lambda route: (route.van, route.round_no))),
        unplanned=tuple(
            UnplannedRow(day.points[site].point_id, day.points[site].name, limit.value)
            for site, limit in sorted(left_out.items())
        ),
    )


def _route(day: Day, problem: Problem, trip: TimedTrip, round_no: int) -> RouteRow:
    van, carrier = day.vans[trip.carrier], problem.carriers[trip.carrier]
    return RouteRow(
        id=0,
        van_id=van.van_id,
        van=van.code,
        plate="",
        driver_id=van.driver_id,
        driver="",
        state=RouteState.DRAFT.value,
        start_min=trip.start_s // MINUTE_S,
        end_min=minute(trip.end_s),
        distance_m=trip.distance_m,
        duration_s=trip.duration_s,
        cost_fen=trip.cost_fen,
        weight_g=trip.weight_g,
        volume_ml=trip.volume_ml,
        totes=trip.totes,
        max_weight_g=carrier.max_weight_g,
        max_volume_ml=carrier.max_volume_ml,
        max_totes=carrier.max_totes,
        over_by="",
        over_reason="",
        stops=tuple(_stop(day, problem, visit, number) for number, visit in enumerate(trip.visits, start=1)),
        round_no=round_no,
        trip=van.trip + round_no - 1,
    )


def _stop(day: Day, problem: Problem, visit: Visit, drop_no: int) -> StopRow:
    point, site = day.points[visit.site], problem.sites[visit.site]
    return StopRow(
        id=0,
        point_id=point.point_id,
        point=point.name,
        drop_no=drop_no,
        state=StopState.PENDING.value,
        is_pinned=site.only is not None and len(site.only) == 1,
        arrive_min=minute(visit.arrive_s),
        leave_min=minute(visit.leave_s),
        opens_min=point.opens_min,
        closes_min=point.closes_min,
        weight_g=site.weight_g,
        volume_ml=site.volume_ml,
        totes=site.totes,
        follows=any(visit.site in chain[1:] for chain in problem.chains),
    )
