"""The faults of scales that a picker meets, each with what must come of it: never a number, always a reason."""

from __future__ import annotations

import pytest

from devices.drivers import listening
from devices.drivers.asking import QUIET_S
from devices.drivers.scale import ScaleDriver
from devices.links.memory import Wire
from devices.readings import Accepted, HealthState, Refused, WeightFault
from devices.scale_kinds import SCALES, scale_kinds
from devices.simulators.scale import ScaleSim
from devices.simulators.scale_speech import SPEECHES, dibal_blind_answer
from devices.simulators.scale_speech import Speech as SimSpeech
from devices.simulators.wrong_line import misheard
from tests.devices.drivers.test_threads import quick, until, weigh
from tests.devices.wires import Bench, Caught

REST = 14


class Fast(Caught):
    """The line runs at four times the scale's speed."""

    def write(self, data: bytes) -> None:
        super().write(misheard(data, 9600, 38400))


@pytest.mark.parametrize("kind", sorted(SPEECHES))
def test_fault_2_a_wrong_speed_gives_no_reading_and_never_partial_digits(kind):
    bench = Bench.of(kind)
    bench.end = bench.pan.end = Fast()
    bench.put(1012, 40)
    last = bench.driver.last
    assert last is None or last.net_g is None
    assert isinstance(bench.accept(), Refused)


def test_fault_2_after_three_seconds_the_bytes_are_told_in_hex(monkeypatch):
    monkeypatch.setattr(listening, "SILENT_S", 0.1)
    wire = Wire()
    driver = ScaleDriver(wire.near, SCALES["st_gs"].language, backoff=quick())
    driver.start()
    try:
        until(lambda: wire.near.is_open)
        heard = misheard(b"ST,GS,+  1.250kg\r\n" * 2, 9600, 4800)

        def is_told() -> bool:
            wire.far.write(heard)
            return driver.health.state is HealthState.GARBLED

        until(is_told)
        assert heard[-1:].hex() in driver.health.detail
    finally:
        driver.close()


def test_fault_3_a_weight_that_finds_no_rest_is_never_taken_by_itself():
    bench = Bench.of("st_gs")
    bench.put(1012)
    bench.pan.shake()
    pressed = bench.clock.now
    for _frame in range(60):
        bench.step()
        assert bench.fault(pressed) is WeightFault.UNSTABLE


def test_fault_4_below_zero_is_neither_turned_round_nor_nothing():
    bench = Bench.of("toledo_8217")
    bench.put(-250, REST)
    assert bench.fault() is WeightFault.NEGATIVE
    assert bench.driver.last is not None
    assert bench.driver.last.net_g is None


@pytest.mark.parametrize("kind", ["st_gs", "mt_sics", "nci", "toledo_8217", "os2", "bcd", "ohaus", "kern", "dibal"])
def test_fault_5_an_overload_is_called_so(kind):
    bench = Bench.of(kind)
    bench.put(1012, REST)
    bench.pan.overload()
    bench.step(REST)
    assert bench.fault() is WeightFault.OVERLOAD


def test_fault_5_a_dibal_that_answers_an_overload_with_nothing_is_not_believed():
    family = scale_kinds()["dibal"]
    bench = Bench(SimSpeech(answer=dibal_blind_answer), family.language, commands=family.commands)
    bench.put(14_000, REST)
    assert isinstance(bench.accept(), Accepted)
    bench.pan.overload()
    bench.step(REST)
    assert bench.fault() is WeightFault.OVERLOAD
    bench.put(900, REST)
    found = bench.accept()
    assert isinstance(found, Accepted)
    assert found.weight_g == 900


@pytest.mark.parametrize("unit", ["lb", "oz", "jin"])
def test_fault_6_another_unit_is_refused_by_its_name(unit):
    bench = Bench.of("st_gs")
    bench.pan.unit = unit
    bench.put(1012, REST)
    found = bench.accept()
    assert isinstance(found, Refused)
    assert found.fault is WeightFault.WRONG_UNIT
    assert found.reading is not None
    assert found.reading.unit == unit


@pytest.mark.parametrize("kind", ["toledo_8217", "mt_sics", "nci", "os2_asked", "dibal"])
def test_a_scale_that_is_asked_over_a_wire_weighs_is_unplugged_and_weighs_again(kind):
    family, wire = SCALES[kind], Wire()
    driver = ScaleDriver(wire.near, family.language, commands=family.commands, backoff=quick())
    pan = ScaleSim(wire.far, kind, interval_s=0.01)
    pan.start()
    driver.start()
    try:
        pan.put(1012)
        assert weigh(driver).weight_g == 1012
        pan.unplug()
        until(lambda: driver.health.state is HealthState.OFFLINE, 1.0)
        assert driver.last is None
        pan.plug_in()
        pan.take()
        until(lambda: driver.last and driver.last.stable)
        pan.put(640)
        assert weigh(driver).weight_g == 640
    finally:
        driver.close()
        pan.close()


def test_an_answer_that_comes_too_late_is_dropped_and_never_counts_for_the_next_question():
    bench = Bench.of("toledo_8217")
    bench.put(1012, REST)
    bench.clock.now += 0.2
    assert bench.driver.say() == b"W"
    bench.clock.now += 0.5
    assert not bench.driver.take_in(b"\x0201.012\r")
    assert bench.driver.say() == b""  # the line has to be quiet first
    bench.clock.now += QUIET_S + 0.01
    assert bench.driver.say() == b"W"
    assert bench.fault() is WeightFault.STALE


@pytest.mark.parametrize("lag_s", [0.5, 0.9, 1.3, 1.8])
def test_on_a_line_that_lags_no_answer_counts_for_a_later_question(lag_s):
    """The weight changes while answers are on their way: none may be booked as what lies there now."""
    bench = Bench.of("toledo_8217")
    on_the_way: list[tuple[float, bytes]] = []
    for step in range(600):
        bench.clock.now += 0.02
        if bench.driver.say():
            on_the_way.append((bench.clock.now + lag_s, b"\x02%02d.000\r" % (step // 60)))
        while on_the_way and on_the_way[0][0] <= bench.clock.now:
            bench.driver.take_in(on_the_way.pop(0)[1])
        assert isinstance(bench.accept(), Refused)
    assert bench.driver.last is None


def test_an_answer_counts_from_its_question():
    bench = Bench.of("toledo_8217")
    bench.put(1012, REST)
    bench.clock.now += 0.2
    asked = bench.clock.now
    assert bench.driver.say() == b"W"
    bench.clock.now += 0.3
    assert bench.driver.take_in(b"\x0201.012\r")
    assert bench.driver.last is not None
    assert bench.driver.last.t_mono == asked
    assert bench.fault(after=asked + 0.1) is WeightFault.NOT_YET
