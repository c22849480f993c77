"""Products and suppliers one at a time: guarded, with before and after; their barcodes; what scans and lists find."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain.catalogue import operations as do
from domain.catalogue import queries as ask
from domain.catalogue.rules.barcodes import own_code
from domain.catalogue.words import InStorePattern, InStoreReading, ProductState
from domain.common.accepting import EntryRefused
from domain.common.codes import ean13_with_check
from domain.common.errors import NotAllowed, Outdated, RuleBroken
from domain.common.people import Actor, Role
from domain.common.records import TrailRecord

ACTOR = Actor("李娜", "test")
EAN = "6901234567892"


def add(database, **values):
    return do.add_product(database, ACTOR, values).answer["id"]


def detail(database, product):
    with database.read() as connection:
        return ask.product_detail(connection, product)


def names(database, words="", **more):
    with database.read() as connection:
        return [row.name for row in ask.product_page(connection, ask.ProductFilter(words, **more))]


def test_an_edit_leaves_before_and_after(database):
    product = add(database, name="苹果", price_fen=3990, barcodes=(EAN,))
    do.edit_product(database, ACTOR, product, 1, {"price_fen": 4290, "barcodes": ()})
    with database.read() as connection:
        note = connection.execute(select(TrailRecord).where(TrailRecord.what == "product_edited")).one()
    assert json.loads(note.before) == {"price_fen": 3990, "barcodes": [EAN]}
    assert json.loads(note.after) == {"price_fen": 4290, "barcodes": []}
    assert detail(database, product).row.version == 2


def test_the_second_of_two_editors_is_told(database):
    product = add(database, name="苹果")
    do.edit_product(database, ACTOR, product, 1, {"price_fen": 100})
    with pytest.raises(Outdated):
        do.edit_product(database, ACTOR, product, 1, {"price_fen": 200})
    assert detail(database, product).row.price_fen == 100


def test_a_picker_may_not_edit(database):
    with pytest.raises(NotAllowed):
        do.add_product(database, Actor("小王", "test", Role.PICKER), {"name": "苹果"})


def test_a_supplier_is_named_and_counted(database):
    supplier = do.add_supplier(database, ACTOR, {"name": "鲜果批发", "lead_days": 1}).answer["id"]
    product = add(database, name="苹果", supplier="鲜果批发")
    do.edit_supplier(database, ACTOR, supplier, 1, {"phone": "021-5555"})
    with database.read() as connection:
        (row,) = ask.supplier_page(connection)
    assert (row.name, row.phone, row.products, row.version) == ("鲜果批发", "021-5555", 1, 2)
    assert detail(database, product).row.supplier == "鲜果批发"
    assert names(database, supplier_id=supplier) == ["苹果"]


def test_a_draft_lists_what_it_needs_and_is_completed(database):
    with database.writer.begin() as connection:
        wanted = [("西瓜(约14斤)", "", "")]
        found = do.resolve_products(connection, "x", wanted, create_missing=True, command_id=None)[wanted[0]]
    assert detail(database, found).row.missing == ("supplier", "price_fen")
    do.add_supplier(database, ACTOR, {"name": "鲜果批发"})
    do.complete_draft(database, ACTOR, found, 1, {"supplier": "鲜果批发", "price_fen": 8000})
    row = detail(database, found).row
    assert (row.state, row.missing, row.weight_g) == ("active", (), 7000)


def test_a_retired_name_is_free_and_cannot_come_back_twice(database):
    old = add(database, name="苹果")
    do.retire_product(database, ACTOR, old, 1)
    add(database, name="苹果")
    with pytest.raises(RuleBroken) as broken:
        do.restore_product(database, ACTOR, old, 2)
    assert broken.value.rule == "uq_product_name_key"
    assert names(database) == ["苹果"]
    assert len(names(database, with_retired=True)) == 2


def test_barcodes_are_added_made_and_removed(database):
    product = add(database, name="苹果")
    do.add_barcode(database, ACTOR, product, 1, EAN)
    do.make_own_barcode(database, ACTOR, product, 2)
    assert detail(database, product).row.barcodes == tuple(sorted((EAN, own_code(product))))
    do.remove_barcode(database, ACTOR, product, 3, EAN)
    assert detail(database, product).row.barcodes == (own_code(product),)


def test_a_barcode_with_a_wrong_check_digit_is_refused_with_the_right_one(database):
    product = add(database, name="苹果")
    with pytest.raises(EntryRefused) as refused:
        do.add_barcode(database, ACTOR, product, 1, "6901234567890")
    assert refused.value.facts() == {"barcode": "6901234567890", "right": "2", "at": "barcodes"}


def test_a_barcode_of_another_product_is_refused(database):
    add(database, name="苹果", barcodes=(EAN,))
    other = add(database, name="梨")
    with pytest.raises(RuleBroken) as broken:
        do.add_barcode(database, ACTOR, other, 1, EAN)
    assert broken.value.rule == "pk_product_barcode"


def test_a_scan_finds_the_product_of_a_barcode(database):
    cola = add(database, name="可乐", barcodes=("0012345678905",))
    with database.read() as connection:
        assert ask.scanned_product(connection, "0012345678905").id == cola
        assert ask.scanned_product(connection, "012345678905").id == cola, "the same code as UPC-A"
        assert ask.scanned_product(connection, "4006381333931") is None


def test_an_in_store_code_gives_the_product_and_its_weight(database):
    pork = add(database, name="五花肉", weighed=True, weight_g=500, barcodes=("2100123",))
    code = ean13_with_check("210012301234")
    with database.read() as connection:
        found = ask.scanned_product(connection, code)
    assert (found.id, found.reading) == (pork, InStoreReading("2100123", 1234, None))
    do.set_in_store_patterns(database, ACTOR, [InStorePattern("P2 I5 E5 C")])
    with database.read() as connection:
        assert ask.scanned_product(connection, code).reading == InStoreReading("2100123", None, 1234)
        assert ask.in_store_patterns(connection) == (InStorePattern("P2 I5 E5 C"),)


def test_products_are_found_by_name_code_spec_and_barcode_tail(database):
    add(database, code="A-1", name="苹果", spec="5斤", barcodes=(EAN,))
    add(database, code="B_2", name="100%橙汁")
    assert names(database, "苹果") == names(database, "5斤") == names(database, "a-1") == ["苹果"]
    assert names(database, "苹 5") == ["苹果"]
    assert names(database, "7892") == ["苹果"]
    assert names(database, "%") == names(database, "_") == ["100%橙汁"]
    assert names(database, "葡萄") == []


def test_products_come_in_pages_by_key(database):
    for number in range(5):
        add(database, name="苹果", spec=f"{number}斤")
    with database.read() as connection:
        first = ask.product_page(connection, limit=2)
        second = ask.product_page(connection, after=first[-1].key, limit=2)
        third = ask.product_page(connection, after=second[-1].key, limit=2)
        totals = ask.product_totals(connection)
    assert [row.spec for row in (*first, *second, *third)] == [f"{n}斤" for n in range(5)]
    assert (totals.products, totals.drafts) == (5, 0)


def test_drafts_are_a_filter(database):
    add(database, name="苹果")
    with database.writer.begin() as connection:
        do.resolve_products(connection, "x", [("西瓜", "", "")], create_missing=True, command_id=None)
    assert names(database, state=ProductState.DRAFT) == ["西瓜"]


def test_a_name_is_mapped_once_and_forgotten_again(database):
    product = add(database, name="冰淇淋黄心西瓜", spec="一箱四个约14斤")
    wanted = ("黄心西瓜", "一箱约14斤", "")
    with database.read() as connection:
        (unknown,) = ask.unmapped_names(connection, "youzan", [wanted, ("冰淇淋黄心西瓜(一箱四个约14斤)", "", "")])
    assert (unknown.name, [one.id for one in unknown.suggestions]) == ("黄心西瓜", [product])
    do.map_product(database, ACTOR, "youzan", *wanted[:2], product)
    with database.read() as connection:
        assert ask.find_products(connection, "youzan", [wanted]) == {wanted: product}
        (row,) = ask.product_aliases(connection)
    do.forget_product(database, ACTOR, row.channel, row.alias)
    with database.read() as connection:
        assert ask.find_products(connection, "youzan", [wanted]) == {wanted: None}
