"""What of its measures a plan uses: the day with these alone, the plan judged again on it, and each measure counted.

Next: ways_out.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.routing.rules.taking_measures import is_hired
from domain.routing.rules.trying import Tried, left_out_fen, looked_at, only_carriers, renumbered
from domain.routing.words import Carrier, Means, Measure, Problem, Site, WayOut

MINUTE_S = 60


def cut_back(base: Tried, found: Tried) -> WayOut:
    """The way out that `found` is, beside the day as it is: what the plan does not use of the measures is taken back."""
    vans = len(base.problem.carriers)
    used = sorted({trip.carrier for trip in found.trips if trip.carrier >= vans})
    kept = [*range(vans), *used]
    wide = only_carriers(found.problem, kept)
    proposal = renumbered(found.proposal, kept)
    least = replace(
        wide,
        carriers=tuple(_carrier(base.problem, wide, found, number, old) for number, old in enumerate(kept)),
        sites=tuple(_site(base.problem, found, number) for number in range(len(wide.sites))),
    )
    shown = looked_at(least, proposal) or looked_at(wide, proposal) or found
    return WayOut(
        measures=tuple(_measures(base, shown)),
        problem=shown.problem,
        proposal=shown.proposal,
        cost_fen=shown.cost_fen,
        more_fen=shown.cost_fen - base.cost_fen,
        distance_m=shown.distance_m,
        latest_s=shown.latest_s,
    )


def _carrier(day: Problem, wide: Problem, found: Tried, number: int, old: int) -> Carrier:
    """The carrier as often and as early as it drives; as the day has it where that is enough."""
    carrier = wide.carriers[number]
    mine = [trip for trip in found.trips if trip.carrier == old]
    was = day.carriers[number] if number < len(day.carriers) else replace(carrier, max_trips=1)
    if len(mine) > was.max_trips:
        was = replace(was, max_trips=len(mine), reload_s=carrier.reload_s)
    if mine and mine[0].start_s < was.shift_start_s:
        was = replace(was, shift_start_s=carrier.shift_start_s)
    return was


def _site(day: Problem, found: Tried, number: int) -> Site:
    """The site with the hours of the day when its goods come within them, and its price when it is served."""
    was, now = day.sites[number], found.problem.sites[number]
    if number in found.left_out:
        return replace(was, price_fen=now.price_fen)
    arrive_s = next(visit.arrive_s for trip in found.trips for visit in trip.visits if visit.site == number)
    return was if was.opens_s <= arrive_s <= was.closes_s else replace(was, opens_s=now.opens_s, closes_s=now.closes_s)


def _measures(base: Tried, shown: Tried) -> Iterator[Measure]:
    yield from _again(base.problem, shown)
    yield from _added(base.problem, shown.problem)
    yield from _hours(base.problem, shown.problem)
    if shown.left_out:
        price = left_out_fen(shown.problem, shown.left_out)
        yield Measure(Means.LEAVE_OUT, len(shown.left_out), sites=shown.left_out, price_fen=price)


def _again(day: Problem, shown: Tried) -> Iterator[Measure]:
    """Trips beyond what the day's vans drive anyway, and beyond the first of an added one."""
    trips = Counter(trip.carrier for trip in shown.trips)
    usual = {one: day.carriers[one].max_trips if one < len(day.carriers) else 1 for one in trips}
    more = {one: count - usual[one] for one, count in trips.items() if count > usual[one]}
    if more:
        own = tuple(sorted(one for one in more if one < len(day.carriers)))
        yield Measure(Means.MORE_TRIPS, sum(more.values()), carriers=own)


def _added(day: Problem, now: Problem) -> Iterator[Measure]:
    fresh = now.carriers[len(day.carriers) :]
    alike = Counter(_like(day, carrier) for carrier in fresh)
    couriers = alike.pop(None, 0)
    yield from (Measure(Means.MORE_VANS, count, like=like) for like, count in alike.items())
    if couriers:
        yield Measure(Means.COURIERS, couriers)


def _like(day: Problem, carrier: Carrier) -> int | None:
    """The first van of the day that carries and costs the same; None: a courier as offered."""
    alike = (number for number, one in enumerate(day.carriers) if _kind(one) == _kind(carrier) and not is_hired(one))
    return next(alike, None)


def _kind(carrier: Carrier) -> Carrier:
    return replace(carrier, max_trips=1, reload_s=0, shift_start_s=0)


def _hours(day: Problem, now: Problem) -> Iterator[Measure]:
    wider = {
        number: max(was.opens_s - site.opens_s, site.closes_s - was.closes_s)
        for number, (was, site) in enumerate(zip(day.sites, now.sites, strict=True))
    }
    asked = {number: by_s for number, by_s in wider.items() if by_s > 0}
    if asked:
        yield Measure(Means.WIDER_WINDOW, _minutes(asked), sites=tuple(asked))
    earlier = {
        number: was.shift_start_s - carrier.shift_start_s
        for number, (was, carrier) in enumerate(zip(day.carriers, now.carriers, strict=False))
    }
    early = {number: by_s for number, by_s in earlier.items() if by_s > 0}
    if early:
        yield Measure(Means.EARLIER_START, _minutes(early), carriers=tuple(early))


def _minutes(by_s: Mapping[int, int]) -> int:
    return -(-max(by_s.values()) // MINUTE_S)
