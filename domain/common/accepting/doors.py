"""The three ways in, each through the one door: a whole file, one new thing, one edit.

The operations of catalogue and places give these their nouns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.common.accepting.answers import answer_from, as_body
from domain.common.accepting.nouns import Noun, SheetRow
from domain.common.accepting.single import add, edit
from domain.common.accepting.writing import accept
from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.fields import Values
from domain.common.notices import CatalogueAnswer
from domain.common.people import Actor, Right

Sheet = tuple[Noun, str, Sequence[SheetRow]]
"""What the rows describe, the name of their sheet, and the rows."""


def accept_sheets(
    database: Database, actor: Actor, sheets: Sequence[Sheet], source: str, command_id: str | None = None
) -> CatalogueAnswer:
    """Takes the good rows of all sheets in one transaction, in the order given, and tells the problems of the others.

    `source` names the file in the trail. Raises RuleBroken when another station took a name or barcode meanwhile.
    """

    def work(tx: Transaction) -> dict[str, object]:
        parts = [_in_sheet(accept(tx, noun, rows, f"{source} {name}".strip()), name) for noun, name, rows in sheets]
        return as_body(sum_of(parts))

    body = [source, [[noun.what, name, [[one.row, dict(one.values)] for one in rows]] for noun, name, rows in sheets]]
    kind = f"{sheets[0][0].stage}.import" if sheets else "catalogue.import"
    done = execute(database, actor, kind, body, work, right=Right.EDIT_CATALOGUE, command_id=command_id)
    return answer_from(done.answer)


def sum_of(parts: Sequence[CatalogueAnswer]) -> CatalogueAnswer:
    """The counts of all parts added up, their notices one after the other."""
    return CatalogueAnswer(
        sum(one.new for one in parts),
        sum(one.changed for one in parts),
        sum(one.unchanged for one in parts),
        tuple(problem for one in parts for problem in one.problems),
        tuple(warning for one in parts for warning in one.warnings),
    )


def add_one(database: Database, actor: Actor, noun: Noun, values: Values, command_id: str | None) -> Done:
    """Adds a thing; the answer has its "id". Raises EntryRefused."""

    def work(tx: Transaction) -> dict[str, object]:
        return {"id": add(tx, noun, values)}

    kind = f"{noun.stage}.add_{noun.what}"
    return execute(database, actor, kind, dict(values), work, right=Right.EDIT_CATALOGUE, command_id=command_id)


def edit_one(
    database: Database,
    actor: Actor,
    noun: Noun,
    identity: int,
    seen_version: int,
    changes: Values | Callable[[Transaction], Values],
    command_id: str | None,
    *,
    said: object = None,
) -> Done:
    """Edits a thing; the answer has its new "version" and whether it "changed".

    `changes` may be reckoned from what is stored; then `said` is what the person said, for the command's body.

    Raises NotFound, Outdated, EntryRefused, RuleBroken.
    """

    def work(tx: Transaction) -> dict[str, object]:
        changed = edit(tx, noun, identity, seen_version, changes(tx) if callable(changes) else changes)
        return {"id": identity, "changed": changed, "version": seen_version + changed}

    body = [identity, seen_version, said if callable(changes) else dict(changes)]
    kind = f"{noun.stage}.edit_{noun.what}"
    return execute(database, actor, kind, body, work, right=Right.EDIT_CATALOGUE, command_id=command_id)


def _in_sheet(done: CatalogueAnswer, sheet: str) -> CatalogueAnswer:
    problems, warnings = (tuple(replace(one, sheet=sheet) for one in told) for told in (done.problems, done.warnings))
    return replace(done, problems=problems, warnings=warnings)
