"""Keyboard scanners that the system hands over raw: bytes of events in, characters out. The systems' own calls are not tested."""

from __future__ import annotations

import os
import sys

import pytest

from devices.drivers.scanner import ScannerDriver
from devices.errors import BadAddress, LinkDown
from devices.links.evdev_link import EVENT, KEY, EvdevLink
from devices.links.key_codes import EVDEV, WINDOWS, Keymap, KeyText
from devices.links.raw_input_link import HEADER, IS_UP, KEYBOARD, STROKE, RawInputLink
from devices.links.scanner_addresses import scanner_link_to, types_too
from devices.ports import Pluggable
from tests.devices.wires import Clock, NoLink

CODE = "]C1Ab-01/X_{9}~'\""


def strokes(keymap: Keymap, text: str) -> list[tuple[int, bool]]:
    """What a scanner set to the US keyboard presses for a text."""
    found: list[tuple[int, bool]] = []
    shift = min(keymap.shifts)
    for sign in text:
        if sign == "\r":
            found += [(next(code for code, end in keymap.ends.items() if end == "\r"), down) for down in (True, False)]
            continue
        code = next(code for code, pair in keymap.signs.items() if sign in pair)
        is_shifted = sign != keymap.signs[code][0]
        found += [(shift, True)] if is_shifted else []
        found += [(code, True), (code, False)]
        found += [(shift, False)] if is_shifted else []
    return found


@pytest.mark.parametrize("keymap", [EVDEV, WINDOWS])
def test_every_sign_of_a_code_is_typed_and_read_back(keymap):
    printable = "".join(chr(sign) for sign in range(32, 127))
    keys = KeyText(keymap)
    typed = "".join(keys.stroke(code, is_down=down) for code, down in strokes(keymap, f"{printable}\r"))
    assert typed == f"{printable}\r"


@pytest.mark.parametrize("keymap", [EVDEV, WINDOWS])
def test_the_separator_of_gs1_comes_by_control_or_by_alt_and_digits(keymap):
    keys = KeyText(keymap)
    control, alt = min(keymap.controls), min(keymap.alts)
    bracket = next(code for code, pair in keymap.signs.items() if pair[0] == "]")
    pad = {digit: code for code, digit in keymap.pad.items()}
    presses = [(control, True), (bracket, True), (bracket, False), (control, False), (alt, True)]
    presses += [(pad[digit], down) for digit in "029" for down in (True, False)]
    presses += [(alt, False), (pad["7"], True)]
    assert "".join(keys.stroke(code, is_down=down) for code, down in presses) == "\x1d\x1d7"


def events(text: str) -> bytes:
    """The kernel's events, each stroke with its SYN and its scan code."""
    return b"".join(
        EVENT.pack(1, 2, 4, 4, code) + EVENT.pack(1, 2, KEY, code, int(down)) + EVENT.pack(1, 2, 0, 0, 0)
        for code, down in strokes(EVDEV, text)
    )


def test_events_cut_anywhere_are_one_scan():
    data = events(CODE + "\r")
    for cut in range(1, len(data), 7):
        link, scans = EvdevLink("/dev/input/event9"), []
        driver = ScannerDriver(NoLink(), clock=Clock())
        driver.tell(scans.append)
        for piece in (data[:cut], data[cut:]):
            driver.take_in(link.typed(piece))
        assert [scan.raw for scan in scans] == [CODE]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux hands keyboards over by file")
def test_a_device_file_is_read_and_its_end_is_told(tmp_path, monkeypatch):
    """A pipe in place of the device: it cannot be grabbed, so the grab is left out here."""
    pipe = tmp_path / "event9"
    link = EvdevLink(str(pipe))
    assert (isinstance(link, Pluggable), link.is_there()) == (True, False)
    os.mkfifo(pipe)
    assert link.is_there()
    with pytest.raises(LinkDown):
        link.open()
    monkeypatch.setattr(link, "_grab", lambda _file: None)
    link.open()
    with pipe.open("wb") as end:
        end.write(events("T0000017\r"))
        end.flush()
        assert link.read(1.0) == b"T0000017\r"
    with pytest.raises(LinkDown):
        link.read(1.0)
    link.close()


def packet(code: int, *, is_down: bool) -> bytes:
    return HEADER.pack(KEYBOARD, 40, 7, 0) + STROKE.pack(0, 0 if is_down else IS_UP, 0, code, 0, 0)


def test_raw_input_is_read_from_the_scanner_alone():
    link = RawInputLink("vid_0c2e&pid_0b61")
    for code, down in strokes(WINDOWS, CODE):
        link.hear(packet(code, is_down=down), r"\\?\HID#VID_0C2E&PID_0B61#7&1")
        link.hear(packet(code, is_down=down), r"\\?\HID#VID_046D&PID_C31C#6&2")
    assert "".join(link._typed.get() for _sign in CODE) == CODE
    assert link._typed.empty()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has it")
def test_raw_input_elsewhere_is_a_link_that_is_down():
    with pytest.raises(LinkDown):
        RawInputLink("VID_0C2E").open()


def test_addresses_of_keyboards_are_known_and_empty_ones_refused():
    assert scanner_link_to("evdev:/dev/input/event3").address == "evdev:/dev/input/event3"
    assert scanner_link_to("rawinput:VID_1").address == "rawinput:VID_1"
    assert (types_too("rawinput:VID_1"), types_too("evdev:/dev/input/event3"), types_too("")) == (True, False, False)
    for address in ("evdev:", "rawinput: ", "tcp://nowhere"):
        with pytest.raises(BadAddress):
            scanner_link_to(address)
