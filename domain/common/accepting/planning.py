"""Which rows of a file are new, changed or unchanged, and what is wrong with the others. Nothing is written here.

A row is recognised by its code, else by its name. What it does not say stays as it is. Next: writing.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from domain.common.accepting.nouns import Claim, Names, Noun, Planned, SheetRow, load_stored
from domain.common.errors import Notice
from domain.common.fields import Fault, Value, Values, defaults, shown
from domain.common.notices import RowNotice


@dataclass(slots=True)
class Plan:
    """The rows that will be written, how many change nothing, and the problems of the rest."""

    new: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    unchanged: int = 0
    problems: list[RowNotice] = field(default_factory=list)


def plan(connection: Connection, noun: Noun, rows: Sequence[SheetRow]) -> Plan:
    """What accepting the rows would do. The stored things are locked until the caller's transaction ends."""
    stored = load_stored(connection, noun)
    planning = _Planning(noun, stored, Names(connection, noun))
    for row in rows:
        planning.take(row)
    planning.refuse_rivals()
    return planning.finished()


class _Planning:
    """The work of one file: who is who, and what each row leaves."""

    def __init__(self, noun: Noun, stored: dict[int, dict[str, Value]], names: Names) -> None:
        self.noun, self.stored, self.names = noun, stored, names
        self.now = dict(stored)
        self.plan = Plan()
        self.planned: list[Planned] = []
        self.by_code = {str(thing["code"]): identity for identity, thing in stored.items()}
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for identity, thing in stored.items():
            if noun.key(thing):
                self.by_key[noun.key(thing)].append(identity)
        self.taken: dict[Claim, int] = {}

    def take(self, row: SheetRow) -> None:
        """One row: its faults, or its place in the plan."""
        values, faults = self.names.put_ids(row.values)
        identity = self._recognised(values, faults)
        before = self.stored[identity] if identity is not None else self._beginning()
        after = {**before, **values}
        if identity is not None and after["code"] != before["code"] and "state" not in values:
            after["state"] = "active"  # a draft that got its own code is completed
        faults += self.noun.faults(after)
        faults += self._twice(row.row, identity, values, after)
        if faults:
            self._problem(row.row, after, faults)
        else:
            self.planned.append(Planned(row.row, identity, before, after))
            self._know(identity, before, after)

    def _recognised(self, values: Values, faults: list[Fault]) -> int | None:
        """The id of the stored thing the row means, None for a new one; what makes that unclear goes to `faults`."""
        code = str(values.get("code") or "")
        if code in self.by_code:
            return self.by_code[code]
        found = self.by_key.get(self.noun.key(values), []) if self.noun.key(values) else []
        if self.noun.retired_names_are_free:
            live = [one for one in found if self.now[one]["state"] != "retired"]
            retired = [one for one in found if one not in live]
            found = (retired or live) if values.get("state") == "retired" else live
        if len(found) > 1 and not code:
            faults.append(Fault("name", self.noun.shown_name(values), Notice.of("name_not_unique")))
        if len(found) != 1:
            return None
        return found[0] if not code or self.noun.is_draft(self.now[found[0]]) else None

    def _know(self, identity: int | None, before: Values, after: dict[str, Value]) -> None:
        """Rows further down meet the thing as this row leaves it; the name it gives up is free for them."""
        if identity is None:
            return
        self.now[identity] = after
        old, new = self.noun.key(before), self.noun.key(after)
        if old != new:
            self.by_key[old].remove(identity)
            self.by_key[new].append(identity)

    def _beginning(self) -> dict[str, Value]:
        ids = {reference.field: reference for reference in self.noun.references}
        begun = defaults(each for each in self.noun.fields if each.name not in ids)
        return begun | {reference.column: reference.empty for reference in self.noun.references}

    def _twice(self, row: int, identity: int | None, values: Values, after: Values) -> list[Fault]:
        """A fault when an earlier row of the file meant the same thing, even one that was not taken: else the same
        file would do something else the next time.
        """
        marks: list[Claim] = [("id", str(identity))] if identity is not None else []
        marks += [("code", str(values["code"]))] if values.get("code") else []
        if not values.get("code") and self.noun.key(after):
            marks.append(("key", self.noun.key(after)))
        first = next((self.taken[mark] for mark in marks if mark in self.taken), None)
        for mark in marks:
            self.taken.setdefault(mark, row)
        return (
            [] if first is None else [Fault("code", str(values.get("code") or ""), Notice.of("row_twice", row=first))]
        )

    def refuse_rivals(self) -> None:
        """Rows that would take a name or barcode another thing has, or keeps, become problems; until none is left."""
        while True:
            refused = self._rivals()
            if not refused:
                return
            self.planned = [one for one in self.planned if id(one) not in refused]
            for one, fault in refused.values():
                self._problem(one.row, one.after, [fault])

    def _rivals(self) -> dict[int, tuple[Planned, Fault]]:
        owners: dict[Claim, str] = {}
        moving = {one.id for one in self.planned if one.id is not None}
        for identity, thing in self.stored.items():
            if identity not in moving:
                owners |= dict.fromkeys(self.noun.claims(thing), str(thing["code"]))
        refused: dict[int, tuple[Planned, Fault]] = {}
        # Those that only keep what they have come before those that want something.
        for one in sorted(self.planned, key=lambda one: (self._wants(one), one.row)):
            rival = next((claim for claim in self.noun.claims(one.after) if claim in owners), None)
            if rival:
                field_name, text = rival
                reason = Notice.of(f"{field_name}_taken", text=shown(text), owner=owners[rival])
                refused[id(one)] = (one, Fault(field_name, shown(text), reason))
            else:
                mine = str(one.after["code"] or self.noun.shown_name(one.after))
                owners |= dict.fromkeys(self.noun.claims(one.after), mine)
        return refused

    def _wants(self, one: Planned) -> bool:
        return one.id is None or set(self.noun.claims(one.after)) != set(self.noun.claims(one.before))

    def finished(self) -> Plan:
        """The plan, its problems in the order of the rows."""
        for one in self.planned:
            if one.id is None:
                self.plan.new.append(one)
            elif any(one.before[name] != one.after[name] for name in self.noun.compared):
                self.plan.changed.append(one)
            else:
                self.plan.unchanged += 1
        self.plan.problems.sort(key=lambda problem: problem.row)
        return self.plan

    def _problem(self, row: int, values: Values, faults: Iterable[Fault]) -> None:
        name = shown(values.get("name") or values.get("code"))
        self.plan.problems += [
            RowNotice(row, fault.reason, text=name, column=fault.field, value=fault.value) for fault in faults
        ]
