"""Sentences of the demo: why it does not begin."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "demo_too_small": N_("{option} {asked} is too few: the demo needs at least {least}."),
    "demo_folder_taken": N_(
        "{folder} holds things that no demo made. Nothing was touched; name another folder with --out."
    ),
    "demo_company_taken": N_(
        "The company in {place} is in use ({cycles} cycles, {points} pickup points). Nothing was touched; leave out --data, and the demo makes a company of its own."
    ),
}
