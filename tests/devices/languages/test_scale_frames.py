"""Frames as the manuals print them, and noise around them."""

from __future__ import annotations

import random

import pytest

from devices.languages.scale_plain import Plain
from devices.languages.scale_st_gs import StGs
from devices.languages.toledo_continuous import ToledoContinuous
from devices.languages.units import whole_grams
from devices.readings import Frame, Source

LAMPS = b"1\xc4"


def twice(language, frame: bytes) -> Frame:
    """The form of a frame is believed when it came twice."""
    found = language.feed(frame * 2)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("frame", "grams", "stable", "is_net"),
    [
        (b"ST,GS,+  1.250kg\r\n", 1250, True, False),  # A&D 18 bytes, most indicators
        (b"US,GS,+  1.250kg\r\n", 1250, False, False),
        (b"ST,NT,+  0.905kg\r\n", 905, True, True),
        (b"ST,GS," + LAMPS + b",0013.500 kg\r\n", 13500, True, False),  # CAS 22 bytes, CI-600D
        (b"US,NT," + LAMPS + b",000013.5 kg\r\n", 13500, False, True),
        (b"ST,+00123.45  g\r\n", 123, True, False),  # A&D EK-L
        (b"ST,+00001250  g\r\n", 1250, True, False),
        (b"ST,GS,     30 g\r\n", 30, True, False),
        (b"ST,GS,+      0kg\r", 0, True, False),
    ],
)
def test_a_frame_of_the_manuals_is_read_to_the_gram(frame, grams, stable, is_net):
    read = twice(StGs(), frame)
    assert (read.net_g, read.stable, read.is_net) == (grams, stable, is_net)
    assert read.source is Source.FLAG
    assert not read.overload
    assert read.raw == frame.strip()


def test_below_zero_stays_below_zero():
    read = twice(StGs(), b"ST,GS,-  0.120kg\r\n")
    assert (read.net_g, read.negative) == (-120, True)


def test_minus_nothing_is_nothing():
    assert not twice(StGs(), b"ST,GS,-  0.000kg\r\n").negative


@pytest.mark.parametrize("frame", [b"OL,GS,+       kg\r\n", b"OL,GS,1\x80,00000000 kg\r\n", b"OL,+9999999E+19\r\n"])
def test_overload_is_no_weight(frame):
    found = StGs().feed(frame)
    assert [(each.overload, each.net_g) for each in found] in ([(True, None)], [])


@pytest.mark.parametrize(
    ("frame", "unit"),
    [
        (b"ST,GS,+  2.755lb\r\n", "lb"),
        (b"ST,GS,+ 44.092oz\r\n", "oz"),
        (b"ST,GS,+  2.500\xbd\xef\r\n", "jin"),
        (b"ST,GS,+  2.500jin\r\n", "jin"),
        (b"ST,GS,+  1.250  \r\n", ""),
        (b"QT,GS,+     12 \r\n", "pcs"),
    ],
)
def test_another_unit_gives_its_name_and_no_weight(frame, unit):
    read = twice(StGs(), frame)
    assert (read.net_g, read.unit) == (None, unit)


def test_a_scale_that_never_names_its_unit_can_be_told():
    assert twice(StGs("kg"), b"ST,GS,+  1.250  \r\n").net_g == 1250


@pytest.mark.parametrize(
    ("number", "decimals", "grams"), [(12345, 2, 123), (12350, 2, 124), (5, 1, 1), (-5, 1, -1), (4, 1, 0)]
)
def test_a_scale_finer_than_a_gram_is_rounded_halves_away_from_zero(number, decimals, grams):
    assert whole_grams(number, decimals, "g") == grams


def test_a_tare_frame_is_no_weight():
    assert not StGs().feed(b"ST,TR,+  1.250kg\r\n" * 4)


def test_a_frame_that_comes_in_pieces_is_read_when_it_is_whole():
    language, frame = StGs(), b"ST,GS,+  1.250kg\r\n"
    language.feed(frame * 2)
    found = [language.feed(bytes([byte])) for byte in frame]
    assert [len(each) for each in found] == [0] * 16 + [1, 0]


@pytest.mark.parametrize("lost", range(6, 14))
def test_a_frame_that_lost_a_digit_is_never_another_weight(lost):
    """The one after it is read again."""
    language, frame = StGs(), b"ST,GS,+ 12.500kg\r\n"
    language.feed(frame * 2)
    short = frame[:lost] + frame[lost + 1 :]
    found = language.feed(short + frame)
    assert [each.net_g for each in found] == [12500]


def toledo(weight: bytes, *, tare: bytes = b"     0", a: int = 0x2D, b: int = 0x30, c: int = 0x20) -> bytes:
    return b"\x02" + bytes([a, b, c]) + weight + tare + b"\r"


def with_sum(frame: bytes) -> bytes:
    return frame + bytes([-sum(frame) & 0x7F])


@pytest.mark.parametrize(
    ("frame", "grams", "tare"),
    [
        (toledo(b"  1250"), 1250, 0),  # three decimals of kg
        (toledo(b"001250", tare=b"   300", b=0x31), 1250, 300),
        (toledo(b" 12345", a=0x2C), 123450, 0),  # two decimals
        (toledo(b"   125", a=0x2A), 125000, 0),  # no point
        (toledo(b"    12", a=0x29), 120000, 0),  # one dummy zero
        (toledo(b"  1250", a=0x2A, b=0x20, c=0x21), 1250, 0),  # grams
    ],
)
def test_toledo_puts_the_point_where_status_a_says(frame, grams, tare):
    read = twice(ToledoContinuous(), frame)
    assert (read.net_g, read.tare_g, read.stable) == (grams, tare, True)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (0x38, {"stable": False}),
        (0x70, {"stable": False}),  # not zeroed since power-up
        (0x32, {"negative": True, "net_g": -1250}),
        (0x34, {"overload": True, "net_g": None}),
        (0x36, {"negative": True, "overload": False, "net_g": None}),  # out of range below zero
        (0x31, {"is_net": True}),
        (0x20, {"unit": "lb", "net_g": None}),
    ],
)
def test_toledo_reads_every_lamp_of_status_b(status, says):
    read = twice(ToledoContinuous(), toledo(b"  1250", b=status))
    assert {name: getattr(read, name) for name in says} == says


def test_a_wrong_check_sum_is_no_frame():
    language = ToledoContinuous(has_check_sum=True)
    good = with_sum(toledo(b"  1250"))
    wrong = good[:6] + b"9" + good[7:]
    found = language.feed(good * 2 + wrong + good)
    assert [each.net_g for each in found] == [1250, 1250]


def test_parity_bits_do_not_matter():
    frame = bytes(byte | 0x80 if byte.bit_count() % 2 else byte for byte in toledo(b"  1250"))
    assert twice(ToledoContinuous(), frame).net_g == 1250


def test_a_number_alone_is_marked_as_not_judged_by_the_scale():
    read = twice(Plain("kg"), b"   1.250 kg\r\n")
    assert (read.net_g, read.stable, read.source) == (1250, False, Source.DERIVED)


@pytest.mark.parametrize("line", [b"OL\r\n", b" OV kg\r\n", b"-------\r\n", b"^^^^^^^ kg\r\n", b"ERR6\r\n"])
def test_dashes_and_errors_are_overload_and_not_nothing(line):
    found = Plain("kg").feed(line)
    assert [(each.overload, each.net_g) for each in found] == [(True, None)]


@pytest.mark.parametrize(
    ("language", "frame"),
    [
        (StGs, b"ST,GS,+  1.250kg\r\n"),
        (StGs, b"ST,GS," + LAMPS + b",0001.250 kg\r\n"),
        (ToledoContinuous, toledo(b"  1250")),
        (lambda: ToledoContinuous(has_check_sum=True), with_sum(toledo(b"  1250"))),
        (lambda: Plain("kg"), b"   1.250 kg\r\n"),
    ],
)
def test_after_noise_the_second_frame_is_read_at_the_latest(language, frame):
    chance = random.Random(7)
    for _round in range(300):
        parser = language()
        parser.feed(frame * 3)
        parser.feed(bytes(chance.randrange(256) for _byte in range(chance.randint(1, 40))))
        assert len(parser.feed(frame * 2)) >= 1
        assert [each.net_g for each in parser.feed(frame)] == [1250]


@pytest.mark.parametrize("language", [StGs, ToledoContinuous, Plain])
def test_any_bytes_whatever_are_taken_without_a_word(language):
    chance, parser = random.Random(3), language()
    for _round in range(300):
        parser.feed(bytes(chance.randrange(256) for _byte in range(chance.randint(0, 200))))
