"""A WeChat 接龙 (#接龙, #Group Note) pasted as text: title, goods by letter, numbered entries.

What is understood with confidence is taken, everything else is held with its reason; no quantity is ever
guessed. lines.py cuts the text, goods.py reads the list of goods, entries.py one entry; taking.py joins them.
"""

from __future__ import annotations

from exchange.imports.group_note.lines import is_group_note
from exchange.imports.group_note.taking import CHANNEL, SOURCE_ID, read_pasted

__all__ = ["CHANNEL", "SOURCE_ID", "is_group_note", "read_pasted"]
