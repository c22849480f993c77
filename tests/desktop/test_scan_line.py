"""Scans one after the other; what cannot be written now waits at the head of the line under its own command id."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from desktop.background import scan_line
from desktop.background.scan_line import MOST_WAITING, ScanLine
from domain.common.errors import NotFound, NotReachable


@pytest.fixture
def line(qapp, monkeypatch):
    monkeypatch.setattr(scan_line, "AGAIN_MS", 20)
    owner = QObject()
    line = ScanLine(owner)
    line.owner = owner
    return line


def test_the_next_begins_when_the_one_before_is_done(line):
    begun = []
    line.put(begun.append, "one")
    line.put(begun.append, "two")
    assert [each.what for each in begun] == ["one"]
    line.done()
    assert [each.what for each in begun] == ["one", "two"]


def test_books_out_of_reach_keep_the_scan_and_try_it_again_under_the_same_id(line, qtbot):
    begun, told = [], []
    line.waits.connect(lambda what, behind: told.append((what, behind)))
    line.put(begun.append, "one")
    line.put(begun.append, "two")
    assert line.failed(NotReachable("postgresql://server", "connection refused"))
    assert told == [("one", 1)]
    qtbot.waitUntil(lambda: len(begun) == 2)
    assert begun[0].command_id == begun[1].command_id
    line.done()
    assert [each.what for each in begun] == ["one", "one", "two"]


def test_a_refusal_is_over_at_once(line):
    line.put(lambda _wanted: None, "one")
    assert not line.failed(NotFound("tote", "T1"))


def test_a_person_is_stopped_before_scans_pile_up(line):
    taken = [line.put(lambda _wanted: None, str(number)) for number in range(MOST_WAITING + 1)]
    assert taken == [True] * MOST_WAITING + [False]


def test_another_place_forgets_what_waited_for_this_one(line):
    begun = []
    line.put(begun.append, "one")
    line.put(begun.append, "two")
    line.drop_all()
    line.done()
    assert [each.what for each in begun] == ["one"]
