"""Sentences of handover: what a tote at a stop is, why nothing is given out, what is in the way of the end."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "stop_settled": N_("The stop {point} is settled already: {state}."),
    "van_not_on_its_way": N_("{van} is not on its way: {state}. Send it off first."),
    "receiver_needed": N_("Who takes the goods at {point}? Enter the name of the person who signs."),
    "tote_of_other_stop": N_("{tote} is for {point} ({van}), not for here. Put it back on the van."),
    "tote_handed_over_already": N_("{tote} was handed over at {point} already, {at}. It counts once."),
    "tote_not_on_the_van": N_("{tote} was not loaded on this van: {state}. Leave it out."),
    "tote_told_twice": N_("{tote} was told of in two ways. Say one: received, missing, damaged or returned."),
    "totes_unaccounted": N_(
        "{point}: {count} crates are not told of ({totes}). Scan them, or say that they are missing, damaged or returned."
    ),
    "crate_not_out": N_("{tote} is no empty crate that stood at a point: {state}. Leave it out."),
    "stops_open": N_("{van}: the end of {count} stops is not told ({points}). Enter them from its sheet first."),
    "collect_unknown_code": N_(
        "No order has “{said}”. Ask for the code once more, or look by the end of the phone number."
    ),
    "collect_collected_already": N_(
        "Order {order} was collected already at {at}. Nothing is given out; the try is kept."
    ),
    "collect_wrong_point": N_("Order {order} waits at {right}, not at {point}. Send the buyer there."),
    "collect_not_arrived": N_("Order {order} has not arrived at {point} yet. Ask the buyer to come later."),
    "collect_cancelled": N_("Order {order} was cancelled. There is nothing to give out."),
    "collect_returned_already": N_("Order {order} went back: nobody came for it. Settle it with the office."),
    "several_orders": N_("“{said}” names several orders: {orders}. Choose one."),
    "orders_not_waiting": N_("{count} of these orders do not wait at their point ({orders}). Look at the list again."),
    "extended_to_the_past": N_("{until} is over already. Choose today or a later day."),
    "cycle_still_open": N_(
        "Cycle {cycle} is not done: {waves} waves, {stops} stops, {routes} vans, {totes} crates and {points} points are"
        " open ({names})."
    ),
    "cycle_not_under_way": N_("Cycle {cycle} is “{state}”. Only one whose goods are on their way can be completed."),
}
