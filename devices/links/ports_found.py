"""What is plugged in, by what it is and not by where: serial ports, USB printers, print queues of the system.

A port's number changes with the order of plugging in; a serial number does not. `identity` is "id:1a86:7523:A50285BI" for
a device with one, and "id:1a86:7523@1-1.4" (which socket) for one without. Next: identified.py opens by identity.
"""

from __future__ import annotations

import enum
import importlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

LINE_PRINTERS = Path("/sys/class/usbmisc")
LISTING_S = 5.0
_MODEL = re.compile(r"(?:^|;)\s*(MFG|MANUFACTURER|MDL|MODEL):([^;]*)", re.IGNORECASE)
_QUEUE = re.compile(r"device for ([^\s:]+): (.*)")


class PortKind(enum.StrEnum):
    """How a port is reached."""

    SERIAL = "serial"
    USB_PRINTER = "usb_printer"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class FoundPort:
    """Something to talk to: `place` ("COM3", "/dev/usb/lp0", "cups:labels") as it is today, `identity` ("" when the
    system knows none), `name` for a person, `is_numbered` when the identity is a serial number and not a socket.
    """

    kind: PortKind
    place: str
    identity: str
    name: str
    is_numbered: bool = False

    @property
    def address(self) -> str:
        """What to keep in the settings: who it is where that is known, else where it is."""
        return self.identity or self.place


def found_ports() -> list[FoundPort]:
    """All of them, serial ports first."""
    return [*serial_ports(), *usb_printers(), *print_queues()]


def serial_ports() -> list[FoundPort]:
    """What pyserial lists; a port of the board without any device behind it counts too."""
    from serial.tools.list_ports import comports

    found = []
    for each in sorted(comports()):
        name = each.device if each.description in (None, "", "n/a") else each.description
        found.append(_usb(PortKind.SERIAL, each.device, each.vid, each.pid, each.serial_number, each.location, name))
    return found


def usb_printers(folder: Path = LINE_PRINTERS) -> list[FoundPort]:
    """The line-printer files of Linux, each with what its USB device says of itself."""
    return [_line_printer(each) for each in sorted(folder.glob("lp*"))] if folder.is_dir() else []


def print_queues() -> list[FoundPort]:
    """The queues of Windows, or of CUPS here."""
    return _windows_queues() if sys.platform == "win32" else cups_queues(_lpstat())


def cups_queues(listing: str) -> list[FoundPort]:
    """The queues that `lpstat -v` lists ("device for labels: usb://...")."""
    return [
        FoundPort(PortKind.QUEUE, f"cups:{match[1]}", "", f"{match[1]} ({unquote(match[2])})")
        for line in listing.splitlines()
        if (match := _QUEUE.match(line))
    ]


def _lpstat() -> str:
    english = dict(os.environ, LC_ALL="C")
    try:
        done = subprocess.run(["lpstat", "-v"], capture_output=True, timeout=LISTING_S, check=False, env=english)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace")


def _windows_queues() -> list[FoundPort]:
    try:
        spool = importlib.import_module("win32print")
    except ImportError:
        return []
    queues = spool.EnumPrinters(spool.PRINTER_ENUM_LOCAL | spool.PRINTER_ENUM_CONNECTIONS, None, 1)
    return [FoundPort(PortKind.QUEUE, f"windows:{name}", "", name) for _flags, _description, name, _comment in queues]


def _line_printer(entry: Path) -> FoundPort:
    interface = (entry / "device").resolve()
    device = interface.parent
    said = dict(_MODEL.findall(_text(interface / "ieee1284_id")))
    maker = said.get("MFG") or said.get("MANUFACTURER") or _text(device / "manufacturer")
    model = said.get("MDL") or said.get("MODEL") or _text(device / "product")
    return _usb(
        PortKind.USB_PRINTER,
        f"/dev/usb/{entry.name}",
        _hex(_text(device / "idVendor")),
        _hex(_text(device / "idProduct")),
        _text(device / "serial"),
        device.name,
        f"{maker.strip()} {model.strip()}".strip() or entry.name,
    )


def _usb(
    kind: PortKind, place: str, vid: int | None, pid: int | None, serial: str | None, location: str | None, name: str
) -> FoundPort:
    if vid is None or pid is None:
        return FoundPort(kind, place, "", name)
    number = (serial or "").strip()
    who = f":{quote(number, safe='')}" if number else f"@{quote(location, safe='.-')}" if location else ""
    return FoundPort(kind, place, f"id:{vid:04x}:{pid:04x}{who}" if who else "", name, is_numbered=bool(number))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _hex(text: str) -> int | None:
    return int(text, 16) if re.fullmatch(r"[0-9a-fA-F]{1,4}", text) else None
