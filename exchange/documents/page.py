"""One page under the pen: text, rules, boxes and ticks, placed in points from the top left corner.

What is drawn is kept as PDF operators until the sheet knows how many pages it has; book.py then puts
the page on reportlab's canvas. All text is black: a grey text is a row of dots on a laser printer.
Next: fitting.py makes a text fit its place, paper.py composes pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from exchange.documents.qrcodes import QrCode
from exchange.documents.typefaces import Shaped, Typefaces

PAGE_WIDTH: Final = 595.28
PAGE_HEIGHT: Final = 841.89

LEFT: Final = 40.0
RIGHT: Final = PAGE_WIDTH - 40.0
TOP: Final = 36.0
BOTTOM: Final = PAGE_HEIGHT - 56.0
"""Where rows end; the footer stands below."""

HAIR: Final = 0.5
RULE: Final = 0.9
FRAME: Final = 1.4
HEAVY: Final = 2.2

_ROUND: Final = 0.5523  # how far the handles of a quarter circle reach out (4/3 * tan(pi/8))


class Style(NamedTuple):
    """Size in points and weight of a text."""

    size: float
    bold: bool = False


HERO: Final = Style(34, True)
BIG: Final = Style(22, True)
TITLE: Final = Style(16, True)
NAME: Final = Style(13, True)
STRONG: Final = Style(10, True)
TEXT: Final = Style(10)
SMALL: Final = Style(8.5)
LABEL: Final = Style(8.5, True)
TINY: Final = Style(7)


class Page:
    """A page being drawn. `y` of a text is its baseline; boxes hang from their top left corner."""

    __slots__ = ("_faces", "_font", "_grey", "_lines", "_texts", "_weight", "_white")

    def __init__(self, faces: Typefaces) -> None:
        self._faces = faces
        self._lines: list[str] = []
        self._texts: list[str] = []
        self._font = ("", 0.0)
        self._weight = 0.0
        self._grey = 0.0
        self._white = False

    def operators(self) -> str:
        """The whole page: rules and boxes first, then all text over them as one text object."""
        return "\n".join((*self._lines, "BT", *self._texts, "ET"))

    def text(self, x: float, y: float, text: str, style: Style = TEXT) -> float:
        """Draws the text to the right of `x`; its end is answered."""
        shaped = self._faces.shape(text, style.bold)
        self._put(x, y, shaped, style.size, False)
        return x + shaped.width * style.size

    def right(self, x: float, y: float, text: str, style: Style = TEXT) -> float:
        """Draws the text so that it ends at `x`; its beginning is answered."""
        shaped = self._faces.shape(text, style.bold)
        start = x - shaped.width * style.size
        self._put(start, y, shaped, style.size, False)
        return start

    def centre(self, x: float, y: float, text: str, style: Style = TEXT) -> None:
        shaped = self._faces.shape(text, style.bold)
        self._put(x - shaped.width * style.size / 2, y, shaped, style.size, False)

    def white(self, x: float, y: float, text: str, style: Style = LABEL) -> None:
        """A word in white round `x`, for a black ground that is there already."""
        shaped = self._faces.shape(text, style.bold)
        self._put(x - shaped.width * style.size / 2, y, shaped, style.size, True)

    def tag(self, x: float, y: float, text: str, style: Style = LABEL) -> float:
        """A word in white on a black field, on the baseline of its neighbours; its right edge is answered."""
        shaped = self._faces.shape(text, style.bold)
        width = shaped.width * style.size + style.size * 0.9
        self.fill(x, y - style.size * 1.02, width, style.size * 1.36, style.size * 0.22)
        self._put(x + style.size * 0.45, y, shaped, style.size, True)
        return x + width

    def outlined(self, x: float, y: float, text: str, style: Style = LABEL) -> float:
        """A word in a thin frame, on the baseline of its neighbours; its right edge is answered."""
        shaped = self._faces.shape(text, style.bold)
        width = shaped.width * style.size + style.size * 0.9
        self.box(x, y - style.size * 1.02, width, style.size * 1.36, RULE, style.size * 0.22)
        self._put(x + style.size * 0.45, y, shaped, style.size, False)
        return x + width

    def width(self, text: str, style: Style = TEXT) -> float:
        return self._faces.width(text, style.size, style.bold)

    def _put(self, x: float, y: float, shaped: Shaped, size: float, white: bool) -> None:
        out = self._texts
        if white is not self._white:
            out.append("1 g" if white else "0 g")
            self._white = white
        out.append(f"1 0 0 1 {x:.2f} {PAGE_HEIGHT - y:.2f} Tm")
        for font, scale, codes in shaped.parts:
            if self._font != (font, size * scale):
                self._font = (font, size * scale)
                out.append(f"/{font} {size * scale:.2f} Tf")
            out.append(f"<{codes}> Tj")

    def rule(self, x: float, y: float, until: float, weight: float = HAIR) -> None:
        """A level line. Hairlines are drawn in a grey that a laser still prints as a line."""
        self._pen(weight, 0.45 if weight <= HAIR else 0)
        self._lines.append(f"{x:.2f} {PAGE_HEIGHT - y:.2f} m {until:.2f} {PAGE_HEIGHT - y:.2f} l S")

    def upright(self, x: float, y: float, until: float, weight: float = HAIR) -> None:
        """A plumb line from `y` down to `until`."""
        self._pen(weight, 0.45 if weight <= HAIR else 0)
        self._lines.append(f"{x:.2f} {PAGE_HEIGHT - y:.2f} m {x:.2f} {PAGE_HEIGHT - until:.2f} l S")

    def strike(self, x: float, y: float, until: float) -> None:
        """The line through a number that is no longer true, `y` its baseline."""
        self._pen(RULE, 0)
        self._lines.append(f"{x:.2f} {PAGE_HEIGHT - y:.2f} m {until:.2f} {PAGE_HEIGHT - y:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, weight: float = RULE, radius: float = 0) -> None:
        """A frame whose outer edge is the given rectangle."""
        self._pen(weight, 0)
        half = weight / 2
        path = _outline(x + half, y + half, width - weight, height - weight, radius)
        self._lines.append(f"{path} S")

    def fill(self, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """A black field."""
        self._lines.append(f"{_outline(x, y, width, height, radius)} f")

    def bars(self, x: float, y: float, height: float, bars: Sequence[tuple[float, float]]) -> None:
        """Black bars of one height: each (distance from `x`, width)."""
        low = PAGE_HEIGHT - y - height
        drawn = " ".join(f"{x + start:.2f} {low:.2f} {width:.2f} {height:.2f} re" for start, width in bars)
        self._lines.append(f"{drawn} f")

    def squares(self, x: float, y: float, side: float, code: QrCode) -> None:
        """A QR code whose modules fill a square of this side, its top left corner at (x, y)."""
        module = side / code.side
        top = PAGE_HEIGHT - y
        drawn = " ".join(
            f"{x + column * module:.2f} {top - (row + 1) * module:.2f} {length * module:.2f} {module + 0.02:.2f} re"
            for row, column, length in code.runs
        )
        self._lines.append(f"{drawn} f")

    def picture(self, operators: str) -> None:
        """Operators of a drawing that sets its own pens and clips; what it sets ends with it."""
        self._lines.append(f"q {operators} Q")

    def _pen(self, weight: float, grey: float) -> None:
        if weight != self._weight:
            self._weight = weight
            self._lines.append(f"{weight:.2f} w")
        if grey != self._grey:
            self._grey = grey
            self._lines.append(f"{grey:.2f} G")


def _outline(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The path of a rectangle, its corners rounded where a radius is given."""
    low, high = PAGE_HEIGHT - y - height, PAGE_HEIGHT - y
    if not radius:
        return f"{x:.2f} {low:.2f} {width:.2f} {height:.2f} re"
    right, bend = x + width, radius * (1 - _ROUND)
    return (
        f"{x + radius:.2f} {low:.2f} m {right - radius:.2f} {low:.2f} l "
        f"{right - bend:.2f} {low:.2f} {right:.2f} {low + bend:.2f} {right:.2f} {low + radius:.2f} c "
        f"{right:.2f} {high - radius:.2f} l "
        f"{right:.2f} {high - bend:.2f} {right - bend:.2f} {high:.2f} {right - radius:.2f} {high:.2f} c "
        f"{x + radius:.2f} {high:.2f} l "
        f"{x + bend:.2f} {high:.2f} {x:.2f} {high - bend:.2f} {x:.2f} {high - radius:.2f} c "
        f"{x:.2f} {low + radius:.2f} l "
        f"{x:.2f} {low + bend:.2f} {x + bend:.2f} {low:.2f} {x + radius:.2f} {low:.2f} c h"
    )
