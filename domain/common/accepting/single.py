"""One thing added or edited by a person: the same checks as for a file, guarded by the version that was looked at.

The trail keeps what was before and after, field by field. Next: the operations of catalogue and places.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from domain.common.accepting.nouns import Names, Noun, Planned, SheetRow, load_stored
from domain.common.accepting.planning import plan
from domain.common.accepting.writing import tell_renamed, write_new, write_parts
from domain.common.command import Transaction
from domain.common.errors import NotFound, Notice, Outdated, Refusal
from domain.common.fields import Fault, Value, Values
from domain.common.lookups import table_of


class EntryRefused(Refusal):
    """The values of a form cannot be taken. `code` and facts are those of the first fault; `faults` has them all."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)
        # Each refusal of this class has its own reason.
        self.code = faults[0].reason.code  # type: ignore[misc]

    def facts(self) -> dict[str, object]:
        """The facts of the first fault, and which field it is about."""
        return dict(self.faults[0].reason.facts) | {"at": self.faults[0].field}


def add(tx: Transaction, noun: Noun, values: Values) -> int:
    """The id of the new thing. Raises EntryRefused when something is wrong, or the code or name is taken."""
    planned = plan(tx.connection, noun, [SheetRow(1, values)])
    if planned.problems:
        raise EntryRefused([Fault(one.column, one.value, one.reason) for one in planned.problems])
    if not planned.new:
        raise EntryRefused([_taken(noun, values)])
    write_new(tx, noun, planned.new)
    write_parts(tx, noun, planned.new)
    tell_renamed(tx, noun, planned.new)
    made = planned.new[0]
    assert made.id is not None, "written above"
    tx.note(noun.stage, f"{noun.what}_added", str(made.after["code"]), after=_readable(made.after))
    return made.id


def edit(tx: Transaction, noun: Noun, identity: int, seen_version: int, changes: Values) -> bool:
    """True when something was changed. The version must be the one that was looked at: else Outdated.

    Raises NotFound, EntryRefused; RuleBroken when another thing has the name or barcode already.
    """
    stored = load_stored(tx.connection, noun, [identity])
    if identity not in stored:
        raise NotFound(noun.what, str(identity))
    before = stored[identity]
    values, faults = Names(tx.connection, noun).put_ids(changes)
    after = {**before, **values}
    faults += noun.faults(after)
    if faults:
        raise EntryRefused(faults)
    changed = {name: after[name] for name in noun.compared if after[name] != before[name]}
    if before["version"] != seen_version:
        raise Outdated(noun.shown_name(before))
    if not changed:
        return False
    one = Planned(1, identity, before, after)
    _guarded_update(tx, noun, one, seen_version)
    write_parts(tx, noun, [one])
    tell_renamed(tx, noun, [one])
    tx.note(
        noun.stage,
        f"{noun.what}_edited",
        str(before["code"]),
        before=_readable({name: before[name] for name in changed}),
        after=_readable(changed),
    )
    return True


def _guarded_update(tx: Transaction, noun: Noun, one: Planned, seen_version: int) -> None:
    table = table_of(noun.record)
    values = {name: one.after[name] for name in noun.columns if one.after[name] != one.before[name]}
    if noun.stored_key:
        values[noun.stored_key] = noun.key(one.after)
    guarded = update(table).where(table.c.id == one.id, table.c.version == seen_version)
    done = tx.connection.execute(guarded.values(**values, version=table.c.version + 1))
    if done.rowcount != 1:
        raise Outdated(noun.shown_name(one.before))


def _taken(noun: Noun, values: Values) -> Fault:
    field = "code" if values.get("code") else "name"
    text = str(values.get(field) or "")
    return Fault(field, text, Notice.of(f"{field}_taken", text=text, owner=str(values.get("code") or "")))


def _readable(values: dict[str, Value]) -> dict[str, Value]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}  # type: ignore[misc]
