"""A scanner that types like a keyboard: which keys are one scan, by timing, prefix and end; and how its timing is learnt.

Pure: whoever has a window gives the keys with their moments and does what comes back. Timing is the only sign there is:
a scanner needs some ms a key, a person a tenth of a second. Next: desktop/widgets/scanner_gate.py.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from devices.languages.check_digits import check_digit_is_right

GAP_S = 0.05
SHORTEST = 4
LONGEST = 4096
"""Of a burst that does not end so much is kept: enough to say that it is no code."""
LOST = "\N{REPLACEMENT CHARACTER}"
"""A key without a character inside a burst: a character that the keyboard could not carry."""
PREFIX_GAP_S = 0.25
"""Behind a prefix nobody doubts that a scanner types: it may take its time."""


@dataclass(frozen=True, slots=True)
class WedgeTiming:
    """How the station's scanner types: at most `gap_s` between two keys, `prefix` before each code, an Enter or a Tab
    behind it or (`has_end` False) nothing but silence.
    """

    gap_s: float = GAP_S
    prefix: str = ""
    has_end: bool = True


class Fate(enum.Enum):
    """What becomes of a key. PASS: a person's, after those held back. HOLD: perhaps a scan's. SWALLOW: a scan's, and
    nobody gets it. SCANNED: it ends a scan; `take` gives the code.
    """

    PASS = "pass"
    HOLD = "hold"
    SWALLOW = "swallow"
    SCANNED = "scanned"


class Burst:
    """The keys since the last pause. Moments are s on one clock, the keyboard's own."""

    def __init__(self, timing: WedgeTiming | None = None) -> None:
        self.timing = timing or WedgeTiming()
        self.text = ""
        self._last = float("-inf")
        self._ended = float("-inf")
        self._repeats = False

    @property
    def wait_s(self) -> float:
        """Silence of so long says that nothing more comes."""
        prefix = self.timing.prefix
        return PREFIX_GAP_S if prefix and self.text.startswith(prefix) else self.timing.gap_s

    def follows(self, moment: float) -> bool:
        """True when the key comes as soon behind the one before as only a scanner types."""
        follows, self._last = moment - self._last < self.wait_s, moment
        return follows

    def press(self, text: str, moment: float, *, is_end: bool = False, is_repeat: bool = False) -> Fate:
        """The fate of one key that `follows` was asked about before. `is_repeat`: the keyboard repeats a held key."""
        if is_repeat and (not self.text or self._repeats):
            self._repeats = True
            return Fate.PASS
        self._repeats = False
        is_tail = not self.text and moment - self._ended < self.timing.gap_s
        if is_end:
            return Fate.SCANNED if self.is_code else Fate.SWALLOW if is_tail else Fate.PASS
        if is_tail and text in ("\n", "\r"):
            return Fate.SWALLOW
        if not self.text and not self._may_begin(text):
            return Fate.PASS
        self.text = (self.text + (text or LOST))[:LONGEST]
        return Fate.HOLD

    def may_go_on(self, text: str) -> bool:
        """True when a key pressed together with Ctrl or Alt may be a control character of a scan: never the first one,
        but for a prefix that is one."""
        return bool(self.text) or (bool(text) and self.timing.prefix.startswith(text))

    @property
    def is_code(self) -> bool:
        """The keys so far are long enough for a code."""
        return self._has_prefix or len(self.text) >= SHORTEST

    def take(self, moment: float | None = None) -> str:
        """The code without its prefix; nothing is left. `moment`: its end was seen then, and ends behind it are its own."""
        code = self.text.removeprefix(self.timing.prefix)
        self.text = ""
        if moment is not None:
            self._ended = moment
        return code

    @property
    def _has_prefix(self) -> bool:
        prefix = self.timing.prefix
        return bool(prefix) and len(self.text) > len(prefix) and self.text.startswith(prefix)

    def _may_begin(self, text: str) -> bool:
        return bool(text) and (text.isprintable() or self.timing.prefix.startswith(text))


# Learning --------------------------------------------------------------------------------------------

TRIES = 3
PAUSE_S = 0.6
"""Two scans are so far apart: a person presses the trigger again."""
SLOWEST_S = 0.1
LEAST_GAP_S, MOST_GAP_S = 0.025, 0.15
FEWEST_KEYS = 6
_BEFORE_AN_EAN = re.compile(r"([^0-9A-Za-z\]]{1,4})(?:\][A-Za-z][0-9])?([0-9]{13}|[0-9]{8})")
"""Signs that no code begins with, before a number whose check digit is right: the prefix the scanner is set to."""


class LearnFault(enum.StrEnum):
    """Why nothing was learnt. TOO_SLOW: no faster than a person; DIFFERENT: the three are not one
    code; SHORT: too few keys to measure; CAPS_LOCK, LAYOUT: the code shown came with other characters.
    """

    TOO_SLOW = "too_slow"
    DIFFERENT = "different"
    SHORT = "short"
    CAPS_LOCK = "caps_lock"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What three scans of one code taught: the timing to set, the code as it came, the slowest key (s)."""

    timing: WedgeTiming
    code: str
    slowest_s: float


class WedgeLearner:
    """Three scans of one code. `shown`: the code a screen asked for, "" when any will do."""

    def __init__(self, shown: str = "") -> None:
        self._shown = shown
        self._tries: list[tuple[str, float, bool]] = []
        self._text, self._slowest, self._last = "", 0.0, float("-inf")

    @property
    def done(self) -> int:
        """Scans heard whole so far."""
        return len(self._tries)

    def press(self, text: str, moment: float, *, is_end: bool = False) -> None:
        """One more key."""
        gap, self._last = moment - self._last, moment
        if gap > PAUSE_S:
            self.pause()
        elif self._text:
            self._slowest = max(self._slowest, gap)
        if is_end:
            self._close(has_end=True)
        else:
            self._text += text

    def pause(self) -> None:
        """Nothing came for PAUSE_S: what came before had no end."""
        self._close(has_end=False)

    def _close(self, *, has_end: bool) -> None:
        if self._text and len(self._tries) < TRIES:
            self._tries.append((self._text, self._slowest, has_end))
        self._text, self._slowest = "", 0.0

    def outcome(self) -> Learnt | LearnFault | None:
        """What was learnt, or why nothing was; None while scans are still to come."""
        if self.done < TRIES:
            return None
        texts = {text for text, _, _ in self._tries}
        if len(texts) > 1:
            return LearnFault.DIFFERENT
        text, slowest = texts.pop(), max(slow for _, slow, _ in self._tries)
        if len(text) < FEWEST_KEYS:
            return LearnFault.SHORT
        if slowest > SLOWEST_S:
            return LearnFault.TOO_SLOW
        prefix = self._prefix_in(text)
        if isinstance(prefix, LearnFault):
            return prefix
        gap = min(MOST_GAP_S, max(LEAST_GAP_S, 2 * slowest))
        has_end = all(has_end for _, _, has_end in self._tries)
        return Learnt(WedgeTiming(round(gap, 3), prefix, has_end), text.removeprefix(prefix), slowest)

    def _prefix_in(self, text: str) -> str | LearnFault:
        """What stands before the code that was shown; an AIM id is no prefix: it says something."""
        if not self._shown:
            found = _BEFORE_AN_EAN.fullmatch(text)
            return found[1] if found and check_digit_is_right(found[2]) else ""
        at = text.find(self._shown)
        if at < 0:
            folded = text.casefold().find(self._shown.casefold())
            return LearnFault.CAPS_LOCK if folded >= 0 else LearnFault.LAYOUT
        before = text[:at]
        return before[:-3] if len(before) >= 3 and before[-3] == "]" else before
