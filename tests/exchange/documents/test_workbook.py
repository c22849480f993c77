import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from domain.catalogue.words import NO_SUPPLIER
from exchange.documents.message import purchase_message
from exchange.documents.workbook import write_purchase_workbook
from tests.exchange.documents.builders import HOSTILE, amendment, head, purchase_row, purchase_sheet


def written(*sheets) -> bytes:
    stream = io.BytesIO()
    write_purchase_workbook(head(amendment()), sheets, stream)
    return stream.getvalue()


def rows_of(workbook: bytes, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(sheet).to_python()


def test_a_row_has_the_arithmetic_of_its_order():
    rows = rows_of(written(purchase_sheet(purchase_row(quantity=113, case_size=12, cost_fen=1250))))
    assert rows[0][0] == "绿源合作社"
    assert "快照 1" in rows[1][0]
    assert rows[3][:3] == ["商品编码", "条码", "商品"]
    assert rows[4] == ["P004", "6901234567892", "鲜牛奶", "950 ml", "瓶", 113, 12, 10, 120, 7, "", 12.5, 1500]
    assert rows[5][5] == 113


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@SUM(A1)", "http://x.example", "{=1}", "0525"])
def test_a_name_that_looks_like_a_formula_or_a_link_stays_a_text(name):
    workbook = written(purchase_sheet(purchase_row(product=name, code=name, barcode=name, spec=name)))
    assert rows_of(workbook)[4][:4] == [name] * 4
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_every_supplier_has_a_sheet_whose_name_a_spreadsheet_takes():
    names = [*HOSTILE, NO_SUPPLIER, "History", "a" * 40, "A" * 40, "[x]:*?/\\'"]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(written(*(purchase_sheet(supplier=name) for name in names))))
    found = workbook.sheet_names
    assert len({name.lower() for name in found}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in found)
    assert not any(set(name) & set("[]:*?/\\'") for name in found)
    assert "history" not in {name.lower() for name in found}


def test_the_same_rows_give_the_same_bytes():
    assert written(purchase_sheet()) == written(purchase_sheet())


def test_the_message_lists_cases_for_the_supplier():
    text = purchase_message(
        head(amendment()),
        purchase_sheet(
            purchase_row(quantity=113), purchase_row(product="西瓜", spec="", quantity=37, case_size=1, unit="个")
        ),
    )
    assert text.splitlines() == [
        "采购单 · 晨光生鲜 · 绿源合作社",
        "5月26日 周二 送达",
        "",
        "1. 鲜牛奶 950 ml  10 箱 × 12 = 120 瓶",
        "2. 西瓜  37 个",
        "",
        "2 种 · 10 箱",
        "快照 1 · 变更至 1（20:46）",
    ]


def test_no_name_adds_a_line_to_the_message():
    rows = [purchase_row(product=name, spec=name, unit=name[:3]) for name in HOSTILE]
    assert len(purchase_message(head(), purchase_sheet(*rows)).splitlines()) == 6 + len(rows)
