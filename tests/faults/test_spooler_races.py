"""Stations that share a server's queue: one intent sent fifty times is one label, and labels of two stations come out whole.

Each station is a process of its own (spool_station.py) on PostgreSQL; the printer is a simulated one at a real port.
`python -m tests.faults.spooler_races --labels 100` does the same at the size of a night.
"""

from __future__ import annotations

import pytest

from tests.faults.spooler_races import one_intent, two_stations


@pytest.fixture
def place(new_place):
    return new_place("postgresql")


def test_one_intent_sent_fifty_times_by_two_processes_is_one_label(place):
    assert one_intent(place, 25) == 1


def test_two_stations_print_on_one_printer_whole_labels_with_their_groups_together(place):
    out = two_stations(place, 15)
    assert (out.labels, out.whole, out.torn_groups) == (30, 30, 0)
