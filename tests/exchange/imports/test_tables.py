from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.imports import (
    FileEmpty,
    FileIsEncrypted,
    FileMissing,
    FileRefused,
    FileUnreadable,
    KindNotSupported,
    QuoteNotClosed,
    WorkbookTooLarge,
    read_orders,
)
from exchange.imports.delimited import guess_delimiter, rows_of
from exchange.imports.html_tables import tables_of
from exchange.imports.tables import open_book
from tests.exchange.imports.builders import (
    WORKBOOK,
    WRITERS,
    as_csv,
    as_xls,
    as_xlsx,
    changed_sheet,
    item,
    rows_under,
)


@pytest.mark.parametrize("name", ["单.csv", "单.xls", "单.xlsx", "单.txt", "单"])
@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_content_tells_the_kind_and_not_the_name(tmp_path: Path, kind: str, name: str) -> None:
    path = WRITERS[kind](tmp_path / f"x.{kind}", rows_under(WORKBOOK, item("1"), item("2", 数量=3)))
    path.rename(tmp_path / name)
    book = open_book(tmp_path / name)
    assert book.kind == kind
    read = read_orders(tmp_path / name)
    assert [(line.row, line.quantity) for line in read.lines] == [(2, 1), (3, 3)]


def test_a_tab_separated_file_is_read(tmp_path: Path) -> None:
    assert len(read_orders(as_csv(tmp_path / "a.tsv", rows_under(WORKBOOK, item()), delimiter="\t")).orders) == 1
    assert guess_delimiter('a;b;c\n"x,y";2;3\n') == ";"


def test_rows_are_counted_as_a_person_counts_them(tmp_path: Path) -> None:
    text = ",".join(WORKBOOK) + "\n\n" + '王,,"两\n行",1,荔枝,,x,,,,,,,,,,,,,,,,,\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert [problem.row for problem in read_orders(tmp_path / "a.csv").problems] == [3]


def test_a_quote_that_never_closes_is_refused_with_its_row(tmp_path: Path) -> None:
    rows = ",".join(WORKBOOK) + "\n" + "王,,,1,荔枝,,1" + "\n" + '王,,,2,"荔枝,,1' + "\n王,,,3,荔枝,,1\n" * 3
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(QuoteNotClosed) as refused:
        read_orders(tmp_path / "a.csv")
    assert refused.value.row == 3


def test_a_quote_inside_a_word_is_a_character() -> None:
    assert rows_of('a,b\n5"盒,2\n"甲"牌,3\n', "a.csv") == [["a", "b"], ['5"盒', "2"], ["甲牌", "3"]]


def test_the_line_sep_tells_the_delimiter_and_is_no_row_of_its_own() -> None:
    assert rows_of("sep=;\na;b\n1;2\n", "a.csv") == [[], ["a", "b"], ["1", "2"]]


def test_html_keeps_breaks_entities_and_merged_cells() -> None:
    page = (
        "<table><tr><th>a<th>b</tr><tr><td rowspan=2>x&amp;y<td>1<br>2</tr><tr><td>3</td></tr></table><table></table>"
    )
    table, *others = tables_of(page)
    assert not others
    assert table.rows == [["a", "b"], ["x&y", "1\n2"], ["", "3"]]
    assert table.merged == [((1, 0), (2, 0))]


def test_an_html_span_of_a_billion_does_not_eat_the_memory() -> None:
    table = tables_of("<table><tr><td colspan=999999999 rowspan=99999999>x</tr><tr><td>y</table>")[0]
    assert max(map(len, table.rows)) <= 200


@given(st.text(alphabet='<>/table rd="=&;xspan123\n', max_size=120))
def test_no_html_makes_the_parser_fall_over(page: str) -> None:
    tables_of("<table>" + page)


def test_a_workbook_that_starts_below_and_right_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows = [[None] * 30, [None] * 30, *([None, None, *row] for row in rows_under(WORKBOOK, item(数量="x")))]
    assert [problem.row for problem in read_orders(as_xlsx(tmp_path / "a.xlsx", rows)).problems] == [4]


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    for path in (tmp_path / "no.xlsx", tmp_path):
        with pytest.raises(FileMissing):
            read_orders(path)


@pytest.mark.parametrize("data", [b"", b"   \r\n\t ", "\ufeff".encode()])
def test_an_empty_file_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(FileEmpty):
        read_orders(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"Rar!\x1a\x07....", "RAR"),
        (b"\x1f\x8b\x08....", "GZIP"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "MHTML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises((KindNotSupported, FileRefused)) as refused:
        read_orders(tmp_path / "a.xlsx")
    if kind != "binary":
        assert refused.value.facts()["kind"] == kind


def _zip(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return path


def test_packages_that_are_no_workbook_are_named(tmp_path: Path) -> None:
    for kind, parts in {
        "ODS": {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
        "XLSB": {"xl/workbook.bin": b""},
        "DOCX": {"[Content_Types].xml": b"", "word/document.xml": b""},
        "ZIP": {"orders.csv": b"a,b"},
    }.items():
        with pytest.raises(KindNotSupported) as refused:
            read_orders(_zip(tmp_path / f"{kind}.xlsx", **parts))
        assert refused.value.kind == kind


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    # What Excel writes for a password: an OLE container with a stream EncryptedPackage.
    import xlwt

    workbook = xlwt.Workbook()
    workbook.add_sheet("a").write(0, 0, "x")
    workbook.save(str(tmp_path / "a.xls"))
    ole = (tmp_path / "a.xls").read_bytes().replace("Workbook".encode("utf-16-le"), "Workbouk".encode("utf-16-le"))
    (tmp_path / "b.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(FileIsEncrypted):
        read_orders(tmp_path / "b.xlsx")


@pytest.mark.parametrize("cut", [30, 400, 2000, -200, -30])
def test_a_cut_off_workbook_is_refused(tmp_path: Path, cut: int) -> None:
    whole = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item())).read_bytes()
    (tmp_path / "b.xlsx").write_bytes(whole[:cut])
    with pytest.raises((FileUnreadable, KindNotSupported)):
        read_orders(tmp_path / "b.xlsx")


def test_a_damaged_workbook_is_refused_or_read_and_never_falls_over(tmp_path: Path) -> None:
    whole = bytearray(as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item())).read_bytes())
    for at in range(40, len(whole), 97):
        damaged = whole.copy()
        damaged[at] ^= 0xFF
        (tmp_path / "b.xlsx").write_bytes(damaged)
        try:
            read_orders(tmp_path / "b.xlsx")
        except FileRefused:
            continue


def test_a_cut_off_old_workbook_is_refused(tmp_path: Path) -> None:
    whole = as_xls(tmp_path / "a.xls", rows_under(WORKBOOK, item())).read_bytes()
    (tmp_path / "b.xls").write_bytes(whole[:1500])
    with pytest.raises(FileRefused):
        read_orders(tmp_path / "b.xls")


def test_macros_are_told_and_the_cells_read(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    read = read_orders(path)
    assert len(read.orders) == 1
    assert [warning.reason.code for warning in read.warnings] == ["macros_not_run"]


@pytest.mark.parametrize("times", [10, 100])
def test_a_zip_bomb_is_refused_before_it_is_parsed(tmp_path: Path, times: int) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/media.xml", "w") as part:
        for _ in range(times):
            part.write(b" " * 2_500_000)
    with pytest.raises(WorkbookTooLarge) as refused:
        read_orders(path)
    assert refused.value.unpacked_mb >= 25 * times // 10


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    with zipfile.ZipFile(path, "a") as packed:
        for number in range(1000):
            packed.writestr(f"xl/part{number}.xml", b"")
    with pytest.raises(WorkbookTooLarge):
        read_orders(path)


def test_a_small_but_dense_workbook_is_no_bomb(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/spaces.xml", b" " * 15_000_000)
    assert len(read_orders(path).orders) == 1


def test_a_lying_dimension_is_believed_by_nobody(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    changed_sheet(path, lambda xml: xml.replace(b'<dimension ref="A1:X2"/>', b'<dimension ref="A1:XFD1048576"/>'))
    assert len(read_orders(path).orders) == 1


STRAYS = {
    "far corner": b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "far text": b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    "single quotes": b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "blank before the equals sign": b'<row r="1048576"><c r ="XFD1048576"><v>1</v></c></row>',
    "row that lies": b'<row r="3"><c r="XFD1048576"><v>1</v></c></row>',
    "far column": b'<row r="3"><c r="XFD3"><v>1</v></c></row><row r="60000"><c r="A60000"><v>1</v></c></row>',
}


@pytest.mark.parametrize("name", list(STRAYS))
def test_a_stray_cell_far_away_is_left_out_and_told(tmp_path: Path, name: str) -> None:
    """Parsed as it stands it would ask for hundreds of gigabytes: tried in a process of its own, with a limit."""
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    changed_sheet(path, lambda xml: xml.replace(b"</sheetData>", STRAYS[name] + b"</sheetData>"))
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2);"
        "from exchange.imports import read_orders; read = read_orders(sys.argv[1]);"
        "print(len(read.orders), *sorted(w.reason.code for w in read.warnings))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False, cwd=os.getcwd()
    )
    assert done.stdout.split() == ["1", "stray_cells_left_out"], done.stderr


def test_formatted_but_empty_cells_far_away_say_nothing(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    changed_sheet(path, lambda xml: xml.replace(b"</sheetData>", far))
    read = read_orders(path)
    assert len(read.orders) == 1
    assert not read.warnings


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    path = as_xlsx(tmp_path / "a.xlsx", rows_under(WORKBOOK, item()))
    far = b'<row r="9"><c r="A9" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    changed_sheet(path, lambda xml: xml.replace(b"<worksheet", laughs, 1).replace(b"</sheetData>", far))
    with pytest.raises(FileUnreadable):
        read_orders(path)


def test_rows_below_a_long_gap_are_not_read_and_told(tmp_path: Path) -> None:
    rows = rows_under(WORKBOOK, item("1")) + [[""] * 24] * 250 + rows_under(WORKBOOK, item("2"))[1:]
    for path in (as_xlsx(tmp_path / "a.xlsx", rows), as_csv(tmp_path / "a.csv", rows)):
        read = read_orders(path)
        assert len(read.orders) == 1
        assert [warning.reason.code for warning in read.warnings] == ["rows_below_gap"]


def test_blank_rows_at_the_end_and_in_between_say_nothing(tmp_path: Path) -> None:
    rows = [*rows_under(WORKBOOK, item("1")), [""] * 24, *rows_under(WORKBOOK, item("2"))[1:], [" "] * 24, [""] * 24]
    read = read_orders(as_xlsx(tmp_path / "a.xlsx", rows))
    assert [(order.key, order.row) for order in read.orders] == [("1", 2), ("2", 4)]
    assert not read.problems
    assert not read.warnings
