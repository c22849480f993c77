"""A file of delivered quantities (a supplier's delivery note, our own purchase order filled in by hand) read into rows.

Columns are told by their headings, in Chinese and English, in any order. A cell that is not clear is a problem with
its row, never a guess; a row without any quantity says nothing. domain/purchasing/operations/files.py writes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from domain.common.errors import Notice
from domain.common.notices import RowNotice
from domain.common.sentences import _
from domain.purchasing.words import Delivered, DeliveredRow
from exchange.imports import cells
from exchange.imports.cells import Cell
from exchange.imports.headings import heading_name
from exchange.imports.refusals import FileRefused
from exchange.spreadsheets import Table, read_table

V = TypeVar("V")

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "product": ("商品", "商品名称", "品名", "名称", "货品", "货品名称", "Product", "Product name", "Name", "Item"),
    "spec": ("规格", "商品规格", "规格型号", "Specification", "Spec", "Variant"),
    "code": ("编码", "商品编码", "商品编号", "货号", "商品代码", "SKU", "Code", "Product code", "Item code"),
    "barcode": ("条码", "商品条码", "条形码", "国际条码", "Barcode", "EAN"),
    "pieces": (
        *("实收", "实收数量", "实收数", "实到", "实到数量", "到货数量", "收货数量", "数量", "件数", "送货数量"),
        *("Received", "Accepted", "Delivered", "Quantity", "Qty"),
    ),
    "cases": ("实收箱数", "箱数", "实收件箱", "收货箱数", "Cases", "Cases received"),
    "refused": ("拒收", "拒收数量", "拒收数", "退回", "退回数量", "Refused", "Rejected", "Refused quantity"),
    "reason": ("原因", "拒收原因", "退回原因", "备注", "说明", "Reason", "Note"),
    "lot": ("批次", "批号", "生产批号", "批次号", "Lot", "Lot number", "Batch"),
    "expires": ("到期", "到期日", "到期日期", "有效期", "有效期至", "保质期至", "Expiry", "Expires", "Best before"),
    "temperature": ("温度", "到货温度", "测温", "Temperature", "Temp"),
    "weight": ("重量", "实重", "实收重量", "净重", "Weight"),
    "note": ("送货单号", "送货单", "单据号", "Delivery note"),
}
"""Headings by what the column says. Where one says 实收 and another 数量, the first of this list counts."""
PREFERRED: Final = {name: tuple(heading_name(one) for one in names) for name, names in HEADINGS.items()}
TOTALS: Final = frozenset({"合计", "总计", "小计", "total", "subtotal", "sum"})
_UNIT = re.compile(r"(.+?)\((.+)\)")
_DEGREES = re.compile(r"([+-]?\d{1,3}(?:\.\d0*)?)(?:°c|℃|°|度|c)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_GRAMS: Final = {"g": 1, "克": 1, "kg": 1000, "公斤": 1000, "千克": 1000, "斤": 500}
LARGEST: Final = 1_000_000


class ReceiptNotRecognised(FileRefused):
    """No sheet names products and how many of them came; `headings` are those that stand there."""

    code = "receipt_not_recognised"

    def __init__(self, file: str, headings: str) -> None:
        super().__init__(file, headings)
        self.file, self.headings = file, headings

    def facts(self) -> dict[str, object]:
        """The file, and the headings that stand there instead."""
        return {"file": self.file, "headings": self.headings}


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """What the file says: its hash, the rows that say something, and the cells that could not be read."""

    file: str
    sheet: str
    sha256: str
    rows: tuple[DeliveredRow, ...]
    problems: tuple[RowNotice, ...]


def read_receipt(path: str | Path) -> ReceiptFile:
    """Reads the sheet that looks most like a receipt. Raises the refusals of files, and ReceiptNotRecognised."""
    known = [heading for names in HEADINGS.values() for heading in names]
    table = read_table(path, known=known)
    ties = _tie(table)
    if not ties.keys() & {"product", "code", "barcode"} or not ties.keys() & {"pieces", "cases", "refused"}:
        raise ReceiptNotRecognised(table.file, ", ".join(filter(None, table.headings)))
    rows: list[DeliveredRow] = []
    problems: list[RowNotice] = []
    for row in table.rows:
        reading = _Reading(table, ties, row.number, row.cells)
        read = reading.row()
        problems += reading.problems
        if read is not None and not reading.problems:
            rows.append(read)
    sha = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return ReceiptFile(table.file, table.sheet, sha, tuple(rows), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Tie:
    place: int
    heading: str
    unit: str


def _tie(table: Table) -> dict[str, _Tie]:
    """The column of each meaning; of several headings of one meaning the preferred one."""
    found: dict[str, tuple[int, _Tie]] = {}
    for place, heading in enumerate(table.headings):
        name = heading_name(heading)
        split = _UNIT.fullmatch(name)
        for meaning, names in PREFERRED.items():
            bare = name if name in names else (split[1] if split and split[1] in names else "")
            if not bare:
                continue
            rank = names.index(bare)
            if meaning not in found or rank < found[meaning][0]:
                found[meaning] = (rank, _Tie(place, heading, split[2] if split and bare != name else ""))
    return {meaning: tie for meaning, (_rank, tie) in found.items()}


@dataclass(slots=True)
class _Reading:
    """One row being read; what is wrong with it is gathered, cell by cell."""

    table: Table
    ties: Mapping[str, _Tie]
    number: int
    cells: tuple[Cell, ...]
    problems: list[RowNotice] = field(default_factory=list)

    def row(self) -> DeliveredRow | None:
        """The row's values; None when it names nothing, is a sum, or says no quantity."""
        product, spec = self._text("product"), self._text("spec")
        codes = tuple(code for code in (self._code("barcode"), self._code("code")) if code)
        if not (product or codes) or heading_name(product) in TOTALS:
            self.problems.clear()
            return None
        counts = {name: self._read(name, _count) for name in ("pieces", "cases", "refused")}
        if all(count is None for count in counts.values()) and not self.problems:
            return None
        reason = self._text("reason")
        nothing = not any(counts.values()) and not reason
        return DeliveredRow(
            row=self.number,
            product=product,
            spec=spec,
            codes=codes,
            delivered=Delivered(
                pieces=counts["pieces"] or 0,
                cases=counts["cases"] or 0,
                refused=counts["refused"] or 0,
                reason=_("nothing came") if nothing else reason[:200],
                lot_code=self._code("lot"),
                expires_on=self._read("expires", _day),
                weight_g=self._weight(),
                temperature_dc=self._read("temperature", _tenths),
                delivery_note=self._text("note"),
            ),
        )

    def _cell(self, meaning: str) -> Cell:
        tie = self.ties.get(meaning)
        return self.cells[tie.place] if tie else ""

    def _text(self, meaning: str) -> str:
        return cells.clean_text(self._cell(meaning))[0]

    def _code(self, meaning: str) -> str:
        code = cells.identifier(self._cell(meaning))
        if isinstance(code, Notice):
            self._wrong(meaning, Notice.of("code_mangled", value=cells.shown(self._cell(meaning))))
            return ""
        return code

    def _read(self, meaning: str, read: Callable[[Cell], V | Notice]) -> V | None:
        cell = self._cell(meaning)
        if isinstance(cell, str) and cells.narrow(cell) in ("", "-", "--", "/"):
            return None
        value = read(cell)
        if isinstance(value, Notice):
            self._wrong(meaning, value)
            return None
        return value

    def _weight(self) -> int | None:
        unit = self.ties["weight"].unit if "weight" in self.ties else ""
        return self._read("weight", lambda cell: _grams(cell, unit))

    def _wrong(self, meaning: str, reason: Notice) -> None:
        tie = self.ties[meaning]
        shown = cells.shown(self.cells[tie.place])
        place = {"file": self.table.file, "sheet": self.table.sheet, "column": tie.heading, "value": shown}
        self.problems.append(RowNotice(self.number, reason, **place))


def _count(cell: Cell) -> int | Notice:
    count = cells.whole(cell)
    if isinstance(count, Notice):
        return count
    if count < 0:
        return Notice.of("quantity_negative", value=cells.shown(cell))
    return Notice.of("quantity_too_large", value=cells.shown(cell), largest=LARGEST) if count > LARGEST else count


def _day(cell: Cell) -> date | Notice:
    """A day written as a date, as 2026-06-25, 2026年6月25日 or 20260625."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = cells.narrow(cells.plain(cell))
    found = _DAY.match(text) or _SHORT_DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else _no_day(cell)
    except ValueError:
        return _no_day(cell)


def _no_day(cell: Cell) -> Notice:
    return Notice.of("day_unreadable", value=cells.shown(cell))


def _tenths(cell: Cell) -> int | Notice:
    """Degrees Celsius in tenths, with or without their sign: -18.5℃ is -185."""
    found = _DEGREES.fullmatch(cells.narrow(cells.plain(cell)).replace(" ", ""))
    return int(Decimal(found[1]) * 10) if found else Notice.of("temperature_unreadable", value=cells.shown(cell))


def _grams(cell: Cell, unit: str) -> int | Notice:
    """Grams; kilograms unless the heading or the cell names another unit."""
    text = cells.narrow(cells.plain(cell)).replace(" ", "").casefold()
    own = next((sign for sign in sorted(_GRAMS, key=len, reverse=True) if text.endswith(sign)), "")
    number = cells.as_number(text.removesuffix(own))
    factor = _GRAMS.get(own or unit or "kg")
    if isinstance(number, Notice) or factor is None or number * factor != (number * factor).to_integral_value():
        return Notice.of("weight_unreadable", value=cells.shown(cell))
    return int(number * factor)
