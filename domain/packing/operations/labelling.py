"""The tote labels of a point in a wave: asked at each seal, asked anew where their count of the point's totes changed."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import text, update

from domain.common.clock import iso_text
from domain.common.columns import from_ms
from domain.common.command import Transaction
from domain.packing.labels import group_of, intent_of, says, subject_of
from domain.packing.queries.scanning import ScannedTote, tote_of_use
from domain.packing.records import SealRecord
from domain.printing import operations as printing
from domain.printing.words import JobKind, ToteLabel
from domain.totes.words import ToteState

AT_HAND = (ToteState.SEALED, ToteState.STAGED)
"""Totes whose label can still be changed; one on the van keeps the count it left with."""
COUNT_CHANGED = "the point's totes were counted anew"

_TOTES_OF_POINT = text(
    """
    SELECT u.id AS use_id, t.state, s.id AS seal_id, s.gross_g, s.pieces, s.person, s.at, s.print_job_id, j.body
    FROM tote_use u JOIN tote t ON t.id = u.tote_id LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    LEFT JOIN print_job j ON j.id = s.print_job_id
    WHERE u.wave_id = :wave AND u.point_id = :point AND u.pieces > 0 ORDER BY u.number
    """
)


def label_point(tx: Transaction, wave_id: int, point_id: int) -> dict[int, tuple[int, int, int]]:
    """Sees to it that each sealed tote of the point here has the label that counts right: use id -> (job, number, of)."""
    rows = list(tx.connection.execute(_TOTES_OF_POINT, {"wave": wave_id, "point": point_id}))
    found: dict[int, tuple[int, int, int]] = {}
    for number, row in enumerate(rows, 1):
        if row.seal_id is None:
            continue
        job = row.print_job_id
        if job is None or (row.state in AT_HAND and not says(json.loads(row.body), number, len(rows))):
            if job is not None:
                printing.void(tx, job, COUNT_CHANGED)
            job = _ask(tx, tote_of_use(tx.connection, row.use_id), row, number, len(rows))
        found[row.use_id] = (int(job), number, len(rows))
    return found


def _ask(tx: Transaction, tote: ScannedTote, seal: Any, number: int, of: int) -> int:
    words = ToteLabel(
        cycle=tote.cycle,
        delivery=tote.delivery,
        snapshot=tote.snapshot,
        point=tote.point,
        wave=tote.wave,
        tote=tote.code,
        number=number,
        of=of,
        van=tote.van,
        drop=tote.drop,
        is_cold=tote.is_cold,
        pieces=seal.pieces,
        gross_g=seal.gross_g,
        sealed_by=seal.person,
        sealed_at=iso_text(from_ms(seal.at)),
    )
    job = printing.ask(
        tx,
        JobKind.TOTE_LABEL,
        subject=subject_of(tote.use_id),
        body=words,
        group_key=group_of(tote.wave_id, tote.point_id),
        intent_key=intent_of(seal.seal_id, number, of),
        seq=number,
    )
    tx.connection.execute(update(SealRecord).where(SealRecord.id == seal.seal_id).values(print_job_id=job))
    return int(job)
