"""Badges of persons. A badge that was lost, or whose person left, opens nothing: its number is nobody's any more.

Next: domain/common/staff.py, for the persons themselves; asking_many.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from domain.common import command, staff
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, PersonRecord, Right
from domain.common.settings import company_name
from domain.printing.operations.asking_many import Asked, Wish, ask_many
from domain.printing.words import BadgeWords, JobKind


def ask_badges(database: Database, actor: Actor, names: Sequence[str] = (), *, command_id: str | None = None) -> Done:
    """A badge for each of these persons, or for everybody who works here. Answer as Asked.answer. Raises NotFound."""

    def work(tx: Transaction) -> dict[str, Any]:
        chosen = [staff.working(tx, name) for name in dict.fromkeys(names)]
        return _ask(tx, chosen or _everybody(tx)).answer()

    body = list(names)
    return command.execute(database, actor, "ask_badges", body, work, right=Right.KEEP_PEOPLE, command_id=command_id)


def replace_badge(database: Database, actor: Actor, name: str, *, command_id: str | None = None) -> Done:
    """The badge was lost: it is nobody's from now on, a new one is asked. Answer as Asked.answer. Raises NotFound."""

    def work(tx: Transaction) -> dict[str, Any]:
        staff.renumber(tx, staff.working(tx, name))
        return _ask(tx, [staff.working(tx, name)]).answer()

    return command.execute(database, actor, "replace_badge", name, work, right=Right.KEEP_PEOPLE, command_id=command_id)


def end_badge(database: Database, actor: Actor, name: str, *, command_id: str | None = None) -> Done:
    """The person leaves: their badge lets nobody in, and is not printed again. Answer {"name", "voided"}.

    Raises NotFound.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        leaving = staff.working(tx, name)
        staff.let_leave(tx, leaving)
        ended = ask_many(tx, JobKind.BADGE, [], groups=[_group(leaving.name)])
        return {"name": leaving.name, "voided": ended.voided}

    return command.execute(database, actor, "end_badge", name, work, right=Right.KEEP_PEOPLE, command_id=command_id)


def _everybody(tx: Transaction) -> list[Any]:
    query = select(PersonRecord.__table__).where(PersonRecord.active == 1).order_by(PersonRecord.name)
    return list(tx.connection.execute(query))


def _ask(tx: Transaction, persons: Sequence[Any]) -> Asked:
    company = company_name(tx.connection)
    wishes = [
        Wish(
            about=f"badge of {row.name}",
            subject=f"person {row.name}",
            body=BadgeWords(row.id, row.name, row.role, company),
            group_key=_group(row.name),
        )
        for row in persons
    ]
    return ask_many(tx, JobKind.BADGE, wishes)


def _group(name: str) -> str:
    return f"badge of {name}"
