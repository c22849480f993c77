"""What a tote ought to weigh, how far off it may be, and which slip a wrong weight tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.packing.rules import expected_weight, likeliest_cause, needs_second_person, tolerance_for
from domain.packing.words import Cause, CauseKind, Expected, PackingSettings, Part, SecondCheck

COMPANY = PackingSettings()
EGG = Part(1, "鸡蛋", 4, 1500, 50)
MILK = Part(2, "牛奶", 6, 250, 20)
GRAPES = Part(3, "葡萄", 0, 800, 50, weighed=2, weighed_g=1580)
MELON = Part(4, "西瓜", 1, 7000, 50)
GARLIC = Part(5, "大蒜", 2, 60, 100)


def test_crate_contents_and_real_weights_make_the_expected_weight():
    assert expected_weight([EGG, MILK, GRAPES], 1800, COMPANY).expected_g == 1800 + 6000 + 1500 + 1580


def test_pieces_of_one_product_are_off_together_and_products_apart():
    """60 g base; eggs 4 x 75 = 300; milk 6 x 5 = 30; two weighings of 5: the root of 60² + 300² + 30² + 2·5² is 307.5."""
    assert expected_weight([EGG, MILK, GRAPES], 1800, COMPANY).tolerance_g == 308
    assert expected_weight([], 1800, COMPANY).tolerance_g == 60


def test_a_product_nobody_gave_a_weight_leaves_the_upper_side_open():
    unknown = Part(9, "糖果", 3, 0, 50)
    expected = expected_weight([unknown, GARLIC], 1800, COMPANY)
    assert expected.unknown == ("糖果",)
    assert tolerance_for(expected, expected.expected_g + 5000) == 5000
    assert tolerance_for(expected, expected.expected_g - 5000) == expected.tolerance_g
    assert tolerance_for(Expected(1000, 60), 9000) == 60


def cause(difference, *inside, of_point=(), tare=1800):
    expected = expected_weight(inside, tare, COMPANY)
    return likeliest_cause(difference, expected, inside, of_point or inside, tare)


def test_the_product_that_explains_the_difference_best_is_named():
    assert cause(-1480, EGG, MILK, GARLIC) == Cause(CauseKind.TOO_FEW, "鸡蛋", 1)
    assert cause(-480, Part(1, "鸡蛋", 1, 1500, 50), MILK) == Cause(CauseKind.TOO_FEW, "牛奶", 2)
    assert cause(-810, GRAPES, MILK) == Cause(CauseKind.TOO_FEW, "葡萄", 1)
    assert cause(7010, MILK, of_point=(MILK, MELON)) == Cause(CauseKind.TOO_MANY, "西瓜", 1)


def test_what_is_not_inside_cannot_be_missing_but_may_be_too_much():
    assert cause(-7000, MILK, of_point=(MILK, MELON)) is None
    assert cause(-1500, MILK, Part(1, "鸡蛋", 1, 1500, 50)) == Cause(CauseKind.TOO_FEW, "鸡蛋", 1)
    assert cause(-3000, Part(1, "鸡蛋", 1, 1500, 50)) is None


def test_slips_of_weighing_are_told():
    assert cause(-1790, MILK) == Cause(CauseKind.CRATE_LEFT_OUT)
    assert cause(-(1800 + 6000) + 8, EGG) == Cause(CauseKind.KILOGRAMS)


def test_no_single_slip_is_said_to_be_none():
    assert cause(-4000, MILK, GARLIC) is None


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8000), st.integers(0, 100)), max_size=6),
    st.integers(-20_000, 20_000),
)
def test_a_named_cause_always_explains_the_difference(goods, difference):
    inside = tuple(Part(n, f"货{n}", *one) for n, one in enumerate(goods))
    expected = expected_weight(inside, 1800, COMPANY)
    found = likeliest_cause(difference, expected, inside, inside, 1800)
    if found is None or found.kind in (CauseKind.KILOGRAMS, CauseKind.CRATE_LEFT_OUT):
        return
    part = next(one for one in inside if one.product == found.product)
    sign = 1 if found.kind is CauseKind.TOO_MANY else -1
    assert abs(difference - sign * found.pieces * part.nominal_g) <= expected.tolerance_g
    assert sign > 0 or found.pieces <= part.counted


@pytest.mark.parametrize(
    ("check", "cold", "pieces", "needed"),
    [
        (SecondCheck.ALWAYS, False, 1, True),
        (SecondCheck.NEVER, True, 99, False),
        (SecondCheck.COLD, False, 99, False),
        (SecondCheck.COLD, True, 1, True),
        (SecondCheck.ABOVE, True, 30, False),
        (SecondCheck.ABOVE, False, 31, True),
    ],
)
def test_the_company_says_when_a_second_person_looks(check, cold, pieces, needed):
    company = PackingSettings(second_check=check, second_check_above=30)
    goods = (Part(1, "鸡蛋", pieces, 1500, 50),)
    assert needs_second_person(goods, cold, company) is needed
    chilled = (Part(1, "虾", pieces, 500, 50, is_cold=cold),)
    assert needs_second_person(chilled, False, company) is needed
