"""Sentences of the road: what happened, whom to tell, why a re-plan or taking over is refused."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "road_van_broken": N_("{van} broke down. Its goods are taken over at {place}."),
    "road_van_late": N_("{van} is {minutes} minutes late."),
    "road_closed": N_("The road between {one} and {other} is closed."),
    "road_stop_skipped": N_("{point} is left out today: {reason}"),
    "road_extra_stop": N_("{point} gets its goods today after all."),
    "road_late": N_(
        "{van} reaches {point} at {time}, it closes at {closes}. Call there, or plan the rest of the day anew."
    ),
    "road_moves": N_("{point} goes with {van}, drop {drop}, at {time}."),
    "road_overload": N_("{van} would exceed its limit ({limit}) with what is packed: {value}, allowed {allowed}."),
    "road_cheapest_move": N_("Put {point} on {van} as drop {drop}: ¥{cost_fen} more."),
    "road_tell_takes": N_("{van}: take over goods for {count} stops at {place} ({points}). Scan every crate there."),
    "road_tell_gives": N_(
        "{van}: wait at {place} and hand over the goods of {count} stops. Every crate is scanned at the other van."
    ),
    "road_tell_order": N_("{van}: new order of stops: {points}."),
    "road_tell_time": N_("{point}: {van} comes at {time}."),
    "road_tell_left": N_("{point}: nobody comes today as it stands. Say when the goods will."),
    "not_on_the_road": N_("{van} is not on the road ({state}). Only what is under way is planned anew."),
    "nobody_on_the_road": N_(
        "No other van of {cycle} is on the road, so nobody can take anything over. Send a van first."
    ),
    "nothing_to_replan": N_("No stop still to come is touched by it. Everything stays as it is."),
    "no_extra_stop": N_("{point} is a stop of {van} already. Plan that van anew, or let it bring the goods."),
    "no_van_for_extra": N_(
        "No van on the road can bring {point} its goods ({limit}). Send one that has not left, or another day."
    ),
    "stop_is_past": N_("{point} is {state} already and is not planned anew."),
    "road_moved_on": N_(
        "Something happened at {point} ({van}) since this was proposed. Nothing was changed. Ask for a new proposal."
    ),
    "replan_settled": N_("Proposal {replan} is {state} already."),
    "not_to_take": N_("{van} has nothing like that to take over ({tote}). Leave it where it is, or ask the office."),
    "takes_too_much": N_(
        "With {tote} {van} would exceed its limit ({limit}): {value}, allowed {allowed}. Deliver something first, then scan it."
    ),
    "totes_not_taken": N_(
        "{count} crates for {point} are still on {van} ({totes}). Take them over first: scan each at your van."
    ),
}
