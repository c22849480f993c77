"""Numbers of a day that cannot be: each told with its point or van, and the rest of the day goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.common.sentences import in_language, sentence
from domain.routing.rules.checking import checked
from domain.routing.rules.judging_problems import cleared, judged
from domain.routing.rules.preparing import whole_again
from domain.routing.rules.telling_ways import Names, complaint_told
from domain.routing.words import Complaint, Fault, Problem, Site
from tests.domain.routing.exact import exact
from tests.domain.routing.test_rules import VAN, line

HOUR = 3600
FINE = Site(10_000, 10_000, 1, service_s=300)
NAMES = Names(("东站", "西溪", "滨江"), ("V1", "V2"))


def told(problem: Problem) -> list[str]:
    with in_language("en"):
        return [sentence(complaint_told(NAMES, one)) for one in judged(problem).complaints]


def served(problem: Problem) -> set[int]:
    """The sites that the rest of the day still serves, by a plan that keeps every limit."""
    part, sites, _ = cleared(problem, judged(problem))
    proposal = exact(part)
    assert checked(part, proposal).is_sound
    return {site for trip in whole_again(proposal, sites).trips for site in trip.sites}


def with_leg(problem: Problem, one: int, other: int, seconds: object) -> Problem:
    table = [list(row) for row in problem.seconds]
    table[one][other] = seconds
    return replace(problem, seconds=tuple(tuple(row) for row in table))


def test_a_day_without_fault_has_no_complaint_and_stays_as_it_is():
    problem = line(FINE, FINE)
    assert judged(problem).complaints == ()
    assert cleared(problem, judged(problem)) == (problem, [0, 1], [0])


def test_hours_that_end_before_they_begin_are_told_with_the_point_and_the_rest_goes_on():
    problem = line(FINE, replace(FINE, opens_s=9 * HOUR, closes_s=8 * HOUR), FINE)
    assert told(problem) == [
        "西溪 closes at 08:00, before it opens at 09:00; it is left out. Correct its hours under Places."
    ]
    assert served(problem) == {0, 2}


@pytest.mark.parametrize(
    ("load", "words"),
    [
        ({"weight_g": 100_001}, "东站 gets 100.001 kg, the largest van that may go there takes 100 kg: 1 g too much."),
        ({"volume_ml": 500_001}, "东站 gets 500.001 L, the largest van that may go there takes 500 L: 1 ml too much."),
        ({"totes": 12}, "东站 gets 12 crates, the largest van that may go there takes 10: 2 too many."),
        ({"cold_totes": 3}, "东站 gets 3 crates that must stay cold, the largest cold box that may go there takes 0."),
        ({"closes_s": 5 * HOUR + 60}, "No van can be at 东站 before 05:10, and it closes at 05:01."),
        ({"service_s": 8 * HOUR}, "A van that drives to 东站 alone is done at 13:20, its shift ends at 12:00."),
    ],
)
def test_what_no_van_can_take_or_reach_is_told_with_the_point_and_by_how_much(load, words):
    problem = line(replace(FINE, **load), FINE, vans=(VAN, replace(VAN, max_weight_g=50_000)))
    assert [one[: len(words)] for one in told(problem)] == [words]
    assert served(problem) == {1}


@pytest.mark.parametrize("room", ["max_weight_g", "max_volume_ml", "max_totes"])
def test_a_van_without_room_stays_at_home_and_the_others_drive(room):
    problem = line(FINE, FINE, vans=(replace(VAN, **{room: 0}), VAN))
    assert told(problem)[0].startswith("V1 has no room (")
    assert judged(problem).carriers_aside == {0}
    assert served(problem) == {0, 1}


def test_a_van_whose_shift_ends_before_it_begins_stays_at_home():
    problem = line(FINE, vans=(VAN, replace(VAN, shift_start_s=8 * HOUR, shift_end_s=8 * HOUR)))
    assert told(problem) == [
        "The shift of V2 ends at 08:00, before it begins at 08:00; it stays at home. Correct it under Places."
    ]


@pytest.mark.parametrize("vans", [(), (replace(VAN, max_totes=0),)])
def test_without_a_van_nothing_can_go_on(vans):
    found = judged(line(FINE, vans=vans))
    assert not found.can_go_on
    assert found.complaints[-1] == Complaint(Fault.NO_VANS)
    assert told(line(FINE, vans=vans))[-1].startswith("No van can be planned with.")


@pytest.mark.parametrize("hole", [None, -1, 4.5])
def test_a_hole_in_the_table_costs_as_few_points_as_it_must(hole):
    problem = with_leg(with_leg(line(FINE, FINE, FINE), 1, 2, hole), 3, 2, hole)
    assert told(problem) == [
        "No way is known to 西溪; it is left out. Look at its coordinates under Places, or put it on a van by hand."
    ]
    assert served(problem) == {0, 2}


def test_a_point_without_a_way_to_the_warehouse_is_the_one_left_out():
    assert judged(with_leg(line(FINE, FINE), 2, 0, -5)).sites_aside == {1}


def test_a_table_that_is_not_square_or_too_small_stops_everything():
    problem = line(FINE, FINE)
    for wrong in (problem.metres[:-1], (*problem.metres[:-1], problem.metres[-1][:-1]), ()):
        found = judged(replace(problem, metres=wrong))
        assert found.complaints == (Complaint(Fault.NOT_SQUARE),)
        assert not found.can_go_on
    assert told(replace(problem, seconds=((0,),)))[0].startswith("The table of ways does not fit")


def test_a_point_that_no_van_may_serve_is_told():
    problem = line(replace(FINE, only=frozenset()), FINE)
    assert told(problem) == [
        "东站 may be served by none of the day's vans; it is left out. Change which vans may go there."
    ]


def test_every_fault_has_its_sentence():
    for fault in Fault:
        one = Complaint(fault, site=0, carrier=0)
        with in_language("en"):
            assert not sentence(complaint_told(NAMES, one)).startswith("fault_")
