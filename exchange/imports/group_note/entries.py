"""One entry of a 接龙 understood: who, where, what, how many; or the reason why a person must look.

Order matters: the phone and the address are taken out first, so that no house number is ever read as a
quantity; then the items; what stands before the first of them is the name, the rest a note. Anything that
stays unexplained and could be a quantity sends the whole entry to review. Next: taking.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.common.errors import Notice
from exchange.imports import cells
from exchange.imports.group_note.goods import Good
from exchange.imports.group_note.numerals import CHARACTERS, UNIT
from exchange.imports.group_note.wants import take_items, take_only_good
from exchange.imports.group_note.words import HOLE, JOIN, NUMBER_LEFT, Entry

_MARKS = {0x2795: "+", 0x2716: "x", 0xFE60: "&"}
_VERBS = re.compile(r"(?:^|(?<=\s))(?:我?(?:要|来|买|订|拿)(?:点|个|了)?|加)$")
_PHONE = re.compile(r"(?<![\d*])(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)|(?<!\d)(0\d{2,3}-\d{7,8})(?!\d)")
_N = rf"(?:\d{{1,4}}|[{CHARACTERS}]{{1,4}})"
_NOT_COUNTED = rf"(?!\s*(?:{UNIT}|[xX×*]))"
_ADDRESS = re.compile(
    rf"""(?<![A-Za-z\d])(?:
        (?:[A-Za-z]?\d{{1,4}}|[{CHARACTERS}]{{1,4}}|[A-Za-z](?=栋|幢|座))\s*(?:号楼|号院|号|栋|幢|座|弄|\#)\s*
            (?:{_N}\s*(?:号楼|号|栋|幢|座|\#)\s*)?
            (?:{_N}\s*单元\s*)?
            (?:[-—–]?\s*\d{{2,5}}{_NOT_COUNTED}(?!\d)\s*(?:室|房|号)?)?
            (?![取到拿送前后柜店桌机门架])
      | {_N}\s*单元\s*\d{{2,5}}\s*(?:室|房)?
      | \d{{1,4}}[-—–]\d{{1,3}}[-—–]\d{{2,5}}{_NOT_COUNTED}\s*室?
      | \d{{1,4}}[-—–/]\d{{3,5}}{_NOT_COUNTED}\s*室?
      | \d{{2,5}}\s*(?:室|房)
    )(?!\d)""",
    re.VERBOSE,
)
_LONE_ROOM = re.compile(r"(?<![\w.+*×-])(\d{3,5})(?![\w.+*×-])", re.ASCII)
_ADDS = re.compile(r"再加|再来|再要|再添|追加|加购|加单|补单|补一|\badd\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"不要|别要|取消|退掉|退了|退款|改成|改为|换成|换|减掉|减|去掉|撤|作废|\bcancel\b|\binstead\b", re.IGNORECASE
)
_LETTER_WITH_COUNT = re.compile(
    rf"(?<![A-Za-z])([A-Za-z])\s*(?:[xX×*]\s*)?(?:\d{{1,3}}(?!\d)|[{CHARACTERS}]{{1,3}}\s*{UNIT})(?![A-Za-z])"
)
_LONE_LETTER = re.compile(rf"(?:^|(?<=[{JOIN}]))([A-Za-z])(?=$|[{JOIN}])")


def understand(row: int, number: int, text: str, goods: Sequence[Good]) -> Entry:
    """The entry, with its doubt when it is not sure."""
    entry = Entry(row, number, cells.clean_text(text)[0])
    rest = cells.narrow(entry.text).translate(_MARKS)
    rest = _take_phone(entry, rest)
    rest = _take_address(entry, rest)
    entry.adds = bool(_ADDS.search(rest))
    if _CHANGES.search(rest):
        entry.doubt = Notice.of("entry_asks_for_change")
    rest = take_items(entry, rest, goods)
    _take_names(entry, _ADDS.sub(HOLE, rest))
    _doubt_the_rest(entry, goods)
    return entry


def _take_phone(entry: Entry, rest: str) -> str:
    found = _PHONE.search(rest)
    if not found:
        return rest
    entry.phone = re.sub(r"[\s-]", "", found[1]) if found[1] else found[2]
    return rest[: found.start()] + HOLE + rest[found.end() :]


def _take_address(entry: Entry, rest: str) -> str:
    """Takes the first address out, with the name of the estate that is glued to its front."""
    found = _ADDRESS.search(rest)
    if not found:
        return rest
    start = found.start()
    front = re.search(r"[\u3400-\u9fff·]+$", rest[:start])
    if front and rest[: front.start()].strip(HOLE + " "):
        start = front.start()
    entry.address = rest[start : found.end()].strip()
    return rest[:start] + HOLE + rest[found.end() :]


def _take_names(entry: Entry, rest: str) -> None:
    """The name stands before the first thing that was taken out, else it is the first piece left."""
    parts = [part.strip(" ,，、;；.。:：-—&").rstrip("+") for part in rest.split(HOLE)]
    parts = [part if any(character.isalnum() or character > "\u2000" for character in part) else "" for part in parts]
    filled = [part for part in parts if part]
    entry.name = parts[0] or (filled[0] if filled else "")
    left = filled[1:] if filled and filled[0] == entry.name else filled
    entry.name = _VERBS.sub("", entry.name.rstrip("@(（[【 ")).strip() or entry.name
    left = [part for part in left if not _VERBS.fullmatch(part)]
    entry.note = " ".join(left)
    if not entry.address:
        room = _LONE_ROOM.search(entry.note) or re.search(r"\s(\d{3,5})$", entry.name)
        if room:
            entry.address = room.group(1)
            if room.string is entry.note:
                entry.note = " ".join((entry.note[: room.start()] + entry.note[room.end() :]).split())
            else:
                entry.name = entry.name[: room.start()].strip()


def _doubt_the_rest(entry: Entry, goods: Sequence[Good]) -> None:
    """Reasons for review, the most telling first; what is left over must not hold a quantity."""
    letters = {good.letter for good in goods}
    words = entry.name.split(" ", 1)
    beyond_name = f"{words[1] if len(words) > 1 else ''} {entry.note}"
    unknown = next(
        (
            found[1].upper()
            for pattern in (_LETTER_WITH_COUNT, _LONE_LETTER)
            for found in pattern.finditer(beyond_name)
            if found[1].upper() not in letters and found[1] not in "xX"
        ),
        None,
    )
    if entry.doubt:
        return
    if unknown:
        entry.doubt = Notice.of("letter_unknown", letter=unknown)
    elif not entry.wants:
        take_only_good(entry, goods, beyond_name)
    elif left := NUMBER_LEFT.search(beyond_name):
        entry.doubt = Notice.of("quantity_ambiguous", value=beyond_name[left.start() : left.start() + 12].strip())
    if entry.doubt is None and not entry.name:
        entry.doubt = Notice.of("name_missing")
