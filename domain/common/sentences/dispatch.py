"""Sentences of dispatch: what a scanned tote is, what keeps a van from leaving."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "load_right": N_("{tote} is on {van}: {point}, drop {drop}."),
    "load_wrong_order": N_(
        "{tote} ({point}, drop {drop}) is on {van}, but {waiting} crates of later drops are not. They would stand in its way."
    ),
    "load_wrong_van": N_("{tote} ({point}) belongs on {other}, not on {van}. Put it back."),
    "load_no_van": N_("{tote} ({point}) has no van in the plan in force. Put the point on a van first."),
    "load_not_sealed": N_("{tote} is not sealed ({state}). Take it back to packing."),
    "load_loaded_already": N_("{tote} is on {other} already. Nothing was counted."),
    "load_van_gone": N_("{van} has left. {tote} stays here."),
    "load_over_limit": N_(
        "{tote} would bring {van} over its limit ({limit}): {value}, allowed {allowed}. Leave it, or have it allowed by name."
    ),
    "load_unknown": N_("No crate has the code {read}. Scan its label once more."),
    "load_unreadable": N_("This is no crate's code: {read}. Scan the label once more, one crate at a time."),
    "not_loading": N_("Loading of {van} has not begun ({state}). Begin it first."),
    "not_in_plan": N_("The route of {van} is not in force ({state}). Accept its plan first."),
    "nothing_loaded": N_("Nothing is on {van}. Load its crates first."),
    "tote_on_van": N_("{tote} is on {van}. Take it off first."),
    "still_loaded": N_("{count} crates are on {van}. Take them off first, or send the van off."),
    "not_on_van": N_("{tote} is not on {van}."),
    "not_for_van": N_("{tote} does not go with {van}."),
    "van_has_left": N_("{van} left at {at}. Nothing on it can be changed here any more."),
    "still_to_come": N_(
        "{van} cannot leave yet: {count} crates are not on it ({totes}). Load them, or leave them behind with a reason."
    ),
    "still_to_pick": N_(
        "{van} cannot leave yet: {pieces} pieces for {points} are not picked. Finish them, or have it allowed by name."
    ),
    "load_not_known": N_(
        "The load of {van} is not known yet: {pieces} pieces are not picked, {totes} crates are not sealed. "
        "Ask for its pallet labels when they are."
    ),
    "no_load_to_undo": N_("This station has put nothing on {van} that is still there."),
}
