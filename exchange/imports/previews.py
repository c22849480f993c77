"""A look into a file before it is read: its sheets, the guessed headings, form and encoding, five rows.

For the mapping screen, which shows the proposal, lets the user tie columns and saves a ColumnProfile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from exchange.imports import cells
from exchange.imports.fields import Field
from exchange.imports.headings import heading_name, likely_heading_row, recognise
from exchange.imports.sources import SOURCES
from exchange.imports.tables import Sheet, open_book
from exchange.imports.workbook_guard import LAST_COLUMN

SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """One sheet: `header_row` counts from 1, `source` is "" when no form is recognised.

    `sample`: the first rows below the headings as text. `ties`: the heading we propose for each field.
    """

    name: str
    rows: int
    header_row: int
    headings: tuple[str, ...]
    source: str
    sample: tuple[tuple[str, ...], ...]
    ties: Mapping[Field, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file: `kind` is xlsx, xls, html or csv; `encoding` is "" for workbooks; `best` is an index of `sheets`."""

    file: str
    kind: str
    encoding: str
    sheets: tuple[SheetPreview, ...]
    best: int


def preview(path: str | Path, encoding: str | None = None, header_row: int = 0) -> FilePreview:
    """What the file looks like. `header_row`: the user's own choice. Raises the FileRefused family."""
    book = open_book(Path(path), encoding)
    sheets = tuple(_sheet_preview(sheet, header_row) for sheet in book.sheets)
    best = max(
        range(len(sheets)), key=lambda i: (sheets[i].source != "", len(sheets[i].ties), sheets[i].rows), default=0
    )
    return FilePreview(book.file, book.kind, book.encoding, sheets, best)


def _sheet_preview(sheet: Sheet, header_row: int) -> SheetPreview:
    match = recognise(sheet, SOURCES)
    number = header_row or (match.layout.header_row if match else likely_heading_row(sheet))
    rows = [
        [cells.clean_text(value)[0] for value in row[:LAST_COLUMN]] for row in islice(sheet.rows(), number + SHOWN_ROWS)
    ]
    headings = tuple(rows[number - 1]) if len(rows) >= number else ()
    if match and match.layout.header_row == number:
        ties = {field: tuple(headings[c] for c in columns) for field, columns in match.layout.ties.items()}
    else:
        match, ties = None, proposed_ties(headings)
    sample = tuple(tuple(row + [""] * (len(headings) - len(row))) for row in rows[number:])
    return SheetPreview(sheet.name, sheet.height, number, headings, match.source.id if match else "", sample, ties)


_EVERYDAY: Mapping[Field, tuple[str, ...]] = {
    Field.KEY: ("订单编号", "订单号", "单号", "编号", "order no", "order", "order id", "order number"),
    Field.SEQUENCE: ("序号", "接龙号", "跟团号", "no."),
    Field.BUYER: ("姓名", "名字", "客户", "顾客", "买家", "收货人", "收件人", "昵称", "name", "customer", "buyer"),
    Field.PHONE: ("手机", "手机号", "手机号码", "电话", "联系方式", "联系电话", "phone", "mobile", "tel"),
    Field.POINT: ("自提点", "提货点", "取货点", "门店", "小区", "网点", "pickup point", "hub", "store"),
    Field.ADDRESS: ("地址", "收货地址", "详细地址", "门牌号", "address"),
    Field.NOTE: ("备注", "留言", "说明", "note", "notes", "comment"),
    Field.PRODUCT: ("商品", "品名", "商品名称", "货品", "产品", "产品名称", "菜品", "product", "item"),
    Field.SPEC: ("规格", "型号", "spec", "variant"),
    Field.CODE: ("编码", "商品编码", "条码", "货号", "sku", "barcode", "code"),
    Field.QUANTITY: ("数量", "件数", "份数", "个数", "购买数量", "订购数量", "quantity", "qty"),
    Field.AMOUNT: ("金额", "小计", "商品金额", "合计金额", "amount", "subtotal"),
    Field.PRICE: ("单价", "价格", "price", "unit price"),
    Field.PAID: ("实付", "实付金额", "订单金额", "总金额", "total"),
    Field.ORDERED_AT: ("时间", "日期", "下单时间", "支付时间", "date", "ordered at"),
    Field.STATE: ("状态", "订单状态", "status"),
}


def proposed_ties(headings: tuple[str, ...]) -> dict[Field, tuple[str, ...]]:
    """A first proposal for a file nobody knows: everyday words first, then the headings of every form we know."""
    names = {heading_name(heading): heading for heading in reversed(headings) if heading}
    ties: dict[Field, tuple[str, ...]] = {}
    taken: set[str] = set()
    for field, aliases in (*_EVERYDAY.items(), *(pair for source in SOURCES for pair in source.aliases.items())):
        found = next((names[name] for name in map(heading_name, aliases) if name in names), None)
        if found and field not in ties and found not in taken and field is not Field.ITEMS:
            ties[field] = (found,)
            taken.add(found)
    return ties
