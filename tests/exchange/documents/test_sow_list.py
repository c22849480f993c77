import re

import pytest

from exchange.documents import PaperKind
from tests.exchange.documents.builders import head, paper_set, sow_row, sow_sheet
from tests.exchange.documents.reading import drawn, page_texts, squeezed, whole


def sow(*sheets):
    return drawn(paper_set(sow=list(sheets), head=head()), PaperKind.SOW)


@pytest.mark.parametrize("count", [1, 13, 14, 15, 60, 200])
def test_every_point_has_its_quantity_once(count):
    points = [(f"点{n}号", n * 13 % 90 + 1) for n in range(count)]
    text = " ".join(page_texts(sow(sow_sheet(*(sow_row(name, quantity) for name, quantity in points)))))
    found = {name: int(quantity) for name, quantity in re.findall(r"(点\d+号)\s+(\d+)", text)}
    assert found == dict(points)
    assert text.count("号") == count


def test_the_sum_is_the_sum_of_the_points():
    text = whole(sow(sow_sheet(*(sow_row(f"点{n}", n) for n in range(1, 41)), unit="瓶")))
    assert "合计820瓶·40个自提点" in text


def test_the_product_is_told_apart_by_spec_zone_category_and_codes():
    text = whole(sow(sow_sheet(weighed=True, weight_g=980)))
    for words in ("鲜牛奶", "950ml", "冷藏", "称重", "每件约980g", "乳品", "P004", "6901234567892"):
        assert words in text


def test_many_points_stand_in_two_columns_of_like_length():
    """Forty points fit one page only when both columns are used."""
    assert len(page_texts(sow(sow_sheet(*(sow_row(f"点{n}", 1) for n in range(26)))))) == 1


def test_an_amended_quantity_shows_what_it_was():
    assert "幸福里2021" in whole(sow(sow_sheet(sow_row("幸福里", 21, frozen_quantity=20))))


def test_each_product_has_its_own_sheet():
    pages = page_texts(sow(*(sow_sheet(product=f"商品{n}") for n in "甲乙丙")))
    assert [squeezed(text).count("商品") for text in pages] == [1, 1, 1]
