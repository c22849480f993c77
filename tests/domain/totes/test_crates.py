"""The life of a crate: registered with a code that checks itself, opened for one point, closed, freed, damaged, lost."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.codes import is_tote_code, tote_code
from domain.common.command import execute
from domain.common.errors import NotAllowed, NotFound, ReasonNeeded
from domain.totes import operations as totes
from domain.totes.queries import crates_out, tote, tote_counts, totes_of_point
from domain.totes.queries import totes as all_totes
from domain.totes.words import TooManyTotes, ToteBusy, ToteEmpty, ToteKind, ToteNotEmpty, ToteState
from tests.builders import EGGS, GARDEN, MANAGER, PICKER, RIVER
from tests.domain.picking.scene import CODES, hall
from tests.domain.rules_kit import without_guards


@pytest.fixture
def night(database):
    return hall(database)


def crate(database, code):
    with database.read() as connection:
        return tote(connection, code)


# Codes ---------------------------------------------------------------------------------------------


def test_every_code_has_a_check_digit_and_a_slip_of_one_digit_is_found():
    code = tote_code("T", 1234)
    assert (len(code), is_tote_code(code)) == (8, True)
    for at in range(1, 8):
        for digit in "0123456789":
            slip = code[:at] + digit + code[at + 1 :]
            assert is_tote_code(slip) == (slip == code)
    assert not is_tote_code(code + "0")
    assert not is_tote_code("X" + code[1:])


def test_new_crates_get_the_next_codes_of_their_kind(database):
    first = totes.register_totes(database, MANAGER, 3).answer["codes"]
    second = totes.register_totes(database, MANAGER, 2, tare_g=2100).answer["codes"]
    cold = totes.register_totes(database, MANAGER, 1, kind=ToteKind.COLD).answer["codes"]
    assert [code[:-1] for code in (*first, *second, *cold)] == [
        "T000001", "T000002", "T000003", "T000004", "T000005", "C000001",
    ]  # fmt: skip
    assert all(is_tote_code(code) for code in (*first, *second, *cold))
    assert crate(database, second[0]).tare_g == 2100
    with database.read() as connection:
        assert [row.code for row in all_totes(connection, state=ToteState.FREE)] == sorted((*first, *second, *cold))


def test_two_thousand_crates_are_registered_at_once(database):
    assert len(set(totes.register_totes(database, MANAGER, 2000).answer["codes"])) == 2000


@pytest.mark.parametrize("count", [0, -1, 5001])
def test_a_senseless_number_of_crates_is_refused(database, count):
    with pytest.raises(TooManyTotes):
        totes.register_totes(database, MANAGER, count)


def test_a_picker_registers_no_crates(database):
    with pytest.raises(NotAllowed):
        totes.register_totes(database, PICKER, 1)


# Life ----------------------------------------------------------------------------------------------


def test_a_crate_knows_whose_it_is_and_what_is_in_it(database, night):
    station = night.station()
    station.scan(night.crates[0])
    station.scan(CODES[EGGS], quantity=3)
    row = crate(database, night.crates[0])
    assert (row.state, row.point, row.number, row.pieces, row.content_g) == ("filling", GARDEN, 1, 3, 4500)
    station.scan(night.crates[1])
    with database.read() as connection:
        assert [r.number for r in totes_of_point(connection, night.waves[GARDEN], night.shop.points[GARDEN])] == [1, 2]
        assert tote_counts(connection) == {"filling": 2, "free": 7}


def test_of_two_stations_that_take_one_free_crate_one_is_told_whose_it_is(database, night):
    garden, river = night.station(), night.station(RIVER)
    garden.scan(night.crates[0])

    def work(tx):
        return {"use": totes.open_tote(tx, night.crates[0], night.waves[RIVER], night.shop.points[RIVER])}

    with pytest.raises(ToteBusy) as told:
        execute(database, MANAGER, "open", [], work)
    assert (told.value.state, told.value.point) == ("filling", GARDEN)
    assert not river.scan(night.crates[0]).is_counted


def test_an_empty_crate_is_freed_and_a_full_one_is_not(database, night):
    station = night.station()
    station.scan(night.crates[0])
    with pytest.raises(ToteEmpty):
        totes.tote_full(database, MANAGER, night.crates[0])
    station.scan(CODES[EGGS])
    with pytest.raises(ToteNotEmpty):
        totes.tote_empty(database, MANAGER, night.crates[0])
    station.undo()
    totes.tote_empty(database, MANAGER, night.crates[0])
    assert crate(database, night.crates[0]).state == "free"
    assert crate(database, night.crates[0]).use_id is None


def test_a_freed_crate_can_be_opened_for_another_point(database, night):
    night.station().scan(night.crates[0])
    totes.tote_empty(database, MANAGER, night.crates[0])
    assert night.station(RIVER).scan(night.crates[0]).is_counted
    assert crate(database, night.crates[0]).point == RIVER


@pytest.mark.parametrize(("act", "state"), [(totes.tote_damaged, "damaged"), (totes.tote_lost, "lost")])
def test_a_crate_goes_out_of_use_with_a_reason_and_comes_back(database, night, act, state):
    with pytest.raises(ReasonNeeded):
        act(database, MANAGER, night.crates[0], " ")
    act(database, MANAGER, night.crates[0], "底裂了")
    assert crate(database, night.crates[0]).state == state
    assert not night.station().scan(night.crates[0]).is_counted
    totes.tote_back(database, MANAGER, night.crates[0])
    assert crate(database, night.crates[0]).state == "free"


def test_what_was_in_a_lost_crate_stays_known_until_it_is_back(database, night):
    station = night.station()
    station.scan(night.crates[0])
    station.scan(CODES[EGGS])
    totes.tote_lost(database, MANAGER, night.crates[0], "找不到")
    assert crate(database, night.crates[0]).pieces == 1


def test_a_crate_nobody_knows_is_not_found(database, night):
    with pytest.raises(NotFound):
        totes.tote_full(database, MANAGER, "T9999990")
    with pytest.raises(ToteBusy):
        totes.tote_not_full(database, MANAGER, night.crates[0])


def test_crates_that_stand_at_points_are_counted(database, night):
    for number, point in ((0, GARDEN), (1, GARDEN), (2, RIVER)):
        night.station(point).scan(night.crates[number])
    # Their way over seal and van belongs to packing and dispatch.
    with database.writer.begin() as connection, without_guards(connection):
        connection.execute(text("UPDATE tote SET state = 'handed_over' WHERE state = 'filling'"))
    with database.read() as connection:
        (garden, river) = crates_out(connection)
    assert (garden.point, garden.crates, garden.codes) == (GARDEN, 2, tuple(night.crates[:2]))
    assert river.crates == 1
    totes.tote_back(database, MANAGER, night.crates[2])
    with database.read() as connection:
        assert [one.point for one in crates_out(connection)] == [GARDEN]
