"""The forms we know, one module each: headings by field, and the traps of that form.

A new form is a new module with a Source and a line in SOURCES. Read fields.py for what a Source says.
"""

from __future__ import annotations

from exchange.imports.fields import Source
from exchange.imports.sources.kuaituantuan_orders import SOURCE as KUAITUANTUAN_ORDERS
from exchange.imports.sources.kuaituantuan_ship import SOURCE as KUAITUANTUAN_SHIP
from exchange.imports.sources.kuaituantuan_workbook import SOURCE as KUAITUANTUAN_WORKBOOK
from exchange.imports.sources.open_food_network import SOURCE as OPEN_FOOD_NETWORK
from exchange.imports.sources.qunjielong_lines import SOURCE as QUNJIELONG_LINES
from exchange.imports.sources.qunjielong_persons import SOURCE as QUNJIELONG_PERSONS
from exchange.imports.sources.shopify import SOURCE as SHOPIFY
from exchange.imports.sources.weimob import SOURCE as WEIMOB
from exchange.imports.sources.woocommerce import SOURCE as WOOCOMMERCE
from exchange.imports.sources.youzan_items import SOURCE as YOUZAN_ITEMS
from exchange.imports.sources.youzan_orders import SOURCE as YOUZAN_ORDERS

SOURCES: tuple[Source, ...] = (
    KUAITUANTUAN_WORKBOOK,
    KUAITUANTUAN_ORDERS,
    KUAITUANTUAN_SHIP,
    QUNJIELONG_LINES,
    QUNJIELONG_PERSONS,
    YOUZAN_ITEMS,
    YOUZAN_ORDERS,
    WEIMOB,
    SHOPIFY,
    WOOCOMMERCE,
    OPEN_FOOD_NETWORK,
)
