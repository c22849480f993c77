"""Shares what is too little of a product by the rule a person picks, kept with every line so that it can be recomputed.

The snapshot's row is locked, so amendments wait; the shares are written in bulk and proved by the guard
shares_are_the_lines_and_add_up on the way to live. Sharing anew supersedes what was in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, update

from domain.common import command
from domain.common.bulk import insert_rows
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.lookups import table_of
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.purchasing.queries.lines import BuyersLines
from domain.purchasing.queries.shortages import available_of, lines_to_share, product_name
from domain.purchasing.records import ShortageRecord, ShortageShareRecord
from domain.purchasing.rules.sharing import shares, shares_hash
from domain.purchasing.words import AvailableOutOfRange, NotShared, NotShort, ShortageRule, ShortageState

COLUMNS = ("shortage_id", "order_id", "point_id", "wanted", "given", "rank", "tagged")


def share_shortage(
    database: Database,
    actor: Actor,
    cycle_code: str,
    product_id: int,
    rule: ShortageRule,
    *,
    tags: Sequence[str] = (),
    available: int | None = None,
    command_id: str | None = None,
) -> Done:
    """Shares a product that is short over its buyers' lines.

    Answer {"shortage", "version", "product", "rule", "wanted", "available", "given", "lines", "short_lines", "hash",
    "unchanged"}. `tags`: of tagged_first; none named: any tag counts. `available`: what a person reckons with, at most what is there and still to come; None: what is there.
    The very same sharing again changes nothing (`unchanged`). Raises NotShort, NobodyWants,
    AvailableOutOfRange, CycleNotCut; RuleBroken when a point holds more of it already than it would be given.
    """
    kept = sorted({tag.strip() for tag in tags if tag.strip()}) if rule is ShortageRule.TAGGED_FIRST else []

    def work(tx: Transaction) -> dict[str, Any]:
        cycle = cycle_id(tx.connection, cycle_code)
        snapshot = locked_snapshot(tx.connection, cycle)
        lines = lines_to_share(tx.connection, snapshot, product_id, rule, kept)
        there = _reckoned(tx, cycle, product_id, lines.wanted, available)
        answer = _share(tx, snapshot, product_id, rule, ",".join(kept), there, lines)
        if not answer["unchanged"]:
            tx.note("purchasing", "shortage_shared", f"cycle {cycle_code} product {product_id}", after=answer)
        return answer

    body = [cycle_code, product_id, rule.value, kept, available]
    return command.execute(
        database, actor, "share_shortage", body, work, right=Right.SHARE_SHORTAGE, command_id=command_id
    )


def lift_shortage(
    database: Database, actor: Actor, cycle_code: str, product_id: int, *, command_id: str | None = None
) -> Done:
    """Ends a sharing because there is enough after all: {"product", "superseded": version}. Raises NotShared."""

    def work(tx: Transaction) -> dict[str, Any]:
        snapshot = locked_snapshot(tx.connection, cycle_id(tx.connection, cycle_code))
        name = product_name(tx.connection, product_id)
        live = _live(tx, snapshot, product_id)
        if live is None:
            raise NotShared(name)
        _supersede(tx, live.id)
        answer = {"product": name, "superseded": live.version}
        tx.note("purchasing", "shortage_lifted", f"cycle {cycle_code} product {product_id}", before=live.hash)
        return answer

    return command.execute(
        database,
        actor,
        "lift_shortage",
        [cycle_code, product_id],
        work,
        right=Right.SHARE_SHORTAGE,
        command_id=command_id,
    )


def _reckoned(tx: Transaction, cycle: int, product_id: int, wanted: int, said: int | None) -> int:
    """The pieces to share: what is there, or what a person reckons with."""
    there, to_come = available_of(tx.connection, cycle, product_id)
    if said is not None and not 0 <= said <= there + to_come:
        raise AvailableOutOfRange(product_name(tx.connection, product_id), said, there + to_come)
    reckoned = there if said is None else said
    if reckoned >= wanted:
        raise NotShort(product_name(tx.connection, product_id), wanted, reckoned)
    return reckoned


def _share(
    tx: Transaction, snapshot: int, product: int, rule: ShortageRule, tags: str, available: int, lines: BuyersLines
) -> dict[str, Any]:
    given = shares(rule, available, lines.wants, lines.tagged)
    digest = shares_hash(rule, tags, available, lines.orders, lines.wants, lines.tagged, given)
    live = _live(tx, snapshot, product)
    same = live is not None and live.hash == digest
    head = {"rule": rule.value, "wanted": lines.wanted, "available": available, "given": sum(given), "hash": digest}
    if same:
        shortage, version = int(live.id), int(live.version)
    else:
        if live is not None:
            _supersede(tx, live.id)
        version = _next_version(tx, snapshot, product)
        shortage = _write(
            tx, {"snapshot_id": snapshot, "product_id": product, "version": version, "tags": tags, **head}, lines, given
        )
    named = {"shortage": shortage, "version": version, "product": product_name(tx.connection, product)}
    short_lines = sum(got < wanted for got, wanted in zip(given, lines.wants, strict=True))
    return {**named, **head, "lines": len(given), "short_lines": short_lines, "unchanged": same}


def _write(tx: Transaction, head: dict[str, Any], lines: BuyersLines, given: Sequence[int]) -> int:
    """Head, shares, live: the guard proves them on the last step. The id of the shortage."""
    about = {"state": ShortageState.BUILDING.value, "lines": len(given), "at": tx.at}
    who = {"person": tx.actor.person, "command_id": tx.command_id}
    made = insert(ShortageRecord).values(**head, **about, **who).returning(ShortageRecord.id)
    shortage = int(tx.connection.execute(made).scalar_one())
    columns = (lines.orders, lines.points, lines.wants, given, lines.tagged)
    rows = (
        (shortage, order, point, wanted, got, rank, int(tagged))
        for rank, (order, point, wanted, got, tagged) in enumerate(zip(*columns, strict=True), 1)
    )
    insert_rows(tx.connection, table_of(ShortageShareRecord), COLUMNS, rows)
    live = update(ShortageRecord).where(ShortageRecord.id == shortage)
    tx.connection.execute(live.values(state=ShortageState.LIVE.value))
    return shortage


def _live(tx: Transaction, snapshot: int, product: int) -> Any:
    """The sharing in force, None when none is. The snapshot's row is locked: nobody shares beside us."""
    query = select(ShortageRecord.id, ShortageRecord.version, ShortageRecord.hash).where(
        ShortageRecord.snapshot_id == snapshot,
        ShortageRecord.product_id == product,
        ShortageRecord.state == ShortageState.LIVE.value,
    )
    return tx.connection.execute(query).one_or_none()


def _supersede(tx: Transaction, shortage: int) -> None:
    old = update(ShortageRecord).where(ShortageRecord.id == shortage)
    tx.connection.execute(old.values(state=ShortageState.SUPERSEDED.value))


def _next_version(tx: Transaction, snapshot: int, product: int) -> int:
    last = select(func.coalesce(func.max(ShortageRecord.version), 0)).where(
        ShortageRecord.snapshot_id == snapshot, ShortageRecord.product_id == product
    )
    return int(tx.connection.execute(last).scalar_one()) + 1
