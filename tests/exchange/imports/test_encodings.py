from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.imports import EncodingUnknown, read_orders
from exchange.imports.encodings import decode
from tests.exchange.imports.builders import WORKBOOK, as_csv, item, rows_under

HEADINGS = [
    "跟团号",
    "下单人",
    "团员备注",
    "商品",
    "规格",
    "数量",
    "订单金额",
    "联系电话",
    "详细地址",
    "收货人",
    "自提点",
    "退款金额",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_file_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    rows = rows_under(WORKBOOK, item("1", 收货人="朱珅", 详细地址="俓路|12号\\旁"), item("2", 商品="苹果(5斤)"))
    read = read_orders(as_csv(tmp_path / "单.csv", rows, encoding))
    assert [order.buyer for order in read.orders] == ["朱珅", "王小明"]
    assert read.orders[0].address == "俓路|12号\\旁"
    assert not read.problems


def test_a_rare_name_survives_gb18030(tmp_path: Path) -> None:
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(WORKBOOK, item(收货人="𠮷野")), "gb18030"))
    assert read.orders[0].buyer == "𠮷野"


@pytest.mark.parametrize("heading", HEADINGS)
def test_utf8_is_never_taken_for_gb18030(heading: str) -> None:
    assert decode(heading.encode(), "a.csv") == (heading, "utf-8")


def test_bytes_that_fit_nothing_are_refused_with_their_offset() -> None:
    data = "跟团号,数量\n1,2\n".encode("gb18030") + b"\xff\xff,3\n"
    with pytest.raises(EncodingUnknown) as refused:
        decode(data, "a.csv")
    assert data[refused.value.offset] == 0xFF
    assert (refused.value.row, refused.value.byte) == (3, "0xFF")


def test_broken_utf8_that_happens_to_decode_as_gb18030_is_found_by_its_headings(tmp_path: Path) -> None:
    mistaken = 0
    for buyer in ("王", "王小明", "欧阳小明明", "李雷"):
        head = "订单编号,商品名称,商品数量,取消类型,商品留言,实收金额\n"
        good = (head + f"1,荔枝,1,,,9.9,李雷\n2,苹果,1,,,9.9,{buyer}\n").encode()
        for at in range(good.rindex(b"9.9,") + 4, len(good) - 1):
            data = good[:at] + good[at + 1 :]  # one byte of the last name is lost
            if not _decodes(data, "gb18030"):
                continue
            mistaken += 1
            (tmp_path / "b.csv").write_bytes(data)
            with pytest.raises(EncodingUnknown) as refused:
                read_orders(tmp_path / "b.csv")
            assert abs(refused.value.offset - at) <= 3
            assert refused.value.row == 3
    assert mistaken


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def test_a_cut_off_last_character_is_refused(tmp_path: Path) -> None:
    data = "跟团号,商品,数量,订单金额\n1,荔枝,1,59.9,备注好".encode()[:-1]
    with pytest.raises(EncodingUnknown):
        decode(data, "a.csv")


def test_the_user_may_choose_another_encoding(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", rows_under(WORKBOOK, item(收货人="陳先生")), "utf-16-le")
    assert read_orders(path, encoding="utf-16-le").orders[0].buyer == "陳先生"
    with pytest.raises(EncodingUnknown):
        read_orders(path, encoding="utf-8")
    with pytest.raises(EncodingUnknown):
        read_orders(path, encoding="klingon")


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused_and_never_replaced(data: bytes) -> None:
    try:
        text, encoding = decode(data, "x.csv")
    except EncodingUnknown as refused:
        text, encoding, offset = "", "", refused.offset
    else:
        offset = 0
    assert 0 <= offset <= len(data)
    assert encoding in ("", "utf-16", "utf-32") or text.encode(encoding) == data
