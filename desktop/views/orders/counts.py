"""How much lies behind each tab of the orders workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.cutoff import queries as cutoff_queries
from domain.ordering import queries

if TYPE_CHECKING:
    from domain.common.database import Connection


@dataclass(frozen=True, slots=True)
class Counts:
    """Orders that count, held rows, proposals of the late list."""

    orders: int
    held: int
    late: int


def read_counts(connection: Connection, code: str) -> Counts:
    """The counts of a cycle."""
    cycle = queries.cycle(connection, code)
    snapshot = cutoff_queries.snapshot(connection, code)
    return Counts(cycle.orders, cycle.held, snapshot.proposed if snapshot else 0)
