import pytest

from exchange.documents import PaperKind
from tests.exchange.documents.builders import head, paper_set, pick_row, pick_sheet
from tests.exchange.documents.reading import drawn, lines_of, page_texts, squeezed, whole

GOODS = [("鲜牛奶", "950 ml", 21), ("土鸡蛋", "30枚/板", 12), ("麒麟西瓜", "约10斤/个", 5)]


def pick(*sheets):
    return drawn(paper_set(pick=list(sheets), head=head()), PaperKind.PICK)


def test_every_product_and_quantity_stands_on_the_page_of_its_point():
    points = ["幸福里", "锦绣江南", "翠湖花园"]
    sheets = [
        pick_sheet(*(pick_row(product=name, spec=spec, quantity=n + k) for name, spec, n in GOODS), point=point)
        for k, point in enumerate(points)
    ]
    pages = page_texts(pick(*sheets))
    assert len(pages) == 3
    for k, (point, text) in enumerate(zip(points, pages, strict=True)):
        assert [other for other in points if other in text] == [point]
        for name, spec, quantity in GOODS:
            assert f"{name}{quantity + k}瓶" in squeezed(text) or f"{quantity + k}瓶" in squeezed(text)
            assert name in text
            assert spec in text


def test_the_sum_is_the_sum_of_the_rows_and_comes_back():
    from io import BytesIO

    from exchange.documents.pick_list import draw_pick

    sheet = pick_sheet(*(pick_row(product=name, quantity=n) for name, _spec, n in GOODS))
    stream = BytesIO()
    answer = draw_pick(head(), [sheet, sheet], stream=stream)
    assert (answer.pages, answer.pieces) == (2, 76)
    assert all("38" in text and "合计" in text for text in page_texts(stream.getvalue()))


def test_an_amended_quantity_shows_what_it_was():
    text = lines_of(pick(pick_sheet(pick_row(quantity=21, frozen_quantity=20))))
    assert any("20" in line and "21" in line and "瓶" in line for line in text)


def test_a_product_amended_to_nothing_stays_visible():
    assert "200瓶" in whole(pick(pick_sheet(pick_row(quantity=0, frozen_quantity=20, unit="瓶"))))


def test_weighed_and_cold_goods_are_marked_and_weighed_ones_have_a_line_for_the_scale():
    text = whole(pick(pick_sheet(pick_row(weighed=True, zone="frozen", weight_g=1500))))
    assert "称重" in text
    assert "冷冻" in text
    assert "每件约1.5kg" in text
    assert "实重" in text


def test_plain_goods_have_neither():
    text = whole(pick(pick_sheet(pick_row(weighed=False, zone="ambient"))))
    assert not any(word in text for word in ("称重", "冷藏", "冷冻", "实重"))


def test_rows_keep_their_order_and_the_category_is_named_where_it_begins():
    rows = [pick_row(product=f"甲{n}", category="水果" if n < 3 else "乳品") for n in range(5)]
    text = whole(pick(pick_sheet(*rows)))
    assert [text.index(f"甲{n}") for n in range(5)] == sorted(text.index(f"甲{n}") for n in range(5))
    assert text.count("水果") == text.count("乳品") == 1


def test_a_category_that_goes_on_is_named_again_on_the_next_page():
    pages = page_texts(pick(pick_sheet(*(pick_row(product=f"甲{n}", category="水果") for n in range(30)))))
    assert len(pages) == 3
    assert all("水果" in text for text in pages)


def test_of_the_leader_only_family_name_and_phone_tail_are_printed():
    text = whole(pick(pick_sheet(leader="王丽华", phone="13812340007")))
    assert "王*·0007" in text
    assert "丽华" not in text
    assert "1381234" not in text


@pytest.mark.parametrize("count", [1, 20, 80])
def test_short_and_long_lists_print(count):
    text = whole(pick(pick_sheet(*(pick_row(product=f"甲{n}乙") for n in range(count)))))
    assert all(f"甲{n}乙" in text for n in range(count))
