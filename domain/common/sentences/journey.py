"""Sentences of an order line's journey: one for each step of the night."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "journey_taken": N_("Order {order} was taken from row {row} ({source})."),
    "journey_frozen": N_("Frozen in snapshot {snapshot}: {quantity} pieces."),
    "journey_amended": N_("Amendment {number}: {before} became {after} pieces. {reason}"),
    "journey_bought": N_("Part of purchase order {purchase}: {ordered} bought, {left_over} left over."),
    "journey_received": N_("{accepted} pieces received as lot {lot}, {refused} refused."),
    "journey_shared": N_("Short: {given} of {wanted} pieces given ({rule})."),
    "journey_allocated": N_("{quantity} pieces of lot {lot} in bin {bin} are kept for this cycle."),
    "journey_planned": N_("Goes with {van}, drop {drop_no}."),
    "journey_picked": N_("{quantity} picked into tote {tote}."),
    "journey_short": N_("{quantity} short: {reason}"),
    "journey_substituted": N_("{quantity} replaced by something else, in tote {tote}."),
    "journey_undone": N_("{quantity} taken back."),
    "journey_ended": N_(
        "Picked {picked}, replaced {substituted}, short {short}, cancelled {cancelled}; final price ¥{price_fen}."
    ),
    "journey_sealed": N_("Tote {tote} sealed at {weight_g} g."),
    "journey_labelled": N_("Label {serial}, copy {copy}: {state}."),
    "journey_loaded": N_("Tote {tote} loaded on {van}."),
    "journey_departed": N_("{van} left."),
    "journey_handed_over": N_("Tote {tote} handed over to {receiver}."),
    "journey_missing": N_("Tote {tote} was missing at the stop."),
    "journey_damaged": N_("Tote {tote} arrived damaged."),
    "journey_returned": N_("Tote {tote} came back."),
    "journey_collected": N_("Collected ({known_by})."),
    "journey_uncollected": N_("Nobody came: {state}. {reason}"),
}
