"""Leaving: nothing is missing that is not named, and what left stays as it was."""

from __future__ import annotations

import threading

import pytest

from domain.common.errors import DomainError, NotAllowed
from domain.common.people import Actor, Role
from domain.dispatch import operations as dispatch
from domain.dispatch.queries import load_lists, van_board
from domain.dispatch.words import NothingLoaded, NotLoading, StillToCome, StillToPick, VanHasLeft
from tests.builders import CLERK, MANAGER, PICKER
from tests.domain.dispatch.scene import (
    BOX_G,
    FIRST,
    OTHER,
    SECOND,
    all_on,
    books,
    boxes,
    departed,
    gate,
    hall,
    listed,
    put_on_vans,
    scan,
)
from tests.domain.packing.scene import tote_state


def test_a_van_with_everything_on_it_leaves(database):
    at = gate(database)
    all_on(database, at, "V1")
    answer = dispatch.depart(database, PICKER, at.routes["V1"]).answer
    assert answer == {"van": "V1", "totes": 5, "weight_g": 5 * BOX_G, "left_behind": 0, "to_pick": 0}
    shown = listed(database, at.routes["V1"])
    assert shown.state == "departed"
    assert shown.departed_at is not None
    assert books(database, "SELECT departed_by FROM van_load WHERE departed_at IS NOT NULL")[0][0] == PICKER.person


def test_a_van_does_not_leave_while_crates_are_missing_and_they_are_named(database):
    at = gate(database)
    scan(database, at.routes["V1"], at.crates[SECOND][0])
    with pytest.raises(StillToCome) as told:
        dispatch.depart(database, PICKER, at.routes["V1"])
    assert told.value.count == 4
    assert told.value.totes.split(", ")[0] == f"{at.crates[SECOND][1]} {SECOND}"
    assert f"{at.crates[FIRST][0]} {FIRST}" in told.value.totes
    assert listed(database, at.routes["V1"]).state == "loading"


def test_what_is_left_behind_with_a_reason_keeps_no_van(database):
    at = gate(database)
    for code in at.crates[SECOND]:
        scan(database, at.routes["V1"], code)
    for code in at.crates[FIRST]:
        dispatch.leave_behind(database, PICKER, at.routes["V1"], code, "点位临时关门")
    assert dispatch.depart(database, PICKER, at.routes["V1"]).answer["left_behind"] == 2
    assert tote_state(database, at.crates[FIRST][0]) == "sealed"


def test_a_van_without_totes_does_not_leave(database):
    at = gate(database)
    with pytest.raises(NothingLoaded):
        dispatch.depart(database, PICKER, at.routes["V2"])


def test_a_van_waits_for_goods_that_are_still_picked_unless_a_named_person_lets_it_go(database):
    at = hall(database)
    boxes(database, at, FIRST, 2)
    routes = put_on_vans(database, at)
    dispatch.begin_loading(database, MANAGER, routes["V1"])
    for stop in listed(database, routes["V1"]).stops:
        for crate in stop.crates:
            scan(database, routes["V1"], crate.code)
    with pytest.raises(StillToPick) as told:
        dispatch.depart(database, PICKER, routes["V1"])
    assert (told.value.pieces, told.value.points) == (6, SECOND)
    with pytest.raises(NotAllowed):
        dispatch.depart(database, PICKER, routes["V1"], override="先走")
    assert dispatch.depart(database, MANAGER, routes["V1"], override="先走，乙点下一趟").answer["to_pick"] == 6


def test_after_leaving_nothing_on_the_van_is_changed_here(database):
    at = departed(database)
    code = at.crates[SECOND][0]
    for act in (
        lambda: dispatch.unload_tote(database, MANAGER, at.routes["V1"], code, "装错"),
        lambda: dispatch.undo_load(database, MANAGER, at.routes["V1"]),
        lambda: dispatch.depart(database, MANAGER, at.routes["V1"]),
        lambda: dispatch.allow_more(database, MANAGER, at.routes["V1"], "路近", totes=1),
        lambda: dispatch.stop_loading(database, MANAGER, at.routes["V1"]),
        lambda: dispatch.begin_loading(database, MANAGER, at.routes["V1"]),
    ):
        with pytest.raises(VanHasLeft):
            act()
    assert tote_state(database, code) == "loaded"


def test_a_van_leaves_only_from_the_gate(database):
    at = gate(database, begun=False)
    with pytest.raises(NotLoading):
        dispatch.depart(database, MANAGER, at.routes["V1"])


def test_who_may_not_send_vans_off_does_not(database, monkeypatch):
    from domain.common import people

    at = gate(database)
    monkeypatch.setitem(people.RIGHTS, Role.PICKER, frozenset({people.Right.LOAD}))
    with pytest.raises(NotAllowed):
        dispatch.depart(database, Actor("阿强", "分拣台", Role.PICKER), at.routes["V1"])


def test_the_board_knows_who_has_left(database):
    at = departed(database)
    with database.read() as connection:
        board = van_board(connection, "0525")
        lists = load_lists(connection, "0525")
    assert [(row.van, row.state, row.missing, row.departed_at is not None) for row in board] == [
        ("V1", "departed", 0, True), ("V2", "departed", 0, True),
    ]  # fmt: skip
    assert {one.route_id for one in lists} == set(at.routes.values())


# Two stations -------------------------------------------------------------------------------------


def at_once(*acts):
    """Each act in a thread of its own, begun together; what they answered or raised, in their order."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            found[number] = act()
        except DomainError as error:
            found[number] = error

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_two_stations_load_one_van_and_both_are_right(database):
    at = gate(database)
    codes = [*at.crates[SECOND], *at.crates[FIRST]]

    def load(mine, actor):
        return lambda: [scan(database, at.routes["V1"], code, actor=actor)["is_loaded"] for code in mine]

    found = at_once(load(codes[::2], MANAGER), load(codes[1::2], CLERK))
    assert found == [[True] * 3, [True] * 2]
    assert books(database, "SELECT totes, weight_g FROM van_load WHERE route_id = :r", r=at.routes["V1"])[0] == (
        5, 5 * BOX_G,
    )  # fmt: skip


def test_two_stations_scan_one_crate_and_it_counts_once(database):
    at = gate(database)
    for code in (*at.crates[SECOND], *at.crates[FIRST]):
        found = at_once(*(
            lambda code=code, actor=actor: scan(database, at.routes["V1"], code, actor=actor)["verdict"]
            for actor in (MANAGER, CLERK, PICKER)
        ))  # fmt: skip
        assert sorted(found) == ["loaded_already", "loaded_already", "right"]
    assert books(database, "SELECT totes FROM van_load WHERE route_id = :r", r=at.routes["V1"])[0].totes == 5


def test_the_last_room_of_a_van_goes_to_one_of_two_stations(database):
    at = gate(database, begun=False)
    with database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE van SET max_totes = 1")
    dispatch.begin_loading(database, MANAGER, at.routes["V1"])
    one, two, _ = at.crates[SECOND]
    found = at_once(
        lambda: scan(database, at.routes["V1"], one)["verdict"],
        lambda: scan(database, at.routes["V1"], two, actor=CLERK)["verdict"],
    )
    assert sorted(found) == ["over_limit", "right"]


def test_a_van_does_not_leave_between_a_scan_and_its_row(database):
    at = gate(database)
    all_on(database, at, "V2")
    dispatch.unload_tote(database, MANAGER, at.routes["V2"], at.crates[OTHER][0], "看一眼")
    dispatch.leave_behind(database, MANAGER, at.routes["V2"], at.crates[OTHER][0], "等复核")
    found = at_once(
        lambda: scan(database, at.routes["V2"], at.crates[OTHER][0])["verdict"],
        lambda: dispatch.depart(database, CLERK, at.routes["V2"]).answer["totes"],
    )
    # The scan first: one tote left. The van first: it is empty and does not leave, and the scan is loaded.
    assert found[0] == "right"
    assert found[1] == 1 or isinstance(found[1], NothingLoaded)
