"""Sentences of papers."""

from domain.common.sentences.marking import N_

TEMPLATES = {
    "paper_kind_unknown": N_("There is no paper “{kind}” yet. There are: {known}."),
    "paper_not_written": N_(
        "{file} could not be written: {detail}. Close it where it is open, or choose another folder; what stood there before is untouched."
    ),
}
