"""Makes a wire of what a person wrote in the station's settings.

"tcp://192.168.1.20:9100", "COM3", "/dev/ttyUSB0 9600 7E1", "rfc2217://host:4001 9600", "id:1a86:7523:A50285BI 9600" (who
it is, wherever it is plugged in), "windows:QUEUE", "cups:QUEUE", "/dev/usb/lp0", "file:labels.prn". What is none of these
is refused, with what is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from devices.errors import BadAddress
from devices.links.file_link import DeviceFileLink, PlainFileLink
from devices.links.identified import IdentifiedLink
from devices.links.ports_found import FoundPort, PortKind, serial_ports, usb_printers
from devices.links.print_queues import CupsLink, WindowsQueueLink
from devices.links.serial_line import LineSettings, SerialLink
from devices.links.tcp import WRITE_S, TcpLink
from devices.ports import Link

_HOST = r"([^\s/:@?#]+|\[[0-9A-Fa-f:.]+\])"
_NETWORK = re.compile(rf"(?:tcp|socket)://{_HOST}(?::(\d{{1,5}}))?/?", re.ASCII)
_SETTINGS = r"(?:\s+(\d{3,7})(?:\s+([78])([NEO])([12]))?)?"
# A bare number of the network is no port of this computer: who types it is told to write tcp:// before it.
_PORT = re.compile(r"(/dev/\S+|(?!\d+(?:\.\d+){3})[^\s:]+)" + _SETTINGS, re.ASCII)
_REMOTE = re.compile(rf"(rfc2217://{_HOST}:(\d{{1,5}}))/?" + _SETTINGS, re.ASCII)
_IDENTITY = re.compile(r"(id:[0-9a-f]{4}:[0-9a-f]{4}[:@]\S+)" + _SETTINGS, re.ASCII)
_LINE_PRINTER = re.compile(r"/dev/(?:usb/)?(?:us)?lp\d+", re.ASCII)
_CUPS = re.compile(rf"cups:([^\s/#@:-][^\s/#@:]*)(?:@({_HOST}(?::\d{{1,5}})?))?", re.ASCII)
_WINDOWS = re.compile(r"windows:\s*(\S(?:.*\S)?)")
_FILE = re.compile(r"file:(?://(?=/))?(\S(?:.*\S)?)")
WANTED = "tcp://HOST:PORT (tcp://192.168.1.50:4001) · COM3 · COM3 9600 8N1 · /dev/ttyUSB0"
PRINTER_WANTED = (
    "tcp://HOST:PORT (tcp://192.168.1.50:9100) · COM3 · COM3 9600 8N1 · cups:QUEUE · windows:QUEUE · /dev/usb/lp0 · "
    "file:labels.prn"
)
"""Examples and no words: they stand in a sentence of any language."""
PRINTER_PORT = 9100
PRINTER_STALL_S = 10.0
"""A printer that feeds, cools or waits for its cover takes nothing for seconds."""


def link_to(address: str, usual: LineSettings | None = None) -> Link:
    """The wire of an address; `usual` are the line's settings where the address names none. BadAddress otherwise."""
    return _link(address, usual or LineSettings(), WANTED, None, WRITE_S)


def printer_link_to(address: str, usual: LineSettings | None = None, *, stall_s: float = PRINTER_STALL_S) -> Link:
    """As link_to, for a printer: port 9100 where none is named, print queues and files too; more patient."""
    given = address.strip()
    if match := _WINDOWS.fullmatch(given):
        return WindowsQueueLink(match[1])
    if match := _CUPS.fullmatch(given):
        return CupsLink(match[1], match[2] or "")
    if match := _FILE.fullmatch(given):
        return PlainFileLink(match[1])
    if _LINE_PRINTER.fullmatch(given):
        return DeviceFileLink(given, stall_s=stall_s)
    return _link(address, usual or LineSettings(115_200), PRINTER_WANTED, PRINTER_PORT, stall_s)


def _link(address: str, usual: LineSettings, wanted: str, port: int | None, stall_s: float) -> Link:
    given = address.strip()
    if match := _NETWORK.fullmatch(given):
        return TcpLink(match[1].strip("[]"), _port_number(match[2], port, address, wanted), stall_s=stall_s)
    if match := _REMOTE.fullmatch(given):
        _port_number(match[3], None, address, wanted)
        return SerialLink(match[1], _settings(match.groups()[3:], usual), stall_s=stall_s)
    if match := _IDENTITY.fullmatch(given):
        return _identified(match[1], _settings(match.groups()[1:], usual), stall_s)
    match = _PORT.fullmatch(given)
    if not match:
        raise BadAddress(address, wanted)
    return SerialLink(match[1], _settings(match.groups()[1:], usual), stall_s=stall_s)


def _port_number(given: str | None, usual: int | None, address: str, wanted: str) -> int:
    number = int(given) if given else usual
    if number is None or not 0 < number < 65536:
        raise BadAddress(address, wanted)
    return number


def _identified(identity: str, settings: LineSettings, stall_s: float) -> Link:
    def to_port(found: FoundPort) -> Link:
        if found.kind is PortKind.USB_PRINTER:
            return DeviceFileLink(found.place, stall_s=stall_s)
        return SerialLink(found.place, settings, stall_s=stall_s)

    return IdentifiedLink(identity, to_port, lambda: [*serial_ports(), *usb_printers()])


def _settings(given: tuple[str | None, ...], usual: LineSettings) -> LineSettings:
    baud, bits, parity, stops = given
    line = replace(usual, baud=int(baud)) if baud else usual
    return replace(line, bits=int(bits), parity=parity, stops=int(stops)) if bits and parity and stops else line
