"""What a printer makes of the bytes it is sent: pictures and questions, one ear a language, by the manuals.

Shares no code with languages/, so that a fault of an encoder is not forgiven by its twin. Next: printer_answers.py.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from devices.label_image import DOTS_PER_MM, LabelImage


@dataclass(frozen=True, slots=True)
class Asked:
    """It was asked how it is, in these words."""

    words: bytes


@dataclass(frozen=True, slots=True)
class Came:
    """A whole label, to be printed so many times."""

    label: LabelImage
    copies: int = 1


Heard = Asked | Came


class Ear(Protocol):
    """An incremental reader of one connection."""

    def hear(self, data: bytes) -> list[Heard]:
        """What became whole with these bytes."""

    def question_at_head(self, data: bytes) -> int:
        """How many bytes at the head of `data` ask how it is; 0 when they are a label's, or inside one."""


class Canvas:
    """The paper under the head while a label is drawn; every row is one whole number, the leftmost dot its highest bit."""

    def __init__(self, width: int, height: int, dpi: int) -> None:
        self.width, self.height, self._dpi = width, height, dpi
        self._rows = [0] * height

    def lay(self, x: int, y: int, row_bytes: int, bits: bytes) -> None:
        """A picture with its corner at (x, y), 1 is black; what hangs over the edge is cut off."""
        shift, whole = self.width - x - 8 * row_bytes, (1 << self.width) - 1
        for number in range(min(len(bits) // row_bytes, self.height - y)):
            row = int.from_bytes(bits[number * row_bytes : (number + 1) * row_bytes], "big")
            self._rows[y + number] |= (row << shift if shift >= 0 else row >> -shift) & whole

    def picture(self) -> LabelImage:
        """What it looks like now."""
        row_bytes = (self.width + 7) // 8
        pad = 8 * row_bytes - self.width
        bits = b"".join((row << pad).to_bytes(row_bytes, "big") for row in self._rows)
        return LabelImage(self.width, self.height, self._dpi, bits)


class _Buffered:
    """Keeps what is not whole yet and takes it word by word."""

    question: re.Pattern[bytes]

    def __init__(self, dpi: int) -> None:
        self.dpi = dpi
        self.bytes = bytearray()
        self.canvas = Canvas(0, 0, dpi)

    def hear(self, data: bytes) -> list[Heard]:
        self.bytes += data
        heard: list[Heard] = []
        while self.bytes:
            used = self.take_word(heard)
            if not used:
                break
            del self.bytes[:used]
        return heard

    def take_word(self, heard: list[Heard]) -> int:
        """Bytes of the next whole word, 0 when it is not whole."""
        raise NotImplementedError

    def question_at_head(self, data: bytes) -> int:
        found = None if self.bytes else self.question.match(data)
        return found.end() if found else 0


class _Lines(_Buffered):
    """A language of lines, with one word behind which raw bytes stand."""

    raster: re.Pattern[bytes]
    raster_word: bytes

    def take_word(self, heard: list[Heard]) -> int:
        asked = self.question.match(self.bytes)
        if asked:
            heard.append(Asked(asked[0]))
            return asked.end()
        if self.bytes[0] in b"\r\n":
            return 1
        if self.bytes[0] == 0x1B:
            return 0
        head = self.raster.match(self.bytes)
        if head:
            return self._raster(head)
        end = self.bytes.find(b"\n")
        if end < 0 or (self.raster_word.startswith(self.bytes[:4]) and b"\n" not in self.bytes):
            return 0
        self.line(bytes(self.bytes[:end]).decode("latin-1").strip().split(), heard)
        return end + 1

    def _raster(self, head: re.Match[bytes]) -> int:
        row_bytes, height, x, y = self.placed(head)
        size = row_bytes * height
        if len(self.bytes) < head.end() + size:
            return 0
        self.canvas.lay(x, y, row_bytes, self.ink(bytes(self.bytes[head.end() : head.end() + size])))
        return head.end() + size

    def placed(self, head: re.Match[bytes]) -> tuple[int, int, int, int]:
        """Bytes a row, rows, x, y."""
        raise NotImplementedError

    def ink(self, bits: bytes) -> bytes:
        """The picture with 1 for black."""
        return bits

    def line(self, words: list[str], heard: list[Heard]) -> None:
        """One line of words."""
        raise NotImplementedError


_TURNED = bytes(0xFF ^ value for value in range(256))


class TsplEar(_Lines):
    """TSPL: SIZE, CLS, BITMAP x,y,bytes,rows,mode, PRINT sets,copies. A dot is black when its bit is 0."""

    question = re.compile(rb"\x1b![?S]")
    raster = re.compile(rb"BITMAP (\d+),(\d+),(\d+),(\d+),[012],")
    raster_word = b"BITM"

    def placed(self, head: re.Match[bytes]) -> tuple[int, int, int, int]:
        x, y, row_bytes, height = (int(number) for number in head.groups())
        return row_bytes, height, x, y

    def ink(self, bits: bytes) -> bytes:
        return bits.translate(_TURNED)

    def line(self, words: list[str], heard: list[Heard]) -> None:
        said = " ".join(words)
        if words and words[0] == "SIZE":
            width, height = (float(number) for number in re.findall(r"[\d.]+", said)[:2])
            dots = DOTS_PER_MM[self.dpi]
            self.canvas = Canvas(round(width * dots), round(height * dots), self.dpi)
        elif said == "CLS":
            self.canvas = Canvas(self.canvas.width, self.canvas.height, self.dpi)
        elif words and words[0] == "PRINT":
            sets, copies = ([int(number) for number in words[1].split(",")] + [1])[:2]
            heard.append(Came(self.canvas.picture(), sets * copies))


class CpclEar(_Lines):
    """CPCL: “! offset dpi dpi height copies”, PAGE-WIDTH, CG bytes rows x y, PRINT. ESC h asks."""

    question = re.compile(rb"\x1bh")
    raster = re.compile(rb"CG (\d+) (\d+) (\d+) (\d+) ")
    raster_word = b"CG "

    def __init__(self, dpi: int) -> None:
        super().__init__(dpi)
        self._height, self._copies = 0, 1

    def placed(self, head: re.Match[bytes]) -> tuple[int, int, int, int]:
        row_bytes, height, x, y = (int(number) for number in head.groups())
        return row_bytes, height, x, y

    def line(self, words: list[str], heard: list[Heard]) -> None:
        if words[:1] == ["!"]:
            self._height, self._copies = int(words[4]), int(words[5])
        elif words[:1] == ["PAGE-WIDTH"]:
            self.canvas = Canvas(int(words[1]), self._height, self.dpi)
        elif words == ["PRINT"]:
            heard.append(Came(self.canvas.picture(), self._copies))


class ZplEar(_Buffered):
    """ZPL II: ^XA .. ^XZ with ^PW, ^LL, ^FO, ^GFA (hex or :Z64:) and ^PQ; ~HS asks."""

    question = re.compile(rb"~HS\s*")

    def __init__(self, dpi: int) -> None:
        super().__init__(dpi)
        self._size, self._at, self._copies = [0, 0], (0, 0), 1

    def take_word(self, heard: list[Heard]) -> int:
        if self.bytes[:3] == b"~HS":
            heard.append(Asked(b"~HS"))
            return 3
        if self.bytes[:3] == b"^XZ":
            heard.append(Came(self.canvas.picture(), self._copies))
            return 3
        if self.bytes[0] not in b"^~":
            return 1
        found = re.compile(rb"[\^~]").search(self.bytes, 1)
        if found is None:
            return 0
        word = bytes(self.bytes[: found.start()]).decode("ascii", "replace").strip()
        self._word(word[:3], word[3:])
        return found.start()

    def _word(self, name: str, rest: str) -> None:
        if name in ("^PW", "^LL"):
            self._size[name == "^LL"] = int(rest)
            self.canvas = Canvas(self._size[0], self._size[1], self.dpi)
        elif name == "^FO":
            x, y = rest.split(",")[:2]
            self._at = int(x), int(y)
        elif name == "^PQ":
            self._copies = int(rest.split(",")[0])
        elif name == "^GF":
            _kind, _size, total, row_bytes, data = rest.split(",", 4)
            self.canvas.lay(*self._at, int(row_bytes), _graphic(data, int(total)))


def _graphic(data: str, total: int) -> bytes:
    if not data.startswith(":Z64:"):
        return bytes.fromhex(data)[:total]
    packed = data.split(":")[2]
    return zlib.decompress(base64.b64decode(packed))[:total]


class EscPosEar(_Buffered):
    """ESC/POS: GS v 0 pictures one below the other; a cut, a form feed or a feed of lines ends the label. DLE EOT asks."""

    question = re.compile(rb"(?:\x10\x04[\x01-\x04]|\x1dr[\x01\x021-4])")
    _LEADS = frozenset({b"\x1b", b"\x1d", b"\x1c", b"\x10"})
    _SHORT = frozenset({b"\x1b@", b"\x1b2", b"\x1bL", b"\x1bS", b"\x1b\x0c", b"\x1c&", b"\x1c.", b"\x1ci", b"\x1d\x0c"})
    _ENDS = frozenset({b"\x1bd", b"\x1bJ", b"\x1dV", b"\x1d\x0c"})

    def __init__(self, dpi: int) -> None:
        super().__init__(dpi)
        self._rows: list[bytes] = []
        self._row_bytes = 0

    def take_word(self, heard: list[Heard]) -> int:
        asked = self.question.match(self.bytes)
        if asked:
            heard.append(Asked(asked[0]))
            return asked.end()
        first, two = bytes(self.bytes[:1]), bytes(self.bytes[:2])
        if first not in self._LEADS:
            if first == b"\x0c":
                self._end(heard)
            return 1
        if len(two) < 2:
            return 0
        if two == b"\x1dv":
            return self._raster()
        length = 2 if two in self._SHORT else self._length(two)
        if len(self.bytes) < length:
            return 0
        if two in self._ENDS:
            self._end(heard)
        return length

    def _length(self, two: bytes) -> int:
        """Bytes of a word that is no picture."""
        if two in (b"\x1dL", b"\x1dW", b"\x1b$"):
            return 4
        if two == b"\x1d(":
            return 5 + int.from_bytes(self.bytes[3:5], "little") if len(self.bytes) >= 5 else 5
        if two == b"\x1dV" and len(self.bytes) >= 3 and self.bytes[2] in (65, 66):
            return 4
        return 3

    def _raster(self) -> int:
        if len(self.bytes) < 8:
            return 0
        self._row_bytes = int.from_bytes(self.bytes[4:6], "little")
        size = self._row_bytes * int.from_bytes(self.bytes[6:8], "little")
        if len(self.bytes) < 8 + size:
            return 0
        self._rows.append(bytes(self.bytes[8 : 8 + size]))
        return 8 + size

    def _end(self, heard: list[Heard]) -> None:
        bits = b"".join(self._rows)
        self._rows.clear()
        if bits:
            heard.append(Came(LabelImage(8 * self._row_bytes, len(bits) // self._row_bytes, self.dpi, bits)))


EARS: dict[str, Callable[[int], Ear]] = {
    "tspl": TsplEar,
    "zpl": ZplEar,
    "zpl_z64": ZplEar,
    "cpcl": CpclEar,
    "escpos": EscPosEar,
}
"""One for each language of the profiles; made for the dots of a head (203 or 300)."""
