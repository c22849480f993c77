"""Frozen rows of purchasing: orders.py (orders and their sums), receiving.py (scans at the dock, receipts), shortages.py
(what is short and who would go short), standing.py (how each product stands).
"""

from domain.purchasing.queries.orders import (
    OrderDetail,
    OrderLine,
    OrderRow,
    order_sheet,
    purchase_order,
    purchase_orders,
)
from domain.purchasing.queries.receiving import DockScan, ReceiptRow, dock_scan, receipts
from domain.purchasing.queries.shortages import (
    SharePreview,
    ShareRow,
    ShortProduct,
    recomputed,
    shared_products,
    short_products,
    shortage_preview,
    shortage_shares,
)

__all__ = [
    "DockScan",
    "OrderDetail",
    "OrderLine",
    "OrderRow",
    "ReceiptRow",
    "SharePreview",
    "ShareRow",
    "ShortProduct",
    "dock_scan",
    "order_sheet",
    "purchase_order",
    "purchase_orders",
    "receipts",
    "recomputed",
    "shared_products",
    "short_products",
    "shortage_preview",
    "shortage_shares",
]
