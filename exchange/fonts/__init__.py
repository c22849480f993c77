"""The shipped fonts: where their files are, and which of them has a character.

Window, papers and labels all draw with these, so the same text looks the same everywhere.
Nothing is read at import; `coverage.txt` is read once, when first asked. The licence of each
file lies beside it; installer/fonts.py makes the fall-back face and the coverage list.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path
from typing import Final, NamedTuple

REGULAR: Final = "NotoSansSC-Regular"
BOLD: Final = "NotoSansSC-Bold"
EXTRA: Final = "DaybreakHanExtra-Regular"
EMOJI: Final = "NotoEmoji-Regular"

# What QFont.setFamilies takes, in the order in which a character is looked for.
FAMILIES: Final = ("Noto Sans SC", "Daybreak Han Extra", "Noto Emoji")

# Drawn where no shipped font has the character (the trade's geta mark; Noto Sans SC has it).
SUBSTITUTE: Final = "〓"

COVERAGE_FILE: Final = Path(__file__).with_name("coverage.txt")


class Run(NamedTuple):
    """A piece of a text that one font can draw."""

    font: str
    text: str


def font_files() -> dict[str, Path]:
    """Every shipped TrueType file by its PostScript name, the one to try first on top."""
    return {name: Path(__file__).with_name(f"{name}.ttf") for name in (REGULAR, BOLD, EXTRA, EMOJI)}


def coverage(character: str) -> str | None:
    """The PostScript name of the font that has the character, or None.

    The regular face stands for the bold one as well: both have the same characters.
    """
    for font, characters in _characters().items():
        if character in characters:
            return font
    return None


def missing_characters(text: str) -> list[str]:
    """The visible characters that no shipped font has, each once, in the order of the text."""
    if _covers_all(text):
        return []
    visible = (character for character in dict.fromkeys(text) if not is_invisible(character))
    return [character for character in visible if coverage(character) is None]


def is_invisible(character: str) -> bool:
    """Control and format characters, joiners and variation selectors: nothing is drawn for them."""
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") or (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )


def runs(text: str, bold: bool = False) -> list[Run]:
    """The text cut where the font changes; what no font has reads 〓, the invisible is left out.

    The fall-back and the emoji have no bold face; they are drawn regular in bold text too.
    """
    main = BOLD if bold else REGULAR
    if _covers_all(text):
        return [Run(main, text)] if text else []
    pieces: list[Run] = []
    for character in text:
        if is_invisible(character):
            continue
        font = coverage(character)
        drawn = character if font else SUBSTITUTE
        font = main if font in (None, REGULAR) else font
        if pieces and pieces[-1].font == font:
            pieces[-1] = Run(font, pieces[-1].text + drawn)
        else:
            pieces.append(Run(font, drawn))
    return pieces


def _covers_all(text: str) -> bool:
    """The usual case, quickly: the main font has every character."""
    return _characters()[REGULAR].issuperset(text)


@functools.cache
def _characters() -> dict[str, frozenset[str]]:
    found = {}
    for line in COVERAGE_FILE.read_text(encoding="ascii").splitlines():
        name, *ranges = line.split()
        found[name] = frozenset(character for each in ranges for character in _expand(each))
    return found


def _expand(codes: str) -> list[str]:
    first, _, last = codes.partition("-")
    return [chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)]
