"""Two stations and one road: whoever comes second sees what the first did; never half of anything."""

from __future__ import annotations

import pytest

from domain.common.errors import Refusal
from domain.dispatch import operations as dispatch
from domain.dispatch.words import NotToTake, ReplanSettled, RoadMovedOn, VanBroken, VanLate
from domain.handover import operations as handover
from tests.builders import CLERK, MANAGER
from tests.domain.dispatch.road import clock, on_the_road, order, proposed, shown
from tests.domain.dispatch.test_leaving import at_once


def broken(database):
    morning = on_the_road(database)
    return morning, proposed(database, VanBroken(morning.routes["V1"]), clock(5, 10), seconds=0.05)


def test_one_proposal_is_accepted_by_one_of_two_stations(database):
    _morning, plan = broken(database)
    found = at_once(*(lambda: dispatch.accept_replan(database, MANAGER, plan.id).answer["moved"] for _ in range(2)))
    assert sorted(map(str, (one if isinstance(one, int) else one.code for one in found))) == ["4", "replan_settled"]


def test_of_two_proposals_one_is_in_force(database):
    morning, plan = broken(database)
    other = proposed(database, VanLate(morning.routes["V1"], 30), clock(5, 10), seconds=0.05)
    at_once(*(lambda one=one: dispatch.accept_replan(database, MANAGER, one.id) for one in (plan, other)))
    assert sorted(shown(database, one.id).state for one in (plan, other)) == ["accepted", "superseded"]


def test_a_door_reached_and_a_replan_accepted_in_one_moment(database):
    morning, plan = broken(database)
    reached, accepted = at_once(
        lambda: handover.arrive(database, CLERK, morning.stops["甲二"]).answer["point"],
        lambda: dispatch.accept_replan(database, MANAGER, plan.id).answer["moved"],
    )
    assert reached == "甲二"
    if isinstance(accepted, Refusal):  # it was reached first, so nothing of the re-plan is done
        assert isinstance(accepted, RoadMovedOn)
        assert order(database)["V1"] == ["甲一", "甲二", "甲三", "甲四"]
    else:  # the other van's stop by then
        assert "甲二" not in order(database)["V1"]


def test_one_crate_is_taken_over_once(database):
    morning, plan = broken(database)
    dispatch.accept_replan(database, MANAGER, plan.id)
    tote = plan.totes[0]
    route = morning.routes[tote.to_van]
    found = at_once(*(
        lambda actor=actor: dispatch.take_over(database, actor, route, tote.tote).answer["on_van"]
        for actor in (MANAGER, CLERK)
    ))  # fmt: skip
    assert sorted(isinstance(one, NotToTake) for one in found) == [False, True]


def test_the_same_acceptance_said_again_is_done_once(database):
    _morning, plan = broken(database)
    first = dispatch.accept_replan(database, MANAGER, plan.id, command_id="accept-000001")
    again = dispatch.accept_replan(database, MANAGER, plan.id, command_id="accept-000001")
    assert (again.repeated, again.answer) == (True, first.answer)
    with pytest.raises(ReplanSettled):
        dispatch.refuse_replan(database, MANAGER, plan.id, "晚了")
