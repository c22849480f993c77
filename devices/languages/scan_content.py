"""What a scan holds, before anybody asks what it means: length, printable characters, check digits, two codes glued.

A wedge loses keys and sends two codes as one; neither may count as another code. Check digits: GS1 General
Specifications, 7.9; AIM symbology identifiers: ISO/IEC 15424.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 64
SHORTEST_TWICE = 8
GROUP_SEPARATOR = "\x1d"

OwnCode = Callable[[str], bool | None]
"""Of a text: True for a code of ours, False when it has the form of one and a wrong check digit, else None."""

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GS1 = ("]C1", "]e0", "]d2", "]Q3")
_EAN = {"]E0": (13, 12), "]E4": (8,)}


class ContentVerdict(enum.StrEnum):
    """GOOD: it may be looked up. Everything else is shown as it came and touches nothing."""

    GOOD = "good"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    GLUED = "glued"


@dataclass(frozen=True, slots=True)
class ScanContent:
    """`text` without its AIM id; `shown` is fit for a screen whatever came."""

    verdict: ContentVerdict
    text: str
    aim: str
    shown: str


def content_of(raw: str, own: OwnCode = lambda _text: None) -> ScanContent:
    """What the characters of one scan hold. `own` knows the form and the check digit of codes made here."""
    aim = found[0] if (found := _AIM.match(raw)) else ""
    text = raw[len(aim) :].strip(" ")
    return ScanContent(_verdict(text, aim, own), text, aim, shown(text))


def shown(text: str) -> str:
    """The text with a mark for every character that cannot be seen, at most LONGEST of them."""
    seen = "".join(each if each.isprintable() else "␣" for each in text[: LONGEST + 1])
    return seen if len(seen) <= LONGEST else f"{seen[: LONGEST - 1]}…"


def decoded(raw: bytes) -> str:
    """The text of a scanner's bytes: UTF-8, else GB18030, else one character a byte."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def check_digit_is_right(digits: str) -> bool:
    """Counted from the right by 3 and 1 in turn: EAN-13, EAN-8, UPC-A and the 18 digits of a scale's label."""
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits[:-1])))
    return (10 - total % 10) % 10 == int(digits[-1])


def _verdict(text: str, aim: str, own: OwnCode) -> ContentVerdict:
    if not text:
        return ContentVerdict.EMPTY
    if len(text) > LONGEST:
        return ContentVerdict.TOO_LONG
    plain = text.replace(GROUP_SEPARATOR, "") if aim in _GS1 else text
    if not plain.isprintable():
        return ContentVerdict.UNPRINTABLE
    ours = own(text)
    if ours is False or _has_wrong_digit(text, aim):
        return ContentVerdict.GLUED if _is_glued(text, own) else ContentVerdict.WRONG_CHECK_DIGIT
    if ours is None and not _is_proven(text, own) and _is_glued(text, own):
        return ContentVerdict.GLUED
    return ContentVerdict.GOOD


def _has_wrong_digit(text: str, aim: str) -> bool:
    if not (text.isascii() and text.isdigit()):
        return aim in _EAN
    if aim in _EAN:
        return len(text) not in _EAN[aim] or not check_digit_is_right(text)
    checked = len(text) == 13 or (len(text) == 18 and text[0] == "2")
    return checked and not check_digit_is_right(text)


def _is_proven(text: str, own: OwnCode) -> bool:
    """A check digit says that this is one whole code."""
    is_number = text.isascii() and text.isdigit() and (len(text) in (12, 13) or (len(text) == 18 and text[0] == "2"))
    return own(text) is True or (is_number and check_digit_is_right(text))


def _is_glued(text: str, own: OwnCode) -> bool:
    if _AIM.search(text):
        return True
    half = len(text) // 2
    if len(text) >= SHORTEST_TWICE and text[:half] == text[half:]:
        return True
    return any(_is_proven(text[:at], own) and _is_proven(text[at:], own) for at in range(3, len(text) - 2))
