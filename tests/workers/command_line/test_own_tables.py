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
    assert lines[1] == "  row 3 (梨): There is no “没有这家”. Add it first, or correct the name."


HEADS = ["自提点", "纬度", "经度", "坐标系统", "营业时间"]


def test_what_a_row_of_places_has_wrong_is_told_by_its_name_and_in_the_units_of_people(run, tmp_path: Path) -> None:
    file = tmp_path / "p.xlsx"
    rows = [
        ["东站", 119.66, 29.08, "WGS-84", ""],
        ["西溪", 30.2, 120.1, "WGS-84", "20:00-08:00"],
        ["滨江", 30.2, "", "WGS-84", ""],
        ["城北", 30.2, 120.1, "WGS-84", ""],
    ]
    write_xlsx(file, HEADS, rows, sheet="自提点")
    lines = run("places", "import", str(file), as_json=False).out.splitlines()
    assert lines == [
        "New 1, changed 0, unchanged 0.",
        "  row 2 (东站): “Latitude” is 119.66; it must lie between -90 and 90.",
        "  row 2 (东站): Latitude and longitude are swapped. Exchange the two columns.",
        "  row 3 (西溪): The hours end before they begin. Write them as 07:00-11:00.",
        "  row 4 (滨江): Latitude and longitude belong together. Give both or none.",
    ]


def test_a_van_without_room_is_told_by_its_name_in_litres(run, tmp_path: Path) -> None:
    file = tmp_path / "v.xlsx"
    heads = ["车辆编码", "载重(kg)", "容积(L)", "筐数上限"]
    write_xlsx(file, heads, [["V1", 900, 0, 60], ["V2", "", 6000, 60], ["V3", 900, 6000, 60]], sheet="车辆")
    lines = run("places", "import", str(file), as_json=False).out.splitlines()
    assert lines[0] == "New 1, changed 0, unchanged 0."
    assert lines[1] == "  row 2 (V1): “Volume limit” is 0 ml; it must lie between 1 ml and 200,000 L."
    assert lines[2].startswith("  row 3 (V2): ")
    assert "Weight limit" in lines[2]


def test_zero_zero_is_told_as_what_it_is(run, tmp_path: Path) -> None:
    file = tmp_path / "z.xlsx"
    hub = tmp_path / "w.xlsx"
    write_xlsx(hub, ["仓库编码", "仓库名称", "纬度", "经度"], [["W1", "东仓", 30.3, 120.1]], sheet="仓库")
    assert run("places", "import", str(hub)).code == 0
    write_xlsx(file, [*HEADS, "所属仓库"], [["东站", 0, 0, "WGS-84", "", "东仓"]], sheet="自提点")
    lines = run("places", "import", str(file), as_json=False).out.splitlines()
    assert lines[1].startswith("  row 2 (东站): 0, 0 lies in the sea.")


def test_a_file_of_something_else_is_refused(run: Callable[..., Ran]) -> None:
    refused = run("catalogue", "import", str(KTT))
    assert (refused.code, refused.body["error"]["code"]) == (1, "table_not_recognised")
