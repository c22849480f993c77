"""A printer's label is called out only on evidence; what stops it, silences it or breaks its wire is told as what it is."""

from __future__ import annotations

import pytest

from devices.errors import BadAddress, BadProfile, NotBegun
from devices.label_image import Media
from devices.profiles import profiles
from devices.readings import Condition, Evidence, HealthState, PrinterStatus
from devices.registry import printer_at
from tests.devices.printing import PrinterBench, label

ANSWERING = ["tsc_tspl_203", "tsc_tspl_203_old", "zebra_zpl_203", "epson_escpos_203", "hprt_cpcl_203"]


@pytest.mark.parametrize("kind", ANSWERING)
def test_a_label_is_confirmed_when_the_printer_says_so_and_is_the_picture_to_the_dot(kind):
    bench = PrinterBench(kind)
    printed = bench.print_label()
    assert (printed.evidence, printed.fault, bench.began) == (Evidence.CONFIRMED, "", 1)
    assert [each.bits for each in bench.sim.labels] == [label().bits]
    assert bench.driver.health.state is HealthState.READY


@pytest.mark.parametrize("kind", sorted(profiles()))
def test_every_profile_prints_its_picture_on_the_simulated_printer_of_its_language(kind):
    bench = PrinterBench(kind)
    dpi = profiles()[kind].dpi
    wanted = label(2, bench.driver.media, dpi)
    bench.driver.print_label(wanted, lambda: None)
    assert [(each.width, each.height, each.bits) for each in bench.sim.labels] == [
        (wanted.width, wanted.height, wanted.bits)
    ]


def test_a_printer_that_cannot_answer_never_confirms_and_says_so():
    bench = PrinterBench("deli_tspl_203")
    printed = bench.print_label()
    assert (printed.evidence, printed.fault) == (Evidence.TAKEN, "one_way")
    assert bench.driver.health.state is HealthState.UNKNOWN


def test_one_that_tells_conditions_only_does_not_confirm_either():
    printed = PrinterBench("xprinter_escpos_203").print_label()
    assert (printed.evidence, printed.fault) == (Evidence.TAKEN, "one_way")


def test_a_label_that_takes_its_time_is_waited_for():
    bench = PrinterBench(label_s=3.0)
    printed = bench.print_label()
    assert printed.evidence is Evidence.CONFIRMED
    assert 3.0 <= bench.clock.now - 1000.0 < 3.2


def test_a_printer_never_seen_printing_has_taken_a_label_and_no_more_and_after_the_second_a_person_is_asked(
    monkeypatch,
):
    bench = PrinterBench()
    idle = PrinterStatus(frozenset(), False, None, b"")
    monkeypatch.setattr(bench.driver._language, "status", lambda _answer: idle)
    first, second = bench.print_label(), bench.print_label()
    assert (first.evidence, first.fault) == (Evidence.TAKEN, "not_seen")
    assert (second.evidence, second.fault) == (Evidence.BROKEN, "not_seen")


@pytest.mark.parametrize("condition", sorted(set(Condition) - {Condition.BATTERY_LOW, Condition.BUFFER_FULL}))
def test_what_a_printer_says_is_its_health_and_stops_the_label_before_its_first_byte(condition):
    bench = PrinterBench("tsc_tspl_203")
    bench.sim.suffer(condition)
    if condition is Condition.PAPER_LOW:
        assert bench.print_label().evidence is Evidence.CONFIRMED
        assert (bench.driver.health.state, bench.driver.health.detail) == (HealthState.WARNING, "paper_low")
        return
    with pytest.raises(NotBegun) as told:
        bench.print_label()
    assert told.value.health.state is HealthState.BLOCKED
    assert bench.began == 0
    assert not bench.sim.labels
    bench.sim.recover()
    bench.clock.now += bench.driver.due_s()
    assert bench.print_label().evidence is Evidence.CONFIRMED


def test_paper_that_ends_in_the_middle_is_a_broken_label_with_its_reason():
    bench = PrinterBench()
    bench.sim.roll(1)
    assert bench.print_label(1).evidence is Evidence.CONFIRMED
    printed = bench.print_label(2)
    assert (printed.evidence, printed.fault) == (Evidence.BROKEN, "stopped: paper_out")
    assert (bench.driver.health.state, bench.driver.health.detail) == (HealthState.BLOCKED, "paper_out")


def test_a_zebra_out_of_paper_gives_no_answer_and_that_is_told_as_silence():
    bench = PrinterBench("zebra_zpl_203")
    bench.sim.roll(0)
    printed = bench.print_label()
    assert (printed.evidence, printed.fault, bench.driver.health.state) == (
        Evidence.BROKEN,
        "silent",
        HealthState.MUTE,
    )


def test_a_printer_without_an_answer_is_mute_and_gets_no_byte_of_a_label():
    bench = PrinterBench(can_answer=False)
    with pytest.raises(NotBegun) as told:
        bench.print_label()
    assert told.value.health.state is HealthState.MUTE
    assert (bench.began, bytes(bench.sim.received).count(b"BITMAP")) == (0, 0)


def test_what_began_raises_goes_through_and_nothing_is_sent():
    bench = PrinterBench()

    def refused() -> None:
        raise KeyError("no")

    with pytest.raises(KeyError):
        bench.print_label(began=refused)
    assert not bench.sim.labels


def test_a_wire_cut_in_the_middle_breaks_the_label():
    bench = PrinterBench()

    def cut() -> None:
        bench.link.is_plugged = False

    printed = bench.print_label(began=cut)
    assert (printed.evidence, printed.fault) == (Evidence.BROKEN, "wire_broke: unplugged")
    assert bench.driver.health.state is HealthState.OFFLINE


def test_a_connection_the_printer_ended_while_idle_is_made_anew_at_once():
    bench = PrinterBench()
    bench.print_label(1)
    bench.clock.now += 60
    bench.link.close()
    assert bench.print_label(2).evidence is Evidence.CONFIRMED
    assert bench.link.opened == 2


def test_a_printer_away_for_an_hour_is_tried_at_most_130_times_and_found_again():
    bench = PrinterBench()
    bench.link.is_plugged = False
    end, looks = bench.clock.now + 3600, 0
    while bench.clock.now < end:
        assert bench.driver.look().state is HealthState.OFFLINE
        looks += 1
        bench.clock.now += bench.driver.due_s()
    assert looks == bench.link.opened
    assert 100 < bench.link.opened <= 130
    bench.link.is_plugged = True
    bench.driver.try_now()
    assert bench.driver.look().state is HealthState.READY


def test_a_look_before_its_time_tries_nothing():
    bench = PrinterBench()
    bench.link.is_plugged = False
    for _look in range(50):
        bench.driver.look()
    assert bench.link.opened == 1


def test_a_picture_of_another_roll_is_refused_before_anything_is_begun():
    bench = PrinterBench()
    with pytest.raises(ValueError, match="dots"):
        bench.driver.print_label(label(media=Media("other", 20, 5)), lambda: None)
    assert bench.link.opened == 0


def test_a_printer_that_cannot_be_is_refused_by_what_is_wrong_with_it():
    for address, kind, media, what in (
        ("tcp:9100", "tsc_tspl_203", "60x40", BadAddress),
        ("tcp://10.0.0.9", "nobody", "60x40", BadProfile),
        ("tcp://10.0.0.9", "xprinter_tspl_203_silent", "100x150", BadProfile),
    ):
        with pytest.raises(what):
            printer_at(address, kind, media)


def test_the_system_s_own_queue_is_never_asked_whatever_its_profile_says():
    printer = printer_at("cups:labels", "tsc_tspl_203", "60x40")
    assert printer._language.status_request == b""
