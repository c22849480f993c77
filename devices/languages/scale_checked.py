"""Scales of shops that end a frame with the XOR of its bytes: OS2 (Pinnacle, Aclas 顶尖) and the ACS type (CAS, 杰).

OS2: 01 02 state sign weight unit XOR 03 04, ten times a second or asked. ACS: ENQ, ACK, DC1, then STX state sign weight
unit BCC ETX. State S stable, U moving, F out of range. Sources: OS2CX manual (section 13), CAS SW-II, AP-1 sheet.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_frames import PatternLanguage, no_weight, number_in, weight_frame
from devices.languages.units import unit_named
from devices.readings import Frame

ENQ, ACK, DC1 = b"\x05", b"\x06", b"\x11"
_TARE, _ZERO = b"<TK>\t", b"<ZK>\t"
OS2_COMMANDS = ScaleCommands(zero=_ZERO, tare=_TARE)
OS2_ASKED = ScaleCommands(request=ENQ, replies=((ACK, DC1),), zero=_ZERO, tare=_TARE)
ACS_COMMANDS = ScaleCommands(request=ENQ, replies=((ACK, DC1),))
_BODY = rb"(?P<body>(?P<state>[SUF])(?P<sign>[-+ F])(?P<weight>[ \d.]{5,6})(?P<unit>[A-Za-z ]{2}))(?P<check>[\x00-\xff])\x03"
_OS2 = re.compile(rb"(?P<head>\x01\x02)" + _BODY + rb"\x04", re.DOTALL)
_ACS = re.compile(rb"(?P<head>\x02)" + _BODY, re.DOTALL)


class Checked(PatternLanguage):
    """One connection. `covers_head`: the sum takes the bytes of the head in, as OS2's does."""

    def __init__(self, pattern: re.Pattern[bytes] = _OS2, *, covers_head: bool = True) -> None:
        super().__init__(pattern, 24)
        self._covers_head = covers_head

    def frame_of(self, found: re.Match[bytes]) -> Frame | None:
        covered = (found["head"] if self._covers_head else b"") + found["body"]
        if reduce(xor, covered) != found["check"][0]:
            return None
        unit = unit_named(found["unit"])
        if found["state"] == b"F" or found["sign"] == b"F":
            return no_weight(found[0], unit=unit or "kg", overload=True)
        number = number_in(found["weight"])
        if number is None or not self._layout.fits((number[1], unit)):
            return None
        sign = -1 if found["sign"] == b"-" else 1
        return weight_frame(found[0], sign * number[0], number[1], unit, stable=found["state"] == b"S")


def os2() -> Checked:
    """OS2, whether it speaks on its own or is asked."""
    return Checked()


def acs() -> Checked:
    """The ACS type."""
    return Checked(_ACS, covers_head=False)
