"""Who gets less: on the leader's paper with pickup codes, in the group's chat without."""

import pytest

from domain.common.sentences import in_language
from exchange.documents import PaperKind, write_messages
from exchange.documents.message import shortage_message
from tests.exchange.documents.builders import head, paper_set
from tests.exchange.documents.builders_night import short_line, shortage
from tests.exchange.documents.reading import drawn, page_texts, squeezed, whole


def notice(*sheets):
    return drawn(paper_set(shortage=list(sheets), head=head()), PaperKind.SHORTAGE)


@pytest.mark.parametrize("count", [1, 30, 90])
def test_every_buyer_stands_once_with_code_name_tail_and_what_is_missing(count):
    rows = [short_line(n, ordered=n + 2, less=2, refund_fen=100 * n) for n in range(1, count + 1)]
    text = squeezed(" ".join(page_texts(notice(shortage(*rows)))))
    for n, row in enumerate(rows, 1):
        assert text.count(f"{row.pickup_code}{n}王*{row.phone_tail}{n + 2}{n}−2{n}.00") == 1
    assert f"合计{2 * count}件缺货·{count}人" in text


def test_a_buyer_short_of_two_products_counts_as_one():
    rows = [short_line(1), short_line(1, product_id=4, product="土鸡蛋", spec="", unit="板")]
    assert "4件缺货·1人·应退¥79.60" in whole(notice(shortage(*rows)))


@pytest.mark.parametrize(
    ("rule", "tags", "said"),
    [
        ("first_paid", "", "按付款先后分配"),
        ("pro_rata", "", "按订购数量同比例分配"),
        ("tagged_first", "老客,VIP", "老客、VIP优先"),
        ("tagged_first", "", "有标签的买家优先"),
        ("whole_line", "", "整单分配，先付款者先得"),
        ("", "", "分拣时缺少或损坏"),
    ],
)
def test_the_rule_is_said_in_words(rule, tags, said):
    assert said in whole(notice(shortage(short_line(rule=rule, tags=tags))))


def test_a_product_that_goes_on_is_named_again_on_the_next_page():
    pages = page_texts(notice(shortage(*(short_line(n) for n in range(1, 80)))))
    assert len(pages) > 2
    assert all("麒麟西瓜" in text for text in pages)


def test_what_was_replaced_is_told_beside_what_is_missing():
    assert "替换1" in whole(notice(shortage(short_line(instead=1))))


def test_a_group_reads_numbers_and_tails_and_never_a_pickup_code():
    rows = [
        short_line(3, name="王*"),
        short_line(4, sequence=None, name="李四"),
        short_line(5, product_id=2, product="土鸡蛋"),
    ]
    with in_language("zh_CN"):
        text = shortage_message(head(), shortage(*rows))
    assert text.splitlines()[0] == "抱歉，有商品没到齐 · 幸福里"
    assert "麒麟西瓜 约10斤/个 · 缺 4 个 · 按付款先后分配" in text
    assert "#3 王* · 订 3 得 1 · ¥39.80" in text
    assert "李* 0148 · 订 3 得 1 · ¥39.80" in text
    assert "共 ¥119.40" in text
    assert not any(row.pickup_code in text for row in rows)
    assert "李四" not in text


def test_the_words_for_each_group_lie_beside_the_papers(tmp_path):
    papers = paper_set(shortage=[shortage(point="幸福里"), shortage(point="锦绣江南")], head=head())
    path = write_messages(papers, tmp_path / "papers")
    assert path == tmp_path / "papers" / "0525-v1-shortage.txt"
    said = path.read_text(encoding="utf-8-sig").split("\n\n\n")
    assert [text.splitlines()[0] for text in said] == ["抱歉，有商品没到齐 · 幸福里", "抱歉，有商品没到齐 · 锦绣江南"]
    assert write_messages(paper_set(shortage=[]), tmp_path / "none") is None
    assert not (tmp_path / "none").exists()
