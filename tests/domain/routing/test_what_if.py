"""What would be if: each outcome is a true plan of a day with one thing otherwise."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from domain.routing.rules.taking_measures import is_hired
from domain.routing.rules.what_if import questions, what_if
from domain.routing.words import Outcome, Problem, Site, WhatIf
from tests.domain.routing.exact import exact
from tests.domain.routing.test_rules import VAN, line
from tests.domain.routing.test_ways_out import OFFERS, cost_fen, days, left_out

HOUR = 3600
COURIER = replace(VAN, fixed_cost_fen=500, km_cost_fen=0, hour_cost_fen=0, stop_cost_fen=900)


def unserved(one: Outcome) -> int:
    return sum(one.problem.sites[site].price_fen is None for site in one.left_out)


def by_question(outcomes: tuple[Outcome, ...]) -> dict[WhatIf, Outcome]:
    return {one.what_if: one for one in outcomes}


@settings(max_examples=40, deadline=None)
@given(days())
def test_every_outcome_is_a_sound_plan_and_costs_what_it_says(problem):
    found = what_if(problem, OFFERS, exact)
    assert [one.what_if for one in found] == list(questions(problem))
    for one in found:
        assert one.cost_fen == cost_fen(one.problem, one.proposal)
        assert set(one.left_out) == left_out(one.problem, one.proposal)
    usual, rest = found[0], by_question(found[1:])
    assert usual.problem == problem
    for easier in (WhatIf.WIDER_WINDOW, WhatIf.EARLIER_START, WhatIf.WITH_COURIERS):
        if easier in rest:
            assert (unserved(rest[easier]), rest[easier].cost_fen) <= (unserved(usual), usual.cost_fen)
    for harder in (WhatIf.ONE_VAN_LESS, WhatIf.WITHOUT_COURIERS):
        if harder in rest:
            assert (unserved(rest[harder]), rest[harder].cost_fen) >= (unserved(usual), usual.cost_fen)


def test_the_van_that_would_be_missed_least_stays_at_home():
    heavy, light = Site(90_000, 1, 1), Site(20_000, 1, 1)
    found = by_question(what_if(line(heavy, light, vans=(VAN, VAN, VAN)), OFFERS, exact))
    spare = found[WhatIf.ONE_VAN_LESS]
    assert spare.carrier == 2
    assert spare.cost_fen == found[WhatIf.AS_IT_IS].cost_fen
    assert len(spare.problem.carriers) == 2


def test_without_the_one_van_everything_stays_where_it_is():
    found = what_if(line(Site(1, 1, 1)), OFFERS, exact, asked=[WhatIf.ONE_VAN_LESS])
    assert found[1].left_out == (0,)


def test_couriers_are_asked_off_where_there_are_some_and_on_where_there_are_none():
    problem = line(Site(60_000, 1, 1), Site(60_000, 1, 1), vans=(VAN, COURIER))
    assert WhatIf.WITHOUT_COURIERS in questions(problem)
    without = by_question(what_if(problem, OFFERS, exact))[WhatIf.WITHOUT_COURIERS]
    assert (without.amount, without.left_out != ()) == (1, True)
    assert not any(is_hired(carrier) for carrier in without.problem.carriers)
    own = line(Site(60_000, 1, 1), Site(60_000, 1, 1))
    with_them = by_question(what_if(own, replace(OFFERS, couriers=1), exact))[WhatIf.WITH_COURIERS]
    assert (with_them.amount, with_them.left_out) == (1, ())


def test_half_an_hour_more_lets_one_van_do_what_took_two():
    early = Site(1, 1, 1, opens_s=5 * HOUR, closes_s=5 * HOUR + 1_500, service_s=600)
    problem = line(early, early, vans=(VAN, VAN))
    found = by_question(what_if(problem, OFFERS, exact, minutes=30))
    assert len(found[WhatIf.AS_IT_IS].proposal.trips) == 2
    assert len(found[WhatIf.WIDER_WINDOW].proposal.trips) == 1
    assert len(found[WhatIf.EARLIER_START].proposal.trips) == 1


def test_a_search_that_finds_worse_is_never_told_as_what_an_easier_day_costs():
    problem: Problem = line(Site(1, 1, 1), Site(1, 1, 1))
    plan = exact(problem)
    lazy = type(plan)(())
    found = what_if(problem, OFFERS, lambda day: lazy, plan=plan)
    assert {one.left_out for one in found if one.what_if is not WhatIf.WITHOUT_COURIERS} == {()}
