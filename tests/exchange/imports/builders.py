"""Order files as the platforms write them: the same rows as CSV, XLSX, XLS and HTML, with real headings."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Rows = Sequence[Sequence[Any]]


def names(text: str) -> list[str]:
    """Headings that hold no blanks, as they are written in the evidence."""
    return text.split()


WORKBOOK = names(
    "下单人 团员备注 备注 跟团号 商品 规格 数量 商品金额 运费 优惠 订单金额 退款金额 物流方式 服务小区 服务小区联系人 服务小区电话 服务小区地址 收货人 联系电话 详细地址 团长 房号（如606） 楼号（如10） 弄号（如168）"
)
ORDERS = names(
    "跟团号 下单人 团员备注 支付时间 团长备注 商品 订单金额 退款金额 订单状态 自提点 收货人 联系电话 详细地址"
)
SHIP = names("跟团号 商品 规格 数量 商品成本价 收货人 联系电话 省 市 区 详细地址 快递公司 快递单号")
QJL_LINES = names(
    "下单序号 接龙号 收货人 联系电话 商品名称 商品编码 规格 数量 商品金额 订单总金额 下单时间 省 市 收货地址 团长ID"
)
QJL_PERSONS = names("接龙号 微信昵称 订单总金额 商品合计")
YOUZAN_ITEMS = names(
    "订单号 外部订单号 订单商品状态 交易成功时间 商品名称 商品类型 商品类目 商品规格 规格编码 商品编码 商品单价 商品成本价 商品优惠方式 商品优惠后价格 商品数量 商品金额小计 店铺优惠（分摊） 商品实际成交金额 商品抵用积分数 商品留言 收货人/提货人 收货人手机号/提货人手机号 收货人省份 收货人城市 收货人地区 详细收货地址/提货地址 买家备注 商品发货状态 商品发货方式 商品发货物流公司 商品发货物流单号 发货员工 商品发货时间 商品退款状态 商品已退款金额 商家订单备注 周期购信息"
)
YOUZAN_ORDERS = names(
    "订单号 销售渠道 归属店铺 订单类型 订单状态 推广方式 订单来源 订单创建时间 买家付款时间 商品金额合计 运费 应收订单金额 订单实付金额 全部商品名称 商品种类数 订单配送方式 同城送达时间/提货时间 收货人省份 收货人城市 收货人地区 详细收货地址/提货地址 收货人/提货人 收货人手机号/提货人手机号 买家备注 分销员 订单退款状态 订单已退款金额 商家订单备注 分销员 分销员手机号"
)
WEIMOB = names(
    "订单编号 下单时间 订单总金额 余额抵扣金额 实收金额 商品留言 商品名称 商品数量 成本价 预约人/收货人姓名 预约人/收货人手机号 售后类型 售后状态 售后件数 退款金额 取消类型"
)
SHOPIFY = [
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing",
    "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method",
    "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem compare at price", "Lineitem sku",
    "Billing Name", "Shipping Name", "Shipping Address1", "Shipping Zip", "Shipping Phone", "Notes",
    "Note Attributes", "Cancelled at", "Refunded Amount", "Id", "Tags", "Source", "Lineitem discount",
]  # fmt: skip
WOO = [
    "Order Number", "Order Status", "Order Date", "Customer Note", "First Name (Billing)", "Last Name (Billing)",
    "Phone (Billing)", "Address 1&2 (Shipping)", "City (Shipping)", "Shipping Method Title", "Item #", "SKU", "Name",
    "Product Variation", "Quantity", "Quantity (- Refund)", "Item Cost", "Order Line Total", "Order Total Amount",
]  # fmt: skip
OFN = [
    "Order date", "Order Id", "Customer Name", "Customer Email", "Customer Phone", "Customer City", "SKU", "Product",
    "Variant", "Quantity", "Max Quantity", "Cost", "Shipping Cost", "Payment Method", "Distributor",
    "Distributor address", "Distributor city", "Distributor postcode", "Shipping Method", "Shipping instructions",
]  # fmt: skip


def rows_under(headings: Sequence[str], *rows: Mapping[str, Any]) -> list[list[Any]]:
    """The headings and one row for each mapping; what a mapping leaves out is empty. Unknown names are a fault."""
    for row in rows:
        assert set(row) <= set(headings), set(row) - set(headings)
    return [list(headings), *([row.get(heading, "") for heading in headings] for row in rows)]


def as_csv(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, rows: Rows, **more_sheets: Rows) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, of_sheet in {"订单": rows, **more_sheets}.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(of_sheet):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)
    return path


def as_xls(path: Path, rows: Rows) -> Path:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("订单")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    workbook.save(str(path))
    return path


def as_html(path: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>\r\n" for row in rows)
    path.write_bytes(f"<html><head></head><body><table border=1>{body}</table></body></html>".encode(encoding))
    return path


WRITERS: dict[str, Callable[[Path, Rows], Path]] = {"csv": as_csv, "xlsx": as_xlsx, "xls": as_xls, "html": as_html}


def changed_sheet(path: Path, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with one part changed byte by byte, as a broken or a hostile program would leave it."""
    with zipfile.ZipFile(path) as packed:
        parts = {info.filename: packed.read(info) for info in packed.infolist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return path


def item(key: object = "1", **values: Any) -> dict[str, Any]:
    """One row of the 快团团 workbook, right in every field; what is given replaces it."""
    row: dict[str, Any] = {
        "下单人": "王小明",
        "跟团号": key,
        "商品": "荔枝(每箱四斤)",
        "规格": "每箱四斤",
        "数量": 1,
        "商品金额": 59.9,
        "运费": 0,
        "优惠": 0,
        "订单金额": 59.9,
        "退款金额": 0,
        "服务小区": "嘉怡水岸",
        "收货人": "王小明",
        "联系电话": "13800000001",
        "详细地址": "紫龙路500弄58号902室",
        "团长": "浮生若梦",
    }
    return row | values
