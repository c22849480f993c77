from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ordering.words import LARGEST_QUANTITY, OrderFile
from exchange.imports import read_pasted
from exchange.imports.group_note import is_group_note
from exchange.imports.group_note.entries import understand
from exchange.imports.group_note.goods import Good, goods_in, named_goods
from exchange.imports.group_note.numerals import CHARACTERS, value_of
from exchange.imports.group_note.words import Entry

HEAD = """#接龙
周三水果团 今晚8点截单 周四下午到
A 阳光玫瑰 2斤 ¥29.9  B 土鸡蛋 30枚 ¥36
例 姓名 楼号-房号 A2 B1

"""
NOTE = (
    HEAD
    + """1. 小李妈妈 12-1201 A2 B1
2. 王🌻 3号楼502 A两份
3. 陈 先生 B+A 13800000000
4. 阿美
5. 小李妈妈 再加B1
"""
)
GOODS = goods_in("A 阳光玫瑰 2斤 ¥29.9  B 土鸡蛋 30枚 ¥36  C 苹果 1斤 ¥8")


def wants(entry: Entry) -> dict[str, int]:
    found: dict[str, int] = {}
    for want in entry.wants:
        found[want.good.letter or want.good.name] = found.get(want.good.letter or want.good.name, 0) + want.quantity
    return found


def wanted(read: OrderFile, key: str) -> dict[str, int]:
    at = [order.key for order in read.orders].index(key)
    return {line.product: line.quantity for line in read.lines if line.order == at}


def read_entries(*entries: str) -> OrderFile:
    return read_pasted(HEAD + "\n".join(entries))


def test_the_note_of_the_trade_is_understood_as_a_person_would() -> None:
    read = read_pasted(NOTE)
    assert (read.source, read.channel, read.by_sequence, read.group) == ("group_note", "pasted", True, "周三水果团")
    assert [(order.key, order.row, order.buyer, order.address, order.phone) for order in read.orders] == [
        ("1", 6, "小李妈妈", "12-1201", ""),
        ("2", 7, "王🌻", "3号楼502", ""),
        ("3", 8, "陈 先生", "", "13800000000"),
    ]
    assert wanted(read, "1") == {"阳光玫瑰": 2, "土鸡蛋": 2}
    assert wanted(read, "2") == {"阳光玫瑰": 2}
    assert wanted(read, "3") == {"阳光玫瑰": 1, "土鸡蛋": 1}
    assert [(line.spec, line.amount_fen) for line in read.lines if line.order == 0] == [("2斤", 5980), ("30枚", 7200)]
    assert [(held.row, held.text, held.reason.code) for held in read.held] == [(9, "阿美", "no_item_named")]
    assert [(w.row, w.reason.code, w.reason.fact("number")) for w in read.warnings] == [
        (10, "adds_to_earlier_entry", "1")
    ]
    assert not read.problems


def test_pasting_the_grown_list_again_shows_only_the_difference() -> None:
    before, after = read_pasted(NOTE), read_pasted(NOTE + "6. 周姐 8-302 B2\n")
    assert after.group == before.group
    assert after.orders[:3] == before.orders
    assert after.lines[: len(before.lines)] == before.lines
    assert [order.key for order in after.orders[3:]] == ["6"]


def test_a_corrected_cutoff_time_does_not_make_another_group() -> None:
    later = read_pasted(NOTE.replace("今晚8点截单 周四下午到", "今晚9点截单，周五上午到"))
    assert later.group == read_pasted(NOTE).group
    assert read_pasted(NOTE.replace("周三水果团", "周三水果团 东门")).group == "周三水果团 东门"


@pytest.mark.parametrize(
    ("text", "name", "items"),
    [
        ("小李 A2 B1", "小李", {"A": 2, "B": 1}),
        ("小李 a2b1", "小李", {"A": 2, "B": 1}),
        ("小李A2B1", "小李", {"A": 2, "B": 1}),
        ("小李 A×2，B x 1", "小李", {"A": 2, "B": 1}),
        ("小李 A*2+B*3", "小李", {"A": 2, "B": 3}),
        ("小李 A：2、B：1", "小李", {"A": 2, "B": 1}),
        ("小李 Ａ２ Ｂ１", "小李", {"A": 2, "B": 1}),
        ("小李 A+B", "小李", {"A": 1, "B": 1}),
        ("小李 A和B各来点", "小李", {"A": 1, "B": 1}),
        ("小李 A两份", "小李", {"A": 2}),
        ("小李 A十二份", "小李", {"A": 12}),
        ("小李 2份A 一份B", "小李", {"A": 2, "B": 1}),
        ("小李🌻A2", "小李🌻", {"A": 2}),
        ("👨‍👩‍👧一家 A2️⃣", "👨‍👩‍👧一家", {"A": 2}),
        ("Amy Lee A2", "Amy Lee", {"A": 2}),
        ("Lily B", "Lily", {"B": 1}),
        ("小李888 A2", "小李888", {"A": 2}),
        ("A妈 B2", "A妈", {"B": 2}),
        ("陈 先生 A2", "陈 先生", {"A": 2}),
        ("<b>王</b> A2", "<b>王</b>", {"A": 2}),
        ("=cmd() A2", "=cmd()", {"A": 2}),
        ("𠮷野 A2", "𠮷野", {"A": 2}),
        ("小李 土鸡蛋2份", "小李", {"B": 2}),
        ("小李 要土鸡蛋", "小李", {"B": 1}),
        ("小李 两份土鸡蛋 一份阳光玫瑰", "小李", {"A": 1, "B": 2}),
        ("小李 阳光玫瑰2斤", "小李", {"A": 1}),
        ("小李 苹果3斤", "小李", {"C": 3}),
        ("小李 C3斤", "小李", {"C": 3}),
        ("小李 A2 谢谢", "小李", {"A": 2}),
        ("小李 A2，放门口", "小李", {"A": 2}),
        ("A2 小李", "小李", {"A": 2}),
        ("小李 B➕A", "小李", {"A": 1, "B": 1}),
        ("Mr.Lee 要一份A 一份B", "Mr.Lee", {"A": 1, "B": 1}),
        ("橘子🍊 玫瑰1份 苹果2", "橘子🍊", {"A": 1, "C": 2}),
        ("土鸡蛋大王 A2", "土鸡蛋大王", {"A": 2}),
        ("A00水电王师傅 C1", "A00水电王师傅", {"C": 1}),
        ("Q10小仙女 A1", "Q10小仙女", {"A": 1}),
    ],
)
def test_an_entry_is_understood_in_its_many_spellings(text: str, name: str, items: dict[str, int]) -> None:
    entry = understand(1, 1, text, GOODS)
    assert entry.doubt is None
    assert (entry.name.removesuffix(" 要"), wants(entry)) == (name, items)


@pytest.mark.parametrize(
    ("text", "address", "phone"),
    [
        ("小李 12-1201 A2", "12-1201", ""),
        ("小李 12号1201 A2", "12号1201", ""),
        ("小李 12栋2单元901 A2", "12栋2单元901", ""),
        ("小李 12-2-901 A2", "12-2-901", ""),
        ("小李 3号楼502室 A2", "3号楼502室", ""),
        ("小李 十二栋二单元901 A2", "十二栋二单元901", ""),
        ("小李 88#1701 A2", "88#1701", ""),
        ("小李 B栋502 A2", "B栋502", ""),
        ("小李 1201 A2", "1201", ""),
        ("小李 嘉怡水岸12号1201 A2", "嘉怡水岸12号1201", ""),
        ("小李@7栋1203 A2", "7栋1203", ""),
        ("小李（3号楼1单元402）A2", "3号楼1单元402", ""),
        ("小李5-602 A2", "5-602", ""),
        ("小李 A2，放3号柜", "", ""),
        ("13800000000 小李 12-1201 A2", "12-1201", "13800000000"),
        ("小李 A2 13800000000", "", "13800000000"),
        ("小李 A2 138 0000 0000", "", "13800000000"),
        ("小李13800000000A2", "", "13800000000"),
        ("小李 A2 021-64120000", "", "021-64120000"),
        ("小李 A2 12-1201 13800000000", "12-1201", "13800000000"),
    ],
)
def test_house_numbers_and_phones_are_never_quantities(text: str, address: str, phone: str) -> None:
    entry = understand(1, 1, text, GOODS)
    assert entry.doubt is None
    assert (entry.name, entry.address, entry.phone, wants(entry)) == ("小李", address, phone, {"A": 2})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("阿美", "no_item_named"),
        ("阿美 12-1201", "no_item_named"),
        ("阿美 2份", "no_item_named"),
        ("阿美 花2", "no_item_named"),
        ("小李 D2", "letter_unknown"),
        ("小李 A1 D", "letter_unknown"),
        ("小李 A2-3份", "quantity_ambiguous"),
        ("小李 A2或3份", "quantity_ambiguous"),
        ("小李 A1.5", "quantity_ambiguous"),
        ("小李 A半份", "quantity_ambiguous"),
        ("小李 A几份", "quantity_ambiguous"),
        ("小李 A0", "quantity_ambiguous"),
        ("小李 A99999", "quantity_ambiguous"),
        ("小李 A二百五", "quantity_ambiguous"),
        ("小李 A2 3", "quantity_ambiguous"),
        ("小李 A 2 3份", "quantity_ambiguous"),
        ("小李 2份A3", "quantity_ambiguous"),
        ("小李 A30枚 B30枚", "quantity_ambiguous"),
        ("小李 A4斤", "quantity_ambiguous"),
        ("小李 不要A了", "entry_asks_for_change"),
        ("小李 A2改成A1", "entry_asks_for_change"),
        ("小李 取消", "entry_asks_for_change"),
        ("A 小王 B2", "entry_begins_with_letter"),
        ("A2", "name_missing"),
    ],
)
def test_what_is_not_sure_goes_to_a_person(text: str, code: str) -> None:
    entry = understand(1, 1, text, GOODS)
    assert entry.doubt is not None
    assert entry.doubt.code == code


def test_a_letter_at_the_end_of_a_nickname_is_no_item() -> None:
    assert understand(1, 1, "小李A", GOODS).doubt is not None
    assert understand(1, 1, "A2小王", GOODS).doubt is not None


def test_where_one_thing_is_on_offer_no_letter_is_needed() -> None:
    goods = goods_in("A 阳光玫瑰 2斤 ¥29.9")
    for text, pieces in {"小李 2份": 2, "小李 +2": 2, "小李 两份": 2, "小李 x3": 3, "小李 12-1201 +1": 1}.items():
        entry = understand(1, 1, text, goods)
        assert (entry.doubt, entry.name, wants(entry)) == (None, "小李", {"A": pieces})
    for text in ("小李", "小李 2", "小李 2斤", "小李 +1 +2"):
        assert understand(1, 1, text, goods).doubt is not None


def test_an_entry_may_run_over_several_lines_and_a_blank_line_ends_it() -> None:
    read = read_entries("1. 小李妈妈", "12-1201", "13800000000 A2", "2. 王 B1", "", "大家抓紧接龙啦", "我要A3")
    assert [(order.key, order.row, order.address, order.phone) for order in read.orders] == [
        ("1", 6, "12-1201", "13800000000"),
        ("2", 9, "", ""),
    ]
    assert [(held.row, held.reason.code) for held in read.held] == [(12, "line_without_number")]


def test_adding_to_nobody_and_the_same_name_again_are_told() -> None:
    read = read_entries("1. 小李 A1", "2. 王 再加B1", "3. 小李 B1", "4. 小李 再加A1")
    assert [(w.row, w.reason.code) for w in read.warnings] == [(7, "adds_to_nobody"), (8, "same_name_again")]
    assert [(held.row, held.reason.code) for held in read.held] == [(9, "adds_to_whom")]
    assert wanted(read, "2") == {"土鸡蛋": 1}


def test_a_number_that_stands_twice_is_held() -> None:
    read = read_entries("1. 小李 A1", "1. 王 B1")
    assert [(held.row, held.reason.code) for held in read.held] == [(7, "number_stands_twice")]


def test_adding_beyond_the_largest_quantity_is_a_problem() -> None:
    read = read_entries(f"1. 小李 A{LARGEST_QUANTITY}", "2. 小李 再加A1")
    assert wanted(read, "1") == {"阳光玫瑰": LARGEST_QUANTITY}
    assert [(problem.row, problem.reason.code) for problem in read.problems] == [(7, "quantity_too_large")]


def test_the_newest_of_several_lists_is_read() -> None:
    read = read_pasted(NOTE.replace("5. 小李妈妈 再加B1\n", "") + NOTE)
    assert wanted(read, "1") == {"阳光玫瑰": 2, "土鸡蛋": 2}
    assert "earlier_list_replaced" in [w.reason.code for w in read.warnings]
    other = read_pasted("#接龙\n蔬菜团\nA 白菜 1斤 ¥2\n1. 赵 A1\n" + NOTE)
    assert [problem.reason.code for problem in other.problems] == ["other_list_not_read"]


def test_the_english_client_writes_group_note() -> None:
    text = "#Group Note\nFriday box, orders until 8 pm\nA. Apples 2kg $5.00\nB. Eggs 10pcs $3.50\nExample: name A2\n1. Ann A2 B1\n2. Bob Smith B x2\n"
    read = read_pasted(text)
    assert is_group_note(text)
    assert [order.buyer for order in read.orders] == ["Ann", "Bob Smith"]
    assert wanted(read, "2") == {"Eggs": 2}
    assert read.lines[0].amount_fen == 1000


def test_goods_known_from_the_cycle_help_a_list_without_prices() -> None:
    read = read_pasted(
        "#接龙\n补货\n1. 小李 荔枝2份 西瓜\n2. 王 A2\n", goods=["荔枝 每箱四斤", "冰淇淋西瓜 一箱", "西瓜 1个"]
    )
    assert [(line.product, line.spec, line.quantity) for line in read.lines] == [
        ("荔枝", "每箱四斤", 2),
        ("西瓜", "1个", 1),
    ]
    assert [held.reason.code for held in read.held] == ["letter_unknown"]


@pytest.mark.parametrize("text", ["", "\n\n", "hello", "#接龙\n", "#接龙\n团\nA 蛋 ¥3\n", "\ud83d", "\x00"])
def test_a_text_without_entries_says_so(text: str) -> None:
    read = read_pasted(text)
    assert not read.orders
    assert [problem.reason.code for problem in read.problems] == ["no_entries"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A 阳光玫瑰 2斤 ¥29.9  B 土鸡蛋 30枚 ¥36", [("A", "阳光玫瑰", "2斤", 2990), ("B", "土鸡蛋", "30枚", 3600)]),
        ("A.阳光玫瑰2斤装 29.9元", [("A", "阳光玫瑰", "2斤装", 2990)]),
        ("A：阳光玫瑰（2斤）29.9/份", [("A", "阳光玫瑰", "2斤", 2990)]),
        ("【A】阳光玫瑰 ￥29.9/盒", [("A", "阳光玫瑰", "", 2990)]),
        ("C、苹果 约5斤 30块一箱", [("C", "苹果", "约5斤", 3000)]),
        ("B、云南蓝莓 125g*4盒 49.9", [("B", "云南蓝莓", "125g*4盒", 4990)]),
        ("C、现杀土鸡 1只（约2.5斤）68元/只", [("C", "现杀土鸡", "1只(约2.5斤)", 6800)]),
        ("D 大米", [("D", "大米", "", None)]),
        ("A+B 一起更优惠", []),
        ("大家好 A 在吗", []),
        ("周三水果团", []),
    ],
)
def test_goods_are_read_from_their_line(line: str, expected: list[tuple[str, str, str, int | None]]) -> None:
    assert [(good.letter, good.name, good.spec, good.price_fen) for good in goods_in(line)] == expected


@pytest.mark.parametrize(
    ("written", "value"),
    [("2", 2), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百", 100), ("一百零五", 105),
     ("二百五", None), ("二二", None), ("百", None), ("十十", None)],
)  # fmt: skip
def test_chinese_numerals(written: str, value: int | None) -> None:
    assert value_of(written) == value


@given(st.text(alphabet=CHARACTERS, min_size=1, max_size=6))
def test_no_chinese_numeral_makes_the_reader_fall_over(written: str) -> None:
    made = value_of(written)
    assert made is None or made >= 0


PIECES = st.sampled_from(
    ["小李", "王🌻", "A", "B", "D", "A2", "B1", "2", "+", " ", "12-1201", "13800000000", "两份", "土鸡蛋", "再加", "\n", "1. ",
     "2. ", "3. ", "#接龙\n", "谢谢", "斤", "-", ".", "０", "²", "\x00", "\ud83d", "例 ", "不要", "一百", "x", "3号楼502", "、"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_and_no_quantity_is_invented(text: str) -> None:
    """Every accepted quantity stands in the text as a number, or is a sum of such, or is the one of a bare letter."""
    read = read_pasted(HEAD + text)
    plain = text.translate({c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)})
    numbers = {int(found) for found in re.findall(r"\d+", plain) if len(found) < 7} | {1}
    numbers |= {value for found in re.findall(f"[{CHARACTERS}]+", plain) if (value := value_of(found)) is not None}
    for line in read.lines:
        assert 1 <= line.quantity <= LARGEST_QUANTITY
        assert line.quantity in numbers or _is_sum(line.quantity, sorted(numbers - {0}))
        assert line.product in ("阳光玫瑰", "土鸡蛋")
    keys = [order.key for order in read.orders]
    assert len(keys) == len(set(keys))
    assert {line.order for line in read.lines} == set(range(len(keys)))


def _is_sum(total: int, numbers: list[int]) -> bool:
    reachable = {0}
    for _ in range(12):
        reachable |= {have + number for have in reachable for number in numbers if have + number <= total}
    return total in reachable


@given(st.text(max_size=200), st.lists(st.text(max_size=10), max_size=4))
def test_no_text_makes_the_reader_fall_over(text: str, goods: list[str]) -> None:
    read_pasted("#接龙\n1. " + text, goods=goods)
    read_pasted(text, goods=goods)


def test_named_goods_split_into_name_and_spec() -> None:
    assert named_goods(["荔枝 每箱四斤", "大米", ""]) == [Good("", "荔枝", "每箱四斤"), Good("", "大米", "")]
