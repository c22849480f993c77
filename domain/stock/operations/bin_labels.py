"""The labels of shelves and other bins: of those named, of a zone, or of all in use, with what is picked from them.

A shelf that gets another product gets another label when it is asked for again; the one before is void. Next:
domain/printing/operations/asking_many.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from domain.catalogue.words import TemperatureZone
from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.printing import operations as printing
from domain.printing.words import BinLabel, JobKind
from domain.stock.words import BinRetired

BETWEEN = "、"
"""Between the products of a shelf that holds several."""

_BINS = text(
    """
    SELECT b.id, b.code, b.zone, b.active, b.warehouse_id, w.name AS warehouse, p.name AS product, p.spec
    FROM bin b JOIN warehouse w ON w.id = b.warehouse_id
    LEFT JOIN slot s ON s.bin_id = b.id LEFT JOIN product p ON p.id = s.product_id
    ORDER BY w.code, b.walk_order, b.code, p.name, p.id
    """
)


def ask_bin_labels(
    database: Database,
    actor: Actor,
    codes: Sequence[str] = (),
    *,
    zone: TemperatureZone | None = None,
    command_id: str | None = None,
) -> Done:
    """Labels for the bins of these codes, or for those in use of a zone, or for all in use; along the walk.

    Answer as printing.Asked.answer. Raises NotFound and BinRetired by the first code that has no bin in use.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        labels = _labels(tx.connection)
        chosen = _named(labels, codes) if codes else [one for one in labels if one.is_of(zone)]
        wishes = [one.wish(place) for place, one in enumerate(chosen, 1)]
        return printing.ask_many(tx, JobKind.BIN_LABEL, wishes).answer()

    body = [list(codes), zone]
    return command.execute(database, actor, "ask_bin_labels", body, work, right=Right.PRINT, command_id=command_id)


class _Shelf:
    """A bin and what is picked from it."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.products: list[tuple[str, str]] = []

    def is_of(self, zone: TemperatureZone | None) -> bool:
        return bool(self.row.active) and zone in (None, self.row.zone)

    def wish(self, place: int) -> printing.Wish:
        code = self.row.code
        # One product: name and spec apart. Several: their names alone, each with its spec.
        alone = len(self.products) == 1
        product = self.products[0][0] if alone else BETWEEN.join(" ".join(each).strip() for each in self.products)
        spec = self.products[0][1] if alone else ""
        body = BinLabel(code, self.row.warehouse, self.row.zone, product, spec)
        group = f"bins of warehouse {self.row.warehouse_id}"
        return printing.Wish(f"bin {self.row.id}", f"bin {self.row.id}", body, group, place)


def _labels(connection: Connection) -> list[_Shelf]:
    found: dict[int, _Shelf] = {}
    for row in connection.execute(_BINS):
        shelf = found.setdefault(row.id, _Shelf(row))
        if row.product is not None:
            shelf.products.append((row.product, row.spec))
    return list(found.values())


def _named(labels: Sequence[_Shelf], codes: Sequence[str]) -> list[_Shelf]:
    """The bins of the codes, whatever their case, along the walk."""
    by_code = {one.row.code.casefold(): one for one in labels}
    wanted = {code.strip().casefold(): code.strip() for code in codes}
    for key, code in wanted.items():
        if key not in by_code:
            raise NotFound("bin", code)
        if not by_code[key].row.active:
            raise BinRetired(by_code[key].row.code)
    return [one for one in labels if one.row.code.casefold() in wanted]
