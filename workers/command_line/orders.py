"""`orders import | paste`: the answer of commands.md, with sentences made in the reader's language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.money import yuan_text
from domain.common.people import Actor
from domain.common.sentences import _, sentence
from domain.common.sentences.vocabulary import SUMS
from domain.ordering.queries import column_profiles, sums_by_product
from domain.ordering.words import ImportAnswer, RowNotice
from workers.command_line.answers import Answer
from workers.order_import import read_files, take_files


def import_files(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Reads the files and takes their orders."""
    for path in wanted.files:
        if not path.is_file():
            raise NotFound("file", str(path))
    files = read_files(wanted.files, _profile(database, wanted.profile))
    answer = take_files(
        database,
        actor,
        files,
        wanted.cycle,
        point=wanted.point,
        create_missing=wanted.create_missing,
        dry_run=wanted.dry_run,
        all_or_nothing=wanted.all_or_nothing,
    )
    return Answer(answer_body(answer), list(answer_lines(answer)))


def _profile(database: Database, name: str | None) -> str | None:
    if name is None:
        return None
    with database.read() as connection:
        saved = column_profiles(connection)
    if name not in saved:
        raise NotFound("profile", name)
    return saved[name]


def paste(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Takes 接龙 text from a file or the input."""
    from exchange.imports import read_pasted

    with database.read() as connection:
        goods = [f"{row.name} {row.spec}".strip() for row in sums_by_product(connection, wanted.cycle)]
    text, name = _text(wanted.file)
    file = read_pasted(text, goods=goods, name=name)
    answer = take_files(
        database,
        actor,
        [file],
        wanted.cycle,
        point=wanted.point,
        create_missing=wanted.create_missing,
        dry_run=wanted.dry_run,
    )
    return Answer(answer_body(answer), list(answer_lines(answer)))


def _text(file: str) -> tuple[str, str]:
    from exchange.imports.encodings import decode

    if file == "-":
        return decode(sys.stdin.buffer.read(), "-")[0], "-"
    path = Path(file)
    if not path.is_file():
        raise NotFound("file", file)
    return decode(path.read_bytes(), path.name)[0], path.name


def answer_body(answer: ImportAnswer) -> dict[str, object]:
    """The JSON object of an import, as docs/commands tell it."""
    return {
        "source": answer.source,
        "files": answer.files,
        "orders": answer.orders,
        "lines": answer.lines,
        "pieces": answer.pieces,
        "amount_fen": answer.amount_fen,
        "lines_amount_fen": answer.lines_amount_fen,
        "new": answer.new,
        "unchanged": answer.unchanged,
        "changed": answer.changed,
        "vanished": answer.vanished,
        "cancelled": answer.cancelled,
        "warnings": [_warning(notice, answer.files) for notice in answer.warnings],
        "held": [{"row": n.row, "text": n.text, "reason": sentence(n.reason)} for n in answer.held],
        "problems": [_problem(notice) for notice in answer.problems],
        "cross_check": [
            {"what": c.what, "said": c.said, "found": c.found, "where": c.where} for c in answer.cross_check
        ],
    }


def _warning(notice: RowNotice, files: int) -> dict[str, object]:
    body: dict[str, object] = {"row": notice.row, "reason": sentence(notice.reason)}
    return {"file": notice.file, **body} if files > 1 else body


def _problem(notice: RowNotice) -> dict[str, object]:
    return {
        "file": notice.file,
        "sheet": notice.sheet,
        "row": notice.row,
        "column": notice.column,
        "value": notice.value,
        "reason": sentence(notice.reason),
    }


def answer_lines(answer: ImportAnswer) -> Iterator[str]:
    """The same for people."""
    yield _("{source}: {orders} orders, {lines} lines, {pieces} pieces, ¥{amount}.").format(
        source=answer.source,
        orders=answer.orders,
        lines=answer.lines,
        pieces=answer.pieces,
        amount=yuan_text(answer.amount_fen),
    )
    yield _("New {new}, changed {changed}, unchanged {unchanged}, vanished {vanished}, cancelled {cancelled}.").format(
        new=answer.new,
        changed=answer.changed,
        unchanged=answer.unchanged,
        vanished=answer.vanished,
        cancelled=answer.cancelled,
    )
    for title, notices in (
        (_("Look:"), answer.warnings),
        (_("Held until you decide:"), answer.held),
        (_("Not taken:"), answer.problems),
    ):
        yield from _notice_lines(title, notices)
    for check in answer.cross_check:
        if check.said != check.found:
            words = _("{where} says {said} {what}, found {found}.")
            yield "  " + words.format(where=check.where, said=check.said, what=_said(check.what), found=check.found)


def _notice_lines(title: str, notices: tuple[RowNotice, ...]) -> Iterator[str]:
    if notices:
        yield title
    for notice in notices:
        place = " ".join(part for part in (notice.sheet, notice.column, notice.value) if part)
        yield (
            "  "
            + _("row {row}: {reason}").format(row=notice.row, reason=sentence(notice.reason))
            + (f"  [{place}]" if place else "")
        )


def _said(what: str) -> str:
    """What a cross check compares: a known sum translated, a product's name as it is ("pieces: 荔枝")."""
    sum_name, _colon, of = what.partition(": ")
    named = _(SUMS.get(sum_name, sum_name))
    return f"{named} {of}".strip()
