"""Words that stand inside sentences as facts: nouns, states, rights, acts. The code's word to the reader's word."""

from domain.common.sentences.marking import N_

NOUNS = {
    "alias": N_("mapped name"),
    "amendment": N_("amendment"),
    "company": N_("company"),
    "cycle": N_("cycle"),
    "driver": N_("driver"),
    "file": N_("file"),
    "order": N_("order"),
    "point": N_("pickup point"),
    "product": N_("product"),
    "profile": N_("column profile"),
    "recurring order": N_("recurring order"),
    "supplier": N_("supplier"),
    "van": N_("van"),
    "warehouse": N_("warehouse"),
}
STATES = {
    "accepted": N_("accepted"),
    "active": N_("active"),
    "cancelled": N_("cancelled"),
    "completed": N_("completed"),
    "confirmed": N_("confirmed"),
    "cut": N_("cut off"),
    "cutting": N_("cutting"),
    "draft": N_("draft"),
    "failed": N_("failed"),
    "fulfilling": N_("fulfilling"),
    "moved": N_("moved"),
    "open": N_("open"),
    "proposed": N_("proposed"),
    "rejected": N_("rejected"),
    "retired": N_("retired"),
    "review": N_("needs review"),
    "settled": N_("settled"),
}
ACTS = {
    "accept_amendment": N_("accept an amendment"),
    "amend_order": N_("amend an order"),
    "cancel_order": N_("cancel an order"),
    "drop_held": N_("drop held rows"),
    "fail_cycle": N_("let a cycle fail"),
    "move_amendment": N_("move a late order"),
    "reject_amendment": N_("reject an amendment"),
    "reopen": N_("cut off again"),
    "reveal_phone": N_("reveal a phone number"),
}
RIGHTS = {
    "amend": N_("amend after cutoff"),
    "cut_off": N_("cut off"),
    "edit_catalogue": N_("edit products and places"),
    "import_orders": N_("import orders"),
    "read": N_("read"),
    "reveal_phone": N_("reveal a phone number"),
}
SUMS = {
    "amount_fen": N_("amount (fen)"),
    "orders": N_("number of orders"),
    "pieces": N_("number of pieces"),
}
PAPERS = {
    "purchase": N_("Purchase orders"),
    "pick": N_("Pick lists"),
    "sow": N_("Sow lists"),
    "handover": N_("Handover sheets"),
    "sums": N_("The day's sums"),
}
BY_FACT: dict[str, dict[str, str]] = {"what": NOUNS, "state": STATES, "act": ACTS, "right": RIGHTS, "field": {}}
"""A field's fact is its heading, which is such a text itself."""


def word(fact: str, value: str) -> str:
    """The English word or phrase for a fact's value, ready to be translated; the value itself when none is known."""
    return BY_FACT.get(fact, {}).get(value, value)
