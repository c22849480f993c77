"""Pickup points, vans, drivers and warehouses from files and into files: a workbook with four sheets, or one CSV.

exchange/sheets/ does the work; here stand the headings the trade uses. The operations write.
"""

from __future__ import annotations

from pathlib import Path

from domain.common.accepting import accept_sheets
from domain.common.database import Database
from domain.common.notices import CatalogueAnswer
from domain.common.people import Actor
from domain.common.sentences.marking import N_
from domain.places.operations.nouns import DRIVER, POINT, VAN, WAREHOUSE
from exchange.sheets.columns import KILOGRAM, LITRE, Joined, Table, table_of_noun
from exchange.sheets.giving import write_file
from exchange.sheets.taking import FileRows, read_file

NAMED_FIRST = (WAREHOUSE, VAN, DRIVER, POINT)
_COORDINATES = Joined(("lat_e6", "lon_e6"), N_("Coordinates"), ("经纬度", "坐标", "定位"), is_written=False)


def places_tables() -> tuple[Table, ...]:
    """Points, vans, drivers and warehouses, in the order files have them."""
    hours = Joined(("opens_min", "closes_min"), N_("Opening hours"), ("营业时间", "取货时间", "自提时间", "时间窗"))
    shift = Joined(("shift_start_min", "shift_end_min"), N_("Shift"), ("班次", "工作时间", "出车时间"))
    points = table_of_noun(
        POINT, N_("Pickup points"), ("自提点", "网点", "小区", "Points"), POINT_NAMES, (hours, _COORDINATES)
    )
    vans = table_of_noun(
        VAN, N_("Vans"), ("车辆", "车", "Van"), VAN_NAMES, (shift,), {"max_weight_g": KILOGRAM, "max_volume_ml": LITRE}
    )
    drivers = table_of_noun(DRIVER, N_("Drivers"), ("司机", "配送员", "Driver"), DRIVER_NAMES)
    warehouses = table_of_noun(WAREHOUSE, N_("Warehouses"), ("仓库", "Warehouse"), WAREHOUSE_NAMES, (_COORDINATES,))
    return points, vans, drivers, warehouses


def read_places(path: str | Path) -> FileRows:
    """What the file says, nothing written: for a preview, and for import_places. Raises the refusals of files."""
    return read_file(path, places_tables())


def import_places(
    database: Database, actor: Actor, path: str | Path, *, command_id: str | None = None
) -> CatalogueAnswer:
    """Takes the good rows of the file in one transaction; problems and warnings name row, column and value."""
    file = read_places(path)
    done = accept_sheets(database, actor, file.in_order(NAMED_FIRST), file.file, command_id)
    return file.answer(done)


def export_places(database: Database, path: str | Path) -> CatalogueAnswer:
    """Writes all points, vans, drivers and warehouses; importing the file again changes nothing."""
    return write_file(database, path, places_tables())


_ADDRESS = ("地址", "详细地址", "Address")
_LAT, _LON = ("纬度", "Lat", "latitude"), ("经度", "Lng", "Lon", "longitude")
_DATUM = ("坐标类型", "坐标系统", "坐标体系", "CRS")
_PHONE = ("手机", "手机号", "联系电话", "联系方式", "Phone", "Mobile")

POINT_NAMES = {
    "code": ("编码", "自提点编号", "网点编码", "Code"),
    "name": ("名称", "自提点", "小区", "服务小区", "网点名称", "小区名称", "Name", "Point", "Pickup point"),
    "leader": ("团长姓名", "自提点负责人", "负责人", "联系人", "服务小区联系人", "Contact"),
    "phone": ("团长电话", "服务小区电话", *_PHONE),
    "address": ("自提点地址", "服务小区地址", *_ADDRESS),
    "lat_e6": _LAT,
    "lon_e6": _LON,
    "datum": _DATUM,
    "service_min": ("停留时间", "停留时间(分钟)", "卸货分钟", "服务时间", "停留分钟(分)", "Service time"),
    "max_totes": ("最大筐数", "周转筐数上限", "存放上限", "Max totes"),
    "max_cold_totes": ("冷藏筐数上限", "最大冷藏筐数", "Max cold totes"),
    "warehouse": ("所属仓库", "发货仓库", "仓库名称", "Hub"),
    "van": ("车辆", "默认车", "配送车辆", "线路车辆", "Van"),
    "allowed_vans": ("限定车辆", "可用车辆", "指定车辆", "Allowed vans"),
    "leave_out_fen": ("缺送代价", "不送费用", "Leave out price"),
    "round_name": ("固定路线", "线路", "线路名称", "Round"),
    "round_no": ("路线顺序", "线路序号", "Round place"),
    "state": ("自提点状态", "Status"),
}
VAN_NAMES = {
    "code": ("编码", "车辆编号", "车号", "Code"),
    "plate": ("车牌", "车牌号码", "Plate", "Licence plate"),
    "warehouse": ("所属仓库", "仓库名称", "Hub"),
    "max_weight_g": ("载重", "最大载重", "额定载重", "Max weight"),
    "max_volume_ml": ("容积", "最大容积", "货厢容积", "Max volume"),
    "max_totes": ("筐数上限", "最大筐数", "Max totes"),
    "cold_box": ("冷藏", "是否冷藏", "保温", "冷藏箱", "Cold"),
    "fixed_cost_fen": ("固定成本", "出车费", "Fixed cost"),
    "km_cost_fen": ("公里成本", "每公里费用", "Km cost"),
    "hour_cost_fen": ("小时成本", "每小时费用", "Hour cost"),
    "is_hired": ("外请", "外雇", "外请骑手", "外请司机", "Hired"),
    "stop_cost_fen": ("每点费用", "按点计费", "单点价", "Stop cost"),
    "max_trips": ("趟数", "最多趟数", "最大趟数", "Max trips"),
    "reload_min": ("装车分钟", "再装时间", "回仓装车时间", "Reload time"),
    "max_cold_totes": ("冷藏筐数", "冷藏筐上限", "Max cold totes"),
    "active": ("状态", "是否启用", "Active"),
}
DRIVER_NAMES = {
    "code": ("编码", "司机编号", "工号", "Code"),
    "name": ("姓名", "名称", "司机", "Name", "Driver"),
    "phone": _PHONE,
    "van": ("默认车辆", "车牌号", "车辆编码", "常用车辆"),
    "active": ("状态", "是否启用", "Active"),
}
WAREHOUSE_NAMES = {
    "code": ("编码", "仓库编号", "Code"),
    "name": ("名称", "仓库", "Name", "Warehouse"),
    "address": ("仓库地址", *_ADDRESS),
    "lat_e6": _LAT,
    "lon_e6": _LON,
    "datum": _DATUM,
    "active": ("状态", "是否启用", "Active"),
}
