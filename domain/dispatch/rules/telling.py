"""Whom a re-plan has to be told: drivers whose stops change, leaders whose goods come at another time or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.common.errors import Notice
from domain.dispatch.words.road import StopChange, Tell, VanChange
from domain.routing.rules.telling import clock_text

WORTH_A_CALL_MIN = 15
"""So many minutes later or earlier than expected, a leader is told."""

Person = tuple[str, str]
"""Name and phone."""


def told(
    stops: Sequence[StopChange],
    vans: Sequence[VanChange],
    drivers: Mapping[str, Person],
    leaders: Mapping[str, Person],
    place: str,
) -> tuple[Tell, ...]:
    """Drivers first (by van), then leaders (by point). `drivers`: by van, `leaders`: by point; `place`: where totes are
    taken over."""
    return (*_drivers(stops, vans, drivers, place), *_leaders(stops, leaders))


def _drivers(
    stops: Sequence[StopChange], vans: Sequence[VanChange], drivers: Mapping[str, Person], place: str
) -> Iterator[Tell]:
    for van in sorted({one.van for one in vans}):
        name, phone = drivers.get(van, ("", ""))
        takes = [stop.point for stop in stops if stop.changes_van and stop.to_van == van]
        gives = [stop.point for stop in stops if stop.changes_van and stop.from_van == van]
        order = [stop for stop in stops if stop.to_van == van and not stop.is_left]
        if takes:
            new = Notice.of("road_tell_takes", van=van, count=len(takes), points=", ".join(takes), place=place)
            yield Tell(name, phone, van, "", new)
        elif gives:
            yield Tell(name, phone, van, "", Notice.of("road_tell_gives", van=van, count=len(gives), place=place))
        elif any(stop.drop_before != stop.drop_after for stop in order) or any(
            stop.is_skipped for stop in stops if stop.from_van == van
        ):
            names = ", ".join(stop.point for stop in sorted(order, key=lambda stop: stop.drop_after))
            yield Tell(name, phone, van, "", Notice.of("road_tell_order", van=van, points=names))


def _leaders(stops: Sequence[StopChange], leaders: Mapping[str, Person]) -> Iterator[Tell]:
    for stop in sorted(stops, key=lambda one: one.point):
        name, phone = leaders.get(stop.point, ("", ""))
        if stop.is_left:
            yield Tell(name, phone, "", stop.point, Notice.of("road_tell_left", point=stop.point))
        elif stop.changes_van or _is_worth_a_call(stop):
            new = Notice.of("road_tell_time", point=stop.point, van=stop.to_van, time=clock_text(stop.arrive_after_min))
            yield Tell(name, phone, "", stop.point, new)


def _is_worth_a_call(stop: StopChange) -> bool:
    if stop.late_min:
        return True
    return stop.arrive_before_min is not None and (
        abs(stop.arrive_after_min - stop.arrive_before_min) >= WORTH_A_CALL_MIN
    )
