"""What a timed trip writes into the columns of its route and its stops: minutes of the day, the van never early."""

from __future__ import annotations

from domain.routing.rules.checking import MINUTE_S, minute
from domain.routing.words import Carrier, Problem, TimedTrip, Visit


def route_values(trip: TimedTrip) -> dict[str, int]:
    """Hours, metres, cost and load of a route."""
    return {
        "start_min": trip.start_s // MINUTE_S,
        "end_min": minute(trip.end_s),
        "distance_m": trip.distance_m,
        "duration_s": trip.duration_s,
        "cost_fen": trip.cost_fen,
        "weight_g": trip.weight_g,
        "volume_ml": trip.volume_ml,
        "totes": trip.totes,
    }


def stop_values(problem: Problem, visit: Visit, drop_no: int) -> dict[str, int]:
    """Place in the drop order, hours and load of a stop."""
    site = problem.sites[visit.site]
    return {
        "drop_no": drop_no,
        "arrive_min": minute(visit.arrive_s),
        "leave_min": minute(visit.leave_s),
        "weight_g": site.weight_g,
        "volume_ml": site.volume_ml,
        "totes": site.totes,
    }


def limit_values(van: Carrier) -> dict[str, int]:
    """The limits a route keeps: the van's as they are now."""
    return {"max_weight_g": van.max_weight_g, "max_volume_ml": van.max_volume_ml, "max_totes": van.max_totes}
