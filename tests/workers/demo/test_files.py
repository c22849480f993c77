"""The files are as bad as real ones: whoever reads them straight fails, and what our readers understand is the truth."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import timedelta

import pytest

from exchange.imports import read_orders, read_pasted
from tests.workers.demo.conftest import AT
from workers.demo.cycles import cycles
from workers.demo.evening import Evening, late_orders
from workers.demo.files import kuaituantuan, messy, qunjielong, youzan
from workers.demo.folder import demo_folder
from workers.demo.orders import BAD_QUANTITIES, OLD_POINT, Night
from workers.demo.people import ODD_NAMES
from workers.demo.words import Channel, DemoLine, DemoOrder, Fate

READ = frozenset({Fate.GOOD, Fate.RENAMED, Fate.UNKNOWN})
"""What a reader takes; names it cannot know are not its business."""


@pytest.fixture(scope="session")
def written(evening: Evening, evening_orders: Night):
    """Each kind's file and the orders in it."""
    night = evening_orders
    return {
        "workbook": (evening.workbook(), night.of(Channel.KUAITUANTUAN)),
        "early item form": (evening.item_form(is_first=True), tuple(night.before.values())),
        "item form": (evening.item_form(is_first=False), [o for o in night.of(Channel.YOUZAN) if not o.is_withdrawn]),
        "line form": (evening.line_form(), night.of(Channel.QUNJIELONG)),
        "late line form": (evening.late_line_form(late_orders(night)), late_orders(night)),
        "web shop": (evening.web_shop(), night.of(Channel.SHOPIFY)),
    }


def understood(orders) -> Counter[str]:
    """What a reader that makes no mistake finds, counted from the truth alone."""
    kept = [order for order in orders if not order.is_refunded]
    lines = [[line for line in order.lines if line.fate in READ] for order in kept]
    bad = sum(line.fate is Fate.BAD for order in kept for line in order.lines)
    pieces = sum(line.pieces for some in lines for line in some)
    return Counter(orders=sum(map(bool, lines)), lines=sum(map(len, lines)), pieces=pieces, problems=bad)


KINDS = ["workbook", "early item form", "item form", "line form", "late line form", "web shop"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_is_what_was_ordered(written, kind):
    path, orders = written[kind]
    found = read_orders(path)
    pieces = sum(line.quantity for line in found.lines)
    counts = Counter(orders=len(found.orders), lines=len(found.lines), pieces=pieces, problems=len(found.problems))
    assert counts == understood(orders)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("workbook", "kuaituantuan_workbook"),
        ("item form", "youzan_items"),
        ("line form", "qunjielong_lines"),
        ("web shop", "shopify"),
    ],
)
def test_each_file_is_known_by_its_headings(written, kind, source):
    assert read_orders(written[kind][0]).source == source


@pytest.mark.parametrize("kind", ["item form", "line form"])
def test_lines_paid_back_are_counted_and_left_out(written, kind):
    path, orders = written[kind]
    paid_back = sum(line.fate is Fate.REFUNDED for order in orders if not order.is_refunded for line in order.lines)
    rows = [row for order in orders if order.is_refunded for row in rows_written(order)]
    assert read_orders(path).cancelled == paid_back + len(rows) > 0


def rows_written(order: DemoOrder) -> list[DemoLine]:
    """The rows the order takes in a file that spreads some lines over two."""
    return [row for line in order.lines for row in messy.rows_of(line, messy.turn_of(order))]


def test_the_chat_is_understood_entry_by_entry(evening, evening_orders):
    orders = evening_orders.of(Channel.GROUP_NOTE)
    found = read_pasted(evening.chat(is_last=True).read_text(encoding="utf-8"))
    assert len(found.orders) == len(orders)
    assert sum(line.quantity for line in found.lines) == sum(line.pieces for o in orders for line in o.lines)
    assert [warning.reason.code for warning in found.warnings] == ["adds_to_earlier_entry"]
    assert [held.reason.code for held in found.held] == ["no_item_named"] * 2


def test_the_first_paste_is_the_beginning_of_the_last(evening: Evening):
    early, last = (evening.chat(is_last=is_last).read_text(encoding="utf-8") for is_last in (False, True))
    assert last.startswith(early)
    assert len(last) > len(early)


# Why nothing else reads them ------------------------------------------------------------------------


def test_the_item_form_is_no_utf8_and_its_quantities_are_no_numbers(written):
    data = written["item form"][0].read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(data.decode("gb18030"), newline="")))
    quantities = [row["商品数量"] for row in rows]
    assert not all(quantity.isascii() for quantity in quantities)
    assert set(quantities) & set(BAD_QUANTITIES)
    assert any(row["订单号"].startswith("\t") for row in rows)
    assert any("," in row["商品金额小计"] + row["商品实际成交金额"] for row in rows)
    assert any("\n" in row["买家备注"] for row in rows)
    assert not any(rows[-1].values())
    # The second byte of these characters is a bar or a backslash, and GBK has no 𠮷 at all.
    assert {"王珅", "李俓", "𠮷田太太"} & {row["收货人/提货人"] for row in rows}


def test_the_line_form_is_a_page_with_titles_above_its_headings(written):
    page = written["line form"][0].read_text(encoding="utf-8")
    assert page.startswith("<html")
    assert page.index("接龙明细") < page.index("<th>下单序号")
    assert "<br>" in page[page.index("<th>") : page.index("</th></tr>")]
    assert "rowspan=" in page
    assert {"&lt;", "&amp;", "&#x27;", "&quot;"} & set(re.findall("&[#a-z0-9]+;", page))
    assert "合计" in page[-200:]


def test_the_web_shop_says_an_orders_own_things_once_and_hides_its_point(written):
    data = written["web shop"][0].read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({row["Name"] for row in rows}) < len(rows)
    assert sum(bool(row["Shipping Name"]) for row in rows) == len({row["Name"] for row in rows})
    assert any(f"Pickup point: {OLD_POINT}\n" in row["Note Attributes"] for row in rows)


def test_the_workbook_has_numbers_for_phones_and_no_order_number(written):
    rows = sheet_of(written["workbook"][0], "顾客购买表")
    body = [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[3]]
    assert {type(row["联系电话"]) for row in body} == {str, float}
    first = {row["跟团号"]: row for row in reversed(body)}
    later = [row for row in body if first[row["跟团号"]] is not row]
    assert later
    assert not any(row["订单金额"] for row in later)
    assert any("（" in row["商品"] for row in body)
    assert any(row["规格"] and messy.wide(row["规格"]) not in messy.wide(row["商品"]) for row in body)
    assert len({row["团长"] for row in body if row["跟团号"] == later[0]["跟团号"]}) in (1, 2)
    assert kuaituantuan.OTHER_LEADER in {row["团长"] for row in body}


def test_the_pivot_knows_what_the_spoilt_rows_were(written):
    """The platform's own sums are right, so the difference is exactly what a hand has spoilt."""
    path, orders = written["workbook"]
    checks = {check.what: check for check in read_orders(path).cross_check}
    assert checks["orders"].said == checks["orders"].found == len(orders)
    assert checks["amount_fen"].said == checks["amount_fen"].found
    spoilt = sum(line.pieces for order in orders for line in order.lines if line.fate is Fate.BAD)
    assert checks["pieces"].said - checks["pieces"].found == spoilt > 0


def sheet_of(path, name: str) -> list[list[object]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def test_names_that_make_trouble_reach_the_files_and_come_out_whole(written):
    names = {order.buyer for kind in KINDS for order in read_orders(written[kind][0]).orders}
    whole = {name for name in ODD_NAMES if name == " ".join(name.split())}
    assert {"<b>阿强</b>", "=cmd|' /C calc'!A0", "𠮷田太太", "Tom & Jerry"} <= names & whole


# The same orders, the same file ---------------------------------------------------------------------


def test_the_same_seed_writes_the_same_bytes(tmp_path, town, evening_orders):
    cycle = cycles(AT)[1]
    made = []
    for name in ("one", "two"):
        folder = demo_folder(tmp_path / name)
        folder.make_ready()
        evening = Evening(folder, town, evening_orders, cycle)
        paths = [evening.workbook(), evening.item_form(is_first=True), evening.line_form(), evening.web_shop()]
        made.append([path.read_bytes() for path in (*paths, evening.chat(is_last=True))])
    assert made[0] == made[1]


def test_an_order_reads_the_same_in_its_second_export(tmp_path, town, evening_orders):
    """Only then does importing an overlapping file again change nothing."""
    orders = evening_orders.of(Channel.YOUZAN)
    youzan.write(tmp_path / "one.csv", orders, town)
    youzan.write(tmp_path / "two.csv", orders[:40], town)
    whole = {order.key: order._replace(row=0) for order in read_orders(tmp_path / "one.csv").orders}
    part = [order._replace(row=0) for order in read_orders(tmp_path / "two.csv").orders]
    assert part
    assert all(whole[order.key] == order for order in part)


def test_a_page_of_one_order_and_a_workbook_of_none_can_be_read(tmp_path, town, evening_orders):
    one = next(order for order in evening_orders.of(Channel.QUNJIELONG) if order.counted)
    qunjielong.write(tmp_path / "one.xls", [one], town, "团", AT + timedelta(minutes=1))
    kuaituantuan.write(tmp_path / "none.xlsx", [], town, "团", AT)
    assert len(read_orders(tmp_path / "one.xls").orders) == 1
    assert read_orders(tmp_path / "none.xlsx").orders == ()
