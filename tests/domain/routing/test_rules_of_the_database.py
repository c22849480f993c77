"""The rules of routing that a constraint cannot say, tried by raw SQL on a live, a draft and a superseded plan.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from domain.cutoff import operations as cutoff
from domain.routing import operations as routing
from domain.routing.records import RouteRecord
from domain.routing.words import PLAN_MOVES, ROUTE_MOVES, STOP_MOVES, PlanState, RouteState, StopState
from tests.builders import MANAGER, order_ids
from tests.domain.routing.scene import DAY, Place, cut_day, van, warehouse_at
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards

NOWHERE = Place(0, 0, 1, more={"lat_e6": None, "lon_e6": None})


@pytest.fixture(scope="module")
def books(shared_database):
    """0525: version 1 superseded, version 2 live with two vans (V2 locked), version 3 a draft; one point without a van."""
    fill(shared_database)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def fill(database):
    cut_day(database, {**DAY, "无处": NOWHERE})
    warehouse_at(database)
    for code in ("V1", "V2", "V3"):
        van(database, code, max_weight_g=65_000)
    for _ in range(2):
        plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer
        routing.accept_plan(database, MANAGER, plan["plan"])
    draft = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer["plan"]
    with database.read() as connection:
        of_draft = select(func.min(RouteRecord.van_id)).where(RouteRecord.plan_id == draft)
        van_id = connection.execute(of_draft).scalar_one()
    for _ in range(3):
        routing.reverse_route(database, MANAGER, draft, van_id)
    routing.undo_change(database, MANAGER, draft)
    with database.read() as connection:
        locked = connection.execute(text("SELECT max(id) FROM route WHERE is_live = 1")).scalar_one()
    routing.lock_route(database, MANAGER, locked)


LIVE = "(SELECT id FROM route_plan WHERE state = 'live')"
DRAFT = "(SELECT id FROM route_plan WHERE state = 'draft')"
OLD = "(SELECT id FROM route_plan WHERE state = 'superseded')"
OPEN_ROUTE = "(SELECT min(id) FROM route WHERE is_live = 1)"
LOCKED_ROUTE = "(SELECT id FROM route WHERE state = 'locked')"
DRAFT_ROUTE = f"(SELECT min(id) FROM route WHERE plan_id = {DRAFT})"
UNPLANNED = f"(SELECT point_id FROM route_unplanned WHERE plan_id = {LIVE})"


def stop_of(route: str) -> str:
    return f"id = (SELECT min(id) FROM route_stop WHERE route_id = {route})"


TRIED = {
    "a plan that begins live": (
        "route_plan_begins_draft", copied("route_plan", "state = 'live'", version="9"),
    ),
    "a plan that begins as a draft": (ALLOWED, copied("route_plan", "state = 'draft'", version="9")),
    "a route that begins planned": (
        "route_begins_draft", copied("route", f"id = {OPEN_ROUTE}", trip="2", is_live="0"),
    ),
    "a route that begins live": (
        "route_begins_draft", copied("route", f"id = {OPEN_ROUTE}", trip="2", state="'draft'"),
    ),
    "a draft route": (ALLOWED, copied("route", f"id = {OPEN_ROUTE}", trip="2", state="'draft'", is_live="0")),
    "a stop that begins arrived": (
        "stop_begins_pending",
        copied("route_stop", stop_of(OPEN_ROUTE), drop_no="99", point_id="(SELECT min(id) FROM point)", state="'arrived'"),
    ),
    "a plan deleted": ("route_plan_is_never_deleted", f"DELETE FROM route_plan WHERE id = {DRAFT}"),
    "a live route deleted": ("route_goes_while_it_is_a_draft", f"DELETE FROM route WHERE id = {OPEN_ROUTE}"),
    **{
        f"another {column} of a plan": ("accepted_plan_stays", f"UPDATE route_plan SET {column} = {value} WHERE id = {LIVE}")
        for column, value in {
            "snapshot_id": "99", "cycle_id": "99", "version": "9", "made_by": "'x'", "made_at": "7",
            "accepted_by": "'x'", "accepted_at": "7", "accepted_at ": "NULL",
        }.items()
    },
    "other sums of a live plan": (ALLOWED, f"UPDATE route_plan SET cost_fen = cost_fen + 1 WHERE id = {LIVE}"),
    "a plan superseded whose vans still drive": (
        "superseded_plan_has_no_live_route", f"UPDATE route_plan SET state = 'superseded' WHERE id = {LIVE}",
    ),
    "a draft superseded": (ALLOWED, f"UPDATE route_plan SET state = 'superseded' WHERE id = {DRAFT}"),
    "a draft route put in force": (
        "live_route_has_a_live_plan", f"UPDATE route SET is_live = 1, state = 'planned' WHERE id = {DRAFT_ROUTE}",
    ),
    "a draft route planned without its plan": (
        "live_route_has_a_live_plan", f"UPDATE route SET state = 'planned' WHERE id = {DRAFT_ROUTE}",
    ),
    "a locked route taken out of force": (
        "live_route_has_a_live_plan", f"UPDATE route SET is_live = 0 WHERE id = {LOCKED_ROUTE}",
    ),
    "a planned route taken out of force": (ALLOWED, f"UPDATE route SET is_live = 0 WHERE id = {OPEN_ROUTE}"),
    "a route locked": (ALLOWED, f"UPDATE route SET state = 'locked' WHERE id = {OPEN_ROUTE}"),
    **{
        f"a route locked with a {column} its stops do not have": (
            "route_carries_its_stops", f"UPDATE route SET state = 'locked', {column} = {column} - 1 WHERE id = {OPEN_ROUTE}",
        )
        for column in ("weight_g", "volume_ml", "totes")
    },
    "a stop of another point": (
        "stop_keeps_its_point", f"UPDATE route_stop SET point_id = {UNPLANNED} WHERE {stop_of(OPEN_ROUTE)}",
    ),
    "a stop of another plan": (
        "stop_keeps_its_point", f"UPDATE route_stop SET plan_id = {OLD} WHERE {stop_of(OPEN_ROUTE)}",
    ),
    "a stop moved into a locked route": (
        "stop_enters_an_open_route",
        f"UPDATE route_stop SET route_id = {LOCKED_ROUTE}, drop_no = 99 WHERE {stop_of(OPEN_ROUTE)}",
    ),
    "a stop moved into a route of another plan": (
        "stop_enters_an_open_route",
        f"UPDATE route_stop SET route_id = {DRAFT_ROUTE}, drop_no = 99 WHERE {stop_of(OPEN_ROUTE)}",
    ),
    "a stop of a locked route renumbered": (
        "stop_enters_an_open_route", f"UPDATE route_stop SET drop_no = 99 WHERE {stop_of(LOCKED_ROUTE)}",
    ),
    "a stop put into a locked route": (
        "stop_enters_an_open_route",
        copied("route_stop", stop_of(LOCKED_ROUTE), drop_no="99", point_id="(SELECT min(id) FROM point)"),
    ),
    "a stop moved out of a locked route": (
        "stop_leaves_an_open_route",
        f"UPDATE route_stop SET route_id = {OPEN_ROUTE}, drop_no = 99 WHERE {stop_of(LOCKED_ROUTE)}",
    ),
    "a stop of a locked route deleted": (
        "fixed_stop_is_never_deleted", f"DELETE FROM route_stop WHERE {stop_of(LOCKED_ROUTE)}",
    ),
    "a stop of an open route deleted": (ALLOWED, f"DELETE FROM route_stop WHERE {stop_of(OPEN_ROUTE)}"),
    "a pin in a locked route": (ALLOWED, f"UPDATE route_stop SET pinned = 1 WHERE {stop_of(LOCKED_ROUTE)}"),
    "a stop of a point that is left out": (
        "planned_point_is_not_unplanned",
        copied("route_stop", stop_of(OPEN_ROUTE), drop_no="99", point_id=UNPLANNED),
    ),
    "a point left out that has a stop": (
        "unplanned_point_has_no_stop",
        f"UPDATE route_unplanned SET point_id = (SELECT min(point_id) FROM route_stop WHERE plan_id = {LIVE}) WHERE plan_id = {LIVE}",
    ),
    "a change that counts taken back": (ALLOWED, "UPDATE plan_change SET undone = 1 WHERE number = 2"),
    "a change taken back before the one after it": (
        "change_is_undone_from_the_last", "UPDATE plan_change SET undone = 1 WHERE number = 1",
    ),
    "a change taken back twice": (
        "change_is_undone_from_the_last", "UPDATE plan_change SET undone = 1 WHERE number = 3",
    ),
    "a change that counts again": (
        "change_is_undone_from_the_last", "UPDATE plan_change SET undone = 0 WHERE number = 3",
    ),
    "a change of another plan": (
        "change_is_undone_from_the_last", f"UPDATE plan_change SET undone = 1, plan_id = {LIVE} WHERE number = 2",
    ),
    **{
        f"another {column} of a change": (
            "change_is_undone_from_the_last", f"UPDATE plan_change SET undone = 1, {column} = {value} WHERE number = 2",
        )
        for column, value in {
            "number": "7", "what": "'x'", "before": "'x'", "after": "'x'", "made_at": "7", "made_by": "'x'",
        }.items()
    },
    "a change that begins taken back": (
        "change_is_the_next_of_its_plan", copied("plan_change", "number = 2", number="4", undone="1"),
    ),
    "a change out of turn": ("change_is_the_next_of_its_plan", copied("plan_change", "number = 2", number="5")),
    "the next change": (ALLOWED, copied("plan_change", "number = 2", number="4")),
    "a change forgotten": ("change_of_a_plan_stays", "DELETE FROM plan_change WHERE number = 3"),
    "a stop that follows and is not pinned": (
        "ck_route_stop_follows_in_a_sequence",
        f"UPDATE route_stop SET follows = 1 WHERE drop_no = 2 AND pinned = 0 AND route_id = {OPEN_ROUTE}",
    ),
    "a first stop that follows": (
        "ck_route_stop_follows_in_a_sequence",
        f"UPDATE route_stop SET follows = 1, pinned = 1 WHERE drop_no = 1 AND route_id = {OPEN_ROUTE}",
    ),
    "a second stop that follows": (
        ALLOWED, f"UPDATE route_stop SET follows = 1, pinned = 1 WHERE drop_no = 2 AND route_id = {OPEN_ROUTE}",
    ),
    "a second live plan": (
        "uq_route_plan_one_live",
        f"UPDATE route_plan SET state = 'live', accepted_at = 1, accepted_by = 'x' WHERE id = {DRAFT}",
    ),
    "the same van twice on one day": (
        "uq_route_van_once",
        f"UPDATE route SET van_id = (SELECT van_id FROM route WHERE id = {LOCKED_ROUTE}), "
        f"plan_id = (SELECT max(id) FROM route_plan WHERE state = 'live') WHERE id = {OPEN_ROUTE}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(books, attempt):
    rule, statement = TRIED[attempt]
    told = refusal(books, statement)
    # Two unique rules say the same of a van twice in a plan; either may speak first.
    assert told == rule or {told, rule} == {"uq_route_van_once", "uq_route_plan_id_van_id_trip"}


@pytest.mark.parametrize(
    ("machine", "states", "moves", "more"),
    [
        ("route_plan", PlanState, PLAN_MOVES, "accepted_at = 1, accepted_by = 'x'"),
        ("route", RouteState, ROUTE_MOVES, "version = version"),
        ("route_stop", StopState, STOP_MOVES, "reason = 'r'"),
    ],
)
def test_a_state_changes_along_its_legal_moves_alone(books, machine, states, moves, more):
    wrong, where = [], f"id = (SELECT max(id) FROM {machine})"
    for before in states:
        savepoint = books.begin_nested()
        with without_guards(books):
            books.execute(text("UPDATE route_plan SET state = 'superseded' WHERE state = 'live'"))
            force = f"UPDATE {machine} SET state = :state, {more} WHERE {where}"
            books.execute(text(force), {"state": before.value})
        for after in states:
            told = refusal(books, f"UPDATE {machine} SET state = :state WHERE {where}", state=after.value)
            illegal = (before, after) not in moves and before != after
            if illegal is not (told == f"{machine}_moves_legally"):
                # Of several rules that refuse, another may speak first; none may let it pass.
                wrong += [(before, after, told)] if not illegal or told == ALLOWED else []
        savepoint.rollback()
    assert not wrong


@pytest.mark.parametrize(
    ("start", "rule"), [("end_min - 2", "rounds_of_a_van_follow_each_other"), ("end_min", ALLOWED)]
)
def test_a_second_round_begins_after_the_first_is_back(books, start, rule):
    savepoint = books.begin_nested()
    copy = {"trip": "2", "state": "'draft'", "is_live": "0", "start_min": start, "end_min": "end_min + 90"}
    books.execute(text(copied("route", f"id = {OPEN_ROUTE}", **copy)))
    books.execute(text("UPDATE route SET weight_g = 0, volume_ml = 0, totes = 0 WHERE trip = 2"))
    assert refusal(books, "UPDATE route SET is_live = 1, state = 'planned' WHERE trip = 2") == rule
    savepoint.rollback()


# A plan on its way into force ----------------------------------------------------------------------


@pytest.fixture
def waiting(books):
    """The draft as accept_plan leaves it, one statement before it goes live: no other plan is in force."""
    savepoint = books.begin_nested()
    with without_guards(books):
        books.execute(text("UPDATE route SET is_live = 0, state = 'planned' WHERE is_live = 1"))
        books.execute(text("UPDATE route_plan SET state = 'superseded' WHERE state = 'live'"))
    yield books
    savepoint.rollback()


GO_LIVE = "UPDATE route_plan SET state = 'live', accepted_at = 1, accepted_by = 'x' WHERE state = 'draft'"


def test_a_whole_plan_goes_live(waiting):
    assert refusal(waiting, GO_LIVE) == ALLOWED


@pytest.mark.parametrize(
    ("difference", "rule"),
    [
        ("DELETE FROM route_stop WHERE id = (SELECT max(id) FROM route_stop)", "live_plan_has_every_point"),
        (f"DELETE FROM route_unplanned WHERE plan_id = {DRAFT}", "live_plan_has_every_point"),
        ("UPDATE snapshot SET state = 'superseded'", "live_plan_has_every_point"),
        ("UPDATE route_plan SET distance_m = distance_m + 1 WHERE state = 'draft'", "live_plan_sums_its_routes"),
        ("UPDATE route_plan SET duration_s = duration_s + 1 WHERE state = 'draft'", "live_plan_sums_its_routes"),
        ("UPDATE route_plan SET cost_fen = cost_fen - 1 WHERE state = 'draft'", "live_plan_sums_its_routes"),
    ],
)
def test_a_plan_that_is_not_whole_never_goes_live(waiting, difference, rule):
    savepoint = waiting.begin_nested()
    with without_guards(waiting):
        assert waiting.execute(text(difference)).rowcount > 0
    told = refusal(waiting, GO_LIVE)
    savepoint.rollback()
    assert told == rule


@pytest.mark.parametrize(
    "difference",
    [
        "UPDATE route_stop SET weight_g = weight_g + 1",
        "UPDATE route_stop SET drop_no = drop_no + 1",
        "UPDATE route_stop SET drop_no = -drop_no",
        "DELETE FROM route_stop WHERE drop_no = 1",
    ],
)
def test_a_route_whose_stops_do_not_add_up_is_not_planned(waiting, difference):
    savepoint = waiting.begin_nested()
    waiting.execute(text(GO_LIVE))
    with without_guards(waiting):
        broken = f"{difference} {'AND' if 'WHERE' in difference else 'WHERE'} route_id = {NEW_ROUTE}"
        assert waiting.execute(text(broken)).rowcount > 0
    told = refusal(waiting, f"UPDATE route SET is_live = 1, state = 'planned' WHERE id = {NEW_ROUTE}")
    savepoint.rollback()
    assert told == "route_carries_its_stops"


NEW_ROUTE = "(SELECT max(id) FROM route)"


@pytest.mark.parametrize("state", ["loading", "departed", "returned", "closed"])
@pytest.mark.parametrize("change", ["van_id = (SELECT max(id) FROM van)", "trip = 2"])
def test_a_van_that_is_loaded_or_gone_keeps_its_trip(books, state, change):
    savepoint = books.begin_nested()
    with without_guards(books):
        force = f"UPDATE route SET state = '{state}' WHERE id = {OPEN_ROUTE}"
        books.execute(text(force))
    told = refusal(books, f"UPDATE route SET {change} WHERE id = {OPEN_ROUTE}")
    savepoint.rollback()
    assert told == "departed_route_stays"


def test_a_point_all_of_whose_goods_were_cut_need_not_be_in_the_plan(database):
    cut_day(database)
    warehouse_at(database)
    van(database)
    goods = text(
        "SELECT DISTINCT l.product_id FROM order_line l JOIN orders o ON o.id = l.order_id WHERE o.external_no = '0525-0'"
    )
    with database.read() as connection:
        products = connection.execute(goods).scalars().all()
    for product in products:
        cutoff.amend_order(database, MANAGER, order_ids(database)["0525-0"], product, 0, "退单")
    plan = routing.plan_routes(database, MANAGER, "0525", seconds=0.2).answer
    assert plan["stops"] == len(DAY) - 1
    routing.accept_plan(database, MANAGER, plan["plan"])
