"""Which weights may be booked: every fault of a scale, frame by frame, on a clock of our own."""

from __future__ import annotations

import pytest

from devices.languages.scale_plain import Plain
from devices.languages.scale_st_gs import StGs
from devices.languages.toledo_continuous import ToledoContinuous
from devices.readings import Accepted, Source, WeightFault
from devices.simulators.scale import cas_frame, plain_frame, st_gs_frame, toledo_frame, toledo_frame_with_sum
from tests.devices.wires import Bench

KINDS = [
    pytest.param(st_gs_frame, StGs, id="st_gs"),
    pytest.param(cas_frame, StGs, id="cas"),
    pytest.param(toledo_frame, ToledoContinuous, id="toledo"),
    pytest.param(toledo_frame_with_sum, lambda: ToledoContinuous(has_check_sum=True), id="toledo_sum"),
    pytest.param(plain_frame, lambda: Plain("kg"), id="plain"),
]
REST = 12
"""Frames until even a scale without a flag is believed to rest."""


@pytest.mark.parametrize(("encode", "language"), KINDS)
def test_a_weight_at_rest_is_given_once(encode, language):
    bench = Bench(encode, language)
    pressed = bench.clock.now
    bench.put(1012, REST)
    found = bench.accept(pressed)
    assert isinstance(found, Accepted)
    assert found.weight_g == 1012
    assert bench.fault(pressed) is WeightFault.USED_ALREADY


@pytest.mark.parametrize(("encode", "language"), KINDS)
def test_the_same_load_is_not_given_again_however_long_it_lies(encode, language):
    bench = Bench(encode, language)
    bench.put(1012, REST)
    bench.accept()
    bench.step(50)
    assert bench.fault() is WeightFault.USED_ALREADY


@pytest.mark.parametrize(("encode", "language"), KINDS)
def test_a_second_load_of_the_same_weight_counts_when_the_first_was_taken_away(encode, language):
    bench = Bench(encode, language)
    bench.put(1012, REST)
    bench.accept()
    bench.put(0, REST)
    bench.put(1012, REST)
    assert isinstance(bench.accept(), Accepted)


def test_one_more_piece_on_top_is_another_load():
    bench = Bench()
    bench.put(1012)
    bench.accept()
    bench.put(1012 + 25)
    assert isinstance(bench.accept(), Accepted)


def test_a_jolt_of_the_table_does_not_free_the_load():
    bench = Bench()
    bench.put(1012)
    bench.accept()
    bench.pan.shake()
    bench.step(10)
    bench.pan.shake(False)
    bench.step(5)
    assert bench.fault() is WeightFault.USED_ALREADY


def test_a_booking_taken_back_lets_the_load_be_weighed_again():
    bench = Bench()
    bench.put(1012)
    bench.accept()
    bench.driver.forgive()
    assert bench.fault() is WeightFault.STALE  # not the old reading
    bench.step(2)
    assert isinstance(bench.accept(), Accepted)


@pytest.mark.parametrize(("encode", "language"), KINDS)
def test_an_unsteady_weight_is_refused(encode, language):
    bench = Bench(encode, language)
    bench.put(1012, REST)
    bench.pan.shake()
    bench.step(3)
    assert bench.fault() is WeightFault.UNSTABLE


def test_a_weight_on_its_way_to_rest_is_refused():
    bench = Bench()
    bench.pan.put(1012)
    for _frame in range(3):
        bench.step()
        assert bench.fault() in (WeightFault.UNSTABLE, WeightFault.STALE)


def test_a_weight_from_before_the_press_is_refused():
    bench = Bench()
    bench.put(1012)
    assert bench.fault(after=bench.clock.now) is WeightFault.NOT_YET
    bench.step()
    assert isinstance(bench.accept(after=bench.clock.now - 0.1), Accepted)


def test_a_weight_older_than_half_a_second_is_refused():
    bench = Bench()
    bench.put(1012)
    bench.clock.now += 0.49
    assert bench.driver.age_s() == pytest.approx(0.49)
    bench.clock.now += 0.02
    assert bench.fault() is WeightFault.STALE


def test_a_scale_that_freezes_gives_nothing_more():
    bench = Bench()
    bench.put(1012)
    bench.pan.freeze()
    bench.step(6)
    assert bench.fault() is WeightFault.STALE


@pytest.mark.parametrize(("encode", "language"), KINDS)
def test_below_zero_is_refused_and_never_turned_round(encode, language):
    bench = Bench(encode, language)
    bench.put(300, REST)
    bench.pan.tare()
    bench.put(0, REST)
    assert bench.driver.last is not None
    assert bench.driver.last.net_g == -300
    assert bench.fault() is WeightFault.NEGATIVE


@pytest.mark.parametrize(("encode", "language"), KINDS[:4])
def test_overload_is_refused_and_never_nothing(encode, language):
    bench = Bench(encode, language)
    bench.pan.overload()
    bench.step(8)
    assert bench.driver.last is not None
    assert bench.driver.last.net_g is None
    assert bench.fault() is WeightFault.OVERLOAD


def test_an_empty_scale_gives_no_weight():
    bench = Bench()
    bench.step(6)
    assert bench.fault() is WeightFault.EMPTY


@pytest.mark.parametrize(
    ("unit", "fault"), [("lb", WeightFault.WRONG_UNIT), ("jin", WeightFault.WRONG_UNIT), ("", WeightFault.NO_UNIT)]
)
def test_a_scale_switched_to_another_unit_is_refused_by_its_name(unit, fault):
    bench = Bench()
    bench.put(1012)
    bench.pan.unit = unit
    bench.step(5)  # a form that is new is not believed at once, and the old weight is stale by then
    assert bench.fault() in (WeightFault.STALE, fault)
    bench.step(10)
    found = bench.accept()
    assert not isinstance(found, Accepted)
    assert found.fault is fault
    assert found.reading is not None
    assert found.reading.unit == unit


def test_grams_are_taken_as_they_are():
    bench = Bench()
    bench.pan.unit = "g"
    bench.put(1012)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.weight_g == 1012


def test_a_tared_box_gives_the_net_weight():
    bench = Bench()
    bench.put(300)
    bench.pan.tare()
    bench.put(1312)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert (found.weight_g, found.reading.is_net) == (1012, True)


def test_a_scale_without_a_flag_is_watched_for_half_a_second():
    bench = Bench(plain_frame, lambda: Plain("kg"))
    bench.put(1012, 7)
    assert bench.fault() is WeightFault.UNSTABLE
    bench.step(4)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.reading.source is Source.DERIVED


def test_where_any_byte_is_a_digit_a_flag_needs_three_equal_frames():
    """Two frames changed alike by noise were booked once in 100,000 (FF and packed decimals, no check byte)."""
    bench = Bench.of("bcd")
    bench.put(0, 8)
    changed = b"\xff\x43\x00\x00\x21\x00"
    for frame in (changed, changed):
        bench.clock.now += 0.1
        bench.driver.take_in(frame)
        assert not isinstance(bench.accept(), Accepted)
    bench.put(1012, 8)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.weight_g == 1012


def test_a_piece_changed_for_another_in_half_a_second_is_another_load():
    bench = Bench()
    bench.put(1500)
    assert isinstance(bench.accept(), Accepted)
    bench.pan.take()
    bench.step(4)
    bench.put(1490)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.weight_g == 1490


def test_one_frame_of_nothing_does_not_free_a_load():
    """Noise made such frames, and the same load was booked twice."""
    bench = Bench()
    bench.put(1500)
    assert isinstance(bench.accept(), Accepted)
    bench.clock.now += 0.1
    bench.driver.take_in(b"ST,GS,+  0.000kg\r\n")
    bench.step(6)
    assert bench.fault() is WeightFault.USED_ALREADY
