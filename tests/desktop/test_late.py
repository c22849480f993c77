"""The late list in the window: what came after the cut waits, is accepted with a reason, rejected or moved."""

from __future__ import annotations

import pytest

from domain.cutoff import operations as cutoff
from domain.ordering.operations import cancel_order
from tests import builders
from tests.builders import EGGS, GARDEN, GRAPES, RIVER
from tests.desktop.night_desk import ON_BOTH, desk, give_reason, refresh, show

__all__ = ["desk"]


@pytest.fixture
def late(desk):
    builders.cut(desk.database)
    news = builders.wanted("Y000099", {EGGS: 3}, row=50)
    changed = [
        builders.wanted(f"Y{n:06d}", {EGGS: 9 if n == 1 else n % 5 + 1, GRAPES: n % 3 + 1}, point=(GARDEN, RIVER)[n % 2],
                        row=n + 1, phone=f"139{n:08d}", sequence=n)
        for n in range(1, 41)
    ]  # fmt: skip
    builders.take(desk.database, "0525", *changed, news)
    refresh(desk)
    return show(desk, "late")


@ON_BOTH
def test_what_came_late_waits_with_what_is_there_and_what_is_wanted(desk, late):
    kinds = {row.kind for row in desk.parts.orders.late.late.rows}
    assert kinds == {"new", "changed"}
    changed = next(row for row in desk.parts.orders.late.late.rows if row.kind == "changed")
    assert dict(changed.before)[EGGS] == 2
    assert dict(changed.after)[EGGS] == 9
    assert desk.frame.orders.tabs.tabs["late"].accessibleName().endswith("2")


def choose(desk, page, kind: str) -> None:
    rows = desk.parts.orders.late.late.rows
    page.table.choose([at for at, row in enumerate(rows) if row.kind == kind])


def test_a_change_is_accepted_with_a_reason_and_listed(desk, late):
    choose(desk, late, "changed")
    late.accept.click()
    give_reason(desk)
    accepted = desk.parts.orders.late.accepted.rows
    assert {row.reason for row in accepted} == {"the leader asked"}
    assert late.accepted.isVisible()
    assert desk.parts.orders.late.late.rowCount() == 1


def test_a_late_phone_and_note_wait_with_what_they_say_and_are_listed_once_accepted(desk, late):
    first = builders.wanted("Y000002", {EGGS: 3, GRAPES: 3}, row=3, phone="13900009876", note="放门口", sequence=2)
    builders.take(desk.database, "0525", first)
    refresh(desk)
    table = desk.parts.orders.late.late
    at = next(at for at, row in enumerate(table.rows) if row.order == "Y000002" and row.contact)
    said = {column.key: column.text(table.rows[at]) for column in table.columns}
    assert said["after"] == "phone: 9876; note: 放门口"
    desk.parts.orders.late.select(at)
    late.accept.click()
    give_reason(desk)
    [row] = desk.parts.orders.late.accepted.rows
    assert (row.product, row.contact) == ("", ("phone", "note"))


def test_a_late_word_about_an_order_cancelled_since_can_only_be_rejected(desk, late):
    cutoff.reopen(desk.database, builders.MANAGER, "0525", "missed one")
    one = builders.order_ids(desk.database)["Y000001"]
    cancel_order(desk.database, builders.MANAGER, one, "paid twice", version=1)
    builders.cut(desk.database)
    refresh(desk)
    choose(desk, late, "changed")
    assert (late.accept.isEnabled(), late.reject.isEnabled()) == (False, True)


def test_a_change_is_rejected_and_does_not_come_back(desk, late):
    choose(desk, late, "new")
    late.reject.click()
    give_reason(desk, "too late")
    assert [row.kind for row in desk.parts.orders.late.late.rows] == ["changed"]


def test_only_a_new_order_moves_to_another_cycle(desk, late):
    builders.cycle(desk.database, "0527")
    refresh(desk)
    choose(desk, late, "changed")
    assert not late.move_button.isEnabled()
    choose(desk, late, "new")
    late.move_button.menu().actions()[0].trigger()
    desk.settle()
    assert [row.kind for row in desk.parts.orders.late.late.rows] == ["changed"]
    with desk.database.read() as connection:
        assert "Y000099" in {row.number for row in _page(connection, "0527")}


def _page(connection, code):
    from domain.ordering.queries import OrderFilter, order_page

    return order_page(connection, OrderFilter(code))


def test_before_the_cut_the_late_list_says_when_it_fills(desk):
    page = show(desk, "late")
    assert page.empty.title.text() == "Not cut off yet"
