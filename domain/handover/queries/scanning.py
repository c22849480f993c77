"""A scan at a stop, judged before anything counts: right, of another stop, done already, an empty crate, nothing of ours."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from domain.common.errors import NotFound, Refusal
from domain.handover.records import ToteHandoverRecord
from domain.handover.words import (
    StopScan,
    StopVerdict,
    ToteHandedOverAlready,
    ToteNotOnTheVan,
    ToteOfOtherStop,
)
from domain.packing.queries import ScannedTote, tote_of_scan
from domain.printing.words import LabelVoid
from domain.totes.words import ToteState


def judge_scan(connection: Connection, stop_id: int, scanned: str) -> StopScan:
    """What a crate's code or a label read at this stop is. Reads only; hand_over judges the same way once more."""
    try:
        tote = tote_of_scan(connection, scanned)
    except LabelVoid:
        return StopScan(StopVerdict.VOID_LABEL, scanned)
    except NotFound as unknown:
        return StopScan(StopVerdict.UNKNOWN, unknown.name)
    ended_at = _ended_at(connection, tote.use_id)
    verdict = _verdict(tote, stop_id, ended_at)
    return StopScan(verdict, scanned, tote.code, tote.point, tote.van, tote.drop, ended_at)


def _verdict(tote: ScannedTote, stop_id: int, ended_at: datetime | None) -> StopVerdict:
    if tote.state == ToteState.HANDED_OVER and tote.stop_id != stop_id:
        return StopVerdict.EMPTY
    if ended_at is not None:
        return StopVerdict.DONE_ALREADY
    if tote.state != ToteState.LOADED:
        return StopVerdict.NOT_ON_THE_VAN
    return StopVerdict.RIGHT if tote.stop_id == stop_id else StopVerdict.OTHER_STOP


def _ended_at(connection: Connection, use_id: int) -> datetime | None:
    when = select(ToteHandoverRecord.at).where(ToteHandoverRecord.tote_use_id == use_id)
    return connection.execute(when).scalar_one_or_none()


def refusal_of_scan(connection: Connection, stop_id: int, scanned: str) -> Refusal:
    """Why a scan that is none of the stop's totes is refused."""
    tote = tote_of_scan(connection, scanned)
    ended_at = _ended_at(connection, tote.use_id)
    match _verdict(tote, stop_id, ended_at):
        case StopVerdict.DONE_ALREADY | StopVerdict.EMPTY:
            return ToteHandedOverAlready(tote.code, tote.point, ended_at)
        case StopVerdict.OTHER_STOP:
            return ToteOfOtherStop(tote.code, tote.point, tote.van)
        case _:
            return ToteNotOnTheVan(tote.code, tote.state)
