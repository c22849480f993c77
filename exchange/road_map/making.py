"""Puts lines into the form they are drawn from: thinned for each level of detail, cut, sorted by kind and cell of the ground.

`Gathered` takes line after line; `made` turns what it holds into RoadLines. Next: workers/travel_times/road_lines.py,
which reads them from an extract.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exchange.road_map.lines import KINDS_OF, LEVELS, WITHIN, Kind, RoadLines
from exchange.road_map.plane import EARTH_M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST: Final = 24
"""A line with more points is cut, so that a box holds little but its line."""
CELLS: Final = (2_000.0, 6_000.0, 24_000.0, 120_000.0)
"""Side of a cell of each level, units of the plane."""


@dataclass(slots=True)
class Gathered:
    """Lines as they come: degrees of all points one after the other, how many each line has, its kind."""

    lats: array[float] = field(default_factory=lambda: array("d"))
    lons: array[float] = field(default_factory=lambda: array("d"))
    counts: array[int] = field(default_factory=lambda: array("l"))
    kinds: array[int] = field(default_factory=lambda: array("B"))

    def add(self, kind: Kind, lats: list[float], lons: list[float]) -> None:
        """One line of at least two points."""
        self.lats.extend(lats)
        self.lons.extend(lons)
        self.counts.append(len(lats))
        self.kinds.append(kind)


def made(gathered: Gathered, credit: str) -> RoadLines:
    """All lines at every level of detail."""
    import numpy as np

    points = _on_plane(gathered)
    counts = np.array(gathered.counts, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    kinds = np.array(gathered.kinds, dtype=np.int64)
    parts = [part for level in range(LEVELS) for part in _of_level(points, starts, kinds, level)]
    if not parts:
        empty = np.zeros((0, 4))
        return RoadLines(np.zeros((0, 2)), np.zeros(1, np.int64), empty.astype(np.int64), empty, credit)
    return _joined(parts, credit)


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one level and kind in one cell."""

    level: int
    kind: int
    points: NDArray[np.float64]
    counts: NDArray[np.int64]


def _on_plane(gathered: Gathered) -> NDArray[np.float64]:
    """As plane.on_plane, all at once."""
    import numpy as np

    lats, lons = np.radians(np.array(gathered.lats)), np.radians(np.array(gathered.lons))
    return np.column_stack([EARTH_M * lons, -EARTH_M * np.arcsinh(np.tan(lats))])


def _of_level(
    points: NDArray[np.float64], starts: NDArray[np.int64], kinds: NDArray[np.int64], level: int
) -> Iterator[_Part]:
    """Thinned lines, grouped by kind and the cell their middle lies in."""
    import numpy as np

    groups: dict[tuple[int, int, int], list[NDArray[np.float64]]] = {}
    wanted, side = KINDS_OF[level], CELLS[level]
    for at in range(len(kinds)):
        kind = int(kinds[at])
        if Kind(kind) not in wanted:
            continue
        line = points[starts[at] : starts[at + 1]]
        if level and _is_tiny(line, WITHIN[level]):
            continue
        kept = thinned(line, WITHIN[level])
        for piece in [kept] if kind == Kind.LAKE else _cut(kept):
            middle = piece[len(piece) // 2]
            groups.setdefault((kind, int(middle[0] // side), int(middle[1] // side)), []).append(piece)
    for (kind, _column, _row), pieces in sorted(groups.items(), key=lambda item: item[0]):
        counts = np.array([len(piece) for piece in pieces], dtype=np.int64)
        yield _Part(level, kind, np.concatenate(pieces), counts)


def _is_tiny(line: NDArray[np.float64], within: float) -> bool:
    """Nobody would see it: smaller than what lines of this level may be off."""
    return bool((line.max(axis=0) - line.min(axis=0)).max() < within)


def _cut(line: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Pieces that share their end points."""
    return [line[at : at + LONGEST] for at in range(0, max(1, len(line) - 1), LONGEST - 1)]


def thinned(line: NDArray[np.float64], within: float) -> NDArray[np.float64]:
    """The line without points that lie nearer than `within` to it (Douglas and Peucker 1973); its ends stay."""
    import numpy as np

    if len(line) <= 2:
        return line
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = _away(line[first + 1 : last], line[first], line[last])
        farthest = int(away.argmax())
        if away[farthest] > within:
            middle = first + 1 + farthest
            keep[middle] = True
            waiting += [(first, middle), (middle, last)]
    return line[keep]


def _away(points: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far points are from the stretch between two others; a ring's ends are one spot."""
    import numpy as np

    along = other - one
    length = float(along @ along)
    if length == 0:
        return np.asarray(np.hypot(points[:, 0] - one[0], points[:, 1] - one[1]))
    share = np.clip(((points - one) @ along) / length, 0, 1)
    off = points - one - share[:, None] * along
    return np.asarray(np.hypot(off[:, 0], off[:, 1]))


def _joined(parts: list[_Part], credit: str) -> RoadLines:
    import numpy as np

    table, boxes, line = [], [], 0
    for part in parts:
        table.append((part.level, part.kind, line, line + len(part.counts)))
        boxes.append((*part.points.min(axis=0), *part.points.max(axis=0)))
        line += len(part.counts)
    counts = np.concatenate([part.counts for part in parts])
    return RoadLines(
        points=np.concatenate([part.points for part in parts]),
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        table=np.array(table, dtype=np.int64),
        boxes=np.array(boxes, dtype=np.float64),
        credit=credit,
    )
