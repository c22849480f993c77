"""How simulated scales speak, protocol by protocol, by the manuals named in languages/ and sharing no code with them.

A speech that streams has a `frame` for what the display shows; one that is asked has an `answer` for the bytes it heard.
Next: scale.py, the pan itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Shown:
    """What the display shows: g, and its lamps."""

    net_g: int
    tare_g: int
    stable: bool
    overload: bool
    unit: str


class Pan(Protocol):
    """What a speech may do to its scale when it is told to."""

    def shown(self) -> Shown: ...

    def zero(self) -> bool: ...

    def tare(self) -> bool: ...

    def clear_tare(self) -> None: ...

    def set_tare(self, tare_g: int) -> None: ...


Frame = Callable[[Shown], bytes]
Answer = Callable[[bytes, Pan], bytes | None]
"""The answer to all bytes heard since the last one; None while they are no whole question."""


def _kg(grams: int, width: int, *, zeros: bool = False) -> bytes:
    text = f"{'-' if grams < 0 else ''}{abs(grams) // 1000}.{abs(grams) % 1000:03d}"
    return (text.zfill(width) if zeros else text.rjust(width)).encode()


def _bcc(data: bytes) -> bytes:
    return bytes([reduce(xor, data)])


# ST,GS -----------------------------------------------------------------------------------------------------------


def st_gs_frame(shown: Shown) -> bytes:
    """“ST,GS,+  1.250kg”, 18 bytes."""
    kind = b"NT" if shown.tare_g else b"GS"
    if shown.overload:
        return b"OL," + kind + b",+       " + shown.unit.rjust(2).encode() + b"\r\n"
    state = b"ST" if shown.stable else b"US"
    sign = b"-" if shown.net_g < 0 else b"+"
    number = f"{abs(shown.net_g)}" if shown.unit == "g" else f"{abs(shown.net_g) // 1000}.{abs(shown.net_g) % 1000:03d}"
    return b"%s,%s,%s%7s%2s\r\n" % (state, kind, sign, number.encode(), shown.unit.encode())


def cas_frame(shown: Shown) -> bytes:
    """The 22 bytes of CAS: device number and lamps between, digits filled with zeros."""
    if shown.overload:
        return b"OL,GS,1\x80,00000000 kg\r\n"
    lamps = bytes([0x80 | (0x40 if shown.stable else 0) | (0x04 if not shown.tare_g else 0x02)])
    sign = "-" if shown.net_g < 0 else "0"
    number = f"{sign}{abs(shown.net_g) // 1000:03d}.{abs(shown.net_g) % 1000:03d}"
    state, kind = b"ST" if shown.stable else b"US", b"NT" if shown.tare_g else b"GS"
    return b"%s,%s,1%s,%s %2s\r\n" % (state, kind, lamps, number.encode(), shown.unit.encode())


def _asked_lines(weight: bytes, end: bytes, words: dict[bytes, str]) -> Answer:
    """An ST,GS scale that is asked: `weight` gives a frame, `words` name what else it does, without an answer."""

    def answer(heard: bytes, pan: Pan) -> bytes | None:
        if not heard.endswith(end):
            return None
        word = heard.removesuffix(end)
        if word == weight:
            return st_gs_frame(pan.shown())
        _do(pan, words.get(word, ""))
        return b""

    return answer


def _do(pan: Pan, what: str) -> bool:
    if what == "zero":
        return pan.zero()
    if what == "tare":
        return pan.tare()
    if what == "clear":
        pan.clear_tare()
    return bool(what)


# Toledo ----------------------------------------------------------------------------------------------------------


def toledo_frame(shown: Shown) -> bytes:
    """17 bytes without a check sum: three decimals of kg."""
    flags = 0x20 | bool(shown.tare_g) | (shown.net_g < 0) << 1 | shown.overload << 2 | (not shown.stable) << 3
    flags |= (shown.unit == "kg") << 4
    return b"\x02\x2d" + bytes([flags]) + b"\x20%6d%6d\r" % (abs(shown.net_g), shown.tare_g)


def toledo_frame_with_sum(shown: Shown) -> bytes:
    """The same with its check sum."""
    body = toledo_frame(shown)
    return body + bytes([-sum(body) & 0x7F])


def toledo_8217_answer(heard: bytes, pan: Pan) -> bytes | None:
    """A weight when it may be believed, else the status and why."""
    _do(pan, {b"Z": "zero", b"T": "tare", b"C": "clear"}.get(heard, ""))
    shown = pan.shown()
    if heard == b"W" and shown.stable and not shown.overload and shown.net_g >= 0:
        return b"\x02%s\r" % _kg(shown.net_g, 6, zeros=True)
    status = 0x40 | (not shown.stable) | shown.overload << 1 | (shown.net_g < 0) << 2 | (shown.net_g == 0) << 4
    return b"\x02?%c\r" % (status | bool(shown.tare_g) << 5)


# One number a line -------------------------------------------------------------------------------------------------


def plain_frame(shown: Shown) -> bytes:
    """The number alone."""
    sign = "-" if shown.net_g < 0 else " "
    return f"{sign}{abs(shown.net_g) // 1000:3d}.{abs(shown.net_g) % 1000:03d} {shown.unit}\r\n".encode()


def mt_sics_answer(heard: bytes, pan: Pan) -> bytes | None:
    """MT-SICS: SI, Z, T, TA and TAC."""
    if not heard.endswith(b"\r\n"):
        return None
    word, _space, rest = heard[:-2].partition(b" ")
    if word == b"SI":
        return _sics_weight(pan.shown())
    if word == b"Z":
        return b"Z A\r\n" if pan.zero() else b"Z I\r\n"
    if word == b"T":
        return b"T S %s %s\r\n" % (_kg(pan.shown().tare_g, 10), b"kg") if pan.tare() else b"T I\r\n"
    if word == b"TAC":
        pan.clear_tare()
        return b"TAC A\r\n"
    if word == b"TA" and rest.endswith(b" kg"):
        pan.set_tare(round(float(rest[:-3]) * 1000))
        return b"TA A %s kg\r\n" % _kg(pan.shown().tare_g, 10)
    return b"ES\r\n"


def _sics_weight(shown: Shown) -> bytes:
    if shown.overload:
        return b"S +\r\n"
    number = f"{shown.net_g:.0f}".rjust(10).encode() if shown.unit == "g" else _kg(shown.net_g, 10)
    return b"S %s %s %s\r\n" % (b"S" if shown.stable else b"D", number, shown.unit.encode())


def ohaus_answer(heard: bytes, pan: Pan) -> bytes | None:
    """OHAUS: IP, Z, T, 0T."""
    if not heard.endswith(b"\r\n"):
        return None
    word = heard[:-2]
    if word != b"IP":
        return b"OK!\r\n" if _do(pan, {b"Z": "zero", b"T": "tare", b"0T": "clear"}.get(word, "")) else b"ES\r\n"
    shown = pan.shown()
    if shown.overload:
        return b"Err 8.3\r\n"
    sign, state = b"-" if shown.net_g < 0 else b" ", b" " if shown.stable else b"?"
    kind = b"NET" if shown.tare_g else b"G  "
    return b"%s %s %-5s%s%s\r\n" % (sign, _kg(abs(shown.net_g), 7), shown.unit.encode(), state, kind)


def kern_answer(heard: bytes, pan: Pan) -> bytes | None:
    """KERN: w gives 18 bytes, their unit blank while it moves; t tares without a word."""
    if heard == b"t":
        pan.tare()
        return b""
    if heard != b"w":
        return b""
    shown = pan.shown()
    if shown.overload:
        return b"           Error\r\n"
    sign, unit = b"-" if shown.net_g < 0 else b" ", shown.unit.encode() if shown.stable else b""
    return b" %s%s %-3s\r\n" % (sign, _kg(abs(shown.net_g), 10), unit)


# Several lines -------------------------------------------------------------------------------------------------------


def nci_answer(heard: bytes, pan: Pan) -> bytes | None:
    """NCI: W, Z, T, S."""
    if not heard.endswith(b"\r"):
        return None
    word = heard[:-1]
    if word not in (b"W", b"Z", b"T", b"S"):
        return b"\n?\r\x03"
    _do(pan, {b"Z": "zero", b"T": "tare"}.get(word, ""))
    shown = pan.shown()
    status = b"%c%c" % (
        0x30 | (not shown.stable) | (shown.net_g == 0) << 1,
        0x30 | (shown.net_g < 0) | shown.overload << 1,
    )
    if word != b"W":
        return b"\n" + status + b"\r\x03"
    weight = b"^^^^^^^" if shown.overload else b"_______" if shown.net_g < 0 else _kg(shown.net_g, 7)
    return b"\n" + weight + shown.unit.upper().encode() + b"\r\n" + status + b"\r\x03"


# With a check byte ---------------------------------------------------------------------------------------------------


def _checked_body(shown: Shown, range_state: bytes) -> bytes:
    state = range_state if shown.overload else b"S" if shown.stable else b"U"
    number = b" 0.000" if shown.overload else _kg(abs(shown.net_g), 6)
    return state + (b"-" if shown.net_g < 0 else b" ") + number + shown.unit.rjust(2).encode()


def os2_frame(shown: Shown) -> bytes:
    """OS2 on its own: 16 bytes, with the second flag."""
    body = b"\x01\x02" + _checked_body(shown, b"F")
    flag = 0x10 * (shown.net_g == 0) | 0x20 * bool(shown.tare_g) | 0x40 * shown.overload
    return body + _bcc(body) + b"\x03\x04" + bytes([flag])


def os2_words(heard: bytes, pan: Pan) -> bytes | None:
    """<TK> and <ZK>: it does them without a word."""
    if heard.endswith(b"\t"):
        _do(pan, {b"<TK>\t": "tare", b"<ZK>\t": "zero"}.get(heard[-5:], ""))
        return b""
    return None


def os2_answer(heard: bytes, pan: Pan) -> bytes | None:
    """OS2 asked: ENQ, DC1; 15 bytes, without the second flag."""
    if heard.endswith(b"\x05"):
        return b"\x06"
    if heard.endswith(b"\x11"):
        return os2_frame(pan.shown())[:-1]
    return os2_words(heard, pan)


def acs_answer(heard: bytes, pan: Pan) -> bytes | None:
    """ENQ, DC1; the sum covers what lies between STX and itself. Out of range it gives no weight at all (NAK)."""
    shown = pan.shown()
    if shown.overload:
        return b"\x15"
    if not heard.endswith(b"\x11"):
        return b"\x06" if heard.endswith(b"\x05") else b""
    body = _checked_body(shown, b"U")
    return b"\x01\x02" + body + _bcc(body) + b"\x03\x04"


def dibal_answer(heard: bytes, pan: Pan) -> bytes | None:
    """Dialog 06: price, ACK, weight; NAK and a status where there is none."""
    if heard.endswith(b"\x0208\x03"):
        return b"\x0209\x1b" + _dibal_status(pan.shown()) + b"\x03"
    shown = pan.shown()
    is_good = shown.stable and not shown.overload and shown.net_g > 0
    if b"\x04\x0201\x1b" in heard and heard.endswith(b"\x03"):
        return b"\x06" if is_good else b"\x15"
    if heard.endswith(b"\x04\x05"):
        return b"\x0202\x1b3\x1b%05d\x1b000000\x1b000000\x03" % shown.net_g if is_good else b"\x15"
    return None


def dibal_blind_answer(heard: bytes, pan: Pan) -> bytes | None:
    """A model that knows no status and answers an overload with a weight of nothing."""
    shown = pan.shown()
    if b"\x04\x0201\x1b" in heard and heard.endswith(b"\x03"):
        return b"\x06"
    if heard.endswith(b"\x04\x05"):
        grams = 0 if shown.overload else max(shown.net_g, 0)
        weight = b"%05d" % grams if shown.stable else b"     "
        return b"\x0202\x1b3\x1b%s\x1b000000\x1b000000\x03" % weight
    return None


def _dibal_status(shown: Shown) -> bytes:
    if shown.overload:
        return b"32"
    if shown.net_g < 0:
        return b"31"
    return b"30" if shown.stable else b"20"


# Binary --------------------------------------------------------------------------------------------------------------


def bcd_frame(shown: Shown) -> bytes:
    """FF, status, three packed bytes from the lowest, unit."""
    status = 3 | (shown.net_g < 0) << 5 | shown.stable << 6 | shown.overload << 7
    digits = bytes.fromhex(f"{min(abs(shown.net_g), 999_999):06d}")[::-1]
    return b"\xff" + bytes([status]) + digits + (b"\x00" if shown.unit == "kg" else b"\x01")


def con3_frame(shown: Shown) -> bytes:
    """01, sign, weight, unit, 0 or 1. It has no word for an overload: it shows dashes."""
    number = b"-------" if shown.overload else _kg(abs(shown.net_g), 7)
    sign = b"-" if shown.net_g < 0 else b"+"
    return b"\x01" + sign + number + shown.unit.rjust(2).encode() + (b"0" if shown.stable else b"1") + b"\r\n"


# Templates -----------------------------------------------------------------------------------------------------------


def dahua_frame(shown: Shown) -> bytes:
    """As the shipped template guesses: STX, sign, five digits, ETX."""
    return b"\x02%s%05d\x03" % (b"-" if shown.net_g < 0 else b" ", min(abs(shown.net_g), 99_999))


def dibal_98_answer(heard: bytes, pan: Pan) -> bytes | None:
    """As the shipped template has it: 98 asks, 990 answers."""
    if not heard.endswith(b"\r\n"):
        return None
    shown = pan.shown()
    grams = 0 if shown.overload else max(shown.net_g, 0)
    body = b"990%05d0000000" % grams if not shown.overload else b"991000000000000"
    return body + _bcc(body) + b"\r\n"


@dataclass(frozen=True, slots=True)
class Speech:
    """One protocol: `frame` of a scale that streams, `answer` of one that hears."""

    frame: Frame | None = None
    answer: Answer | None = None


SPEECHES: dict[str, Speech] = {
    "st_gs": Speech(st_gs_frame),
    "and": Speech(answer=_asked_lines(b"Q", b"\r\n", {b"Z": "zero", b"T": "tare"})),
    "dini": Speech(answer=_asked_lines(b"READ", b"\r\n", {b"Z": "zero", b"T": "tare", b"C": "clear"})),
    "toledo": Speech(toledo_frame),
    "toledo_sum": Speech(toledo_frame_with_sum),
    "toledo_8217": Speech(answer=toledo_8217_answer),
    "mt_sics": Speech(answer=mt_sics_answer),
    "nci": Speech(answer=nci_answer),
    "ohaus": Speech(answer=ohaus_answer),
    "os2": Speech(os2_frame, os2_words),
    "os2_asked": Speech(answer=os2_answer),
    "acs": Speech(answer=acs_answer),
    "bcd": Speech(bcd_frame),
    "con3": Speech(con3_frame),
    "kern": Speech(answer=kern_answer),
    "kern_kcp": Speech(answer=mt_sics_answer),
    "kern_st": Speech(answer=_asked_lines(b"W", b"", {b"Z": "zero", b"T": "tare"})),
    "dibal": Speech(answer=dibal_answer),
    "plain_kg": Speech(plain_frame),
    "dahua": Speech(dahua_frame),
    "dibal_98": Speech(answer=dibal_98_answer),
    "example": Speech(st_gs_frame),
}
"""By the names of devices.scale_kinds."""
