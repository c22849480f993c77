"""The map of the routes while it is moved: 60,000 lines of roads, 200 stops, 10 vans, every frame painted and timed.

Offscreen, 1366 x 768: pans in a circle, zooms from the whole town to the street and back, as a hand does it. The floor is
the same number of repaints of a widget that fills itself with one colour. `--seed` makes another town.
"""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, pi, sin
from random import Random
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.fresh_process import Answer, in_fresh_process

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.widgets.route_map import MapScene, RouteMap
    from exchange.road_map.lines import RoadLines

NAME = "map_paint"
LINES, STOPS, VANS = 60_000, 200, 10
WIDTH, HEIGHT = 1366, 768
PANS, FRAME_S = 360, 1 / 60
CENTRE = (31.2304, 121.4737)
BLOCK = 0.00135
"""Side of a block of the town, degrees."""
TO_REACH = {"p99_ms": 16}


def measure(options: Namespace) -> Answer:
    """Milliseconds a frame while panning and zooming; first_ms: from nothing to the first frame."""
    town = in_fresh_process(product, seed=options.seed)
    bare = in_fresh_process(floor)
    said = town.said
    return {
        "name": NAME,
        "seconds": round(town.seconds, 3),
        "floor_seconds": round(bare.seconds, 3),
        "ratio": round(said["p50_ms"] / bare.said["p50_ms"], 1),
        "peak_mb": round(town.peak_mb),
        **{
            key: round(said[key], 2)
            for key in ("p50_ms", "p99_ms", "worst_ms", "pan_p99_ms", "zoom_p99_ms", "cpu_p99_ms")
        },
        "first_ms": round(said["first_ms"], 1),
        "floor_p50_ms": round(bare.said["p50_ms"], 3),
        "floor_p99_ms": round(bare.said["p99_ms"], 3),
        "lines": said["lines"],
        "stops": STOPS,
        "frames": said["frames"],
        "to_reach": TO_REACH,
    }


# The town ------------------------------------------------------------------------------------------


def town(seed: int) -> RoadLines:
    """A town of blocks: 60,000 lines of eight points each, greater roads every few blocks, a river through it."""
    from exchange.road_map.lines import Kind
    from exchange.road_map.making import Gathered, made

    chance, gathered, side = Random(seed), Gathered(), 173
    for row in range(side):
        for column in range(side):
            lat, lon = CENTRE[0] + (row - side / 2) * BLOCK, CENTRE[1] + (column - side / 2) * BLOCK * 1.17
            for along, kind in ((0, _kind(row)), (1, _kind(column))):
                bend = [chance.uniform(-0.04, 0.04) * BLOCK for _step in range(8)]
                shares = [step / 7 * BLOCK for step in range(8)]
                north, east = (bend, shares) if along == 0 else (shares, bend)
                gathered.add(Kind(kind), [lat + each for each in north], [lon + each * 1.17 for each in east])
    river = [side * BLOCK * (step / 60 - 0.5) for step in range(61)]
    gathered.add(Kind.RIVER, [CENTRE[0] + each for each in river], [CENTRE[1] + sin(each * 40) / 50 for each in river])
    return made(gathered, "")


def _kind(number: int) -> int:
    from exchange.road_map.lines import Kind

    for every, kind in ((40, Kind.MOTORWAY), (20, Kind.PRIMARY), (10, Kind.SECONDARY), (5, Kind.TERTIARY)):
        if number % every == 0:
            return kind
    return Kind.STREET if number % 2 else Kind.LANE


def scene(seed: int) -> MapScene:
    """200 stops on ten vans round the middle of the town."""
    from desktop.widgets.route_map import MapDepot, MapRoute, MapScene, MapStop

    chance, stops, routes, each = Random(seed), [], [], STOPS // VANS
    for van in range(VANS):
        way = [CENTRE]
        for drop in range(each):
            turn = 2 * pi * (van + 0.9 * (drop + 0.5) / each) / VANS
            far = 0.1 * (0.3 + 0.7 * sin(pi * (drop + 0.7) / each)) * chance.uniform(0.8, 1.1)
            way.append((CENTRE[0] + far * sin(turn), CENTRE[1] + 1.17 * far * cos(turn)))
            stops.append(MapStop(van * 100 + drop, f"翠湖花园{van}-{drop}", *way[-1], drop + 1, van + 1))
        routes.append(MapRoute(van + 1, f"沪A·{10_000 + van}", _by_road((*way, CENTRE)), by_road=True))
    return MapScene(MapDepot("仓", *CENTRE), tuple(stops), tuple(routes), roads=town(seed))


def _by_road(places: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Stairs along the blocks from place to place, as many points as a way along roads has."""
    line = []
    for (lat, lon), (to_lat, to_lon) in pairwise(places):
        steps = max(2, round((abs(to_lat - lat) + abs(to_lon - lon)) / BLOCK) * 4)
        for step in range(steps):
            share = step / steps
            line.append((lat + (to_lat - lat) * share, lon + (to_lon - lon) * min(1.0, share + 1 / steps * (step % 2))))
    return (*line, places[-1])


# The product ---------------------------------------------------------------------------------------


def product(seed: int) -> Answer:
    """The widget, shown offscreen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app import make_application
    from desktop.widgets.route_map import RouteMap

    application = make_application()
    shown, view = scene(seed), RouteMap()
    view.resize(WIDTH, HEIGHT)
    begun = time.perf_counter()
    view.show_map(shown)
    view.show()
    application.processEvents()
    first = time.perf_counter() - begun
    _settle(view)
    pans = [_frame(view) for _moved in _pans(view)]
    view.fit()
    _settle(view)
    zooms = [_frame(view) for _moved in _zooms(view)]
    assert shown.roads is not None
    return _figures(pans, zooms, first, shown.roads.lines)


def _pans(view: RouteMap) -> Iterator[None]:
    """Round and round, 14 pixels a frame, far enough that ground comes that was never seen."""
    from PySide6.QtCore import QPointF

    view.zoom(6)
    _settle(view)
    for frame in range(PANS):
        turn = 2 * pi * frame / 180
        view.move_camera(view.camera.panned(QPointF(14 * cos(turn), 14 * sin(turn))))
        yield


def _zooms(view: RouteMap) -> Iterator[None]:
    """From the town to the street and back, a step of the wheel each fifth frame."""
    for way in (1, -1) * 2:
        for frame in range(80):
            if frame % 5 == 0:
                view.zoom(2 * way)
            yield


def _frame(view: QWidget) -> tuple[float, float]:
    """Seconds of one repaint and of its processor; what is left of the frame goes to events, as on a real screen."""
    from PySide6.QtWidgets import QApplication

    begun, worked = time.perf_counter(), time.thread_time()
    view.repaint()
    took = time.perf_counter() - begun, time.thread_time() - worked
    # Events that come in the rest of the frame do not wait for a repaint of their own.
    while time.perf_counter() - begun < FRAME_S:
        QApplication.processEvents()
    return took


def _settle(view: QWidget) -> None:
    for _frame_no in range(30):
        _frame(view)


Frames = list[tuple[float, float]]


def _figures(pans: Frames, zooms: Frames, first: float, lines: int) -> Answer:
    every = [1000 * wall for wall, _cpu in (*pans, *zooms)]
    return {
        "seconds": sum(every) / 1000,
        "cpu_seconds": time.process_time(),
        "p50_ms": median(every),
        "p99_ms": quantiles(every, n=100)[98],
        "worst_ms": max(every),
        "pan_p99_ms": 1000 * quantiles([wall for wall, _cpu in pans], n=100)[98],
        "zoom_p99_ms": 1000 * quantiles([wall for wall, _cpu in zooms], n=100)[98],
        "cpu_p99_ms": 1000 * quantiles([cpu for _wall, cpu in (*pans, *zooms)], n=100)[98],
        "first_ms": 1000 * first,
        "frames": len(every),
        "lines": lines,
    }


def floor() -> Answer:
    """A widget of that size that fills itself."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QColor, QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.app import make_application

    class Bare(QWidget):
        """One colour."""

        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor("#E7EBE4"))
            painter.end()

    make_application()
    bare = Bare()
    bare.resize(WIDTH, HEIGHT)
    bare.show()
    times = [_frame(bare) for _each in range(120)]
    return _figures(times, times, 0.0, 0)
