"""`documents`: the papers of a cut cycle as PDF, each with its snapshot version and the next copy number."""

from __future__ import annotations

import argparse

from domain.common.database import Database
from domain.common.people import Actor
from domain.common.sentences import _
from domain.common.sentences.vocabulary import PAPERS
from workers.command_line.answers import Answer, say
from workers.paper_making import make_papers


def write(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Writes the papers; characters no shipped font has are named on the side."""
    only = frozenset(part.strip() for part in wanted.only.split(",") if part.strip()) if wanted.only else None
    made = make_papers(database, actor, wanted.code, wanted.out, only=only, shows_expected=wanted.expected)
    for left in made.left_out:
        say(left.sentence)
    if made.messages is not None:
        say(_("What is short, in words for each group: {file}").format(file=made.messages))
    for one in made.unprintable:
        say(_("Prints as 〓: {characters} in {text} ({where})").format(
            characters=" ".join(one.characters), text=one.text, where=one.where
        ))  # fmt: skip
    files = [{"kind": f.kind, "path": str(f.path), "pages": f.pages, "pieces": f.pieces} for f in made.files]
    words = _("{kind}: {pages} pages, {pieces} pieces, {path}")
    return Answer({"files": files}, [words.format(**{**f, "kind": _(PAPERS[str(f["kind"])])}) for f in files])
