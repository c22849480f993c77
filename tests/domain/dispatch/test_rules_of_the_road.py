"""What is on the road changes only by an accepted re-plan, tried by raw SQL. The CHECKs: test_rules_of_the_tables."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.guards import declared
from domain.dispatch.words import REPLAN_MOVES, ReplanState, VanBroken
from tests.domain.dispatch.road import clock, on_the_road, proposed, reached, served
from tests.domain.rules_kit import ALLOWED, copied, refusal


@pytest.fixture(scope="module")
def road(shared_database):
    """V1 served 甲一 and broke down on the way to 甲二; a proposal (1) gives its stops to V2; V3 stands at 丙一."""
    morning = on_the_road(shared_database)
    served(shared_database, morning, "甲一", clock(5, 20))
    reached(shared_database, morning, "丙一", clock(5, 25))
    proposed(shared_database, VanBroken(morning.routes["V1"]), clock(5, 30), seconds=0.05)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def stop(name: str) -> str:
    return f"(SELECT s.id FROM route_stop s JOIN point n ON n.id = s.point_id WHERE n.name = '{name}')"


def route(van: str) -> str:
    return f"(SELECT r.id FROM route r JOIN van v ON v.id = r.van_id WHERE v.code = '{van}')"


def use(name: str) -> str:
    return f"(SELECT u.id FROM tote_use u JOIN point n ON n.id = u.point_id WHERE n.name = '{name}')"


COMMAND = "(SELECT min(id) FROM command)"
OPEN_IT = "UPDATE road_replan SET state = 'applying'"
DONE = "UPDATE road_replan SET state = 'accepted', decided_at = 1, decided_by = 'x'"
REFUSED = "UPDATE road_replan SET state = 'refused', decided_at = 1, decided_by = 'x', reason = 'r'"
MINE = "SELECT {0} FROM road_replan_stop s WHERE s.point_id = route_stop.point_id"
CHANGED = "(SELECT s.stop_id FROM road_replan_stop s WHERE s.route_id <> s.was_route_id OR s.drop_no <> s.was_drop_no)"
ASIDE = f"UPDATE route_stop SET drop_no = -drop_no WHERE id IN {CHANGED}"
IN_PLACE = "UPDATE route_stop SET " + ", ".join(
    f"{name} = ({MINE.format('s.' + name)})" for name in ("route_id", "drop_no", "arrive_min", "leave_min")
) + " WHERE id IN (SELECT s.stop_id FROM road_replan_stop s)"  # fmt: skip
OF_ROUTE = "SELECT {0} FROM road_replan_route w WHERE w.route_id = route.id"
ROUTES = "UPDATE route SET " + ", ".join(
    f"{name} = ({OF_ROUTE.format('w.' + name)})" for name in ("distance_m", "duration_s", "cost_fen", "end_min")
) + " WHERE id IN (SELECT w.route_id FROM road_replan_route w)"  # fmt: skip
PLAN = "UPDATE route_plan SET " + ", ".join(
    f"{name} = (SELECT sum(r.{name}) FROM route r)" for name in ("distance_m", "duration_s", "cost_fen")
)
MOVES = (
    "INSERT INTO tote_transfer (replan_id, tote_use_id, from_route_id, to_route_id, stop_id) "
    "SELECT 1, l.tote_use_id, l.route_id, p.route_id, p.id FROM tote_load l JOIN route_stop p ON p.id = l.stop_id "
    "WHERE l.route_id <> p.route_id AND l.off_at IS NULL"
)
WHOLE = [OPEN_IT, ASIDE, IN_PLACE, ROUTES, PLAN, MOVES]
ACCEPTED = [*WHOLE, DONE]
ONE = "tote_use_id = (SELECT min(tote_use_id) FROM tote_transfer)"
OFF = f"UPDATE tote_load SET off_at = 1, off_by = 'x', off_reason = 'r' WHERE {ONE} AND off_at IS NULL"
ON = (
    "INSERT INTO tote_load (route_id, stop_id, point_id, tote_use_id, weight_g, volume_ml, command_id, at, person, station) "
    f"SELECT m.to_route_id, m.stop_id, u.point_id, u.id, {{0}}, l.volume_ml, {COMMAND}, 1, 'x', 's' FROM tote_transfer m "
    f"JOIN tote_use u ON u.id = m.tote_use_id JOIN tote_load l ON l.tote_use_id = u.id WHERE m.{ONE}"
)
TAKEN = f"UPDATE tote_transfer SET ended = 'taken', ended_at = 1, ended_by = 'x' WHERE {ONE}"
FIXED = "stop_enters_an_open_route stop_leaves_an_open_route stop_on_the_road_changes_by_a_replan"
"""Which of the three speaks first is the database's choice."""
NEXT = stop("甲二")
TRIED = {
    # A proposal changes nothing, and nobody changes anything past it.
    "a stop given to another van without a re-plan": (
        FIXED, [f"UPDATE route_stop SET route_id = {route('V2')}, drop_no = 9 WHERE id = {NEXT}"],
    ),
    "a stop of the road under another number": (
        FIXED, [f"UPDATE route_stop SET drop_no = 9 WHERE id = {NEXT}"],
    ),
    "other hours of a stop of the road": (
        "stop_on_the_road_changes_by_a_replan", [f"UPDATE route_stop SET arrive_min = 301 WHERE id = {NEXT}"],
    ),
    "another load of a stop of the road": (
        "stop_on_the_road_changes_by_a_replan", [f"UPDATE route_stop SET totes = 9 WHERE id = {NEXT}"],
    ),
    "a stop of the road deleted": ("fixed_stop_is_never_deleted", [f"DELETE FROM route_stop WHERE id = {NEXT}"]),
    **{
        f"another {column} of a route on the road": (
            "route_on_the_road_changes_by_a_replan", [f"UPDATE route SET {column} = {column} + 1"],
        )
        for column in ("distance_m", "duration_s", "cost_fen", "end_min", "start_min")
    },
    "another sum on a van on the road": (
        "departed_van_load_sums_what_is_on_it", ["UPDATE van_load SET weight_g = weight_g - 1"],
    ),
    "a proposal that begins accepted": (
        "replan_begins_proposed", [copied("road_replan", "id = 1", state="'accepted'", decided_at="1", decided_by="'x'")],
    ),
    "a proposal of a plan that is not in force": (
        "replan_begins_proposed", [copied("road_replan", "id = 1", plan_id="99")],
    ),
    "a proposal deleted": ("replan_is_never_deleted", ["DELETE FROM road_replan"]),
    "other facts of a proposal": ("replan_stays", ["UPDATE road_replan SET facts = '{}', cause = 'van_late'"]),
    "a proposal accepted past its being applied": ("replan_moves_legally", [DONE]),
    "a refused proposal": (ALLOWED, [REFUSED]),
    "a refused proposal taken up again": ("replan_stays replan_moves_legally", [REFUSED, OPEN_IT]),
    "a stop of a proposal altered": ("road_replan_stop_stays", ["UPDATE road_replan_stop SET drop_no = 9"]),
    "a stop of a proposal forgotten": ("road_replan_stop_stays", ["DELETE FROM road_replan_stop"]),
    "a route of a proposal altered": ("road_replan_route_stays", ["UPDATE road_replan_route SET cost_fen = 9"]),
    "a route of a proposal forgotten": ("road_replan_route_stays", ["DELETE FROM road_replan_route"]),
    "a stop added to a refused proposal": (
        "road_replan_stop_is_of_a_proposal",
        [REFUSED, copied("road_replan_stop", f"stop_id = {NEXT}", point_id="99", stop_id="NULL", was_route_id="NULL",
                         was_drop_no="NULL", was_arrive_min="NULL")],
    ),
    "a route added to a refused proposal": (
        "road_replan_route_is_of_a_proposal",
        [REFUSED, copied("road_replan_route", f"route_id = {route('V1')}", route_id=route("V3"))],
    ),
    # While it is applied, only what it says.
    "a re-plan applied whole": (ALLOWED, ACCEPTED),
    "a stop where the re-plan does not say": (
        FIXED,
        [OPEN_IT, ASIDE, f"UPDATE route_stop SET route_id = {route('V3')}, drop_no = 9 WHERE id = {NEXT}"],
    ),
    "hours the re-plan does not say": (
        "stop_on_the_road_changes_by_a_replan",
        [OPEN_IT, f"UPDATE route_stop SET arrive_min = 301, leave_min = 302 WHERE id = {NEXT}"],
    ),
    "a stop handed over, by a re-plan being applied": (
        FIXED, [OPEN_IT, f"UPDATE route_stop SET drop_no = 9 WHERE id = {stop('甲一')}"],
    ),
    "hours of a stop that was reached": (
        "stop_on_the_road_changes_by_a_replan",
        [OPEN_IT, f"UPDATE route_stop SET arrive_min = arrive_min + 1, leave_min = 999 WHERE id = {stop('丙一')}"],
    ),
    "a stop reached between proposal and acceptance": (
        FIXED,
        [OPEN_IT, ASIDE, f"UPDATE route_stop SET state = 'arrived' WHERE id = {NEXT}", IN_PLACE],
    ),
    "a new stop the re-plan does not know": (
        FIXED,
        [OPEN_IT, copied("route_stop", f"id = {stop('乙一')}", point_id="(SELECT max(id) + 1 FROM point)", drop_no="99")],
    ),
    "a stop deleted by a re-plan being applied": (
        "fixed_stop_is_never_deleted", [OPEN_IT, f"DELETE FROM route_stop WHERE id = {NEXT}"],
    ),
    # Accepted as a whole or not.
    "accepted with stops not moved": ("accepted_replan_is_whole", [OPEN_IT, ROUTES, PLAN, DONE]),
    "accepted with a stop set aside": ("accepted_replan_is_whole", [OPEN_IT, ASIDE, ROUTES, PLAN, DONE]),
    "accepted with the routes as they were": (
        "accepted_replan_is_whole", [OPEN_IT, ASIDE, IN_PLACE, PLAN, MOVES, DONE],
    ),
    "accepted with the plan not summed": (
        "accepted_replan_is_whole", [OPEN_IT, ASIDE, IN_PLACE, ROUTES, MOVES, DONE],
    ),
    "accepted with totes nobody takes over": (
        "accepted_replan_is_whole", [OPEN_IT, ASIDE, IN_PLACE, ROUTES, PLAN, DONE],
    ),
    "an accepted re-plan applied once more": ("replan_stays replan_moves_legally", [*ACCEPTED, OPEN_IT]),
    # Totes.
    "a tote to change vans without a re-plan": (
        "tote_changes_vans_by_a_replan",
        [f"INSERT INTO tote_transfer (replan_id, tote_use_id, from_route_id, to_route_id, stop_id) SELECT 1, {use('甲二')}, "
         f"{route('V1')}, {route('V2')}, {NEXT}"],
    ),
    "a tote to change to a van its stop is not on": (
        "tote_changes_vans_by_a_replan",
        [OPEN_IT, ASIDE, IN_PLACE, MOVES.replace("SELECT 1, l.tote_use_id, l.route_id, p.route_id",
                                                 f"SELECT 1, l.tote_use_id, l.route_id, {route('V3')}")],
    ),
    "a tote said to come from where it is not": (
        "tote_changes_vans_by_a_replan",
        [OPEN_IT, ASIDE, IN_PLACE, MOVES.replace("l.tote_use_id, l.route_id,", f"l.tote_use_id, {route('V3')},")],
    ),
    "a tote taken off a van without a re-plan": (
        "departed_tote_stays_on_its_manifest",
        [f"UPDATE tote_load SET off_at = 1, off_by = 'x', off_reason = 'r' WHERE tote_use_id = {use('甲二')}"],
    ),
    "a tote taken over": (ALLOWED, [*ACCEPTED, OFF, ON.format("l.weight_g"), TAKEN]),
    "a tote of another weight taken over": (
        "loaded_tote_is_sealed_and_of_this_route", [*ACCEPTED, OFF, ON.format("l.weight_g - 1")],
    ),
    "a tote called taken that is on no van": ("transfer_ends_once", [*ACCEPTED, OFF, TAKEN]),
    "a tote called taken that is on the old van": ("transfer_ends_once", [*ACCEPTED, TAKEN]),
    "a tote put back onto the van it left": (
        "loaded_tote_is_sealed_and_of_this_route",
        [*ACCEPTED, OFF, ON.format("l.weight_g").replace("SELECT m.to_route_id", "SELECT m.from_route_id")],
    ),
    "a transfer altered": ("transfer_ends_once", [*ACCEPTED, f"UPDATE tote_transfer SET to_route_id = {route('V3')}"]),
    "a transfer ended twice": (
        "transfer_ends_once",
        [*ACCEPTED, OFF, ON.format("l.weight_g"), TAKEN, TAKEN.replace("'taken'", "'dropped'")],
    ),
    "a transfer forgotten": ("transfer_is_never_deleted", [*ACCEPTED, "DELETE FROM tote_transfer"]),
    "a crate handed over that is still on the broken van": (
        "handed_over_tote_was_loaded_for_this_stop",
        [*ACCEPTED, f"INSERT INTO tote_handover (tote_use_id, stop_id, ended, note, command_id, at) "
                    f"SELECT {use('甲二')}, {NEXT}, 'handed_over', '', {COMMAND}, 1"],
    ),
    "a crate that comes home on the broken van, its stop left out": (
        ALLOWED,
        [*ACCEPTED, f"UPDATE route_stop SET state = 'skipped', reason = 'r' WHERE id = {NEXT}",
         f"INSERT INTO tote_handover (tote_use_id, stop_id, ended, note, command_id, at) "
         f"SELECT {use('甲二')}, {NEXT}, 'returned', 'n', {COMMAND}, 1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(road, attempt):
    rule, (*before, last) = TRIED[attempt]
    savepoint = road.begin_nested()
    try:
        for statement in before:
            road.execute(text(statement))
        assert refusal(road, last) in rule.split()
    finally:
        savepoint.rollback()


def test_a_replan_moves_along_its_table_alone(road):
    assert {(a.value, b.value) for a, b in REPLAN_MOVES} == {
        (row.from_state, row.to_state)
        for row in road.execute(text("SELECT from_state, to_state FROM state_move WHERE machine = 'replan'"))
    }
    assert ReplanState.APPLYING not in {start for start, end in REPLAN_MOVES if end is ReplanState.REFUSED}


def test_a_vans_sums_follow_what_is_handed_over(road):
    effects = {guard.name for guard in declared() if guard.table == "tote_handover" and not guard.refuses}
    assert effects == {"van_follows_handover", "tote_follows_handover"}
    query = f"SELECT weight_g, volume_ml, totes FROM van_load WHERE route_id = {route('V1')}"
    now = tuple(road.execute(text(query)).one())
    live = f"SELECT sum(weight_g), sum(volume_ml), count(*) FROM tote_load WHERE route_id = {route('V1')}"
    weight, volume, totes = road.execute(text(live)).one()
    gone = f"SELECT weight_g, volume_ml FROM tote_load WHERE tote_use_id = {use('甲一')}"
    [one] = road.execute(text(gone))
    assert now == (weight - one.weight_g, volume - one.volume_ml, totes - 1)
