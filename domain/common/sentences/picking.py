"""Sentences of totes and picking: what a scan turned out to be, and why a button said no."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    # What a scan or a weight turned out to be.
    "scan_right": N_("{quantity} × {product} for {point}."),
    "scan_tote": N_("Crate {tote} is for {point}. Scan the goods."),
    "scan_in_hand": N_("{product} is in hand. Scan the crates it goes into."),
    "scan_no_tote": N_("Scan a crate for {point} first."),
    "scan_wrong_product": N_("{product} is not on the list of {point}. Put it back."),
    "scan_not_in_this_wave": N_("{product} is not wanted in this wave. Put it back."),
    "scan_wrong_tote": N_("Crate {tote} belongs to {belongs}, not to {point}. Take the right one."),
    "scan_crate_of_nobody": N_("Crate {tote} is for no point yet. Open it for a point first."),
    "scan_crate_out_of_use": N_("Crate {tote} is {state}. Take another one."),
    "scan_wrong_wave": N_("{product} belongs to wave {wave}, not to this one. Put it back."),
    "scan_sealed_tote": N_(
        "Crate {tote} of {point} is {state} and takes nothing more. Open it again, or take another."
    ),
    "scan_expired_lot": N_(
        "Lot {lot} of {product} keeps until {expires} only, delivery is on {delivery}. Set it aside."
    ),
    "scan_done_already": N_("{product} for {point} is done: all {wanted} are accounted for. Put it back."),
    "scan_dealt_out": N_("{product} is dealt out: every point has its pieces."),
    "scan_over": N_("{point} needs {left} × {product}, not {asked}. Nothing was counted."),
    "scan_no_stock": N_(
        "No {product} is free for this night by the books. Receive it, count the shelf, or mark it short."
    ),
    "scan_needs_weight": N_("Weigh one piece of {product}, about {nominal_grams}."),
    "scan_out_of_tolerance": N_(
        "{weight_grams} is no piece of {product}: it weighs {low_grams} to {high_grams}. Take another, or have it allowed."
    ),
    "scan_big_number": N_(
        "{weight_grams}? A piece of {product} weighs about {nominal_grams}. Did you mean {meant_grams}?"
    ),
    "scan_far_off": N_("{weight_grams}? A piece of {product} weighs about {nominal_grams}. Weigh it again."),
    "scan_no_weight": N_("Nothing is on the scale. Zero it, put one piece of {product} on it and weigh again."),
    "scan_unstable_weight": N_("The scale does not stand still yet. Wait for the lamp, then weigh {product}."),
    "scan_stale_weight": N_("The scale's last word is {age_ms} ms old. Look at its cable, then weigh {product} again."),
    "scan_unreadable": N_("That was no whole code: {code}. Scan it again."),
    "scan_unknown": N_("Nobody knows the code {code}. Look at the label, or type the product's code."),
    # Why a button said no.
    "nothing_to_plan": N_("There is nothing to plan or release in {cycle}: every line is in a wave already."),
    "wave_not_ready": N_("Wave {wave} is {state}. Choose what fits that state."),
    "wave_started": N_("Wave {wave} has {pieces} pieces in crates and is not taken back. Undo them first."),
    "wave_not_done": N_("Wave {wave} has {lines} lines with {pieces} pieces open. Pick them or mark them short."),
    "take_back_first": N_(
        "{pieces} × {product} for {point} were cancelled after they were picked. Take them out of the crate, then close {wave}."
    ),
    "cell_done": N_("Of {product} for {point} {left} pieces are open, not {asked}."),
    "nothing_to_undo": N_("Station {station} has nothing left to take back: ten acts is the limit."),
    "tote_is_closed": N_("Crate {tote} is {state}. Open it again before something is put in or taken out."),
    "not_a_substitute": N_("{given} may not stand in for {product}. Choose one of the list."),
    "dearer_substitute": N_("{given} costs {price_fen}, the buyer paid {paid_fen}. Choose one that costs no more."),
    "consent_needed": N_("Write down who agreed to another product instead of {product}."),
    "no_stock": N_("No {product} is free. Receive it, or choose another."),
    "tote_busy": N_("Crate {tote} is {state} ({point}). Take another one."),
    "tote_not_empty": N_("Crate {tote} of {point} holds {pieces} pieces. Take them out, or close it."),
    "tote_empty": N_("Crate {tote} of {point} is empty. Free it instead of closing it."),
    "too_many_totes": N_("{count} crates cannot be registered at once: 1 to {most}."),
    "rule_ck_pick_cell_never_more_than_wanted": N_(
        "Somebody else has picked the last piece of this line. Look at it again."
    ),
    "rule_pick_in_a_running_wave": N_("The wave takes no picks now: it is paused or closed."),
    "rule_pick_goes_into_its_own_open_tote": N_(
        "The crate was closed or freed meanwhile. Take one that is being filled."
    ),
}
