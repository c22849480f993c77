"""Text that a spreadsheet would run as a formula, made harmless in CSV and made itself again when read.

A text that begins with = + - @ (or their full-width forms), a tab or a line break gets an apostrophe in
front (OWASP, CSV Injection); so does one that begins with an apostrophe, which keeps the way back clear.
XLSX needs none of this: spreadsheets.py writes explicit text cells there.
"""

from __future__ import annotations

PREFIX = "'"
DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")


def guarded(text: str) -> str:
    """The text as it may stand in a CSV cell."""
    return PREFIX + text if text and (text[0] in DANGEROUS or text[0] == PREFIX) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; others pass unchanged."""
    is_guarded = len(text) > 1 and text[0] == PREFIX and (text[1] in DANGEROUS or text[1] == PREFIX)
    return text[1:] if is_guarded else text
