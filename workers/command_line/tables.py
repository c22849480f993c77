"""`catalogue import | export`, `places import | export` and `bins import | export`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.notices import CatalogueAnswer, RowNotice
from domain.common.people import Actor
from domain.common.sentences import _, sentence
from workers.command_line.answers import Answer


def import_catalogue(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Products and suppliers from a file."""
    from exchange.catalogue_files import import_catalogue as take

    return _answer(take(database, actor, _there(wanted)))


def export_catalogue(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Products and suppliers into a file."""
    from exchange.catalogue_files import export_catalogue as give

    return _answer(give(database, wanted.file))


def import_places(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Points, vans, drivers and warehouses from a file."""
    from exchange.places_files import import_places as take

    return _answer(take(database, actor, _there(wanted)))


def export_places(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Points, vans, drivers and warehouses into a file."""
    from exchange.places_files import export_places as give

    return _answer(give(database, wanted.file))


def import_bins(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Bins from a file."""
    from exchange.stock_files import import_bins as take

    return _answer(take(database, actor, _there(wanted)))


def export_bins(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Bins into a file."""
    from exchange.stock_files import export_bins as give

    return _answer(give(database, wanted.file))


def _there(wanted: argparse.Namespace) -> Any:
    if not wanted.file.is_file():
        raise NotFound("file", str(wanted.file))
    return wanted.file


def _answer(counts: CatalogueAnswer) -> Answer:
    body: dict[str, Any] = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    body["problems"] = [_told(problem) for problem in counts.problems]
    if counts.warnings:
        body["warnings"] = [_told(warning) for warning in counts.warnings]
    return Answer(body, list(_lines(counts)))


def _told(notice: RowNotice) -> dict[str, Any]:
    named = {name: getattr(notice, name) for name in ("file", "sheet", "row", "column", "value")}
    return {**named, "reason": sentence(notice.reason)}


def _lines(counts: CatalogueAnswer) -> Iterator[str]:
    words = _("New {new}, changed {changed}, unchanged {unchanged}.")
    yield words.format(new=counts.new, changed=counts.changed, unchanged=counts.unchanged)
    yield from ("  " + _line(notice) for notice in (*counts.problems, *counts.warnings))


def _line(notice: RowNotice) -> str:
    """“row 3 (梨): …”, by name where the row has one."""
    reason = sentence(notice.reason)
    if notice.row and notice.text:
        return _("row {row} ({name}): {reason}").format(row=notice.row, name=notice.text, reason=reason)
    return _("row {row}: {reason}").format(row=notice.row, reason=reason) if notice.row else reason
