"""Sentences of cutoff: who was first, what stands in the way, what came late."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "cycle_already_cut": N_(
        "Cycle {cycle} was cut off already: {who} at {station}, {at}. Its snapshot {snapshot} counts."
    ),
    "orders_without_point": N_("{orders} orders of {cycle} have no pickup point. Settle their point, then cut off."),
    "orders_in_review": N_("{orders} orders of {cycle} wait for review. Confirm or cancel them, then cut off."),
    "nothing_to_cut": N_("Cycle {cycle} has no orders. Import orders first."),
    "minimum_not_reached": N_(
        "Cycle {cycle} needs {needed} orders to run and has {found}. Wait, run it all the same, or let it fail with refunds due."
    ),
    "snapshot_locked": N_("Snapshot {snapshot} of {cycle} is locked since {at}: picking has begun. Use amendments."),
    "cycle_not_cut": N_("Cycle {cycle} is not cut off ({state}). Cut it off first."),
    "amendment_settled": N_("This was settled already ({state}). Look at the list again."),
    "nothing_amended": N_(
        "This changes neither goods nor phone, note or slot: the order holds just that already. Reject it if it is no news."
    ),
    "order_was_cancelled": N_(
        "Order {order} was cancelled before this cutoff, so nothing late brings it back. Reject this change; "
        "if the buyer wants the goods after all, take a new order."
    ),
    "quantity_out_of_range": N_(
        "An order holds 0 to {largest} pieces of a product, not {pieces}. Check the number and enter it again."
    ),
    "went_to_next_cycle": N_("Order {order} came after the cutoff of {cycle} and went to {next}."),
    "late_new": N_(
        "Order {order} came after the cutoff of {cycle}. Accept it as an amendment, or move it to a later cycle."
    ),
    "late_changed": N_(
        "Order {order} was changed after the cutoff of {cycle}. Accept the change as an amendment, or reject it."
    ),
    "late_vanished": N_("Order {order} of {cycle} is not in this file any more. Accept that it is gone, or reject it."),
}
