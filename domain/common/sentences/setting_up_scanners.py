"""Sentences of setting up a scanner: what a test scan is read as, and how fast the scanner types."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "scan_test_product": N_("It works: {shown_code} is {product}."),
    "scan_test_unknown": N_("It works: {shown_code} came whole. No product has this code yet."),
    "scan_test_own": N_("It works: {shown_code}, a code of our own ({own})."),
    "scan_test_control": N_("It works: the control word {word}."),
    "scan_test_gs1": N_("It works: a GS1 label of {shown_code}: {facts}."),
    "scan_test_scale": N_("It works: {product}, {facts}. Compare with what is printed on the label."),
    "scan_test_no_item": N_(
        "The label reads {facts}, but no product has the item {item}. Give the product this in-store code first."
    ),
    "scan_test_no_pattern": N_(
        "No pattern of the shop reads the label {shown_code}. Choose below what is printed on it."
    ),
    "scan_test_wrong_check_digit": N_(
        "The check digit of {shown_code} is wrong. Scan it again; clean label and window."
    ),
    "scan_test_glued": N_("Two codes came as one: {shown_code}. Set the scanner to send Enter behind each code."),
    "scan_test_broken_label": N_(
        "{shown_code} says that it is GS1, but a field is not whole. Set the scanner to send FNC1 as the character GS."
    ),
    "scan_test_empty": N_("The scanner sent nothing but its end. Scan again."),
    "scan_test_too_long": N_("That is too long for a code of the trade: {shown_code}."),
    "scan_test_unprintable": N_(
        "{shown_code} has characters that no code has. Set the scanner to the US keyboard, or to COM mode."
    ),
    "scan_test_broken_off": N_(
        "Only {shown_code} came, without its end. Set the scanner to send Enter behind each code."
    ),
    "learn_more_scans": N_("Scan the same code three times, with a breath between. Heard so far: {done}."),
    "learn_works": N_("It works: the scanner needs {slowest_ms} ms a key; up to {gap_ms} ms counts as a scan."),
    "learn_works_without_end": N_(
        "It works: {slowest_ms} ms a key, but nothing ends a code. Set the scanner to send Enter: it is quicker and surer."
    ),
    "learn_too_slow": N_(
        "The scanner types no faster than a person. Set it to type faster, or to COM mode, and choose its port."
    ),
    "learn_different": N_("Those were different codes. Scan one and the same code three times."),
    "learn_short": N_("The code is too short to measure. Take one with at least six characters."),
    "learn_caps_lock": N_("Capitals and small letters are swapped. Switch Caps Lock off."),
    "learn_layout": N_("Other characters came than were scanned. Set the keyboard of scanner and computer to US."),
}
