"""Orders made, sent and cancelled at the desk of receiving."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from domain.ordering.operations import open_cycle
from domain.purchasing import operations as purchasing
from domain.purchasing.words import PurchaseState
from tests.builders import CUTOFF_AT, DELIVERY, MANAGER
from tests.desktop.receiving.hands import (
    ON_BOTH,
)


@ON_BOTH
def test_one_button_makes_an_order_per_supplier_with_its_sum(desk):
    page = desk.frame.receiving
    assert page.first_make.isVisible()
    page.first_make.click()
    desk.settle()
    rows = desk.parts.receiving.desk.orders.rows
    assert sorted((row.supplier, row.cases, row.ordered) for row in rows) == [
        ("(none)", 3, 3),
        ("果满园", 2, 12),
        ("绿源合作社", 2, 24),
    ]
    assert [page.figures.findChildren(QLabel)[at].text() for at in (0, 1)] == ["0 / 39", "pieces received"]
    desk.parts.receiving.desk.choose(next(row.id for row in rows if row.supplier == "绿源合作社"))
    desk.settle()
    (eggs,) = desk.parts.receiving.desk.lines.rows
    assert (eggs.demand, eggs.cases, eggs.case_size, eggs.left_over) == (13, 2, 12, 11)


def test_before_the_cutoff_it_says_so_and_leads_there(desk):
    open_cycle(desk.database, MANAGER, "0526", cutoff_at=CUTOFF_AT, delivery=DELIVERY)
    desk.parts.shell.choose_cycle("0526")
    desk.settle()
    page = desk.frame.receiving
    assert page.before.isVisible()
    page.to_cutoff.click()
    desk.settle()
    assert desk.frame.orders.current == "cutoff"


@pytest.mark.parametrize(("way", "ending"), [(0, "pdf"), (1, "xlsx")])
def test_an_order_is_sent_as_a_file_that_lies_in_the_folder(desk, way, ending, tmp_path):
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.send.click()
    desk.parts.receiving.choice.buttons[way].click()
    desk.settle()
    (file,) = (tmp_path / "papers" / "0525").iterdir()
    assert file.suffix == f".{ending}"
    assert file.stat().st_size > 1000
    (sent,) = [row for row in desk.parts.receiving.desk.orders.rows if row.state == PurchaseState.SENT]
    assert (sent.sent_how, file.name.startswith(sent.number)) == (ending, True)


def test_an_order_as_text_lies_on_the_clipboard(desk):
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.send.click()
    desk.parts.receiving.choice.buttons[2].click()
    desk.settle()
    assert "12" in QApplication.clipboard().text()


def test_a_cancelled_order_says_what_is_missing_again(desk):
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.cancel.click()
    assert "are missing again" in desk.frame.window.reason.sentence.text()
    desk.frame.window.reason.done.click()
    desk.settle()
    assert PurchaseState.CANCELLED in {row.state for row in desk.parts.receiving.desk.orders.rows}
