"""The kinds of paper, the rows one printing needs, and what comes back of each file written."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from domain.common.errors import Refusal
from domain.cutoff.words import DaySums, HandoverSheet, PaperHead, PickSheet, PurchaseSheet, SowSheet
from domain.dispatch.queries.papers import LoadSheet, RunSheet
from domain.packing.queries.papers import ToteSlip
from domain.picking.queries.papers import ShortageNotice
from domain.stock.queries.papers import CountSheet
from exchange.documents.trip_map import TripMaps


class PaperKind(enum.StrEnum):
    """The papers there are, in the order in which a night needs them."""

    PURCHASE = "purchase"
    COUNT = "count"
    PICK = "pick"
    SOW = "sow"
    TOTES = "totes"
    LOAD = "load"
    RUN = "run"
    HANDOVER = "handover"
    SHORTAGE = "shortage"
    SUMS = "sums"


ASKED_FOR: Final = frozenset({PaperKind.COUNT})
"""Papers that are made only when somebody asks for them by name: nobody counts the stock every night."""


@dataclass(frozen=True, slots=True)
class PaperSet:
    """The rows of all papers of a cycle, as the queries of its stages read them.

    A stage that has not run yet has no rows. `shows_expected`: count sheets say what the books expect.
    `maps`: asked once for the roads and ways under the maps of the run sheets; None: straight lines.
    """

    head: PaperHead
    purchase: Sequence[PurchaseSheet] = field(default=())
    pick: Sequence[PickSheet] = field(default=())
    sow: Sequence[SowSheet] = field(default=())
    handover: Sequence[HandoverSheet] = field(default=())
    sums: DaySums | None = None
    count: Sequence[CountSheet] = field(default=())
    totes: Sequence[ToteSlip] = field(default=())
    load: Sequence[LoadSheet] = field(default=())
    run: Sequence[RunSheet] = field(default=())
    shortage: Sequence[ShortageNotice] = field(default=())
    shows_expected: bool = False
    maps: Callable[[], TripMaps] | None = None

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
