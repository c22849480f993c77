"""What the acts of the demo's night share: the open company, the folder, the city, the three cycles and their orders.

Next: night.py, which plays the acts in their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from domain.common.database import Database
from domain.common.people import Actor
from domain.cutoff.operations import take_orders
from domain.ordering.operations import open_cycle
from domain.ordering.words import ImportAnswer
from exchange.imports import read_orders, read_pasted
from workers.demo import staff
from workers.demo.cycles import DemoCycle
from workers.demo.evening import Evening
from workers.demo.folder import DemoFolder
from workers.demo.orders import Night
from workers.demo.words import Company, DemoOptions


@dataclass(frozen=True, slots=True)
class Scene:
    """The night's stage. `cycle` is tonight's, `before` yesterday's, `after` tomorrow's."""

    database: Database
    folder: DemoFolder
    options: DemoOptions
    company: Company
    before: DemoCycle
    cycle: DemoCycle
    after: DemoCycle
    night: Night

    @property
    def evening(self) -> Evening:
        """The writer of tonight's files."""
        return Evening(self.folder, self.company, self.night, self.cycle)

    def open(self, cycle: DemoCycle, minimum_orders: int = 0) -> None:
        """The manager opens a cycle."""
        open_cycle(
            self.database,
            staff.MANAGER,
            cycle.code,
            cutoff_at=cycle.cutoff_at,
            delivery=cycle.delivery,
            title=cycle.title,
            minimum_orders=minimum_orders,
        )

    def take(self, path: Path, clerk: Actor, cycle: DemoCycle | None = None) -> ImportAnswer:
        """A clerk imports a file, into tonight's cycle unless another is named."""
        code = (cycle or self.cycle).code
        return take_orders(self.database, clerk, [read_orders(path)], code).answer

    def paste(self, path: Path, clerk: Actor) -> ImportAnswer:
        """A clerk pastes the chat of its point."""
        point = self.company.points[self.night.note_point].name
        pasted = read_pasted(path.read_text(encoding="utf-8"), name=path.name)
        return take_orders(self.database, clerk, [pasted], self.cycle.code, point=point).answer
