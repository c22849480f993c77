"""Shopify's order export: one row per item, what concerns the whole order on its first row only, key Name.

The pickup point, where there is one, stands in Note Attributes ("Pickup point: Riverside") or is the shipping
method. Amounts are in the shop's currency, in hundredths.
"""

from __future__ import annotations

import re

from exchange.imports.columns import LONGEST, Chunk, Tell
from exchange.imports.fields import Field, Source

_PICKUP = re.compile(
    r"(?:pick[\s_-]?up|collection)[\s_-]*(?:point|location|store|place|spot|at)?\s*[:=]\s*(?P<point>[^\n;|]+)",
    re.IGNORECASE,
)
_SLOT = re.compile(
    r"(?:pick[\s_-]?up|collection|delivery)[\s_-]*(?:date|time|slot)[^:=\n]*[:=]\s*(?P<slot>[^\n;|]+)", re.IGNORECASE
)


_KEPT_ZIP = re.compile(r"(?<!\S)'(?=[0-9A-Z])")


def point_in(attributes: str) -> str:
    """The pickup point that the attributes of an order name, "" when they name none."""
    found = _PICKUP.search(attributes)
    return found["point"].strip() if found else ""


def _read_attributes(chunk: Chunk, tell: Tell) -> None:
    """Point and slot, each on a line of its own in the cell."""
    points = chunk.column(Field.POINT)
    raw = [str(value) for value in chunk.column(Field.ATTRIBUTES)]
    chunk.columns[Field.POINT] = [
        (point_in(text) or point)[: LONGEST[Field.POINT]] for point, text in zip(points, raw, strict=True)
    ]
    # The zip is kept from losing its leading zero by an apostrophe.
    chunk.columns[Field.ADDRESS] = [_KEPT_ZIP.sub("", address) for address in chunk.column(Field.ADDRESS)]
    slots = [_SLOT.search(text) for text in raw]
    chunk.columns[Field.SLOT] = [slot["slot"].strip()[: LONGEST[Field.SLOT]] if slot else "" for slot in slots]


SOURCE = Source(
    id="shopify",
    channel="shopify",
    aliases={
        Field.KEY: ("Name",),
        Field.BUYER: ("Shipping Name", "Billing Name"),
        Field.PHONE: ("Shipping Phone", "Phone", "Billing Phone"),
        Field.POINT: ("Shipping Method",),
        Field.ATTRIBUTES: ("Note Attributes",),
        Field.ADDRESS: ("Shipping Address1", "Shipping Address2", "Shipping Zip", "Shipping City"),
        Field.NOTE: ("Notes",),
        Field.PRODUCT: ("Lineitem name",),
        Field.CODE: ("Lineitem sku",),
        Field.QUANTITY: ("Lineitem quantity",),
        Field.PRICE: ("Lineitem price",),
        Field.DISCOUNT: ("Lineitem discount",),
        Field.PAID: ("Total",),
        Field.REFUNDED: ("Refunded Amount",),
        Field.STATE: ("Financial Status",),
        Field.CANCELLED: ("Cancelled at",),
        Field.ORDERED_AT: ("Created at", "Paid at"),
    },
    also=("Email", "Fulfillment Status", "Currency", "Subtotal", "Shipping", "Taxes", "Id", "Tags", "Source"),
    marks=("Lineitem name",),
    zone=None,
    joined={Field.ADDRESS: ", ", Field.NOTE: "; "},
    derive=_read_attributes,
)
