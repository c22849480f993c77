"""The one door of scans: what a scanner sent becomes a code the domain may judge, for every window and the command line.

The characters are looked at by devices/languages (AIM id, check digits, GS1 by biip), codes made here by the domain; what
a code means is the domain's alone. Next: domain/catalogue/queries/scanning.py, domain/picking/rules/codes.py.
"""

from __future__ import annotations

from devices.languages.scan_content import ContentVerdict, ScanContent, content_of
from domain.catalogue.words import ReadCode
from domain.common.codes import own_code
from domain.printing.rules import is_serial


def read_scan(raw: str) -> ReadCode:
    """The scan taken apart; with `fault`, what came is no whole code and touches nothing."""
    return read_content(content_of(raw, is_ours))


def read_content(content: ScanContent) -> ReadCode:
    """The same of a scan whose characters were looked at already."""
    fault = "" if content.verdict is ContentVerdict.GOOD else content.verdict.value
    label = content.label
    if label is None:
        ours = own_code(content.text)
        return ReadCode(ours.text if ours is not None and ours.is_right and not fault else content.text, fault)
    last_day = label.expires_on or label.best_before
    return ReadCode(content.text, fault, True, label.gtin, label.weight_g, label.lot, last_day)


def is_ours(text: str) -> bool | None:
    """True for a whole code made here, False for one with a wrong check digit, None for any other text."""
    ours = own_code(text)
    if ours is not None:
        return ours.is_right
    return True if is_serial(text.upper()) else None
