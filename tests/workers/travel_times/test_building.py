"""Roads are built from an extract or not at all: what was there before stays until the new ones are whole."""

from __future__ import annotations

import os
import shutil
import time

import pytest

from domain.common.sentences import in_language, sentence
from tests.workers.travel_times.conftest import EXTRACT
from tests.workers.travel_times.land import write_land
from workers.travel_times.asking import BuildingStopped, NoRoomForRoads, NotAnExtract
from workers.travel_times.building import build_roads
from workers.travel_times.roads import RoadNetwork, road_state

VADUZ, SCHAAN = (47.1391, 9.5219), (47.1653, 9.5087)


def tiles(folder):
    return sorted(path.name for path in folder.glob("tiles-*"))


def test_progress_only_rises_and_ends_at_one(tmp_path):
    told = []
    state = build_roads(EXTRACT, tmp_path / "roads", told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len({share for share in told if 0 < share < 1}) >= 2
    assert (state.extract, state.size) == (EXTRACT.name, EXTRACT.stat().st_size)
    assert road_state(tmp_path / "roads") == state


def test_new_roads_take_the_place_of_the_old_ones(tmp_path):
    build_roads(write_land(tmp_path / "land.osm.pbf"), tmp_path / "roads")
    build_roads(EXTRACT, tmp_path / "roads")
    assert len(tiles(tmp_path / "roads")) == 1
    assert RoadNetwork(tmp_path / "roads").matrix([VADUZ], [SCHAAN])[0][0] is not None


HEAD = EXTRACT.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x00",
        b"code,name\nP1,1\n",
        os.urandom(64) * 80,
        HEAD[:60],
        HEAD[:700_000],
        HEAD[:200] + b"\xff" * 900,
    ],
    ids=["empty", "two bytes", "table", "noise", "head", "half", "spoilt"],
)
def test_a_file_that_is_no_whole_extract_is_refused_and_the_old_roads_stay(tmp_path, land, content):
    folder = tmp_path / "roads"
    shutil.copytree(land, folder)
    before = road_state(folder)
    wrong = tmp_path / "wrong.osm.pbf"
    wrong.write_bytes(content)
    with pytest.raises(NotAnExtract) as refused:
        build_roads(wrong, folder)
    with in_language("en"):
        assert str(wrong) in sentence(refused.value)
    assert road_state(folder) == before
    assert tiles(folder) == [before.tiles]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotAnExtract, match=r"none\.osm\.pbf"):
        build_roads(tmp_path / "none.osm.pbf", tmp_path / "roads")
    with pytest.raises(NotAnExtract):
        build_roads(tmp_path, tmp_path / "roads")


def test_a_disk_without_room_is_told_before_anything_is_made(tmp_path):
    """A file with holes says it is a hundred terabytes and takes none."""
    huge = tmp_path / "huge.osm.pbf"
    huge.write_bytes(HEAD[:200])
    os.truncate(huge, 10**13)
    with pytest.raises(NoRoomForRoads) as refused:
        build_roads(huge, tmp_path / "roads")
    assert refused.value.needed_mb > 10**7 > refused.value.free_mb / 10
    assert not (tmp_path / "roads").exists()


def test_building_that_is_stopped_ends_at_once_and_leaves_what_was(tmp_path, land):
    folder = tmp_path / "roads"
    shutil.copytree(land, folder)
    before = road_state(folder)
    begun = []

    def stopped():
        begun.append(time.monotonic())
        return len(begun) > 4

    with pytest.raises(BuildingStopped):
        build_roads(EXTRACT, folder, stopped=stopped)
    assert time.monotonic() - begun[-1] < 0.5
    assert road_state(folder) == before
    assert tiles(folder) == [before.tiles]
