"""`cycle open | show | cutoff`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime

from domain.common.clock import local_text, parse_moment
from domain.common.database import Database
from domain.common.money import yuan_text
from domain.common.people import Actor
from domain.common.sentences import _
from domain.common.sentences.vocabulary import word
from domain.cutoff import queries as cutoff_queries
from domain.cutoff.operations import cut_off
from domain.ordering import queries
from domain.ordering.operations import open_cycle
from domain.ordering.queries import CycleRow, SumRow
from workers.command_line.answers import Answer


def open_one(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Opens a cycle."""
    cutoff_at, delivery = _moment(wanted.cutoff, "--cutoff"), _day(wanted.delivery)
    done = open_cycle(database, actor, wanted.code, cutoff_at=cutoff_at, delivery=delivery)
    body = {"cycle": done.answer["cycle"], "state": done.answer["state"]}
    words = _("Cycle {cycle} is open until {cutoff}, delivery {delivery}.")
    return Answer(body, [words.format(cycle=wanted.code, cutoff=local_text(cutoff_at), delivery=delivery)])


def _moment(text: str, option: str) -> datetime:
    try:
        return parse_moment(text)
    except ValueError:
        print(f"main.py: {option}: {text!r} is no ISO 8601 time (2026-05-25T20:00+08:00)", file=sys.stderr)
        raise SystemExit(2) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        print(f"main.py: --delivery: {text!r} is no date (2026-05-26)", file=sys.stderr)
        raise SystemExit(2) from None


def cut(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Freezes the cycle's demand."""
    answer = cut_off(database, actor, wanted.code).answer
    words = _("Cycle {cycle} is cut off: snapshot {snapshot}, {orders} orders, {lines} lines, {pieces} pieces.")
    sums = _("Purchase {purchase} = pick {pick} = delivery {delivery} pieces. Hash {hash}.")
    pieces = {name: answer[name]["pieces"] for name in ("purchase", "pick", "delivery")}
    return Answer(answer, [words.format(**answer), sums.format(**pieces, hash=answer["hash"][:16])])


def show(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Sums so far, by point and by product."""
    with database.read() as connection:
        cycle = queries.cycle(connection, wanted.code)
        points = queries.sums_by_point(connection, wanted.code)
        products = queries.sums_by_product(connection, wanted.code)
        snapshot = cutoff_queries.snapshot(connection, wanted.code)
    body = {
        "cycle": cycle.code,
        "title": cycle.title,
        "state": cycle.state,
        "cutoff": cycle.cutoff_at,
        "delivery": cycle.delivery,
        "orders": cycle.orders,
        "lines": cycle.lines,
        "pieces": cycle.pieces,
        "amount_fen": cycle.paid_fen,
        "late": cycle.late,
        "held": cycle.held,
        "snapshot": snapshot.version if snapshot else None,
        "amendments": snapshot.amendments if snapshot else 0,
        "points": [_sum_body("point", row) for row in points],
        "products": [_sum_body("product", row) for row in products],
    }
    return Answer(body, _lines(cycle, points, products))


def _sum_body(what: str, row: SumRow) -> dict[str, object]:
    body: dict[str, object] = {what: row.name, "orders": row.orders, "pieces": row.pieces, "amount_fen": row.amount_fen}
    if what == "product":
        body["spec"] = row.spec
    return body


def _lines(cycle: CycleRow, points: tuple[SumRow, ...], products: tuple[SumRow, ...]) -> Iterator[str]:
    words = _("Cycle {cycle} ({state}): {orders} orders, {pieces} pieces, ¥{amount}.")
    yield words.format(
        cycle=cycle.code,
        state=_(word("state", cycle.state)),
        orders=cycle.orders,
        pieces=cycle.pieces,
        amount=yuan_text(cycle.paid_fen),
    )
    for row in (*points, *products):
        yield f"{row.pieces:>8}  {row.name} {row.spec}".rstrip()
