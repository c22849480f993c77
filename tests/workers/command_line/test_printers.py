"""Label printers from the command line: added with a check of what was typed, listed with what waits, served without a window."""

from __future__ import annotations

import pytest

from domain.common.database import open_database
from tests.workers.spooler.scene import ask
from workers.practice import practice_printer

KIND = "tsc_tspl_203"


@pytest.fixture
def printer():
    machine = practice_printer(KIND)
    yield machine
    machine.close()


def added(run, printer, *more):
    return run("printers", "add", "箱签机", "--link", printer.address, "--profile", KIND, *more)


def test_a_printer_is_added_and_listed_with_what_waits_at_it(run, place, printer):
    assert added(run, printer).body["printer"] == "箱签机"
    with open_database(place) as database:
        ask(database, 1, 3)
    (row,) = run("printers", "list").body["printers"]
    assert (row["name"], row["link"], row["waiting"], row["paused"]) == ("箱签机", printer.address, 3, False)
    assert added(run, printer).body["error"]["code"] == "printer_exists"


def test_what_names_no_printer_is_refused_with_what_would(run, printer):
    error = run("printers", "add", "x", "--link", "tcp:9100", "--profile", KIND).body["error"]
    assert (error["code"], "tcp://HOST:PORT" in error["sentence"]) == ("bad_address", True)
    error = run("printers", "add", "x", "--link", printer.address, "--profile", "nobody").body["error"]
    assert (error["code"], KIND in error["sentence"]) == ("bad_profile", True)
    assert run("printers", "pause", "x").body["error"]["code"] == "not_found"


def test_what_waits_is_printed_without_a_window(run, place, printer):
    added(run, printer)
    with open_database(place) as database:
        ask(database, 1, 4)
    answer = run("printers", "serve", "--once")
    assert (answer.code, answer.body["confirmed"], answer.body["waiting"]) == (0, 4, 0)
    assert printer.printed == 4


def test_a_printer_that_needs_a_person_ends_the_serving_with_the_sentence_and_the_label_is_settled(run, place, printer):
    added(run, printer)
    with open_database(place) as database:
        ask(database, 1, 2)
    printer.wire.printer.roll(0)
    answer = run("printers", "serve", "--once")
    assert (answer.code, answer.body["uncertain"], answer.body["waiting"]) == (1, 1, 1)
    assert "has no paper" in answer.err
    (doubt,) = run("printers", "list").body["in_doubt"]
    assert "look whether it is out and whole" in doubt["sentence"]
    assert run("printers", "settle", doubt["serial"], "--again").body["state"] == "cancelled"
    printer.wire.printer.recover()
    assert run("printers", "serve", "--once").body["confirmed"] == 2
    assert printer.printed == 3
    assert run("printers", "settle", doubt["serial"], "--out").body["error"]["code"] == "not_found"


def test_a_paused_printer_prints_nothing_until_it_is_resumed(run, place, printer):
    added(run, printer)
    with open_database(place) as database:
        ask(database, 1, 1)
    run("printers", "pause", "箱签机")
    assert run("printers", "list").body["printers"][0]["paused"]
    run("printers", "resume", "箱签机")
    assert run("printers", "serve", "--once").body["confirmed"] == 1
