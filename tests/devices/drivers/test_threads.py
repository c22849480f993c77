"""Drivers in their own threads: over a wire in memory and over the network, unplugged, garbled, silent, back again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from devices.drivers import listening
from devices.drivers.backing_off import Backoff
from devices.drivers.scale import ScaleDriver
from devices.drivers.scanner import ScannerDriver
from devices.languages.scale_st_gs import StGs
from devices.links.addresses import link_to
from devices.links.memory import Wire
from devices.readings import Accepted, HealthState, Refused, Scan, WeightFault
from devices.simulators.scale import ScaleSim
from devices.simulators.scanner import SerialScannerSim
from devices.simulators.tcp_end import TcpEnd

SOON_S = 5.0


def until(happens: Callable[[], object], within_s: float = SOON_S) -> None:
    end = time.monotonic() + within_s
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def quick() -> Backoff:
    return Backoff((0.02,), random.Random(1))


@pytest.fixture(params=["memory", "tcp"])
def joined(request) -> Iterator[tuple[ScaleDriver, ScaleSim]]:
    if request.param == "memory":
        wire = Wire()
        link, end = wire.near, wire.far
    else:
        end = TcpEnd()
        link = link_to(end.address)
    driver = ScaleDriver(link, StGs, backoff=quick())
    pan = ScaleSim(end, interval_s=0.01)
    pan.start()
    driver.start()
    yield driver, pan
    driver.close()
    pan.close()
    assert not [each.name for each in threading.enumerate() if each.name.startswith(("device", "simulated"))]


def weigh(driver: ScaleDriver) -> Accepted:
    pressed, found = time.monotonic(), []

    def is_given() -> bool:
        answer = driver.accept(pressed)
        found.append(answer)
        return isinstance(answer, Accepted)

    until(is_given)
    assert isinstance(found[-1], Accepted)
    return found[-1]


def test_a_scale_is_ready_when_it_is_understood_and_gives_its_weight(joined):
    driver, pan = joined
    pan.put(1012)
    assert weigh(driver).weight_g == 1012
    assert driver.health.state is HealthState.READY
    assert 0 < len(driver.frames) <= 200


def test_a_pulled_cable_is_told_within_a_second_and_nothing_old_is_given(joined):
    driver, pan = joined
    pan.put(1012)
    until(lambda: driver.last and driver.last.stable)
    pan.unplug()
    until(lambda: driver.health.state is HealthState.OFFLINE, 1.0)
    assert driver.last is None
    found = driver.accept(0.0)
    assert isinstance(found, Refused)
    assert found.fault is WeightFault.OFFLINE


def test_plugged_in_again_it_weighs_again_and_a_booked_load_stays_booked(joined):
    driver, pan = joined
    pan.put(1012)
    weigh(driver)
    pan.unplug()
    until(lambda: driver.health.state is HealthState.OFFLINE)
    pan.plug_in()
    until(lambda: driver.last and driver.last.stable)
    found = driver.accept(0.0)
    assert isinstance(found, Refused)
    assert found.fault is WeightFault.USED_ALREADY
    pan.take()
    until(lambda: driver.last and driver.last.stable and driver.last.net_g == 0)
    pan.put(640)
    assert weigh(driver).weight_g == 640


def test_bytes_nobody_understands_are_told_as_such_with_the_bytes(monkeypatch):
    monkeypatch.setattr(listening, "SILENT_S", 0.1)
    wire, told = Wire(), []
    driver = ScaleDriver(wire.near, StGs, on_health=told.append, backoff=quick())
    driver.start()
    try:
        until(lambda: wire.near.is_open)

        def is_garbled() -> bool:
            wire.far.write(b"\xf8\x1c\x9a\x00")
            time.sleep(0.02)
            return driver.health.state is HealthState.GARBLED

        until(is_garbled)
        assert "f8 1c 9a" in driver.health.detail
        assert isinstance(driver.accept(0.0), Refused)
    finally:
        driver.close()


def test_a_scale_that_sends_nothing_is_mute(monkeypatch):
    monkeypatch.setattr(listening, "SILENT_S", 0.1)
    wire = Wire()
    driver = ScaleDriver(wire.near, StGs)
    driver.start()
    until(lambda: driver.health.state is HealthState.MUTE)
    driver.close()


def test_waits_grow_to_half_a_minute_and_differ_between_devices():
    one, other = Backoff(chance=random.Random(1)), Backoff(chance=random.Random(2))
    waits = [one.next_s() for _try in range(12)]
    assert [round(wait) for wait in waits[:3]] == [0, 1, 2]
    assert all(24 <= wait <= 36 for wait in waits[6:])
    assert waits != [other.next_s() for _try in range(12)]
    # An hour without the device: some 120 tries, and no more than 130.
    hour, tries, waiting = 3600.0, 0, Backoff(chance=random.Random(3))
    while hour > 0:
        hour -= waiting.next_s()
        tries += 1
    assert tries <= 130


def test_closing_does_not_wait_for_the_next_try():
    wire = Wire()
    wire.far.unplug()
    driver = ScaleDriver(wire.near, StGs, backoff=Backoff((30.0,)))
    driver.start()
    until(lambda: driver.health.state is HealthState.OFFLINE)
    began = time.monotonic()
    driver.close()
    assert time.monotonic() - began < 1.0


@pytest.fixture
def scanner() -> Iterator[tuple[SerialScannerSim, list[Scan], ScannerDriver]]:
    wire, scans = Wire("scanner 1"), []
    driver = ScannerDriver(wire.near, backoff=quick())
    driver.start(scans.append)
    until(lambda: wire.near.is_open)
    yield SerialScannerSim(wire.far), scans, driver
    driver.close()


def test_a_scanner_on_a_wire_tells_each_code_with_its_aim_id(scanner):
    sim, scans, driver = scanner
    sim.scan("6901234567892", "]E0")
    sim.scan("T0017-8")
    until(lambda: len(scans) == 2)
    assert [(scan.raw, scan.aim, scan.source) for scan in scans] == [
        ("]E06901234567892", "]E0", "scanner 1"),
        ("T0017-8", "", "scanner 1"),
    ]
    assert driver.health.state is HealthState.READY


def test_a_code_in_pieces_is_one_scan_and_two_in_one_read_are_two(scanner):
    sim, scans, _driver = scanner
    sim.scan_in_pieces("6901234567892")
    sim.end.write(b"A-1\rA-2\r")
    until(lambda: len(scans) == 3)
    assert [scan.raw for scan in scans] == ["6901234567892", "A-1", "A-2"]


def test_a_code_without_its_end_waits_and_is_glued_to_the_next(scanner):
    """Which the judge of scans then refuses; nothing is guessed here."""
    sim, scans, _driver = scanner
    sim.scan_without_end("6901234567892")
    sim.scan("6901234567892")
    until(lambda: len(scans) == 1)
    assert scans[0].raw == "6901234567892" * 2


def test_hanzi_in_a_qr_code_arrive_over_a_wire(scanner):
    sim, scans, _driver = scanner
    sim.scan_raw("幸福里".encode("gb18030"))
    until(lambda: len(scans) == 1)
    assert scans[0].raw == "幸福里"
