"""Puts lines into the form they are drawn from: thinned for each level of detail, cut, sorted by kind and cell of the ground.

`Gathered` takes line after line; `made` turns what it holds into RoadLines, all lines at once: a country has millions of
points. Next: workers/travel_times/road_lines.py, which reads them from an extract.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exchange.road_map.lines import KINDS_OF, LEVELS, WITHIN, Kind, RoadLines
from exchange.road_map.plane import EARTH_M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST: Final = 24
"""A line with more points is cut, so that a box holds little but its line; the pieces share their ends."""
CELLS: Final = (400.0, 1_200.0, 5_000.0, 40_000.0)
"""Side of a cell of each level, units of the plane: about what one tile of the map shows of it."""


@dataclass(slots=True)
class Gathered:
    """Lines as they come: degrees of all points one after the other, how many each line has, its kind."""

    lats: array[float] = field(default_factory=lambda: array("d"))
    lons: array[float] = field(default_factory=lambda: array("d"))
    counts: array[int] = field(default_factory=lambda: array("q"))
    kinds: array[int] = field(default_factory=lambda: array("B"))

    def add(self, kind: Kind, lats: list[float], lons: list[float]) -> None:
        """One line of at least two points."""
        self.lats.extend(lats)
        self.lons.extend(lons)
        self.counts.append(len(lats))
        self.kinds.append(kind)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Line i is points[starts[i]:starts[i + 1]], of kind kinds[i]."""

    points: NDArray[np.float64]
    starts: NDArray[np.int64]
    kinds: NDArray[np.int64]


def made(gathered: Gathered, credit: str) -> RoadLines:
    """All lines at every level of detail."""
    import numpy as np

    counts = np.array(gathered.counts, dtype=np.int64)
    lines = _Lines(_on_plane(gathered), _starts(counts), np.array(gathered.kinds, dtype=np.int64))
    points, counts_of, tables, boxes, first = [], [], [], [], 0
    for level in range(LEVELS):
        cut = _cut(_thinned(lines, level), CELLS[level])
        if len(cut.kinds):
            table, box = _chunks(cut, level, CELLS[level])
            table[:, 2:] += first
            first += len(cut.kinds)
            points.append(cut.points)
            counts_of.append(np.diff(cut.starts))
            tables.append(table)
            boxes.append(box)
    if not tables:
        empty = np.zeros((0, 4))
        return RoadLines(np.zeros((0, 2)), np.zeros(1, np.int64), empty.astype(np.int64), empty, credit)
    starts = _starts(np.concatenate(counts_of))
    return RoadLines(np.concatenate(points), starts, np.concatenate(tables), np.concatenate(boxes), credit)


def _on_plane(gathered: Gathered) -> NDArray[np.float64]:
    """As plane.on_plane, all at once."""
    import numpy as np

    lats, lons = np.radians(np.array(gathered.lats)), np.radians(np.array(gathered.lons))
    return np.column_stack([EARTH_M * lons, -EARTH_M * np.arcsinh(np.tan(lats))])


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])


def _thinned(lines: _Lines, level: int) -> _Lines:
    """What a level shows of the lines: its kinds, nothing too small to be seen, no point that makes no difference."""
    import numpy as np

    wanted = np.isin(lines.kinds, [int(kind) for kind in KINDS_OF[level]])
    if level and len(lines.kinds):
        low = np.minimum.reduceat(lines.points, lines.starts[:-1])
        high = np.maximum.reduceat(lines.points, lines.starts[:-1])
        wanted &= np.max(high - low, axis=1) >= WITHIN[level]
    counts = np.diff(lines.starts)
    points = lines.points[np.repeat(wanted, counts)]
    starts = _starts(counts[wanted])
    keep = thinned(points, starts, WITHIN[level])
    kept = np.add.reduceat(keep.astype(np.int64), starts[:-1]) if len(starts) > 1 else np.zeros(0, np.int64)
    return _Lines(points[keep], _starts(kept), lines.kinds[wanted])


def thinned(points: NDArray[np.float64], starts: NDArray[np.int64], within: float) -> NDArray[np.bool_]:
    """Which points stay so that no other lies farther than `within` from its line (Douglas and Peucker 1973).

    Line i is points[starts[i]:starts[i + 1]]; its ends stay. All lines are split in step, farthest points first.
    """
    import numpy as np

    keep = np.zeros(len(points), dtype=np.bool_)
    keep[starts[:-1]] = True
    keep[starts[1:] - 1] = True
    open_points = np.flatnonzero(~keep)
    while len(open_points):
        kept = np.flatnonzero(keep)
        stretch = np.cumsum(keep)[open_points] - 1
        away = _away(points[open_points], points[kept[stretch]], points[kept[stretch + 1]])
        begins = np.flatnonzero(np.diff(stretch, prepend=-1))
        farthest = np.maximum.reduceat(away, begins)
        sizes = np.diff(np.append(begins, len(open_points)))
        is_farthest = (away == np.repeat(farthest, sizes)) & np.repeat(farthest > within, sizes)
        # Of several equally far the first alone: the others are looked at again.
        hits = np.flatnonzero(is_farthest)
        hits = hits[np.diff(stretch[hits], prepend=-1) > 0]
        keep[open_points[hits]] = True
        still_open = np.repeat(farthest > within, sizes)
        still_open[hits] = False
        open_points = open_points[still_open]
    return keep


def _away(points: NDArray[np.float64], ones: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each point is from its stretch; a ring's ends are one spot."""
    import numpy as np

    along, off = others - ones, points - ones
    square = np.einsum("ij,ij->i", along, along)
    share = np.clip(np.einsum("ij,ij->i", off, along) / np.where(square == 0, 1, square), 0, 1)
    rest = off - share[:, None] * along
    return np.asarray(np.hypot(rest[:, 0], rest[:, 1]))


def _cut(lines: _Lines, side: float) -> _Lines:
    """Pieces of at most LONGEST points, by kind and cell; areas stay whole."""
    import numpy as np

    counts, step = np.diff(lines.starts), LONGEST - 1
    pieces = np.where(lines.kinds == Kind.LAKE, 1, np.maximum(1, -(-(counts - 1) // step)))
    line = np.repeat(np.arange(len(counts)), pieces)
    number = np.arange(len(line)) - np.repeat(_starts(pieces)[:-1], pieces)
    begin = lines.starts[line] + number * step
    size = np.where(lines.kinds[line] == Kind.LAKE, counts[line], np.minimum(LONGEST, counts[line] - number * step))
    cells = np.floor(lines.points[begin + size // 2] / side) if len(begin) else np.zeros((0, 2))
    order = np.lexsort((cells[:, 1], cells[:, 0], lines.kinds[line]))
    begin, size = begin[order], size[order]
    starts = _starts(size)
    within = np.arange(int(starts[-1])) - np.repeat(starts[:-1], size)
    return _Lines(lines.points[np.repeat(begin, size) + within], starts, lines.kinds[line[order]])


def _chunks(lines: _Lines, level: int, side: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Runs of lines of one kind in one cell: (level, kind, first, last) and the box of each."""
    import numpy as np

    counts = np.diff(lines.starts)
    cells = np.floor(lines.points[lines.starts[:-1] + counts // 2] / side)
    key = np.column_stack([lines.kinds, cells])
    first = np.flatnonzero(np.append(True, np.any(key[1:] != key[:-1], axis=1)))
    last = np.append(first[1:], len(lines.kinds))
    begins = lines.starts[first]
    boxes = np.hstack([np.minimum.reduceat(lines.points, begins), np.maximum.reduceat(lines.points, begins)])
    table = np.column_stack([np.full(len(first), level), lines.kinds[first], first, last]).astype(np.int64)
    return table, boxes
