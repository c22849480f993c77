"""A supplier's order as PDF, workbook and text: what has to be bought of them, with the number of the order."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from domain.common.errors import NotFound
from domain.purchasing import operations as purchasing
from domain.purchasing.words import NothingToOrder, PurchaseNotOpen, SentHow
from tests.builders import EGGS, GARDEN, MANAGER, MELON, wanted
from tests.domain.purchasing.scene import buy, cut_night, in_stock, orders
from tests.exchange.documents.reading import squeezed, whole
from workers.purchase_sending import order_document, send_purchase


@pytest.fixture
def order(sqlite_database):
    """13 eggs wanted, 2 in stock: 11 to buy, one case of 12, one left over."""
    shop = cut_night(sqlite_database)
    in_stock(sqlite_database, shop.products[EGGS], 2)
    buy(sqlite_database)
    return orders(sqlite_database)["0525-P2"]


def test_the_text_says_what_to_deliver(sqlite_database, order):
    document, done = send_purchase(sqlite_database, MANAGER, order.id, SentHow.TEXT)
    assert document.file_name == "0525-P2-绿源合作社.txt"
    assert "0525-P2" in document.text.splitlines()[0]
    assert "1. 土鸡蛋  1 箱 × 12 = 12 份" in document.text
    assert done.answer == {"order": "0525-P2", "state": "sent", "how": "text"}
    assert orders(sqlite_database)["0525-P2"].sent_how == "text"


def test_the_paper_shows_the_sum_and_counts_its_copies(sqlite_database, order):
    first = whole(send_purchase(sqlite_database, MANAGER, order.id, SentHow.PDF)[0].content)
    again = whole(send_purchase(sqlite_database, MANAGER, order.id, SentHow.PDF)[0].content)
    assert all(squeezed(part) in first for part in ("0525-P2", "绿源合作社", EGGS, "=12份"))
    assert GARDEN not in first
    assert first != again


def test_the_workbook_has_the_order_alone(sqlite_database, order):
    content = send_purchase(sqlite_database, MANAGER, order.id, SentHow.XLSX)[0].content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["绿源合作社"]
    rows = book.get_sheet_by_index(0).to_python()
    assert "0525-P2" in str(rows[1][0])
    assert [row[5:10] for row in rows if row[2] == EGGS] == [[11, 12, 1, 12, 1]]


def test_a_look_marks_nothing_and_what_cannot_be_sent_is_not_marked(sqlite_database, order):
    assert order_document(sqlite_database, order.id, SentHow.PDF).content.startswith(b"%PDF")
    assert orders(sqlite_database)["0525-P2"].state == "draft"
    purchasing.cancel_purchase(sqlite_database, MANAGER, order.id, "断货")
    with pytest.raises(PurchaseNotOpen):
        send_purchase(sqlite_database, MANAGER, order.id, SentHow.TEXT)
    with pytest.raises(NotFound):
        send_purchase(sqlite_database, MANAGER, 999, SentHow.TEXT)


def test_an_order_that_stock_covers_has_no_paper(sqlite_database):
    shop = cut_night(sqlite_database, wanted("A1", {MELON: 3}))
    in_stock(sqlite_database, shop.products[MELON], 3)
    buy(sqlite_database)
    with pytest.raises(NothingToOrder):
        order_document(sqlite_database, orders(sqlite_database)["0525-P1"].id, SentHow.PDF)
