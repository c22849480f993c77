"""Roads and waters as bare numbers: lines in the plane, by level of detail and kind, in cells of the ground.

One compressed-free .npz file holds them, and nothing in it is ever run when it is read. Next: making.py puts lines into
this form; who draws asks `chunks_in` for a level and a rectangle.
"""

from __future__ import annotations

import enum
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from domain.common.errors import Refusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT: Final = 1
FILE_NAME: Final = "roads.npz"


class Kind(enum.IntEnum):
    """What a line is, the greatest first; LAKE is an area."""

    MOTORWAY = 0
    PRIMARY = 1
    SECONDARY = 2
    TERTIARY = 3
    STREET = 4
    LANE = 5
    RIVER = 6
    LAKE = 7


FINEST: Final = 3.0
"""Level 0 is drawn up to so many units of the plane a pixel; each next level up to four times as many."""
LEVELS: Final = 4
WITHIN: Final = (0.8, 4.0, 16.0, 64.0)
"""How far a line of a level may lie from the true one, units of the plane."""
KINDS_OF: Final[tuple[frozenset[Kind], ...]] = (
    frozenset(Kind),
    frozenset(Kind) - {Kind.LANE},
    frozenset(Kind) - {Kind.LANE},
    frozenset({Kind.MOTORWAY, Kind.PRIMARY, Kind.SECONDARY, Kind.RIVER, Kind.LAKE}),
)
"""What each level holds: from far away nobody sees a street."""


@dataclass
class RoadMapUnreadable(Refusal):
    """The file of the roads is damaged or from another version; it is made again from the extract."""

    code = "road_map_unreadable"
    file: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of one level and kind in one cell: lines `first` to `last` (exclusive), and the box they lie in."""

    at: int
    kind: Kind
    first: int
    last: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class RoadLines:
    """All lines. `points` (n, 2) float64 of the plane; line i is points[starts[i]:starts[i + 1]].

    `table` (m, 4): level, kind, first line, last line of every chunk; `boxes` (m, 4): left, top, right, bottom.
    """

    points: NDArray[np.float64]
    starts: NDArray[np.int64]
    table: NDArray[np.int64]
    boxes: NDArray[np.float64]
    credit: str

    @property
    def lines(self) -> int:
        """How many lines there are at the finest level."""
        finest = self.table[self.table[:, 0] == 0]
        return int((finest[:, 3] - finest[:, 2]).sum())

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything."""
        left, top = (float(each) for each in self.boxes[:, :2].min(axis=0))
        right, bottom = (float(each) for each in self.boxes[:, 2:].max(axis=0))
        return left, top, right, bottom

    def chunks_in(
        self, level: int, left: float, top: float, right: float, bottom: float, kinds: frozenset[Kind]
    ) -> Iterator[Chunk]:
        """The chunks of a level that touch the rectangle."""
        table, boxes = self.table, self.boxes
        found = (
            (table[:, 0] == level)
            & (boxes[:, 0] <= right)
            & (boxes[:, 2] >= left)
            & (boxes[:, 1] <= bottom)
            & (boxes[:, 3] >= top)
        ).nonzero()[0]
        for at in found:
            kind = Kind(int(table[at, 1]))
            if kind in kinds:
                x0, y0, x1, y1 = (float(each) for each in boxes[at])
                yield Chunk(int(at), kind, int(table[at, 2]), int(table[at, 3]), (x0, y0, x1, y1))

    def line(self, at: int) -> NDArray[np.float64]:
        """The points of one line, (n, 2)."""
        return self.points[self.starts[at] : self.starts[at + 1]]


def level_for(units_a_pixel: float) -> int:
    """The level of detail for so many units of the plane a pixel."""
    level, most = 0, FINEST
    while level < LEVELS - 1 and units_a_pixel > most:
        level, most = level + 1, most * 4
    return level


def kinds_for(units_a_pixel: float) -> frozenset[Kind]:
    """Which kinds are worth drawing at this distance."""
    kinds = {Kind.MOTORWAY, Kind.RIVER, Kind.LAKE}
    for kind, most in (
        (Kind.PRIMARY, 400.0),
        (Kind.SECONDARY, 160.0),
        (Kind.TERTIARY, 48.0),
        (Kind.STREET, 28.0),
        (Kind.LANE, FINEST),
    ):
        if units_a_pixel <= most:
            kinds.add(kind)
    return frozenset(kinds)


def save(lines: RoadLines, path: Path) -> None:
    """Writes the file whole or not at all."""
    import numpy as np

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".roads-", suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as stream:
            corner = lines.points.min(axis=0) if len(lines.points) else np.zeros(2)
            np.savez(
                stream,
                format=np.int64(FORMAT),
                corner=corner,
                # Tenths of a unit from the corner: half the size, and nearer than any survey.
                points=np.rint((lines.points - corner) * 10).astype(np.int32),
                starts=lines.starts,
                table=lines.table,
                boxes=lines.boxes,
                credit=np.array(lines.credit),
            )
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(path: Path) -> RoadLines | None:
    """The lines of the file; None where there is none. Raises RoadMapUnreadable."""
    import numpy as np

    if not path.exists():
        return None
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            if int(kept["format"]) != FORMAT:
                raise RoadMapUnreadable(path.name)
            points = kept["points"].astype(np.float64) / 10 + kept["corner"]
            lines = RoadLines(points, kept["starts"], kept["table"], kept["boxes"], str(kept["credit"]))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        raise RoadMapUnreadable(path.name) from problem
    if not _is_sound(lines):
        raise RoadMapUnreadable(path.name)
    return lines


def _is_sound(lines: RoadLines) -> bool:
    """Every number points at something: a damaged file is refused here and not met while drawing."""
    starts, table = lines.starts, lines.table
    shapes: list[Any] = [lines.points.ndim == 2, table.ndim == 2, lines.boxes.shape == (len(table), 4)]
    if not all(shapes) or len(starts) == 0 or lines.points.shape[1:] != (2,) or table.shape[1:] != (4,):
        return False
    return bool(
        starts[0] == 0
        and starts[-1] == len(lines.points)
        and (starts[1:] >= starts[:-1]).all()
        and (table[:, 2:] >= 0).all()
        and (table[:, 2:] < len(starts)).all()
        and ((table[:, 1] >= 0) & (table[:, 1] < len(Kind))).all()
    )
