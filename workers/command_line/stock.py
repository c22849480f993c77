"""`stock show | allocate | slots`: what lies there and wants a look, promises to a cycle, shelves proposed and accepted.

`bins import | export` stand with the other tables of the company, in tables.py.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from domain.common.clock import now
from domain.common.database import Database
from domain.common.people import Actor
from domain.common.sentences import _
from domain.stock.operations import accept_slots, propose_slots
from domain.stock.operations import allocate as promise
from domain.stock.queries import expiring, level_faults, low_stock, stock_summary
from domain.stock.words import ExpiryRow, SlotProposal, StockRow
from workers.command_line.answers import Answer, say


def show(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Each product's stock; what runs low, what ends within so many days, levels that are not their ledger's sum."""
    today = now().astimezone().date()
    with database.read() as connection:
        rows = stock_summary(connection, today)
        low, ending = low_stock(connection, today), expiring(connection, today, wanted.days)
        faults = level_faults(connection)
    body = {
        "products": [_product(row) for row in rows],
        "low": [_product(row) for row in low],
        "ending": [_lot(row) for row in ending],
        "faults": [asdict(row) for row in faults],
    }
    return Answer(body, list(_shown(rows, low, ending)), is_well=not faults)


def _product(row: StockRow) -> dict[str, Any]:
    return {**asdict(row), "is_low": row.is_low}


def _lot(row: ExpiryRow) -> dict[str, Any]:
    level = row.level
    where = {"bin": level.bin, "lot": level.lot, "product": level.product, "quantity": level.quantity}
    return {**where, "expires_on": level.expires_on, "days": row.days}


def _shown(rows: tuple[StockRow, ...], low: tuple[StockRow, ...], ending: tuple[ExpiryRow, ...]) -> Iterator[str]:
    for row in rows:
        yield _("{product}: {quantity} {unit}, {usable} of them free").format(**asdict(row))
    for row in low:
        yield _("Low: {product}, {usable} free, wanted at least {low}").format(**asdict(row))
    for one in ending:
        words = _("Ended: {product}, lot {lot}, {quantity} in {bin}, {expires_on}")
        if one.days >= 0:
            words = _("Ends soon: {product}, lot {lot}, {quantity} in {bin}, {expires_on}")
        yield words.format(**_lot(one))


def allocate(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Promises what lies there to a cut cycle, first expired first."""
    answer = promise(database, actor, wanted.code).answer
    words = _("{held} of {open} pieces are promised from stock, {missing} are missing in {short_products} products.")
    return Answer(answer, [words.format(**answer)])


def slots(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Proposes a shelf for every product; with --accept they are those it is picked from, from now on."""
    say(_("Looking for shelves …"))
    plan = propose_slots(database, seconds=wanted.seconds, refills=wanted.refills)
    if wanted.accept:
        accept_slots(database, actor, plan)
    body = {
        "products": len(plan.rows),
        "moves": plan.moves,
        "nights": plan.nights,
        "plan_m": plan.plan_m,
        "greedy_m": plan.greedy_m,
        "today_m": plan.today_m,
        "unslotted": plan.unslotted,
        "accepted": wanted.accept,
        "slots": [
            {"product": row.product, "turnover": row.turnover, "before": row.before, "bin": row.bin}
            for row in plan.rows
        ],
    }
    return Answer(body, list(_proposed(plan, wanted.accept)))


def _proposed(plan: SlotProposal, accepted: bool) -> Iterator[str]:
    for row in plan.rows:
        yield f"{row.turnover}  {row.bin}  {row.product}" + (f"  ({row.before})" if row.before != row.bin else "")
    metres = {"plan": plan.plan_m, "greedy": _metres(plan.greedy_m), "today": _metres(plan.today_m)}
    yield _("A night's walk: {plan} m; nearest shelf first: {greedy}; today: {today}.").format(**metres)
    yield (_("These shelves are in force.") if accepted else _("Nothing was changed. Accept with --accept."))


def _metres(found: int | None) -> str:
    return _("not to be told") if found is None else f"{found} m"
