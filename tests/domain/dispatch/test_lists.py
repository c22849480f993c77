"""What is left behind, what the load list and the board say, and who may allow more."""

from __future__ import annotations

import pytest

from domain.common.errors import NotAllowed, ReasonNeeded, RuleBroken
from domain.dispatch import operations as dispatch
from domain.dispatch.queries import van_board
from domain.dispatch.words import NotForVan, ToteOnVan
from tests.builders import CLERK, EGGS, MANAGER, PICKER
from tests.domain.dispatch.scene import (
    BOX_G,
    FIRST,
    OTHER,
    SECOND,
    all_on,
    boxes,
    gate,
    hall,
    listed,
    put_on_vans,
    scan,
)
from tests.domain.packing.scene import filled

# What is left behind -------------------------------------------------------------------------------


def test_a_crate_left_behind_is_named_and_no_longer_missing(database):
    at = gate(database)
    one, two, three = at.crates[SECOND]
    answer = dispatch.leave_behind(database, PICKER, at.routes["V1"], three, "摔坏了").answer
    assert answer == {"van": "V1", "tote": three, "point": SECOND, "missing": 4}
    assert {crate.code: crate.left_behind for crate in listed(database, at.routes["V1"]).stops[0].crates} == {
        one: "", two: "", three: "摔坏了",
    }  # fmt: skip
    # Found after all, it counts as loaded.
    scan(database, at.routes["V1"], three)
    assert [crate.left_behind for crate in listed(database, at.routes["V1"]).stops[0].crates] == ["", "", ""]


def test_only_a_crate_of_this_van_that_is_not_on_it_is_left_behind(database):
    at = gate(database)
    code = at.crates[OTHER][0]
    with pytest.raises(NotForVan):
        dispatch.leave_behind(database, PICKER, at.routes["V1"], code, "摔坏了")
    with pytest.raises(ReasonNeeded):
        dispatch.leave_behind(database, PICKER, at.routes["V2"], code, "")
    scan(database, at.routes["V2"], code)
    with pytest.raises(ToteOnVan):
        dispatch.leave_behind(database, PICKER, at.routes["V2"], code, "摔坏了")


# Lists --------------------------------------------------------------------------------------------


def test_the_load_list_has_the_last_drop_first_and_what_must_still_come(database):
    at = gate(database, unsealed=(FIRST,))
    scan(database, at.routes["V1"], at.crates[SECOND][1])
    shown = listed(database, at.routes["V1"])
    assert [(stop.drop_no, stop.point, stop.loaded, len(stop.missing)) for stop in shown.stops] == [
        (2, SECOND, 1, 2), (1, FIRST, 0, 2),
    ]  # fmt: skip
    assert [(crate.number, crate.of) for crate in shown.stops[0].crates] == [(1, 3), (2, 3), (3, 3)]
    assert {crate.state for crate in shown.stops[1].crates} == {"filling"}
    assert (shown.expected, len(shown.missing), shown.to_pick) == (5, 4, 0)


def test_the_board_says_of_every_van_how_far_it_is(database):
    at = gate(database, unsealed=(OTHER,))
    scan(database, at.routes["V1"], at.crates[SECOND][0])
    dispatch.leave_behind(database, PICKER, at.routes["V1"], at.crates[FIRST][0], "摔坏了")
    with database.read() as connection:
        rows = {row.van: row for row in van_board(connection, "0525")}
    first, second = rows["V1"], rows["V2"]
    assert (first.state, first.stops, first.totes, first.loaded, first.left_behind) == ("loading", 2, 5, 1, 1)
    assert (first.missing, first.weight_g) == (3, BOX_G)
    assert (second.totes, second.loaded, second.ready, second.missing) == (1, 0, 0, 1)


def test_pieces_not_picked_yet_are_told_on_the_list(database):
    at = hall(database)
    boxes(database, at, FIRST, 1, seal=False)
    routes = put_on_vans(database, at)
    shown = listed(database, routes["V1"])
    assert [(stop.point, stop.to_pick) for stop in shown.stops] == [(SECOND, 6), (FIRST, 2)]
    assert filled(database, at, at.crates[5], {EGGS: 2}, FIRST)
    assert listed(database, routes["V1"]).stops[1].to_pick == 0


def test_a_clerk_does_not_allow_more(database):
    at = gate(database)
    with pytest.raises(NotAllowed):
        dispatch.allow_more(database, CLERK, at.routes["V1"], "路近", totes=1)


def test_the_database_refuses_an_allowance_below_what_is_on_the_van(database):
    at = gate(database, begun=False)
    with database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE van SET max_totes = 4")
    dispatch.begin_loading(database, MANAGER, at.routes["V1"])
    dispatch.allow_more(database, MANAGER, at.routes["V1"], "路近", totes=1)
    all_on(database, at, "V1")
    with pytest.raises(RuleBroken) as told:
        dispatch.allow_more(database, MANAGER, at.routes["V1"], "还是不行", totes=0)
    assert told.value.rule == "ck_van_load_totes_within_limit"
