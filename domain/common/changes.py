"""Which stages an operation touched: the answer travels to every window, which judges for itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Stages touched ("ordering", "cutoff"), and how many rows of what, for the status line."""

    stages: frozenset[str] = frozenset()
    counts: tuple[tuple[str, int], ...] = field(default=())

    def touches(self, stage: str) -> bool:
        """True when the stage was changed."""
        return stage in self.stages

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.stages | other.stages, self.counts + other.counts)
