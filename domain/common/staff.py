"""Persons come, change their role, leave. The number on a badge is a person's for good: it is never given to a second one.

Who left is let in nowhere (people.person_of). Who comes back, and whose badge was lost, gets a new number, so that the
old badge stays dead. Next: domain/printing/operations/badges.py prints the badge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, PersonRecord, Right, Role

STAGE = "common"
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works here; `number` is what their badge says to a scanner, `role` a Role's value."""

    number: int
    name: str
    role: str


def persons(connection: Connection) -> tuple[PersonRow, ...]:
    """Everybody who works here, by name."""
    query = select(PersonRecord.id, PersonRecord.name, PersonRecord.role).where(PersonRecord.active == 1)
    return tuple(PersonRow(*row) for row in connection.execute(query.order_by(PersonRecord.name)))


def keep_person(database: Database, actor: Actor, name: str, role: Role, *, command_id: str | None = None) -> Done:
    """The person works here in this role from now on: {"person": number, "name", "role", "is_new"}. Raises NotFound
    for an empty name.
    """
    known_as = " ".join(name.split())[:LONGEST_NAME].strip()
    if not known_as:
        raise NotFound("person", name)

    def work(tx: Transaction) -> dict[str, Any]:
        found = row_of(tx, known_as)
        number = _taken_in(tx, known_as, role) if found is None else _changed(tx, found, role)
        return {"person": number, "name": known_as, "role": role.value, "is_new": found is None}

    body = [known_as, role.value]
    return execute(database, actor, "keep_person", body, work, right=Right.KEEP_PEOPLE, command_id=command_id)


def row_of(tx: Transaction, name: str) -> Any:
    """The person of this name, active or not; None when there is none."""
    query = select(PersonRecord.__table__).where(PersonRecord.name == " ".join(name.split()))
    return tx.connection.execute(query).one_or_none()


def working(tx: Transaction, name: str) -> Any:
    """The person of this name who works here. Raises NotFound."""
    found = row_of(tx, name)
    if found is None or not found.active:
        raise NotFound("person", name)
    return found


def _taken_in(tx: Transaction, name: str, role: Role) -> int:
    number = _next_number(tx)
    tx.connection.execute(insert(PersonRecord).values(id=number, name=name, role=role.value, active=True))
    tx.note(STAGE, "person_came", f"person {name}", after={"number": number, "role": role.value})
    return number


def _changed(tx: Transaction, found: Any, role: Role) -> int:
    if not found.active:
        renumber(tx, found)
    number = int(row_of(tx, found.name).id)
    if found.role != role or not found.active:
        tx.connection.execute(
            update(PersonRecord).where(PersonRecord.id == number).values(role=role.value, active=True)
        )
        tx.note(STAGE, "person_changed", f"person {found.name}", before=found.role, after=role.value)
    return number


def renumber(tx: Transaction, found: Any) -> int:
    """A new number for the person: the badge with the old one is nobody's from now on."""
    number = _next_number(tx)
    tx.connection.execute(update(PersonRecord).where(PersonRecord.id == found.id).values(id=number))
    tx.note(STAGE, "badge_renumbered", f"person {found.name}", before=found.id, after=number)
    return number


def let_leave(tx: Transaction, found: Any) -> None:
    """The person works here no longer."""
    tx.connection.execute(update(PersonRecord).where(PersonRecord.id == found.id).values(active=False))
    tx.note(STAGE, "person_left", f"person {found.name}", before=found.role)


def _next_number(tx: Transaction) -> int:
    """One more than the largest there ever was: nobody is deleted, and who gets another number gets a larger one."""
    return int(tx.connection.execute(select(func.coalesce(func.max(PersonRecord.id), 0) + 1)).scalar_one())
