"""What one try of setting a device up came to: it works, or a sentence says what is wrong and what to do.

The same small value for a test print, a test scan and a test weighing. `sentences.sentence(tried.notice)` makes the
sentence in the reader's language; the templates stand in domain/common/sentences/setting_up_*.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.errors import Notice


@dataclass(frozen=True, slots=True)
class Tried:
    """`works`, and the sentence about it as a notice; `seen`: what came, as a person may read it (bytes in hex, a code)."""

    works: bool
    notice: Notice
    seen: str = ""

    @classmethod
    def good(cls, code: str, /, *, seen: str = "", **facts: object) -> Tried:
        """It works; what was found goes into the sentence."""
        return cls(True, Notice.of(code, **facts), seen)

    @classmethod
    def bad(cls, code: str, /, *, seen: str = "", **facts: object) -> Tried:
        """It does not, and the sentence says what to do next."""
        return cls(False, Notice.of(code, **facts), seen)
