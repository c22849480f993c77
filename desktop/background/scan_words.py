"""Whether a scan is fit to be looked up at all, and the words for one that is not: half, glued, unreadable, 4 KB long.

And any refusal in two parts, for a band that says what happened large and what to do below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from devices.languages.scan_content import ContentVerdict, content_of, shown
from domain.catalogue.words import ReadCode
from domain.common.sentences import _
from workers.scan_reading import is_ours, read_content
from workers.scan_reading import read_scan as read_scan

_FIRST_SENTENCE = re.compile(r"(.+?[.。:：])\s*(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FitScan:
    """A whole code, ready to be looked up."""

    read: ReadCode

    @property
    def code(self) -> str:
        """Its text without the AIM id."""
        return self.read.text


@dataclass(frozen=True, slots=True)
class UnfitScan:
    """A word, what came, what to do."""

    word: str
    what: str
    then: str


def judged(raw: str) -> FitScan | UnfitScan:
    """What came of one scan, by the one door of scans."""
    content = content_of(raw, is_ours)
    if content.verdict is ContentVerdict.GOOD:
        return FitScan(read_content(content))
    words = {
        ContentVerdict.EMPTY: _("The scanner sent nothing"),
        ContentVerdict.TOO_LONG: _("Far too long for a code: {code}"),
        ContentVerdict.UNPRINTABLE: _("Unreadable signs in it: {code}"),
        ContentVerdict.WRONG_CHECK_DIGIT: _("Its check digit is wrong: {code}"),
        ContentVerdict.GLUED: _("Two codes in one: {code}"),
        ContentVerdict.BROKEN_LABEL: _("A GS1 label with a wrong or missing digit: {code}"),
    }
    short = content.shown if len(content.shown) <= 28 else f"{content.shown[:27]}…"
    return UnfitScan(
        _("Not a code"), words[content.verdict].format(code=short), _("Nothing was counted. Scan it again.")
    )


def be_ready(_progress: object = None) -> None:
    """Loads what reads GS1 labels, in the pool: the first label of a night is not to stop the window for half a second."""
    read_scan("]C10106901234567892")


def broken_off(raw: str) -> UnfitScan:
    """A burst of keys without its end."""
    short = shown(raw)
    short = short if len(short) <= 28 else f"{short[:27]}…"
    return UnfitScan(
        _("Not a code"), _("The scan broke off: {code}").format(code=short), _("Nothing was counted. Scan it again.")
    )


def parted(text: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest: what happened, what to do."""
    found = _FIRST_SENTENCE.match(text)
    if not found:
        return text.rstrip("。."), ""
    return found[1].rstrip("。.:："), found[2]
