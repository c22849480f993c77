"""Tote and item labels of a whole point are asked for afterwards; what has one keeps it."""

from __future__ import annotations

import pytest

from domain.common.errors import NotFound
from domain.packing import operations as packing
from domain.packing.records import SealRecord
from domain.picking.records import PickRecord
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, PICKER, RIVER, wanted
from tests.domain.packing.scene import EGG_G, TARE_G, filled, hall, picked, rows, sealed


@pytest.fixture
def gate(database):
    """One sealed crate of each point; two bunches of grapes weighed for the garden."""
    at = hall(database, wanted("A1", {EGGS: 1, GRAPES: 2}), wanted("B1", {EGGS: 1}, point=RIVER))
    filled(database, at, at.crates[0], {EGGS: 1, GRAPES: [1480, 1510]})
    filled(database, at, at.crates[1], {EGGS: 1}, point=RIVER)
    sealed(database, at.crates[0], TARE_G + EGG_G + 2990)
    sealed(database, at.crates[1], TARE_G + EGG_G)
    return at


def test_a_sealed_tote_has_its_label_from_the_seal_and_is_asked_for_no_second_time(database, gate):
    answer = packing.ask_tote_labels(database, PICKER, "0525", gate.shop.points[GARDEN]).answer
    assert (answer["asked"], answer["already"]) == (0, 1)
    every = packing.ask_tote_labels(database, PICKER, "0525").answer
    assert every["jobs"] == sorted(row.print_job_id for row in rows(database, SealRecord))


def test_the_weighed_pieces_of_a_point_are_labelled_once(database, gate):
    first = packing.ask_item_labels(database, PICKER, "0525").answer
    again = packing.ask_item_labels(database, MANAGER, "0525", gate.shop.points[GARDEN]).answer
    other = packing.ask_item_labels(database, MANAGER, "0525", gate.shop.points[RIVER]).answer
    assert (first["asked"], again["asked"], again["already"], other["jobs"]) == (2, 0, 2, [])
    assert again["jobs"] == first["jobs"]


def test_a_piece_taken_out_again_loses_its_label(database, gate):
    packing.ask_item_labels(database, PICKER, "0525")
    packing.reopen_tote(database, MANAGER, gate.crates[0], "一串坏了")
    undone = next(row for row in rows(database, PickRecord) if row.weight_g == 1480)
    about = {"weight_g": 1480, "order_id": gate.orders["A1"], "undoes_id": undone.id}
    picked(database, gate, undone.tote_use_id, GRAPES, kind="undo", quantity=1, **about)
    answer = packing.ask_item_labels(database, PICKER, "0525").answer
    assert (answer["asked"], answer["already"], answer["voided"]) == (0, 1, 1)


def test_a_cycle_nobody_knows_is_refused(database):
    with pytest.raises(NotFound):
        packing.ask_tote_labels(database, PICKER, "0999")
