"""Setting a label printer up: which profile it may be, and a test print that works or says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import zxingcpp

from devices import profiles as profiles_of_the_program
from devices.links.ports_found import FoundPort, PortKind
from devices.profiles import profile
from devices.readings import Condition
from devices.registry import printer_at
from devices.simulators.printer import PrinterSim
from devices.simulators.printer_wires import TcpPrinter
from domain.common.sentences import LANGUAGES, in_language, sentence
from exchange.labels.test_print import CODE
from tests.devices.drawn import shown
from tests.devices.printing import QUICK
from workers.setting_up import printers

NAME = "箱签机"


@contextmanager
def plugged_in(kind: str = "tsc_tspl_203") -> Iterator[TcpPrinter]:
    chosen = profile(kind)
    wire = TcpPrinter(PrinterSim(chosen.language, dpi=chosen.dpi, can_answer=chosen.status != "none"))
    yield wire
    wire.unplug()


def tried(address: str, kind: str = "tsc_tspl_203", media: str = "60x40") -> printers.Tried:
    """A test print; its sentence reads in both languages."""
    found = printers.try_printing(address, kind, media, NAME, make_printer=hasty)
    for language in LANGUAGES:
        with in_language(language):
            assert "{" not in sentence(found.notice)
            assert found.notice.code not in sentence(found.notice)
    return found


def hasty(address: str, kind: str, media: str):
    return printer_at(address, kind, media, waits=QUICK)


@pytest.mark.parametrize("kind", ["tsc_tspl_203", "tsc_tspl_300", "zebra_zpl_203", "hprt_cpcl_203", "epson_escpos_203"])
def test_a_printer_that_says_that_the_label_is_out_works(kind):
    with plugged_in(kind) as wire:
        found = tried(wire.address, kind)
        (label,) = wire.printer.labels
    assert (found.works, found.notice.code) == (True, "test_print_works")
    assert CODE in [code.text for code in zxingcpp.read_barcodes(shown(label))]


def test_a_printer_that_cannot_say_it_is_never_called_working():
    with plugged_in("deli_tspl_203") as wire:
        found = tried(wire.address, "deli_tspl_203")
    assert (found.works, found.notice.code) == (False, "test_print_sent")


def test_a_printer_without_paper_says_so_and_gets_no_label():
    with plugged_in() as wire:
        wire.printer.suffer(Condition.PAPER_OUT)
        found = tried(wire.address)
        assert not wire.printer.labels
    assert (found.works, found.notice.code) == (False, "printer_has_paper_out")


def test_a_printer_that_breaks_off_is_told_as_that():
    with plugged_in() as wire:
        wire.reset_after = 4096
        found = tried(wire.address)
    assert (found.works, found.notice.code) == (False, "test_print_wire_broke")


def test_nobody_there_is_told_with_the_address():
    with plugged_in() as wire:
        address = wire.address
    found = tried(address)
    assert (found.works, found.notice.code) == (False, "printer_is_offline")
    with in_language("en"):
        assert address in sentence(found.notice)


@pytest.mark.parametrize(
    ("address", "kind", "media", "code"),
    [
        ("tcp://", "tsc_tspl_203", "60x40", "bad_address"),
        ("COM3", "tsc_tspl_600", "60x40", "bad_profile"),
        ("COM3", "xprinter_tspl_203_silent", "100x150", "bad_profile"),
    ],
)
def test_what_names_nothing_is_refused_with_what_is_wanted(address, kind, media, code):
    assert tried(address, kind, media).notice.code == code


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Xprinter XP-420B", "xprinter_tspl_203"),
        ("Gprinter GP-1134T", "gprinter_tspl_300"),
        ("Gprinter", "gprinter_tspl_203"),
        ("TSC TE200", "tsc_tspl_203"),
        ("Zebra Technologies ZTC ZD421", "zebra_zpl_203"),
        ("EPSON TM-T20II", "epson_escpos_203"),
        ("HPRT HM-A300", "hprt_cpcl_203"),
    ],
)
def test_the_likeliest_profile_comes_first(name, first):
    found = printers.likely_profiles(FoundPort(PortKind.USB_PRINTER, "/dev/usb/lp0", "", name))
    assert found[0] == first


def test_a_name_that_says_nothing_suggests_nothing():
    assert printers.likely_profiles(FoundPort(PortKind.SERIAL, "COM3", "", "USB-SERIAL CH340")) == []


def test_what_is_plugged_in_is_listed_with_a_sentence(monkeypatch):
    port = FoundPort(PortKind.USB_PRINTER, "/dev/usb/lp0", "", "Xprinter XP-420B")
    for here, code in (([port], "places_found"), ([], "no_places")):
        monkeypatch.setattr(printers, "found_ports", lambda here=here: here)
        found, said = printers.places()
        assert (found, said.notice.code) == (here, code)
        for language in LANGUAGES:
            with in_language(language):
                assert "{" not in sentence(said.notice)


def test_a_printer_of_ones_own_profile_is_tried_too(tmp_path):
    shipped = Path(profiles_of_the_program.__file__).parent / "tsc.toml"
    own = shipped.read_text(encoding="utf-8").replace("tsc_tspl_203", "fengwo_203")
    (tmp_path / "fengwo.toml").write_text(own, encoding="utf-8")
    driver = partial(printer_at, waits=QUICK, own_profiles=tmp_path)
    with plugged_in() as wire:
        found = printers.try_printing(
            wire.address, "fengwo_203", "60x40", NAME, make_printer=driver, own_profiles=tmp_path
        )
    assert found.works, found.notice


def test_an_unknown_profile_is_told_and_not_raised():
    with plugged_in() as wire:
        assert tried(wire.address, "nobodys_203").notice.code == "bad_profile"
