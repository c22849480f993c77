"""Stations are killed at random moments of receiving, picking, sealing, loading and handing over (see kill_night.py)."""

from __future__ import annotations

import random

from tests.faults.kill_night import kill_again_and_again

KILLS = {"sqlite": 2, "postgresql": 1}
LONGEST_S = 0.8


def test_a_hall_killed_at_work_keeps_every_acknowledged_scan_once_and_leaves_nothing_half(kind, place, tmp_path):
    tally = kill_again_and_again(place, tmp_path, KILLS[kind], random.randrange(10**6), LONGEST_S)
    assert tally.kills >= KILLS[kind]
    assert tally.acknowledged > 0
