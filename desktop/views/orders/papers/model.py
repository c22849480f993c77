"""The kinds of paper in words: how many sheets and pieces, which copy comes next, where they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.background.papers import PapersRead
from desktop.widgets import figures
from domain.common.sentences import _, ngettext

if TYPE_CHECKING:
    from exchange.documents import DocumentFile, PaperSet

SHOWN_NAMES = 3
QUIET = frozenset({"count"})
"""Kinds that are made only when somebody ticks them."""
NIGHT_ICONS = {"count": "product", "totes": "tag", "load": "load", "run": "delivery", "shortage": "late"}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One kind: `sheets` 0 means there is nothing to print of it, and `why_not` says why. Usual ones are ticked."""

    kind: str
    name: str
    icon: str
    sheets: int
    detail: str
    why_not: str = ""
    is_usual: bool = True


def kind_word(kind: str) -> str:
    """A kind of paper as people call it."""
    return {
        "purchase": _("Purchase orders"),
        "pick": _("Pick lists"),
        "sow": _("Sow lists"),
        "count": _("Count sheets"),
        "totes": _("Tote contents"),
        "load": _("Load lists"),
        "run": _("Run sheets"),
        "handover": _("Handover sheets"),
        "shortage": _("Shortage notices"),
        "sums": _("Day's sums"),
    }.get(kind, kind)


def lines_of(read: PapersRead, kinds: tuple[str, ...], copies: Mapping[str, int]) -> tuple[PaperLine, ...]:
    """What there is of each kind, and which copy comes next."""
    from exchange.documents import left_out

    icons = {
        "purchase": "purchase",
        "pick": "pick",
        "sow": "sow",
        "handover": "handover",
        "sums": "check",
    } | NIGHT_ICONS
    missing = {each.kind: each.sentence for each in left_out(read.papers, kinds)}
    found = []
    for kind in kinds:
        sheets = _sheets(read.papers, kind)
        said = [ngettext("{count} sheet", "{count} sheets", sheets).format(count=figures.count(sheets))]
        said.append(_("copy {number} next").format(number=copies.get(kind, 0) + 1))
        detail = _("nothing to print yet") if kind in missing else " · ".join(said)
        icon = icons.get(kind, "papers")
        found.append(PaperLine(kind, kind_word(kind), icon, sheets, detail, missing.get(kind, ""), kind not in QUIET))
    return tuple(found)


def _sheets(papers: PaperSet, kind: str) -> int:
    from exchange.documents import PaperKind

    return papers.sheets(PaperKind(kind))


def unprintable_sentence(read: PapersRead) -> str:
    """Names before printing what will print as 〓; empty when every font has everything."""
    if not read.unprintable:
        return ""
    shown = "; ".join(f"{each.text} ({each.where})" for each in read.unprintable[:SHOWN_NAMES])
    more = len(read.unprintable) - SHOWN_NAMES
    said = ngettext(
        "{count} text holds a character no font has; it prints as 〓: {names}",
        "{count} texts hold characters no font has; they print as 〓: {names}",
        len(read.unprintable),
    ).format(count=len(read.unprintable), names=shown)
    return said + (" …" if more > 0 else "")


def made_sentence(files: tuple[DocumentFile, ...], folder: Path) -> str:
    """What was written, and where."""
    pages = sum(file.pages for file in files)
    said = ngettext("{count} file", "{count} files", len(files)).format(count=len(files))
    return _("{files}, {pages}, in {folder}").format(files=said, pages=figures.pages(pages), folder=folder)
