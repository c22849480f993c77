"""The company's own tables as files: what was written reads back unchanged, what people write is understood,
what is not clear is a problem with its row, column and value.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.operations import accept_catalogue
from domain.catalogue.operations.nouns import PRODUCT
from domain.common import sentences
from domain.common.accepting.nouns import values_for_files
from domain.common.fields import Field, Kind
from domain.common.people import Actor
from domain.places.operations import accept_places
from domain.places.operations.nouns import DRIVER, POINT, VAN, WAREHOUSE
from exchange import spreadsheets
from exchange.catalogue_files import catalogue_tables, export_catalogue, import_catalogue, read_catalogue
from exchange.places_files import export_places, import_places, places_tables
from exchange.sheets.columns import Column, Unit
from exchange.sheets.giving import FileNotWritten
from exchange.sheets.reading_cells import read_cell
from exchange.sheets.recognising import TableNotRecognised
from exchange.sheets.writing_cells import written_cell
from tests.sheet_rows import counts, rows

ACTOR = Actor("李娜", "test")
HOSTILE = ["<b>苹果</b>", "A&B 牛奶", "=cmd()", "+1", "-梨", "@x", "'引号", "🍉西瓜", "𠮷野家", '双"引号,逗号']
VAN_LIMITS = {"max_weight_g": 800_500, "max_volume_ml": 4_000_250, "max_totes": 60}


def told(notices):
    return [(one.row, one.column, one.value, one.reason.code) for one in notices]


def fill_catalogue(database):
    products = [{"code": f"A{i}", "name": name} for i, name in enumerate(HOSTILE)]
    products[0] |= {
        "spec": "约14斤",
        "category": "水果",
        "barcodes": ("2100123", "6901234567892"),
        "supplier": "鲜果,批发",
    }
    products[1] |= {"weighed": True, "weight_g": 1234, "price_fen": 3990, "cost_fen": 5, "tolerance_permille": 25}
    products[2] |= {"zone": "frozen", "shelf_life_days": 0, "state": "retired", "case_size": 12, "volume_ml": 1500}
    products[3] |= {"state": "draft", "guarantee_category": "生鲜", "sale_unit": "箱", "base_per_sale": 4}
    suppliers = [
        {"code": "S1", "name": "鲜果,批发", "phone": "021-55551234", "lead_days": 2},
        {"name": "停用的", "active": False},
    ]
    done = accept_catalogue(database, ACTOR, suppliers=rows(*suppliers), products=rows(*products))
    assert counts(done) == (len(HOSTILE) + 2, 0, 0, 0)


def fill_places(database):
    warehouse = {"code": "W2", "name": "浦东仓", "lat_e6": 31_200_001, "lon_e6": 121_500_000, "datum": "BD-09"}
    van = {
        "code": "V1",
        "plate": "沪A·12345",
        "warehouse": "浦东仓",
        "cold_box": True,
        "km_cost_fen": 123,
        "is_hired": True,
        "stop_cost_fen": 650,
        "max_trips": 3,
        "reload_min": 25,
        "max_cold_totes": 12,
        **VAN_LIMITS,
    }
    driver = {"code": "F1", "name": "王师傅", "phone": "13800000000", "van": "V1", "active": False}
    point = {
        "code": "Z1", "name": "幸福里(东门)", "leader": "张姐", "phone": "13812345678", "address": "紫龙路500弄",
        "lat_e6": 31_230_416, "lon_e6": -121_473_701, "opens_min": 420, "closes_min": 1440, "service_min": 8,
        "allowed_vans": ("V1",), "leave_out_fen": 2_050, "round_name": "东线", "round_no": 7,
        "max_totes": 30, "max_cold_totes": 0, "warehouse": "W2", "van": "V1",
    }  # fmt: skip
    bare = {"code": "Z2", "name": "阳光城", "state": "draft"}
    given = {"warehouses": rows(warehouse), "vans": rows(van), "drivers": rows(driver), "points": rows(point, bare)}
    assert counts(accept_places(database, ACTOR, **given)) == (5, 0, 0, 0)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_exported_workbook_reads_back_unchanged(database, tmp_path, language):
    sentences.use_language(language)
    fill_catalogue(database)
    fill_places(database)
    for write, read, count in (
        (export_catalogue, import_catalogue, len(HOSTILE) + 2),
        (export_places, import_places, 6),
    ):
        path = tmp_path / "file.xlsx"
        assert write(database, path).unchanged == count
        sentences.use_language("en")
        answer = read(database, ACTOR, path)
        assert (counts(answer), answer.warnings) == ((0, 0, count, 0), ())


def test_exported_csvs_read_back_unchanged(database, tmp_path):
    fill_catalogue(database)
    fill_places(database)
    beside = export_catalogue(database, tmp_path / "a.csv").warnings
    assert [one.file for one in beside] == ["a-供应商.csv"]
    export_places(database, tmp_path / "b.csv")
    names = ["a-供应商.csv", "a.csv"]
    assert [counts(import_catalogue(database, ACTOR, tmp_path / n)) for n in names] == [(0, 0, 2, 0), (0, 0, 10, 0)]
    names = ["b-仓库.csv", "b-车辆.csv", "b-司机.csv", "b.csv"]
    found = [counts(import_places(database, ACTOR, tmp_path / name)) for name in names]
    assert found == [(0, 0, 2, 0), (0, 0, 1, 0), (0, 0, 1, 0), (0, 0, 2, 0)]


def test_a_file_makes_the_same_company_elsewhere(new_place, tmp_path):
    from domain.common.database import open_database

    with open_database(new_place("sqlite")) as one, open_database(new_place("sqlite")) as other:
        fill_catalogue(one)
        fill_places(one)
        export_catalogue(one, tmp_path / "a.xlsx")
        export_places(one, tmp_path / "b.xlsx")
        import_catalogue(other, ACTOR, tmp_path / "a.xlsx")
        import_places(other, ACTOR, tmp_path / "b.xlsx")
        for noun in (PRODUCT, WAREHOUSE, VAN, DRIVER, POINT):
            with one.read() as first, other.read() as second:
                assert values_for_files(first, noun) == values_for_files(second, noun)


def write(path, headings, *rows, title=None):
    spreadsheets.write_xlsx(path, title or headings, [headings, *rows] if title else rows, sheet="Sheet1")
    return path


def test_a_sheet_as_people_keep_it_is_understood(database, tmp_path):
    headings = [
        "品名",
        "规格型号",
        "条形码",
        "供货商",
        "单价（元）",
        "重量(斤)",
        "是否称重",
        "储存条件",
        "箱规",
        "备注",
    ]
    path = write(
        tmp_path / "商品.xlsx",
        headings,
        ["麒麟西瓜", "约14斤", "6901234567892；2100123", "", "¥80", 14, "是", "常温", 1, "甜"],
        ["五花肉", "500g", "", "", 39.9, "1.2kg", "√", "冷藏", "1", ""],
        ["鸡蛋", "30枚", "", "", "29.90元", "", "否", "", "", ""],
        title=["晨配商品资料 2026"],
    )
    answer = import_catalogue(database, ACTOR, path)
    assert counts(answer) == (3, 0, 0, 0)
    assert told(answer.warnings) == [(2, "备注", "", "column_unknown")]
    with database.read() as connection:
        melon, pork, eggs = values_for_files(connection, PRODUCT)
    assert (melon["barcodes"], melon["price_fen"], melon["weight_g"]) == (("2100123", "6901234567892"), 8000, 7000)
    assert (pork["weighed"], pork["weight_g"], pork["zone"], pork["price_fen"]) == (True, 1200, "chilled", 3990)
    assert (eggs["weighed"], eggs["weight_g"], eggs["price_fen"]) == (False, 0, 2990)


def test_a_cell_that_cannot_be_read_is_a_problem_with_row_column_and_value(database, tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        ["商品编码", "商品名称", "售价", "箱规", "温区", "条码"],
        ["A1", "苹果", "1e3", 1, "常温", ""],
        ["A2", "梨", "12.345", "1.5", "温的", ""],
        [1.23456789012e15, "桃", 1, 1, "", ""],
        ["A4", "李", 1, 1, "", "6901234567890"],
        ["A5", "杏", -1, 1, "", ""],
        ["A6", "枣", "12.00", "１２", "冷冻", "6901234567892"],
    )
    answer = import_catalogue(database, ACTOR, path)
    assert counts(answer) == (1, 0, 0, 7)
    assert told(answer.problems) == [
        (2, "售价", "1e3", "value_unreadable"),
        (3, "售价", "12.345", "value_too_fine"),
        (3, "箱规", "1.5", "value_unreadable"),
        (3, "温区", "温的", "value_unknown"),
        (4, "商品编码", "1234567890120000", "code_mangled"),
        (5, "条码", "6901234567890", "barcode_check_digit_wrong"),
        (6, "售价", "-100", "value_out_of_range"),
    ]
    assert {problem.file for problem in answer.problems} == {"a.xlsx"}
    assert all(sentences.sentence(problem.reason) for problem in answer.problems)


def test_a_problem_the_books_find_names_the_files_own_heading(database, tmp_path):
    path = write(tmp_path / "a.xlsx", ["品名", "供货商"], ["苹果", "没有这家"], ["梨", ""])
    answer = import_catalogue(database, ACTOR, path)
    assert told(answer.problems) == [(2, "供货商", "没有这家", "reference_unknown")]


def test_an_empty_cell_says_nothing_and_empty_takes_away(database, tmp_path):
    headings = ["编码", "名称", "分类", "售价", "条码"]
    import_catalogue(database, ACTOR, write(tmp_path / "a.xlsx", headings, ["A1", "苹果", "水果", 5, "6901234567892"]))
    import_catalogue(database, ACTOR, write(tmp_path / "b.xlsx", headings, ["A1", "苹果", "", "-", ""]))
    with database.read() as connection:
        (apple,) = values_for_files(connection, PRODUCT)
    assert (apple["category"], apple["price_fen"], apple["barcodes"]) == ("水果", 500, ("6901234567892",))
    import_catalogue(database, ACTOR, write(tmp_path / "c.xlsx", headings, ["A1", "", "(空)", "（空）", "(empty)"]))
    with database.read() as connection:
        (apple,) = values_for_files(connection, PRODUCT)
    assert (apple["category"], apple["price_fen"], apple["barcodes"]) == ("", None, ())


def test_points_as_people_keep_them_are_understood(database, tmp_path):
    path = write(
        tmp_path / "points.xlsx",
        ["自提点", "团长姓名", "联系电话", "详细地址", "经纬度", "坐标系", "营业时间", "停留分钟", "状态"],
        ["幸福里", "张姐", 13812345678.0, "紫龙路500弄", "121.473701,31.230416", "高德", "7点-11点半", 8, "营业中"],
        ["阳光城", "李姐", "138 0000 0000", "", "31.230416 121.473701", "百度", "07:00～24:00", "", ""],
        ["云间", "", "", "", "", "", "早上", "", ""],
    )
    answer = import_places(database, ACTOR, path)
    assert counts(answer) == (2, 0, 0, 1)
    assert told(answer.problems) == [(4, "营业时间", "早上", "hours_unreadable")]
    with database.read() as connection:
        first, second = values_for_files(connection, POINT)
    assert (first["lat_e6"], first["lon_e6"], first["datum"]) == (31_230_416, 121_473_701, "GCJ-02")
    assert (first["opens_min"], first["closes_min"], first["phone"]) == (420, 690, "13812345678")
    assert (second["lat_e6"], second["datum"], second["closes_min"]) == (31_230_416, "BD-09", 1440)
    assert second["phone"] == "138 0000 0000"


def test_a_file_that_is_no_table_of_ours_says_what_it_holds(database, tmp_path):
    path = write(tmp_path / "orders.xlsx", ["跟团号", "下单人", "数量"], [1, "王", 2])
    with pytest.raises(TableNotRecognised) as refused:
        import_catalogue(database, ACTOR, path)
    assert refused.value.facts() == {
        "file": "orders.xlsx",
        "wanted": "商品, 供应商",
        "headings": "跟团号, 下单人, 数量",
    }
    assert "orders.xlsx" in sentences.sentence(refused.value)


def test_a_sheet_that_is_not_ours_is_left_out_with_a_word(tmp_path):
    sheets = [
        spreadsheets.SheetOut("说明", ["这张表怎么填"], [["随便"]]),
        spreadsheets.SheetOut("供应商", ["名称", "电话"], [["鲜果批发", "021"]]),
    ]
    spreadsheets.write_workbook(tmp_path / "a.xlsx", sheets)
    file = read_catalogue(tmp_path / "a.xlsx")
    assert [(noun.what, sheet, len(rows)) for noun, sheet, rows in file.rows()] == [("supplier", "供应商", 1)]
    assert [one.reason.code for one in file.warnings] == ["sheet_unknown"]


def test_a_csv_in_gb18030_is_read(database, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("商品名称,售价\r\n镕𠮷苹果,12.5\r\n".encode("gb18030"))
    assert counts(import_catalogue(database, ACTOR, path)) == (1, 0, 0, 0)


def test_a_folder_that_takes_no_file_is_refused_and_nothing_is_left(sqlite_database, tmp_path):
    with pytest.raises(FileNotWritten):
        export_catalogue(sqlite_database, tmp_path / "nowhere" / "a.xlsx")
    assert not (tmp_path / "nowhere").exists()


def test_every_column_has_its_own_names_in_its_table():
    for table in (*catalogue_tables(), *places_tables()):
        names = [name for column in table.columns for name in column.names()]
        assert len(names) == len(set(names)), table.sheet


NUMBERED = [
    c for t in (*catalogue_tables(), *places_tables()) for c in t.columns if c.unit or c.field.kind is Kind.WHOLE
]


@given(st.sampled_from(NUMBERED), st.data())
def test_every_number_reads_back_as_written(column, data):
    value = data.draw(st.integers(column.field.low, column.field.high))
    cell = written_cell(column, {column.field.name: value})
    factor = column.unit.factor if column.unit else None
    for form in (cell, str(cell)):
        assert read_cell(column, form, factor, is_guarded=False) == {column.field.name: value}


@given(st.sampled_from([c for t in (*catalogue_tables(), *places_tables()) for c in t.columns]), st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_cell(column, text):
    factor = column.unit.factor if column.unit else None
    read = read_cell(column, text, factor, is_guarded=True)
    assert read is None or hasattr(read, "code") or isinstance(read, dict)


@given(st.integers(0, 1438), st.integers(1, 1440))
def test_hours_read_back_as_written(start, length):
    end = min(1440, start + length)
    (hours,) = [c for c in places_tables()[0].columns if c.field.name == "opens_min"]
    cell = written_cell(hours, {"opens_min": start, "closes_min": end})
    assert read_cell(hours, cell, None, is_guarded=False) == {"opens_min": start, "closes_min": end}


GRAMS = Column((Field("weight_g", "Weight", Kind.GRAMS, default=0),), "Weight", unit=Unit("g", 1))


@pytest.mark.parametrize(
    ("cell", "grams"),
    [("500g", 500), ("1.2kg", 1200), ("14斤", 7000), ("１４ 斤", 7000), (1500.0, 1500), ("3两", 150), ("0.5公斤", 500)],
)
def test_weights_with_their_own_unit_are_taken(cell, grams):
    assert read_cell(GRAMS, cell, GRAMS.unit.factor, is_guarded=False) == {"weight_g": grams}


@pytest.mark.parametrize("cell", ["1_000", "²", "NaN", "1e3", "12个", "约14斤", "1.2.3kg", "kg", "1.2345kg "])
def test_what_is_no_weight_is_not_taken(cell):
    read = read_cell(GRAMS, cell, GRAMS.unit.factor, is_guarded=False)
    assert getattr(read, "code", None) in ("value_unreadable", "value_too_fine")
