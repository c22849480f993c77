"""WooCommerce's export plug-in (Advanced Order Export): one row per item, the order repeated on each.

The quantity is the one net of refunds; a line that is nothing after refunds is left out and counted.
"""

from __future__ import annotations

from domain.common.errors import Notice
from exchange.imports.columns import Chunk, Tell
from exchange.imports.fields import Field, Source
from exchange.imports.states import Fate


def _drop_refunded(chunk: Chunk, tell: Tell) -> None:
    """Zero pieces in the column net of refunds: everything went back."""
    for row, quantity in enumerate(chunk.columns[Field.QUANTITY]):
        if isinstance(quantity, Notice) and quantity.code == "quantity_zero":
            chunk.fates[row] = Fate.CANCELLED


SOURCE = Source(
    id="woocommerce",
    channel="woocommerce",
    aliases={
        Field.KEY: ("Order Number", "Order ID"),
        Field.BUYER: ("Full Name (Shipping)", "Full Name (Billing)", "First Name (Billing)", "Last Name (Billing)"),
        Field.PHONE: ("Phone (Billing)", "Phone (Shipping)"),
        Field.POINT: (
            "Pickup Location",
            "Pickup Point",
            "Local Pickup Location",
            "Shipping Method Title",
            "Shipping Method",
        ),
        Field.ADDRESS: ("Address 1&2 (Shipping)", "Postcode (Shipping)", "City (Shipping)"),
        Field.NOTE: ("Customer Note",),
        Field.PRODUCT: ("Name", "Item Name", "Product Name"),
        Field.SPEC: ("Product Variation",),
        Field.CODE: ("SKU",),
        Field.QUANTITY: ("Quantity (- Refund)", "Quantity"),
        Field.AMOUNT: ("Order Line Total (- Refund)", "Order Line Total"),
        Field.PRICE: ("Item Cost",),
        Field.PAID: ("Order Total Amount",),
        Field.REFUNDED: ("Order Refund Amount",),
        Field.STATE: ("Order Status",),
        Field.ORDERED_AT: ("Order Date",),
        Field.SLOT: ("Pickup Date", "Delivery Date", "Pickup Time"),
    },
    also=("Item #", "First Name (Shipping)", "Email (Billing)", "Order Subtotal Amount", "Order Shipping Amount"),
    marks=("Order Number", "Order ID", "Quantity (- Refund)", "Item #"),
    zone=None,
    joined={Field.ADDRESS: ", ", Field.NOTE: "; ", Field.BUYER: " "},
    derive=_drop_refunded,
)
