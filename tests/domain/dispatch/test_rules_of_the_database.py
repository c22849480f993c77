"""The rules of dispatch that a constraint cannot say, and the sums kept by its ledger, tried by raw SQL.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.guards import declared
from domain.dispatch import operations as dispatch
from tests.builders import MANAGER
from tests.domain.dispatch.scene import FIRST, SECOND, all_on, gate, scan
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards


@pytest.fixture(scope="module")
def books(shared_database):
    """V1 at the gate with two crates of 乙 on it (a third was on it and is off), 甲 not sealed; V2 has left."""
    fill(shared_database)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def fill(database):
    at = gate(database, unsealed=(FIRST,))
    one, two, three = at.crates[SECOND]
    for code in (one, two, three):
        scan(database, at.routes["V1"], code)
    dispatch.unload_tote(database, MANAGER, at.routes["V1"], three, "装错")
    dispatch.leave_behind(database, MANAGER, at.routes["V1"], at.crates[FIRST][0], "摔坏了")
    all_on(database, at, "V2")
    dispatch.depart(database, MANAGER, at.routes["V2"])


def route(van: str) -> str:
    return f"(SELECT r.id FROM route r JOIN van v ON v.id = r.van_id WHERE v.code = '{van}' AND r.is_live = 1)"


def use(which: str) -> str:
    return f"(SELECT min(u.id) FROM tote_use u JOIN point p ON p.id = u.point_id JOIN tote t ON t.id = u.tote_id WHERE {which})"


V1, V2 = route("V1"), route("V2")
ON = "id = (SELECT min(id) FROM tote_load WHERE off_at IS NULL)"
OFF_ROW = "off_at IS NOT NULL"
GONE_ROW = f"route_id = {V2}"
STAGED = use(f"p.name = '{SECOND}' AND t.state = 'staged'")
FILLING = use(f"p.name = '{FIRST}'")
AGAIN = {"off_at": "NULL", "off_by": "NULL", "off_reason": "NULL"}
TAKE_OFF = "off_at = 1, off_by = 'x', off_reason = 'r'"


def loaded(**changes: str) -> str:
    """The staged crate put on V1 again, with other expressions in some columns."""
    return copied("tote_load", OFF_ROW, **{**AGAIN, **changes})


TRIED = {
    "a load deleted": ("tote_load_is_never_deleted", f"DELETE FROM tote_load WHERE {OFF_ROW}"),
    "a load taken off": (ALLOWED, f"UPDATE tote_load SET {TAKE_OFF} WHERE {ON}"),
    "a load that was off put on again": (
        "tote_load_stays", f"UPDATE tote_load SET off_at = NULL, off_by = NULL, off_reason = NULL WHERE {OFF_ROW}",
    ),
    **{
        f"another {column} of a load": ("tote_load_stays", f"UPDATE tote_load SET {column} = {value} WHERE {ON}")
        for column, value in {
            "route_id": V2, "stop_id": "stop_id + 1", "tote_use_id": STAGED, "weight_g": "weight_g + 1",
            "volume_ml": "volume_ml - 1",
        }.items()
    },
    "a load taken off a van that has left": (
        "departed_tote_stays_on_its_manifest", f"UPDATE tote_load SET {TAKE_OFF} WHERE {GONE_ROW}",
    ),
    "a staged crate loaded": (ALLOWED, loaded()),
    "a crate loaded twice": (
        "loaded_tote_is_sealed_and_of_this_route", copied("tote_load", ON),
    ),
    "a crate loaded that is not sealed": (
        "loaded_tote_is_sealed_and_of_this_route",
        loaded(tote_use_id=FILLING, point_id=f"(SELECT id FROM point WHERE name = '{FIRST}')",
               stop_id=f"(SELECT s.id FROM route_stop s JOIN point p ON p.id = s.point_id "
                       f"WHERE p.name = '{FIRST}' AND s.route_id = {V1})"),
    ),
    "a crate loaded onto a van that has left": (
        "loaded_tote_is_sealed_and_of_this_route",
        loaded(route_id=V2, stop_id=f"(SELECT id FROM route_stop WHERE route_id = {V2})",
               point_id=f"(SELECT point_id FROM route_stop WHERE route_id = {V2})"),
    ),
    "a crate loaded for another point's stop": (
        "loaded_tote_is_sealed_and_of_this_route",
        loaded(stop_id=f"(SELECT s.id FROM route_stop s JOIN point p ON p.id = s.point_id "
                       f"WHERE p.name = '{FIRST}' AND s.route_id = {V1})",
               point_id=f"(SELECT id FROM point WHERE name = '{FIRST}')"),
    ),
    "a crate loaded at another weight than it was sealed at": (
        "loaded_tote_is_sealed_and_of_this_route", loaded(weight_g="weight_g - 100"),
    ),
    "a crate loaded and off at once": ("loaded_tote_is_sealed_and_of_this_route", copied("tote_load", OFF_ROW)),
    "a manifest changed after the van left": (
        "departed_van_load_stays", f"UPDATE van_load SET max_totes = 99 WHERE {GONE_ROW}",
    ),
    "a van that left called back": (
        "departed_van_load_stays", f"UPDATE van_load SET departed_at = NULL, departed_by = NULL WHERE {GONE_ROW}",
    ),
    "a manifest deleted": ("van_load_is_never_deleted", f"DELETE FROM van_load WHERE route_id = {V1}"),
    "what was left behind forgotten": ("left_behind_stays", "DELETE FROM left_behind"),
    "another reason why it was left behind": ("left_behind_stays", "UPDATE left_behind SET reason = 'x'"),
    "a van leaves and does not say what is missing": (
        "departure_names_what_is_missing",
        f"UPDATE van_load SET departed_at = 1, departed_by = 'x' WHERE route_id = {V1}",
    ),
    "a crate called loaded that is on no van": (
        "loaded_tote_is_on_a_van", "UPDATE tote SET state = 'loaded' WHERE state = 'staged'",
    ),
    "a crate called staged that is on a van": (
        "unloaded_tote_is_off_the_van",
        f"UPDATE tote SET state = 'staged' WHERE id = (SELECT u.tote_id FROM tote_load l "
        f"JOIN tote_use u ON u.id = l.tote_use_id WHERE l.{ON})",
    ),
    "a route called departed whose manifest has not left": (
        "departed_route_has_its_manifest", f"UPDATE route SET state = 'departed' WHERE id = {V1}",
    ),
    "a van with crates on it sent away from the gate": (
        "van_with_totes_stays_loading", f"UPDATE route SET state = 'locked' WHERE id = {V1}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(books, attempt):
    rule, statement = TRIED[attempt]
    assert refusal(books, statement) == rule


def sums(books):
    query = f"SELECT weight_g, volume_ml, totes FROM van_load WHERE route_id = {V1}"
    return tuple(books.execute(text(query)).one())


def state_of(books, which):
    query = f"SELECT t.state FROM tote t JOIN tote_use u ON u.tote_id = t.id WHERE u.id = {which}"
    return books.execute(text(query)).scalar_one()


EFFECTS = {"van_follows_load", "van_follows_unload"}


def test_the_vans_sums_and_the_crates_state_follow_each_row(books):
    assert {guard.name for guard in declared() if guard.table == "tote_load" and not guard.refuses} == EFFECTS
    savepoint = books.begin_nested()
    weight, volume, totes = sums(books)
    which, of_row = f"SELECT {STAGED}", f"SELECT weight_g, volume_ml FROM tote_load WHERE {OFF_ROW}"
    staged = books.execute(text(which)).scalar_one()
    row = books.execute(text(of_row)).one()
    put_on = loaded()
    books.execute(text(put_on))
    assert sums(books) == (weight + row.weight_g, volume + row.volume_ml, totes + 1)
    assert state_of(books, staged) == "loaded"
    books.execute(text("UPDATE tote_load SET off_at = 1, off_by = 'x', off_reason = 'r' WHERE off_at IS NULL "
                       "AND tote_use_id = :u"), {"u": staged})  # fmt: skip
    assert sums(books) == (weight, volume, totes)
    assert state_of(books, staged) == "staged"
    savepoint.rollback()


@pytest.mark.parametrize(
    ("column", "rule"),
    [
        ("max_weight_g", "ck_van_load_weight_within_limit"),
        ("max_volume_ml", "ck_van_load_volume_within_limit"),
        ("max_totes", "ck_van_load_totes_within_limit"),
    ],
)
def test_a_load_beyond_a_limit_is_refused_by_the_sums_it_keeps(books, column, rule):
    savepoint = books.begin_nested()
    room = f"UPDATE van_load SET {column} = {column.removeprefix('max_')} WHERE route_id = {V1}"
    books.execute(text(room))
    assert refusal(books, loaded()) == rule
    allowed = f"UPDATE van_load SET over_{column.removeprefix('max_')} = 50000, over_by = 'x', over_reason = 'r' WHERE route_id = {V1}"
    books.execute(text(allowed))
    assert refusal(books, loaded()) == ALLOWED
    savepoint.rollback()


@pytest.mark.parametrize(
    "change",
    [
        "weight_g = 1", "volume_ml = 1", "totes = 1", "departed_at = 1, departed_by = 'x'",
    ],
)  # fmt: skip
def test_a_manifest_begins_empty(books, change):
    savepoint = books.begin_nested()
    with without_guards(books):
        books.execute(text("DELETE FROM tote_load"))
        books.execute(text("DELETE FROM left_behind"))
        kept = f"CREATE TEMPORARY TABLE kept AS SELECT * FROM van_load WHERE route_id = {V1}"
        books.execute(text(kept))
        books.execute(text("DELETE FROM van_load"))
    begun = "INSERT INTO van_load SELECT * FROM kept"
    empty = "UPDATE kept SET weight_g = 0, volume_ml = 0, totes = 0, departed_at = NULL, departed_by = NULL"
    books.execute(text(empty))
    assert refusal(books, begun) == ALLOWED
    changed = f"UPDATE kept SET {change}"
    books.execute(text(changed))
    assert refusal(books, begun) == "van_load_begins_empty"
    savepoint.rollback()


def test_a_manifest_begins_with_its_van_at_the_gate(books):
    planned = "INSERT INTO van_load (route_id, max_weight_g, max_volume_ml, max_totes, begun_at, begun_by) "
    locked = planned + f"SELECT {V1}, 1, 1, 1, 1, 'x'"
    savepoint = books.begin_nested()
    with without_guards(books):
        for table in ("tote_load", "left_behind", "van_load"):
            books.exec_driver_sql(f"DELETE FROM {table}")
        at_the_gate = f"UPDATE route SET state = 'locked' WHERE id = {V1}"
        books.execute(text(at_the_gate))
    assert refusal(books, locked) == "van_load_begins_empty"
    savepoint.rollback()


@pytest.mark.parametrize("change", ["weight_g = weight_g - 1", "volume_ml = volume_ml + 1", "totes = totes + 1"])
def test_a_manifest_that_is_not_the_sum_of_its_crates_does_not_leave(books, change):
    savepoint = books.begin_nested()
    with without_guards(books):
        rest = (
            "INSERT INTO left_behind (route_id, tote_use_id, reason, person, at) "
            f"SELECT {V1}, u.id, 'r', 'x', 1 FROM tote_use u WHERE NOT EXISTS "
            "(SELECT 1 FROM left_behind b WHERE b.tote_use_id = u.id)"
        )
        books.execute(text(rest))
        wrong = f"UPDATE van_load SET {change} WHERE route_id = {V1}"
        books.execute(text(wrong))
    leave = f"UPDATE van_load SET departed_at = 1, departed_by = 'x' WHERE route_id = {V1}"
    assert refusal(books, leave) == "departed_manifest_sums_its_totes"
    savepoint.rollback()


def test_an_empty_van_does_not_leave(books):
    savepoint = books.begin_nested()
    take_off = f"UPDATE tote_load SET {TAKE_OFF} WHERE off_at IS NULL AND route_id = {V1}"
    books.execute(text(take_off))
    with without_guards(books):
        rest = (
            "INSERT INTO left_behind (route_id, tote_use_id, reason, person, at) "
            f"SELECT {V1}, u.id, 'r', 'x', 1 FROM tote_use u WHERE NOT EXISTS "
            "(SELECT 1 FROM left_behind b WHERE b.tote_use_id = u.id)"
        )
        books.execute(text(rest))
    leave = f"UPDATE van_load SET departed_at = 1, departed_by = 'x' WHERE route_id = {V1}"
    assert refusal(books, leave) == "departed_manifest_sums_its_totes"
    savepoint.rollback()
