"""What a scan holds, before anybody asks what it means: length, printable characters, check digits, two codes glued.

A wedge loses keys and sends two codes as one; neither may count as another code. AIM symbology identifiers: ISO/IEC
15424. Next: gs1.py for labels that say more than a number.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass

from devices.languages.check_digits import check_digit_is_right
from devices.languages.gs1 import GROUP_SEPARATOR, GS1_AIM, LONGEST_GS1, Gs1Label, gs1_label

LONGEST = 64
SHORTEST_TWICE = 8

OwnCode = Callable[[str], bool | None]
"""Of a text: True for a code of ours, False when it has the form of one and a wrong check digit, else None."""

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_EAN = {"]E0": (13, 12), "]E4": (8,)}
_PROVEN = (8, 12, 13, 14)
_FROM_A_SCALE = 18
_HANZI = re.compile(r"[\u3400-\u9fff]")


class ContentVerdict(enum.StrEnum):
    """GOOD: it may be looked up. Everything else is shown as it came and touches nothing."""

    GOOD = "good"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    GLUED = "glued"
    BROKEN_LABEL = "broken_label"


@dataclass(frozen=True, slots=True)
class ScanContent:
    """`text` without its AIM id; `shown` is fit for a screen whatever came; `label`: what a GS1 label says."""

    verdict: ContentVerdict
    text: str
    aim: str
    shown: str
    label: Gs1Label | None = None


def content_of(raw: str, own: OwnCode = lambda _text: None) -> ScanContent:
    """What the characters of one scan hold. `own` knows the form and the check digit of codes made here."""
    aim = found[0] if (found := _AIM.match(raw)) else ""
    text = raw[len(aim) :].strip(" ")
    fault = _unfit(text, aim)
    if fault is not None:
        return ScanContent(fault, text, aim, shown(text))
    label = None if own(text) is not None or _AIM.search(text) else gs1_label(text, aim)
    if label is not None:
        verdict = ContentVerdict.GOOD if label.is_whole else ContentVerdict.BROKEN_LABEL
        return ScanContent(verdict, text, aim, shown(text), label if label.is_whole else None)
    return ScanContent(_verdict(text, aim, own), text, aim, shown(text))


def shown(text: str) -> str:
    """The text with a mark for every character that cannot be seen, at most LONGEST of them."""
    seen = "".join(each if each.isprintable() else "␣" for each in text[: LONGEST + 1])
    return seen if len(seen) <= LONGEST else f"{seen[: LONGEST - 1]}…"


def decoded(raw: bytes) -> str:
    """The text of a scanner's bytes: UTF-8, else GB18030, else one character a byte.

    Two Hanzi of GB18030 may also be two letters of UTF-8 that nobody here writes: then the Hanzi are meant.
    """
    by_utf8, by_gb = _try(raw, "utf-8"), _try(raw, "gb18030")
    if by_utf8 is None:
        return by_gb if by_gb is not None else raw.decode("latin-1")
    if by_utf8.isascii() or _HANZI.search(by_utf8) or by_gb is None:
        return by_utf8
    strange = [each for each in by_gb if not each.isascii()]
    return by_gb if strange and all(_HANZI.match(each) for each in strange) else by_utf8


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unfit(text: str, aim: str) -> ContentVerdict | None:
    """What is no code whatever it says."""
    if not text:
        return ContentVerdict.EMPTY
    may_be_gs1 = aim in GS1_AIM or (not aim and GROUP_SEPARATOR in text) or text.startswith(("(01)", "(02)"))
    if len(text) > (LONGEST_GS1 if may_be_gs1 else LONGEST):
        return ContentVerdict.TOO_LONG
    separated = aim in GS1_AIM or text[:2] in ("00", "01", "02")
    plain = text.replace(GROUP_SEPARATOR, "") if separated else text
    return None if plain.isprintable() else ContentVerdict.UNPRINTABLE


def _verdict(text: str, aim: str, own: OwnCode) -> ContentVerdict:
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
    checked = len(text) == 13 or (len(text) == _FROM_A_SCALE and text[0] == "2")
    return checked and not check_digit_is_right(text)


def _is_proven(text: str, own: OwnCode) -> bool:
    """A check digit says that this is one whole code."""
    of_a_scale = len(text) == _FROM_A_SCALE and text[:1] == "2"
    is_number = text.isascii() and text.isdigit() and (len(text) in _PROVEN or of_a_scale)
    return own(text) is True or (is_number and check_digit_is_right(text))


def _is_glued(text: str, own: OwnCode) -> bool:
    if _AIM.search(text):
        return True
    half = len(text) // 2
    if len(text) >= SHORTEST_TWICE and text[:half] == text[half:]:
        return True
    return any(_is_proven(text[:at], own) and _is_proven(text[at:], own) for at in range(3, len(text) - 2))
