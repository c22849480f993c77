"""Products and suppliers from files and into files: one workbook with two sheets, or one CSV told by its headings.

exchange/sheets/ does the work; here stand the headings the trade uses. The operations write.
"""

from __future__ import annotations

from pathlib import Path

from domain.catalogue.operations.nouns import PRODUCT, SUPPLIER
from domain.common.accepting import accept_sheets
from domain.common.database import Database
from domain.common.notices import CatalogueAnswer
from domain.common.people import Actor
from domain.common.sentences.marking import N_
from exchange.sheets.columns import Table, table_of_noun
from exchange.sheets.giving import write_file
from exchange.sheets.taking import FileRows, read_file

NAMED_FIRST = (SUPPLIER, PRODUCT)


def catalogue_tables() -> tuple[Table, Table]:
    """Products and suppliers, in the order files have them."""
    products = table_of_noun(
        PRODUCT,
        N_("Product list"),
        ("商品", "商品表", "商品列表", "商品资料", "货品", "Product", "Products", "Goods"),
        PRODUCT_NAMES,
    )
    suppliers = table_of_noun(
        SUPPLIER, N_("Suppliers"), ("供应商", "供货商", "供应商列表", "Supplier", "Vendors"), SUPPLIER_NAMES
    )
    return products, suppliers


def read_catalogue(path: str | Path) -> FileRows:
    """What the file says, nothing written: for a preview, and for import_catalogue. Raises the refusals of files."""
    return read_file(path, catalogue_tables())


def import_catalogue(
    database: Database, actor: Actor, path: str | Path, *, command_id: str | None = None
) -> CatalogueAnswer:
    """Takes the good rows of the file in one transaction; problems and warnings name row, column and value."""
    file = read_catalogue(path)
    done = accept_sheets(database, actor, file.in_order(NAMED_FIRST), file.file, command_id)
    return file.answer(done)


def export_catalogue(database: Database, path: str | Path) -> CatalogueAnswer:
    """Writes all products and suppliers; importing the file again changes nothing."""
    return write_file(database, path, catalogue_tables())


PRODUCT_NAMES = {
    "code": ("编码", "商品编号", "货号", "商品代码", "SKU", "SKU编码", "规格编码", "Code", "Item code"),
    "name": ("名称", "商品", "品名", "商品名", "货品名称", "Name", "Product", "Item"),
    "spec": ("商品规格", "规格型号", "规格名称", "Specification", "Variant"),
    "category": ("分类", "商品分类", "类目", "商品类目", "品类"),
    "barcodes": ("条形码", "商品条码", "国际条码", "商品条形码", "Barcode", "EAN"),
    "supplier": ("供应商名称", "供货商", "厂商", "Vendor"),
    "sale_unit": ("单位", "计价单位", "Unit"),
    "base_unit": ("基础单位", "最小单位"),
    "base_per_sale": ("换算率", "换算数量", "换算系数"),
    "case_size": ("装箱数", "件装数", "箱装数", "每箱数量", "Pack size"),
    "weighed": ("是否称重", "计重", "称重商品", "称重品", "计价方式", "Catch weight"),
    "weight_g": ("重量", "单重", "净重", "净含量", "规格重量", "Weight"),
    "volume_ml": ("单位体积", "容积"),
    "tolerance_permille": ("误差", "重量允差", "重量误差", "允许误差"),
    "price_fen": ("销售价", "单价", "价格", "零售价", "团购价", "Sale price"),
    "cost_fen": ("成本", "进价", "采购价", "供货价", "进货价", "Purchase price"),
    "zone": ("储存温区", "存储温区", "存储条件", "储存条件", "Zone", "Storage"),
    "shelf_life_days": ("保质期", "保质期(天)", "Shelf life"),
    "guarantee_category": ("售后分类", "保障类别", "服务保障"),
    "state": ("商品状态", "Status"),
}
SUPPLIER_NAMES = {
    "code": ("编码", "供应商编号", "Code"),
    "name": ("名称", "供应商", "供货商", "供货商名称", "Name", "Supplier"),
    "contact": ("联系人姓名", "负责人", "Contact person"),
    "phone": ("手机", "手机号", "联系电话", "联系方式", "Phone", "Mobile"),
    "address": ("地址", "供应商地址", "详细地址"),
    "lead_days": ("提前期", "备货天数(天)", "供货周期", "Lead time"),
    "active": ("状态", "是否启用", "Active"),
}
