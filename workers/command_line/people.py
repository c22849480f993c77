"""`people`: who works here and as what; who leaves. Badges are printed by `print badges`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from domain.common.database import Database
from domain.common.people import Actor, Role
from domain.common.sentences import _
from domain.common.sentences.vocabulary import ROLES
from domain.common.staff import keep_person, persons
from domain.printing.operations import end_badge
from workers.command_line.answers import Answer


def show(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Everybody who works here, by name."""
    with database.read() as connection:
        rows = persons(connection)
    words = _("{name}: {role}, badge {number}")
    lines = [words.format(name=row.name, role=_(ROLES[row.role]), number=row.number) for row in rows]
    return Answer(
        {"people": [asdict(row) for row in rows]}, lines or [_("Nobody yet: python main.py people add --help")]
    )


def add(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """A person comes, comes back, or has another role from now on."""
    done = keep_person(database, actor, wanted.name, Role(wanted.role)).answer
    words = _("{name} works here as {role}. Print the badge: python main.py print badges --person {name}")
    role: str = done["role"]
    return Answer(done, [words.format(name=done["name"], role=_(ROLES[role]))])


def leave(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """A person leaves: the badge lets nobody in any more."""
    done = end_badge(database, actor, wanted.name).answer
    return Answer(done, [_("{name} works here no longer; their badge lets nobody in.").format(**done)])
