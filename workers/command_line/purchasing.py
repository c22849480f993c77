"""`receive FILE --cycle CODE` and `shortage CODE --rule RULE [--tags A,B] [--dry-run]`: counts, and who gets what."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.common.database import Database
from domain.common.errors import NotFound, Notice
from domain.common.people import Actor
from domain.common.sentences import _, sentence
from domain.purchasing import operations, queries
from domain.purchasing.queries import SharePreview, ShortProduct
from domain.purchasing.words import ShortageRule
from workers.command_line.answers import Answer

MOST_LINES = 20
"""So many buyers' lines are told a person for each product; --json has them all."""


def receive(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Receives a file of delivered quantities; what is still short stands in the answer."""
    from exchange.receipts import read_receipt

    if not wanted.file.is_file():
        raise NotFound("file", str(wanted.file))
    file = read_receipt(wanted.file)
    done = operations.receive_file(database, actor, wanted.cycle, file.sha256, file.rows).answer
    with database.read() as connection:
        short = [row for row in queries.short_products(connection, wanted.cycle) if row.is_settled]
    counts = {name: done[name] for name in ("received", "pieces", "refused", "unchanged", "orders", "finished")}
    unread = [{"row": p.row, "column": p.column, "value": p.value, "reason": sentence(p.reason)} for p in file.problems]
    named = {"file": file.file, "sheet": file.sheet}
    problems = sorted([*unread, *map(_told, done["problems"])], key=lambda problem: int(problem["row"]))
    body = {
        "cycle": wanted.cycle,
        **named,
        "rows": len(file.rows) + len({problem.row for problem in file.problems}),
        **counts,
        "short": [_short_body(row) for row in short],
        "warnings": [_told(word) for word in done["warnings"]],
        "problems": [{**named, **problem} for problem in problems],
    }
    return Answer(body, _received_lines(body))


def _told(word: Sequence[Any]) -> dict[str, Any]:
    """A word about a row, [row, code, facts], with its sentence."""
    row, code, facts = word
    return {"row": row, "reason": sentence(Notice(code, tuple(facts.items())))}


def _short_body(row: ShortProduct) -> dict[str, Any]:
    named = {"product": row.product, "spec": row.spec, "wanted": row.wanted, "available": row.available}
    return {**named, "short": row.short, "orders": row.orders, "points": row.points}


def _received_lines(body: dict[str, Any]) -> Iterator[str]:
    words = _("{orders}: {received} rows received, {pieces} pieces, {refused} refused, {unchanged} known already.")
    yield words.format(**{**body, "orders": ", ".join(body["orders"]) or _("(no order)")})
    for row in body["short"]:
        words = _("  short: {product}: {wanted} wanted, {available} there, {short} missing")
        yield words.format(**{**row, "product": _name(row)})
    for title, told in ((_("Look:"), body["warnings"]), (_("Not taken:"), body["problems"])):
        if told:
            yield title
        for word in told:
            yield "  " + _("row {row}: {reason}").format(**word)


def shortage(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Shares every product that is short for good, and lifts sharings of what came after all."""
    rule = ShortageRule(wanted.rule)
    tags = tuple(tag.strip() for tag in (wanted.tags or "").split(",") if tag.strip())
    with database.read() as connection:
        short = queries.short_products(connection, wanted.code)
        shared = set(queries.shared_products(connection, wanted.code))
        settled = [row for row in short if row.is_settled]
        found = [queries.shortage_preview(connection, wanted.code, row.product_id, rule, tags=tags) for row in settled]
    if not wanted.dry_run:
        for preview in found:
            operations.share_shortage(database, actor, wanted.code, preview.product_id, rule, tags=tags)
    enough = sorted(shared - {row.product_id for row in short})
    lifted = [] if wanted.dry_run else [_lifted(database, actor, wanted.code, product) for product in enough]
    products = [_product_body(row, preview) for row, preview in zip(settled, found, strict=True)]
    body = {
        "cycle": wanted.code,
        "rule": rule.value,
        "dry_run": bool(wanted.dry_run),
        **{name: sum(one[name] for one in products) for name in ("wanted", "available", "given", "short_lines")},
        "products": products,
        "waiting": [_waiting_body(row) for row in short if not row.is_settled],
        "lifted": lifted,
    }
    return Answer(body, _shared_lines(body))


def _lifted(database: Database, actor: Actor, code: str, product: int) -> str:
    return str(operations.lift_shortage(database, actor, code, product).answer["product"])


def _product_body(row: ShortProduct, preview: SharePreview) -> dict[str, Any]:
    lines = [
        {
            "order": line.order,
            "point": line.point,
            "name": line.name,
            "phone_tail": line.phone_tail,
            "wanted": line.wanted,
            "given": line.given,
        }
        for line in preview.rows
    ]
    sums = {"wanted": preview.wanted, "available": preview.available, "given": preview.given}
    touched = {"orders": row.orders, "points": row.points, "short_lines": len(preview.short_rows)}
    named = {"product": row.product, "spec": row.spec}
    return {**named, **sums, "short": preview.wanted - preview.given, **touched, "lines": lines}


def _waiting_body(row: ShortProduct) -> dict[str, Any]:
    """A product that is short by now and is not shared: something is to come, or nothing was ordered."""
    named = {"product": row.product, "spec": row.spec, "wanted": row.wanted, "available": row.available}
    words = (
        _("{product}: still to come, {still_to_come} ordered; receive it first.")
        if row.still_to_come
        else _("{product}: nothing was ordered; buy it or count the stock first.")
    )
    reason = words.format(product=_name(named), still_to_come=row.still_to_come)
    return {**named, "still_to_come": row.still_to_come, "reason": reason}


def _name(body: Mapping[str, Any]) -> str:
    """The product with its spec, where it has one."""
    return f"{body['product']} {body['spec']}".strip()


def _shared_lines(body: dict[str, Any]) -> Iterator[str]:
    if not body["products"]:
        yield _("Nothing is short.")
    for one in body["products"]:
        words = _(
            "{product}: {wanted} wanted, {available} there, {given} given, {short_lines} of {lines} lines go short."
        )
        yield words.format(**{**one, "product": _name(one), "lines": len(one["lines"])})
        short = [line for line in one["lines"] if line["given"] < line["wanted"]]
        for line in short[:MOST_LINES]:
            yield _("  {point}, {order} {name} {phone_tail}: {given} of {wanted}").format(**line)
        if len(short) > MOST_LINES:
            yield _("  … and {count} more lines").format(count=len(short) - MOST_LINES)
    yield from (one["reason"] for one in body["waiting"])
    yield from (
        _("{product}: enough after all, the sharing is lifted.").format(product=name) for name in body["lifted"]
    )
    if body["dry_run"]:
        yield _("Only a preview; nothing was changed.")
