"""`stock show | allocate | slots` and `bins import | export` as a person types them, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.common.database import open_database
from domain.stock import operations as stock
from tests.builders import EGGS, MANAGER, MELON, cut_cycle, wanted
from tests.domain.stock.scene import a_bin, bring


@pytest.fixture
def hall(place):
    """Ten boxes of eggs that end tomorrow, seven of them wanted; three melons wanted, none there."""
    with open_database(place) as database:
        shop = cut_cycle(database, wanted("A1", {EGGS: 7, MELON: 3}))
        near = a_bin(database, "A-01", x_cm=200)
        a_bin(database, "A-02", x_cm=900, walk_order=2)
        bring(database, near, shop.products[EGGS], 6, lot="NEVER", expires=None)
        bring(database, near, shop.products[EGGS], 4, lot="SOON", expires=date.today() + timedelta(days=1))
        stock.set_thresholds(database, MANAGER, {shop.products[MELON]: 5})
    return place


def test_the_stock_is_shown_with_what_runs_low_and_what_ends(run, hall):
    body = run("stock", "show").body
    assert [(row["product"], row["quantity"], row["usable"]) for row in body["products"]] == [
        (EGGS, 10, 10),
        (MELON, 0, 0),
    ]
    assert [(row["product"], row["low"]) for row in body["low"]] == [(MELON, 5)]
    assert [(row["lot"], row["days"], row["quantity"]) for row in body["ending"]] == [("SOON", 1, 4)]
    assert body["faults"] == []
    assert run("stock", "show", "--days", "0").body["ending"] == []
    lines = run("stock", "show", as_json=False).out.splitlines()
    assert lines[0] == "土鸡蛋: 10 份, 10 of them free"
    assert lines[2] == f"Low: {MELON}, 0 free, wanted at least 5"
    assert lines[3].startswith(f"Ends soon: {EGGS}, lot SOON, 4 in A-01")


def test_stock_is_promised_to_a_cycle_from_the_command_line(run, hall):
    body = run("stock", "allocate", "0525").body
    assert (body["open"], body["held"], body["missing"], body["short_products"]) == (10, 6, 4, 2)
    told = run("stock", "allocate", "0525", as_json=False).out.strip()
    assert told == "6 of 10 pieces are promised from stock, 4 are missing in 2 products."


def test_shelves_are_proposed_and_with_accept_in_force(run, hall):
    proposed = run("stock", "slots", "--seconds", "0.3").body
    assert (proposed["products"], proposed["moves"], proposed["today_m"], proposed["accepted"]) == (2, 2, None, False)
    accepted = run("stock", "slots", "--seconds", "0.3", "--accept").body
    assert accepted["accepted"]
    again = run("stock", "slots", "--seconds", "0.3").body
    assert (again["today_m"], again["unslotted"]) == (accepted["plan_m"], 0)
    lines = run("stock", "slots", "--seconds", "0.3", as_json=False).out.splitlines()
    assert lines[-2].startswith("A night's walk: ")
    assert lines[-1] == "Nothing was changed. Accept with --accept."


def test_a_hall_without_shelves_is_refused_with_what_to_do(run, place):
    with open_database(place) as database:
        cut_cycle(database)
    done = run("stock", "slots", "--seconds", "0.3")
    assert (done.code, done.body["error"]["code"]) == (1, "no_shelf_of_zone")
    assert "Add one, then let the program propose" in done.body["error"]["sentence"]


def test_bins_go_out_and_come_back_unchanged(run, hall, tmp_path):
    file = str(tmp_path / "bins.xlsx")
    assert run("bins", "export", file).body == {"new": 0, "changed": 0, "unchanged": 2, "problems": []}
    assert run("bins", "import", file).body == {"new": 0, "changed": 0, "unchanged": 2, "problems": []}
    missing = run("bins", "import", str(tmp_path / "none.xlsx"))
    assert (missing.code, missing.body["error"]["code"]) == (1, "not_found")
