"""`scan CODE`: what the stations take a code for. So a label can be asked about where no scanner is at hand."""

from __future__ import annotations

import argparse
from typing import Any

from domain.catalogue.queries import ScannedProduct, scanned_product
from domain.catalogue.words import ReadCode
from domain.common.codes import own_code
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor
from domain.common.quantity import weight_text
from domain.common.sentences import _
from workers.command_line.answers import Answer
from workers.scan_reading import read_scan


def read(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """The reading of one code as a scanner would send it; NotFound for a whole code that nobody knows."""
    code = read_scan(wanted.code)
    body: dict[str, Any] = {"text": code.text, "fault": code.fault or None, "gs1": code.is_gs1}
    if code.fault:
        words = _("No whole code: {code}. Nothing would be counted.")
        return Answer(body, [words.format(code=code.text)], is_well=False)
    ours = own_code(code.text)
    if ours is not None:
        body |= {"own": ours.kind.value, "value": ours.value}
        return Answer(body, [f"{ours.kind.value}: {ours.value}"])
    with database.read() as connection:
        found = scanned_product(connection, code)
    if found is None:
        raise NotFound("product", code.text)
    return Answer(body | _facts(found), [_said(code, found)])


def _facts(found: ScannedProduct) -> dict[str, Any]:
    amount = found.reading.amount_fen if found.reading else None
    facts = {"product": found.code, "name": found.name, "spec": found.spec, "weighed": found.weighed}
    return {**facts, "weight_g": found.weight_g, "amount_fen": amount, "lot": found.lot, "expires_on": found.expires_on}


def _said(code: ReadCode, found: ScannedProduct) -> str:
    parts = [f"{found.name} {found.spec}".strip()]
    parts += [weight_text(found.weight_g)] if found.weight_g is not None else []
    parts += [_("Lot") + f" {found.lot}"] if found.lot else []
    parts += [found.expires_on.isoformat()] if found.expires_on else []
    return f"{code.text}: " + " · ".join(parts)
