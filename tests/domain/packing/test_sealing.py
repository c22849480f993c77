"""The gate: nothing is sealed before its point is done, a wrong weight is told with its likeliest cause, labels count right."""

from __future__ import annotations

import json

import pytest

from domain.common.errors import NotAllowed, NotFound, ReasonNeeded
from domain.packing import operations as packing
from domain.packing import queries
from domain.packing.records import SealRecord
from domain.packing.words import (
    CrateLeftOut,
    KilogramsTyped,
    PiecesMissing,
    PiecesTooMany,
    PointNotDone,
    SecondPersonNeeded,
    WeightImpossible,
    WeightNeeded,
    WeightOff,
    WrongLane,
)
from domain.printing.queries import jobs_of
from domain.printing.records import PrintJobRecord
from domain.printing.words import LabelVoid
from domain.totes import operations as totes
from domain.totes.words import ToteBusy, ToteEmpty
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, PICKER, RIVER, wanted
from tests.domain.ordering.books import trail
from tests.domain.packing.scene import (
    EGG_G,
    TARE_G,
    filled,
    hall,
    opened,
    picked,
    rows,
    say,
    sealed,
    short,
    tote_state,
)
from tests.kept_scenes import kept

WHOLE = {EGGS: 5, GRAPES: [1480]}
GROSS = TARE_G + 5 * EGG_G + 1480


@pytest.fixture
@kept
def gate(database):
    """The first crate holds everything the garden gets; it is still open."""
    at = hall(database)
    filled(database, at, at.crates[0], WHOLE)
    return at


def test_a_tote_of_a_point_that_is_done_is_sealed_with_its_weights_and_its_label(database, gate):
    answer = sealed(database, gate.crates[0], GROSS + 40)
    assert (answer["expected_g"], answer["gross_g"], answer["tolerance_g"]) == (GROSS, GROSS + 40, 380)
    assert (answer["point"], answer["number"], answer["of"], answer["to_seal"]) == (GARDEN, 1, 1, 0)
    assert tote_state(database, gate.crates[0]) == "sealed"
    seal = rows(database, SealRecord)[0]
    assert (seal.pieces, seal.person, seal.station, seal.print_job_id) == (6, "李娜", "打单台", answer["label"])
    body = json.loads(rows(database, PrintJobRecord)[0].body)
    assert (body["point"], body["tote"], body["pieces"], body["gross_g"], body["wave"], body["snapshot"]) == (
        GARDEN, gate.crates[0], 6, GROSS + 40, 1, 1,
    )  # fmt: skip


def test_nothing_of_a_point_is_sealed_while_a_piece_of_it_is_open(database):
    at = hall(database)
    filled(database, at, at.crates[0], {EGGS: 3, GRAPES: [1480]})
    with pytest.raises(PointNotDone) as told:
        sealed(database, at.crates[0], GROSS)
    assert (told.value.point, told.value.pieces, told.value.products) == (GARDEN, 2, f"{EGGS} 2")
    assert tote_state(database, at.crates[0]) == "filling"
    short(database, at, EGGS, 2)
    assert sealed(database, at.crates[0], GROSS - 2 * EGG_G)["to_seal"] == 0


def test_a_full_crate_waits_closed_until_the_point_is_done(database):
    at = hall(database)
    filled(database, at, at.crates[0], {EGGS: 5})
    totes.tote_full(database, MANAGER, at.crates[0])
    with pytest.raises(PointNotDone):
        sealed(database, at.crates[0], TARE_G + 5 * EGG_G)
    with database.read() as connection:
        waiting = queries.waiting_to_be_sealed(connection, "0525")
    assert [(row.tote, row.state, row.to_pick) for row in waiting] == [(at.crates[0], "closed", 1)]
    filled(database, at, at.crates[1], {GRAPES: [1480]})
    first = sealed(database, at.crates[0], TARE_G + 5 * EGG_G)
    assert (first["number"], first["of"], first["to_seal"]) == (1, 2, 1)
    assert sealed(database, at.crates[1], TARE_G + 1480)["to_seal"] == 0
    with database.read() as connection:
        assert not queries.waiting_to_be_sealed(connection, "0525")
        ready = queries.totes_of_point(connection, "0525", at.shop.points[GARDEN])
    assert [(row.tote, row.state, row.label_state) for row in ready] == [
        (at.crates[0], "sealed", "queued"),
        (at.crates[1], "sealed", "queued"),
    ]


@pytest.mark.parametrize(
    ("gross", "refusal", "product", "pieces"),
    [
        (GROSS - EGG_G - 10, PiecesMissing, EGGS, 1),
        (GROSS + EGG_G + 10, PiecesTooMany, EGGS, 1),
        (GROSS - TARE_G - 25, CrateLeftOut, "", 0),
        (GROSS - 5000, WeightOff, "", 0),
        (11, KilogramsTyped, "", 0),
    ],
)
def test_a_wrong_weight_is_refused_with_its_likeliest_cause(database, gate, gross, refusal, product, pieces):
    with pytest.raises(WeightOff) as told:
        sealed(database, gate.crates[0], gross)
    off = told.value
    assert (type(off), off.product, off.pieces) == (refusal, product, pieces)
    assert (off.expected_grams, off.gross_grams, off.difference_grams) == (GROSS, gross, gross - GROSS)
    assert (tote_state(database, gate.crates[0]), rows(database, SealRecord)) == ("filling", [])


def test_no_weight_and_senseless_ones_are_refused(database, gate):
    for gross in (0, -1200, 200_001):
        with pytest.raises(WeightImpossible):
            sealed(database, gate.crates[0], gross)
    with pytest.raises(WeightNeeded):
        packing.seal_tote(database, MANAGER, gate.crates[0], gross_g=None)


def test_a_hall_without_a_scale_may_seal_unweighed_when_the_company_says_so(database, gate):
    say(database, "packing", '{"weighing": "when_possible"}')
    answer = packing.seal_tote(database, PICKER, gate.crates[0], gross_g=None).answer
    assert (answer["gross_g"], rows(database, SealRecord)[0].gross_g) == (None, None)


def test_a_wrong_weight_passes_by_name_and_reason_of_who_may_allow_it(database, gate):
    code, wrong = gate.crates[0], GROSS - 5000
    with pytest.raises(NotAllowed):
        packing.seal_tote(database, PICKER, code, gross_g=wrong, override_reason="看过了")
    packing.seal_tote(database, PICKER, code, gross_g=wrong, override_reason="看过了", override_by=MANAGER)
    seal = rows(database, SealRecord)[0]
    assert (seal.person, seal.override_by, seal.override_reason) == ("阿强", "李娜", "看过了")


def test_a_right_weight_needs_nobodys_name(database, gate):
    sealed(database, gate.crates[0], GROSS, override_reason="sure")
    assert rows(database, SealRecord)[0].override_by is None


def test_cold_goods_are_checked_by_a_second_person(database):
    at = hall(database, cold=True)
    filled(database, at, at.crates[0], WHOLE)
    for nobody in (None, " ", "李娜"):
        with pytest.raises(SecondPersonNeeded):
            sealed(database, at.crates[0], GROSS, checked_by=nobody)
    sealed(database, at.crates[0], GROSS, checked_by="小周")
    seal = rows(database, SealRecord)[0]
    assert (bool(seal.needs_check), seal.checked_by) == (True, "小周")


def test_a_typed_weight_is_marked_with_why(database, gate):
    sealed(database, gate.crates[0], GROSS, manual_weight=True, manual_why="工位没有秤")
    assert bool(rows(database, SealRecord)[0].manual_weight)
    told = json.loads(trail(database, "tote_sealed")[0].after)
    assert told["why_typed"] == "工位没有秤"


def test_an_empty_an_unknown_and_a_sealed_tote_are_refused(database, gate):
    opened(database, gate, gate.crates[1], RIVER)
    with pytest.raises(ToteEmpty):
        sealed(database, gate.crates[1], TARE_G)
    for unknown in ("T0000000", "6901234567892", gate.crates[0] * 2, "\x1d\x00", "x" * 4096, gate.crates[3]):
        with pytest.raises(NotFound):
            sealed(database, unknown, GROSS)
    sealed(database, gate.crates[0], GROSS)
    with pytest.raises(ToteBusy):
        sealed(database, gate.crates[0], GROSS)


def test_the_same_command_again_seals_once(database, gate):
    both = [sealed(database, gate.crates[0], GROSS, command_id="seal-0001") for _ in range(2)]
    assert both[0] == both[1]
    assert len(rows(database, SealRecord)) == 1


# Opened once more --------------------------------------------------------------------------------


def test_reopening_voids_seal_and_label_and_the_next_seal_gets_a_new_one(database, gate):
    code = gate.crates[0]
    first = sealed(database, code, GROSS)
    with pytest.raises(ReasonNeeded):
        packing.reopen_tote(database, MANAGER, code, " ")
    packing.reopen_tote(database, MANAGER, code, "少放一盒")
    old = rows(database, SealRecord)[0]
    assert (old.void_reason, old.voided_by, tote_state(database, code)) == ("少放一盒", "李娜", "filling")
    label = rows(database, PrintJobRecord)[0]
    assert (label.void_reason, label.state) == ("少放一盒", "cancelled")
    second = sealed(database, code, GROSS + 5)
    assert second["label"] != first["label"]
    assert [row.number for row in rows(database, SealRecord)] == [1, 2]
    with database.read() as connection:
        with pytest.raises(LabelVoid):
            queries.tote_of_scan(connection, label.serial)
        found = queries.tote_of_scan(connection, rows(database, PrintJobRecord)[1].serial.lower())
    assert found.code == code


def test_labels_of_the_point_are_counted_anew_when_a_tote_is_added(database, gate):
    code = gate.crates[0]
    first = sealed(database, code, GROSS)
    packing.reopen_tote(database, MANAGER, code, "太满")
    undone = picked(
        database, gate, rows(database, SealRecord)[0].tote_use_id, GRAPES, kind="undo", quantity=1, weight_g=1480,
        order_id=gate.orders["A1"], undoes_id=2,
    )  # fmt: skip
    assert undone
    one = filled(database, gate, gate.crates[1], {GRAPES: [1480]})
    again = sealed(database, code, GROSS - 1480)
    other = sealed(database, gate.crates[1], TARE_G + 1480)
    assert [(a["number"], a["of"]) for a in (first, again, other)] == [(1, 1), (1, 2), (2, 2)]
    with database.read() as connection:
        assert [job.body["of"] for job in jobs_of(connection, f"tote_use {one}")] == [2]


def test_a_tote_emptied_leaves_the_others_with_labels_that_count_right(database, gate):
    use = filled(database, gate, gate.crates[1], {EGGS: 1}, point=RIVER)
    sealed(database, gate.crates[1], TARE_G + EGG_G)
    sealed(database, gate.crates[0], GROSS)
    packing.reopen_tote(database, MANAGER, gate.crates[1], "换筐")
    picked(database, gate, use, EGGS, RIVER, kind="undo", quantity=1, undoes_id=3)
    filled(database, gate, gate.crates[2], {EGGS: 1}, point=RIVER)
    answer = sealed(database, gate.crates[2], TARE_G + EGG_G)
    assert (answer["number"], answer["of"], answer["to_seal"]) == (1, 1, 0)


def test_a_tote_is_staged_at_its_lane_and_comes_off_it_to_be_opened(database, gate):
    code = gate.crates[0]
    with pytest.raises(ToteBusy):
        packing.stage_tote(database, MANAGER, code)
    sealed(database, code, GROSS)
    with pytest.raises(WrongLane):
        packing.stage_tote(database, MANAGER, code, "V9")
    assert packing.stage_tote(database, MANAGER, code).answer["lane"] == ""
    assert tote_state(database, code) == "staged"
    packing.reopen_tote(database, MANAGER, code, "漏了")
    assert tote_state(database, code) == "filling"


def test_the_sheet_of_a_tote_names_what_is_in_it_without_what_was_taken_out(database):
    at = hall(database, wanted("A1", {EGGS: 2, GRAPES: 2, MELON: 1}))
    use = filled(database, at, at.crates[0], {EGGS: 1, GRAPES: [1480, 1520]})
    wrong = picked(database, at, use, EGGS, quantity=1)
    picked(database, at, use, EGGS, kind="undo", quantity=1, undoes_id=wrong)
    substitute = {"given_product_id": at.shop.products[EGGS], "given_fen": 900, "order_id": at.orders["A1"]}
    picked(database, at, use, MELON, kind="substitute", quantity=1, consent="顾客", **substitute)
    with database.read() as connection:
        sheet = queries.tote_sheet(connection, at.crates[0])
    assert {(line.product, line.pieces, line.weight_g, line.substitutes) for line in sheet.lines} == {
        (EGGS, 1, 1500, 0), (GRAPES, 2, 3000, 0), (EGGS, 1, 1500, 1),
    }  # fmt: skip
    assert (sheet.pieces, sheet.expected_g, sheet.gross_g) == (4, TARE_G + 6000, None)
