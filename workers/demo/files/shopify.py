"""The export of a web shop for those who read English: Shopify's columns as CSV in UTF-8 with a BOM.

Its traps: what concerns the whole order stands on its first row only; products have English names and are known by
their code; the pickup point hides in a cell of several lines; postcodes and phones start with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from workers.demo.files import messy
from workers.demo.words import Company, DemoLine, DemoOrder, Fate

HEADINGS = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal", "Shipping", "Taxes",
    "Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Lineitem discount",
    "Shipping Name", "Shipping Phone", "Shipping Address1", "Shipping Zip", "Shipping City", "Notes", "Note Attributes",
    "Cancelled at", "Refunded Amount", "Id", "Tags", "Source",
)  # fmt: skip
FIRST_NUMBER = 1000


def write(path: Path, orders: Sequence[DemoOrder], company: Company) -> None:
    """The file of these orders, the newest first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(_rows(sorted(orders, key=lambda one: -one.number), company))
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _rows(orders: Sequence[DemoOrder], company: Company) -> Iterator[Sequence[str]]:
    for order in orders:
        lines = [line for line in order.lines if line.fate is not Fate.REFUNDED]
        total = sum(messy.amount_fen(company, line) for line in lines)
        for place, line in enumerate(lines):
            yield _row(order, company, line, total if place == 0 else None)


def _row(order: DemoOrder, company: Company, line: DemoLine, total_fen: int | None) -> Sequence[str]:
    """One item; the order's own cells are filled on the row that has its total."""
    item = (
        messy.quantity_text(line, 3),
        _name(company, line),
        f"{messy.price_fen(company, line) / 100:.2f}",
        company.products[line.product].code if line.fate in (Fate.GOOD, Fate.BAD, Fate.REFUNDED) else "",
        "0.00",
    )
    name = f"#{FIRST_NUMBER + order.number}"
    email = f"buyer{order.number}@example.com"
    if total_fen is None:
        return (name, email, *[""] * 9, *item, *[""] * 12)
    turn = messy.turn_of(order)
    total = f"{total_fen / 100:.2f}"
    at = f"{order.at:%Y-%m-%d %H:%M:%S} +0800"
    return (
        name,
        email,
        "refunded" if order.is_refunded else "paid",
        at,
        "unfulfilled",
        "CNY",
        total,
        "0.00",
        "0.00",
        total,
        at,
        *item,
        order.buyer.name,
        f"'+86{order.buyer.phone}" if turn % 2 else messy.phone_text(order.buyer.phone, turn),
        order.buyer.home,
        "'321000",
        "Chenjiang",
        order.note,
        f"Pickup point: {messy.point_name(company, order, turn)}\nCome by bike: {'yes' if turn % 2 else 'no'}",
        at if order.is_refunded else "",
        total if order.is_refunded else "0.00",
        str(5_812_000_000_000 + order.number),
        "",
        "web",
    )


def _name(company: Company, line: DemoLine) -> str:
    if line.fate in (Fate.UNKNOWN, Fate.RENAMED):
        return line.said
    return company.products[line.product].english
