import pytest

from exchange.documents import PaperKind
from exchange.documents.day_sums import counts
from tests.exchange.documents.builders import amendment, day_sums, head, paper_set
from tests.exchange.documents.reading import drawn, page_texts, whole


def sums_paper(**changes):
    return drawn(paper_set(sums=day_sums(**changes), head=head()), PaperKind.SUMS)


def test_four_counts_that_agree_stand_beside_one_another():
    text = whole(sums_paper())
    assert text.count("=") == 3
    assert "一致下单、采购、分拣、交接的件数完全相同" in text
    assert [count.pieces for count in counts(head(), day_sums())] == [119] * 4


@pytest.mark.parametrize(
    ("changes", "spread"),
    [
        ({"suppliers": (("绿源合作社", 9, 118),)}, 1),
        ({"products": (("鲜牛奶", "瓶", 122, 2),)}, 3),
        ({"points": (("幸福里", 78, 100, 1),)}, 19),
        ({"pieces": 120}, 1),
    ],
)
def test_a_difference_is_said_loudly(changes, spread):
    text = whole(sums_paper(**changes))
    assert "≠" in text
    assert f"不一致相差{spread}件" in text


def test_what_was_frozen_and_what_changed_since_add_up():
    """Nine cancelled and one added after the cutoff of 127: the demands say 119."""
    late = (amendment(1, before=9, after=0), amendment(2, before=20, after=21))
    text = whole(drawn(paper_set(sums=day_sums(pieces=127), head=head(*late)), PaperKind.SUMS))
    assert "截单127，变更-8" in text
    assert text.count("=") == 3


def test_figures_hash_and_trail_are_complete():
    text = whole(sums_paper())
    for words in ("¥9,047.40", "120.5kg", "98.7l", "9f2c" * 16, "1号台4,211ab12ab12ab12", "陈峰截单"):
        assert words in text


def test_every_supplier_point_and_product_stands_there_with_its_numbers():
    text = whole(sums_paper())
    for words in (
        "绿源合作社6100",
        "未指定供应商319",
        "幸福里508080.5kg",
        "锦绣江南283940kg",
        "鲜牛奶260瓶",
        "土鸡蛋259板",
    ):
        assert words in text


def test_the_sums_under_the_tables_are_those_of_the_counts():
    text = whole(sums_paper())
    assert "合计119操作记录" in text
    assert "合计78119120.5kg" in text


@pytest.mark.parametrize("points", [1, 60, 200, 900])
def test_as_many_points_as_there_are(points):
    rows = tuple((f"点{n}号", 1, 1, 1000) for n in range(points))
    text = whole(sums_paper(points=rows))
    assert all(text.count(f"点{n}号") == 1 for n in range(points))


def test_a_small_company_has_one_page():
    assert len(page_texts(sums_paper())) == 1


def test_all_amendments_are_listed():
    papers = paper_set(head=head(amendment(1), amendment(2, point="锦绣江南", product="土鸡蛋")))
    text = whole(drawn(papers, PaperKind.SUMS))
    assert "幸福里·鲜牛奶950ml" in text
    assert "锦绣江南·土鸡蛋" in text
