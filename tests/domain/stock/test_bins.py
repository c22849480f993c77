"""Bins by hand and from files, with the care that places get; retired only when nothing lies there."""

from __future__ import annotations

import pytest

from domain.common.accepting import EntryRefused
from domain.common.errors import NotAllowed, NotFound, Outdated, RuleBroken
from domain.common.sentences import in_language, sentence
from domain.stock import operations as stock
from domain.stock.queries import bin_by_code, bins
from domain.stock.words import BinHoldsGoods
from exchange.spreadsheets import SheetOut, write_workbook
from exchange.stock_files import export_bins, import_bins, read_bins
from tests.builders import MANAGER, PICKER, product
from tests.domain.stock.scene import a_bin, bring, levels

SHELF = {"code": "A-01-2", "zone": "chilled", "walk_order": 12, "level": 2, "max_weight_g": 150_000}


def there(database) -> dict[str, object]:
    with database.read() as connection:
        return {row.code: row for row in bins(connection)}


def test_a_bin_is_added_edited_retired_and_used_again(database):
    bin_id = stock.add_bin(database, MANAGER, SHELF).answer["id"]
    added = there(database)["A-01-2"]
    assert (added.zone, added.kind, added.level, added.max_weight_g, added.active) == (
        "chilled",
        "shelf",
        2,
        150_000,
        True,
    )
    stock.edit_bin(database, MANAGER, bin_id, 1, {"x_cm": 350, "code": "A-01-3"})
    stock.retire_bin(database, MANAGER, bin_id, 2)
    assert not there(database)["A-01-3"].active
    stock.restore_bin(database, MANAGER, bin_id, 3)
    assert (there(database)["A-01-3"].active, there(database)["A-01-3"].x_cm) == (True, 350)


def test_a_bin_with_goods_is_not_retired_and_the_refusal_says_how_many(database):
    bin_id = a_bin(database)
    bring(database, bin_id, product(database), 7)
    with pytest.raises(BinHoldsGoods) as refused:
        stock.retire_bin(database, MANAGER, bin_id, 1)
    assert (refused.value.bin, refused.value.pieces) == ("A-01", 7)


def test_two_bins_never_share_a_code(database):
    stock.add_bin(database, MANAGER, SHELF)
    with pytest.raises(EntryRefused) as refused:
        stock.add_bin(database, MANAGER, {"code": "A-01-2"})
    assert refused.value.code == "code_taken"
    other = stock.add_bin(database, MANAGER, {"code": "B-01"}).answer["id"]
    with pytest.raises(RuleBroken) as broken:
        stock.edit_bin(database, MANAGER, other, 1, {"code": "A-01-2"})
    with in_language("en"):
        assert "Another bin has this code already" in sentence(broken.value)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"code": ""}, "value_missing"),
        ({"code": "A" * 21}, "value_too_long"),
        ({"code": "A", "kind": "shed"}, "value_unknown"),
        ({"code": "A", "zone": "warm"}, "value_unknown"),
        ({"code": "A", "level": 0}, "value_out_of_range"),
        ({"code": "A", "max_weight_g": 0}, "value_out_of_range"),
        ({"code": "A", "x_cm": 200_000}, "value_out_of_range"),
        ({"code": "A", "warehouse": "火星仓"}, "reference_unknown"),
    ],
)
def test_a_senseless_bin_is_refused_with_its_field(database, values, code):
    with pytest.raises(EntryRefused) as refused:
        stock.add_bin(database, MANAGER, values)
    assert refused.value.code == code


def test_an_outdated_or_unknown_bin_and_a_person_without_the_right_are_refused(database):
    bin_id = stock.add_bin(database, MANAGER, SHELF).answer["id"]
    with pytest.raises(Outdated):
        stock.edit_bin(database, MANAGER, bin_id, 7, {"level": 3})
    with pytest.raises(NotFound):
        stock.edit_bin(database, MANAGER, 4711, 1, {"level": 3})
    with pytest.raises(NotAllowed):
        stock.add_bin(database, PICKER, {"code": "B-01"})


def test_a_scanned_code_finds_its_bin_whatever_its_case(database):
    a_bin(database, "A-01")
    with database.read() as connection:
        assert bin_by_code(connection, " a-01 ").code == "A-01"
        with pytest.raises(NotFound):
            bin_by_code(connection, "A-0")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ["bins.xlsx", "bins.csv"])
def test_what_is_exported_is_imported_without_a_change(database, tmp_path, name, language):
    a_bin(database, "A-01", zone="frozen", walk_order=3, x_cm=-120, y_cm=900, level=3, max_weight_g=1_234, active=False)
    a_bin(database, "007", kind="dock", max_volume_ml=2_500)
    before = there(database)
    with in_language(language):
        assert export_bins(database, tmp_path / name).unchanged == 2
        answer = import_bins(database, MANAGER, tmp_path / name)
    assert (answer.new, answer.changed, answer.unchanged, answer.problems) == (0, 0, 2, ())
    assert there(database) == before


def sheet(path, headings, *rows):
    with path.open("wb") as stream:
        write_workbook(stream, [SheetOut("库位", list(headings), [list(row) for row in rows])])
    return path


def test_a_file_with_the_trades_headings_is_taken_and_its_faults_are_told_by_row_and_column(database, tmp_path):
    bring(database, a_bin(database, "F-01"), product(database), 1)
    file = sheet(
        tmp_path / "库位.xlsx",
        ("货位编码", "温区", "类型", "动线", "承重(公斤)", "层", "启用"),
        ("A-01", "冷藏", "货架", 10, 150, 2, "是"),
        ("A-02", "热", "货架", 11, 150, 1, "是"),
        ("A-03", "常温", "收货区", 12, "重", 1, "是"),
        ("F-01", "常温", "货架", 13, 500, 1, "否"),
        ("A-01", "冷冻", "货架", 14, 10, 1, "是"),
    )
    answer = import_bins(database, MANAGER, file)
    assert (answer.new, answer.changed) == (1, 0)
    assert [(one.row, one.column, one.reason.code) for one in answer.problems] == [
        (3, "温区", "value_unknown"),
        (4, "承重(公斤)", "value_unreadable"),
        (5, "启用", "bin_holds_goods_row"),
        (6, "货位编码", "row_twice"),
    ]
    taken = there(database)["A-01"]
    assert (taken.zone, taken.kind, taken.max_weight_g, taken.walk_order) == ("chilled", "shelf", 150_000, 10)
    assert there(database)["F-01"].active
    assert levels(database) == {("F-01", "L1"): 1}


def test_a_file_is_looked_at_without_writing(database, tmp_path):
    file = sheet(tmp_path / "库位.xlsx", ("库位编码", "温区"), ("A-01", "常温"))
    assert len(read_bins(file).sheets[0][1]) == 1
    assert there(database) == {}


def test_a_bins_numbers_are_of_what_lies_there(database):
    shelf = a_bin(database)
    eggs = product(database)
    bring(database, shelf, eggs, 4)
    stock.set_slot(database, MANAGER, eggs, shelf)
    row = there(database)["A-01"]
    assert (row.pieces, row.weight_g, row.slots) == (4, 6000, 1)
