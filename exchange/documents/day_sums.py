"""The day's sums for the owner: four counts that must be the same number, and what they are made of.

They are added up here from the rows of each demand, so the paper shows a difference where there is one.
The snapshot's hash and the heads of the trail let anybody show later that nothing was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO, Final, NamedTuple

from domain.common.money import yuan_text
from domain.common.quantity import weight_text
from domain.common.sentences import _
from domain.cutoff.words import DaySums, PaperHead
from exchange.documents.amendments import draw_amendments
from exchange.documents.book import Drawn, write_book
from exchange.documents.fitting import Fitted, fit
from exchange.documents.page import (
    BOTTOM,
    FRAME,
    HAIR,
    LABEL,
    LEFT,
    RIGHT,
    RULE,
    SMALL,
    STRONG,
    TEXT,
    TITLE,
    Style,
)
from exchange.documents.paper import Masthead, Sheet, draw_lines
from exchange.documents.typefaces import Typefaces
from exchange.documents.wording import (
    day_text,
    joined,
    number_text,
    points_text,
    products_text,
    supplier_text,
    time_text,
)

CELL: Final = Style(9)
CELL_STRONG: Final = Style(9, True)
ROW: Final = 13.5
TITLE_HEIGHT: Final = 24.0
HEADS: Final = 16.0
GUTTER: Final = 24.0
LANE: Final = (RIGHT - LEFT - GUTTER) / 2
NARROWEST: Final = 40.0
COUNT_BOX: Final = (106.0, 66.0)


class Count(NamedTuple):
    """One of the four counts of the same pieces: what it is of, how many, over how much they spread."""

    label: str
    pieces: int
    says: str


class Table(NamedTuple):
    """Names and numbers; `total` stands under the numbers (empty where a sum would say nothing)."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]


def draw_sums(
    head: PaperHead,
    sums: DaySums,
    *,
    copy: int = 1,
    stream: BinaryIO,
    after_each: Callable[[], None] | None = None,
) -> Drawn:
    """Writes the day's sums as a PDF; pages and pieces come back."""

    def draw(faces: Typefaces, sheet: DaySums) -> tuple[Sheet, int]:
        return day_sums(faces, head, sheet, copy)

    return write_book(stream, _("Day's sums"), head, [sums], draw, after_each)


def day_sums(faces: Typefaces, head: PaperHead, sums: DaySums, copy: int) -> tuple[Sheet, int]:
    """The owner's sheet of the cycle, and its pieces."""
    sheet = Sheet(faces, head, copy, _masthead(head, sums))
    found = counts(head, sums)
    _draw_counts(sheet, found)
    _draw_figures(sheet, sums)
    _draw_hash(sheet, head)
    draw_amendments(sheet, head.amendments, with_point=True)
    for table in (_suppliers(sums), _chains(sums), _products(sums), _points(sums)):
        _draw_table(sheet, table)
    sheet.signatures((_("Seen by"), _("On")))
    return sheet, found[0].pieces


def counts(head: PaperHead, sums: DaySums) -> tuple[Count, Count, Count, Count]:
    """The pieces as orders, as purchase, as pick and as delivery say them, each added up from its own rows.

    Orders are the frozen pieces and what amendments added since; the demands have both in them.
    """
    changed = sum(row.after - row.before for row in head.amendments)
    frozen = _("{count} lines").format(count=number_text(sums.lines))
    since = _("{pieces} at cutoff, {changed} since").format(pieces=number_text(sums.pieces), changed=f"{changed:+,}")
    return (
        Count(_("Orders"), sums.pieces + changed, since if head.amendments else frozen),
        Count(
            _("Purchase"),
            sum(pieces for _supplier, _products, pieces in sums.suppliers),
            _("{count} suppliers").format(count=number_text(len(sums.suppliers))),
        ),
        Count(
            _("Picking"),
            sum(pieces for _product, _unit, pieces, _points in sums.products),
            products_text(len(sums.products)),
        ),
        Count(
            _("Handover"),
            sum(pieces for _point, _orders, pieces, _weight in sums.points),
            points_text(len(sums.points)),
        ),
    )


def _masthead(head: PaperHead, sums: DaySums) -> Masthead:
    return Masthead(
        kind=_("Day's sums"),
        name=joined(head.cycle, head.title),
        facts=(
            _("cut off {day} {time} by {person}").format(
                day=day_text(head.cut_at.astimezone().date()),
                time=time_text(head.cut_at, head.cut_at),
                person=head.cut_by,
            ),
            _("delivery {day}").format(day=day_text(head.delivery)),
        ),
        number=number_text(sums.orders),
        number_says=_("orders"),
    )


def _draw_counts(sheet: Sheet, found: Sequence[Count]) -> None:
    """Four boxes with a sign between each two, and in words whether they agree."""
    width, height = COUNT_BOX
    step = (RIGHT - LEFT - width) / (len(found) - 1)
    page, y = sheet.page, sheet.y
    for number, count in enumerate(found):
        x = LEFT + number * step
        page.box(x, y, width, height, FRAME, radius=5)
        page.text(x + 9, y + 16, count.label, LABEL)
        draw_lines(page, x + 9, y + 42, fit(sheet.faces, number_text(count.pieces), width - 18, Style(26, True), 10, 1))
        draw_lines(page, x + 9, y + 57, fit(sheet.faces, count.says, width - 18, SMALL, 6, 1))
        if number:
            agrees = count.pieces == found[number - 1].pieces
            page.centre(x - (step - width) / 2, y + 40, "=" if agrees else "≠", Style(20, True))
    sheet.y = _draw_verdict(sheet, y + height + 18, found)


def _draw_verdict(sheet: Sheet, y: float, found: Sequence[Count]) -> float:
    spread = max(count.pieces for count in found) - min(count.pieces for count in found)
    if spread:
        end = sheet.page.tag(LEFT, y, _("differs"), STRONG)
        says = _("They differ by {count}. Do not buy or send anything before this is found: run “check”.")
        says = says.format(count=number_text(spread))
    else:
        end = sheet.page.outlined(LEFT, y, _("agrees"), STRONG)
        says = _("Ordered, bought, picked and delivered are the same pieces.")
    return draw_lines(sheet.page, end + 8, y, fit(sheet.faces, says, RIGHT - end - 8, TEXT, 8)) + 20


def _draw_figures(sheet: Sheet, sums: DaySums) -> None:
    """Orders, lines, amount, weight and volume, side by side."""
    figures = (
        (number_text(sums.orders), _("orders")),
        (number_text(sums.lines), _("order lines")),
        (f"¥{yuan_text(sums.amount_fen)}", _("amount")),
        (weight_text(sums.weight_g), _("weight")),
        (f"{sums.volume_ml / 1000:,.1f} l", _("volume")),
    )
    width = (RIGHT - LEFT) / len(figures)
    sheet.page.rule(LEFT, sheet.y, RIGHT, HAIR)
    for number, (figure, says) in enumerate(figures):
        x = LEFT + number * width
        draw_lines(sheet.page, x, sheet.y + 22, fit(sheet.faces, figure, width - 8, TITLE, 8, 1))
        sheet.page.text(x, sheet.y + 35, says, SMALL)
    sheet.y += 44
    sheet.page.rule(LEFT, sheet.y, RIGHT, HAIR)


def _draw_hash(sheet: Sheet, head: PaperHead) -> None:
    end = sheet.page.text(LEFT, sheet.y + 15, _("Hash of snapshot {version}").format(version=head.snapshot), LABEL)
    fitted = fit(sheet.faces, in_eights(head.hash), RIGHT - end - 10, SMALL, 6)
    sheet.y = draw_lines(sheet.page, end + 10, sheet.y + 15, fitted) + 16


def in_eights(hash_text: str) -> str:
    """A hash as a person compares it: eight characters at a time."""
    return " ".join(hash_text[start : start + 8] for start in range(0, len(hash_text), 8))


def _suppliers(sums: DaySums) -> Table:
    rows = tuple((supplier_text(name), str(products), number_text(pieces)) for name, products, pieces in sums.suppliers)
    total = ("", number_text(sum(pieces for _name, _products, pieces in sums.suppliers)))
    return Table(_("Purchase by supplier"), (_("Supplier"), _("Products"), _("Pieces")), rows, total)


def _points(sums: DaySums) -> Table:
    rows = tuple(
        (name, number_text(orders), number_text(pieces), weight_text(weight))
        for name, orders, pieces, weight in sums.points
    )
    total = (
        number_text(sum(orders for _name, orders, _pieces, _weight in sums.points)),
        number_text(sum(pieces for _name, _orders, pieces, _weight in sums.points)),
        weight_text(sum(weight for _name, _orders, _pieces, weight in sums.points)),
    )
    heads = (_("Pickup point"), _("Orders"), _("Pieces"), _("Weight"))
    return Table(_("Handover by point"), heads, rows, total)


def _products(sums: DaySums) -> Table:
    rows = tuple((name, str(points), f"{number_text(pieces)} {unit}") for name, unit, pieces, points in sums.products)
    total = ("", number_text(sum(pieces for _name, _unit, pieces, _points in sums.products)))
    return Table(_("Picking by product"), (_("Product"), _("Points"), _("Pieces")), rows, total)


def _chains(sums: DaySums) -> Table:
    rows = tuple((station, number_text(number), _short(hashed)) for station, number, hashed in sums.chain_heads)
    return Table(_("Trail"), (_("Station"), _("Entries"), _("Hash")), rows, ())


def _short(hashed: str) -> str:
    """The first twelve characters: enough to tell two chains apart, few enough for a column."""
    return hashed[:12]


def _draw_table(sheet: Sheet, table: Table) -> None:
    """Title, heads and rows in two columns, over as many pages as they take; the total under the last row."""
    if not table.rows:
        return
    sheet.need(TITLE_HEIGHT + HEADS + ROW * 3)
    sheet.page.text(LEFT, sheet.y + 14, table.title, STRONG)
    sheet.y += TITLE_HEIGHT
    edges = _edges(sheet.faces, table)
    names = [fit(sheet.faces, row[0], edges[0], CELL, smallest=6.5) for row in table.rows]
    rest = list(zip(names, table.rows, strict=True))
    while rest:
        rest = _draw_lanes(sheet, table, edges, rest)
        if rest:
            sheet.turn_page()
    sheet.y += 10


def _edges(faces: Typefaces, table: Table) -> list[float]:
    """Where the names must end and where each column of numbers ends, from the left edge of a lane.

    A column is as wide as its widest cell.
    """
    widths = []
    for column in range(1, len(table.heads)):
        cells = [table.heads[column], *(row[column] for row in table.rows), *table.total[column - 1 : column]]
        widths.append(max(NARROWEST, max(faces.width(cell, CELL.size, bold=True) for cell in cells) + 8))
    return [LANE - sum(widths[column:]) for column in range(len(widths) + 1)]


def _draw_lanes(
    sheet: Sheet, table: Table, edges: Sequence[float], rest: list[tuple[Fitted, tuple[str, ...]]]
) -> list[tuple[Fitted, tuple[str, ...]]]:
    """Draws what this page takes, both columns of like length; the rows that are left come back."""
    top, share = sheet.y, -(-(len(rest) + bool(table.total)) // 2)
    for lane in range(2):
        x, y = LEFT + lane * (LANE + GUTTER), top + HEADS
        if not rest:
            break
        _draw_heads(sheet, x, top, edges, table.heads)
        for _count in range(share):
            if not rest or y + _height(rest[0][0]) > BOTTOM - ROW:
                break
            name, row = rest.pop(0)
            y = _draw_table_row(sheet, x, y, edges, name, row)
        if not rest and table.total:
            y = _draw_total(sheet, x, y, edges, table.total)
        sheet.y = max(sheet.y, y)
    return rest


def _height(name: Fitted) -> float:
    return max(ROW, name.height + 5)


def _draw_heads(sheet: Sheet, x: float, y: float, edges: Sequence[float], heads: Sequence[str]) -> None:
    sheet.page.text(x, y + 10, heads[0], LABEL)
    for edge, head in zip(edges[1:], heads[1:], strict=True):
        sheet.page.right(x + edge, y + 10, head, LABEL)
    sheet.page.rule(x, y + HEADS - 1, x + LANE, RULE)


def _draw_table_row(
    sheet: Sheet, x: float, y: float, edges: Sequence[float], name: Fitted, row: Sequence[str]
) -> float:
    height = _height(name)
    draw_lines(sheet.page, x, y + 9.5, name)
    for edge, cell in zip(edges[1:], row[1:], strict=True):
        sheet.page.right(x + edge, y + 9.5, cell, CELL)
    sheet.page.rule(x, y + height, x + LANE, HAIR)
    return y + height


def _draw_total(sheet: Sheet, x: float, y: float, edges: Sequence[float], total: Sequence[str]) -> float:
    sheet.page.rule(x, y, x + LANE, RULE)
    sheet.page.text(x, y + 10, _("Total"), CELL_STRONG)
    for edge, cell in zip(edges[1:], total, strict=False):
        sheet.page.right(x + edge, y + 10, cell, CELL_STRONG)
    return y + ROW
