"""Every kind of scale in the settings, with its simulator: streamed or asked, put, taken, shaken, tared, overloaded."""

from __future__ import annotations

import pytest

from devices.readings import Accepted, Refused, WeightFault
from devices.scale_kinds import SCALES, scale_kinds
from devices.simulators.scale_speech import SPEECHES
from tests.devices.wires import Bench

KINDS = sorted(SPEECHES)
REST = 14
"""Frames until even a scale without a flag is believed to rest."""
NO_WORD_FOR_TOO_MUCH = {"plain_kg", "dahua"}
NO_SIGN = {"dibal_98"}


def test_every_kind_of_the_settings_has_a_simulator():
    assert set(SCALES) <= set(SPEECHES)
    assert set(SPEECHES) == set(scale_kinds())


@pytest.mark.parametrize("kind", KINDS)
def test_a_weight_at_rest_is_given_once(kind):
    bench = Bench.of(kind)
    pressed = bench.clock.now
    bench.put(1012, REST)
    found = bench.accept(pressed)
    assert isinstance(found, Accepted)
    assert found.weight_g == 1012
    assert bench.fault(pressed) is WeightFault.USED_ALREADY
    bench.put(0, REST)
    bench.put(1012, REST)
    assert isinstance(bench.accept(pressed), Accepted)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unsteady_weight_is_refused(kind):
    bench = Bench.of(kind)
    bench.put(1012, REST)
    bench.pan.shake()
    bench.step(3)
    assert bench.fault() in (WeightFault.UNSTABLE, WeightFault.STALE)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NO_WORD_FOR_TOO_MUCH))
def test_overload_is_never_a_weight_and_never_nothing(kind):
    bench = Bench.of(kind)
    bench.put(14_800, REST)
    bench.pan.overload()
    pressed = bench.clock.now
    for _frame in range(REST):
        bench.step()
        assert isinstance(bench.accept(pressed), Refused)
        last = bench.driver.last
        assert last is None or last.net_g != 0 or last.overload


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NO_SIGN))
def test_below_zero_is_refused_and_never_turned_round(kind):
    bench = Bench.of(kind)
    bench.put(300, REST)
    bench.pan.tare()
    bench.put(0, REST)
    assert bench.fault() is WeightFault.NEGATIVE
    last = bench.driver.last
    assert last is not None
    assert last.net_g in (-300, None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_scale_that_freezes_gives_nothing_more(kind):
    bench = Bench.of(kind)
    bench.put(1012, REST)
    bench.pan.freeze()
    bench.step(7)
    assert bench.fault() is WeightFault.STALE


@pytest.mark.parametrize("kind", KINDS)
def test_a_box_is_tared_by_the_scale_or_by_us_and_the_weight_is_net(kind):
    bench = Bench.of(kind)
    bench.put(850, REST)
    assert bench.driver.tare()
    bench.step(REST)
    bench.put(850 + 1012, REST)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.weight_g == 1012
    by_us = not scale_kinds()[kind].commands.tare
    assert (found.reading.own_tare_g == 850) is by_us
    if by_us:
        assert (found.reading.is_net, found.reading.tare_g) == (True, 850)


@pytest.mark.parametrize("kind", KINDS)
def test_a_known_crate_is_taken_off_and_cleared_again(kind):
    bench = Bench.of(kind)
    bench.step(REST)
    bench.driver.tare_known(1900)
    bench.put(1900 + 640, REST)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.weight_g == 640
    bench.driver.clear_tare()
    bench.step(3)
    bench.put(0, REST)
    bench.put(1900 + 640, REST)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.weight_g == 2540


def test_a_box_that_moves_is_not_tared():
    bench = Bench.of("st_gs")
    bench.pan.put(850)
    bench.step(2)
    assert not bench.driver.tare()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if scale_kinds()[kind].commands.zero])
def test_a_little_dirt_is_zeroed_away(kind):
    bench = Bench.of(kind)
    bench.put(12, REST)
    assert bench.driver.zero()
    bench.step(REST)
    last = bench.driver.last
    assert last is not None
    assert last.net_g == 0


def test_a_scale_that_cannot_be_told_to_zero_says_so():
    assert not Bench.of("plain_kg").driver.zero()
