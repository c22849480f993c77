"""A datum is changed exactly, there and back, inside China; outside nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.places.rules import converted, converted_e6, distance_m, guess_datum
from domain.places.words import Datum

WGS, GCJ, BD = Datum.WGS84, Datum.GCJ02, Datum.BD09
MILLIMETRE_THOUSANDTH = 0.000_001  # metres

# Well inside the box, so that the shifted place lies in it too.
in_china = st.tuples(st.floats(1.0, 55.5), st.floats(72.5, 137.5))
outside = st.one_of(
    st.tuples(st.floats(-89, 0.8), st.floats(-180, 180)),
    st.tuples(st.floats(-89, 89), st.floats(-180, 72.0)),
    st.tuples(st.floats(55.83, 89), st.floats(-180, 180)),
)


@given(in_china, st.sampled_from(Datum), st.sampled_from(Datum))
def test_there_and_back_is_the_same_spot(place, one, other):
    back = converted(converted(place, one, other), other, one)
    # Measured flat: a millionth of a metre is below what the haversine of equal places can tell.
    assert abs(back[0] - place[0]) * 111_320 < MILLIMETRE_THOUSANDTH
    assert abs(back[1] - place[1]) * 111_320 < MILLIMETRE_THOUSANDTH


@given(outside, st.sampled_from(Datum), st.sampled_from(Datum))
def test_nothing_is_shifted_outside_china(place, one, other):
    assert converted(place, one, other) == place


@given(in_china)
def test_the_way_through_a_third_datum_is_the_same(place):
    assert converted(place, WGS, BD) == pytest.approx(converted(converted(place, WGS, GCJ), GCJ, BD), abs=1e-12)


@given(in_china)
def test_the_shift_is_some_hundred_metres(place):
    assert 5 < distance_m(place, converted(place, WGS, GCJ)) < 1300


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
    ],
)
def test_shanghai_shenzhen_and_beijing_have_the_published_coordinates(wgs, gcj):
    assert converted(wgs, WGS, GCJ) == pytest.approx(gcj, abs=1e-9)
    assert converted(gcj, GCJ, WGS) == pytest.approx(wgs, abs=1e-9)


def test_a_spot_of_beijing_has_the_published_coordinates_of_baidu():
    assert converted((39.915, 116.404), BD, GCJ) == pytest.approx((39.90865, 116.39762), abs=2e-5)


def test_whole_microdegrees_come_back_within_one():
    lat, lon = converted_e6(31_230_416, 121_473_701, GCJ, BD)
    back = converted_e6(lat, lon, BD, GCJ)
    assert max(abs(back[0] - 31_230_416), abs(back[1] - 121_473_701)) <= 1


@pytest.mark.parametrize("datum", list(Datum))
def test_the_datum_of_a_file_is_found_by_what_is_known(datum):
    known = [(31.20 + i / 100, 121.40 + i / 150) for i in range(10)]
    given_in = [converted(place, WGS, datum) for place in known]
    guess = guess_datum(given_in, known)
    assert guess.datum is datum
    assert guess.is_clear
    assert dict(guess.median_m)[datum] < 0.001


def test_with_nothing_known_nothing_is_guessed():
    assert guess_datum([(31.2, 121.4)], []) is None
    assert guess_datum([], [(31.2, 121.4)]) is None


def test_far_away_places_give_no_clear_answer():
    assert not guess_datum([(31.2, 121.4)], [(39.9, 116.4)]).is_clear


BORDER_TOWNS = {
    "Mohe": (53.48, 122.37), "Fuyuan": (48.36, 134.30), "Hunchun": (42.87, 130.36), "Dandong": (40.12, 124.39),
    "Kashgar": (39.47, 75.99), "Wuqia": (39.72, 73.96), "Burang": (30.29, 81.18), "Ruili": (24.02, 97.85),
    "Dongxing": (21.55, 107.97), "Sanya": (18.25, 109.50), "Sansha": (16.83, 112.34), "Kinmen": (24.43, 118.32),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [(WGS, GCJ), (GCJ, WGS), (WGS, BD), (BD, WGS), (GCJ, BD), (BD, GCJ)])
def test_all_over_china_and_at_its_borders_no_way_back_is_off_by_a_decimetre(one, other):
    country = [(lat / 2, lon / 2) for lat in range(6, 108, 3) for lon in range(147, 272, 3)]
    for place in [*country, *BORDER_TOWNS.values()]:
        back = converted(converted(place, one, other), other, one)
        assert distance_m(place, back) < 0.1, place


@pytest.mark.parametrize("place", [(47.141, 9.5209), (1.2840, 70.0), (-33.87, 151.21), (35.68, 139.77), (64.1, 100.0)])
def test_abroad_all_three_datums_are_the_same_numbers(place):
    assert {converted(place, one, other) for one in Datum for other in Datum} == {place}
