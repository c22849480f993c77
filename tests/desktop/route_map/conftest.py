"""A map on the screen with a small town: two vans, five stops with a van, one without, one late."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.app import make_application
from desktop.widgets.route_map import MapDepot, MapRoute, MapScene, MapStop, RouteMap
from domain.common.sentences import use_language

DEPOT = (31.230, 121.470)
SPOTS = {1: (31.250, 121.450), 2: (31.255, 121.470), 3: (31.250, 121.490), 4: (31.210, 121.490), 5: (31.205, 121.460)}
ALONE = 6


def town(**changes: object) -> MapScene:
    """The scene, with other fields where they are given."""
    stops = [
        MapStop(
            point,
            f"点{point}",
            *spot,
            drop_no=(point - 1) % 3 + 1,
            van_number=1 if point < 4 else 2,
            is_late=point == 3,
        )
        for point, spot in SPOTS.items()
    ]
    stops.append(MapStop(ALONE, "翠湖花园", 31.230, 121.440))
    routes = (
        MapRoute(1, "沪A·1", (DEPOT, SPOTS[1], SPOTS[2], SPOTS[3], DEPOT)),
        MapRoute(2, "沪A·2", (DEPOT, SPOTS[4], SPOTS[5], DEPOT)),
    )
    return MapScene(**{"depot": MapDepot("仓库", *DEPOT), "stops": tuple(stops), "routes": routes, **changes})  # type: ignore[arg-type]


@pytest.fixture
def map_view(qapp, qtbot) -> RouteMap:
    make_application()
    use_language("en")
    view = RouteMap()
    qtbot.addWidget(view)
    view.resize(700, 520)
    view.show_map(town())
    view.show()
    return view


def place(view: RouteMap, point: int) -> QPoint:
    """Where a stop is seen."""
    return view.camera.to_screen(view.stops.spots[point]).toPoint()


def drag(view: RouteMap, line: list[QPoint], key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses at the first place, moves along the line, lets go at the last."""
    QTest.mousePress(view, Qt.MouseButton.LeftButton, key, line[0])
    for at in line[1:]:
        QTest.mouseMove(view, at)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, key, line[-1])
