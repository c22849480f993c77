"""Frozen rows of ordering for screens, papers and the command line. The table of orders: orders.py."""

from domain.ordering.queries.cycles import cycle, cycle_id, cycles, latest_cycle
from domain.ordering.queries.orders import PAGE, order_detail, order_page, order_totals
from domain.ordering.queries.rows import (
    CycleRow,
    HeldRow,
    ImportRow,
    OrderDetail,
    OrderFilter,
    OrderLineRow,
    OrderRow,
    OrderSort,
    OrderTotals,
    SumRow,
)
from domain.ordering.queries.standing import (
    column_profiles,
    held_rows,
    imports,
    notice_from,
    point_choices,
    refunds_due,
    sums_by_point,
    sums_by_product,
)

__all__ = [
    "PAGE",
    "CycleRow",
    "HeldRow",
    "ImportRow",
    "OrderDetail",
    "OrderFilter",
    "OrderLineRow",
    "OrderRow",
    "OrderSort",
    "OrderTotals",
    "SumRow",
    "column_profiles",
    "cycle",
    "cycle_id",
    "cycles",
    "held_rows",
    "imports",
    "latest_cycle",
    "notice_from",
    "order_detail",
    "order_page",
    "order_totals",
    "point_choices",
    "refunds_due",
    "sums_by_point",
    "sums_by_product",
]
