from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.formula_guard import guarded, unguarded
from exchange.imports import FileEmpty, FileMissing
from exchange.spreadsheets import read_table, write_csv, write_xlsx

FORMULAS = [
    "=cmd()", "=1+1", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0", "+1", "+cmd()", "-1", "-cmd()", "--", "@SUM(A1)",
    "@all", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "'=1", "'", "''", "'''=1", "'abc", "=", "+", "-", "@",
    "=\"a\"&\"b\"", "=A1,B1", "=1\n=2", "+86 13800000000", "-5.20", "=IMPORTXML(1)", "@\t", "=DDE()", "+0", "-0", "=0",
    "=10+20+cmd|' /C calc'!A0", "'+1", "'-1", "'@1",
]  # fmt: skip


def test_there_are_forty_formulas_to_try() -> None:
    assert len(set(FORMULAS)) >= 40


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_guarded_in_csv_and_reads_back_as_itself(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "a.csv", ["名", text], [[text, 1], ["x", text]])
    written = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    for cell in _cells(written):
        assert cell == "" or cell[0] not in "=+-@\t\r\n＝＋－＠"
    table = read_table(tmp_path / "a.csv")
    assert table.headings[1] == " ".join(text.split())
    assert [row.cells[0] for row in table.rows] == [text, "x"]
    assert table.rows[1].cells[1] == text


def _cells(text: str) -> list[str]:
    import csv

    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_a_text_cell_in_a_workbook(tmp_path: Path, text: str) -> None:
    write_xlsx(tmp_path / "a.xlsx", ["名", "数"], [[text, 1]])
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    assert read_table(tmp_path / "a.xlsx").rows[0].cells[0] == text.replace("\r", "\r")


def test_negative_numbers_of_numeric_columns_stay_numbers(tmp_path: Path) -> None:
    rows = [[-5, Decimal("-5.20"), -1.5, None, True]]
    headings = ["a", "b", "c", "d", "e"]
    assert write_csv(tmp_path / "a.csv", headings, rows) == 1
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "-5,-5.20,-1.5,,True"
    write_xlsx(tmp_path / "a.xlsx", headings, rows)
    assert read_table(tmp_path / "a.xlsx").rows[0].cells == (-5.0, -5.2, -1.5, "", True)


def test_digits_that_are_text_keep_their_zeros_and_length(tmp_path: Path) -> None:
    rows = [["006901234567892", "13800000001"]]
    for path, write in ((tmp_path / "a.xlsx", write_xlsx), (tmp_path / "a.csv", write_csv)):
        write(path, ["条码", "电话"], rows)
        assert list(read_table(path).rows[0].cells) == rows[0]


def test_days_and_moments_read_back_as_they_were(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", ["日", "时"], [[date(2026, 5, 25), datetime(2026, 5, 25, 12, 46, tzinfo=UTC)]])
    day, moment = read_table(tmp_path / "a.xlsx").rows[0].cells
    assert (day, moment) == (date(2026, 5, 25), datetime(2026, 5, 25, 20, 46))


def test_a_csv_begins_with_the_mark_spreadsheets_want() -> None:
    target = io.BytesIO()
    write_csv(target, ["名"], [["𠮷野"], ["俓珅"]])
    assert target.getvalue().startswith(b"\xef\xbb\xbf")
    assert not target.closed


def test_a_workbook_goes_into_a_buffer_too() -> None:
    target = io.BytesIO()
    assert write_xlsx(target, ["名"], [[f"{i}"] for i in range(500)], sheet="[坏]:名*" * 9) == 500
    assert target.getvalue().startswith(b"PK")


def test_characters_no_workbook_can_hold_are_left_out(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", ["名"], [["王\x00\ud83d明"], ["x" * 40_000], ["_x0041_"]])
    cells = [row.cells[0] for row in read_table(tmp_path / "a.xlsx").rows]
    assert cells == ["王明", "x" * 32_767, "_x0041_"]


def test_a_table_is_found_below_its_title_and_on_the_right_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("商品目录\n\n编码, 名称 *,价格\n1,荔枝,5\n\n,,\n2,桃,6,多余\n3\n", encoding="utf-8")
    table = read_table(tmp_path / "a.csv", known=["编码", "名称"])
    assert (table.header_row, table.headings) == (3, ("编码", "名称 *", "价格"))
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, ("1", "荔枝", "5")),
        (7, ("2", "桃", "6")),
        (8, ("3", "", "")),
    ]


def test_an_empty_or_missing_table_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n\n", encoding="utf-8")
    with pytest.raises(FileEmpty):
        read_table(tmp_path / "a.csv")
    with pytest.raises(FileMissing):
        read_table(tmp_path / "b.csv")


@given(st.text(max_size=20))
def test_guarding_is_undone_by_unguarding(text: str) -> None:
    assert unguarded(guarded(text)) == text


TABLE_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@given(st.lists(st.tuples(TABLE_TEXT, TABLE_TEXT), min_size=1, max_size=6))
def test_every_table_of_texts_reads_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        write_csv(path, ["k", "a", "b"], [("#", *row) for row in rows])
        assert [row.cells[1:] for row in read_table(path, known=["k", "a", "b"]).rows] == rows
