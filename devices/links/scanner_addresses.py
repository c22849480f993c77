"""Makes a wire of what a person wrote for the scanner: a port or tcp:// as for every device, or a keyboard of its own.

"evdev:/dev/input/by-id/usb-…-event-kbd" on Linux, "rawinput:VID_0C2E&PID_0B61" on Windows. Next: addresses.py.
"""

from __future__ import annotations

from pathlib import Path

from devices.errors import BadAddress
from devices.links.addresses import WANTED, link_to
from devices.links.evdev_link import EvdevLink
from devices.links.raw_input_link import RawInputLink
from devices.ports import Link

EVDEV_MARK, RAW_INPUT_MARK = "evdev:", "rawinput:"
BY_NAME = Path("/dev/input/by-id")


def scanner_link_to(address: str) -> Link:
    """The wire of a scanner's address. BadAddress otherwise."""
    given = address.strip()
    for mark, made in ((EVDEV_MARK, EvdevLink), (RAW_INPUT_MARK, RawInputLink)):
        if given.startswith(mark):
            device = given.removeprefix(mark).strip()
            if not device:
                raise BadAddress(address, f"{WANTED}; {mark}DEVICE")
            return made(device)
    return link_to(given)


def types_too(address: str) -> bool:
    """True where the scanner's keys reach the window as well: the gate then keeps its bursts in silence."""
    return address.strip().startswith(RAW_INPUT_MARK)


def keyboards() -> list[str]:
    """Addresses of what may be a scanner here: keyboards by name, on Linux; the real keyboard is among them."""
    return [f"{EVDEV_MARK}{found}" for found in sorted(BY_NAME.glob("*-event-kbd"))] if BY_NAME.is_dir() else []
