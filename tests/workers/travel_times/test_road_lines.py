"""Lines for drawing from an OpenStreetMap extract: Liechtenstein's, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchange.road_map.lines import FILE_NAME, Kind
from exchange.road_map.plane import on_earth, on_plane
from workers.travel_times.asking import BuildingStopped, NotAnExtract
from workers.travel_times.road_lines import draw_roads, drawn_roads, kind_of

EXTRACT = Path(__file__).parents[2] / "data" / "roads" / "liechtenstein.osm.pbf"
VADUZ = (47.1410, 9.5209)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roads")
    return draw_roads(EXTRACT, folder), folder


def test_liechtenstein_has_its_roads_its_river_and_its_credit(drawn):
    lines, folder = drawn
    again = drawn_roads(folder)
    assert lines.lines == again.lines > 3_000
    assert again.credit == "© OpenStreetMap contributors"
    kinds = {chunk.kind for chunk in again.chunks_in(0, *again.box, frozenset(Kind))}
    assert kinds == frozenset(Kind) - {Kind.MOTORWAY}


def test_the_roads_lie_where_the_country_is(drawn):
    lines, _folder = drawn
    left, top, right, bottom = lines.box
    north, west = on_earth(left, top)
    south, east = on_earth(right, bottom)
    assert (south, north) == pytest.approx((47.0, 47.5), abs=0.06)
    assert (west, east) == pytest.approx((9.47, 9.67), abs=0.01)
    x, y = on_plane(*VADUZ)
    near = {chunk.kind for chunk in lines.chunks_in(0, x - 300, y - 300, x + 300, y + 300, frozenset(Kind))}
    assert {Kind.PRIMARY, Kind.STREET} <= near


@pytest.mark.parametrize("content", [b"", b"no extract at all", b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\xff\xff\x01"])
def test_a_file_that_is_no_extract_is_refused_by_its_name(tmp_path, content):
    wrong = tmp_path / "roads.osm.pbf"
    wrong.write_bytes(content)
    with pytest.raises(NotAnExtract) as refused:
        draw_roads(wrong, tmp_path / "roads")
    assert refused.value.file == str(wrong)
    assert not (tmp_path / "roads" / FILE_NAME).exists()


def test_an_extract_that_ends_in_the_middle_is_refused_and_the_old_lines_stay(tmp_path):
    draw_roads(EXTRACT, tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(EXTRACT.read_bytes()[:700_000])
    with pytest.raises(NotAnExtract):
        draw_roads(cut, tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotAnExtract):
        draw_roads(tmp_path / "none.osm.pbf", tmp_path)


def test_reading_stops_when_asked_to(tmp_path):
    with pytest.raises(BuildingStopped):
        draw_roads(EXTRACT, tmp_path, stopped=lambda: True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("tags", "closed", "kind"),
    [
        ({"highway": "trunk_link"}, False, Kind.MOTORWAY),
        ({"highway": "living_street"}, False, Kind.STREET),
        ({"highway": "footway"}, False, None),
        ({"highway": "pedestrian", "area": "yes"}, True, None),
        ({"highway": "steps"}, False, None),
        ({"waterway": "river"}, False, Kind.RIVER),
        ({"waterway": "river", "tunnel": "yes"}, False, None),
        ({"natural": "water"}, True, Kind.LAKE),
        ({"natural": "water"}, False, None),
        ({"natural": "wood"}, True, None),
    ],
)
def test_what_is_drawn_is_what_helps_a_driver_to_see_where_he_is(tags, closed, kind):
    assert kind_of(tags, closed) is kind
