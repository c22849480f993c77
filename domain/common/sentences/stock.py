"""Sentences of stock: what lies where, why goods cannot go there, which limit leaves no plan of shelves."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "lot_has_another_expiry": N_(
        "Lot {lot} of {product} is known to be good until {there}, not {asked}. Look at the box again; if it is right, give these goods another lot code."
    ),
    "quantity_not_counted": N_("{asked} cannot be moved. Give whole pieces, from 1 to 1,000,000."),
    "not_enough_there": N_(
        "In {bin} lie {there} of {product}, lot {lot}, and {asked} were asked for. Take fewer, or count the bin."
    ),
    "same_bin": N_("The goods lie in {bin} already. Scan the bin they go to."),
    "bin_retired": N_("Bin {bin} is not in use any more. Choose another, or take it into use again."),
    "wrong_zone": N_("{product} belongs into {zone}, and {bin} is {bin_zone}. Choose a bin of its zone."),
    "no_shelf_yet": N_("No shelf is set for {product}. Choose one, or let the program propose them."),
    "not_a_shelf": N_("{bin} is no shelf. A product is picked from a shelf: choose one."),
    "bin_holds_goods": N_("{pieces} pieces lie in {bin}. Move them to another bin first, then retire it."),
    "bin_holds_goods_row": N_("Goods lie in {bin}. Move them to another bin first, then retire it."),
    "level_moved": N_(
        "{product}, lot {lot}, in {bin}: the sheet said {seen}, now there are {there}; somebody moved goods meanwhile. Count this line again."
    ),
    "not_undone_here": N_(
        "Movement {movement} is taken back where it was made: a pick at the picking station, a receipt in receiving."
    ),
    "undone_already": N_("Movement {movement} was taken back already."),
    "slots_changed": N_("The shelf of {product} was changed since this proposal. Make a new one."),
    "nothing_to_place": N_("There is nothing to place yet: no cycle was cut and no stock lies here."),
    "no_shelf_of_zone": N_(
        "{product} belongs into {zone}, and there is no shelf of that zone in use. Add one, then let the program propose."
    ),
    "shelf_too_weak": N_(
        "A night's {product} weighs {needed_grams}, and the strongest shelf of {zone} carries {there_grams}. Give it a stronger shelf."
    ),
    "shelf_too_small": N_(
        "A night's {product} takes {needed_ml}, and the largest shelf of {zone} holds {there_ml}. Give it a larger shelf."
    ),
    "shelves_too_weak": N_(
        "The shelves of {zone} carry {there_grams} together; a night's goods weigh {needed_grams} and cannot be spread over them. Add shelves, or raise their weight limit."
    ),
    "shelves_too_small": N_(
        "The shelves of {zone} hold {there_ml} together; a night's goods take {needed_ml} and cannot be spread over them. Add shelves, or raise their volume limit."
    ),
    "shelves_too_tight": N_(
        "The shelves of {zone} could keep the weight limits or the volume limits of a night's goods, not both at once. Add shelves of that zone."
    ),
    "slotting_timed_out": N_("No plan of shelves was found for {zone} in time. Let it search longer."),
    "rule_goods_into_a_bin_in_use": N_("That bin is not in use any more. Choose another, or take it into use again."),
    "rule_retired_bin_is_empty": N_("Goods lie in that bin. Move them to another bin first, then retire it."),
    "rule_stock_is_never_negative": N_("Fewer pieces lie there than were to be taken. Look again, or count the bin."),
    "rule_ck_stock_level_never_negative": N_(
        "Fewer pieces lie there than were to be taken. Look again, or count the bin."
    ),
    "rule_ck_stock_level_allocated_within_quantity": N_(
        "These pieces are promised to a cycle. Allocate again, then repeat."
    ),
    "rule_uq_stock_movement_undoes_id": N_("That movement was taken back already."),
    "rule_uq_bin_code": N_("Another bin has this code already. Choose another."),
    "rule_slot_is_a_fitting_shelf": N_("A product is picked from a shelf in use, of its zone and its warehouse."),
}
