"""What an entry of a 接龙 is made of. Next: wants.py and entries.py, which fill it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from domain.common.errors import Notice
from exchange.imports.group_note.goods import Good
from exchange.imports.group_note.numerals import CHARACTERS, COUNT_UNITS

HOLE = "\x00"
"""Stands in the text where something was taken out."""

JOIN = r"\s,，、;；。.!！?？+＋/&|~～()（）\[\]【】:：\x00"
"""What may stand between items, for a character class of a regular expression."""

NUMBER_LEFT = re.compile(
    rf"\d(?!\d*\s*(?:号|点|楼|层|柜|月|日|弄|:))|(?:半|几|[{CHARACTERS}])\s*(?:{'|'.join(COUNT_UNITS)}|斤)"
)
"""A number nothing has explained; numbers of houses, hours and lockers explain themselves."""


@dataclass(slots=True)
class Want:
    """So many of one good."""

    good: Good
    quantity: int


@dataclass(slots=True)
class Entry:
    """One entry as understood. `doubt` is None when it may be taken; else it goes to review with that reason."""

    row: int
    number: int
    text: str
    name: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""
    wants: list[Want] = field(default_factory=list)
    adds: bool = False
    doubt: Notice | None = None
