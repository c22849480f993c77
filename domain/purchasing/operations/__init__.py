"""The verbs of purchasing: what to buy (buying.py), by hand (editing.py), receive (receiving.py, files.py), take back
(taking_back.py), share a shortage (sharing.py).
"""

from domain.purchasing.operations.buying import make_orders
from domain.purchasing.operations.editing import (
    cancel_purchase,
    change_cases,
    give_left_over,
    order_more,
    send_order,
)
from domain.purchasing.operations.files import receive_file
from domain.purchasing.operations.receiving import finish_receipt, receive, receive_all
from domain.purchasing.operations.sharing import lift_shortage, share_shortage
from domain.purchasing.operations.taking_back import return_to_supplier, take_back_receipt

__all__ = [
    "cancel_purchase",
    "change_cases",
    "finish_receipt",
    "give_left_over",
    "lift_shortage",
    "make_orders",
    "order_more",
    "receive",
    "receive_all",
    "receive_file",
    "return_to_supplier",
    "send_order",
    "share_shortage",
    "take_back_receipt",
]
