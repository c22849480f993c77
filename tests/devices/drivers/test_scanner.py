"""A scanner on a wire, byte by byte: split frames, several codes in one read, no end, Chinese in both encodings."""

from __future__ import annotations

import random

import pytest

from devices.drivers.scanner import BROKEN_S, SILENCE_S, ScannerDriver
from devices.languages.scan_content import decoded
from tests.devices.wires import Clock, NoLink

EAN, OTHER, HANZI = "6901234567892", "4006381333931", "取货码 1234"


class Bench:
    """A driver without a thread, and what it told."""

    def __init__(self) -> None:
        self.clock, self.scans = Clock(), []
        self.driver = ScannerDriver(NoLink(), clock=self.clock)
        self.driver.tell(self.scans.append)

    def send(self, *pieces: bytes, apart: float = 0.01) -> None:
        for piece in pieces:
            self.clock.now += apart
            self.driver.look_at_silence()
            self.driver.take_in(piece)

    def wait(self, seconds: float) -> None:
        self.clock.now += seconds
        self.driver.look_at_silence()

    @property
    def heard(self) -> list[tuple[str, bool]]:
        return [(scan.raw, scan.is_whole) for scan in self.scans]


@pytest.fixture
def bench():
    return Bench()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03"])
def test_each_end_ends_a_code_and_stx_is_no_part_of_it(bench, end):
    bench.send(b"\x02" + EAN.encode() + end, OTHER.encode() + end)
    assert bench.heard == [(EAN, True), (OTHER, True)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_cut_anywhere_a_code_is_one_and_two_in_one_read_are_two(bench, encoding):
    whole = (HANZI + "\r" + EAN + "\r\n").encode(encoding)
    for cut in range(1, len(whole)):
        bench.send(whole[:cut], whole[cut:])
    assert bench.heard == [(HANZI, True), (EAN, True)] * (len(whole) - 1)


def test_byte_by_byte_on_a_slow_line_a_code_is_whole(bench):
    bench.send(*(bytes([byte]) for byte in (EAN + "\r").encode()), apart=0.1)
    assert bench.heard == [(EAN, True)]


def test_without_an_end_silence_ends_a_code(bench):
    for code in (EAN, OTHER):
        bench.send(code.encode())
        bench.wait(SILENCE_S + 0.01)
    assert bench.heard == [(EAN, True), (OTHER, True)]
    bench.wait(10)
    assert len(bench.heard) == 2


def test_a_scanner_that_sends_ends_broke_off_when_one_is_missing(bench):
    bench.send(EAN.encode() + b"\r", OTHER[:7].encode())
    bench.wait(SILENCE_S + 0.01)
    assert bench.heard == [(EAN, True)], "the rest may still come"
    bench.wait(BROKEN_S)
    assert bench.heard == [(EAN, True), (OTHER[:7], False)]
    bench.send(OTHER.encode() + b"\r")
    assert bench.heard[-1] == (OTHER, True)


def test_a_late_end_behind_silence_is_no_scan(bench):
    bench.send(EAN.encode())
    bench.wait(1)
    bench.send(b"\r\n")
    assert bench.heard == [(EAN, True)]


def test_half_a_code_is_forgotten_when_the_cable_was_pulled(bench):
    bench.send(EAN[:6].encode())
    bench.driver.begin_anew()
    bench.send(OTHER.encode() + b"\r")
    assert bench.heard == [(OTHER, True)]


def test_a_flood_without_an_end_is_cut_and_ends_like_any_other(bench):
    bench.send(*[b"7" * 1000] * 50)
    bench.wait(1)
    assert [len(raw) for raw, _whole in bench.heard] == [4096]


@pytest.mark.parametrize("text", ["联通", "取货码 1234", "鸡蛋", "一", "王23", "浙A·12345", "东方红"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_short_chinese_is_the_same_in_both_encodings(text, encoding):
    assert decoded(text.encode(encoding)) == text


def test_any_two_common_hanzi_are_read_in_both_encodings():
    chance = random.Random(4)
    common = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFE)]
    for _turn in range(3000):
        text = "".join(chance.sample(common, 2))
        assert decoded(text.encode("gb18030")) == text
        assert decoded(text.encode("utf-8")) == text
