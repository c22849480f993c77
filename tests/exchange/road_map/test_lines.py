"""Lines of roads: the plane they lie in, how they are thinned, and the file that keeps them."""

from __future__ import annotations

import math
import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from exchange.road_map.lines import KINDS_OF, LEVELS, WITHIN, Kind, RoadMapUnreadable, kinds_for, level_for, load, save
from exchange.road_map.making import LONGEST, Gathered, made, thinned
from exchange.road_map.plane import EARTH_M, metres_per_unit, on_earth, on_plane

everything = frozenset(Kind)
crooked = some.lists(
    some.tuples(some.floats(-500, 500, width=32), some.floats(-500, 500, width=32)), min_size=2, max_size=40
)


@given(some.floats(-80, 80), some.floats(-179, 179))
def test_a_place_comes_back_from_the_plane(lat, lon):
    assert on_earth(*on_plane(lat, lon)) == pytest.approx((lat, lon), abs=1e-9)


def test_the_plane_is_the_one_the_manual_prints():
    """Snyder, page 267: the Mercator of a sphere of radius 1 at 35° N, 75° W of a middle at 180° W."""
    x, y = on_plane(35.0, -75.0)
    assert (x / EARTH_M + math.pi, -y / EARTH_M) == pytest.approx((1.8325957, 0.6528366), abs=1e-7)


def test_a_metre_of_the_plane_is_less_on_the_ground_far_from_the_equator():
    assert metres_per_unit(0.0) == 1
    assert metres_per_unit(on_plane(60.0, 10.0)[1]) == pytest.approx(0.5, abs=1e-6)


def off(point, one, other) -> float:
    """How far a point is from a stretch."""
    along, away = other - one, point - one
    length = float(along @ along)
    share = 0.0 if length == 0 else min(1.0, max(0.0, float(away @ along) / length))
    return float(np.hypot(*(away - share * along)))


@settings(max_examples=60)
@given(some.lists(crooked, min_size=1, max_size=5), some.sampled_from([0.5, 20.0, 300.0]))
def test_no_point_that_is_left_out_lies_farther_from_the_line_than_is_allowed(lines, within):
    points = np.array([spot for line in lines for spot in line], dtype=float)
    starts = np.cumsum([0, *(len(line) for line in lines)])
    keep = thinned(points, starts, within)
    for first, last in pairwise(starts):
        kept = [at for at in range(first, last) if keep[at]]
        assert kept[0] == first
        assert kept[-1] == last - 1
        for one, other in pairwise(kept):
            assert all(off(points[at], points[one], points[other]) <= within + 1e-6 for at in range(one, other))


def test_a_straight_road_of_many_points_keeps_its_two_ends():
    points = np.array([[float(at), 2.0 * at] for at in range(1000)])
    assert thinned(points, np.array([0, 1000]), 0.5).nonzero()[0].tolist() == [0, 999]


def some_roads() -> Gathered:
    gathered = Gathered()
    winding = [31.2 + 0.001 * math.sin(at) for at in range(100)]
    gathered.add(Kind.MOTORWAY, winding, [121.4 + 0.001 * at for at in range(100)])
    gathered.add(Kind.LANE, [31.21, 31.2105], [121.41, 121.4102])
    gathered.add(Kind.LAKE, [31.22, 31.23, 31.23, 31.22], [121.42, 121.42, 121.43, 121.42])
    return gathered


def lengths(lines, level: int, kind: Kind) -> list[int]:
    chunks = lines.chunks_in(level, *lines.box, frozenset({kind}))
    return [len(lines.line(at)) for chunk in chunks for at in range(chunk.first, chunk.last)]


def test_a_long_road_is_cut_into_pieces_that_meet_and_an_area_is_not():
    lines = made(some_roads(), "credit")
    pieces = lengths(lines, 0, Kind.MOTORWAY)
    assert max(pieces) <= LONGEST
    assert 95 < sum(pieces) - (len(pieces) - 1) <= 100
    assert len(pieces) == 5
    assert lengths(lines, 0, Kind.LAKE) == [4]


def test_each_level_holds_its_kinds_and_fewer_points_than_the_one_before():
    lines = made(some_roads(), "credit")
    for level in range(LEVELS):
        kinds = {chunk.kind for chunk in lines.chunks_in(level, *lines.box, everything)}
        assert kinds <= KINDS_OF[level]
    sums = [sum(lengths(lines, level, Kind.MOTORWAY)) for level in range(LEVELS)]
    assert sums == sorted(sums, reverse=True)
    assert sums[-1] < sums[0]


def test_what_is_asked_for_is_what_touches_the_rectangle():
    lines = made(some_roads(), "credit")
    for chunk in lines.chunks_in(0, *lines.box, everything):
        points = np.concatenate([lines.line(at) for at in range(chunk.first, chunk.last)])
        assert chunk.box == pytest.approx((*points.min(axis=0), *points.max(axis=0)))
    assert not list(lines.chunks_in(0, 0, 0, 1, 1, everything))


def test_no_kind_is_drawn_at_a_distance_whose_level_does_not_hold_it():
    for units in (0.3, 1, 2.9, 3.1, 11, 20, 47, 49, 100, 500, 5000):
        level = level_for(units)
        assert kinds_for(units) <= KINDS_OF[level]
        assert WITHIN[level] < 2 * units or level == 0


def test_the_file_gives_back_the_lines_to_a_tenth_of_a_unit(tmp_path):
    lines = made(some_roads(), "© OpenStreetMap contributors")
    save(lines, tmp_path / "roads.npz")
    again = load(tmp_path / "roads.npz")
    assert np.abs(again.points - lines.points).max() <= 0.051
    assert again.credit == "© OpenStreetMap contributors"
    assert (again.table == lines.table).all()
    assert again.lines == lines.lines


def test_no_file_is_no_road_map(tmp_path):
    assert load(tmp_path / "roads.npz") is None


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "numbers"])
def test_a_damaged_file_is_refused_and_named(tmp_path, damage):
    path: Path = tmp_path / "roads.npz"
    save(made(some_roads(), ""), path)
    whole = path.read_bytes()
    if damage == "numbers":
        lines = made(some_roads(), "")
        lines.table[0, 3] = 10_000_000
        save(lines, path)
    else:
        path.write_bytes({"cut": whole[: len(whole) // 2], "text": b"<html>", "empty": b""}[damage])
    with pytest.raises(RoadMapUnreadable) as refused:
        load(path)
    assert refused.value.file == "roads.npz"


def test_a_disk_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "roads.npz"
    save(made(some_roads(), "old"), path)

    def full(_one: object, _other: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        save(made(some_roads(), "new"), path)
    assert [each.name for each in tmp_path.iterdir()] == ["roads.npz"]
    assert load(path).credit == "old"
