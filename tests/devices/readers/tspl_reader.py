"""Reads TSPL as the programming manual describes it, and knows nothing of our encoder.

Facts used (TSPL/TSPL2 manual): a command ends with CR LF; SIZE m mm,n mm and GAP m mm,n mm / BLINE m mm,n mm set the
label; REFERENCE x,y moves the origin; CLS empties the image buffer; BITMAP x,y,width in bytes,height in dots,mode,data
has binary data right after the comma, mode 0 overwrites, 1 ors, 2 exors, a dot is printed where its bit is 0;
PRINT sets,copies prints the buffer; TEXT x,y,"font",rotation,x times,y times,"content" has \\["] for a quotation mark.
What it does not know it refuses: a printer would do something else with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PIL import Image, ImageChops

DOTS = {203: 8, 300: 12}
SETTING = re.compile(rb"(SIZE|GAP|BLINE) (\d+) mm, ?(\d+) mm")
POINT = re.compile(rb"REFERENCE (\d+), ?(\d+)")
BITMAP = re.compile(rb"BITMAP (\d+),(\d+),(\d+),(\d+),([012]),")
PRINT = re.compile(rb"PRINT (\d+)(?:,(\d+))?")
TEXT = re.compile(rb'TEXT (\d+),(\d+),"([^"\r\n]+)",(0|90|180|270),(\d+),(\d+),"((?:\\\["\]|[^"\r\n])*)"')
CODEPAGE = re.compile(rb"CODEPAGE [0-9A-Z-]+")


class NotTspl(AssertionError):
    """The bytes at `offset` are no command of the manual, or miss what must come before."""

    def __init__(self, offset: int, why: str) -> None:
        super().__init__(f"byte {offset}: {why}")


@dataclass
class Read:
    """What a printer would have done: its label's size, gap or mark, the pictures and the texts of each print."""

    size_mm: tuple[int, int] | None = None
    gap_mm: tuple[int, int] | None = None
    is_marked: bool = False
    pages: list[Image.Image] = field(default_factory=list)
    texts: list[tuple[int, int, str]] = field(default_factory=list)


def read_tspl(data: bytes, dpi: int) -> Read:
    """All of `data`, at a head of `dpi`."""
    return _Printer(data, dpi).run()


class _Printer:
    def __init__(self, data: bytes, dpi: int) -> None:
        self.data, self.dots = data, DOTS[dpi]
        self.at = 0
        self.read = Read()
        self.buffer: Image.Image | None = None
        self.origin = (0, 0)

    def run(self) -> Read:
        while self.at < len(self.data):
            self.command()
        return self.read

    def command(self) -> None:
        known = (
            (SETTING, self.setting),
            (POINT, self.reference),
            (BITMAP, self.bitmap),
            (PRINT, self.print),
            (TEXT, self.text),
            (CODEPAGE, lambda _match: None),
            (re.compile(rb"CLS"), self.clear),
        )
        for pattern, act in known:
            match = pattern.match(self.data, self.at)
            if match:
                self.at = match.end()
                act(match)
                self.end_of_line()
                return
        raise NotTspl(self.at, f"unknown: {self.data[self.at : self.at + 40]!r}")

    def end_of_line(self) -> None:
        if self.data[self.at : self.at + 2] != b"\r\n":
            raise NotTspl(self.at, "no end of line")
        self.at += 2

    def setting(self, match: re.Match[bytes]) -> None:
        values = int(match[2]), int(match[3])
        if match[1] == b"SIZE":
            self.read.size_mm = values
        else:
            self.read.gap_mm, self.read.is_marked = values, match[1] == b"BLINE"

    def reference(self, match: re.Match[bytes]) -> None:
        self.origin = int(match[1]), int(match[2])

    def clear(self, _match: re.Match[bytes]) -> None:
        if self.read.size_mm is None:
            raise NotTspl(self.at, "CLS before SIZE")
        width, height = self.read.size_mm
        self.buffer = Image.new("1", (width * self.dots, height * self.dots), 1)

    def bitmap(self, match: re.Match[bytes]) -> None:
        x, y, row_bytes, rows, mode = (int(match[group]) for group in range(1, 6))
        data = self.data[self.at : self.at + row_bytes * rows]
        if self.buffer is None or len(data) < row_bytes * rows:
            raise NotTspl(self.at, "BITMAP without CLS, or cut off")
        self.at += len(data)
        # In a "1" picture of Pillow a set bit is white, as a bit of TSPL that is set leaves the paper white.
        piece = Image.frombytes("1", (row_bytes * 8, rows), data)
        place = (self.origin[0] + x, self.origin[1] + y)
        under = self.buffer.crop((*place, place[0] + piece.width, place[1] + piece.height))
        if mode == 1:
            piece = ImageChops.logical_and(under, piece)
        elif mode == 2:
            piece = ImageChops.invert(ImageChops.logical_xor(under, piece))
        self.buffer.paste(piece, place)

    def text(self, match: re.Match[bytes]) -> None:
        content = match[7].replace(b'\\["]', b'"').decode("gb18030")
        self.read.texts.append((int(match[1]), int(match[2]), content))

    def print(self, match: re.Match[bytes]) -> None:
        if self.buffer is None:
            raise NotTspl(self.at, "PRINT of nothing")
        self.read.pages += [self.buffer.convert("L")] * (int(match[1]) * int(match[2] or b"1"))
