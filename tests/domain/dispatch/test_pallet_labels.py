"""The pallets of a van are labelled when its load is known, once, with their drops and totes; another load, other labels."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain.common.errors import NotFound
from domain.dispatch import operations as dispatch
from domain.dispatch.words import LoadNotKnown, NothingLoaded
from domain.packing import operations as packing
from domain.printing.records import PrintJobRecord
from tests.builders import MANAGER, PICKER
from tests.domain.dispatch.scene import BOX_G, FIRST, OTHER, SECOND, gate, scan


def bodies(database):
    """(van, number, of, drops, totes, grams) of the labels that hold."""
    query = select(PrintJobRecord.__table__).where(
        PrintJobRecord.kind == "pallet_label", PrintJobRecord.voided_at.is_(None)
    )
    with database.read() as connection:
        found = [json.loads(row.body) for row in connection.execute(query.order_by(PrintJobRecord.id))]
    names = ("van", "number", "of", "drops", "totes", "gross_g")
    return [tuple(body[name] for name in names) for body in found]


def test_each_van_has_its_pallets_with_drops_totes_and_weight(database):
    gate(database)
    first = dispatch.ask_pallet_labels(database, PICKER, "0525").answer
    again = dispatch.ask_pallet_labels(database, MANAGER, "0525").answer
    assert (first["asked"], first["waiting"], again["asked"], again["already"]) == (2, [], 0, 2)
    assert bodies(database) == [("V1", 1, 1, "1–2", 5, 5 * BOX_G), ("V2", 1, 1, "1", 1, BOX_G)]


def test_a_stop_stands_on_one_pallet_unless_it_is_larger_than_one(database):
    gate(database)
    dispatch.ask_pallet_labels(database, PICKER, "0525", "V1", totes_each=3)
    assert [row[1:5] for row in bodies(database)] == [(1, 2, "1", 2), (2, 2, "2", 3)]
    other = dispatch.ask_pallet_labels(database, PICKER, "0525", "V1", totes_each=2).answer
    assert (other["asked"], other["voided"]) == (3, 2)
    assert [row[1:5] for row in bodies(database)] == [(1, 3, "1", 2), (2, 3, "2", 2), (3, 3, "2", 1)]


def test_a_van_whose_totes_are_not_sealed_waits_and_the_others_are_labelled(database):
    at = gate(database, unsealed=(SECOND,))
    answer = dispatch.ask_pallet_labels(database, PICKER, "0525").answer
    assert (answer["asked"], answer["waiting"]) == (1, ["V1"])
    with pytest.raises(LoadNotKnown) as refused:
        dispatch.ask_pallet_labels(database, PICKER, "0525", "v1")
    assert (refused.value.pieces, refused.value.totes) == (0, len(at.crates[SECOND]))
    with pytest.raises(NotFound):
        dispatch.ask_pallet_labels(database, PICKER, "0525", "V9")


def test_a_tote_that_stays_behind_makes_another_label(database):
    at = gate(database)
    dispatch.ask_pallet_labels(database, PICKER, "0525", "V1")
    dispatch.leave_behind(database, MANAGER, at.routes["V1"], at.crates[FIRST][0], "坏了")
    answer = dispatch.ask_pallet_labels(database, PICKER, "0525", "V1").answer
    assert (answer["asked"], answer["voided"], bodies(database)[0][4]) == (1, 1, 4)


def test_what_left_is_what_its_labels_say(database):
    at = gate(database)
    code = at.crates[OTHER][0]
    dispatch.ask_pallet_labels(database, PICKER, "0525", "V2")
    packing.reopen_tote(database, MANAGER, code, "查一下")
    with pytest.raises(LoadNotKnown):
        dispatch.ask_pallet_labels(database, PICKER, "0525", "V2")
    packing.seal_tote(database, MANAGER, code, gross_g=BOX_G + 10, checked_by="小周")
    assert scan(database, at.routes["V2"], code)["is_loaded"]
    dispatch.depart(database, MANAGER, at.routes["V2"])
    assert dispatch.ask_pallet_labels(database, PICKER, "0525", "V2").answer["voided"] == 1
    assert bodies(database) == [("V2", 1, 1, "1", 1, BOX_G + 10)]


def test_a_van_on_which_nothing_goes_has_no_pallet(database):
    at = gate(database)
    dispatch.leave_behind(database, MANAGER, at.routes["V2"], at.crates[OTHER][0], "坏了")
    with pytest.raises(NothingLoaded):
        dispatch.ask_pallet_labels(database, PICKER, "0525", "V2")
