"""What the company keeps (a product, a supplier, a point, a van ...) as data: its table, its fields, its rules.

A Noun is declared once by its stage; planning.py, writing.py and single.py know nothing else about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.common.columns import Record
from domain.common.errors import Notice
from domain.common.fields import Fault, Field, Value, Values
from domain.common.lookups import table_of
from domain.common.names import folded
from domain.common.notices import RowNotice

Claim = tuple[str, str]
"""Something only one thing may have: (field, folded text), as its name or one of its barcodes."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a file: its number as a person counts, and what it says. Fields without a value are not in it."""

    row: int
    values: Values


@dataclass(slots=True)
class Planned:
    """What one row will do: make a thing (`id` None) or leave it as `after`; `before` is what is stored."""

    row: int
    id: int | None
    before: dict[str, Value]
    after: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names another thing by its code or name: "supplier" becomes `column` "supplier_id".

    `by` are the columns it may be named by, the first one counts first; `shown` is the one that files are given.
    """

    field: str
    column: str
    record: type[Record]
    by: tuple[str, ...]
    shown: str
    empty: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A field that lives in rows of its own, as the barcodes of a product.

    `load` gives the values by owner id (of all owners, or of those asked for); `write` replaces those of the given.
    `names`: each value names another thing, by what this reference says.
    """

    field: str
    load: Callable[[Connection, Collection[int] | None], Mapping[int, tuple[str, ...]]]
    write: Callable[[Connection, Mapping[int, tuple[str, ...]]], None]
    names: Reference | None = None


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of thing. `letter` begins the codes given to new ones; `claims` are what no two may share.

    `key` is the folded text a row without a code is recognised by, "" for none. `adopts`: a stored thing that
    was made as a draft and takes the code of the row that describes it. `renamed` is told of (id, old key, new key),
    `doubts` looks at what was written and says what wants a second look.
    """

    stage: str
    what: str
    record: type[Record]
    fields: tuple[Field, ...]
    letter: str
    faults: Callable[[Values], list[Fault]]
    key: Callable[[Values], str]
    claims: Callable[[Values], Iterable[Claim]]
    is_draft: Callable[[Values], bool] = lambda _values: False
    retired_names_are_free: bool = False
    references: tuple[Reference, ...] = ()
    parts: tuple[Part, ...] = ()
    stored_key: str | None = None
    renamed: Callable[[Connection, Sequence[tuple[int, str, str]]], None] | None = None
    doubts: Callable[[Connection, Sequence[Planned]], list[RowNotice]] | None = None
    shown_name: Callable[[Values], str] = lambda values: str(values.get("name") or values.get("code") or "")

    @property
    def columns(self) -> tuple[str, ...]:
        """The table's columns that fields fill, references as their id."""
        ids = {reference.field: reference.column for reference in self.references}
        parts = {part.field for part in self.parts}
        return tuple(ids.get(field.name, field.name) for field in self.fields if field.name not in parts)

    @property
    def compared(self) -> tuple[str, ...]:
        """Columns and parts: everything that makes a thing changed when it differs."""
        return (*self.columns, *(part.field for part in self.parts))


def load_stored(
    connection: Connection, noun: Noun, ids: Sequence[int] | None = None, *, lock: bool = True
) -> dict[int, dict[str, Value]]:
    """Things by id with their columns, parts and version; all, or those of `ids`.

    Locked until the commit, but not against those who only refer to them: orders go on being taken meanwhile.
    """
    table = table_of(noun.record)
    query = select(table).order_by(table.c.id)
    if ids is not None:
        query = query.where(table.c.id.in_(ids))
    names = ("version", *noun.columns)
    rows = connection.execute(query.with_for_update(key_share=True) if lock else query).mappings()
    stored: dict[int, dict[str, Value]] = {row["id"]: {name: row[name] for name in names} for row in rows}
    for part in noun.parts:
        values = part.load(connection, ids)
        for identity, thing in stored.items():
            thing[part.field] = values.get(identity, ())
    return stored


def values_for_files(connection: Connection, noun: Noun) -> list[dict[str, Value]]:
    """Every thing by its fields, references by name, in the order of codes: what a file of them says."""
    stored = load_stored(connection, noun, lock=False)
    for reference in noun.references:
        table = table_of(reference.record)
        names = {row[0]: row[1] for row in connection.execute(select(table.c.id, table.c[reference.shown]))}
        for thing in stored.values():
            thing[reference.field] = names.get(thing[reference.column], "")
    fields = [field.name for field in noun.fields]
    rows = [{name: thing[name] for name in fields} for thing in stored.values()]
    return sorted(rows, key=lambda row: str(row["code"]))


class Names:
    """The ids that a noun's references may name, by folded code or name. Read once for a whole file."""

    def __init__(self, connection: Connection, noun: Noun) -> None:
        self._ids = {reference.field: _ids_of(connection, reference) for reference in noun.references}
        self._references = noun.references
        self._parts = {part.field: _codes_of(connection, part.names) for part in noun.parts if part.names}

    def put_ids(self, values: Values) -> tuple[dict[str, Value], list[Fault]]:
        """The values with ids in place of names, and a fault for every name that names nothing, or several things."""
        known, faults = self._put_codes(values)
        for reference in self._references:
            if reference.field not in known:
                continue
            name = str(known.pop(reference.field) or "")
            found = self._ids[reference.field].get(folded(name), set()) if name else {reference.empty}
            if len(found) == 1:
                known[reference.column] = next(iter(found))
            else:
                code = "reference_not_unique" if found else "reference_unknown"
                faults.append(Fault(reference.field, name, Notice.of(code, name=name)))
        return known, faults

    def _put_codes(self, values: Values) -> tuple[dict[str, Value], list[Fault]]:
        """Lists of names as lists of codes, sorted, and a fault for every name that names nothing, or several things."""
        known, faults = dict(values), []
        for field, codes in self._parts.items():
            given = known.get(field)
            if not isinstance(given, tuple):
                continue
            found = {name: codes.get(folded(name), set()) for name in given}
            for name in (name for name, meant in found.items() if len(meant) != 1):
                code = "reference_not_unique" if found[name] else "reference_unknown"
                faults.append(Fault(field, name, Notice.of(code, name=name)))
            known[field] = tuple(sorted({min(meant) for meant in found.values() if meant}))
        return known, faults


def _codes_of(connection: Connection, reference: Reference) -> dict[str, set[str]]:
    """What things are shown as by their folded codes and names."""
    table = table_of(reference.record)
    shown = {row[0]: str(row[1]) for row in connection.execute(select(table.c.id, table.c[reference.shown]))}
    ids = _ids_of(connection, reference)
    return {text: {shown[one] for one in found if one is not None} for text, found in ids.items()}


def _ids_of(connection: Connection, reference: Reference) -> dict[str, set[int | None]]:
    """Ids by folded text; a code counts before a name that reads the same."""
    table = table_of(reference.record)
    rows = connection.execute(select(table.c.id, *(table.c[name] for name in reference.by))).all()
    found: dict[str, set[int | None]] = {}
    for place in range(1, len(reference.by) + 1):
        ids: dict[str, set[int | None]] = {}
        for row in rows:
            if folded(row[place]):
                ids.setdefault(folded(row[place]), set()).add(row.id)
        found = ids | found
    return found
