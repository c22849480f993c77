import re

import pytest

from exchange.documents import PaperKind
from tests.exchange.documents.builders import buyer, handover_sheet, head, item, paper_set, pick_row
from tests.exchange.documents.reading import drawn, opened, page_texts, squeezed, whole


def handover(*sheets):
    return drawn(paper_set(handover=list(sheets), head=head()), PaperKind.HANDOVER)


def test_every_buyer_of_250_stands_once_with_code_name_tail_and_goods():
    buyers = [
        buyer(n, name=f"{'王李张刘陈'[n % 5]}*", items=(item(product=f"甲{n}乙", quantity=n),)) for n in range(1, 251)
    ]
    pages = page_texts(handover(handover_sheet(*buyers)))
    text = squeezed(" ".join(pages))
    assert len(pages) > 5
    for row in buyers:
        (thing,) = row.items
        line = f"{row.pickup_code}{row.sequence}{row.name}{row.phone_tail}{thing.product}·950ml×{thing.quantity}"
        assert text.count(line) == 1


def test_buyers_of_one_point_never_stand_on_the_page_of_another():
    sheets = [handover_sheet(*(buyer(n + k) for n in range(60)), point=f"点{k}号") for k in (100, 500)]
    pages = page_texts(handover(*sheets))
    for text in pages:
        (point,) = {int(k) for k in re.findall(r"点(\d+)号", text)}
        for other in {100, 500} - {point}:
            assert not any(buyer(n + other).pickup_code in text for n in range(60))


def test_the_code_is_the_biggest_thing_of_a_row():
    with opened(handover(handover_sheet(buyer(7, pickup_code="482913", sequence=77)))) as document:
        text = document[0].get_textpage()
        found = text.get_text_range()
        sizes = {
            what: text.get_charbox(found.index(what))[3] - text.get_charbox(found.index(what))[1]
            for what in ("482913", "77", "0259")
        }
    assert sizes["482913"] > 1.3 * max(sizes["77"], sizes["0259"])


def test_only_family_name_and_phone_tail_are_printed_even_if_more_came():
    row = buyer(name="欧阳小芳", phone_tail="13812345678", note="请打 138 1234 5678")
    text = whole(handover(handover_sheet(row, leader="王丽华", phone="13900001111")))
    assert "欧*5678" in text
    for private in ("欧阳", "小芳", "1381234", "王丽", "13900001111"):
        assert private not in text
    assert "*******5678" in text


def test_slot_and_note_stand_under_the_goods():
    text = whole(handover(handover_sheet(buyer(slot="11:00-12:00", note="不要塑料袋"))))
    assert "11:00-12:00·备注：不要塑料袋" in text


def test_an_amended_buyer_is_marked_and_others_are_not():
    text = whole(handover(handover_sheet(buyer(1), buyer(2, is_amended=True), buyer(3))))
    assert text.count("变更") == 1 + text.count("无变更")


def test_weighed_goods_are_marked():
    text = whole(handover(handover_sheet(buyer(items=(item(product="西瓜", weighed=True), item(product="鸡蛋"))))))
    assert text.count("称") == 1


@pytest.mark.parametrize("things", [1, 12, 29, 30, 31, 95])
def test_a_basket_of_any_size_is_printed_whole(things):
    row = buyer(pickup_code="482913", items=tuple(item(product=f"甲{n}乙", quantity=n + 1) for n in range(things)))
    pdf = handover(handover_sheet(row, buyer(2)))
    text = whole(pdf)
    assert all(f"甲{n}乙·950ml×{n + 1}" in text for n in range(things))
    assert text.count("482913") == -(-things // 30)


def test_the_goods_received_stand_on_top_with_their_sum():
    goods = [
        pick_row(product="鲜牛奶", quantity=21, frozen_quantity=20),
        pick_row(product="土鸡蛋", quantity=12, unit="板"),
    ]
    text = whole(handover(handover_sheet(goods=goods)))
    assert "到货清点2种·33件" in text
    assert "2021瓶" in text
    assert "12板" in text
    assert text.index("到货清点") < text.index("取货码")


def test_pieces_and_buyers_are_counted():
    buyers = [buyer(n, items=(item(quantity=n),)) for n in range(1, 11)]
    assert "合计55件·10人" in whole(handover(handover_sheet(*buyers)))


def test_a_buyer_without_sequence_name_or_phone_prints():
    assert "482913" in whole(
        handover(handover_sheet(buyer(pickup_code="482913", sequence=None, name="", phone_tail="")))
    )
