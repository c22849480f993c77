"""The one way a name reaches paper: cleaned of everything that is not a character to be seen.

Nothing on the papers is ever parsed as markup. What `clean` hands on is drawn glyph by glyph by
typefaces.py, so `<b>`, `&`, `=cmd()` and printer commands are letters like any others.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 600
"""No cell of a paper holds more characters than this; the rest is told by an ellipsis."""

ELLIPSIS: Final = "…"

_WHITE = re.compile(r"\s+")
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\s.]+')
_DEVICES_OF_WINDOWS: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")]
)


def clean(text: str) -> str:
    """The text as one line: white space is one blank, control bytes, bidi marks and lone surrogates are gone.

    What is left is drawn character by character; a character no font has is drawn as 〓 (exchange.fonts).
    """
    if text.isprintable() and "  " not in text:
        return text.strip() if len(text) <= LONGEST else text[: LONGEST - 1] + ELLIPSIS
    seen = "".join(character for character in _WHITE.sub(" ", text) if not _is_unseen(character))
    seen = _WHITE.sub(" ", seen).strip()
    return seen if len(seen) <= LONGEST else seen[: LONGEST - 1] + ELLIPSIS


def _is_unseen(character: str) -> bool:
    """Controls (Cc), format marks such as bidi overrides and joiners (Cf), lone surrogates (Cs)."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def file_part(text: str) -> str:
    """A piece of a file name that Windows, macOS and Linux all take: no path, no device, at most 60 characters."""
    kept = _NOT_IN_FILE_NAMES.sub("-", clean(text)).strip("-")[:60].strip("-")
    return f"{kept}-" if kept.lower() in _DEVICES_OF_WINDOWS else kept or "-"
