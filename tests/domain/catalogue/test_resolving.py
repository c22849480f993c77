"""What an order file calls a product finds it: by code, by what was mapped, by name; or becomes one draft, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select, update

from domain.catalogue.operations import resolve_products
from domain.catalogue.records import BarcodeRecord, ProductAliasRecord, ProductRecord
from domain.common.command import execute
from domain.common.people import Actor

ACTOR = Actor("李娜", "test")
MELON = ("冰淇淋黄心西瓜(一箱四个约14斤)", "一箱四个约14斤", "")


def products(database):
    with database.read() as connection:
        return {row.code: row for row in connection.execute(select(ProductRecord.__table__))}


def resolve(database, wanted, channel="kuaituantuan", create=True):
    """Through the door, as an import does it."""
    answer = {}

    def work(tx):
        found = resolve_products(tx.connection, channel, wanted, create_missing=create, command_id=tx.command_id)
        answer.update(found)
        return {}

    execute(database, ACTOR, "test.resolve", None, work)
    return answer


def add(database, **values):
    with database.writer.begin() as connection:
        return connection.execute(insert(ProductRecord).values(**values).returning(ProductRecord.id)).scalar_one()


def test_an_unknown_name_becomes_a_draft_with_spec_and_weight(database):
    found = resolve(database, [MELON])
    draft = products(database)["D0001"]
    assert found[MELON] == draft.id
    assert (draft.name, draft.spec, draft.weight_g) == ("冰淇淋黄心西瓜", "一箱四个约14斤", 7000)
    assert (draft.state, draft.weighed) == ("draft", False)


def test_the_same_file_again_makes_no_second_draft(database):
    first = resolve(database, [MELON])
    again = resolve(database, [MELON])
    assert first == again
    assert len(products(database)) == 1


@pytest.mark.parametrize(
    ("name", "spec"),
    [
        ("冰淇淋黄心西瓜（一箱四个约14斤）", "一箱四个约14斤"),
        ("冰淇淋黄心西瓜 ( 一箱四个 约14斤 )", ""),
        ("冰淇淋黄心西瓜", "一箱四个约１４斤"),
        ("冰淇淋黄心西瓜\u200b【一箱四个约14斤】", ""),
    ],
)
def test_another_spelling_is_the_same_product(database, name, spec):
    melon = resolve(database, [MELON])[MELON]
    assert resolve(database, [(name, spec, "")], channel="youzan") == {(name, spec, ""): melon}


def test_half_a_case_and_a_whole_case_are_two_products(database):
    half, whole = ("怡颗梅蓝莓(半箱六盒)", "半箱六盒", ""), ("怡颗梅蓝莓(一箱12盒)", "一箱12盒", "")
    found = resolve(database, [half, whole])
    assert found[half] != found[whole]
    assert {row.spec for row in products(database).values()} == {"半箱六盒", "一箱12盒"}


def test_without_create_missing_an_unknown_name_is_none_and_nothing_is_written(database):
    assert resolve(database, [MELON], create=False) == {MELON: None}
    assert products(database) == {}


def test_a_name_that_says_nothing_is_none(database):
    assert resolve(database, [("", "", ""), ("  ", "", "")]) == {("", "", ""): None, ("  ", "", ""): None}


def test_a_barcode_names_the_product_whatever_the_name(database):
    milk = add(database, code="M1", name="牛奶", spec="250ml")
    with database.writer.begin() as connection:
        connection.execute(insert(BarcodeRecord).values(code="6901234567892", product_id=milk, kind="ean13"))
    wanted = [("A&B 牛奶 <b>新</b>", "", "6901234567892"), ("纯牛奶", "250ml", "M1")]
    assert set(resolve(database, wanted).values()) == {milk}


def test_a_code_two_specs_share_names_neither_of_them(database):
    """有赞 writes the code of the whole product on each of its specs."""
    five = add(database, code="A1", name="苹果", spec="5斤")
    small, big = ("苹果", "5斤", "A1"), ("苹果", "10斤", "A1")
    found = resolve(database, [small, big])
    assert found[small] == five
    assert found[big] not in (None, five)


def test_the_channels_own_mapping_beats_the_name(database):
    named = add(database, code="A1", name="苹果")
    meant = add(database, code="A2", name="红富士苹果")
    with database.writer.begin() as connection:
        row = {"channel": "youzan", "alias": "苹果", "product_id": meant}
        connection.execute(insert(ProductAliasRecord).values(row))
    apple = ("苹果", "", "")
    assert resolve(database, [apple], channel="youzan") == {apple: meant}
    assert resolve(database, [apple], channel="weimob") == {apple: named}


def test_what_all_other_channels_mean_by_an_unknown_name_is_taken(database):
    meant, other = add(database, code="A2", name="红富士苹果"), add(database, code="A3", name="嘎啦苹果")
    rows = [
        ("youzan", "脆苹果", meant),
        ("weimob", "脆苹果", meant),
        ("youzan", "小苹果", meant),
        ("weimob", "小苹果", other),
    ]
    with database.writer.begin() as connection:
        connection.execute(
            insert(ProductAliasRecord),
            [dict(zip(("channel", "alias", "product_id"), row, strict=True)) for row in rows],
        )
    agreed, disputed = ("脆苹果", "", ""), ("小苹果", "", "")
    found = resolve(database, [agreed, disputed], create=False)
    assert found == {agreed: meant, disputed: None}


def test_a_retired_product_is_found_but_one_on_sale_first(database):
    old = add(database, code="A1", name="苹果", state="retired")
    apple = ("苹果", "", "")
    assert resolve(database, [apple]) == {apple: old}
    new = add(database, code="A2", name="苹果")
    assert resolve(database, [apple]) == {apple: new}


def test_a_renamed_draft_is_still_found_by_the_files_name(database):
    melon = resolve(database, [MELON])[MELON]
    with database.writer.begin() as connection:
        values = {"name": "黄心西瓜", "name_key": "黄心西瓜"}
        connection.execute(update(ProductRecord).where(ProductRecord.id == melon).values(values))
    assert resolve(database, [MELON]) == {MELON: melon}


def test_a_code_a_person_took_is_not_given_again(database):
    add(database, code="D0002", name="土鸡蛋")
    assert resolve(database, [MELON])[MELON] == products(database)["D0002-2"].id


def test_a_valid_ean_stays_with_the_draft(database):
    cola = ("可乐", "330ml", "6901234567892")
    first = resolve(database, [cola])[cola]
    renamed = ("可口可乐 罐装", "", "6901234567892")
    assert resolve(database, [renamed], channel="shopify") == {renamed: first}


def test_a_long_hostile_name_becomes_a_draft_whole_in_its_key(database):
    long = "=cmd()<b>&" + "🍉𠮷" * 200
    one, other = (long + "a", "", ""), (long + "b", "", "")
    found = resolve(database, [one, other])
    assert found[one] != found[other]
    assert all(len(row.name) == 120 and row.name.startswith("=cmd()<b>&") for row in products(database).values())


def test_control_bytes_do_not_reach_the_table(database):
    resolve(database, [("西\x00瓜\x1b@\x7f", "", "")])
    assert products(database)["D0001"].name == "西瓜@"


def test_thousands_of_names_at_once(database):
    wanted = [(f"商品{i}", f"{i}斤", "") for i in range(4_000)]
    found = resolve(database, wanted)
    assert len(set(found.values())) == 4_000
    assert resolve(database, wanted) == found


def test_two_importers_of_one_unknown_name_make_one_draft(postgres_database):
    wanted = [(f"蓝莓{i}", "", "") for i in range(50)]
    with ThreadPoolExecutor(4) as importers:
        orders = (wanted, wanted[::-1], wanted[10:], wanted[:40])
        answers = list(importers.map(lambda order: resolve(postgres_database, order), orders))
    assert len(products(postgres_database)) == 50
    merged = {}
    for answer in answers:
        for key, value in answer.items():
            assert merged.setdefault(key, value) == value
