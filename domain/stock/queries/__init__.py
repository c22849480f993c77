"""Frozen rows of stock: standing.py (what lies where), ledger.py (how it came to be), alerts.py (what wants a look),
usable.py (what a cycle may use).
"""

from domain.stock.queries.alerts import expiring, low_stock, tracking
from domain.stock.queries.ledger import level_faults, movements
from domain.stock.queries.standing import (
    bin_by_code,
    bins,
    count_sheet,
    levels_in_bin,
    levels_of_lot,
    levels_of_product,
    stock_summary,
)
from domain.stock.queries.usable import usable

__all__ = [
    "bin_by_code",
    "bins",
    "count_sheet",
    "expiring",
    "level_faults",
    "levels_in_bin",
    "levels_of_lot",
    "levels_of_product",
    "low_stock",
    "movements",
    "stock_summary",
    "tracking",
    "usable",
]
