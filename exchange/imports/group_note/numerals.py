"""Numbers as people write them in a chat: 2, ２, 两, 十二. Used by goods.py and entries.py."""

from __future__ import annotations

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "仨": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
TENS = {"十": 10, "百": 100}
CHARACTERS = "".join((*DIGITS, *TENS))

NUMBER = rf"(?:\d{{1,6}}|[{CHARACTERS}]{{1,5}})"
"""A number in a regular expression."""

COUNT_UNITS = (
    "份",
    "个",
    "盒",
    "箱",
    "袋",
    "件",
    "包",
    "瓶",
    "套",
    "组",
    "提",
    "板",
    "只",
    "枚",
    "条",
    "串",
    "桶",
    "罐",
    "把",
    "捆",
    "筐",
    "框",
    "颗",
    "粒",
    "打",
)
MEASURE_UNITS = ("公斤", "千克", "kg", "KG", "Kg", "斤", "克", "毫升", "ml", "升", "g", "L")
LATIN_UNITS = ("pcs", "pc", "packs", "pack", "boxes", "box", "bags", "bag")
UNIT = "(?:" + "|".join((*MEASURE_UNITS, *LATIN_UNITS, *COUNT_UNITS)) + ")"
"""A unit in a regular expression."""


def value_of(written: str) -> int | None:
    """The number, None when the characters make none (十二 is 12, 二百五 is refused, 二两 too)."""
    if written.isascii():
        return int(written) if written.isdigit() else None
    if written.endswith("百五") and len(written) == 3:
        return None  # 二百五: 205 or 250
    total, digit = 0, None
    for position, character in enumerate(written):
        if character in ("零", "〇") and total:
            continue
        if character in DIGITS:
            if digit is not None:
                return None
            digit = DIGITS[character]
        else:
            unit = TENS[character]
            if (digit is None and not (unit == 10 and position == 0)) or (total and total % 100 == 0 and unit == 100):
                return None
            if total % 100:
                return None
            total += (1 if digit is None else digit) * unit
            digit = None
    return total + (digit or 0)
