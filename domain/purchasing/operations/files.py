"""Receives a file of delivered quantities: good rows in one transaction, the others told by row. The same file again
changes nothing: each row is known by the file's hash.

exchange/receipts.py reads the file. Next: sharing.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, exists, select

from domain.catalogue.queries import find_products
from domain.catalogue.records import ProductRecord
from domain.catalogue.words import Wanted
from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import DomainError, Refusal
from domain.common.lookups import rows_with
from domain.common.names import folded
from domain.common.people import Actor, Right
from domain.ordering.queries import cycle_id
from domain.purchasing.operations import receiving
from domain.purchasing.operations.buying import orders_within
from domain.purchasing.records import PurchaseLineRecord, PurchaseOrderRecord, ReceiptLineRecord
from domain.purchasing.rules import receiving as rules
from domain.purchasing.words import Delivered, DeliveredRow, NotOnOrder, ProductUnknown, PurchaseState

LINE, ORDER, RECEIPT = PurchaseLineRecord, PurchaseOrderRecord, ReceiptLineRecord
OPEN = [PurchaseState.DRAFT.value, PurchaseState.SENT.value, PurchaseState.RECEIVING.value]


def receive_file(
    database: Database,
    actor: Actor,
    cycle_code: str,
    sha256: str,
    rows: Sequence[DeliveredRow],
    *,
    command_id: str | None = None,
) -> Done:
    """Receives the rows of a file against the cycle's orders (made first when there are none).

    Answer {"cycle", "rows", "received", "pieces", "refused", "unchanged", "orders", "finished", "warnings",
    "problems"}: counts of rows but for pieces; warnings and problems are [row, code, facts]. An order of which every
    line has been spoken for is finished. Raises NotFound, CycleNotCut.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        cycle = cycle_id(tx.connection, cycle_code)
        _have_orders(tx, cycle, cycle_code)
        taking = _Taking(tx, cycle, sha256, _products(tx.connection, cycle, rows))
        known = _known_rows(tx.connection, [taking.source(one.row) for one in rows])
        for one in rows:
            if taking.source(one.row) in known:
                taking.unchanged += 1
            else:
                taking.take(one)
        answer = taking.answer(cycle_code, len(rows))
        if taking.received:
            tx.note("purchasing", "file_received", f"cycle {cycle_code}", after={**answer, "sha256": sha256})
            receiving.top_up(tx, [cycle])
        return answer

    body = [cycle_code, sha256, [asdict(one) for one in rows]]
    return command.execute(database, actor, "receive_file", body, work, right=Right.RECEIVE, command_id=command_id)


def _have_orders(tx: Transaction, cycle: int, code: str) -> None:
    """Goods may come before anybody made an order: then the drafts are what they are received against."""
    if not tx.connection.execute(select(exists().where(ORDER.cycle_id == cycle))).scalar_one():
        orders_within(tx, code)
    lock = select(ORDER.id).where(ORDER.cycle_id == cycle).order_by(ORDER.id).with_for_update()
    tx.connection.execute(lock).all()


def _products(connection: Connection, cycle: int, rows: Iterable[DeliveredRow]) -> dict[int, int | None]:
    """The product of each row by its number: by barcode, by product code, by name and spec; else the one product on the
    cycle's orders of that name, because a delivery note seldom says the spec.
    """
    asked = {one.row: _ways_of(one) for one in rows}
    found = find_products(connection, "", [way for ways in asked.values() for way in ways])
    ordered = _ordered_names(connection, cycle)
    return {
        row: next((product for way in ways if (product := found[way]) is not None), None)
        or ordered.get(folded(ways[-1][0]))
        for row, ways in asked.items()
    }


def _ordered_names(connection: Connection, cycle: int) -> dict[str, int]:
    """Products on the cycle's orders by name, and by name with spec; a name that two of them bear names none."""
    query = (
        select(ProductRecord.id, ProductRecord.name, ProductRecord.spec)
        .distinct()
        .join(LINE, LINE.product_id == ProductRecord.id)
        .join(ORDER, ORDER.id == LINE.purchase_order_id)
        .where(ORDER.cycle_id == cycle)
    )
    rows = connection.execute(query).all()
    bare = Counter(folded(row.name) for row in rows)
    named = {folded(row.name): int(row.id) for row in rows if bare[folded(row.name)] == 1}
    return {**{folded(f"{row.name} {row.spec}"): int(row.id) for row in rows}, **named}


def _ways_of(row: DeliveredRow) -> list[Wanted]:
    ways: list[Wanted] = [(row.product, row.spec, code) for code in row.codes]
    return [*ways, (row.product, row.spec, "")]


def _known_rows(connection: Connection, sources: Sequence[str]) -> set[str]:
    rows = rows_with(connection, select(RECEIPT.source), RECEIPT.source, sources)
    return {str(row.source) for row in rows}


@dataclass(slots=True)
class _Taking:
    """One file on its way into the books."""

    tx: Transaction
    cycle: int
    sha256: str
    products: dict[int, int | None]
    received: int = 0
    pieces: int = 0
    refused: int = 0
    unchanged: int = 0
    orders: dict[int, str] = field(default_factory=dict)
    warnings: list[list[Any]] = field(default_factory=list)
    problems: list[list[Any]] = field(default_factory=list)

    def source(self, row: int, part: int = 0) -> str:
        """How the books know a row of this file."""
        return f"{self.cycle}/{self.sha256[:32]}/{row}/{part}"

    def take(self, row: DeliveredRow) -> None:
        """Receives the row, or keeps why not."""
        try:
            self._receive(row)
        except Refusal as refusal:
            self.problems.append([row.row, refusal.code, _plain(refusal)])

    def _receive(self, row: DeliveredRow) -> None:
        product = self.products[row.row]
        if product is None:
            raise ProductUnknown(" ".join(part for part in (row.product, row.spec, *row.codes) if part))
        lines = receiving.lines_of_product(self.tx.connection, self.cycle, product)
        if not lines:
            raise NotOnOrder(row.product or " ".join(row.codes))
        awaited = receiving.awaited_by(lines)
        wrong = rules.refusal(awaited, row.delivered, receiving.today(self.tx)) or rules.over(awaited, row.delivered)
        if wrong is not None:
            raise wrong
        for part, (line, delivered) in enumerate(
            _parts(lines, row.delivered, rules.accepted_pieces(awaited, row.delivered))
        ):
            done = receiving.receive_line(self.tx, line, delivered, source=self.source(row.row, part))
            self.orders[line.purchase_order_id] = line.number
            self.pieces += done["accepted"]
            self.refused += done["refused"]
            self.warnings += [[row.row, *word] for word in done["warnings"]]
        self.received += 1

    def answer(self, code: str, rows: int) -> dict[str, Any]:
        """The counts, after the orders that are spoken for whole are finished."""
        finished = [number for order, number in self.orders.items() if self._finish(order)]
        counts = {
            "received": self.received,
            "pieces": self.pieces,
            "refused": self.refused,
            "unchanged": self.unchanged,
        }
        orders = {"orders": sorted(self.orders.values()), "finished": sorted(finished)}
        return {"cycle": code, "rows": rows, **counts, **orders, "warnings": self.warnings, "problems": self.problems}

    def _finish(self, order: int) -> bool:
        spoken = exists().where(RECEIPT.purchase_line_id == LINE.id)
        silent = exists().where(LINE.purchase_order_id == order, LINE.ordered > LINE.received, ~spoken)
        if self.tx.connection.execute(select(silent)).scalar_one():
            return False
        receiving.close(self.tx, order)
        return True


def _parts(lines: Sequence[Any], delivered: Delivered, accepted: int) -> list[tuple[Any, Delivered]]:
    """The pieces dealt to the lines that await them, the first order first; all else stands with the last of them."""
    dealt: list[tuple[Any, int]] = []
    left = accepted
    for line in lines:
        pieces = min(left, max(0, line.ordered + line.over_allowed - line.received))
        if pieces:
            dealt.append((line, pieces))
            left -= pieces
    dealt = dealt or [(lines[0], 0)]
    weight = delivered.weight_g if len(dealt) == 1 else None
    bare = replace(delivered, cases=0, refused=0, weight_g=weight)
    parts = [(line, replace(bare, pieces=pieces)) for line, pieces in dealt]
    last, said = parts[-1]
    parts[-1] = (last, replace(said, refused=delivered.refused))
    return parts


def _plain(refusal: DomainError) -> dict[str, Any]:
    """The facts of a refusal as JSON takes them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in refusal.facts().items()}
