"""Reads CPCL as the programming manual describes it, and knows nothing of our encoder.

Facts used (CPCL manual): a session begins with "! offset horizontal-resolution vertical-resolution height quantity" and
ends with PRINT; lines end with CR LF; PAGE-WIDTH is in dots; CG width height x y data has width in bytes, then one space
and binary data, a dot is black where its bit is 1; GAP-SENSE and BAR-SENSE choose the sensor, FORM feeds to the next
label; SETMAG w h enlarges the texts after it; T font size x y text runs to the end of its line. What it does not know
it refuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PIL import Image, ImageChops

SESSION = re.compile(rb"! (\d+) (\d+) (\d+) (\d+) (\d+)\r\n")
WIDTH = re.compile(rb"(?:PAGE-WIDTH|PW) (\d+)\r\n")
GRAPHIC = re.compile(rb"(?:COMPRESSED-GRAPHICS|CG) (\d+) (\d+) (\d+) (\d+) ")
SENSE = re.compile(rb"(GAP-SENSE|BAR-SENSE)\r\n")
FORM = re.compile(rb"FORM\r\n")
PRINT = re.compile(rb"PRINT\r\n")
MAGNIFY = re.compile(rb"SETMAG (\d+) (\d+)\r\n")
TEXT = re.compile(rb"(?:TEXT|T) (\d+) (\d+) (\d+) (\d+) ([^\r\n]*)\r\n")


class NotCpcl(AssertionError):
    """The bytes at `offset` are no command of the manual, or stand where none may."""

    def __init__(self, offset: int, why: str) -> None:
        super().__init__(f"byte {offset}: {why}")


@dataclass
class Read:
    """What a printer would have done."""

    dpi: tuple[int, int] = (0, 0)
    sensor: str = ""
    feeds_to_next: bool = False
    magnified: tuple[int, int] = (1, 1)
    pages: list[Image.Image] = field(default_factory=list)
    texts: list[tuple[int, int, str]] = field(default_factory=list)


def read_cpcl(data: bytes) -> Read:
    """All of `data`."""
    read, at = Read(), 0
    while at < len(data):
        at = _session(data, at, read)
    return read


def _session(data: bytes, at: int, read: Read) -> int:
    start = SESSION.match(data, at)
    if not start:
        raise NotCpcl(at, f"no session begins here: {data[at : at + 30]!r}")
    read.dpi = int(start[2]), int(start[3])
    height, quantity = int(start[4]), int(start[5])
    at, page = start.end(), None
    while True:
        if match := WIDTH.match(data, at):
            page = Image.new("1", (int(match[1]), height), 0)
        elif match := GRAPHIC.match(data, at):
            at = _graphic(data, match, page)
            continue
        elif match := SENSE.match(data, at):
            read.sensor = match[1].decode()
        elif match := MAGNIFY.match(data, at):
            read.magnified = int(match[1]), int(match[2])
        elif match := FORM.match(data, at):
            read.feeds_to_next = True
        elif match := TEXT.match(data, at):
            read.texts.append((int(match[3]), int(match[4]), match[5].decode("gb18030")))
        elif match := PRINT.match(data, at):
            if page is None:
                raise NotCpcl(at, "PRINT of nothing")
            read.pages += [ImageChops.invert(page.convert("L"))] * quantity
            return match.end()
        else:
            raise NotCpcl(at, f"unknown: {data[at : at + 40]!r}")
        at = match.end()


def _graphic(data: bytes, match: re.Match[bytes], page: Image.Image | None) -> int:
    row_bytes, rows, x, y = (int(match[group]) for group in range(1, 5))
    end = match.end() + row_bytes * rows
    if page is None or data[end : end + 2] != b"\r\n":
        raise NotCpcl(match.start(), "CG before PAGE-WIDTH, or not as long as it says")
    # A set bit is black here: the page is kept turned, 1 for black, and turned back when printed.
    page.paste(Image.frombytes("1", (row_bytes * 8, rows), data[match.end() : end]), (x, y))
    return end + 2
