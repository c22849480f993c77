"""Sentences of routing: which limit stands in the way, what a plan leaves out and what to do about it."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "plan_settled": N_("Plan {plan} is {state}. Look at the plan that counts now, or plan again."),
    "plan_in_use": N_(
        "The plan in force stays: {vans} are locked, loading or gone. Unload and unlock them first, or change the plan by hand."
    ),
    "plan_behind": N_(
        "Since plan {plan} was made, goods came for {points}. Plan again, or put them on a van by hand, then accept it."
    ),
    "plan_rejected": N_(
        "The plan found for {cycle} does not hold ({why}). Nothing was kept. Plan again, and tell us if it stays so."
    ),
    "limit_exceeded": N_(
        "{van} would exceed its limit ({limit}): {value}, allowed {allowed}. Take a stop off it, or have it allowed by name."
    ),
    "stop_too_late": N_(
        "{van} would reach {point} at {arrive}, it closes at {closes}. Put it earlier, or have it allowed by name."
    ),
    "no_cold_box": N_("{point} gets chilled or frozen goods and {van} has no cold box. Choose a van that has one."),
    "route_fixed": N_("The route of {van} is {state}; its stops stay. Unlock it first, if it has not left."),
    "stop_pinned": N_("{point} is pinned to {van}. Take the pin out first."),
    "driver_busy": N_("{driver} drives {van} at that hour. Choose another driver, or free {driver} there first."),
    "rule_uq_route_van_once": N_(
        "One of these vans drives another route in that part of the day already. Plan again: it comes after that one."
    ),
    "search_cancelled": N_("The search was cancelled. Nothing was changed; the plan before it stands."),
    "search_killed": N_(
        "The search for routes was ended from outside before it had a plan. Nothing was changed; the plan before it stands. "
        "Plan again; if it ends again, close other programs first."
    ),
    "search_out_of_memory": N_(
        "The search for routes needed more memory than this computer has left, and has no plan yet. Nothing was changed; "
        "the plan before it stands. Close other programs, then plan again."
    ),
    "search_broken": N_(
        "The search for routes broke off ({error}) before it had a plan. Nothing was changed; the plan before it stands. "
        "Plan again, and tell us if it stays so."
    ),
    "search_killed_kept": N_(
        "The search was ended from outside after {seconds} s. The best plan found until then was taken; it keeps every limit. "
        "Plan again for a better one."
    ),
    "search_overdue_kept": N_(
        "The search did not answer any more after {seconds} s and was ended. The best plan found until then was taken; it "
        "keeps every limit. Plan again for a better one."
    ),
    "search_out_of_memory_kept": N_(
        "The search ran out of memory after {seconds} s. The best plan found until then was taken; it keeps every limit. "
        "Close other programs before you plan again."
    ),
    "search_broken_kept": N_(
        "The search broke off after {seconds} s. The best plan found until then was taken; it keeps every limit. Plan again "
        "for a better one, and tell us if it stays so."
    ),
    "unplanned_no_van": N_(
        "There is no van at {warehouse}, so nothing is planned. Enter the vans with their limits under Places, then plan again."
    ),
    "unplanned_no_warehouse_place": N_(
        "Nobody knows where {warehouse} stands, so nothing is planned. Enter its coordinates under Places, then plan again; "
        "or put the points on vans by hand."
    ),
    "unplanned_no_place": N_(
        "Without coordinates a van can drive to: {count} ({points}). Correct them under Places and plan again, or put these points on a van by hand."
    ),
    "unplanned_weight": N_(
        "Too heavy for the room left on every van: {count} ({points}). Add a van, or put them on one by hand and have it allowed."
    ),
    "unplanned_volume": N_(
        "Too bulky for the room left on every van: {count} ({points}). Add a van, or put them on one by hand and have it allowed."
    ),
    "unplanned_totes": N_(
        "Too many crates for the room left on every van: {count} ({points}). Add a van, or put them on one by hand and have it allowed."
    ),
    "unplanned_window": N_(
        "No van gets there in its hours: {count} ({points}). Ask for wider hours, start a van earlier, or add one."
    ),
    "unplanned_shift": N_("No van would be back within its shift: {count} ({points}). Lengthen a shift, or add a van."),
    "unplanned_vans": N_(
        "None of the vans that may go there drives today: {count} ({points}). Allow another van under Places, or put these "
        "points on one by hand."
    ),
    "unplanned_price": N_(
        "Going there would cost more than the price of leaving them out: {count} ({points}). Put them on a van by hand if "
        "they must be served."
    ),
    "sequence_not_kept": N_(
        "No van can drive this fixed order whole, so it was not kept: {points}. Shorten it, or give a van more room or time."
    ),
    "too_many_rounds": N_(
        "{van} would drive {rounds} rounds, it may drive {allowed}. Allow more trips a day for it under Places."
    ),
    "van_not_allowed": N_(
        "{van} may not go to {point}. Choose a van that may, allow it under Places, or have it allowed by name."
    ),
    "sequence_pinned": N_("{point} stays directly behind {before}: that order is pinned. Take the pin out first."),
    "nothing_to_take_back": N_("There is nothing to take back in plan {plan}."),
    "plan_changed_since": N_(
        "Plan {plan} was changed since by another way than by hand. Look at it again; nothing was taken back."
    ),
    "unplanned_cold": N_(
        "Chilled or frozen goods and no van with a cold box: {count} ({points}). Give a van a cold box, or add one."
    ),
}
