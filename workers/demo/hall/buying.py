"""Bought, received, shared: orders to the suppliers, goods at the dock by scan and scale, shortages by a rule.

Goes wrong on purpose: two products come short, one case is refused, one product comes one piece too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.purchasing.operations import finish_receipt, make_orders, receive, send_order, share_shortage
from domain.purchasing.queries import OrderLine, dock_scan, purchase_order, purchase_orders, short_products
from domain.purchasing.words import Delivered, ScanVerdict, SentHow, ShortageRule
from domain.stock.operations import allocate
from workers.demo import staff
from workers.demo.hall.floor import Floor

SHORT_PERMILLE = 900
"""So much of a short product comes."""
RULES = (ShortageRule.FIRST_PAID, ShortageRule.PRO_RATA)
COLD_DC = 42


def act(floor: Floor) -> None:
    """From the sum of what to buy to the shares of what is short."""
    made = make_orders(floor.database, staff.MANAGER, floor.cycle).answer
    for order in [one for one in made["orders"] if one["cases"]]:
        send_order(floor.database, staff.MANAGER, order["id"], SentHow.PDF)
    with floor.database.read() as connection:
        found = [row for row in purchase_orders(connection, floor.cycle) if row.cases]
        orders = [purchase_order(connection, row.id) for row in found]
    short = _come_short([line for order in orders for line in order.lines])
    for number, order in enumerate(orders):
        for line in order.lines:
            _receive(floor, line, short, is_first=number == 0 and line is order.lines[0])
        finish_receipt(floor.database, staff.CLERK, order.head.id)
    allocate(floor.database, staff.MANAGER, floor.cycle)
    _share(floor)


def _come_short(lines: Sequence[OrderLine]) -> set[int]:
    """Two standard products of which much was ordered; the suppliers have less."""
    often = sorted((line for line in lines if not line.weighed), key=lambda line: (-line.demand, line.product_id))
    return {line.product_id for line in often[: len(RULES)]}


def _receive(floor: Floor, line: OrderLine, short: set[int], *, is_first: bool) -> None:
    """One product at the dock: its code is scanned, its pieces counted, its lot and day read off the case."""
    if not line.ordered:
        return
    said = floor.hands.scan(floor.codes[line.product_id])
    with floor.database.read() as connection:
        found = dock_scan(connection, floor.cycle, said)
    if found.verdict is not ScanVerdict.RIGHT or found.line_id is None:
        raise AssertionError(f"the dock does not know {said}: {found}")
    came = line.demand * SHORT_PERMILLE // 1000 if line.product_id in short else line.ordered
    day = floor.scene.cycle.delivery
    delivered = Delivered(
        pieces=min(came, line.ordered),
        refused=1 if is_first and came > 1 else 0,
        reason="外箱破损" if is_first and came > 1 else "",
        lot_code=f"{day:%m%d}{line.product_id:03d}",
        expires_on=day + timedelta(days=max(1, line.shelf_life_days or 30)),
        temperature_dc=COLD_DC if line.zone == "chilled" else None,
    )
    receive(floor.database, staff.CLERK, found.line_id, delivered)
    floor.count("received_pieces", delivered.pieces)
    floor.count("refused_pieces", delivered.refused)


def _share(floor: Floor) -> None:
    """Whatever is short is shared, each product by another rule."""
    with floor.database.read() as connection:
        short = short_products(connection, floor.cycle)
    for number, product in enumerate(short):
        rule = RULES[number % len(RULES)]
        answer = share_shortage(floor.database, staff.MANAGER, floor.cycle, product.product_id, rule).answer
        floor.count("short_products")
        floor.count("short_lines", answer["short_lines"])
