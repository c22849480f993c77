"""The weight a text says, in whole grams: “约14斤”, “一斤半”, “250g*4袋”, “1.5-2kg”, “四斤”. 斤 is 500 g, 两 50 g.

Decimals are counted as decimals, never as floats. Next: barcodes.py.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from domain.common.names import folded

HEAVIEST_G = 2_000_000
"""Two tonnes: a larger weight of one sale unit is a misreading."""

_GRAMS = {
    "公斤": 1000, "千克": 1000, "kgs": 1000, "kg": 1000, "市斤": 500, "斤": 500, "两": 50, "克": 1, "grams": 1, "gram": 1, "g": 1,
}  # fmt: skip
_UNIT = "|".join(sorted(_GRAMS, key=len, reverse=True))
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = "〇零一二两三四五六七八九十百千"
_NUMBER = rf"(?:\d+(?:\.\d+)?|[{_CHINESE}]+|半)"
_WEIGHT = re.compile(
    rf"(?P<low>{_NUMBER})(?:(?:{_UNIT})?\s*[-~至到—–]\s*(?P<high>{_NUMBER}))?\s*(?P<unit>{_UNIT})(?P<half>半)?"
    rf"(?![a-z])(?P<rest>(?:(?:/|每|一)[^\d*x×()]{{1,2}})?[*x×](?P<times>\d+))?",
)
_TIMES_BEFORE = re.compile(r"(?P<times>\d+)[^\d*x×()]{0,2}[*x×]$")


def chinese_number(text: str) -> Decimal | None:
    """The value of “14”, “1.5”, “四”, “二十八”, “一百二十”, “半”, “八九” (8.5); None when it is none of these."""
    if text == "半":
        return Decimal("0.5")
    if text and all(ch.isascii() and (ch.isdigit() or ch == ".") for ch in text):
        return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
    if not text or any(ch not in _DIGITS and ch not in _TENS for ch in text):
        return None
    if all(ch in _DIGITS for ch in text):
        digits = [_DIGITS[ch] for ch in text]
        if len(digits) == 2 and digits[1] == digits[0] + 1 > 1:  # “八九斤” is eight to nine
            return Decimal(digits[0]) + Decimal("0.5")
        return Decimal("".join(map(str, digits)))
    return _with_tens(text)


def _with_tens(text: str) -> Decimal:
    total, digit = 0, 0
    for ch in text:
        if ch in _DIGITS:
            digit = _DIGITS[ch]
        else:
            total += (digit or 1) * _TENS[ch]
            digit = 0
    return Decimal(total + digit)


def weight_in(text: str) -> int:
    """Grams of the first weight in the text, 0 when it says none. A range gives its middle, “250g*4” the product."""
    plain = folded(text)
    for found in _WEIGHT.finditer(plain):
        grams = _grams(found, plain[: found.start()])
        if 0 < grams <= HEAVIEST_G:
            return grams
    return 0


def _grams(found: re.Match[str], before: str) -> int:
    low = chinese_number(found["low"])
    high = chinese_number(found["high"]) if found["high"] else low
    if low is None or high is None:
        return 0
    amount = (low + high) / 2 + (Decimal("0.5") if found["half"] else 0)
    ahead = _TIMES_BEFORE.search(before)
    times = int(found["times"] or (ahead["times"] if ahead else 1))
    return int((amount * _GRAMS[found["unit"]] * times).to_integral_value(ROUND_HALF_UP))
