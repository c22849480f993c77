"""Ten vans and two hundred stops on the road, one van broken: answered within five seconds, and what comes out holds."""

from __future__ import annotations

import time

import pytest

from benchmarks.road_town import EACH, road
from domain.common.errors import Refusal
from domain.dispatch.operations.proposing import USUAL_SECONDS, usual_engine
from domain.dispatch.rules.answering import Answered, answered
from domain.dispatch.rules.asking import Question, question
from domain.dispatch.rules.solving import solved
from domain.dispatch.words.road import RoadClosed, RoadEvent, VanBroken, VanLate
from domain.dispatch.words.state import Road
from domain.routing.rules.checking import checked
from domain.routing.words import Limit, Proposal

MOST_S = 5.0


def asked_of(whole: Road, event: RoadEvent) -> Question:
    asked = question(whole, event)
    assert not isinstance(asked, Refusal)
    return asked


def within_time(asked: Question) -> tuple[Proposal, dict[int, Limit], Answered]:
    begun = time.monotonic()
    found, limits = solved(asked, usual_engine(USUAL_SECONDS))
    told = answered(asked, found, limits)
    assert time.monotonic() - begun < MOST_S
    return found, limits, told


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_stops_are_planned_anew_within_five_seconds(seed):
    whole = road(seed)
    asked = asked_of(whole, VanBroken(1))
    found, limits, told = within_time(asked)
    assert not limits
    assert len({one.stop.point_id for one in told.stops}) == len(told.stops)
    moved = [one for one in told.stops if one.was_route != one.route_id]
    assert {one.stop.point_id for one in moved} == set(range(4, EACH + 1))
    assert all(one.stop.state == "pending" for one in told.stops)
    # The second look, at what was found: every limit at every moment, only hours may have been widened.
    broken = {breach.limit for breach in checked(asked.problem, found).breaches}
    assert broken <= {Limit.WINDOW}
    assert checked(asked.problem, found).faults == ()


@pytest.mark.parametrize("event", [VanLate(2, 45), RoadClosed(30, 31)])
def test_one_vans_trouble_touches_that_van_alone(event):
    _found, limits, told = within_time(asked_of(road(3), event))
    assert not limits
    assert {day.van.route_id for day in told.days} == {2}
    assert all(one.route_id == 2 for one in told.stops)
