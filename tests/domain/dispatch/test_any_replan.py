"""Whatever happens on whatever road: what is past stays, every stop is somewhere once, every van keeps its limits at every
moment. The vans are driven through their day stop by stop here, by no rule of the program.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.common.errors import Refusal
from domain.dispatch.rules.answering import Answered, NewStop, answered
from domain.dispatch.rules.asking import Question, question
from domain.dispatch.rules.expecting import expected, standing
from domain.dispatch.rules.solving import solved
from domain.dispatch.words.road import RoadClosed, RoadEvent, StopSkipped, VanBroken, VanLate
from domain.dispatch.words.state import Road, RoadStop, RoadTote, RoadVan
from domain.routing.rules.travelling import metres_between, seconds_between
from domain.routing.words import Carrier

NOW_S = 6 * 3600
hours = st.sampled_from([None, 7 * 3600, 9 * 3600, 12 * 3600])


@st.composite
def stops(draw: st.DrawFn, first: int, route: int, count: int) -> tuple[RoadStop, ...]:
    past = draw(st.integers(0, count))
    at_door = draw(st.booleans())
    found = []
    for drop in range(1, count + 1):
        number = first + drop
        totes = tuple(
            RoadTote(
                number * 10 + i, f"T{number}{i}", draw(st.integers(1_000, 20_000)), 50_000, draw(st.booleans()), route
            )
            for i in range(draw(st.integers(1, 3)))
        )
        is_past = drop <= past
        stands = is_past and drop == past and at_door
        came = NOW_S - (past - drop + 1) * 600 if is_past else None
        found.append(RoadStop(
            stop_id=number, point_id=number, point=f"点{number}", leader="", phone="", place=number, drop_no=drop,
            state="arrived" if stands else "handed_over" if is_past else "pending", planned_min=400, opens_s=0,
            closes_s=draw(hours), service_s=300, weight_g=sum(tote.weight_g for tote in totes),
            volume_ml=50_000 * len(totes), totes=totes, planned_totes=len(totes), arrived_s=came,
            done_s=None if came is None or stands else came + 300,
        ))  # fmt: skip
    return tuple(found)


@st.composite
def roads(draw: st.DrawFn) -> Road:
    vans, places, number = [], [(30.3, 120.1)], 0
    for route in range(1, draw(st.integers(2, 4)) + 1):
        mine = draw(stops(number, route, draw(st.integers(1, 6))))
        number += len(mine)
        places += [(30.3 + draw(st.integers(-99, 99)) / 1000, 120.1 + draw(st.integers(-99, 99)) / 1000) for _ in mine]
        aboard = [tote for stop in mine if stop.state != "handed_over" for tote in stop.totes]
        weight = sum(tote.weight_g for tote in aboard)
        tight = draw(st.sampled_from(["weight", "volume", "totes"]))  # one limit has little room, the others much
        room = {name: draw(st.integers(0, 2)) if name == tight else 30 for name in ("weight", "volume", "totes")}
        carrier = Carrier(
            weight + room["weight"] * 10_000 + 1, 50_000 * (len(aboard) + room["volume"]) + 1,
            len(aboard) + room["totes"] or 1, draw(st.sampled_from([0, 20, 20])), 5 * 3600,
            draw(st.sampled_from([8, 20, 20])) * 3600, km_cost_fen=120, hour_cost_fen=2500,
        )  # fmt: skip
        vans.append(RoadVan(
            route_id=route, van_id=route, van=f"V{route}", driver="", phone="", state="departed", trip=1, carrier=carrier,
            start_min=300, left_s=5 * 3600, weight_g=weight, volume_ml=50_000 * len(aboard), aboard=len(aboard), stops=mine,
        ))  # fmt: skip
    metres = metres_between(places, 1350)
    points = {one: one for one in range(1, number + 1)}
    return Road(
        1, "0525", NOW_S, tuple(vans), None, points, draw(st.integers(0, number)), metres, seconds_between(metres)
    )


@st.composite
def events(draw: st.DrawFn, road: Road) -> RoadEvent:
    van = draw(st.sampled_from(road.vans))
    pending = [stop for _, stop in road.stops if stop.state == "pending"]
    skips = (
        [st.builds(StopSkipped, st.sampled_from([stop.stop_id or 0 for stop in pending]), st.just("关门"))]
        if pending
        else []
    )
    if draw(st.booleans()):
        return VanBroken(van.route_id)
    return draw(st.one_of(
        st.builds(VanLate, st.just(van.route_id), st.integers(1, 120)),
        st.builds(RoadClosed, st.integers(1, len(road.points)), st.integers(1, len(road.points))), *skips,
    ))  # fmt: skip


def answers(data: st.DataObject) -> tuple[Road, Question, Answered]:
    road = data.draw(roads())
    event = data.draw(events(road))
    if isinstance(event, VanBroken):
        broken = road.van(event.route_id)
        assert broken is not None
        road = replace(road, meeting=standing(broken, NOW_S).place)
    asked = question(road, event)
    assume(not isinstance(asked, Refusal))
    assert isinstance(asked, Question)
    found, limits = solved(asked, lambda _problem, begun: begun)
    return road, asked, answered(asked, found, limits)


@settings(max_examples=40)
@given(st.data())
def test_nothing_past_is_touched_and_every_stop_is_somewhere_once(data):
    road, _asked, told = answers(data)
    past = {stop.point_id for _, stop in road.stops if stop.state != "pending"}
    points = [one.stop.point_id for one in told.stops]
    assert not past & set(points)
    assert len(points) == len(set(points))
    after = {
        (van.route_id, stop.drop_no): stop.point_id for van, stop in road.stops if stop.point_id not in set(points)
    }
    for one in told.stops:
        assert (one.route_id, one.drop_no) not in after
        after[one.route_id, one.drop_no] = one.stop.point_id
    assert sorted(after.values()) == sorted(stop.point_id for _, stop in road.stops)


@settings(max_examples=40)
@given(st.data())
def test_the_stop_a_van_is_driving_to_stays_its_next_one(data):
    road, asked, told = answers(data)
    assume(asked.skipped is None and asked.road is road)
    for rider in asked.riders:
        takes_part = rider.van.route_id in {day.van.route_id for day in told.days}
        if not takes_part or not rider.van.pending or not standing(rider.van, NOW_S).drives:
            continue
        mine = sorted((one for one in told.stops if one.route_id == rider.van.route_id), key=lambda one: one.drop_no)
        ahead = [one for one in mine if one.limit is None and not one.is_skipped]
        assert ahead[0].stop.point_id == expected(road, rider.van)[0].stop.point_id


@settings(max_examples=60)
@given(st.data())
def test_every_van_keeps_its_limits_at_every_moment(data):
    road, asked, told = answers(data)
    for day in told.days:
        if asked.broken is not None and day.van.route_id == asked.broken.route_id:
            continue
        served = [
            one for one in told.stops if one.route_id == day.van.route_id and one.limit is None and not one.is_skipped
        ]
        keeps_its_limits(road, day.van, sorted(served, key=lambda one: one.drop_no), day.fetch_before)
        assert day.end_s <= max(day.van.carrier.shift_end_s, day.was_end_s)


def keeps_its_limits(road: Road, van: RoadVan, ahead: list[NewStop], fetch_before: int | None) -> None:
    """Drives the van on: what is on it after each call, against what it may carry."""
    aboard = {tote.use_id: tote for stop in van.stops if stop.state != "handed_over" for tote in stop.totes}
    for stop in van.stops:
        if stop.state == "arrived":
            for tote in stop.totes:
                aboard.pop(tote.use_id)
    for one in ahead:
        if fetch_before == one.drop_no:
            aboard |= {
                tote.use_id: tote for other in ahead for tote in other.stop.totes if tote.route_id != van.route_id
            }
        assert sum(tote.weight_g for tote in aboard.values()) <= van.carrier.max_weight_g
        assert sum(tote.volume_ml for tote in aboard.values()) <= van.carrier.max_volume_ml
        assert len(aboard) <= van.carrier.max_totes
        for tote in one.stop.totes:
            assert tote.use_id in aboard  # nothing is delivered that is not on the van
            aboard.pop(tote.use_id)
    taken = [tote for one in ahead for tote in one.stop.totes if tote.route_id != van.route_id]
    assert not [tote for tote in taken if tote.is_cold] or van.carrier.max_cold_totes
