"""Sentences of places: coordinates, hours, and names that two places cannot share."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "coordinate_alone": N_("Latitude and longitude belong together. Give both or none."),
    "coordinates_swapped": N_("Latitude and longitude are swapped. Exchange the two columns."),
    "datum_doubtful": N_(
        "These coordinates are said to be {given}, but lie nearest to the known places as {likely} ({distance} m against {other} m). Check the datum; the wrong one sends the van astray."
    ),
    "coordinates_zero": N_("0, 0 lies in the sea. Nobody entered these coordinates; look the place up and enter them."),
    "far_from_warehouse": N_("This place lies {distance} km from its warehouse. Check the coordinates."),
    "window_half": N_("Opening hours need a beginning and an end: 07:00-11:00."),
    "window_ends_before_it_starts": N_("The hours end before they begin. Write them as 07:00-11:00."),
    "round_half": N_("A fixed round needs its name and the point's place in it: both, or neither."),
    "cold_totes_without_box": N_("A van without a cold box takes no cold totes. Say it has one, or leave this empty."),
    "more_cold_totes_than_totes": N_("The cold box cannot take more totes than the van: {totes}."),
    "rule_uq_point_name_key": N_("Another pickup point has this name already. Choose another."),
    "rule_uq_point_name": N_("Another pickup point has this name already. Choose another."),
    "rule_uq_point_code": N_("Another pickup point has this code already. Choose another."),
    "plate_taken": N_("The number plate {text} is that of van {owner} already."),
    "rule_uq_van_plate": N_("Another van has this number plate already."),
    "rule_uq_van_code": N_("Another van has this code already. Choose another."),
    "rule_uq_driver_code": N_("Another driver has this code already. Choose another."),
    "rule_uq_warehouse_code": N_("Another warehouse has this code already. Choose another."),
    "rule_uq_warehouse_name": N_("Another warehouse has this name already. Choose another."),
}
