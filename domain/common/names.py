"""How names from files are compared: two spellings of one name fold to one key. The shown name is never changed by it.

Used for products (catalogue.rules) and pickup points (places.rules).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

LONGEST_KEY = 240

ALIKE = 0.4
"""Less alike than that, a name is no suggestion."""

_OPENING = dict.fromkeys(map(ord, "（【〔［[{｛〈《「『"), "(")
_CLOSING = dict.fromkeys(map(ord, "）】〕］]}｝〉》」』"), ")")
_BRACKETS = _OPENING | _CLOSING
_SPACES = re.compile(r"(?<=\d)\s+(?=\d)|\s+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_name(text: str, longest: int) -> str:
    """The text on one line without control bytes, cut to `longest` characters with “…” when it is longer."""
    kept = "".join(ch for ch in re.sub(r"\s+", " ", text) if unicodedata.category(ch) not in ("Cc", "Cs")).strip()
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


@lru_cache(maxsize=1 << 17)
def folded(text: str) -> str:
    """The text for comparing: NFKC, every bracket round, no white space but between digits, no case, nothing invisible.

    “冰淇淋黄心西瓜（ 一箱四个 约14斤）” and “冰淇淋黄心西瓜(一箱四个约14斤)” fold to the same.
    """
    narrow = unicodedata.normalize("NFKC", text.translate(_BRACKETS)).translate(_BRACKETS)
    spaced = _SPACES.sub(_kept_space, narrow.strip())
    # 2.5kg is not 25kg: the variation selectors go, the point stays.
    seen = (ch for ch in spaced if unicodedata.category(ch) not in _INVISIBLE and not "\ufe00" <= ch <= "\ufe0f")
    return unicodedata.normalize("NFKC", "".join(seen).casefold())


def _kept_space(found: re.Match[str]) -> str:
    """A space between two digits keeps the numbers apart; any other is a matter of taste."""
    at = found.string
    before, after = at[found.start() - 1 : found.start()], at[found.end() : found.end() + 1]
    return " " if before.isdigit() and after.isdigit() else ""


def name_key(name: str) -> str:
    """The key of a plain name: folded and within limits."""
    return key_within_limits(folded(name))


def key_within_limits(key: str) -> str:
    """A key of at most LONGEST_KEY characters: a longer one keeps its beginning and gets a hash of the whole."""
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{key[: LONGEST_KEY - 33]}#{digest}"


def closest(name: str, texts: Sequence[str], count: int) -> list[int]:
    """Places of the texts that read most like the name, the likeliest first; at most `count`, none without likeness."""
    matcher = SequenceMatcher(b=folded(name), autojunk=False)
    scored = []
    for place, text in enumerate(texts):
        matcher.set_seq1(folded(text))
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and (alike := matcher.ratio()) > ALIKE:
            scored.append((-alike, place))
    return [place for _, place in sorted(scored)[:count]]
