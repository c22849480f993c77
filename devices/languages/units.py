"""Units of weight: grams and kilograms become whole grams, every other unit keeps its name and gives no weight.

In China a scale used for trade shows kilograms; jin and pounds are refused with their name, not converted.
"""

from __future__ import annotations

GRAMS = {"g": 1, "kg": 1000}
SPELLINGS = {
    b"\xbd\xef": "jin",  # 斤 in GBK
    b"\xe6\x96\xa4": "jin",  # 斤 in UTF-8
    b"sj": "jin",
    b"jin": "jin",
    b"lbs": "lb",
    b"tn": "t",
}


def unit_named(raw: bytes) -> str:
    """ "kg", "g", "lb", "jin", "oz" ... of what the scale sent; "" when it sent none."""
    plain = raw.strip().lower()
    return SPELLINGS.get(plain) or plain.decode("ascii", "replace")


def whole_grams(number: int, decimals: int, unit: str) -> int | None:
    """`number` with its last `decimals` digits behind the point, in grams; None for a unit we do not convert.

    A scale finer than a gram is rounded to the nearest, halves away from zero.
    """
    if unit not in GRAMS:
        return None
    parts = int(10**decimals)
    whole, rest = divmod(abs(number) * GRAMS[unit], parts)
    grams = whole + (2 * rest >= parts)
    return -grams if number < 0 else grams
