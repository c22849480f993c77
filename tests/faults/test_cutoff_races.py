"""Two stations press the cutoff at the same moment while three others import (see races.py)."""

from __future__ import annotations

import random

from tests.faults.races import FILES, IMPORTERS, ORDERS, race

ROUNDS = 5


def test_one_of_two_stations_wins_the_cutoff_and_no_order_is_lost_or_doubled(place):
    rounds = race(place, ROUNDS, random.randrange(10**6))
    everything = 3 + len(IMPORTERS) * FILES * ORDERS
    assert [one.frozen + one.next_cycle + one.late for one in rounds] == [everything] * ROUNDS
    assert any(0 < one.frozen < everything for one in rounds)  # some cut fell between the imports
