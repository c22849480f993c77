"""Shelves proposed by the engine and accepted by a person, as a whole. How the search works: engine/.

A proposal says from which shelf to which; accepted, it counts only while those shelves are still today's.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from domain.catalogue.words import TemperatureZone
from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import Outdated, Refusal
from domain.common.people import Actor, Right
from domain.common.quantity import cases_for
from domain.places.words import FIRST_WAREHOUSE
from domain.stock import rules
from domain.stock.operations import looking
from domain.stock.operations.bins import write_slots
from domain.stock.queries.slotting import SlottableProduct, SlottingFacts, slotting_facts
from domain.stock.records import BinRecord, SlotRecord
from domain.stock.words import (
    NoShelfOfZone,
    NothingToPlace,
    ShelfTooSmall,
    ShelfTooWeak,
    ShelvesTooSmall,
    ShelvesTooTight,
    ShelvesTooWeak,
    SlotProposal,
    SlotRow,
    SlotsChanged,
    SlottingTimedOut,
    TurnoverClass,
)

if TYPE_CHECKING:
    from domain.stock.engine.task import NoPlan, Plan, Task

NIGHTS = 7
SECONDS = 4.5
ZONES = tuple(TemperatureZone)


def propose_slots(
    database: Database,
    *,
    warehouse_id: int = FIRST_WAREHOUSE,
    nights: int = NIGHTS,
    refills: int = 1,
    seconds: float = SECONDS,
    seed: int = 0,
) -> SlotProposal:
    """A shelf for each product that was wanted in the last `nights` or lies there, within `seconds`. Changes nothing.

    A shelf carries the pieces of a product's busiest night, divided by the `refills` it gets in a night. Raises
    NothingToPlace, NoShelfOfZone, ShelfTooWeak, ShelfTooSmall, ShelvesTooWeak, ShelvesTooSmall, ShelvesTooTight,
    SlottingTimedOut.
    """
    begun = time.monotonic()
    with database.read() as connection:
        facts = slotting_facts(connection, warehouse_id, nights)
    if not facts.products:
        raise NothingToPlace()
    from domain.stock.engine.slotting import plan_shelves, walked_cm
    from domain.stock.engine.task import NOWHERE, NoPlan

    task = task_of(facts, refills)
    found = plan_shelves(task, seconds - (time.monotonic() - begun), seed)
    if isinstance(found, NoPlan):
        raise refusal_of(found, facts.products)
    places = {shelf.id: at for at, shelf in enumerate(facts.shelves)}
    today = [NOWHERE if one.bin_id is None else places.get(one.bin_id, NOWHERE) for one in facts.products]
    return _proposal(warehouse_id, facts, task, found, walked_cm(task, today), today.count(NOWHERE))


def task_of(facts: SlottingFacts, refills: int) -> Task:
    """The facts as the engine's arrays: same order of products and shelves."""
    from domain.stock.engine.task import Product, Shelf, Task, Walk

    place = {one.id: at for at, one in enumerate(facts.products)}
    loads = [cases_for(one.pieces, max(1, refills)) for one in facts.products]
    lists = Counter(tuple(sorted(place[one] for one in wanted if one in place)) for wanted in facts.lists)
    return Task(
        products=tuple(
            Product(_zone(one.zone), load * one.weight_g, load * one.volume_ml, one.weight_g)
            for one, load in zip(facts.products, loads, strict=True)
        ),
        shelves=tuple(
            Shelf(_zone(one.zone), one.x_cm, one.y_cm, one.level, one.walk_order, one.max_weight_g, one.max_volume_ml)
            for one in facts.shelves
        ),
        walks=tuple(Walk(wanted, times) for wanted, times in lists.items() if wanted),
        nights=max(1, facts.nights),
    )


def _zone(name: str) -> int:
    return ZONES.index(TemperatureZone(name))


def refusal_of(found: NoPlan, products: Sequence[SlottableProduct]) -> Refusal:
    """The refusal that says which limit leaves no plan."""
    from domain.stock.engine.task import NOWHERE, Limit

    zone = ZONES[found.zone].value
    name = "" if found.product == NOWHERE else products[found.product].name
    if found.limit is Limit.NO_SHELF:
        return NoShelfOfZone(zone, name)
    if found.limit is Limit.ONE_WEIGHT:
        return ShelfTooWeak(zone, name, found.needed, found.there)
    if found.limit is Limit.ONE_VOLUME:
        return ShelfTooSmall(zone, name, found.needed, found.there)
    if found.limit is Limit.WEIGHT:
        return ShelvesTooWeak(zone, found.needed, found.there)
    if found.limit is Limit.VOLUME:
        return ShelvesTooSmall(zone, found.needed, found.there)
    return ShelvesTooTight(zone) if found.limit is Limit.BOTH else SlottingTimedOut(zone)


def _proposal(
    warehouse_id: int, facts: SlottingFacts, task: Task, found: Plan, today_cm: int | None, unslotted: int
) -> SlotProposal:
    picks = Counter(dict.fromkeys(range(len(facts.products)), 0))
    for walk in task.walks:
        picks.update(dict.fromkeys(walk.products, walk.times))
    classes = rules.turnover_classes([picks[at] for at in range(len(facts.products))])
    rows = tuple(
        SlotRow(
            product_id=one.id,
            code=one.code,
            product=one.name,
            zone=one.zone,
            turnover=classes[at].value,
            picks_tenths=10 * picks[at] // task.nights,
            night_g=task.products[at].night_g,
            night_ml=task.products[at].night_ml,
            before_bin_id=one.bin_id,
            before=one.bin,
            bin_id=facts.shelves[found.shelf_of[at]].id,
            bin=facts.shelves[found.shelf_of[at]].code,
        )
        for at, one in enumerate(facts.products)
    )
    return SlotProposal(
        warehouse_id=warehouse_id,
        rows=rows,
        nights=facts.nights,
        lists=len(facts.lists),
        plan_m=found.walked_cm // 100,
        greedy_m=None if found.greedy_cm is None else found.greedy_cm // 100,
        today_m=None if today_cm is None else today_cm // 100,
        unslotted=unslotted,
        is_best_linear=found.is_best_linear,
    )


def accept_slots(database: Database, actor: Actor, proposal: SlotProposal, *, command_id: str | None = None) -> Done:
    """Makes the proposed shelves those the products are picked from, all of them: {"slots", "moved"}.

    Raises SlotsChanged when a product's shelf is not the one the proposal started from, Outdated when a bin carries
    less than the proposal puts there, and what set_slot raises.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        _refuse_changed(tx, proposal)
        _refuse_overfull(tx, proposal.rows)
        for row in proposal.rows:
            name, zone = looking.product(tx.connection, row.product_id)
            if refusal := rules.refusal_of_slot(name, zone, looking.goal(tx.connection, row.bin_id)):
                raise refusal
        write_slots(
            tx, [(proposal.warehouse_id, r.product_id, r.bin_id, TurnoverClass(r.turnover)) for r in proposal.rows]
        )
        answer = {"slots": len(proposal.rows), "moved": proposal.moves}
        tx.note("stock", "slots_accepted", f"warehouse {proposal.warehouse_id}", _shelves(proposal, "before"), {
            **answer, "plan_m": proposal.plan_m, "today_m": proposal.today_m, "shelves": _shelves(proposal, "bin"),
            "sha256": hashlib.sha256(json.dumps(body).encode()).hexdigest(),
        })  # fmt: skip
        return answer

    body = [proposal.warehouse_id, [[r.product_id, r.before_bin_id, r.bin_id, r.turnover] for r in proposal.rows]]
    return command.execute(
        database, actor, "stock.accept_slots", body, work, right=Right.KEEP_STOCK, command_id=command_id
    )


def _shelves(proposal: SlotProposal, which: str) -> dict[str, str]:
    """Shelf by product code, of those that change."""
    return {row.code: getattr(row, which) for row in proposal.rows if row.before_bin_id != row.bin_id}


def _refuse_changed(tx: Transaction, proposal: SlotProposal) -> None:
    query = select(SlotRecord.product_id, SlotRecord.bin_id).where(SlotRecord.warehouse_id == proposal.warehouse_id)
    today = {row.product_id: row.bin_id for row in tx.connection.execute(query.with_for_update())}
    for row in proposal.rows:
        if today.get(row.product_id) != row.before_bin_id:
            raise SlotsChanged(row.product)


def _refuse_overfull(tx: Transaction, rows: Sequence[SlotRow]) -> None:
    limits = select(BinRecord.id, BinRecord.code, BinRecord.max_weight_g, BinRecord.max_volume_ml)
    weight, volume = Counter[int](), Counter[int]()
    for row in rows:
        weight[row.bin_id] += row.night_g
        volume[row.bin_id] += row.night_ml
    for shelf in tx.connection.execute(limits):
        if weight[shelf.id] > shelf.max_weight_g or volume[shelf.id] > shelf.max_volume_ml:
            raise Outdated(shelf.code)
