"""A stop's handover: each tote is accounted for or the whole is refused by name; wrong scans are told what they are."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.errors import NotFound, ReasonNeeded
from domain.dispatch import operations as dispatch
from domain.handover import operations as handover
from domain.handover import queries
from domain.handover.records import StopHandoverRecord, ToteHandoverRecord
from domain.handover.words import (
    CrateNotOut,
    CycleStillOpen,
    ReceiverNeeded,
    StopSettled,
    StopsOpen,
    StopVerdict,
    ToteHandedOverAlready,
    ToteNotOnTheVan,
    ToteOfOtherStop,
    TotesUnaccounted,
    ToteToldTwice,
    VanNotOnItsWay,
)
from domain.packing import operations as packing
from domain.printing import operations as printing
from domain.printing.queries import jobs_of
from domain.printing.words import LabelVoid
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, RIVER, wanted
from tests.domain.handover.scene import Way, departed, handed, packed, planned, under_way
from tests.domain.packing.scene import EGG_G, TARE_G, filled, hall, picked, rows, sealed, tote_state


@pytest.fixture
def way(database):
    return under_way(database)


def stop_state(database, stop):
    with database.read() as connection:
        return connection.execute(text("SELECT state FROM route_stop WHERE id = :s"), {"s": stop}).scalar_one()


def test_everything_the_van_brought_is_received_and_signed_for(database, way):
    handover.arrive(database, MANAGER, way.stops[GARDEN])
    answer = handed(database, way, GARDEN, note="放门口")
    assert answer == {
        "point": GARDEN, "expected": 2, "handed_over": 2, "missing": 0, "damaged": 0, "returned": 0, "empties": 0,
    }  # fmt: skip
    signed = rows(database, StopHandoverRecord)[0]
    assert (signed.receiver, signed.expected, signed.note, signed.person) == ("王芳", 2, "放门口", "李娜")
    assert {tote_state(database, code) for code in way.totes[GARDEN]} == {"handed_over"}
    assert stop_state(database, way.stops[GARDEN]) == "handed_over"
    with database.read() as connection:
        sheet = queries.stop_sheet(connection, way.stops[GARDEN])
    assert (sheet.point, sheet.van, sheet.drop, sheet.expected, sheet.receiver) == (GARDEN, "V1", 1, 2, "王芳")
    assert [tote.ended for tote in sheet.totes] == ["handed_over"] * 2


def test_totes_not_told_of_are_named_and_nothing_is_done(database, way):
    first, second = way.totes[GARDEN]
    with pytest.raises(TotesUnaccounted) as told:
        handed(database, way, GARDEN, received=[first])
    assert (told.value.point, told.value.count, told.value.totes) == (GARDEN, 1, second)
    assert (rows(database, ToteHandoverRecord), stop_state(database, way.stops[GARDEN])) == ([], "pending")
    assert tote_state(database, first) == "loaded"


def test_missing_damaged_and_returned_totes_stand_beside_the_received_ones(database, way):
    first, second = way.totes[GARDEN]
    answer = handed(database, way, GARDEN, received=[], missing={first: "车上没有"}, damaged={second: "压坏"})
    assert (answer["handed_over"], answer["missing"], answer["damaged"]) == (0, 1, 1)
    assert (tote_state(database, first), tote_state(database, second)) == ("lost", "damaged")
    answer = handed(database, way, RIVER, received=[], returned={way.totes[RIVER][0]: "拒收"})
    assert (answer["returned"], tote_state(database, way.totes[RIVER][0])) == (1, "returned")
    with database.read() as connection:
        day = queries.progress(connection, "0525")
    assert (day.totes, day.handed_over, day.missing, day.damaged, day.returned) == (3, 0, 1, 1, 1)


def test_trouble_without_a_word_and_a_tote_told_twice_are_refused(database, way):
    first, second = way.totes[GARDEN]
    with pytest.raises(ReasonNeeded):
        handed(database, way, GARDEN, received=[first], missing={second: "  "})
    with pytest.raises(ToteToldTwice):
        handed(database, way, GARDEN, missing={second: "没了"})
    with pytest.raises(ReceiverNeeded):
        handed(database, way, GARDEN, receiver=" ")


def test_a_tote_scanned_twice_and_by_two_copies_of_its_label_counts_once(database, way):
    first, second = way.totes[GARDEN]
    with database.read() as connection:
        (label,) = jobs_of(connection, "tote_use 2")
    printing.cancel(database, MANAGER, [label.id], "手写")
    copy = printing.reprint(database, MANAGER, label.id, "掉了").answer
    assert copy["copy"] == 2
    answer = handed(database, way, GARDEN, received=[first, first, label.serial, second, label.serial.lower()])
    assert (answer["expected"], answer["handed_over"]) == (2, 2)


def test_a_tote_of_another_stop_is_told_which(database, way):
    with pytest.raises(ToteOfOtherStop) as told:
        handed(database, way, GARDEN, received=[*way.totes[GARDEN], *way.totes[RIVER]])
    assert (told.value.tote, told.value.point, told.value.van) == (way.totes[RIVER][0], RIVER, "V1")
    assert rows(database, ToteHandoverRecord) == []


def test_a_tote_handed_over_before_is_told_when_and_an_unknown_one_is_none(database, way):
    handed(database, way, GARDEN)
    with pytest.raises(ToteHandedOverAlready) as told:
        handed(database, way, RIVER, received=[*way.totes[RIVER], way.totes[GARDEN][0]])
    assert (told.value.point, told.value.at) == (GARDEN, rows(database, ToteHandoverRecord)[0].at)
    for unknown in ("T0000000", way.hall.crates[3], "6901234567892", "\x00", "x" * 4096):
        with pytest.raises(NotFound):
            handed(database, way, RIVER, received=[*way.totes[RIVER], unknown])


def test_each_scan_is_judged_before_anything_counts(database, way):
    garden, river = way.stops[GARDEN], way.stops[RIVER]
    first, second = way.totes[GARDEN]
    with database.read() as connection:
        seen = {
            scanned: queries.judge_scan(connection, garden, scanned)
            for scanned in (first, way.totes[RIVER][0], "T0000000", way.hall.crates[3])
        }
    assert [scan.verdict for scan in seen.values()] == [
        StopVerdict.RIGHT, StopVerdict.OTHER_STOP, StopVerdict.UNKNOWN, StopVerdict.UNKNOWN,
    ]  # fmt: skip
    assert (seen[way.totes[RIVER][0]].point, seen[way.totes[RIVER][0]].drop) == (RIVER, 2)
    handed(database, way, GARDEN)
    with database.read() as connection:
        assert queries.judge_scan(connection, garden, second).verdict is StopVerdict.DONE_ALREADY
        assert queries.judge_scan(connection, river, second).verdict is StopVerdict.EMPTY


def test_a_void_label_and_a_tote_left_in_the_hall_are_told(database):
    at, made = packed(database)
    with database.read() as connection:
        (label,) = jobs_of(connection, "tote_use 3")
    packing.reopen_tote(database, MANAGER, made[RIVER][0], "换箱")
    packing.seal_tote(database, MANAGER, made[RIVER][0], gross_g=3300, checked_by="小周")
    with database.read() as connection:
        assert queries.judge_scan(connection, 1, label.serial).verdict is StopVerdict.VOID_LABEL
        assert queries.judge_scan(connection, 1, made[RIVER][0]).verdict is StopVerdict.NOT_ON_THE_VAN
    route, stops = planned(database, at)
    departed(database, route, made, but=made[RIVER][0])
    way = Way(at, route, stops, made)
    with pytest.raises(ToteNotOnTheVan):
        handed(database, way, RIVER)
    with pytest.raises(LabelVoid):
        handed(database, way, RIVER, received=[label.serial])
    assert handed(database, way, RIVER, received=[])["expected"] == 0


def test_a_stop_is_settled_once_and_only_by_a_van_on_its_way(database, way):
    handed(database, way, GARDEN)
    for act in (
        lambda: handed(database, way, GARDEN),
        lambda: handover.arrive(database, MANAGER, way.stops[GARDEN]),
        lambda: handover.fail_stop(database, MANAGER, way.stops[GARDEN], "无人"),
    ):
        with pytest.raises(StopSettled):
            act()
    handover.arrive(database, MANAGER, way.stops[RIVER])
    with pytest.raises(StopSettled):
        handover.skip_stop(database, MANAGER, way.stops[RIVER], "堵车")
    with pytest.raises(NotFound):
        handover.arrive(database, MANAGER, 99)


def test_a_van_in_the_yard_hands_nothing_over(database):
    at, made = packed(database)
    _, stops = planned(database, at)
    with pytest.raises(VanNotOnItsWay):
        handover.hand_over(database, MANAGER, stops[GARDEN], received=made[GARDEN], receiver="王芳")


def test_the_same_handover_sent_again_is_done_once(database, way):
    both = [handed(database, way, GARDEN, command_id="handover-1") for _ in range(2)]
    assert both[0] == both[1]
    assert len(rows(database, ToteHandoverRecord)) == 2


def test_a_label_on_the_van_keeps_the_count_it_left_with(database):
    at = hall(database, wanted("A1", {EGGS: 2, GRAPES: 2}), wanted("B1", {EGGS: 1}, point=RIVER))
    first, second, third = at.crates[:3]
    filled(database, at, first, {EGGS: 2})
    use = filled(database, at, second, {GRAPES: [1480, 1520]})
    for code, grams in ((first, 2 * EGG_G), (second, 3000)):
        sealed(database, code, TARE_G + grams)
    route, _ = planned(database, at)
    dispatch.begin_loading(database, MANAGER, route)
    assert dispatch.load_tote(database, MANAGER, route, first).answer["is_loaded"]
    packing.reopen_tote(database, MANAGER, second, "太重")
    undone = {"weight_g": 1520, "order_id": at.orders["A1"], "undoes_id": 3}
    picked(database, at, use, GRAPES, kind="undo", quantity=1, **undone)
    filled(database, at, third, {GRAPES: [1520]})
    again = [sealed(database, code, TARE_G + grams) for code, grams in ((second, 1480), (third, 1520))]
    assert [(answer["number"], answer["of"]) for answer in again] == [(2, 3), (3, 3)]
    with database.read() as connection:
        (kept,) = jobs_of(connection, "tote_use 1")
    assert (kept.body["number"], kept.body["of"], kept.void_reason) == (1, 2, None)


# Empties ------------------------------------------------------------------------------------------


def test_empty_crates_of_an_earlier_day_come_back_on_the_van_and_are_free_again(database, way):
    old = way.totes[GARDEN][0]
    handed(database, way, GARDEN)
    answer = handed(database, way, RIVER, empties=[old, old], empties_counted=3)
    assert (answer["empties"], tote_state(database, old)) == (4, "returned")
    closed = handover.close_route(database, MANAGER, way.route).answer
    assert (closed["empties"], tote_state(database, old)) == (1, "free")
    with database.read() as connection:
        assert queries.stop_sheet(connection, way.stops[RIVER]).empties == 4


def test_a_crate_that_is_not_out_is_no_empty(database, way):
    with pytest.raises(CrateNotOut):
        handed(database, way, RIVER, empties=[way.totes[GARDEN][0]])
    assert stop_state(database, way.stops[RIVER]) == "pending"


# The end ------------------------------------------------------------------------------------------


def test_a_route_closes_when_what_came_back_is_told_of(database, way):
    handed(database, way, GARDEN)
    with pytest.raises(StopsOpen) as told:
        handover.close_route(database, MANAGER, way.route)
    assert (told.value.count, told.value.points) == (1, RIVER)
    with pytest.raises(ReasonNeeded):
        handover.fail_stop(database, MANAGER, way.stops[RIVER], " ")
    handover.fail_stop(database, MANAGER, way.stops[RIVER], "没人开门")
    handover.return_route(database, MANAGER, way.route)
    with pytest.raises(TotesUnaccounted):
        handover.close_route(database, MANAGER, way.route)
    answer = handover.close_route(database, MANAGER, way.route, back=way.totes[RIVER]).answer
    assert answer == {"van": "V1", "back": 1, "missing": 0, "empties": 0}
    ended = rows(database, ToteHandoverRecord)[-1]
    assert (ended.ended, ended.note) == ("returned", "failed: 没人开门")
    assert tote_state(database, way.totes[RIVER][0]) == "returned"
    with pytest.raises(VanNotOnItsWay):
        handover.close_route(database, MANAGER, way.route)


def test_what_did_not_come_back_is_missing_with_a_word(database, way):
    handed(database, way, GARDEN)
    handover.skip_stop(database, MANAGER, way.stops[RIVER], "桥断了")
    with pytest.raises(ReasonNeeded):
        handover.close_route(database, MANAGER, way.route, missing={way.totes[RIVER][0]: ""})
    answer = handover.close_route(database, MANAGER, way.route, missing={way.totes[RIVER][0]: "找不到"}).answer
    assert (answer["back"], answer["missing"], tote_state(database, way.totes[RIVER][0])) == (0, 1, "lost")


def test_a_cycle_is_completed_when_nothing_of_it_is_open(database, way):
    with pytest.raises(CycleStillOpen) as told:
        handover.complete_cycle(database, MANAGER, "0525")
    assert (told.value.waves, told.value.stops, told.value.routes, told.value.totes) == (0, 2, 1, 3)
    assert told.value.names.startswith(f"V1, {GARDEN}, {RIVER}")
    for point in way.stops:
        handed(database, way, point)
    handover.close_route(database, MANAGER, way.route)
    assert handover.complete_cycle(database, MANAGER, "0525").answer == {"cycle": "0525", "state": "completed"}
    with database.read() as connection:
        day = queries.progress(connection, "0525")
    assert (day.state, day.stops, day.stops_done, day.routes, day.routes_closed) == ("completed", 2, 2, 1, 1)
    assert (day.orders, day.collected, day.waiting) == (3, 0, 3)


def test_a_tote_left_behind_and_an_open_wave_are_in_the_way(database):
    at, _ = packed(database)
    planned(database, at)
    with database.read() as connection:
        found = queries.in_the_way(connection, 1)
    assert (found.waves, found.stops, found.routes, found.totes, found.points) == (1, 2, 1, 3, 0)
    assert "W01" in found.names
