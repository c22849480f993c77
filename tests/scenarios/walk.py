"""The line that is followed through the night, and what the steps so far found of it. Next: test_one_night.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import text

from domain.common.database import Database
from domain.ordering.words import CheckedLine, OrderFile
from workers.demo.hall.floor import Floor, floor
from workers.demo.scene import Scene
from workers.demo.words import DemoLine, DemoOrder, DemoProduct


@dataclass
class Walk:
    """The line that is followed, as it was truly ordered, and what the steps so far found of it."""

    scene: Scene
    orders: tuple[DemoOrder, ...]
    order: DemoOrder
    line: DemoLine
    product: DemoProduct
    path: Path
    file: OrderFile | None = None
    checked: CheckedLine | None = None
    line_id: int = 0
    order_id: int = 0
    given: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.scene.database

    def one(self, query: Any) -> Any:
        """The single row of a query."""
        with self.database.read() as connection:
            return connection.execute(query).one()

    @cached_property
    def floor(self) -> Floor:
        """The hall at work, with scanner and scales byte by byte."""
        return floor(self.scene)

    def all(self, query: str, **more: Any) -> list[Any]:
        """The rows of a query about the line: it may name :line, :order, :product, :point and what is given."""
        about = {"line": self.line_id, "order": self.order_id, **self.ids, **more}
        statement = text(query)
        wanted = {name: about[name] for name in statement.compile().params}
        with self.database.read() as connection:
            return list(connection.execute(statement, wanted).all())

    def ordered(self, *, at_its_point: bool) -> int:
        """How many pieces of the product everybody ordered, counted from the orders themselves."""
        return sum(
            line.pieces
            for order in self.orders
            if order.point == self.order.point or not at_its_point
            for line in order.counted
            if line.product == self.line.product
        )
