"""The check finds what somebody did to a whole night behind the database's back; each plant goes past all guards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from domain.common.database import Database, open_database
from domain.reports.journey import journey, standing
from domain.reports.night_rules import NIGHT_RULES
from domain.reports.queries import check
from tests.domain.rules_kit import without_guards
from workers.demo import run_demo
from workers.demo.words import DemoOptions

SMALL = DemoOptions(orders=48, points=3, products=12, vans=2, papers=False)
FIRST_CELL = "id = (SELECT min(cell_id) FROM pick_event WHERE kind = 'pick')"
FIRST_PICK = (
    "id = (SELECT min(id) FROM pick_event WHERE kind = 'pick' AND lot_id IS NOT NULL AND id NOT IN "
    "(SELECT undoes_id FROM pick_event WHERE undoes_id IS NOT NULL))"
)
SEALED = "id = (SELECT min(id) FROM seal WHERE voided_at IS NULL)"

PLANTS = {
    "pieces on a shelf": ("UPDATE stock_level SET quantity = quantity + 1", "levels_follow_ledger"),
    "a movement": ("UPDATE stock_movement SET quantity = quantity + 1 WHERE kind = 'opening'", "levels_follow_ledger"),
    "a promise": ("UPDATE allocation SET quantity = quantity + 1", "allocated_within_stock"),
    "a pick's lot": (f"DELETE FROM stock_movement WHERE ref = (SELECT 'pick ' || id FROM pick_event WHERE {FIRST_PICK})",
                     "picks_left_the_stock"),
    "a received piece": ("UPDATE purchase_line SET received = received - 1 WHERE received > 0", "receipts_agree"),
    "a share": ("UPDATE shortage_share SET given = given - 1 WHERE given > 0", "shortage_shares_agree"),
    "whose share": ("UPDATE shortage_share SET given = wanted - given WHERE wanted > 1", "shortages_recomputed"),
    "a picked piece": (f"UPDATE pick_cell SET picked = picked - 1, short = short + 1 WHERE {FIRST_CELL}",
                       "cells_follow_ledger"),
    "a tote's pieces": ("UPDATE tote_use SET pieces = pieces + 1", "totes_follow_ledger"),
    "a tote's point": ("UPDATE tote_use SET wave_id = (SELECT max(id) FROM wave), point_id = (SELECT max(point_id) "
                       "FROM wave_point w WHERE w.wave_id = (SELECT max(id) FROM wave)), number = number + 1000 "
                       "WHERE id = (SELECT min(tote_use_id) FROM pick_event)", "tote_has_one_point_and_wave"),
    "a lost act": (f"DELETE FROM pick_event WHERE {FIRST_PICK}", "acts_of_a_station_without_gap"),
    "a wanted piece": (f"UPDATE pick_cell SET wanted = wanted + 1, short = short + 1 WHERE {FIRST_CELL}",
                       "picks_agree_with_demand"),
    "an outcome": ("UPDATE line_outcome SET picked = picked - 1, short = short + 1 WHERE picked > 0",
                   "outcomes_agree_with_cells"),
    "a seal's pieces": (f"UPDATE seal SET pieces = pieces + 1 WHERE {SEALED}", "sealed_totes_are_done"),
    "a tote's state": ("UPDATE tote SET state = 'free' WHERE state = 'handed_over'", "totes_are_where_they_say"),
    "a van's load": ("UPDATE van_load SET totes = totes - 1", "van_loads_agree"),
    "a stop on another van": (
        "UPDATE tote_load SET route_id = route_id + 1 WHERE off_at IS NULL",
        "totes_ride_where_their_stop_is",
    ),
    "a handover": ("DELETE FROM tote_handover WHERE tote_use_id = (SELECT min(tote_use_id) FROM tote_handover)",
                   "loaded_totes_are_accounted_for"),
    "a stop's load": ("UPDATE route_stop SET weight_g = weight_g + 1", "stops_of_a_route_are_counted"),
    "a collected order": ("UPDATE orders SET state = 'cancelled' WHERE id = (SELECT min(order_id) FROM collection)",
                          "collected_once_and_not_returned"),
    "a label": (f"UPDATE print_job SET voided_at = 1, void_reason = 'x' WHERE id = (SELECT print_job_id FROM seal "
                f"WHERE {SEALED})", "labels_are_of_their_seal"),
    "a copy": ("UPDATE print_job SET copy_no = 2, parent_id = id, reason = 'x'", "copies_count_up"),
}  # fmt: skip
CHECKED_BY_THE_DATABASE_ALONE = {"cases_agree", "lines_are_accounted_for"}
"""Their sums are CHECKs, which no planted row can pass; the rules are for a file edited by hand."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def night(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A small night, played to its end."""
    folder = tmp_path_factory.mktemp("night")
    where = None if request.param == "sqlite" else request.getfixturevalue("server").create()
    answer = run_demo(where, folder / "out", SMALL)
    assert answer.is_clean
    assert answer.hall["collected"] > 20
    with open_database(answer.company) as database:
        yield database


def test_a_whole_night_is_clean_and_every_rule_looked_at_something(night: Database) -> None:
    with night.read() as connection:
        answer = check(connection)
    assert answer.is_clean
    assert not {rule.name for rule in answer.rules if not rule.checked} & {name for name, _ in NIGHT_RULES}


def test_every_rule_has_its_plant() -> None:
    assert {name for name, _ in NIGHT_RULES} - {rule for _, rule in PLANTS.values()} == CHECKED_BY_THE_DATABASE_ALONE


@pytest.mark.parametrize("what", PLANTS)
def test_the_check_finds_an_altered(night: Database, what: str) -> None:
    statement, rule = PLANTS[what]
    with night.writer.connect() as connection:
        connection.begin()
        with without_guards(connection):
            changed = connection.execute(text(statement)).rowcount
            found = {one.name: one.wrong for one in check(connection).rules}
        connection.rollback()
    assert changed
    assert found[rule]


def test_every_line_of_the_cycle_is_told_once_and_has_its_journey(night: Database) -> None:
    with night.read() as connection:
        cycle = connection.execute(text("SELECT code FROM cycle WHERE state = 'fulfilling'")).scalar_one()
        lines = connection.execute(
            text(
                "SELECT k.line_id, k.quantity FROM snapshot_line k JOIN snapshot s ON s.id = k.snapshot_id "
                "JOIN cycle c ON c.id = s.cycle_id WHERE s.state = 'live' AND c.code = :cycle"
            ),
            {"cycle": cycle},
        ).all()
        told = standing(connection, cycle)
        journeys = [journey(connection, line.line_id) for line in lines]
    assert sum(one.lines for one in told) == len(lines)
    assert sum(one.pieces for one in told) == sum(line.quantity for line in lines)
    stages = [[step.stage for step in one.steps] for one in journeys]
    assert all({"ordering", "cutoff", "routing", "picking"} <= set(some) for some in stages)
    assert any({"stock", "purchasing", "packing", "printing", "dispatch", "handover"} <= set(some) for some in stages)
