"""The verbs of ordering, one function per button. The heavy one is taking.accept_orders.

The window and the command line take files through cutoff.operations.take_orders, which knows what to do
with a cycle that is cut already; accept_orders here knows open cycles only.
"""

from domain.ordering.operations.cycles import fail_cycle, open_cycle, set_default_point, set_planned_cutoff
from domain.ordering.operations.held import drop_held, take_held
from domain.ordering.operations.recurring import RecurringOrder, add_recurring, stop_recurring
from domain.ordering.operations.single import (
    cancel_order,
    drop_profile,
    restore_order,
    reveal_phone,
    save_profile,
    set_point,
    tag_buyer,
    untag_buyer,
)
from domain.ordering.operations.taking import ImportDone, accept_orders

__all__ = [
    "ImportDone",
    "RecurringOrder",
    "accept_orders",
    "add_recurring",
    "cancel_order",
    "drop_held",
    "drop_profile",
    "fail_cycle",
    "open_cycle",
    "restore_order",
    "reveal_phone",
    "save_profile",
    "set_default_point",
    "set_planned_cutoff",
    "set_point",
    "stop_recurring",
    "tag_buyer",
    "take_held",
    "untag_buyer",
]
