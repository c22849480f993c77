"""What is plugged in again is used at once, however long the next try was put off."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from devices.drivers.backing_off import PLUG_LOOK_S, Backoff, PlugWatch
from devices.drivers.label_printer import LabelPrinterDriver
from devices.drivers.listening import Listening
from devices.languages.tspl import Tspl
from devices.links.file_link import DeviceFileLink
from devices.links.identified import IdentifiedLink
from devices.links.memory import Wire
from devices.links.ports_found import FoundPort, PortKind
from devices.links.serial_line import SerialLink
from devices.links.tcp import TcpLink
from devices.profiles import MEDIA
from devices.readings import Health, HealthState
from tests.devices.wires import Clock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="device files are of Unix")
FOR_AN_HOUR = (3600.0,)


def test_a_wire_of_the_network_has_no_moment_of_plugging_in():
    for link in (TcpLink("127.0.0.1", 9100), Wire().near, SerialLink("rfc2217://127.0.0.1:4001")):
        watch = PlugWatch(link)
        assert not watch.came()
        assert not watch.came()
    assert PlugWatch(TcpLink("127.0.0.1", 9100)).soon_s(30) == 30


def test_the_moment_is_told_once(tmp_path):
    path = tmp_path / "lp0"
    watch = PlugWatch(DeviceFileLink(str(path)))
    assert watch.soon_s(30) == PLUG_LOOK_S
    told = [watch.came()]
    path.touch()
    told += [watch.came(), watch.came()]
    path.unlink()
    told += [watch.came(), watch.came()]
    path.touch()
    told += [watch.came()]
    assert told == [False, True, False, False, False, True]


def test_a_device_known_by_its_number_is_seen_in_any_port():
    here: list[FoundPort] = []
    watch = PlugWatch(IdentifiedLink("id:1:2:A", lambda found: DeviceFileLink(found.place), lambda: here))
    assert not watch.came()
    here.append(FoundPort(PortKind.USB_PRINTER, "/dev/usb/lp3", "id:1:2:B", "another"))
    assert not watch.came()
    here.append(FoundPort(PortKind.USB_PRINTER, "/dev/usb/lp7", "id:1:2:A", "printer"))
    assert watch.came()


def test_a_scale_that_is_plugged_in_again_is_heard_within_two_seconds(tmp_path):
    """The next try would be in an hour."""
    port, states, heard = tmp_path / "ttyUSB0", [], threading.Event()

    def on_health(health: Health) -> None:
        states.append(health.state)

    def came(data: bytes) -> bool:
        heard.set()
        return True

    link = SerialLink(str(port))
    listening = Listening(link, lambda: None, came, on_health, backoff=Backoff(FOR_AN_HOUR))
    ours, theirs = os.openpty()
    listening.start()
    try:
        wait_until(lambda: HealthState.OFFLINE in states)
        port.symlink_to(Path(os.ttyname(theirs)))
        wait_until(lambda: os.write(ours, b"ST,GS,+  1.250kg\r\n") and heard.wait(0.05))
    finally:
        listening.close()
        os.close(ours)
        os.close(theirs)
    assert states[-1] is HealthState.READY


def wait_until(is_so) -> None:
    for _time in range(400):
        if is_so():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came")


def test_a_printer_that_is_plugged_in_again_is_tried_at_the_next_look(tmp_path):
    clock, path = Clock(), tmp_path / "lp0"
    printer = LabelPrinterDriver(
        DeviceFileLink(str(path)), Tspl("none"), MEDIA["60x40"], backoff=Backoff(FOR_AN_HOUR), clock=clock
    )
    assert printer.look().state is HealthState.OFFLINE
    clock.now += 60
    assert printer.due_s() == PLUG_LOOK_S
    assert printer.look().state is HealthState.OFFLINE
    os.mkfifo(path)
    assert printer.due_s() == 0
    assert printer.look().state is HealthState.UNKNOWN
    assert printer.can_take
    printer.close()
