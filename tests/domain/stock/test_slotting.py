"""Shelves proposed from the nights there were, and accepted as a whole; refused when something changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from domain.common.errors import NotAllowed, Outdated
from domain.common.sentences import in_language, sentence
from domain.stock import operations as stock
from domain.stock.words import (
    NoShelfOfZone,
    NothingToPlace,
    ShelfTooSmall,
    ShelfTooWeak,
    ShelvesTooTight,
    ShelvesTooWeak,
    SlotsChanged,
    SlottingTimedOut,
    WrongZone,
)
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, PICKER, RIVER, cut, cut_cycle, cycle, take, wanted
from tests.domain.stock.scene import a_bin, bring
from tests.kept_scenes import kept


@pytest.fixture
@kept
def hall(database):
    """Two nights: eggs on three of four lists, melons on two, grapes on one. Three shelves 2, 9 and 15 m away."""
    shop = cut_cycle(database, wanted("A1", {EGGS: 2, MELON: 1}), wanted("A2", {EGGS: 3}, point=RIVER))
    cycle(database, "0526", delivery=date(2099, 5, 27))
    take(database, "0526", wanted("B1", {EGGS: 9, GRAPES: 1}), wanted("B2", {MELON: 2}, point=RIVER))
    cut(database, "0526")
    for turn, metres in enumerate((15, 2, 9)):
        a_bin(database, f"S-{metres:02d}", walk_order=metres, x_cm=100 * metres, max_weight_g=15_000 + turn)
    return shop.products


def slots(database) -> dict[str, tuple[str, str]]:
    query = text(
        "SELECT p.name, b.code, z.turnover FROM slot z JOIN product p ON p.id = z.product_id JOIN bin b ON b.id = z.bin_id"
    )
    with database.read() as connection:
        return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def test_a_proposal_says_shelf_class_and_metres_beside_greedy_and_today(database, hall):
    for name, code in ((EGGS, "S-15"), (MELON, "S-09"), (GRAPES, "S-02")):
        with database.read() as connection:
            bin_id = connection.execute(text("SELECT id FROM bin WHERE code = :c"), {"c": code}).scalar_one()
        stock.set_slot(database, MANAGER, hall[name], bin_id)
    plan = stock.propose_slots(database, seconds=0.5)
    rows = {row.product: row for row in plan.rows}
    assert {name: (row.before, row.turnover, row.picks_tenths) for name, row in rows.items()} == {
        EGGS: ("S-15", "A", 15), MELON: ("S-09", "A", 10), GRAPES: ("S-02", "B", 5),
    }  # fmt: skip
    # Eggs (13.5 kg on the busiest night) fill a shelf; melons and grapes share the next one.
    assert (rows[EGGS].bin, rows[EGGS].night_g) == ("S-02", 9 * 1500)
    assert rows[MELON].bin == "S-09"
    # today: 30 + 30 + 30 + 18 m in two nights; then 18 + 4 + 18 + 18 with grapes on S-09.
    assert (plan.nights, plan.lists, plan.today_m, plan.unslotted) == (2, 4, 54, 0)
    assert plan.plan_m <= plan.greedy_m < plan.today_m
    assert plan.moves == sum(row.before != row.bin for row in plan.rows)
    assert slots(database)[EGGS] == ("S-15", "C")


def test_today_has_no_metres_while_a_product_has_no_shelf(database, hall):
    plan = stock.propose_slots(database, seconds=0.3)
    assert (plan.today_m, plan.unslotted) == (None, 3)
    assert {row.before for row in plan.rows} == {""}


def test_an_accepted_proposal_holds_as_a_whole_and_leaves_its_trail(database, hall):
    plan = stock.propose_slots(database, seconds=0.3)
    assert stock.accept_slots(database, MANAGER, plan).answer == {"slots": 3, "moved": 3}
    assert slots(database) == {row.product: (row.bin, row.turnover) for row in plan.rows}
    with database.read() as connection:
        row = connection.execute(text("SELECT after FROM trail WHERE what = 'slots_accepted'")).scalar_one()
    assert '"sha256"' in row
    again = stock.propose_slots(database, seconds=0.3)
    assert again.today_m == plan.plan_m


def test_a_proposal_made_before_somebody_set_a_shelf_is_refused_whole(database, hall):
    plan = stock.propose_slots(database, seconds=0.3)
    stock.set_slot(database, MANAGER, plan.rows[1].product_id, plan.rows[1].bin_id)
    with pytest.raises(SlotsChanged) as refused:
        stock.accept_slots(database, MANAGER, plan)
    assert refused.value.product == plan.rows[1].product
    assert len(slots(database)) == 1


def test_a_shelf_made_weaker_or_given_another_zone_meanwhile_refuses_the_proposal(database, hall):
    plan = stock.propose_slots(database, seconds=0.3)
    eggs = next(row for row in plan.rows if row.product == EGGS)
    stock.edit_bin(database, MANAGER, eggs.bin_id, 1, {"max_weight_g": 5_000})
    with pytest.raises(Outdated):
        stock.accept_slots(database, MANAGER, plan)
    stock.edit_bin(database, MANAGER, eggs.bin_id, 2, {"max_weight_g": 50_000, "zone": "frozen"})
    with pytest.raises(WrongZone):
        stock.accept_slots(database, MANAGER, plan)
    assert slots(database) == {}


def test_a_picker_proposes_nothing_into_the_books(database, hall):
    plan = stock.propose_slots(database, seconds=0.3)
    with pytest.raises(NotAllowed):
        stock.accept_slots(database, PICKER, plan)


def test_without_nights_what_lies_there_is_placed_and_without_anything_nothing(database):
    with pytest.raises(NothingToPlace):
        stock.propose_slots(database)
    from tests.builders import product

    shelf = a_bin(database)
    bring(database, shelf, product(database), 4)
    plan = stock.propose_slots(database, seconds=0.2)
    assert [(row.bin, row.night_g, row.turnover) for row in plan.rows] == [("A-01", 6000, "C")]
    assert plan.nights == 0


def test_the_limit_that_leaves_no_plan_is_told_with_its_numbers(database, hall):
    def refused(**changes):
        with database.writer.begin() as connection:
            for column, value in changes.items():
                connection.execute(text(SET[column]), {"value": value})
        with pytest.raises(Exception) as told:
            stock.propose_slots(database, seconds=0.3)
        return told.value

    assert refused(max_weight_g=13_000) == ShelfTooWeak("ambient", EGGS, 13_500, 13_000)
    assert refused(max_weight_g=14_000, max_volume_ml=9_000) == ShelfTooSmall("ambient", EGGS, 18_000, 9_000)
    assert refused(max_volume_ml=99_000, weight_g=14_000) == ShelfTooWeak("ambient", EGGS, 126_000, 14_000)
    assert stock.propose_slots(database, refills=9, seconds=0.3).rows
    assert refused(weight_g=1_500, max_weight_g=13_600, active=0) == ShelvesTooWeak("ambient", 18_000, 13_600)
    told = refused(zone="frozen")
    assert told == NoShelfOfZone("ambient", EGGS) or isinstance(told, NoShelfOfZone)
    with in_language("en"):
        assert "there is no shelf of that zone" in sentence(told)
        assert "weighs 13.5 kg, and the strongest shelf of room temperature carries 13 kg" in sentence(
            ShelfTooWeak("ambient", EGGS, 13_500, 13_000)
        )


SET = {
    "max_weight_g": "UPDATE bin SET max_weight_g = :value",
    "max_volume_ml": "UPDATE bin SET max_volume_ml = :value",
    "weight_g": "UPDATE product SET weight_g = :value",
    "active": "UPDATE bin SET active = :value WHERE code <> 'S-02'",
    "zone": "UPDATE bin SET zone = :value",
}


def test_every_refusal_of_slotting_has_its_sentence():
    for told in (ShelvesTooTight("chilled"), SlottingTimedOut("frozen"), SlotsChanged(EGGS), NothingToPlace()):
        for language in ("zh_CN", "en"):
            with in_language(language):
                assert "{" not in sentence(told)
                assert told.code not in sentence(told)


def test_a_list_of_a_superseded_cutoff_does_not_count_twice(database, hall):
    from domain.cutoff import operations as cutoff

    before = stock.propose_slots(database, seconds=0.2)
    cutoff.reopen(database, MANAGER, "0525", "漏单")
    cut(database, "0525")
    after = stock.propose_slots(database, seconds=0.2)
    assert (after.nights, after.lists) == (before.nights, before.lists) == (2, 4)
    assert replace(after, rows=()) == replace(before, rows=())


def test_the_points_of_the_scene_are_two():
    assert GARDEN != RIVER
