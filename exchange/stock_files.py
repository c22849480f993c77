"""Bins from files and into files: a workbook with one sheet, or a CSV.

exchange/sheets/ does the work; here stand the headings the trade uses. domain/stock/operations writes.
"""

from __future__ import annotations

from pathlib import Path

from domain.common.database import Database
from domain.common.notices import CatalogueAnswer
from domain.common.people import Actor
from domain.common.sentences.marking import N_
from domain.stock.operations import accept_bins
from domain.stock.operations.nouns import BIN
from exchange.sheets.columns import KILOGRAM, LITRE, Table, table_of_noun
from exchange.sheets.giving import write_file
from exchange.sheets.taking import FileRows, read_file


def bin_table() -> Table:
    """Bins, in the order of their form; weights in kg, volumes in litres."""
    units = {"max_weight_g": KILOGRAM, "max_volume_ml": LITRE}
    return table_of_noun(BIN, N_("Bins"), ("库位", "货位", "储位", "Bin", "Locations"), BIN_NAMES, (), units)


def read_bins(path: str | Path) -> FileRows:
    """What the file says, nothing written: for a preview, and for import_bins. Raises the refusals of files."""
    return read_file(path, (bin_table(),))


def import_bins(
    database: Database, actor: Actor, path: str | Path, *, command_id: str | None = None
) -> CatalogueAnswer:
    """Takes the good rows of the file in one transaction; problems and warnings name row, column and value."""
    file = read_bins(path)
    sheet, rows = next(((sheet, rows) for _noun, sheet, rows in file.rows()), ("", ()))
    return file.answer(accept_bins(database, actor, rows, sheet=sheet, source=file.file, command_id=command_id))


def export_bins(database: Database, path: str | Path) -> CatalogueAnswer:
    """Writes all bins; importing the file again changes nothing."""
    return write_file(database, path, (bin_table(),))


BIN_NAMES = {
    "code": ("编码", "库位", "货位", "库位编码", "货位编码", "储位", "库位号", "货位号", "Code", "Bin", "Location"),
    "warehouse": ("所属仓库", "仓库名称", "Hub"),
    "kind": ("类型", "库位类型", "货位类型", "Type"),
    "zone": ("温区", "温层", "温度", "储存温区", "Temperature", "Zone"),
    "walk_order": ("拣货顺序", "动线", "动线顺序", "行走顺序", "顺序", "Walk order", "Sequence"),
    "x_cm": ("X", "X坐标", "横坐标", "横向(cm)"),
    "y_cm": ("Y", "Y坐标", "纵坐标", "纵向(cm)"),
    "level": ("层", "层号", "层数", "Level"),
    "max_weight_g": ("承重", "最大承重", "限重", "Max weight"),
    "max_volume_ml": ("容积", "最大容积", "Max volume"),
    "active": ("状态", "是否启用", "启用", "Active"),
}
