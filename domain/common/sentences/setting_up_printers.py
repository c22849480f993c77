"""Sentences of setting up a label printer: what is plugged in, and what became of the test print."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "places_found": N_("Found: {places}."),
    "no_places": N_(
        "Nothing is plugged in that could be a printer. Switch it on, plug its cable in, look again; a printer on the "
        "network is written as tcp:// with its address."
    ),
    "bad_profile": N_("{place}: “{field}” is {given}. Wanted: {wanted}."),
    "test_print_works": N_("{printer} works: it says itself that the test label is out."),
    "test_print_sent": N_(
        "The test label went to {printer}, which cannot say whether it came out. It works when the label lies there, "
        "black on white, and both rulers end at its edges."
    ),
    "test_print_wire_broke": N_("The connection to {printer} broke at the test label ({detail}). See to its cable."),
    "test_print_silent": N_(
        "{printer} gave no answer any more after the test label. When the label is out, choose a profile without status."
    ),
}
