"""Sentences about days that do not fit: what falls short, what could be done, what would be if, what is wrong."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "short_weight": N_(
        "Weight: {needed_grams} to deliver, room for {available_grams} on {vans}; {short_grams} too much. Trips "
        "possible: {trips_there}, needed at least: {trips_needed}."
    ),
    "short_volume": N_(
        "Volume: {needed_ml} to deliver, room for {available_ml} on {vans}; {short_ml} too much. Trips possible: "
        "{trips_there}, needed at least: {trips_needed}."
    ),
    "short_totes": N_(
        "Crates: {needed} to deliver, room for {available} on {vans}; {short} too many. Trips possible: "
        "{trips_there}, needed at least: {trips_needed}."
    ),
    "short_cold": N_(
        "Cold boxes: {needed} crates must stay cold, room for {available} on {vans}; {short} too many. Trips "
        "possible: {trips_there}, needed at least: {trips_needed}."
    ),
    "short_trips": N_(
        "The loads do not go together on {vans} ({limit}). Trips possible: {trips_there}, needed at least: "
        "{trips_needed}."
    ),
    "short_window": N_(
        "Hours: what must arrive by {until} takes at least {needed_h} van hours of driving, unloading and loading; "
        "{vans} have {available_h} until then, {short_h} too few."
    ),
    "short_window_from": N_(
        "Hours: what must arrive between {begin} and {until} takes at least {needed_h} van hours of driving and "
        "unloading; {vans} have {available_h} in that time, {short_h} too few."
    ),
    "short_shift": N_(
        "Shifts: the day takes at least {needed_h} van hours of driving, unloading and loading; the shifts of {vans} "
        "have {available_h}, {short_h} too few."
    ),
    "alone_weight": N_(
        "{point} gets {needed_grams}, the largest van that may go there takes {available_grams}: {short_grams} too "
        "much. Send a larger van, or split its order."
    ),
    "alone_volume": N_(
        "{point} gets {needed_ml}, the largest van that may go there takes {available_ml}: {short_ml} too much. Send "
        "a larger van, or split its order."
    ),
    "alone_totes": N_(
        "{point} gets {needed} crates, the largest van that may go there takes {available}: {short} too many. Send a "
        "larger van, or split its order."
    ),
    "alone_cold": N_(
        "{point} gets {needed} crates that must stay cold, the largest cold box that may go there takes {available}. "
        "Give a van a larger cold box."
    ),
    "alone_window": N_(
        "No van can be at {point} before {arrive}, and it closes at {closes}. Ask it to take goods {minutes} min "
        "longer, or start a van earlier."
    ),
    "alone_shift": N_(
        "A van that drives to {point} alone is done at {back}, its shift ends at {ends}. Lengthen a shift by "
        "{minutes} min."
    ),
    "way_more_trips": N_("More trips: {amount} ({vans})"),
    "way_more_vans": N_("More vans like {van}: {amount}"),
    "way_couriers": N_("Hired couriers: {amount}, each ¥{fixed_fen} and ¥{stop_fen} a stop"),
    "way_wider_window": N_("Up to {amount} min outside their hours: {count} ({points})"),
    "way_earlier_start": N_("Start {amount} min earlier: {vans}"),
    "way_leave_out": N_("Left out for ¥{price_fen}: {count} ({points})"),
    "way_out_dearer": N_("¥{cost_fen} in all, ¥{more_fen} more; {km} km, last arrival {latest}"),
    "way_out_cheaper": N_("¥{cost_fen} in all, ¥{less_fen} less; {km} km, last arrival {latest}"),
    "what_if_as_it_is": N_("As it is"),
    "what_if_one_van_less": N_("Without {van}"),
    "what_if_wider_window": N_("All points open {amount} min earlier and close {amount} min later"),
    "what_if_earlier_start": N_("The vans start {amount} min earlier"),
    "what_if_with_couriers": N_("With hired couriers; worth hiring: {amount}"),
    "what_if_without_couriers": N_("Without hired couriers"),
    "fault_no_vans": N_(
        "No van can be planned with. Enter vans with their limits and their shift under Places, then plan again."
    ),
    "fault_van_without_room": N_(
        "{van} has no room ({limit}) and stays at home. Enter what it takes under Places, then plan again."
    ),
    "fault_van_without_hours": N_(
        "The shift of {van} ends at {ends}, before it begins at {begins}; it stays at home. Correct it under Places."
    ),
    "fault_hours_end_before_start": N_(
        "{point} closes at {closes}, before it opens at {opens}; it is left out. Correct its hours under Places."
    ),
    "fault_may_ride_on_no_van": N_(
        "{point} may be served by none of the day's vans; it is left out. Change which vans may go there."
    ),
    "fault_no_way_known": N_(
        "No way is known to {point}; it is left out. Look at its coordinates under Places, or put it on a van by hand."
    ),
    "fault_no_way_known_van": N_(
        "No way is known from or to where {van} begins or ends; it stays at home. Correct that place, then plan again."
    ),
    "fault_not_square": N_(
        "The table of ways does not fit the points of the day, so nothing is planned. Have the travel times filled in"
        " again."
    ),
}
