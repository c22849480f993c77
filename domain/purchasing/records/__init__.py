"""The tables of purchasing: orders per supplier with the sum shown and what came of them (orders.py), shortages shared
(shortages.py). A buyer's line is a product of an order at its point: (order_id, product_id), amendments included.
"""

from domain.purchasing.records.orders import (
    PurchaseLineRecord,
    PurchaseOrderRecord,
    ReceiptLineRecord,
    SupplierReturnRecord,
)
from domain.purchasing.records.shortages import ShortageRecord, ShortageShareRecord

__all__ = [
    "PurchaseLineRecord",
    "PurchaseOrderRecord",
    "ReceiptLineRecord",
    "ShortageRecord",
    "ShortageShareRecord",
    "SupplierReturnRecord",
]
