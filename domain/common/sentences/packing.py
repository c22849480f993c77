"""Sentences of packing: what keeps a tote open, and what its weight tells."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "point_not_done": N_(
        "{tote} cannot be sealed yet: {pieces} pieces for {point} are still to be picked ({products})."
        " Pick them, or mark them short."
    ),
    "point_not_packed": N_(
        "{point} is not packed yet: {pieces} pieces are to be picked, {totes} crates to be sealed. "
        "Ask for its bag labels when they are."
    ),
    "gross_needed": N_("Put {tote} on the scale first. It is sealed with its weight."),
    "gross_impossible": N_("{tote} cannot weigh {gross_grams}. Set the scale to nothing and weigh it again."),
    "weight_off": N_(
        "{tote} ({point}) weighs {gross_grams}, expected {expected_grams} ± {tolerance_grams}: {difference_grams}."
        " No single slip explains it. Check it against its sheet."
    ),
    "weight_off_too_few": N_(
        "{tote} ({point}) weighs {gross_grams}, expected {expected_grams} ± {tolerance_grams}: {difference_grams}."
        " Most likely {product} is missing, {pieces} of it. Look, and weigh again."
    ),
    "weight_off_too_many": N_(
        "{tote} ({point}) weighs {gross_grams}, expected {expected_grams} ± {tolerance_grams}: {difference_grams}."
        " Most likely {product} is too much, {pieces} of it. Look, and weigh again."
    ),
    "weight_off_crate_left_out": N_(
        "{tote} ({point}) weighs {gross_grams}, expected {expected_grams} ± {tolerance_grams}: {difference_grams}."
        " Most likely the scale left the empty crate out. Clear its tare and weigh again."
    ),
    "weight_off_kilograms": N_(
        "{tote} ({point}): {gross_grams} were typed, expected {expected_grams} ± {tolerance_grams}."
        " Most likely kilograms were meant. Type the weight in grams."
    ),
    "second_person_needed": N_(
        "Somebody else than {person} has to look into {tote} before it is sealed. Let them give their name."
    ),
    "wrong_lane": N_("{tote} ({point}) does not stand at {lane}. Take it to {right}."),
}
