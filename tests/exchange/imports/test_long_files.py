"""Files longer than one chunk of rows: orders that reach over the seam, row numbers, progress, gaps."""

from __future__ import annotations

from pathlib import Path

from exchange.imports import read_orders
from exchange.imports.columns import CHUNK_ROWS
from tests.exchange.imports.builders import WORKBOOK, as_csv, as_xlsx, item, rows_under


def test_an_order_that_reaches_over_a_seam_is_one_order(tmp_path: Path) -> None:
    many = [
        item(str(number), 收货人=f"买家{number}", 商品=f"商品{number % 7}", 规格="")
        for number in range(1, CHUNK_ROWS + 1)
    ]
    last = str(CHUNK_ROWS)
    more = [item(last, 收货人=f"买家{last}", 商品="又一件", 规格="", 订单金额=59.9), item("99999", 数量="x")]
    seen: list[tuple[int, int]] = []
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, *many, *more))
    read = read_orders(path, progress=lambda done, whole: seen.append((done, whole)))
    assert (len(read.orders), len(read.lines)) == (CHUNK_ROWS, CHUNK_ROWS + 1)
    assert read.lines[-1].order == CHUNK_ROWS - 1
    assert read.orders[-1].paid_fen == 11980
    assert [problem.row for problem in read.problems] == [CHUNK_ROWS + 3]
    assert seen[-1] == (CHUNK_ROWS + 3, CHUNK_ROWS + 3)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_gap_over_a_seam_ends_the_sheet_only_when_it_is_long(tmp_path: Path) -> None:
    many = rows_under(WORKBOOK, *(item(str(number), 收货人=f"买家{number}") for number in range(1, CHUNK_ROWS - 90)))
    empty = [[""] * len(WORKBOOK)]
    tail = rows_under(WORKBOOK, item("88888", 收货人="尾"))[1:]
    short = read_orders(as_csv(tmp_path / "a.csv", [*many, *empty * 200, *tail]))
    assert short.orders[-1].key == "88888"
    assert not short.warnings
    long = read_orders(as_csv(tmp_path / "b.csv", [*many, *empty * 201, *tail]))
    assert long.orders[-1].key != "88888"
    assert [warning.reason.fact("last") for warning in long.warnings] == [CHUNK_ROWS - 90 + 202]


def test_values_that_repeat_are_remembered_and_still_told_row_by_row(tmp_path: Path) -> None:
    rows = [item(str(number), 收货人=f"买家{number}", 服务小区="东\x07门") for number in range(1, 30)]
    read = read_orders(as_csv(tmp_path / "a.csv", rows_under(WORKBOOK, *rows)))
    assert {order.point for order in read.orders} == {"东门"}
    assert [warning.row for warning in read.warnings] == list(range(2, 31))
