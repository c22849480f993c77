"""Writes a plan: all new things in one go, all changed ones in one go, in the caller's transaction, with one trail row.

Next: single.py, for the edit of one thing by a person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, update

from domain.common.accepting.nouns import Noun, Planned, SheetRow
from domain.common.accepting.planning import Plan, plan
from domain.common.bulk import insert_rows, take_ids
from domain.common.command import Transaction
from domain.common.fields import Value
from domain.common.lookups import table_of
from domain.common.notices import CatalogueAnswer


def accept(tx: Transaction, noun: Noun, rows: Sequence[SheetRow], source: str) -> CatalogueAnswer:
    """Takes the good rows, all of them at once, and tells the problems of the others. `source` goes into the trail."""
    planned = plan(tx.connection, noun, rows)
    # The changed first: a name or code they give up may be that of a new thing.
    _update(tx, noun, planned.changed)
    write_new(tx, noun, planned.new)
    write_parts(tx, noun, [*planned.new, *planned.changed])
    tell_renamed(tx, noun, [*planned.changed, *planned.new])
    doubts = noun.doubts(tx.connection, [*planned.new, *planned.changed]) if noun.doubts else []
    counts = (len(planned.new), len(planned.changed), planned.unchanged)
    done = CatalogueAnswer(*counts, tuple(planned.problems), tuple(doubts))
    if done.new or done.changed:
        told = {"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "problems": len(done.problems)}
        tx.note(noun.stage, f"{noun.what}_imported", source, after=told | {"sha256": _hash_of(planned)})
    return done


def write_new(tx: Transaction, noun: Noun, new: Sequence[Planned]) -> None:
    """Inserts the new things, each with its id and, where it has none, a code."""
    table = table_of(noun.record)
    taken = {str(one.after["code"]) for one in new}
    for one, identity in zip(new, take_ids(tx.connection, table, len(new)), strict=True):
        one.id = identity
    _give_codes(tx, noun, [one for one in new if not one.after["code"]], taken)
    columns = ("id", *noun.columns, *([noun.stored_key] if noun.stored_key else []))
    rows = [(one.id, *(_plain(one.after[name]) for name in noun.columns), *_key(noun, one)) for one in new]
    if rows:
        insert_rows(tx.connection, table, columns, rows)


def _give_codes(tx: Transaction, noun: Noun, waiting: Sequence[Planned], taken: set[str]) -> None:
    """Codes of the noun's letter and the row's number; a number a person used already is passed over."""
    if not waiting:
        return
    table = table_of(noun.record)
    used = taken | set(tx.connection.execute(table.select().with_only_columns(table.c.code)).scalars())
    for one in waiting:
        code, turn = f"{noun.letter}{one.id:04d}", 1
        while code in used:
            turn += 1
            code = f"{noun.letter}{one.id:04d}-{turn}"
        used.add(code)
        one.after["code"] = code


def _update(tx: Transaction, noun: Noun, changed: Sequence[Planned]) -> None:
    """One UPDATE for all. Names that wander from one row to another are first parted from both."""
    if not changed:
        return
    table = table_of(noun.record)
    _part_names(tx, noun, [one for one in changed if _identity(noun, one.before) != _identity(noun, one.after)])
    values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in noun.columns}
    if noun.stored_key:
        values[noun.stored_key] = bindparam("new_key")
    statement = update(table).where(table.c.id == bindparam("this_id"))
    rows: list[dict[str, Value]] = [
        {"this_id": one.id, "new_key": noun.key(one.after), **{f"new_{name}": one.after[name] for name in noun.columns}}
        for one in changed
    ]
    tx.connection.execute(statement.values(**values, version=table.c.version + 1), rows)


def _part_names(tx: Transaction, noun: Noun, moving: Sequence[Planned]) -> None:
    unique = [name for name in ("code", "name", "plate", noun.stored_key) if name and _is_unique(noun, name)]
    table = table_of(noun.record)
    parted: dict[str, BindParameter[Any]] = {name: bindparam("parted") for name in unique}
    if moving and parted:
        rows = [{"this_id": one.id, "parted": f"~{one.id}"} for one in moving]
        tx.connection.execute(update(table).where(table.c.id == bindparam("this_id")).values(**parted), rows)


def _is_unique(noun: Noun, name: str) -> bool:
    table = table_of(noun.record)
    if name not in table.c:
        return False
    return bool(table.c[name].unique) or any(i.unique and [c.name for c in i.columns] == [name] for i in table.indexes)


def _identity(noun: Noun, values: dict[str, Value]) -> tuple[object, ...]:
    return (values.get("code"), values.get("name"), noun.key(values), values.get("state") == "retired")


def write_parts(tx: Transaction, noun: Noun, written: Sequence[Planned]) -> None:
    """Replaces the parts of the things whose parts differ."""
    for part in noun.parts:
        wanted: dict[int, tuple[str, ...]] = {}
        for one in written:
            after = one.after[part.field]
            if one.id is not None and isinstance(after, tuple) and after != one.before.get(part.field):
                wanted[one.id] = after
        if wanted:
            part.write(tx.connection, wanted)


def tell_renamed(tx: Transaction, noun: Noun, written: Sequence[Planned]) -> None:
    """Tells the noun of every new and changed name, so that former names stay known."""
    if noun.renamed is None:
        return
    moved = [
        (one.id, noun.key(one.before), noun.key(one.after))
        for one in written
        if one.id is not None and noun.key(one.before) != noun.key(one.after)
    ]
    if moved:
        noun.renamed(tx.connection, moved)


def _key(noun: Noun, one: Planned) -> tuple[str, ...]:
    return (noun.key(one.after),) if noun.stored_key else ()


def _plain(value: Value) -> Value:
    return int(value) if isinstance(value, bool) else value


def _hash_of(planned: Plan) -> str:
    """SHA-256 over everything that was written, in the order of the rows."""
    body = [
        [one.row, sorted(one.after.items())] for one in sorted([*planned.new, *planned.changed], key=lambda o: o.row)
    ]
    return hashlib.sha256(
        json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    ).hexdigest()
