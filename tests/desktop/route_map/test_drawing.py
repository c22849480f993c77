"""What stands on the map: the credit, the sentence about straight lines, numbers that never overlap, roads in their place."""

from __future__ import annotations

from math import hypot
from random import Random

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor

from desktop.widgets.route_map import MapDepot, MapRoute, MapScene, MapStop
from desktop.widgets.route_map.furniture import CREDIT, scale_length
from desktop.widgets.route_map.look import CLOSE_MARKER, MARKER, look_of
from desktop.widgets.route_map.roads import path_of
from desktop.widgets.route_map.ways import lines_of
from desktop.widgets.theme import put_on, tokens
from desktop.widgets.tokens import DARK, LIGHT
from exchange.road_map.lines import Kind
from exchange.road_map.making import Gathered, made
from exchange.road_map.plane import on_plane
from tests.desktop.route_map.conftest import DEPOT, town


def road(kind: Kind = Kind.MOTORWAY):
    """One road from west to east through the depot."""
    gathered = Gathered()
    gathered.add(kind, [DEPOT[0]] * 3, [DEPOT[1] - 0.05, DEPOT[1], DEPOT[1] + 0.05])
    return made(gathered, CREDIT)


def said(view) -> str:
    return "\n".join(text for text, _colour in view.notes())


def whole(view, qtbot):
    """The picture when every tile is there."""

    def is_whole() -> bool:
        view.repaint()
        return view.ground.is_whole

    qtbot.waitUntil(is_whole)
    return view.grab().toImage()


def test_roads_are_never_shown_without_their_credit(map_view):
    assert CREDIT not in said(map_view)
    map_view.show_map(town(roads=road()))
    assert CREDIT in said(map_view)


def test_straight_lines_say_that_they_are_no_roads(map_view):
    assert "no road map" in said(map_view)
    map_view.show_map(town(roads=road()))
    assert "Straight lines" in said(map_view)
    by_road = tuple(MapRoute(route.van_number, route.name, route.way, by_road=True) for route in town().routes)
    map_view.show_map(town(roads=road(), routes=by_road))
    assert "Straight lines" not in said(map_view)


def test_points_without_coordinates_are_counted_on_the_map(map_view):
    map_view.show_map(town(missing=3))
    assert "3 points without coordinates" in said(map_view)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_road_lies_where_its_coordinates_say_in_both_themes(map_view, qtbot, theme):
    before = tokens()
    put_on(theme)
    try:
        map_view.show_map(MapScene(MapDepot("仓", *DEPOT), roads=road()))
        shown = whole(map_view, qtbot)
        at = map_view.camera.to_screen(on_plane(DEPOT[0], DEPOT[1] + 0.01)).toPoint()
        assert shown.pixelColor(at) == QColor(look_of(theme).road)
        assert shown.pixelColor(at + QPoint(0, 40)) == QColor(look_of(theme).ground)
    finally:
        put_on(before)


def test_a_way_is_drawn_in_the_colour_of_its_van_over_the_roads(map_view, qtbot):
    way = (DEPOT, (DEPOT[0], DEPOT[1] + 0.03))
    map_view.show_map(MapScene(MapDepot("仓", *DEPOT), routes=(MapRoute(1, "1", way),), roads=road()))
    shown = whole(map_view, qtbot)
    colours = set()
    for share in range(30, 90):
        at = map_view.camera.to_screen(on_plane(DEPOT[0], DEPOT[1] + 0.03 * share / 100)).toPoint()
        colours.add(shown.pixelColor(at).name())
    assert "#0072b2" in colours


def test_two_hundred_numbers_in_one_town_never_overlap(map_view):
    chance = Random(7)
    stops = tuple(
        MapStop(
            at, f"点{at}", DEPOT[0] + chance.gauss(0, 0.02), DEPOT[1] + chance.gauss(0, 0.02), at % 20 + 1, at // 20 + 1
        )
        for at in range(200)
    )
    map_view.show_map(MapScene(MapDepot("仓", *DEPOT), stops))
    for steps in (0, 4, 8, 12):
        map_view.zoom(steps)
        placed = map_view.stops.placed(map_view.camera.step, frozenset(), None)
        at = [placed.at[point] for point in placed.numbered]
        assert placed.radius in (MARKER, CLOSE_MARKER)
        nearest = min(max(abs(a.x() - b.x()), abs(a.y() - b.y())) for a in at for b in at if a is not b)
        assert nearest >= 2 * placed.radius
    assert len(placed.numbered) > 150


def test_names_lie_on_no_number_and_on_no_other_name(map_view):
    map_view.zoom(8)
    names = map_view.stops.names(map_view.camera.step, frozenset(), None)
    assert len(names) == 6
    placed = map_view.stops.placed(map_view.camera.step, frozenset(), None)
    for stop, off in names:
        corner = placed.at[stop.point_id] + off
        for other in map_view.scene.stops:
            away = placed.at[other.point_id] - corner
            assert not (0 < away.x() < 30 and 0 < away.y() < 15)


def test_a_late_stop_and_one_without_a_van_get_their_number_before_the_others(map_view):
    crowd = tuple(MapStop(at, "", *DEPOT, drop_no=at + 1, van_number=1, is_late=at == 7) for at in range(9))
    map_view.show_map(MapScene(None, crowd))
    assert map_view.stops.placed(map_view.camera.step, frozenset(), None).numbered == {7}


def test_the_scale_bar_is_as_long_as_the_ground_it_names(map_view):
    length, pixels = scale_length(map_view.camera)
    x, y = on_plane(*DEPOT)
    east = map_view.camera.to_screen(on_plane(DEPOT[0], DEPOT[1] + length / (111_320 * 0.85517)))
    assert hypot(*(east - map_view.camera.to_screen((x, y))).toTuple()) == pytest.approx(pixels, rel=0.01)


def test_a_path_from_bytes_is_the_line_itself(qapp):
    gathered = Gathered()
    gathered.add(Kind.PRIMARY, [31.0, 31.1, 31.0], [121.0, 121.1, 121.2])
    gathered.add(Kind.PRIMARY, [31.0, 31.2], [121.0, 121.0])
    lines = made(gathered, "")
    chunk = next(iter(lines.chunks_in(0, *lines.box, frozenset({Kind.PRIMARY}))))
    path = path_of(lines, chunk.first, chunk.last)
    drawn = [(path.elementAt(at).x, path.elementAt(at).y) for at in range(path.elementCount())]
    kept = [tuple(spot) for at in range(chunk.first, chunk.last) for spot in lines.line(at).tolist()]
    assert drawn == kept
    assert [path.elementAt(at).isMoveTo() for at in range(path.elementCount())].count(True) == chunk.last - chunk.first


def test_the_same_scene_makes_no_tile_twice(map_view, qtbot, monkeypatch):
    map_view.show_map(town(roads=road()))
    whole(map_view, qtbot)
    made_tiles = []
    monkeypatch.setattr(map_view.ground, "_make", lambda place, _dress: made_tiles.append(place))
    map_view.repaint()
    map_view.choose([1])
    map_view.repaint()
    assert made_tiles == []


def test_a_road_that_two_vans_take_shows_both_their_colours(map_view, qtbot):
    road_end = (DEPOT[0], DEPOT[1] + 0.03)
    ways = [(DEPOT, road_end, (31.25, 121.50)), ((31.21, 121.50), road_end, DEPOT)]
    routes = tuple(MapRoute(van, str(van), way, by_road=True) for van, way in enumerate(ways, 1))
    map_view.show_map(MapScene(MapDepot("仓", *DEPOT), routes=routes))
    shown = whole(map_view, qtbot)
    seen = set()
    for share in range(100):
        at = map_view.camera.to_screen(on_plane(DEPOT[0], DEPOT[1] + 0.03 * share / 100)).toPoint()
        seen.add(shown.pixelColor(at).name())
    assert {"#0072b2", "#d55e00"} <= seen


def test_a_way_in_many_pieces_has_no_gap(qapp):
    spots = [(31.2 + at / 1000, 121.4 + at % 2 / 1000) for at in range(101)]
    (way,) = lines_of([MapRoute(1, "1", tuple(spots))]).ways
    ends = [piece[4].elementAt(piece[4].elementCount() - 1) for piece in way.pieces]
    starts = [piece[4].elementAt(1) for piece in way.pieces[1:]]
    assert [(end.x, end.y) for end in ends[:-1]] == [(start.x, start.y) for start in starts]
    assert (ends[-1].x, ends[-1].y) == way.spots[-1]


def test_the_ground_ahead_is_there_before_the_hand_moves_on(map_view, qtbot):
    map_view.show_map(town(roads=road()))
    whole(map_view, qtbot)
    qtbot.waitUntil(
        lambda: not map_view.ground.prepare(map_view.camera, map_view.devicePixelRatioF(), map_view.dress())
    )
    map_view.move_camera(map_view.camera.panned(QPointF(200, -150)))
    map_view.repaint()
    assert map_view.ground.is_whole


@pytest.mark.parametrize("way", [(), (DEPOT,), (DEPOT, DEPOT)])
def test_a_way_of_no_length_is_no_trouble_at_any_distance(map_view, qtbot, way):
    map_view.show_map(town(routes=(MapRoute(1, "1", way, by_road=True),)))
    for steps in (12, -30):
        map_view.zoom(steps)
        qtbot.waitUntil(lambda: not map_view._moving.isActive())
        whole(map_view, qtbot)
