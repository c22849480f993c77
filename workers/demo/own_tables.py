"""The made-up company's own tables: two workbooks under headings of its own, written and imported like anybody's.

An operator comes with such lists from another program; no heading here is the one we would choose. Next: company.py.
"""

from __future__ import annotations

from pathlib import Path

from domain.common.database import Database
from domain.common.notices import CatalogueAnswer
from domain.common.people import Actor
from domain.common.settings import set_company_name
from exchange.catalogue_files import import_catalogue
from exchange.places_files import import_places
from exchange.spreadsheets import SheetOut, write_workbook
from workers.demo import city
from workers.demo.folder import DemoFolder
from workers.demo.words import Company, DemoPoint, DemoProduct, DemoVan

COMPANY_NAME = "晨光优选"
GOODS = (
    "货号", "品名", "规格型号", "分类", "条形码", "供货商", "单位", "最小单位", "换算数量", "装箱数", "是否称重", "净重",
    "容积", "重量允差", "团购价", "进价", "储存温区", "保质期(天)", "售后分类",
)  # fmt: skip
SUPPLIERS = ("供应商编号", "供货商名称", "负责人", "手机号", "地址", "提前期")
POINTS = (
    "自提点编号", "小区名称", "团长姓名", "团长电话", "自提点地址", "经纬度", "坐标类型", "营业时间", "停留时间(分钟)",
    "最大筐数", "冷藏筐数上限", "所属仓库", "配送车辆",
)  # fmt: skip
VANS = (
    "车号",
    "车牌",
    "所属仓库",
    "载重",
    "容积",
    "最大筐数",
    "是否冷藏",
    "班次",
    "出车费",
    "每公里费用",
    "每小时费用",
)
DRIVERS = ("工号", "姓名", "手机号", "车辆编码")
WAREHOUSES = ("仓库编号", "名称", "地址", "经纬度", "坐标类型")

_ZONES = {"ambient": "常温", "chilled": "冷藏", "frozen": "冷冻"}
_DATUM = "GCJ-02"
_WAREHOUSE_CODE = "W1"

Row = tuple[str | int | None, ...]


def take(database: Database, actor: Actor, folder: DemoFolder, company: Company) -> tuple[CatalogueAnswer, ...]:
    """Names the company, writes the two workbooks and imports them; the answers of both."""
    set_company_name(database, actor, COMPANY_NAME)
    goods, places = folder.files / "商品资料.xlsx", folder.files / "自提点和车辆.xlsx"
    write_goods(folder.wrote(goods), company)
    write_places(folder.wrote(places), company)
    return import_catalogue(database, actor, goods), import_places(database, actor, places)


def write_goods(path: Path, company: Company) -> None:
    """Products and suppliers."""
    suppliers = [(s.code, s.name, s.contact, s.phone, s.address, s.lead_days) for s in company.suppliers]
    sheets = (
        SheetOut("商品资料", GOODS, [_product(product) for product in company.products]),
        SheetOut("供应商列表", SUPPLIERS, suppliers),
    )
    write_workbook(path, sheets)


def write_places(path: Path, company: Company) -> None:
    """Points, vans, drivers and the warehouse."""
    warehouse = (_WAREHOUSE_CODE, city.WAREHOUSE, city.WAREHOUSE_ADDRESS, _coordinates(*city.CENTRE_E6), _DATUM)
    sheets = (
        SheetOut("小区", POINTS, [_point(point) for point in company.points]),
        SheetOut("车辆", VANS, [_van(van) for van in company.vans]),
        SheetOut("配送员", DRIVERS, [(d.code, d.name, d.phone, d.van) for d in company.drivers]),
        SheetOut("仓库", WAREHOUSES, [warehouse]),
    )
    write_workbook(path, sheets)


def _product(product: DemoProduct) -> Row:
    heavy = product.weight_g >= 1000
    return (
        product.code,
        product.name,
        product.spec,
        product.category,
        "; ".join(product.barcodes),
        product.supplier,
        product.sale_unit,
        product.base_unit,
        product.base_per_sale,
        product.case_size,
        "是" if product.weighed else "否",
        f"{product.weight_g / 1000:g}kg" if heavy else f"{product.weight_g}克",
        f"{product.volume_ml}ml",
        f"{product.tolerance_permille / 10:g}%",
        _yuan(product.price_fen),
        _yuan(product.cost_fen),
        _ZONES[product.zone],
        product.shelf_life_days,
        product.guarantee_category,
    )


def _point(point: DemoPoint) -> Row:
    return (
        point.code,
        point.name,
        point.leader,
        point.phone,
        point.address,
        _coordinates(point.lat_e6, point.lon_e6),
        _DATUM,
        _hours(point.opens_min, point.closes_min),
        point.service_min,
        point.max_totes,
        point.max_cold_totes,
        _WAREHOUSE_CODE,
        point.van,
    )


def _van(van: DemoVan) -> Row:
    return (
        van.code,
        van.plate,
        _WAREHOUSE_CODE,
        f"{van.max_weight_g // 1000}公斤",
        f"{van.max_volume_ml // 1_000_000}.{van.max_volume_ml // 100_000 % 10}立方",
        van.max_totes,
        "有" if van.cold_box else "无",
        _hours(van.shift_start_min, van.shift_end_min),
        _yuan(van.fixed_cost_fen),
        _yuan(van.km_cost_fen),
        _yuan(van.hour_cost_fen),
    )


def _yuan(fen: int) -> str:
    return f"¥{fen // 100}.{fen % 100:02d}"


def _coordinates(lat_e6: int, lon_e6: int) -> str:
    """Longitude first, as Chinese map services give them."""
    return f"{lon_e6 // 1_000_000}.{lon_e6 % 1_000_000:06d},{lat_e6 // 1_000_000}.{lat_e6 % 1_000_000:06d}"


def _hours(start: int, end: int) -> str:
    return f"{start // 60}:{start % 60:02d}-{end // 60}:{end % 60:02d}"
