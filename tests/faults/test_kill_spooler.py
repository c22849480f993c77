"""Spoolers are killed while a label waits, is leased, is being sent, was just sent (see kill_spooler.py)."""

from __future__ import annotations

import random

from tests.faults.kill_spooler import PHASES, kill_again_and_again

KILLS = {"sqlite": len(PHASES), "postgresql": 1}


def test_no_label_is_lost_and_none_comes_out_twice_without_its_mark(kind, place):
    tally = kill_again_and_again(place, KILLS[kind], random.randrange(10**6))
    assert (tally.kills, tally.lost, tally.doubled) == (KILLS[kind], 0, 0)
    assert tally.came_out >= tally.asked
