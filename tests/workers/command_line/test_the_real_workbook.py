"""The real 快团团 workbook through the whole command line: imported, imported again, cut off, papers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.workers.command_line.conftest import KTT, Ran


def take(run: Callable[..., Ran], *more: str) -> Ran:
    return run("orders", "import", str(KTT), "--cycle", "0525", "--create-missing", *more)


def test_the_import_answers_with_the_figures_of_the_file(opened: Callable[..., Ran]) -> None:
    answer = take(opened).body
    told = {name: answer[name] for name in ("source", "files", "orders", "lines", "pieces", "new", "cancelled")}
    assert told == {
        "source": "kuaituantuan_workbook",
        "files": 1,
        "orders": 78,
        "lines": 119,
        "pieces": 119,
        "new": 78,
        "cancelled": 0,
    }
    assert (answer["amount_fen"], answer["lines_amount_fen"]) == (904740, 928700)
    assert answer["held"] == []
    assert answer["problems"] == []


def test_its_contradictions_are_warnings_with_their_rows(opened: Callable[..., Ran]) -> None:
    warnings = take(opened).body["warnings"]
    contradicting = {5, 6, 7, 8, 95, 96, 97, 98, 99}
    assert contradicting <= {w["row"] for w in warnings}
    assert any(w["row"] == 3 and "539.90" in w["reason"] and "779.50" in w["reason"] for w in warnings)
    assert all(set(w) == {"row", "reason"} for w in warnings)


def test_its_pivot_sheet_is_checked_and_said(opened: Callable[..., Ran]) -> None:
    checks = take(opened).body["cross_check"]
    assert {"what": "pieces", "said": 231, "found": 119, "where": "服务小区商品汇总表"} in checks


def test_importing_it_again_changes_nothing(opened: Callable[..., Ran]) -> None:
    take(opened)
    again = take(opened).body
    assert (again["new"], again["unchanged"], again["changed"], again["vanished"]) == (0, 78, 0, 0)
    assert (again["orders"], again["pieces"]) == (78, 119)


def test_a_dry_run_tells_all_and_changes_nothing(opened: Callable[..., Ran]) -> None:
    assert take(opened, "--dry-run").body["new"] == 78
    assert opened("cycle", "show", "0525").body["orders"] == 0


def test_the_cutoff_gives_three_demands_of_119(opened: Callable[..., Ran]) -> None:
    take(opened)
    cut = opened("cycle", "cutoff", "0525").body
    assert cut.pop("hash")
    assert cut == {
        "cycle": "0525",
        "snapshot": 1,
        "orders": 78,
        "lines": 119,
        "pieces": 119,
        "purchase": {"suppliers": 1, "products": 9, "pieces": 119},
        "pick": {"points": 1, "pieces": 119},
        "delivery": {"points": 1, "pieces": 119},
    }


def test_a_second_cutoff_is_refused_with_who_and_when(opened: Callable[..., Ran], monkeypatch) -> None:
    monkeypatch.setenv("DAYBREAK_PERSON", "陈峰")
    take(opened)
    opened("cycle", "cutoff", "0525")
    refused = opened("cycle", "cutoff", "0525")
    assert refused.code == 1
    error = refused.body["error"]
    assert error["code"] == "cycle_already_cut"
    assert error["who"] == "陈峰"
    assert "陈峰" in error["sentence"]
    assert error["at"].count("-") >= 2
    assert "+" in error["at"]


def test_after_the_cutoff_the_same_file_is_unchanged_and_the_books_are_clean(opened: Callable[..., Ran]) -> None:
    take(opened)
    opened("cycle", "cutoff", "0525")
    assert take(opened).body["unchanged"] == 78
    checked = opened("check")
    assert checked.code == 0
    assert checked.body["clean"] is True


def test_the_papers_hold_every_piece(opened: Callable[..., Ran], tmp_path: Path) -> None:
    take(opened)
    opened("cycle", "cutoff", "0525")
    answer = opened("documents", "0525", "--out", str(tmp_path / "papers")).body
    pieces = {file["kind"]: file["pieces"] for file in answer["files"]}
    assert pieces == {"purchase": 119, "pick": 119, "sow": 119, "handover": 119, "sums": 119}
    assert all(Path(file["path"]).is_file() and file["pages"] >= 1 for file in answer["files"])


def test_only_the_wanted_papers_are_written(opened: Callable[..., Ran], tmp_path: Path) -> None:
    take(opened)
    opened("cycle", "cutoff", "0525")
    answer = opened("documents", "0525", "--out", str(tmp_path), "--only", "pick,sums").body
    assert [file["kind"] for file in answer["files"]] == ["pick", "sums"]


def test_show_sums_by_point_and_by_product(opened: Callable[..., Ran]) -> None:
    take(opened)
    shown = opened("cycle", "show", "0525").body
    assert [(p["point"], p["pieces"]) for p in shown["points"]] == [("嘉怡水岸·睿府", 119)]
    assert sum(p["pieces"] for p in shown["products"]) == 119
    assert len(shown["products"]) == 9
    assert json.dumps(shown, ensure_ascii=False)
