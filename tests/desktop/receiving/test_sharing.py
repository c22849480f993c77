"""A shortage shared by name: previewed by each rule, made so by one button."""

from __future__ import annotations

import pytest

from domain.purchasing import operations as purchasing
from domain.purchasing import queries
from domain.purchasing.words import Delivered, ShortageRule
from tests.builders import EGGS, MANAGER, MELON
from tests.desktop.receiving.hands import (
    ON_BOTH,
    line,
    order_of,
)
from tests.domain.purchasing import scene


@pytest.fixture
def short(desk):
    """Nine eggs came of thirteen; the sharing sheet is open."""
    scene.buy(desk.database)
    scene.come(desk.database, EGGS, 9)
    purchasing.finish_receipt(desk.database, MANAGER, order_of(desk, EGGS))
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.short_list.buttons[f"share:{line(desk, EGGS).product_id}"].click()
    desk.settle()
    return desk


def test_each_rule_shows_by_name_who_gets_what_before_anything_is_written(short):
    sheet, rows = short.parts.receiving.share_sheet, short.parts.receiving.share.rows
    assert [(row.wanted, row.given) for row in rows.rows] == [(8, 4), (5, 5)]
    sheet.rules[ShortageRule.PRO_RATA.value].click()
    short.settle()
    assert [(row.wanted, row.given) for row in rows.rows] == [(5, 3), (8, 6)]
    with short.database.read() as connection:
        assert queries.shared_products(connection, "0525") == ()


@ON_BOTH
def test_the_chosen_rule_is_made_so_and_stands_on_the_desk(short_on):
    short_on.parts.receiving.share_sheet.rules[ShortageRule.WHOLE_LINE.value].click()
    short_on.settle()
    short_on.parts.receiving.share_sheet.done.click()
    short_on.settle()
    with short_on.database.read() as connection:
        shared = queries.shortage_shares(connection, "0525", line(short_on, EGGS).product_id)
    assert (shared.rule, shared.given) == (ShortageRule.WHOLE_LINE, 5)
    assert not short_on.parts.receiving.share_sheet.isVisible()
    todo = short_on.frame.receiving.short_list
    assert [button.text() for button in todo.buttons.values()] == ["Look or change"]


@pytest.fixture
def short_on(desk):
    scene.buy(desk.database)
    scene.come(desk.database, EGGS, 9)
    purchasing.finish_receipt(desk.database, MANAGER, order_of(desk, EGGS))
    desk.parts.receiving.share.open_for(line(desk, EGGS).product_id)
    desk.settle()
    return desk


def test_marked_buyers_first_takes_the_marks_with_commas_of_either_width(short):
    sheet = short.parts.receiving.share_sheet
    sheet.rules[ShortageRule.TAGGED_FIRST.value].click()
    short.settle()
    assert sheet.tags_field.isVisible()
    sheet.tags.setText("老客户，VIP")
    short.settle()
    assert short.parts.receiving.share.tags == ("老客户", "VIP")
    assert sheet.done.isEnabled()


def test_a_shortage_that_another_station_filled_is_told_instead_of_shared(short):
    purchasing.receive(short.database, MANAGER, line(short, EGGS).id, Delivered(6))
    short.parts.receiving.share_sheet.done.click()
    short.settle()
    assert short.parts.receiving.share_sheet.refusal.text()


def test_melons_are_bought_of_nobody_and_said_so(desk):
    scene.buy(desk.database)
    assert line(desk, MELON).cases == 3
    desk.parts.shell.refresh()
    desk.settle()
    model = desk.parts.receiving.desk.orders
    shown = [str(model.index(at, 0).data()) for at in range(model.rowCount())]
    assert "no supplier" in shown
