"""The gate: a tote is sealed when its point is done, its weight is right (or a named person said so) and, where the
company wants it, a second person looked. Next: reopening.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, text

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed
from domain.common.people import Actor, Right
from domain.packing import rules
from domain.packing.operations.labelling import label_point
from domain.packing.queries.contents import contents, goods_of_point, settings
from domain.packing.queries.scanning import ScannedTote, tote_of_scan
from domain.packing.records import SealRecord
from domain.packing.words import (
    REFUSAL_OF_CAUSE,
    Expected,
    PackingSettings,
    Part,
    PointNotDone,
    SecondPersonNeeded,
    Weighing,
    WeightImpossible,
    WeightNeeded,
    WeightOff,
)
from domain.totes.operations import close_tote, move_tote
from domain.totes.words import ToteState

_TO_PICK = text(
    """
    SELECT g.name, c.wanted - c.picked - c.substituted - c.short - c.cancelled AS pieces
    FROM pick_cell c JOIN product g ON g.id = c.product_id
    WHERE c.wave_id = :wave AND c.point_id = :point AND c.wanted > c.picked + c.substituted + c.short + c.cancelled
    ORDER BY g.name
    """
)
_SEALS = text("SELECT COALESCE(max(number), 0) FROM seal WHERE tote_use_id = :use")
_TO_SEAL = text(
    """
    SELECT count(*) FROM tote_use u WHERE u.wave_id = :wave AND u.point_id = :point AND u.pieces > 0 AND u.is_open = 1
      AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.tote_use_id = u.id AND s.voided_at IS NULL)
    """
)


def seal_tote(
    database: Database,
    actor: Actor,
    code: str,
    *,
    gross_g: int | None,
    manual_weight: bool = False,
    manual_why: str = "",
    checked_by: str | None = None,
    override_reason: str = "",
    override_by: Actor | None = None,
    command_id: str | None = None,
) -> Done:
    """Seals a tote (its code or its label) whose point is done in its wave; one that still fills is closed first.

    `gross_g` is a stable reading of the scale; `manual_weight`: it was typed, `manual_why` (the trail
    keeps it). A weight beyond the tolerance needs an
    `override_reason` of somebody with the right: the actor, or `override_by`. Answer {"tote", "point", "seal", "number",
    "of", "expected_g", "gross_g", "tolerance_g", "label", "to_seal"}: `label` is the print job, `to_seal` how many totes
    of the point are still open. Raises PointNotDone, WeightNeeded, WeightOff and its kinds, SecondPersonNeeded, ToteBusy.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        tote = tote_of_scan(tx.connection, code)
        if tote.state == ToteState.FILLING:
            close_tote(tx, tote.code)
        move_tote(tx, tote.code, (ToteState.CLOSED,), ToteState.CLOSED)  # held until the commit; refused in any other
        _refuse_open_lines(tx, tote)
        company, parts = settings(tx.connection), contents(tx.connection, tote.use_id)
        allowed = _allowed(actor, override_by, override_reason)
        weighed = _weighed(tx, tote, parts, company, gross_g, allowed)
        second = _second(tx.actor, tote, parts, company, checked_by)
        manual = {"manual_weight": manual_weight and gross_g is not None}
        told = {"why_typed": manual_why.strip()[:200]} if manual["manual_weight"] and manual_why.strip() else {}
        return _seal(tx, tote, {**weighed, **second, **manual, "pieces": sum(part.pieces for part in parts)}, told)

    allowed_by = override_by.person if override_by else None
    body = [code, gross_g, manual_weight, manual_why, checked_by, override_reason, allowed_by]
    return command.execute(database, actor, "seal_tote", body, work, right=Right.SEAL, command_id=command_id)


def _refuse_open_lines(tx: Transaction, tote: ScannedTote) -> None:
    rows = tx.connection.execute(_TO_PICK, {"wave": tote.wave_id, "point": tote.point_id}).all()
    if rows:
        named = ", ".join(f"{row.name} {row.pieces}" for row in rows[:5])
        more = "…" if len(rows) > 5 else ""
        raise PointNotDone(tote.code, tote.point, sum(int(row.pieces) for row in rows), named + more)


def _allowed(actor: Actor, by: Actor | None, reason: str) -> dict[str, str] | None:
    """Who lets a wrong weight pass and why; None when nobody does. Raises NotAllowed."""
    if not reason.strip():
        return None
    who = by or actor
    if not who.may(Right.OVERRIDE):
        raise NotAllowed(who.person, Right.OVERRIDE.value)
    return {"override_by": who.person, "override_reason": reason.strip()}


def _weighed(
    tx: Transaction,
    tote: ScannedTote,
    parts: tuple[Part, ...],
    company: PackingSettings,
    gross_g: int | None,
    allowed: dict[str, str] | None,
) -> dict[str, Any]:
    """The weights of the seal: expected, real, tolerance, and who allowed a difference beyond it."""
    expected = rules.expected_weight(parts, tote.tare_g, company)
    row = {"expected_g": expected.expected_g, "gross_g": gross_g, "tolerance_g": expected.tolerance_g}
    if gross_g is None:
        if company.weighing is Weighing.ALWAYS:
            raise WeightNeeded(tote.code)
        return row
    if not 0 < gross_g <= rules.HEAVIEST_G:
        raise WeightImpossible(tote.code, gross_g)
    tolerance = rules.tolerance_for(expected, gross_g)
    row["tolerance_g"] = tolerance
    if abs(gross_g - expected.expected_g) <= tolerance:
        return row
    if allowed is None:
        raise _off(tx, tote, parts, expected, gross_g)
    return {**row, **allowed}


def _off(tx: Transaction, tote: ScannedTote, parts: tuple[Part, ...], expected: Expected, gross_g: int) -> WeightOff:
    difference = gross_g - expected.expected_g
    everything = goods_of_point(tx.connection, tote.wave_id, tote.point_id)
    cause = rules.likeliest_cause(difference, expected, parts, everything, tote.tare_g)
    facts = (tote.code, tote.point, expected.expected_g, gross_g, difference, expected.tolerance_g)
    if cause is None:
        return WeightOff(*facts)
    return REFUSAL_OF_CAUSE[cause.kind](*facts, cause.product, cause.pieces)


def _second(
    actor: Actor, tote: ScannedTote, parts: tuple[Part, ...], company: PackingSettings, checked_by: str | None
) -> dict[str, Any]:
    checker = (checked_by or "").strip() or None
    needed = rules.needs_second_person(parts, tote.is_cold, company)
    if needed and (checker is None or checker == actor.person):
        raise SecondPersonNeeded(tote.code, actor.person)
    return {"needs_check": needed, "checked_by": checker}


def _seal(tx: Transaction, tote: ScannedTote, row: dict[str, Any], told: dict[str, str]) -> dict[str, Any]:
    who = {"person": tx.actor.person, "station": tx.actor.station, "at": tx.at, "command_id": tx.command_id}
    number = int(tx.connection.execute(_SEALS, {"use": tote.use_id}).scalar_one()) + 1
    new = insert(SealRecord).values(tote_use_id=tote.use_id, number=number, **row, **who)
    seal_id = tx.connection.execute(new.returning(SealRecord.id)).scalar_one()
    move_tote(tx, tote.code, (ToteState.CLOSED,), ToteState.SEALED)
    label, place, of = label_point(tx, tote.wave_id, tote.point_id)[tote.use_id]
    left = tx.connection.execute(_TO_SEAL, {"wave": tote.wave_id, "point": tote.point_id}).scalar_one()
    tx.note("packing", "tote_sealed", f"tote {tote.code}", after={"point": tote.point, **row, **told, "label": label})
    weights = {name: row[name] for name in ("expected_g", "gross_g", "tolerance_g")}
    about = {"tote": tote.code, "point": tote.point, "seal": int(seal_id), "number": place, "of": of}
    return {**about, **weights, "label": label, "to_seal": int(left)}
