"""`check`, `backup`, `restore`."""

from __future__ import annotations

import argparse
from pathlib import Path

from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor
from domain.common.sentences import _
from domain.reports.queries import check
from workers import backups
from workers.command_line.answers import Answer


def check_all(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Recomputes every sum; not clean is exit code 1."""
    with database.read() as connection:
        found = check(connection)
    rules = [{"name": rule.name, "checked": rule.checked, "wrong": rule.wrong} for rule in found.rules]
    words = _("{name}: {checked} checked, {wrong} wrong")
    lines = [words.format(**rule) for rule in rules]
    lines.append(
        _("All sums agree.") if found.is_clean else _("Not clean. Call who looks after the books, change nothing.")
    )
    return Answer({"rules": rules, "clean": found.is_clean}, lines, found.is_clean)


def backup(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """A backup that was opened and checked before it is called one."""
    kept = backups.backup(database, wanted.file)
    return _kept(kept)


def restore(where: str | Path, wanted: argparse.Namespace) -> Answer:
    """Puts a backup in place of the data; what was there is kept beside it."""
    if not wanted.file.is_file():
        raise NotFound("file", str(wanted.file))
    return _kept(backups.restore(where, wanted.file))


def _kept(kept: backups.Kept) -> Answer:
    body = {"file": str(kept.file), "verified": kept.verified, "orders": kept.orders}
    return Answer(body, [_("{file}: verified, {orders} orders.").format(file=kept.file, orders=kept.orders)])
