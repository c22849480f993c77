"""Stations are killed at random moments of import and cutoff; nothing they acknowledged is lost (see kill.py)."""

from __future__ import annotations

import random

from tests.faults.kill import kill_again_and_again

KILLS = {"sqlite": 3, "postgresql": 1}


def test_a_killed_station_loses_nothing_it_acknowledged_and_leaves_nothing_half(kind, place, tmp_path):
    tally = kill_again_and_again(place, tmp_path, KILLS[kind], random.randrange(10**6))
    assert tally.kills >= KILLS[kind]
    assert tally.acknowledged > 0
