"""Each protocol on frames as its manual prints them: what the display showed, to the gram, and every lamp of it."""

from __future__ import annotations

import random

import pytest

from devices.languages.dibal import Dibal
from devices.languages.kern import Kern
from devices.languages.mt_sics import MtSics
from devices.languages.nci import Nci
from devices.languages.ohaus import Ohaus
from devices.languages.scale_bcd import PackedDecimals
from devices.languages.scale_checked import acs, os2
from devices.languages.scale_con3 import Con3
from devices.languages.toledo_8217 import Toledo8217
from devices.readings import Frame
from devices.scale_kinds import SCALES, scale_kinds


def twice(language, frame: bytes) -> Frame | None:
    """The form of a frame is believed when it came twice; what tells of no weight is believed at once."""
    found = language.feed(frame * 2)
    return found[-1] if found else None


def said(frame: Frame | None) -> str:
    """A frame in a line: grams, unit, and its lamps."""
    if frame is None:
        return "nothing"
    lamps = [name for name in ("stable", "overload", "negative", "is_net") if getattr(frame, name)]
    return " ".join([str(frame.net_g), frame.unit, *lamps])


def os2_sum(body: bytes, tail: bytes = b"\x03\x04\x00", wrong: int = 0) -> bytes:
    """OS2CX: the check byte is the exclusive or of the twelve bytes in front of it."""
    check = wrong
    for byte in b"\x01\x02" + body:
        check ^= byte
    return b"\x01\x02" + body + bytes([check]) + tail


def ap1_sum(body: bytes, wrong: int = 0) -> bytes:
    """AP-1: the exclusive or from D1 to Dn."""
    check = wrong
    for byte in body:
        check ^= byte
    return b"\x02" + body + bytes([check]) + b"\x03"


# Bytes and what they say.
SAMPLES = [
    # PSC Magellan 8500: STX weight CR; “?” and a status of bits
    (Toledo8217, b"\x0201.250\r", "1250 kg stable"),
    (Toledo8217, b"\x02?\x41\r", "None kg"),
    (Toledo8217, b"\x02?\x42\r", "None kg overload"),
    (Toledo8217, b"\x02?\x44\r", "None kg negative"),
    (Toledo8217, b"\x02?\x50\r", "nothing"),
    (Toledo8217, bytes(b | 0x80 if b.bit_count() % 2 else b for b in b"\x0201.250\r"), "1250 kg stable"),
    # MT-SICS reference manual: “S S     100.00 g”
    (MtSics, b"S S     100.00 g\r\n", "100 g stable"),
    (MtSics, b"S D     -23.90 g\r\n", "-24 g negative"),
    (MtSics, b"S S      1.250 kg\r\n", "1250 kg stable"),
    (MtSics, b"S I\r\n", "None kg"),
    (MtSics, b"S +\r\n", "None kg overload"),
    (MtSics, b"S -\r\n", "None kg negative"),
    (MtSics, b"S S      2.755 lb\r\n", "None lb stable"),
    (MtSics, b"Z A\r\n", "nothing"),
    (MtSics, b"ES\r\n", "nothing"),
    # NCI 7800, Magellan DIVA: LF weight unit CR LF status CR ETX
    (Nci, b"\n001.250KG\r\n00\r\x03", "1250 kg stable"),
    (Nci, b"\n 01.250KG\r\nS10\r\x03", "1250 kg"),
    (Nci, b"\n001.250KG\r\n0p4\r\x03", "1250 kg stable is_net"),
    (Nci, b"\n002.755LB\r\n00\r\x03", "None lb stable"),
    (Nci, b"\n^^^^^^KG\r\n02\r\x03", "None kg overload"),
    (Nci, b"\n______KG\r\n01\r\x03", "None kg negative"),
    (Nci, b"\n-------KG\r\n00\r\x03", "None kg negative"),
    (Nci, b"\nS10\r\x03", "None kg"),
    (Nci, b"\n20\r\x03", "nothing"),
    (Nci, b"\n?\r\x03", "nothing"),
    # OHAUS RS232 manual: “*******12.72*g****?”, Defender 3000: polarity, weight, unit, stability, legend
    (Ohaus, b"        0.00 g     \r\n", "0 g stable"),
    (Ohaus, b"       12.72 g    ?\r\n", "13 g"),
    (Ohaus, b"       0.211 kg ?\r\n", "211 kg"),
    (Ohaus, b"    1.250 kg    NET\r\n", "1250 kg stable is_net"),
    (Ohaus, b"-   0.300 kg    G\r\n", "-300 kg stable negative"),
    (Ohaus, b"    0.900 kg    T\r\n", "nothing"),
    (Ohaus, b"Err 8.3\r\n", "None kg overload"),
    (Ohaus, b"Err 8.4\r\n", "None kg negative"),
    (Ohaus, b"ES\r\n", "nothing"),
    # OS2CX manual, section 13: 12 bytes in front, exclusive or
    (os2, os2_sum(b"S  1.250kg"), "1250 kg stable"),
    (os2, os2_sum(b"U- 1.234kg", b"\x03\x04"), "-1234 kg negative"),
    (os2, os2_sum(b"F  0.000kg", b"\x03\x04\x40"), "None kg overload"),
    (os2, os2_sum(b"S  1.250kg", wrong=1), "nothing"),
    # AP-1 sheet: BCC over D1 to Dn
    (acs, b"\x01" + ap1_sum(b"S 01.250kg") + b"\x04", "1250 kg stable"),
    (acs, ap1_sum(b"U 01.250kg"), "1250 kg"),
    (acs, ap1_sum(b"S 01.250kg", wrong=1), "nothing"),
    # Yousheng JCS-B manual: FF, status, three packed bytes, unit
    (PackedDecimals, b"\xff\x43\x50\x12\x00\x00", "1250 kg stable"),
    (PackedDecimals, b"\xff\x63\x50\x12\x00\x00", "-1250 kg stable negative"),
    (PackedDecimals, b"\xff\x03\x50\x12\x00\x00", "1250 kg"),
    (PackedDecimals, b"\xff\xc3\x50\x12\x00\x00", "None kg overload"),
    (PackedDecimals, b"\xff\x4b\x12\x00\x00\x00", "None pcs stable"),
    (PackedDecimals, b"\xff\x43\x55\x27\x00\x01", "None lb stable"),
    (PackedDecimals, b"\xff\x43\x5a\x12\x00\x00", "nothing"),
    # BWS platform scales, Con3
    (Con3, b"\x01+  1.250kg0\r\n", "1250 kg stable"),
    (Con3, b"\x01-  0.300kg1\r\n", "-300 kg negative"),
    (Con3, b"\x01+-------kg1\r\n", "None kg overload"),
    # KERN FKB and KDE-T: 18 bytes; no unit while it moves
    (Kern, b"      1250.0 g  \r\n", "1250 g stable"),
    (Kern, b" -       1.5 kg \r\n", "-1500 kg stable negative"),
    (Kern, b"      1250.0    \r\n", "None kg"),
    (Kern, b"           Error\r\n", "None kg overload"),
    # Dibal D-POS 400, Dialog 06
    (Dibal, b"\x0202\x1b3\x1b01250\x1b000000\x1b000000\x03", "1250 kg stable"),
    (Dibal, b"\x0202\x1b3\x1b     \x1b000000\x1b000000\x03", "None kg"),
    (Dibal, b"\x0209\x1b20\x03", "None kg"),
    (Dibal, b"\x0209\x1b30\x03", "0 kg stable"),
    (Dibal, b"\x0209\x1b31\x03", "None kg negative"),
    (Dibal, b"\x0209\x1b32\x03", "None kg overload"),
    # 5.1 of the DFW manual and Excell AM4 are the ST,GS family: test_scale_frames.py
]


@pytest.mark.parametrize(("language", "frame", "wanted"), SAMPLES)
def test_a_frame_of_the_manual_says_what_the_display_shows(language, frame, wanted):
    assert said(twice(language(), frame)) == wanted


@pytest.mark.parametrize(("language", "frame", "wanted"), SAMPLES)
def test_a_frame_in_pieces_is_read_when_it_is_whole(language, frame, wanted):
    whole, pieces = language(), language()
    expected = [said(each) for each in whole.feed(frame * 3)]
    assert [said(each) for byte in frame * 3 for each in pieces.feed(bytes([byte]))] == expected


def test_a_tare_that_mt_sics_was_told_is_known():
    language = MtSics()
    language.feed(b"S S      1.250 kg\r\n")
    language.feed(b"TA A      0.850 kg\r\n")
    found = language.feed(b"S S      0.400 kg\r\n")
    assert [(each.net_g, each.tare_g, each.is_net) for each in found] == [(400, 850, True)]
    language.feed(b"TAC A\r\n")
    assert [each.is_net for each in language.feed(b"S S      1.250 kg\r\n")] == [False]


def test_mt_sics_takes_a_known_crate_in_its_own_words():
    make = SCALES["mt_sics"].commands.known_tare
    assert make is not None
    assert make(1905) == b"TA 1.905 kg\r\n"


def test_a_dibal_that_was_near_its_capacity_and_says_nothing_is_overloaded():
    language = Dibal()
    weight = b"\x0202\x1b3\x1b%05d\x1b000000\x1b000000\x03"
    assert said(language.feed(weight % 14_900)[0]) == "14900 kg stable"
    assert said(language.feed(weight % 0)[0]) == "None kg overload"
    assert said(language.feed(b"\x0209\x1b30\x03")[0]) == "0 kg stable"
    assert said(language.feed(weight % 0)[0]) == "0 kg stable"


@pytest.mark.parametrize("kind", sorted(scale_kinds()))
def test_any_bytes_whatever_are_taken_without_a_word(kind):
    chance, parser = random.Random(3), scale_kinds()[kind].language()
    for _round in range(100):
        parser.feed(bytes(chance.randrange(256) for _byte in range(chance.randint(0, 200))))
