"""The items an entry names: A2, 两份B, B+A, 土鸡蛋2份. What is not sure becomes the entry's doubt.

A letter inside a name (A妈, Q10) is no item, a product's name inside a nickname (土鸡蛋大王) neither, and a
weight that repeats the spec (阳光玫瑰2斤 of a good sold by 2斤) is a doubt. Next: entries.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.common.errors import Notice
from domain.ordering.words import LARGEST_QUANTITY
from exchange.imports.group_note.goods import Good
from exchange.imports.group_note.numerals import CHARACTERS, NUMBER, UNIT, value_of
from exchange.imports.group_note.words import HOLE, JOIN, NUMBER_LEFT, Entry, Want

_UNCLEAR_BEHIND = re.compile(rf"\s*(?:[-—~～/.]\s*\d|或|多(?!谢)|几|半)|\d|[{CHARACTERS}]+\s*{UNIT}")
_COUNTED = re.compile(
    rf"(?<![\d.])(?:[+＋xX×*]\s*)?(?P<count>{NUMBER})\s*(?P<unit>{UNIT})|[+＋xX×*]\s*(?P<plus>\d{{1,5}})(?![\d.])"
)


@lru_cache(maxsize=8)
def _item_pattern(goods: tuple[Good, ...]) -> re.Pattern[str] | None:
    letters = sorted({good.letter for good in goods if good.letter}, key=len, reverse=True)
    names = sorted({way for good in goods for way in _ways(good)} | _short_ways(goods), key=len, reverse=True)
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


def _short_ways(goods: Sequence[Good]) -> set[str]:
    """Ends of names that mean one of the goods and no other."""
    shorts = [
        short for good in {(good.name, good.spec): good for good in goods}.values() for short in good.short_names()
    ]
    return {short for short in shorts if sum(short in good.name for good in goods) == 1}


def take_items(entry: Entry, rest: str, goods: Sequence[Good]) -> str:
    pattern = _item_pattern(tuple(goods))
    if pattern is None:
        return rest
    made, last = [], 0
    for found in pattern.finditer(rest):
        want = _want_of(entry, rest, found, goods)
        if want is None:
            continue
        entry.wants.append(want)
        made += [rest[last : found.start()], HOLE]
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
    if given.get("name") and _is_part_of_name(rest, found, bool(counts), given.get("name") not in _ways(good)):
        return None
    if given.get("letter") and not _stands_alone(rest, found, bool(counts)):
        return None
    if given.get("letter") and found.start() == 0 and not counts:
        entry.doubt = entry.doubt or Notice.of("entry_begins_with_letter", letter=given["letter"])
    if len(counts) > 1 or _UNCLEAR_BEHIND.match(rest, found.end()):
        entry.doubt = entry.doubt or Notice.of(
            "quantity_ambiguous", value=rest[found.start() : found.end() + 4].strip(HOLE + " ")
        )
        return Want(good, 1)
    quantity = value_of(counts[0]) if counts else 1
    if quantity is None or not 0 < quantity <= LARGEST_QUANTITY or _is_spec_again(good, given):
        entry.doubt = entry.doubt or Notice.of("quantity_ambiguous", value=found.group(0).strip(HOLE + " "))
        return Want(good, 1)
    return Want(good, quantity)


def _good_of(entry: Entry, given: dict[str, str | None], goods: Sequence[Good]) -> Good | None:
    letter, name = given.get("letter"), given.get("name")
    if letter:
        return next(good for good in goods if good.letter == letter.upper())
    said = (name or "").casefold()
    exact = [good for good in goods if said in {way.casefold() for way in _ways(good)}]
    alike = {(good.name, good.spec): good for good in exact or goods if exact or said in good.short_names()}
    if len(alike) > 1:
        entry.doubt = entry.doubt or Notice.of("product_ambiguous", product=name)
    return next(iter(alike.values()), None)


def _is_part_of_name(rest: str, found: re.Match[str], is_counted: bool, is_short: bool) -> bool:
    """Whether a product's name is but a part of a nickname: 土鸡蛋大王. In the first word it counts only with a number."""
    first_word = re.match(rf"[^\s{HOLE}]*", rest)
    if first_word and found.start() >= first_word.end():
        return False
    behind = rest[found.end() : found.end() + 1]
    return is_short or not is_counted or (not found["unit"] and bool(re.match(r"[\u3400-\u9fff]", behind)))


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
    if not neighbour or re.match(rf"[{JOIN}{words}]", neighbour):
        return True
    return not neighbour.isascii() and not neighbour.isalnum()


def _is_spec_again(good: Good, given: dict[str, str | None]) -> bool:
    """“阳光玫瑰2斤” of a good sold by 2斤: two, or one of 2斤? Only a spec of one unit leaves no doubt."""
    unit = given.get("unit")
    return bool(unit) and str(unit) in good.spec and good.spec_number not in (None, 1)


def take_only_good(entry: Entry, goods: Sequence[Good], beyond_name: str) -> None:
    """Where one thing is on offer, “2份” and “+2” need no letter. Everywhere else an entry must name its item."""
    distinct = {(good.name, good.spec): good for good in goods}
    counted = list(_COUNTED.finditer(beyond_name))
    if len(distinct) != 1 or len(counted) != 1:
        letters = "".join(good.letter for good in goods if len(good.letter) == 1)
        unclear = re.search(rf"(?<![A-Za-z])[{letters}]\s*[\d半几多]\S*", beyond_name) if letters else None
        entry.doubt = Notice.of("quantity_ambiguous", value=unclear.group(0)) if unclear else Notice.of("no_item_named")
        return
    found, good = counted[0], next(iter(distinct.values()))
    quantity = value_of(found["count"] or found["plus"])
    left = beyond_name[: found.start()] + beyond_name[found.end() :]
    given = {"unit": found["unit"]}
    if (
        quantity is None
        or not 0 < quantity <= LARGEST_QUANTITY
        or _is_spec_again(good, given)
        or NUMBER_LEFT.search(left)
    ):
        entry.doubt = Notice.of("quantity_ambiguous", value=found.group(0))
        return
    entry.wants.append(Want(good, quantity))
    entry.name = entry.name.replace(found.group(0), "").strip()
    entry.note = entry.note.replace(found.group(0), "").strip()
