"""`catalogue import | export` and `places import | export` as a person types them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from exchange.spreadsheets import write_xlsx
from tests.workers.command_line.conftest import KTT, Ran

UNCHANGED = {"new": 0, "changed": 0, "problems": []}


def test_drafts_go_out_and_come_back_unchanged(opened: Callable[..., Ran], tmp_path: Path) -> None:
    opened("orders", "import", str(KTT), "--cycle", "0525", "--create-missing")
    for what, count in (("catalogue", 9), ("places", 2)):
        file = str(tmp_path / f"{what}.xlsx")
        assert opened(what, "export", file).body == {**UNCHANGED, "unchanged": count}
        assert opened(what, "import", file).body == {**UNCHANGED, "unchanged": count}


def test_a_row_that_is_not_taken_says_where_what_and_why(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    write_xlsx(file, ["商品名称", "供应商", "备注"], [["苹果", "", ""], ["梨", "没有这家", ""]], sheet="商品")
    answer = run("catalogue", "import", str(file))
    assert answer.code == 0
    assert answer.body == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "problems": [
            {
                "file": "a.xlsx",
                "sheet": "商品",
                "row": 3,
                "column": "供应商",
                "value": "没有这家",
                "reason": "There is no “没有这家”. Add it first, or correct the name.",
            }
        ],
        "warnings": [
            {
                "file": "a.xlsx",
                "sheet": "商品",
                "row": 1,
                "column": "备注",
                "value": "",
                "reason": "The column “备注” means nothing here and was left out.",
            }
        ],
    }
    lines = run("catalogue", "import", str(file), as_json=False).out.splitlines()
    assert lines[0] == "New 0, changed 0, unchanged 1."
    assert lines[1] == "  row 3: There is no “没有这家”. Add it first, or correct the name."


def test_a_file_of_something_else_is_refused(run: Callable[..., Ran]) -> None:
    refused = run("catalogue", "import", str(KTT))
    assert (refused.code, refused.body["error"]["code"]) == (1, "table_not_recognised")
