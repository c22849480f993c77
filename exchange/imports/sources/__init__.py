"""The forms we know, one module each: headings by field, and the traps of that form.

A new form is a new module with a Source and a line in SOURCES. Read fields.py for what a Source says.
"""

from __future__ import annotations

from exchange.imports.fields import Source
from exchange.imports.sources import (
    kuaituantuan_orders,
    kuaituantuan_ship,
    kuaituantuan_workbook,
    open_food_network,
    qunjielong_lines,
    qunjielong_persons,
    shopify,
    weimob,
    woocommerce,
    youzan_items,
    youzan_orders,
)

SOURCES: tuple[Source, ...] = (
    kuaituantuan_workbook.SOURCE,
    kuaituantuan_orders.SOURCE,
    kuaituantuan_ship.SOURCE,
    qunjielong_lines.SOURCE,
    qunjielong_persons.SOURCE,
    youzan_items.SOURCE,
    youzan_orders.SOURCE,
    weimob.SOURCE,
    shopify.SOURCE,
    woocommerce.SOURCE,
    open_food_network.SOURCE,
)
