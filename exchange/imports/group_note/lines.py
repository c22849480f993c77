"""A pasted text cut into what it is made of: title, goods, numbered entries; examples are passed over.

Rows are lines of the text as pasted, counted from 1. Next: goods.py and entries.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exchange.imports import cells
from exchange.imports.group_note.goods import Good, goods_in

_HEAD = re.compile(r"^\W*#\s*(接龙|group\s*note|接力)", re.IGNORECASE)
_ENTRY = re.compile(r"^\s*(\d{1,4})\s*(?:[.、．:：]\s+|[.、．](?=\D)|[)）]\s*)(.*)$")
_EMPTY_ENTRY = re.compile(r"^\s*(\d{1,4})\s*[.、．]\s*$")
_EXAMPLE = re.compile(
    r"^\s*(?:[【\[(（]?\s*(?:例|示例|样例|例如|格式|接龙格式|模板|范例|e\.?g\.?|example|format)(?![A-Za-z]))",
    re.IGNORECASE,
)
_TIME_WORDS = re.compile(
    r"截单|截止|结单|到货|送达|发货|取货|开团|今晚|今天|明天|后天|上午到|下午到|晚上到|\d+\s*[点:：]|到$|cut.?off|today|tonight|tomorrow",
    re.IGNORECASE,
)


@dataclass(slots=True)
class EntryText:
    """One numbered entry: its first row and its text, further lines put behind it."""

    row: int
    number: int
    text: str


@dataclass(slots=True)
class Note:
    """One 接龙: what it offers, and who wants what. `loose`: lines behind the entries that belong to none."""

    row: int = 1
    title: str = ""
    goods: list[Good] = field(default_factory=list)
    entries: list[EntryText] = field(default_factory=list)
    loose: list[tuple[int, str]] = field(default_factory=list)

    @property
    def group(self) -> str:
        """What stays the same when the leader corrects a time: the title without the words about times."""
        parts = [part for part in re.split(r"[\s,，。;；|]+", self.title) if part and not _TIME_WORDS.search(part)]
        return " ".join(parts or self.title.split())[:120]


def is_group_note(text: str) -> bool:
    """Whether the text begins like a 接龙."""
    return any(_HEAD.match(line) for line in text.splitlines()[:5])


def notes_in(text: str) -> list[Note]:
    """Every 接龙 of the text in its order; a text without any head line is one."""
    notes = [Note()]
    is_open = False
    for row, raw in enumerate(text.splitlines(), 1):
        line = raw.strip(" \t\u3000\ufeff")
        if _HEAD.match(line):
            rest = _HEAD.sub("", line).strip()
            notes.append(Note(row, cells.clean_text(rest)[0]))
            is_open = False
        else:
            is_open = _place(notes[-1], row, line, is_open)
    return [note for note in notes if note.entries or note.goods]


def _place(note: Note, row: int, line: str, is_open: bool) -> bool:
    """Puts one line where it belongs; returns whether a further line would continue an entry."""
    bare = cells.narrow(line)
    entry = _ENTRY.match(bare)
    if not line:
        return False
    if entry or _EMPTY_ENTRY.match(bare):
        if not entry:
            return False
        note.entries.append(EntryText(row, int(entry[1]), _without_keycaps(entry[2])))
        return True
    if is_open:
        note.entries[-1].text += " " + _without_keycaps(line)
        return True
    if _EXAMPLE.match(line):
        return False
    if note.entries:
        note.loose.append((row, line))
    elif goods := goods_in(line):
        note.goods += goods
    elif not note.title:
        note.title = cells.clean_text(line)[0]
    return False


def _without_keycaps(text: str) -> str:
    """2️⃣ is a 2."""
    return re.sub("(?<=[0-9])\ufe0f?\u20e3", "", text)
