"""Makes a wire of what a person wrote in the station's settings.

"tcp://192.168.1.20:4001" (or socket://), "COM3", "/dev/ttyUSB0 9600 7E1", "rfc2217://..." as pyserial knows them.
"""

from __future__ import annotations

import re

from devices.errors import BadAddress
from devices.links.serial_line import LineSettings, SerialLink
from devices.links.tcp import TcpLink
from devices.ports import Link

_NETWORK = re.compile(r"(?:tcp|socket)://([^\s/:]+):(\d{1,5})/?", re.ASCII)
_LINE = re.compile(r"(\S+)(?:\s+(\d{3,6})(?:\s+([78])([NEO])([12]))?)?", re.ASCII)
WANTED = "tcp://HOST:PORT, or a port such as COM3, with “9600 8N1” behind it where it is not just that"


def link_to(address: str, usual: LineSettings | None = None) -> Link:
    """The wire of an address; `usual` are the line's settings where the address names none. BadAddress otherwise."""
    given = address.strip()
    network = _NETWORK.fullmatch(given)
    if network:
        port = int(network[2])
        if not 0 < port < 65536:
            raise BadAddress(address, WANTED)
        return TcpLink(network[1], port)
    line = _LINE.fullmatch(given)
    if not line or given.startswith(("tcp:", "socket:")):
        raise BadAddress(address, WANTED)
    return SerialLink(line[1], _settings(line, usual or LineSettings()))


def _settings(line: re.Match[str], usual: LineSettings) -> LineSettings:
    if line[3]:
        return LineSettings(int(line[2]), int(line[3]), line[4], int(line[5]))
    return LineSettings(int(line[2]), usual.bits, usual.parity, usual.stops) if line[2] else usual
