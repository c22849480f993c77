"""Loading by scan: what counts, what is refused and kept, what a van may carry, and what is taken off again."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.codes import tote_code
from domain.common.errors import NotAllowed, NotFound, ReasonNeeded
from domain.dispatch import operations as dispatch
from domain.dispatch.words import NothingToUndo, NotInPlan, NotLoading, NotOnVan, StillLoaded
from domain.packing import operations as packing
from domain.routing import operations as routing
from domain.routing.words import RouteFixed
from tests.builders import CLERK, MANAGER, PICKER
from tests.domain.dispatch.scene import (
    BOX_G,
    FIRST,
    OTHER,
    SECOND,
    all_on,
    books,
    departed,
    gate,
    hall,
    listed,
    scan,
)
from tests.domain.packing.scene import tote_state


def manifest(database, route):
    return books(database, "SELECT weight_g, volume_ml, totes FROM van_load WHERE route_id = :r", r=route)[0]


def refusals(database):
    return [tuple(row) for row in books(database, "SELECT code, verdict, stage, station FROM refused_scan ORDER BY id")]


# Beginning ----------------------------------------------------------------------------------------


def test_the_manifest_begins_empty_with_the_limits_of_the_van(database):
    at = gate(database, begun=False, max_weight_g=90_000)
    answer = dispatch.begin_loading(database, PICKER, at.routes["V1"]).answer
    assert answer == {
        "van": "V1", "route": at.routes["V1"], "state": "loading", "totes": 5, "weight_g": 5 * BOX_G,
        "volume_ml": 250_000, "max_weight_g": 90_000, "max_volume_ml": 6_000_000, "max_totes": 60, "over": [],
    }  # fmt: skip
    assert tuple(manifest(database, at.routes["V1"])) == (0, 0, 0)
    assert listed(database, at.routes["V1"]).state == "loading"


def test_a_second_station_that_begins_joins_in(database):
    at = gate(database)
    all_on(database, at, "V2")
    answer = dispatch.begin_loading(database, CLERK, at.routes["V2"]).answer
    assert answer["state"] == "loading"
    assert manifest(database, at.routes["V2"]).totes == 1


def test_real_weights_beyond_the_vans_limit_are_told_when_loading_begins(database):
    at = gate(database, begun=False, max_weight_g=24_000)
    answer = dispatch.begin_loading(database, MANAGER, at.routes["V1"]).answer
    # What was allowed by name when the route was planned counts here too: 15 kg of eggs were, 24 kg of crates are not.
    assert (answer["weight_g"], answer["over"]) == (24_000, [])
    with database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE van SET max_weight_g = 20000")
    other = dispatch.begin_loading(database, MANAGER, at.routes["V2"]).answer
    assert other["max_weight_g"] == 20_000


def test_a_draft_is_not_loaded(database):
    at = hall(database)
    plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer["plan"]
    route = books(database, "SELECT min(id) AS id FROM route WHERE plan_id = :p", p=plan)[0].id
    with pytest.raises(NotInPlan):
        dispatch.begin_loading(database, MANAGER, route)
    with pytest.raises(NotInPlan):
        scan(database, route, at.crates[0])


def test_nothing_is_loaded_before_loading_begins(database):
    at = gate(database, begun=False)
    with pytest.raises(NotLoading):
        scan(database, at.routes["V1"], at.crates[SECOND][0])
    with pytest.raises(NotFound):
        scan(database, 999, at.crates[SECOND][0])


# Scans --------------------------------------------------------------------------------------------


def test_the_right_crate_is_loaded_and_the_rest_is_counted_down(database):
    at = gate(database)
    first = scan(database, at.routes["V1"], at.crates[SECOND][0])
    assert (first["verdict"], first["is_loaded"], first["notice"]["code"]) == ("right", True, "load_right")
    assert (first["point"], first["drop"], first["weight_g"]) == (SECOND, 2, BOX_G)
    assert (first["on_van"], first["missing"], first["of_stop"]) == (1, 4, 2)
    assert tuple(manifest(database, at.routes["V1"])) == (BOX_G, 50_000, 1)
    assert tote_state(database, at.crates[SECOND][0]) == "loaded"


def test_a_label_is_as_good_as_the_crates_own_code(database):
    at = gate(database)
    serial = books(database, "SELECT serial FROM print_job WHERE kind = 'tote_label' ORDER BY id")
    codes = {scan(database, at.routes["V1"], row.serial)["tote"] for row in serial[:5]} | {""}
    assert codes >= {at.crates[SECOND][0], at.crates[FIRST][0]}


def test_the_wrong_van_is_told_which_one_the_crate_belongs_on(database):
    at = gate(database)
    answer = scan(database, at.routes["V2"], at.crates[FIRST][0])
    assert (answer["verdict"], answer["is_loaded"], answer["belongs_to"]) == ("wrong_van", False, "V1")
    assert answer["notice"]["facts"]["other"] == "V1"
    assert manifest(database, at.routes["V2"]).totes == 0
    assert refusals(database) == [(at.crates[FIRST][0], "wrong_van", "dispatch", MANAGER.station)]


def test_a_crate_that_is_not_sealed_stays_here(database):
    at = gate(database, unsealed=(FIRST,))
    answer = scan(database, at.routes["V1"], at.crates[FIRST][0])
    assert (answer["verdict"], answer["notice"]["facts"]["state"]) == ("not_sealed", "filling")
    assert tote_state(database, at.crates[FIRST][0]) == "filling"


def test_a_reopened_crate_and_its_void_label_stay_here(database):
    at = gate(database)
    code = at.crates[OTHER][0]
    serial = books(database, "SELECT serial FROM print_job WHERE kind = 'tote_label' ORDER BY id DESC")[0].serial
    packing.reopen_tote(database, MANAGER, code, "少一盒")
    assert scan(database, at.routes["V2"], code)["verdict"] == "not_sealed"
    told = scan(database, at.routes["V2"], serial)
    assert (told["verdict"], told["notice"]["code"]) == ("not_sealed", "label_void")
    assert manifest(database, at.routes["V2"]).totes == 0


def test_a_crate_scanned_twice_counts_once(database):
    at = gate(database)
    code = at.crates[OTHER][0]
    scan(database, at.routes["V2"], code)
    again = scan(database, at.routes["V2"], code, actor=CLERK)
    assert (again["verdict"], again["notice"]["facts"]["other"]) == ("loaded_already", "V2")
    assert manifest(database, at.routes["V2"]).totes == 1
    assert scan(database, at.routes["V1"], code)["verdict"] == "loaded_already"


def test_a_crate_out_of_the_reverse_drop_order_is_loaded_with_a_warning(database):
    at = gate(database)
    answer = scan(database, at.routes["V1"], at.crates[FIRST][0])
    assert (answer["verdict"], answer["is_loaded"]) == ("wrong_order", True)
    assert answer["notice"]["facts"]["waiting"] == 3
    assert [crate.out_of_order for crate in listed(database, at.routes["V1"]).stops[1].crates] == [True, False]
    assert refusals(database) == []


def test_a_crate_for_a_van_that_has_left_is_told_so(database):
    at = departed(database)
    answer = scan(database, at.routes["V1"], at.crates[FIRST][0])
    assert (answer["verdict"], answer["is_loaded"]) == ("van_gone", False)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("T000000", "unreadable"),
        ("", "unreadable"),
        ("   ", "unreadable"),
        ("6901234567892", "unreadable"),
        ("{0}{0}", "unreadable"),
        ("{0}\x00\x1b[2J", "unreadable"),
        ("x" * 4096, "unreadable"),
        ("阳光花园的筐", "unreadable"),
    ],
)
def test_what_is_no_crates_code_is_a_clear_word_and_counts_nothing(database, code, verdict):
    at = gate(database)
    half = at.crates[OTHER][0]
    answer = scan(database, at.routes["V2"], code.format(half))
    assert (answer["verdict"], answer["is_loaded"]) == (verdict, False)
    assert manifest(database, at.routes["V2"]).totes == 0
    assert len(refusals(database)) == 1
    assert scan(database, at.routes["V2"], half[:-2])["is_loaded"] is False


def test_a_whole_code_that_no_crate_has_is_unknown(database):
    at = gate(database)
    assert scan(database, at.routes["V2"], tote_code("T", 9_999))["verdict"] == "unknown"


def test_a_free_crate_is_unknown_at_the_van(database):
    at = gate(database)
    free = next(code for code in at.hall.crates if all(code not in used for used in at.crates.values()))
    assert scan(database, at.routes["V2"], free)["verdict"] == "unknown"


def test_a_crate_of_a_point_without_a_van_is_told_so(database):
    at = gate(database, begun=False)
    with database.writer.begin() as connection:
        connection.execute(text("DELETE FROM route_stop WHERE route_id = :r"), {"r": at.routes["V2"]})
    dispatch.begin_loading(database, MANAGER, at.routes["V1"])
    answer = scan(database, at.routes["V1"], at.crates[OTHER][0])
    assert (answer["verdict"], answer["notice"]["code"]) == ("wrong_van", "load_no_van")


# Limits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "of_van", "value", "allowed"),
    [
        ("totes", {"max_totes": 2}, "3", "2"),
        ("volume", {"max_volume_ml": 120_000}, "150 L", "120 L"),
        ("weight", {"max_weight_g": 9_600}, "14.4 kg", "9.6 kg"),
    ],
)
def test_a_crate_beyond_a_limit_of_the_van_is_refused_until_a_named_person_allows_it(
    database, limit, of_van, value, allowed
):
    at = gate(database, begun=False)
    with database.writer.begin() as connection:
        # The van is another one in the morning: smaller than planned with.
        column, room = next(iter(of_van.items()))
        connection.exec_driver_sql(f"UPDATE van SET {column} = {room}")
    dispatch.begin_loading(database, MANAGER, at.routes["V1"])
    one, two, three = at.crates[SECOND]
    scan(database, at.routes["V1"], one)
    scan(database, at.routes["V1"], two)
    answer = scan(database, at.routes["V1"], three)
    facts = answer["notice"]["facts"]
    assert (answer["verdict"], facts["limit"], facts["value"], facts["allowed"]) == (
        "over_limit",
        limit,
        value,
        allowed,
    )
    assert tote_state(database, three) == "sealed"
    more = {"weight_g": 5_000} if limit == "weight" else {"volume_ml": 50_000} if limit == "volume" else {"totes": 1}
    with pytest.raises(NotAllowed):
        dispatch.allow_more(database, PICKER, at.routes["V1"], "路近", **more)
    with pytest.raises(ReasonNeeded):
        dispatch.allow_more(database, MANAGER, at.routes["V1"], " ", **more)
    dispatch.allow_more(database, MANAGER, at.routes["V1"], "路近", **more)
    assert scan(database, at.routes["V1"], three)["is_loaded"]
    shown = listed(database, at.routes["V1"])
    assert (shown.over_by, shown.over_reason) == (MANAGER.person, "路近")


# Taking off ---------------------------------------------------------------------------------------


def test_a_crate_taken_off_is_staged_and_can_be_loaded_again(database):
    at = gate(database)
    code = at.crates[OTHER][0]
    scan(database, at.routes["V2"], code)
    answer = dispatch.unload_tote(database, PICKER, at.routes["V2"], code, "装错层").answer
    assert answer == {"van": "V2", "tote": code, "on_van": 0}
    assert tote_state(database, code) == "staged"
    assert tuple(manifest(database, at.routes["V2"])) == (0, 0, 0)
    off = books(database, "SELECT off_by, off_reason FROM tote_load")[0]
    assert tuple(off) == (PICKER.person, "装错层")
    assert scan(database, at.routes["V2"], code)["is_loaded"]


def test_taking_off_needs_a_reason_and_a_crate_that_is_there(database):
    at = gate(database)
    scan(database, at.routes["V2"], at.crates[OTHER][0])
    with pytest.raises(ReasonNeeded):
        dispatch.unload_tote(database, PICKER, at.routes["V2"], at.crates[OTHER][0], " ")
    with pytest.raises(NotOnVan):
        dispatch.unload_tote(database, PICKER, at.routes["V2"], at.crates[FIRST][0], "装错层")
    with pytest.raises(NotOnVan):
        dispatch.unload_tote(database, PICKER, at.routes["V1"], at.crates[OTHER][0], "装错层")


def test_undo_takes_back_what_this_station_loaded_last(database):
    at = gate(database)
    one, two, three = at.crates[SECOND]
    scan(database, at.routes["V1"], one)
    scan(database, at.routes["V1"], two)
    scan(database, at.routes["V1"], three, actor=CLERK)
    assert dispatch.undo_load(database, MANAGER, at.routes["V1"]).answer["tote"] == two
    assert dispatch.undo_load(database, MANAGER, at.routes["V1"]).answer["tote"] == one
    with pytest.raises(NothingToUndo):
        dispatch.undo_load(database, MANAGER, at.routes["V1"])
    assert [tote_state(database, code) for code in (one, two, three)] == ["staged", "staged", "loaded"]


def test_the_same_command_again_loads_once_and_answers_the_same(database):
    at = gate(database)
    code = at.crates[OTHER][0]
    first = dispatch.load_tote(database, MANAGER, at.routes["V2"], code, command_id="load-0001")
    again = dispatch.load_tote(database, MANAGER, at.routes["V2"], code, command_id="load-0001")
    assert again.repeated
    assert again.answer == first.answer
    assert manifest(database, at.routes["V2"]).totes == 1


def test_the_empty_van_may_leave_the_gate_and_its_route_be_changed(database):
    at = gate(database)
    scan(database, at.routes["V2"], at.crates[OTHER][0])
    with pytest.raises(StillLoaded):
        dispatch.stop_loading(database, MANAGER, at.routes["V2"])
    dispatch.undo_load(database, MANAGER, at.routes["V2"])
    dispatch.stop_loading(database, MANAGER, at.routes["V2"])
    routing.unlock_route(database, MANAGER, at.routes["V2"])
    plan, van = books(database, "SELECT plan_id, van_id FROM route WHERE id = :r", r=at.routes["V2"])[0]
    routing.reverse_route(database, MANAGER, plan, van)
    dispatch.begin_loading(database, MANAGER, at.routes["V2"])
    assert scan(database, at.routes["V2"], at.crates[OTHER][0])["is_loaded"]


def test_a_route_being_loaded_is_not_changed_by_hand(database):
    at = gate(database)
    plan, van = books(database, "SELECT plan_id, van_id FROM route WHERE id = :r", r=at.routes["V1"])[0]
    with pytest.raises(RouteFixed):
        routing.reverse_route(database, MANAGER, plan, van)
