"""The spooler over several printers: each has its thread, new ones are found, changed ones begun anew, useless ones told."""

from __future__ import annotations

import time

import pytest

from devices.readings import HealthState
from domain.common.people import Actor, Role
from domain.printing import operations as printing
from tests.builders import MANAGER
from tests.workers.spooler.scene import add_printer, ask, row_of, states
from workers.practice import practice_printer
from workers.spooler import Spooler

WITHIN_S = 20.0


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


@pytest.fixture
def machines():
    both = [practice_printer(), practice_printer("zebra_zpl_203")]
    yield both
    for machine in both:
        machine.close()


@pytest.fixture
def spooler(database):
    serving = Spooler(database, MANAGER, program="test", language="zh_CN").start()
    yield serving
    serving.close()


def until(is_so):
    end = time.monotonic() + WITHIN_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_two_printers_of_a_queue_share_its_groups_and_all_come_out(database, spooler, machines):
    for number, machine in enumerate(machines):
        add_printer(database, machine.address, machine.profile, name=f"{number}号")
    ask(database, 1, 12)
    spooler.wake()
    assert spooler.wait_until_idle(WITHIN_S)
    assert states(database) == ["confirmed"] * 12
    assert sum(machine.printed for machine in machines) == 12
    assert [told.name for told in spooler.told()] == ["0号", "1号"]
    assert sum(told.confirmed for told in spooler.told()) == 12


def test_a_printer_that_is_given_another_address_is_served_there(database, spooler, machines):
    first, second = machines
    printer_id = add_printer(database, first.address, first.profile)
    ask(database, 1, 1)
    spooler.wake()
    until(lambda: states(database) == ["confirmed"])
    row = row_of(database, printer_id)
    printing.edit_printer(database, MANAGER, printer_id, row.version, link=second.address, profile=second.profile)
    spooler.wake()
    until(lambda: spooler.told() and spooler.told()[0].address == second.address)
    ask(database, 2, 1, name="u")
    spooler.wake()
    until(lambda: second.printed == 1)


def test_a_retired_printer_is_served_no_longer(database, spooler, machines):
    printer_id = add_printer(database, machines[0].address)
    spooler.wake()
    until(lambda: len(spooler.told()) == 1)
    printing.edit_printer(database, MANAGER, printer_id, 1, active=False)
    spooler.wake()
    until(lambda: spooler.told() == ())


def test_a_printer_of_another_station_is_left_to_it(database, spooler, machines):
    add_printer(database, machines[0].address, station="别处")
    ask(database, 1, 1, actor=Actor("小周", "别处", Role.PICKER))
    spooler.wake()
    assert spooler.wait_until_idle(WITHIN_S)
    assert spooler.told() == ()
    assert states(database) == ["queued"]


def test_a_printer_whose_settings_name_none_is_told_and_the_others_are_served(database, spooler, machines):
    add_printer(database, "tcp:nowhere", name="坏的", queue="other")
    add_printer(database, machines[0].address, name="好的")
    ask(database, 1, 1)
    spooler.wake()
    until(lambda: machines[0].printed == 1)
    told = {each.name: each for each in spooler.told()}
    assert told["坏的"].health.state is HealthState.OFFLINE
    assert "tcp://HOST:PORT" in told["坏的"].health.detail


def test_closing_does_not_wait_for_a_printer_that_stands_still(database, machines):
    machine = machines[0]
    machine.wire.printer._label_s = 60.0
    add_printer(database, machine.address)
    ask(database, 1, 2)
    spooler = Spooler(database, MANAGER, program="test").start()
    until(lambda: machine.printed == 1)
    began = time.monotonic()
    spooler.close()
    assert time.monotonic() - began < 5
    assert states(database) == ["sent_unconfirmed", "queued"]
