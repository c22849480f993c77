"""Who is plugged in, known by serial number: read from a tree as Linux's sysfs lays it out, and from pyserial's list."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from serial.tools.list_ports_common import ListPortInfo

from devices.errors import LinkDown
from devices.links.file_link import PlainFileLink
from devices.links.identified import IdentifiedLink
from devices.links.ports_found import (
    FoundPort,
    PortKind,
    cups_queues,
    found_ports,
    serial_ports,
    usb_printers,
)


def a_usb_printer(root: Path, number: int, socket: str, **said: str) -> None:
    """One line printer: class entry, interface and device, as the system shows them."""
    device = root / "devices" / socket
    interface = device / f"{socket}:1.0"
    interface.mkdir(parents=True)
    for name, text in said.items():
        (interface if name == "ieee1284_id" else device).joinpath(name).write_text(text + "\n", encoding="utf-8")
    entry = root / "usbmisc" / f"lp{number}"
    entry.mkdir(parents=True)
    (entry / "device").symlink_to(interface)


XPRINTER = {"idVendor": "2d37", "idProduct": "83d7", "serial": "A1 B2/3", "product": "USB Printer"}


@pytest.mark.skipif(sys.platform == "win32", reason="sysfs is of Linux")
def test_a_usb_printer_is_known_by_its_number_whichever_file_it_has_today(tmp_path):
    said = "MFG:Xprinter;CMD:TSPL;MDL:XP-420B;CLS:PRINTER;"
    a_usb_printer(tmp_path, 0, "1-1.4", **XPRINTER, ieee1284_id=said)
    found = usb_printers(tmp_path / "usbmisc")
    assert found == [
        FoundPort(
            PortKind.USB_PRINTER, "/dev/usb/lp0", "id:2d37:83d7:A1%20B2%2F3", "Xprinter XP-420B", is_numbered=True
        )
    ]
    a_usb_printer(tmp_path / "later", 3, "2-1", **XPRINTER, ieee1284_id=said)
    (moved,) = usb_printers(tmp_path / "later" / "usbmisc")
    assert moved.place == "/dev/usb/lp3"
    assert moved.address == found[0].address


@pytest.mark.skipif(sys.platform == "win32", reason="sysfs is of Linux")
def test_a_printer_without_a_number_is_known_by_its_socket_and_says_so(tmp_path):
    a_usb_printer(tmp_path, 0, "1-1.4", idVendor="0416", idProduct="5011", manufacturer="STMicro", product="POS58")
    (found,) = usb_printers(tmp_path / "usbmisc")
    assert (found.identity, found.name, found.is_numbered) == ("id:0416:5011@1-1.4", "STMicro POS58", False)


@pytest.mark.skipif(sys.platform == "win32", reason="sysfs is of Linux")
def test_a_printer_that_says_nothing_of_itself_is_listed_all_the_same(tmp_path):
    a_usb_printer(tmp_path, 0, "1-1", idVendor="none")
    assert usb_printers(tmp_path / "usbmisc") == [FoundPort(PortKind.USB_PRINTER, "/dev/usb/lp0", "", "lp0")]
    assert usb_printers(tmp_path / "nothing here") == []


def listed(device: str, **said: object) -> ListPortInfo:
    info = ListPortInfo(device)
    for name, value in said.items():
        setattr(info, name, value)
    return info


def test_a_serial_port_is_known_by_its_adapters_number(monkeypatch):
    ports = [
        listed("COM7", vid=0x0403, pid=0x6001, serial_number="A50285BI", location="1-2", description="USB Serial Port"),
        listed("COM8", vid=0x1A86, pid=0x7523, serial_number=None, location="1-3", description="USB-SERIAL CH340"),
        listed("COM1", description="Communications Port"),
    ]
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: ports)
    assert [(each.place, each.address, each.is_numbered) for each in serial_ports()] == [
        ("COM1", "COM1", False),
        ("COM7", "id:0403:6001:A50285BI", True),
        ("COM8", "id:1a86:7523@1-3", False),
    ]


def test_the_queues_of_cups_are_read_from_its_own_list():
    listing = (
        "device for labels: usb://Zebra%20Technologies/ZTC%20ZD421?serial=D2J2\n"
        "device for office: ipp://printer.local/ipp\nno destinations added\n"
    )
    assert [(each.address, each.name) for each in cups_queues(listing)] == [
        ("cups:labels", "labels (usb://Zebra Technologies/ZTC ZD421?serial=D2J2)"),
        ("cups:office", "office (ipp://printer.local/ipp)"),
    ]


def test_listing_what_is_here_gives_ports_and_no_error(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert all(each.place and each.name for each in found_ports())


def port(place: str, identity: str) -> FoundPort:
    return FoundPort(PortKind.USB_PRINTER, place, identity, "printer", is_numbered=True)


def test_a_device_is_opened_wherever_it_is_plugged_in_now(tmp_path):
    here = [port(str(tmp_path / "lp0"), "id:1:2:A")]
    link = IdentifiedLink("id:1:2:A", lambda found: PlainFileLink(found.place), lambda: here)
    link.open()
    link.write(b"first")
    here[:] = [port(str(tmp_path / "lp0"), "id:1:2:B"), port(str(tmp_path / "lp4"), "id:1:2:A")]
    link.close()
    link.open()
    link.write(b"second")
    link.discard_input()
    assert link.read(0.001) == b""
    link.close()
    link.close()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"lp0": b"first", "lp4": b"second"}


@pytest.mark.parametrize(
    ("here", "said"),
    [
        ([], "not plugged in"),
        ([port("/dev/usb/lp0", "id:1:2:B")], "not plugged in"),
        ([port("/dev/usb/lp0", "id:1:2:A"), port("/dev/usb/lp1", "id:1:2:A")], "several devices"),
    ],
)
def test_nobody_or_two_of_that_number_is_a_link_that_is_down(here, said):
    link = IdentifiedLink("id:1:2:A", lambda found: PlainFileLink(os.devnull), lambda: here)
    with pytest.raises(LinkDown, match=said):
        link.open()
    with pytest.raises(LinkDown, match="not open"):
        link.write(b"label")
