"""One entry of a 接龙 understood: who, where, what, how many; or the reason why a person must look.

Order matters: the phone and the address are taken out first, so that no house number is ever read as a
quantity; then the items; what stands before the first of them is the name, the rest a note. Anything that
stays unexplained and could be a quantity sends the whole entry to review. Next: taking.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.common.errors import Notice
from domain.ordering.words import LARGEST_QUANTITY
from exchange.imports import cells
from exchange.imports.group_note.goods import Good
from exchange.imports.group_note.numerals import CHARACTERS, COUNT_UNITS, NUMBER, UNIT, value_of

_HOLE = "\x00"
"""Stands in the text where something was taken out."""

_PHONE = re.compile(r"(?<![\d*])(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)|(?<!\d)(0\d{2,3}-\d{7,8})(?!\d)")
_N = rf"(?:\d{{1,4}}|[{CHARACTERS}]{{1,4}})"
_NOT_COUNTED = rf"(?!\s*(?:{UNIT}|[xX×*]))"
_ADDRESS = re.compile(
    rf"""(?<![A-Za-z\d])(?:
        (?:[A-Za-z]?\d{{1,4}}|[{CHARACTERS}]{{1,4}}|[A-Za-z](?=栋|幢|座))\s*(?:号楼|号院|号|栋|幢|座|弄|\#)\s*
            (?:{_N}\s*(?:号楼|号|栋|幢|座|\#)\s*)?
            (?:{_N}\s*单元\s*)?
            (?:[-—–]?\s*\d{{2,5}}{_NOT_COUNTED}(?!\d)\s*(?:室|房|号)?)?
            (?![取到拿送前后])
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
_JOIN = r"\s,，、;；。.!！?？+＋/&|~～()（）\[\]【】:：\x00"
_UNCLEAR_BEHIND = re.compile(rf"\s*(?:[-—~～/.]\s*\d|或|多(?!谢)|几|半)|\d|[{CHARACTERS}]+\s*{UNIT}")
_LETTER_WITH_COUNT = re.compile(
    rf"(?<![A-Za-z])([A-Za-z])\s*(?:[xX×*]\s*)?(?:\d{{1,3}}(?!\d)|[{CHARACTERS}]{{1,3}}\s*{UNIT})(?![A-Za-z])"
)
_LONE_LETTER = re.compile(rf"(?:^|(?<=[{_JOIN}]))([A-Za-z])(?=$|[{_JOIN}])")
_COUNTED = re.compile(
    rf"(?<![\d.])(?:[+＋xX×*]\s*)?(?P<count>{NUMBER})\s*(?P<unit>{UNIT})|[+＋xX×*]\s*(?P<plus>\d{{1,5}})(?![\d.])"
)
_NUMBER_LEFT = re.compile(rf"\d|(?:半|几|[{CHARACTERS}])\s*(?:{'|'.join(COUNT_UNITS)}|斤)")


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

    @property
    def is_sure(self) -> bool:
        """Whether it is taken without a person's look."""
        return self.doubt is None


def understand(row: int, number: int, text: str, goods: Sequence[Good]) -> Entry:
    """The entry, with its doubt when it is not sure."""
    entry = Entry(row, number, cells.clean_text(text)[0])
    rest = cells.narrow(entry.text)
    rest = _take_phone(entry, rest)
    rest = _take_address(entry, rest)
    entry.adds = bool(_ADDS.search(rest))
    if _CHANGES.search(rest):
        entry.doubt = Notice.of("entry_asks_for_change")
    rest = _take_items(entry, rest, goods)
    _take_names(entry, _ADDS.sub(_HOLE, rest))
    _doubt_the_rest(entry, goods)
    return entry


def _take_phone(entry: Entry, rest: str) -> str:
    found = _PHONE.search(rest)
    if not found:
        return rest
    entry.phone = re.sub(r"[\s-]", "", found[1]) if found[1] else found[2]
    return rest[: found.start()] + _HOLE + rest[found.end() :]


def _take_address(entry: Entry, rest: str) -> str:
    """Takes the first address out, with the name of the estate that is glued to its front."""
    found = _ADDRESS.search(rest)
    if not found:
        return rest
    start = found.start()
    front = re.search(r"[\u3400-\u9fff·]+$", rest[:start])
    if front and rest[: front.start()].strip(_HOLE + " "):
        start = front.start()
    entry.address = rest[start : found.end()].strip()
    return rest[:start] + _HOLE + rest[found.end() :]


def _item_pattern(goods: Sequence[Good]) -> re.Pattern[str] | None:
    letters = sorted({good.letter for good in goods if good.letter}, key=len, reverse=True)
    names = sorted({written for good in goods for written in _ways(good)}, key=len, reverse=True)
    kinds = []
    if names:
        kinds.append("(?P<name>" + "|".join(re.escape(name) for name in names) + ")")
    if letters:
        kinds.append(r"(?<![A-Za-z])(?P<letter>" + "|".join(letters) + r")(?![A-Za-z])")
    if not kinds:
        return None
    return re.compile(
        rf"(?:(?<![\d.A-Za-z])(?P<before>{NUMBER})\s*(?:{UNIT}|[xX×*])\s*的?\s*)?(?:{'|'.join(kinds)})"
        rf"(?(before)|(?:\s*[xX×*:：=]?\s*(?P<count>{NUMBER})(?![\d.])(?:\s*(?P<unit>{UNIT}))?)?)",
        re.IGNORECASE,
    )


def _ways(good: Good) -> set[str]:
    """How a buyer may write a good in words: by its name, with its spec behind it or not, without its bracket."""
    short = re.split(r"[(（【\[]", good.name)[0].strip() or good.name
    ways = {name for name in (good.name, short) if len(name) >= 2}
    return ways | {f"{name}{gap}{good.spec}" for name in ways for gap in ("", " ") if good.spec}


def _take_items(entry: Entry, rest: str, goods: Sequence[Good]) -> str:
    pattern = _item_pattern(goods)
    if pattern is None:
        return rest
    made, last = [], 0
    for found in pattern.finditer(rest):
        want = _want_of(entry, rest, found, goods)
        if want is None:
            continue
        entry.wants.append(want)
        made += [rest[last : found.start()], _HOLE]
        last = found.end()
    made.append(rest[last:])
    return "".join(made)


def _want_of(entry: Entry, rest: str, found: re.Match[str], goods: Sequence[Good]) -> Want | None:
    """The want a match means, None when it is no item (a letter inside a name); doubts are noted on the entry."""
    given = found.groupdict()
    good = _good_of(entry, given, goods)
    if good is None:
        return None
    counts = [value for value in (given.get("before"), given.get("count")) if value]
    if given.get("letter") and not _stands_alone(rest, found, bool(counts)):
        return None
    if given.get("letter") and found.start() == 0 and not counts:
        entry.doubt = entry.doubt or Notice.of("entry_begins_with_letter", letter=given["letter"])
    if len(counts) > 1 or _UNCLEAR_BEHIND.match(rest, found.end()):
        entry.doubt = entry.doubt or Notice.of(
            "quantity_ambiguous", value=rest[found.start() : found.end() + 4].strip(_HOLE + " ")
        )
        return Want(good, 1)
    quantity = value_of(counts[0]) if counts else 1
    if quantity is None or not 0 < quantity <= LARGEST_QUANTITY or _is_spec_again(good, given):
        entry.doubt = entry.doubt or Notice.of("quantity_ambiguous", value=found.group(0).strip(_HOLE + " "))
        return Want(good, 1)
    return Want(good, quantity)


def _good_of(entry: Entry, given: dict[str, str | None], goods: Sequence[Good]) -> Good | None:
    letter, name = given.get("letter"), given.get("name")
    if letter:
        return next(good for good in goods if good.letter == letter.upper())
    said = (name or "").casefold()
    alike = {
        (good.name, good.spec): good for good in reversed(goods) if said in {way.casefold() for way in _ways(good)}
    }
    if len(alike) > 1:
        entry.doubt = entry.doubt or Notice.of("product_ambiguous", product=name)
    return next(iter(alike.values()), None)


def _stands_alone(rest: str, found: re.Match[str], is_counted: bool) -> bool:
    """Whether a letter is meant as an item: A妈 and 小李A are names as much as items; A2 and A两份 are items."""
    end = found.end("letter") if not is_counted or not found["count"] else found.end()
    behind = rest[end : end + 1]
    ahead = rest[found.start() - 1 : found.start()] if found.start() else ""
    if is_counted:
        return not (found.start() == 0 and re.match(r"[\u3400-\u9fff]", behind))
    return _is_free(behind, "和与加跟各") and _is_free(ahead, "要来买加拿订和与跟")


def _is_free(neighbour: str, words: str) -> bool:
    """Whether a bare letter may stand beside this: an edge, a joining mark or word, an emoji; not <, ', @ and the like."""
    if not neighbour or re.match(rf"[{_JOIN}{words}]", neighbour):
        return True
    return not neighbour.isascii() and not neighbour.isalnum()


def _is_spec_again(good: Good, given: dict[str, str | None]) -> bool:
    """“阳光玫瑰2斤” of a good sold by 2斤: two, or one of 2斤? Only a spec of one unit leaves no doubt."""
    unit = given.get("unit")
    return bool(unit) and str(unit) in good.spec and good.spec_number not in (None, 1)


def _take_names(entry: Entry, rest: str) -> None:
    """The name stands before the first thing that was taken out, else it is the first piece left."""
    parts = [part.strip(" ,，、;；.。:：-—&").rstrip("+") for part in rest.split(_HOLE)]
    parts = [part if any(character.isalnum() or character > "\u2000" for character in part) else "" for part in parts]
    filled = [part for part in parts if part]
    entry.name = parts[0] or (filled[0] if filled else "")
    left = filled[1:] if filled and filled[0] == entry.name else filled
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
        _take_only_good(entry, goods, beyond_name)
    elif left := _NUMBER_LEFT.search(beyond_name):
        entry.doubt = Notice.of("quantity_ambiguous", value=beyond_name[left.start() : left.start() + 12].strip())
    if entry.doubt is None and not entry.name:
        entry.doubt = Notice.of("name_missing")


def _take_only_good(entry: Entry, goods: Sequence[Good], beyond_name: str) -> None:
    """Where one thing is on offer, “2份” and “+2” need no letter. Everywhere else an entry must name its item."""
    distinct = {(good.name, good.spec): good for good in goods}
    counted = list(_COUNTED.finditer(beyond_name))
    if len(distinct) != 1 or len(counted) != 1:
        letters = "".join(good.letter for good in goods if len(good.letter) == 1)
        unclear = re.search(rf"(?<![A-Za-z])[{letters}]\s*[\d半几多]\S*", beyond_name) if letters else None
        code, value = ("quantity_ambiguous", unclear.group(0)) if unclear else ("no_item_named", "")
        entry.doubt = Notice.of(code, value=value)
        return
    found, good = counted[0], next(iter(distinct.values()))
    quantity = value_of(found["count"] or found["plus"])
    left = beyond_name[: found.start()] + beyond_name[found.end() :]
    given = {"unit": found["unit"]}
    if (
        quantity is None
        or not 0 < quantity <= LARGEST_QUANTITY
        or _is_spec_again(good, given)
        or _NUMBER_LEFT.search(left)
    ):
        entry.doubt = Notice.of("quantity_ambiguous", value=found.group(0))
        return
    entry.wants.append(Want(good, quantity))
    entry.name = entry.name.replace(found.group(0), "").strip()
    entry.note = entry.note.replace(found.group(0), "").strip()
