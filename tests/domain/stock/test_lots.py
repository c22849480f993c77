"""Lots and the bins goods arrive in."""

from __future__ import annotations

import pytest

from domain.stock.operations import dock_bin, lot_for, quarantine_bin
from domain.stock.words import LotHasAnotherExpiry
from tests.builders import product
from tests.domain.stock.scene import NEXT_MONTH, NEXT_WEEK, TODAY, bin_code, in_one_command


def made(database, product_id: int, code: str, expires=NEXT_MONTH):
    return in_one_command(database, lambda tx: lot_for(tx, product_id, code, None, expires, TODAY))


def test_the_same_code_of_a_product_is_the_same_lot(database):
    eggs, melon = product(database), product(database, "西瓜")
    first = made(database, eggs, "L-77")
    assert made(database, eggs, " L-77 ") == first
    assert made(database, eggs, "L-77", expires=None) == first
    assert made(database, melon, "L-77") != first


def test_another_best_before_day_for_a_known_lot_is_refused_with_both_days(database):
    eggs = product(database)
    made(database, eggs, "L-77")
    with pytest.raises(LotHasAnotherExpiry) as refused:
        made(database, eggs, "L-77", expires=NEXT_WEEK)
    assert (refused.value.there, refused.value.asked) == (NEXT_MONTH, NEXT_WEEK)


def test_a_best_before_day_said_later_is_learned(database):
    eggs = product(database)
    first = made(database, eggs, "L-77", expires=None)
    assert made(database, eggs, "L-77", expires=NEXT_WEEK) == first
    with pytest.raises(LotHasAnotherExpiry):
        made(database, eggs, "L-77", expires=NEXT_MONTH)


def test_goods_without_a_lot_code_are_a_lot_of_their_day_and_expiry(database):
    eggs = product(database)
    today = made(database, eggs, "")
    assert made(database, eggs, "  ") == today
    assert made(database, eggs, "", expires=NEXT_WEEK) != today


def test_a_company_without_any_bin_gets_a_dock_for_each_zone(database):
    docks = {zone: in_one_command(database, lambda tx, z=zone: dock_bin(tx, 1, z)) for zone in ("ambient", "chilled")}
    assert docks["ambient"] != docks["chilled"]
    assert in_one_command(database, lambda tx: dock_bin(tx, 1, "ambient")) == docks["ambient"]
    assert bin_code(database, docks["chilled"]) == "DOCK-CHILLED"


def test_a_retired_dock_is_not_used_again(database):
    from sqlalchemy import text

    first = in_one_command(database, lambda tx: dock_bin(tx, 1, "frozen"))
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE bin SET active = 0 WHERE id = :id"), {"id": first})
    second = in_one_command(database, lambda tx: dock_bin(tx, 1, "frozen"))
    assert bin_code(database, second) == "DOCK-FROZEN-2"


def test_quarantine_and_dock_are_two_bins(database):
    both = [in_one_command(database, lambda tx, m=make: m(tx, 1, "ambient")) for make in (dock_bin, quarantine_bin)]
    assert [bin_code(database, one) for one in both] == ["DOCK-AMBIENT", "QUARANTINE-AMBIENT"]
