"""Shortfalls, ways out, what-ifs and complaints in the names of the day: rows for screens and the command line.

Numbers of sites are those of the problem; `names` says which point each is. Next: operations/asking.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from domain.common.errors import Notice
from domain.routing.rules.advising import NAMED, some
from domain.routing.rules.cutting_back import MINUTE_S
from domain.routing.rules.judging_problems import judged
from domain.routing.rules.telling import clock_text
from domain.routing.words import (
    Complaint,
    Day,
    Fault,
    Limit,
    Means,
    Measure,
    MeasureRow,
    Offers,
    Outcome,
    OutcomeRow,
    Problem,
    Shortfall,
    ShortfallRow,
    WayOut,
    WayOutRow,
    WhatIf,
)

UNITS = {Limit.WEIGHT: "_grams", Limit.VOLUME: "_ml"}
"""How the facts of a limit are named, so that a sentence shows them with their unit."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a person calls the sites and the carriers of a problem."""

    points: tuple[str, ...]
    vans: tuple[str, ...]

    def of_points(self, sites: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.points[site] for site in sites)

    def of_vans(self, carriers: Sequence[int]) -> tuple[str, ...]:
        """Those of the day; added ones have no name yet."""
        return tuple(self.vans[carrier] for carrier in carriers if carrier < len(self.vans))


def shortfall_row(names: Names, one: Shortfall) -> ShortfallRow:
    """The proof with its names and its sentence."""
    return ShortfallRow(
        limit=one.limit.value,
        needed=one.needed,
        available=one.available,
        short_by=one.short_by,
        trips_needed=one.trips_needed,
        trips_there=one.trips_there,
        point="" if one.site is None else names.points[one.site],
        vans=names.of_vans(one.carriers),
        told=_alone_told(names, one) if one.site is not None else _short_told(names, one),
    )


def _short_told(names: Names, one: Shortfall) -> Notice:
    vans = some(list(names.of_vans(one.carriers)))
    if one.limit in (Limit.WINDOW, Limit.SHIFT):
        return _hours_told(one, vans)
    trips = {"trips_needed": one.trips_needed, "trips_there": one.trips_there}
    if not one.short_by:
        return Notice.of("short_trips", limit=one.limit.value, vans=vans, **trips)
    return Notice.of(f"short_{one.limit.value}", vans=vans, **_amounts(one), **trips)


def _hours_told(one: Shortfall, vans: str) -> Notice:
    hours = {"needed_h": _hours(one.needed), "available_h": _hours(one.available), "short_h": _hours(one.short_by)}
    if one.limit is Limit.SHIFT or one.until_s is None:
        return Notice.of("short_shift", vans=vans, **hours)
    if one.from_s is None:
        return Notice.of("short_window", until=_clock(one.until_s), vans=vans, **hours)
    return Notice.of("short_window_from", begin=_clock(one.from_s), until=_clock(one.until_s), vans=vans, **hours)


def _alone_told(names: Names, one: Shortfall) -> Notice:
    point = names.points[one.site or 0]
    minutes = -(-one.short_by // MINUTE_S)
    if one.limit is Limit.WINDOW:
        arrive, closes = _clock(one.needed), _clock(one.available)
        return Notice.of("alone_window", point=point, arrive=arrive, closes=closes, minutes=minutes)
    if one.limit is Limit.SHIFT:
        back, ends = _clock(one.needed), _clock(one.available)
        return Notice.of("alone_shift", point=point, back=back, ends=ends, minutes=minutes)
    return Notice.of(f"alone_{one.limit.value}", point=point, **_amounts(one))


def _amounts(one: Shortfall) -> dict[str, object]:
    unit = UNITS.get(one.limit, "")
    return {f"needed{unit}": one.needed, f"available{unit}": one.available, f"short{unit}": one.short_by}


def way_row(names: Names, way: WayOut, offers: Offers) -> WayOutRow:
    """The way out with its names and sentences."""
    sums = {"km": f"{way.distance_m / 1000:.1f}", "latest": _clock(way.latest_s)}
    told = (
        Notice.of("way_out_dearer", cost_fen=way.cost_fen, more_fen=way.more_fen, **sums)
        if way.more_fen >= 0
        else Notice.of("way_out_cheaper", cost_fen=way.cost_fen, less_fen=-way.more_fen, **sums)
    )
    return WayOutRow(
        measures=tuple(_measure_row(names, measure, offers) for measure in way.measures),
        cost_fen=way.cost_fen,
        more_fen=way.more_fen,
        distance_m=way.distance_m,
        latest_min=_minute(way.latest_s),
        vans=len({trip.carrier for trip in way.proposal.trips}),
        trips=len(way.proposal.trips),
        told=told,
    )


def _measure_row(names: Names, measure: Measure, offers: Offers) -> MeasureRow:
    like = () if measure.like is None else (measure.like,)
    return MeasureRow(
        means=measure.means.value,
        amount=measure.amount,
        vans=names.of_vans(measure.carriers or like),
        points=names.of_points(measure.sites),
        told=_TOLD[measure.means](names, measure, offers),
    )


def _again(names: Names, measure: Measure, _: Offers) -> Notice:
    return Notice.of("way_more_trips", amount=measure.amount, vans=_vans(names, measure))


def _more_vans(names: Names, measure: Measure, _: Offers) -> Notice:
    return Notice.of("way_more_vans", amount=measure.amount, van=names.vans[measure.like or 0])


def _couriers(_: Names, measure: Measure, offers: Offers) -> Notice:
    fixed, stop = offers.courier_fixed_fen, offers.courier_stop_fen
    return Notice.of("way_couriers", amount=measure.amount, fixed_fen=fixed, stop_fen=stop)


def _wider(names: Names, measure: Measure, _: Offers) -> Notice:
    count, points = len(measure.sites), some(list(names.of_points(measure.sites)))
    return Notice.of("way_wider_window", amount=measure.amount, count=count, points=points)


def _earlier(names: Names, measure: Measure, _: Offers) -> Notice:
    return Notice.of("way_earlier_start", amount=measure.amount, vans=_vans(names, measure))


def _left_out(names: Names, measure: Measure, _: Offers) -> Notice:
    points = some(list(names.of_points(measure.sites)))
    return Notice.of("way_leave_out", count=measure.amount, price_fen=measure.price_fen, points=points)


_TOLD: dict[Means, Callable[[Names, Measure, Offers], Notice]] = {
    Means.MORE_TRIPS: _again,
    Means.MORE_VANS: _more_vans,
    Means.COURIERS: _couriers,
    Means.WIDER_WINDOW: _wider,
    Means.EARLIER_START: _earlier,
    Means.LEAVE_OUT: _left_out,
}


def _vans(names: Names, measure: Measure) -> str:
    return some(list(names.of_vans(measure.carriers)))


def outcome_rows(names: Names, outcomes: Sequence[Outcome]) -> tuple[OutcomeRow, ...]:
    """What-ifs side by side; the first one is the day as it is."""
    return tuple(_outcome_row(names, one, outcomes[0]) for one in outcomes)


def _outcome_row(names: Names, one: Outcome, usual: Outcome) -> OutcomeRow:
    return OutcomeRow(
        what_if=one.what_if.value,
        amount=one.amount,
        cost_fen=one.cost_fen,
        more_fen=one.cost_fen - usual.cost_fen,
        distance_m=one.distance_m,
        more_m=one.distance_m - usual.distance_m,
        latest_min=_minute(one.latest_s),
        vans=len({trip.carrier for trip in one.proposal.trips}),
        trips=len(one.proposal.trips),
        left_out=names.of_points(one.left_out),
        told=_question_told(names, one),
    )


def _question_told(names: Names, one: Outcome) -> Notice:
    if one.what_if is WhatIf.ONE_VAN_LESS:
        return Notice.of("what_if_one_van_less", van=names.vans[one.carrier or 0])
    return Notice.of(f"what_if_{one.what_if.value}", amount=one.amount)


def complaint_told(names: Names, one: Complaint) -> Notice:
    """The fault in a sentence that names the point or the van and says what to do."""
    point = "" if one.site is None else names.points[one.site]
    van = "" if one.carrier is None else names.vans[one.carrier]
    if one.fault is Fault.VAN_WITHOUT_ROOM:
        return Notice.of("fault_van_without_room", van=van, limit=(one.limit or Limit.WEIGHT).value)
    if one.fault is Fault.VAN_WITHOUT_HOURS:
        return Notice.of("fault_van_without_hours", van=van, begins=_clock(one.value), ends=_clock(one.allowed))
    if one.fault is Fault.HOURS_END_BEFORE_START:
        opens, closes = _clock(one.value), _clock(one.allowed)
        return Notice.of("fault_hours_end_before_start", point=point, opens=opens, closes=closes)
    if one.fault in (Fault.TOO_MUCH_FOR_ANY_VAN, Fault.OUT_OF_REACH):
        if one.limit in (None, Limit.NO_VAN):
            return Notice.of("fault_may_ride_on_no_van", point=point)
        return _alone_told(names, Shortfall(one.limit, one.value, one.allowed, site=one.site))
    if one.fault is Fault.NO_WAY_KNOWN and one.carrier is not None:
        return Notice.of("fault_no_way_known_van", van=van)
    return Notice.of(f"fault_{one.fault.value}", **({"point": point} if point else {}))


TOLD_ELSEWHERE = frozenset({Limit.NO_PLACE, Limit.NO_VAN, Limit.VANS, Limit.PRICE})
"""Limits about which rules/advising.py says all there is to say."""


def impossible_told(day: Day, problem: Problem, left_out: Mapping[int, Limit]) -> tuple[Notice, ...]:
    """What no van can take or reach even alone, of what a plan leaves out: one sentence a point with its figures, for
    as many as are named elsewhere; nothing where the day has no van."""
    names = Names(tuple(point.name for point in day.points), tuple(van.code for van in day.vans))
    asked = [site for site, limit in left_out.items() if limit not in TOLD_ELSEWHERE]
    if not asked:
        return ()
    found = (one for one in judged(problem).complaints if one.site in asked and one.limit is not None)
    return tuple(complaint_told(names, one) for one in islice(found, NAMED))


def _hours(seconds: int) -> str:
    return f"{seconds / 3600:.1f}"


def _clock(seconds: int) -> str:
    return clock_text(_minute(seconds))


def _minute(seconds: int) -> int:
    return -(-seconds // MINUTE_S)
