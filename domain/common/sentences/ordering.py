"""Sentences of ordering: what an import says of rows, and why a button said no."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "recurring_without_goods": N_("The recurring order of {buyer} has no goods. Add at least one product."),
    "cycle_exists": N_("There is a cycle {cycle} already. Choose another code."),
    "cycle_not_open": N_("Cycle {cycle} takes no orders: it is {state}. Choose an open cycle."),
    "cutoff_after_delivery": N_(
        "The cutoff of {cycle} ({cutoff}) lies after its delivery day {delivery}. Correct one of them."
    ),
    "import_has_problems": N_(
        "Nothing was taken from {file}: {problems} rows cannot be read and {held} wait for a decision. Correct the file, or import without “all or nothing”."
    ),
    "refund_too_large": N_("Order {order} was paid with {paid_fen}; {asked_fen} cannot be refunded."),
    "order_frozen": N_("Order {order} is in the snapshot of {cycle}. Change it by an amendment with a reason."),
    "unknown_product": N_(
        "The product “{product} {spec}” is not in the catalogue. Map it once, or import with drafts for missing products."
    ),
    "unknown_point": N_(
        "The pickup point “{point}” is not known. Map it once, or import with drafts for missing points."
    ),
    "refund_above_paid": N_(
        "Order {order}: the file says {refunded_fen} refunded of {paid_fen} paid. Only what was paid counts as refunded; check the order."
    ),
    "order_twice_in_files": N_(
        "Order {order} stands in two of the files with different content. The later file counts."
    ),
    "after_planned_cutoff": N_("Order {order} was placed after the planned cutoff {cutoff}. It was taken."),
    "import_after_planned_cutoff": N_(
        "These {orders} orders come after the planned cutoff {cutoff}. They were taken; cut off when you are ready."
    ),
    "order_in_other_cycle": N_("Order {order} is in another cycle already and stays there."),
    "order_cancelled_here": N_(
        "Order {order} was cancelled here and stays cancelled. Restore it if the buyer wants it after all."
    ),
    "orders_vanished": N_(
        "{count} orders of an earlier file are not in this one: {numbers}. They stay; cancel them here if they are gone."
    ),
    "rule_order_into_closed_cycle": N_(
        "The cycle was cut off meanwhile. Import again: the orders go to the next cycle or the late list."
    ),
    "rule_line_into_closed_cycle": N_(
        "The cycle was cut off meanwhile. Import again: the orders go to the next cycle or the late list."
    ),
    "rule_frozen_order_stays": N_("This order is frozen in a snapshot. Change it by an amendment with a reason."),
    "rule_frozen_line_stays": N_("This order is frozen in a snapshot. Change it by an amendment with a reason."),
    "rule_frozen_line_is_kept": N_("This order is frozen in a snapshot. Change it by an amendment with a reason."),
}
