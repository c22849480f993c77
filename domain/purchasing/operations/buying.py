"""What to buy: one draft per supplier with the sum of each product. Run again it brings the drafts up to date and makes
supplementary orders of what is wanted beyond those the suppliers know; what was sent is never changed.

The snapshot's row is locked first, so amendments and two persons wait for each other. Next: editing.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.lookups import table_of
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.cutoff.records import AmendmentRecord
from domain.cutoff.words import AmendmentState
from domain.ordering.queries import cycle_id
from domain.purchasing.queries.standing import ProductStanding, standings
from domain.purchasing.records import PurchaseLineRecord, PurchaseOrderRecord
from domain.purchasing.rules.buying import bought, cases_by_hand
from domain.purchasing.words import Bought, PurchaseState
from domain.stock.operations import allocate_within

LONGEST_CODE = 30
"""Longer cycle codes would leave no room for the number of the order behind them."""


def make_orders(database: Database, actor: Actor, cycle_code: str, *, command_id: str | None = None) -> Done:
    """Drafts of what is to be bought for a cut cycle, the stock they count on promised to it.

    Answer {"cycle", "orders": [{"id", "number", "supplier_id", "lines", "cases", "pieces", "made"}], "surplus":
    [{"product", "spec", "pieces"}], "by_hand"}: `surplus` pieces were ordered and are no longer wanted, `by_hand`
    lines keep the cases a person added or took off. Raises NotFound, CycleNotCut.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        answer = orders_within(tx, cycle_code)
        tx.note("purchasing", "orders_made", f"cycle {cycle_code}", after=answer)
        return answer

    return command.execute(database, actor, "make_orders", [cycle_code], work, right=Right.BUY, command_id=command_id)


def orders_within(tx: Transaction, cycle_code: str) -> dict[str, Any]:
    """As make_orders, inside another command's transaction. No trail row of its own."""
    cycle = cycle_id(tx.connection, cycle_code)
    snapshot = locked_snapshot(tx.connection, cycle)
    found = standings(tx.connection, cycle, snapshot)
    drafts = _Drafts.read(tx, cycle, cycle_code, snapshot)
    wanted = _wanted(found, drafts.lines)
    names = {one.supplier_id: one.supplier for one in found}
    in_order = sorted(wanted, key=lambda supplier: (supplier is None, names.get(supplier, ""), supplier))
    answered = [drafts.write(tx, supplier, wanted[supplier]) for supplier in in_order]
    answered += [drafts.write(tx, supplier, {}) for supplier in drafts.ids if supplier not in wanted]
    if any(line.stock_used for lines in wanted.values() for line in lines.values()):
        allocate_within(tx, cycle)
        tx.stages.add("stock")
    surplus = [
        {"product": one.name, "spec": one.spec, "pieces": one.standing.surplus} for one in found if one.standing.surplus
    ]
    by_hand = sum(row.changed_by is not None for row in drafts.lines.values())
    return {"cycle": cycle_code, "orders": [one for one in answered if one], "surplus": surplus, "by_hand": by_hand}


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A line as a draft shall have it."""

    sum: Bought
    cost_fen: int | None
    changed_by: str | None

    @property
    def stock_used(self) -> int:
        return self.sum.stock_used

    def values(self) -> dict[str, Any]:
        """The columns that follow the sum."""
        return {
            "demand": self.sum.demand,
            "stock_used": self.sum.stock_used,
            "from_left_over": self.sum.from_left_over,
            "case_size": self.sum.case_size,
            "cases": self.sum.cases,
            "ordered": self.sum.ordered,
            "left_over": self.sum.left_over,
            "cost_fen": self.cost_fen,
            "changed_by": self.changed_by,
        }


ByProduct = dict[int, WantedLine]


def _wanted(found: Iterable[ProductStanding], drafted: Mapping[int, Any]) -> dict[int | None, ByProduct]:
    """Lines by supplier and product. What stock covers whole stands there with no case, so that the sum is seen."""
    wanted: dict[int | None, ByProduct] = defaultdict(dict)
    products = set()
    for one in found:
        products.add(one.product_id)
        row = drafted.get(one.product_id)
        more = cases_by_hand(bought_of(row)) if row is not None and row.changed_by is not None else 0
        if one.standing.missing or more > 0:
            line = bought(one.standing, one.case_size, more)
            changed_by = row.changed_by if row is not None and cases_by_hand(line) else None
            wanted[one.supplier_id][one.product_id] = WantedLine(line, one.cost_fen, changed_by)
    for product_id, row in drafted.items():
        if product_id not in products and row.changed_by is not None:  # bought by hand, nobody ordered it
            wanted[row.supplier_id][product_id] = WantedLine(bought_of(row), row.cost_fen, row.changed_by)
    return dict(wanted)


def bought_of(row: Any) -> Bought:
    """The sum as a line of an order holds it."""
    return Bought(row.demand, row.stock_used, row.from_left_over, row.case_size, row.cases)


@dataclass(slots=True)
class _Drafts:
    """The cycle's drafts: their ids by supplier, their lines by product."""

    cycle: int
    code: str
    snapshot: int
    amendments: int
    count: int
    ids: dict[int | None, tuple[int, str]]
    lines: dict[int, Any]

    @classmethod
    def read(cls, tx: Transaction, cycle: int, code: str, snapshot: int) -> _Drafts:
        order = PurchaseOrderRecord
        orders = tx.connection.execute(
            select(order.id, order.number, order.supplier_id).where(
                order.cycle_id == cycle, order.state == PurchaseState.DRAFT.value
            )
        ).all()
        count = select(func.count()).select_from(order).where(order.cycle_id == cycle)
        ids = {row.supplier_id: (int(row.id), str(row.number)) for row in orders}
        query = (
            select(table_of(PurchaseLineRecord), order.supplier_id)
            .join(order, order.id == PurchaseLineRecord.purchase_order_id)
            .where(order.id.in_([row.id for row in orders]))
        )
        lines = {row.product_id: row for row in tx.connection.execute(query)}
        made = int(tx.connection.execute(count).scalar_one())
        return cls(cycle, code, snapshot, accepted_amendments(tx.connection, snapshot), made, ids, lines)

    def write(self, tx: Transaction, supplier: int | None, wanted: ByProduct) -> dict[str, Any] | None:
        """Brings the supplier's draft to what is wanted; the answer's row, None when there is nothing of it left."""
        there = supplier in self.ids
        order_id, number = self.ids[supplier] if there else self._open(tx, supplier)
        before = {p: row for p, row in self.lines.items() if row.purchase_order_id == order_id}
        self._take_out(tx, order_id, [p for p in before if p not in wanted])
        self._bring(tx, order_id, before, wanted)
        facts: dict[str, Any] = {"snapshot_id": self.snapshot, "amendments": self.amendments}
        if not wanted:
            facts |= {"state": PurchaseState.CANCELLED.value}
        mine = update(PurchaseOrderRecord).where(PurchaseOrderRecord.id == order_id)
        tx.connection.execute(mine.values(**facts, version=PurchaseOrderRecord.version + 1))
        if not wanted:
            return None
        cases = sum(line.sum.cases for line in wanted.values())
        pieces = sum(line.sum.ordered for line in wanted.values())
        about = {"id": order_id, "number": number, "supplier_id": supplier, "made": not there}
        return {**about, "lines": len(wanted), "cases": cases, "pieces": pieces}

    def _open(self, tx: Transaction, supplier: int | None) -> tuple[int, str]:
        self.count += 1
        order_id, number = open_draft(tx, self.cycle, self.code, self.snapshot, supplier, self.count, self.amendments)
        self.ids[supplier] = (order_id, number)
        return order_id, number

    def _take_out(self, tx: Transaction, order_id: int, products: list[int]) -> None:
        if products:
            of_order = PurchaseLineRecord.purchase_order_id == order_id
            tx.connection.execute(
                delete(PurchaseLineRecord).where(of_order, PurchaseLineRecord.product_id.in_(products))
            )

    def _bring(self, tx: Transaction, order_id: int, before: dict[int, Any], wanted: ByProduct) -> None:
        new = [
            {"purchase_order_id": order_id, "product_id": product, **line.values()}
            for product, line in wanted.items()
            if product not in before
        ]
        changed = [
            {"line": before[product].id, **line.values()}
            for product, line in wanted.items()
            if product in before and any(getattr(before[product], n) != v for n, v in line.values().items())
        ]
        if new:
            tx.connection.execute(insert(PurchaseLineRecord), new)
        if changed:
            lines = table_of(PurchaseLineRecord)
            named: dict[str, Any] = {name: bindparam(name) for name in changed[0] if name != "line"}
            tx.connection.execute(
                update(lines).where(lines.c.id == bindparam("line")).values(**named, version=lines.c.version + 1),
                changed,
            )


def open_draft(
    tx: Transaction, cycle: int, code: str, snapshot: int, supplier: int | None, count: int, amendments: int
) -> tuple[int, str]:
    """A fresh draft as the cycle's `count`-th order: (id, number)."""
    number = f"{code if len(code) <= LONGEST_CODE else f'C{cycle}'}-P{count}"
    row = {
        "number": number,
        "cycle_id": cycle,
        "snapshot_id": snapshot,
        "supplier_id": supplier,
        "amendments": amendments,
        "state": PurchaseState.DRAFT.value,
        "made_at": tx.at,
        "made_by": tx.actor.person,
    }
    made = insert(PurchaseOrderRecord).values(**row).returning(PurchaseOrderRecord.id)
    return int(tx.connection.execute(made).scalar_one()), number


def accepted_amendments(connection: Connection, snapshot: int) -> int:
    """How many amendments of the snapshot count."""
    query = select(func.count()).where(
        AmendmentRecord.snapshot_id == snapshot, AmendmentRecord.state == AmendmentState.ACCEPTED.value
    )
    return int(connection.execute(query).scalar_one())
