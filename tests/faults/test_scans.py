"""Several stations fight over the same lines to the last piece (see scans.py)."""

from __future__ import annotations

from tests.faults.scans import fight


def test_stations_that_scan_for_the_same_lines_never_take_a_piece_twice(kind, place):
    told, asked = fight(place, 4, 400)
    picked = sum(pieces for one in told for _, pieces in one.counted.values())
    assert 0 < picked <= asked
    assert sum(len(one.took_ms) for one in told) == 400
    assert sum(one.refused.total() for one in told) > 0
