"""How rows of a file or a form become things of the company: nouns.py (what a thing is and which rows it lives in),
planning.py (new, changed or unchanged, and what is wrong), writing.py (all good rows at once), single.py (one edit by
a person), doors.py (all of it through the one door). Used by the operations of catalogue and places. Start with nouns.py.
"""

from domain.common.accepting.doors import accept_sheets, add_one, edit_one
from domain.common.accepting.nouns import Noun, Part, Planned, Reference, SheetRow
from domain.common.accepting.planning import Plan, plan
from domain.common.accepting.single import EntryRefused

__all__ = [
    "EntryRefused",
    "Noun",
    "Part",
    "Plan",
    "Planned",
    "Reference",
    "SheetRow",
    "accept_sheets",
    "add_one",
    "edit_one",
    "plan",
]
