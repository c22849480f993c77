"""The kinds of paper, the rows one printing needs, and what comes back of each file written."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.common.errors import Refusal
from domain.cutoff.words import DaySums, HandoverSheet, PaperHead, PickSheet, PurchaseSheet, SowSheet


class PaperKind(enum.StrEnum):
    """The papers there are, in the order in which a night needs them."""

    PURCHASE = "purchase"
    PICK = "pick"
    SOW = "sow"
    HANDOVER = "handover"
    SUMS = "sums"


@dataclass(frozen=True, slots=True)
class PaperSet:
    """The rows of all papers of a cycle, as domain.cutoff.queries reads them."""

    head: PaperHead
    purchase: Sequence[PurchaseSheet] = field(default=())
    pick: Sequence[PickSheet] = field(default=())
    sow: Sequence[SowSheet] = field(default=())
    handover: Sequence[HandoverSheet] = field(default=())
    sums: DaySums | None = None

    def sheets(self, kind: PaperKind) -> int:
        """How many sheets there are of a kind."""
        if kind is PaperKind.SUMS:
            return int(self.sums is not None)
        return len(getattr(self, kind.value))


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A written paper: its kind, its place, how many pages, and the pieces that stand on it."""

    kind: str
    path: Path
    pages: int
    pieces: int


@dataclass
class PaperKindUnknown(Refusal):
    """Nobody can print this: `known` names what there is."""

    code = "paper_kind_unknown"
    kind: str
    known: str


@dataclass
class PaperNotWritten(Refusal):
    """The file could not be put there; what stood there before still does."""

    code = "paper_not_written"
    file: str
    detail: str
