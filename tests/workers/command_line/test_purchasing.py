"""`receive` and `shortage` as a person types them, on the real workbook of 78 orders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from exchange.spreadsheets import write_csv, write_xlsx
from tests.workers.command_line.conftest import KTT, Ran

LYCHEE = "荔枝"
HEADINGS = ["商品", "实收", "拒收", "原因", "批次"]


@pytest.fixture
def cut(opened: Callable[..., Ran]) -> Callable[..., Ran]:
    """`run`, with 0525 cut off: 17 lychees wanted in 17 orders, 119 pieces in all."""
    opened("orders", "import", str(KTT), "--cycle", "0525", "--create-missing")
    assert opened("cycle", "cutoff", "0525").code == 0
    return opened


def test_what_came_is_counted_once_and_what_is_short_is_named(cut: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "送货单.xlsx"
    write_xlsx(
        file, HEADINGS, [[LYCHEE, 11, 2, "坏果", "B1"], ["新奇士橙", "五", "", "", ""], ["没有的", 1, "", "", ""]]
    )
    first = cut("receive", str(file), "--cycle", "0525").body
    counts = {"rows": 3, "received": 1, "pieces": 11, "refused": 2, "unchanged": 0}
    assert {name: first[name] for name in counts} == counts
    assert first["short"] == [
        {"product": LYCHEE, "spec": "每箱四斤", "wanted": 17, "available": 11, "short": 6, "orders": 17, "points": 1}
    ]
    assert [(problem["row"], problem["reason"]) for problem in first["problems"]] == [
        (3, "“五” is not a number we can be sure of. Write plain digits, for example 2, and import again."),
        (4, "“没有的” is not in the catalogue. Correct the name, the code or the barcode, and receive the file again."),
    ]
    again = cut("receive", str(file), "--cycle", "0525").body
    assert (again["received"], again["unchanged"], again["short"]) == (0, 1, first["short"])
    assert cut("check").body["clean"]


@pytest.mark.parametrize(
    ("rule", "given"), [("first_paid", 11), ("pro_rata", 11), ("tagged_first", 11), ("whole_line", 11)]
)
def test_a_shortage_is_previewed_then_shared(cut: Callable[..., Ran], tmp_path: Path, rule: str, given: int) -> None:
    write_csv(tmp_path / "a.csv", HEADINGS, [[LYCHEE, 11, "", "", ""]])
    cut("receive", str(tmp_path / "a.csv"), "--cycle", "0525")
    preview = cut("shortage", "0525", "--rule", rule, "--dry-run").body
    (product,) = preview["products"]
    assert (preview["dry_run"], product["wanted"], product["available"], product["given"]) == (True, 17, 11, given)
    assert sum(line["given"] for line in product["lines"]) == given
    assert len(product["lines"]) == 17
    assert {one["product"] for one in preview["waiting"]}.isdisjoint({LYCHEE})
    shared = cut("shortage", "0525", "--rule", rule).body
    assert shared == {**preview, "dry_run": False}
    assert cut("shortage", "0525", "--rule", rule).body == shared
    write_csv(tmp_path / "b.csv", HEADINGS, [[LYCHEE, 6, "", "", ""]])
    cut("receive", str(tmp_path / "b.csv"), "--cycle", "0525")
    after = cut("shortage", "0525", "--rule", rule).body
    assert (after["products"], after["lifted"]) == ([], ["荔枝 每箱四斤"])
    assert cut("check").body["clean"]


def test_people_read_lines_with_names_and_never_a_whole_phone(cut: Callable[..., Ran], tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", HEADINGS, [[LYCHEE, 16, "", "", ""]])
    received = cut("receive", str(tmp_path / "a.csv"), "--cycle", "0525", as_json=False).out.splitlines()
    assert received == [
        "0525-P1: 1 rows received, 16 pieces, 0 refused, 0 known already.",
        "  short: 荔枝 每箱四斤: 17 wanted, 16 there, 1 missing",
    ]
    shared = cut("shortage", "0525", "--rule", "first_paid", as_json=False).out.splitlines()
    assert shared[0] == "荔枝 每箱四斤: 17 wanted, 16 there, 16 given, 1 of 17 lines go short."
    assert shared[1].startswith("  嘉怡水岸·睿府, ")
    assert shared[1].endswith(": 0 of 1")


def test_nothing_is_shared_of_what_is_still_to_come(cut: Callable[..., Ran], tmp_path: Path) -> None:
    body = cut("shortage", "0525", "--rule", "first_paid").body
    assert (body["products"], len(body["waiting"])) == ([], 9)
    assert body["waiting"][0]["reason"].endswith("nothing was ordered; buy it or count the stock first.")


def test_what_is_refused_leaves_a_sentence(cut: Callable[..., Ran], tmp_path: Path) -> None:
    assert cut("receive", str(tmp_path / "none.xlsx"), "--cycle", "0525").body["error"]["code"] == "not_found"
    write_csv(tmp_path / "a.csv", ["姓名", "电话"], [["王芳", "1"]])
    assert cut("receive", str(tmp_path / "a.csv"), "--cycle", "0525").body["error"]["code"] == "receipt_not_recognised"
    assert cut("shortage", "9999", "--rule", "first_paid").body["error"]["code"] == "not_found"
    assert cut("shortage", "0525", "--rule", "by_beauty").code == 2
