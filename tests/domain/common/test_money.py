"""Fen are whole, and none is lost or made when a sum is shared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.common.money import price_by_weight_fen, share_out, yuan_text
from domain.common.quantity import cases_for, weight_text

FEN = st.integers(min_value=-(10**12), max_value=10**12)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=60)


@given(FEN, WEIGHTS)
def test_shares_add_up_to_the_sum(total, weights):
    assert sum(share_out(total, weights)) == total


@given(st.integers(min_value=0, max_value=10**12), WEIGHTS)
def test_a_share_is_within_a_fen_of_its_part_and_never_negative(total, weights):
    whole = sum(weights)
    for share, weight in zip(share_out(total, weights), weights, strict=True):
        assert share >= 0
        if whole:
            assert abs(share * whole - total * weight) < whole


@given(st.integers(min_value=0, max_value=10**12), WEIGHTS, st.randoms())
def test_the_same_sum_is_shared_the_same_way(total, weights, chance):
    assert share_out(total, weights) == share_out(total, list(weights))
    same = [weights[0]] * len(weights)
    shares = share_out(total, same)
    assert shares == sorted(shares, reverse=True)


def test_without_weights_the_first_takes_it_all():
    assert share_out(100, [0, 0, 0]) == [100, 0, 0]
    assert share_out(100, []) == []


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (1250, "12.50"), (-5, "-0.05"), (123456789, "1,234,567.89"), (-100000, "-1,000.00")],
)
def test_people_read_yuan(fen, text):
    assert yuan_text(fen) == text


@given(st.integers(0, 10**6), st.integers(0, 10**7))
def test_a_weighed_price_is_within_half_a_fen(price, weight_g):
    fen = price_by_weight_fen(price, weight_g)
    assert -500 < fen * 1000 - price * weight_g <= 500


@given(st.integers(0, 10**7), st.integers(1, 10**4))
def test_cases_hold_the_pieces_and_none_is_idle(pieces, case_size):
    cases = cases_for(pieces, case_size)
    assert cases * case_size >= pieces > (cases - 1) * case_size or cases == pieces == 0


@pytest.mark.parametrize(
    ("grams", "text"),
    [(0, "0 g"), (950, "950 g"), (1000, "1 kg"), (12400, "12.4 kg"), (1005, "1.005 kg"), (-1500, "-1.5 kg"),
     (1234567, "1,234.567 kg")],
)  # fmt: skip
def test_people_read_weights(grams, text):
    assert weight_text(grams) == text
