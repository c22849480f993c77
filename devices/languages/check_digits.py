"""The check digit of GS1: EAN-8, UPC-A, EAN-13, ITF-14, SSCC, and the 18 digits of a scale's label.

GS1 General Specifications, section 7.9. Next: scan_content.py.
"""

from __future__ import annotations


def check_digit_is_right(digits: str) -> bool:
    """Counted from the right by 3 and 1 in turn. `digits`: ASCII digits, the last one checks the others."""
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits[:-1])))
    return (10 - total % 10) % 10 == int(digits[-1])
