"""Reads order files and takes them into a cycle: several files, several channels, one answer.

What the window and the command line both call. Reading is exchange.imports, taking is cutoff.operations.take_orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from domain.common.database import Database
from domain.common.people import Actor
from domain.cutoff.operations import take_orders
from domain.ordering.words import ImportAnswer, ImportHasProblems, OrderFile

SUMMED = frozenset(
    [
        "files",
        "orders",
        "lines",
        "pieces",
        "amount_fen",
        "lines_amount_fen",
        "new",
        "unchanged",
        "changed",
        "vanished",
        "cancelled",
    ]
)
JOINED = frozenset({"warnings", "held", "problems", "cross_check"})


def read_files(paths: Sequence[Path], profile: str | None = None) -> list[OrderFile]:
    """The files as their readers understood them; `profile` is the JSON of a saved column profile."""
    from exchange.imports import ColumnProfile, read_orders

    tied = ColumnProfile.from_json(profile) if profile else None
    return [read_orders(path, profile=tied) for path in paths]


def take_files(
    database: Database,
    actor: Actor,
    files: Sequence[OrderFile],
    cycle: str,
    *,
    point: str | None = None,
    create_missing: bool = False,
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> ImportAnswer:
    """Takes the files, one command per channel; the answers added up. All or nothing looks at all files first."""
    groups = _by_channel(files)
    options = {"point": point, "create_missing": create_missing}
    if all_or_nothing and not dry_run and len(groups) > 1:
        for group in groups:
            _refuse_problems(take_orders(database, actor, group, cycle, dry_run=True, **options).answer, group)  # type: ignore[arg-type]
    answers = [
        take_orders(database, actor, group, cycle, dry_run=dry_run, all_or_nothing=all_or_nothing, **options).answer  # type: ignore[arg-type]
        for group in groups
    ]
    return added_up(answers)


def _by_channel(files: Sequence[OrderFile]) -> list[list[OrderFile]]:
    groups: dict[str, list[OrderFile]] = {}
    for file in files:
        groups.setdefault(file.channel, []).append(file)
    return list(groups.values())


def _refuse_problems(answer: ImportAnswer, group: Sequence[OrderFile]) -> None:
    if answer.problems or answer.held:
        raise ImportHasProblems(group[0].name, len(answer.problems), len(answer.held))


def added_up(answers: Sequence[ImportAnswer]) -> ImportAnswer:
    """One answer of several: counts summed, words joined, sources named with a plus between."""
    whole = answers[0]
    for one in answers[1:]:
        parts = {name: getattr(whole, name) + getattr(one, name) for name in SUMMED | JOINED}
        whole = replace(whole, source=f"{whole.source}+{one.source}", **parts)
    return whole


assert {f.name for f in fields(ImportAnswer)} == SUMMED | JOINED | {"source"}
