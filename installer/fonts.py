"""Makes the shipped fonts' fall-back face and the list of characters each font has.

Run by hand when a font is renewed: `python -m installer.fonts HK.ttf JP.ttf` after the new
Noto files were put into exchange/fonts. docs/decisions/0002-fonts.md tells where they come from;
exchange/fonts/__init__.py reads what is written here.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from exchange import fonts

EXTRA_FAMILY = "Daybreak Han Extra"
EXTRA_VERSION = "Version 1.000"
# The files of one family stand at one instant, so that the same sources give the same bytes.
MADE_AT = 3_800_000_000  # seconds since 1904, the epoch of the format
TABLES_NOT_NEEDED = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "prep"]


def main(arguments: list[str]) -> int:
    if not arguments:
        print("Say which Noto Sans files may lend characters, the best first.")
        return 2
    make_extra_font([Path(argument) for argument in arguments])
    write_coverage()
    return 0


def make_extra_font(sources: list[Path]) -> None:
    """Writes the face of all characters that a source has and Noto Sans SC lacks."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    seen = characters_of(fonts.font_files()[fonts.REGULAR])
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for number, source in enumerate(sources):
            wanted = characters_of(source) - seen
            seen |= wanted
            parts.append(str(Path(folder) / f"{number}.ttf"))
            subset(source, wanted).save(parts[-1])
        merged = Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])
        name_it(merged)
        merged.recalcTimestamp = False
        merged["head"].created = merged["head"].modified = MADE_AT
        merged.save(fonts.font_files()[fonts.EXTRA])


def subset(source: Path, wanted: Iterable[int]):  # type: ignore[no-untyped-def]
    """The source with these characters' outlines alone, unhinted, without layout tables."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, layout_features=[], notdef_outline=True, glyph_names=False)
    options.drop_tables += TABLES_NOT_NEEDED
    face = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(face)
    return face


def name_it(face) -> None:  # type: ignore[no-untyped-def]
    """Its own name, as the licence asks of a changed font; copyright and licence stay."""
    names = face["name"]
    kept = {record.nameID: str(record) for record in names.names if record.nameID in (0, 13, 14)}
    names.names = []
    ours = {1: EXTRA_FAMILY, 2: "Regular", 3: f"{EXTRA_FAMILY} {EXTRA_VERSION}"}
    ours |= {4: EXTRA_FAMILY, 5: EXTRA_VERSION, 6: fonts.EXTRA}
    for identifier, text in {**kept, **ours}.items():
        names.setName(text, identifier, 3, 1, 0x409)


def characters_of(path: Path) -> set[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as face:
        return set(face.getBestCmap())


def write_coverage() -> None:
    """One line a font: its name, then the hexadecimal ranges of the characters it has."""
    lines = []
    for name, path in fonts.font_files().items():
        if name != fonts.BOLD:  # the same characters as the regular face, which a test asserts
            lines.append(" ".join([name, *ranges(sorted(characters_of(path)))]))
    fonts.COVERAGE_FILE.write_text("\n".join(lines) + "\n", encoding="ascii")


def ranges(codes: list[int]) -> list[str]:
    found: list[list[int]] = []
    for code in codes:
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return [f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
