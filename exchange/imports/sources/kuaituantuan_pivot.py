"""The pivot sheet of a 快团团 workbook, 服务小区商品汇总表: what the file says of its own sums.

One row per pickup point; behind the sums stands one column per product. It names the group (团购标题) too.
A pivot that disagrees with the rows is told and changes nothing: the rows are the orders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from domain.ordering.words import CrossCheck
from exchange.imports import cells
from exchange.imports.gathering import Gathering
from exchange.imports.headings import heading_name
from exchange.imports.tables import Book, Row, Sheet

SHEET = "服务小区商品汇总表"
_TITLE, _POINT, _ORDERS, _PAID, _LINES, _PIECES = (
    "团购标题",
    "服务小区",
    "订单总数",
    "订单总金额",
    "商品总金额",
    "商品总数",
)
_LONGEST_TITLE = 120


def cross_check(gathering: Gathering, book: Book) -> None:
    """Takes the group's title from the pivot and compares its sums with what was found."""
    pivot = book.sheet(SHEET) or next((s for s in book.sheets if "汇总" in s.name and _has(s, _PIECES)), None)
    gathering.group = _title(book)
    if pivot is None or not _has(pivot, _PIECES):
        return
    rows = list(pivot.rows())
    names = [heading_name(value) for value in rows[0]]
    body = [row for row in rows[1:] if any(row) and cells.clean_text(row[0])[0] not in ("合计", "总计")]
    found = _found(gathering)
    for what, heading, read in (("orders", _ORDERS, _count), ("pieces", _PIECES, _count), ("amount_fen", _PAID, _fen)):
        if heading in names:
            said = sum(read(_cell(row, names.index(heading))) for row in body)
            gathering.cross_check.append(CrossCheck(what, said, found[what], pivot.name))
    gathering.cross_check += _products(gathering, pivot.name, rows[0], names, body)


def _has(sheet: Sheet, heading: str) -> bool:
    first: Row = next(iter(sheet.rows()), ())
    return heading in [heading_name(value) for value in first]


def _title(book: Book) -> str:
    """The group's title from whichever sheet has it, one line."""
    for sheet in book.sheets:
        rows = sheet.rows()
        names = [heading_name(value) for value in next(rows, ())]
        if _TITLE in names:
            return cells.clean_text(_cell(next(rows, ()), names.index(_TITLE)))[0][:_LONGEST_TITLE]
    return ""


def _found(gathering: Gathering) -> dict[str, int]:
    """The sums of what is taken, as the pivot counts them: without cancelled lines."""
    drafts = [draft for draft in gathering.drafts if draft.lines]
    paid = [draft.lines_fen if draft.paid is None else draft.paid for draft in drafts]
    pieces = sum(line.quantity for line in gathering.lines)
    return {"orders": len(drafts), "pieces": pieces, "amount_fen": sum(paid)}


def _products(
    gathering: Gathering, where: str, headings: Row, names: Sequence[str], body: Sequence[Row]
) -> list[CrossCheck]:
    """Pieces per product: those of the pivot in its order, then those it does not know."""
    pieces: Counter[str] = Counter()
    for line in gathering.lines:
        pieces[line.product] += line.quantity
    found: Counter[str] = Counter()
    written: dict[str, str] = {}
    for goods, count in pieces.items():
        name = heading_name(goods)
        found[name] += count
        written.setdefault(name, goods)
    checks = []
    for column in range(names.index(_PIECES) + 1, len(names)):
        if names[column]:
            said = sum(_count(_cell(row, column)) for row in body)
            product = written.pop(names[column], None) or cells.clean_text(headings[column])[0]
            checks.append(CrossCheck(f"pieces: {product}", said, found[names[column]], where))
    if not checks:
        return []
    return checks + [CrossCheck(f"pieces: {product}", 0, found[name], where) for name, product in written.items()]


def _cell(row: Row, column: int) -> cells.Cell:
    return row[column] if column < len(row) else ""


def _count(value: cells.Cell) -> int:
    number = cells.whole(value)
    return number if isinstance(number, int) else 0


def _fen(value: cells.Cell) -> int:
    amount = cells.fen(value)
    return amount if isinstance(amount, int) else 0
