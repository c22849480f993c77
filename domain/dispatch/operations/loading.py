"""The scan at the van: judged, then one row that loads; taken off with a reason. Next: leaving.py.

A scan that does not count is a command too: it leaves a refused_scan row and its verdict, and changes nothing else.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from domain.common import command
from domain.common.codes import is_tote_code
from domain.common.columns import to_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, Notice, ReasonNeeded
from domain.common.people import Actor, Right
from domain.dispatch.operations import statements
from domain.dispatch.operations.vans import loading_van, refuse_draft, van_at_gate, van_now
from domain.dispatch.rules import GONE, Judged, judge
from domain.dispatch.words import LOADED, CrateNow, LoadVerdict, NothingToUndo, NotLoading, NotOnVan
from domain.packing.queries import ScannedTote, tote_of_scan
from domain.picking.records import RefusedScanRecord
from domain.picking.words import Verdict
from domain.printing.rules import is_serial
from domain.printing.words import LabelVoid
from domain.routing.words import RouteState

STAGE = "dispatch"
UNDONE = "undone"
"""The reason of a load taken back by its own station."""


def load_tote(database: Database, actor: Actor, route_id: int, code: str, *, command_id: str | None = None) -> Done:
    """What a scanner read at the van: a crate's code or its label's serial.

    Answer: verdict (LoadVerdict), is_loaded, notice {code, facts} for the sentence, van, and of a known tote: tote,
    point, drop, belongs_to (its own van, "" when its point has none), weight_g; when loaded also `on_van` (totes on it
    now), `missing` (still to come onto it), `of_stop` (of them for this drop). A refused scan raises nothing.
    Raises NotLoading, NotInPlan, NotFound (no such route).
    """

    def work(tx: Transaction) -> dict[str, Any]:
        van = van_at_gate(tx, route_id)
        refuse_draft(van)
        if van.state != RouteState.LOADING and van.state not in GONE:
            raise NotLoading(van.van, van.state)
        try:
            tote = tote_of_scan(tx.connection, code)
        except NotFound as unknown:
            return _refused(tx, van.van, _no_tote(unknown.name), unknown.name)
        except LabelVoid as void:
            told = Notice.of("label_void", **void.facts())
            return _refused(tx, van.van, (LoadVerdict.NOT_SEALED, told), code.strip())
        return _judged(tx, van, tote)

    body = [route_id, code]
    return command.execute(database, actor, "load_tote", body, work, right=Right.LOAD, command_id=command_id)


def _no_tote(read: str) -> Judged:
    """A whole code that no crate has, or no whole code at all."""
    if is_tote_code(read) or is_serial(read):
        return LoadVerdict.UNKNOWN, Notice.of("load_unknown", read=read)
    return LoadVerdict.UNREADABLE, Notice.of("load_unreadable", read=read)


def _judged(tx: Transaction, van: Any, tote: ScannedTote) -> dict[str, Any]:
    row = statements.CRATE.run(tx.connection, {"use": tote.use_id, "tote": tote.tote_id}).one()
    facts = {"route": van.route_id, "cycle": van.cycle_id, "drop": tote.drop or 0}
    standing = statements.STANDING.run(tx.connection, facts).one()
    crate = CrateNow(
        code=tote.code,
        point=tote.point,
        state=row.state,
        drop_no=tote.drop,
        route_id=tote.route_id,
        van=tote.van,
        weight_g=row.weight_g,
        volume_ml=tote.volume_ml,
        on_van=row.on_van or "",
        later=int(standing.later),
    )
    verdict, notice = judge(van_now(van), crate)
    about = {"tote": tote.code, "point": tote.point, "drop": tote.drop, "belongs_to": tote.van}
    if verdict not in LOADED:
        return _refused(tx, van.van, (verdict, notice), tote.code, tote.wave_id) | about
    _load(tx, van, tote, crate, verdict)
    after = {"on_van": van.totes + 1, "missing": int(standing.missing) - 1, "of_stop": int(standing.of_stop) - 1}
    return _answer(verdict, notice, van.van) | about | {"weight_g": crate.weight_g, **after}


def _load(tx: Transaction, van: Any, tote: ScannedTote, crate: CrateNow, verdict: LoadVerdict) -> None:
    out_of_order = int(verdict is LoadVerdict.WRONG_ORDER)
    row = {
        "route": van.route_id,
        "stop": tote.stop_id,
        "point": tote.point_id,
        "use": tote.use_id,
        "weight": crate.weight_g,
        "volume": crate.volume_ml,
        "out_of_order": out_of_order,
        "command": tx.command_id,
        **_by(tx),
    }
    statements.LOAD.run(tx.connection, row)
    after = {"van": van.van, "weight_g": crate.weight_g, "out_of_order": out_of_order}
    tx.note(STAGE, "tote_loaded", f"tote {tote.code}", crate.state, after)
    tx.stages.add("totes")


def _by(tx: Transaction) -> dict[str, Any]:
    return {"at": to_ms(tx.at), "person": tx.actor.person, "station": tx.actor.station}


def _refused(tx: Transaction, van: str, judged: Judged, code: str, wave_id: int | None = None) -> dict[str, Any]:
    """A scan that does not count is kept with its verdict."""
    row = {
        "at": tx.at,
        "person": tx.actor.person,
        "station": tx.actor.station,
        "command_id": tx.command_id,
        "stage": STAGE,
        "code": code[:80],
        "verdict": Verdict(judged[0].value).value,
        "wave_id": wave_id,
    }
    tx.connection.execute(insert(RefusedScanRecord).values(**row))
    tx.stages.add(STAGE)
    return _answer(*judged, van)


def _answer(verdict: LoadVerdict, notice: Notice, van: str) -> dict[str, Any]:
    told = {"code": notice.code, "facts": dict(notice.facts)}
    return {"verdict": verdict.value, "is_loaded": verdict in LOADED, "notice": told, "van": van}


def unload_tote(
    database: Database, actor: Actor, route_id: int, code: str, reason: str, *, command_id: str | None = None
) -> Done:
    """Takes a tote off the van again: it is staged. Answer: van, tote, on_van.

    Raises NotOnVan, ReasonNeeded, VanHasLeft, NotLoading, NotFound.
    """
    if not reason.strip():
        raise ReasonNeeded("unload_tote")

    def work(tx: Transaction) -> dict[str, Any]:
        van = loading_van(tx, route_id)
        tote = tote_of_scan(tx.connection, code)
        return _taken_off(tx, van, tote.use_id, tote.code, reason.strip())

    body = [route_id, code, reason]
    return command.execute(database, actor, "unload_tote", body, work, right=Right.LOAD, command_id=command_id)


def undo_load(database: Database, actor: Actor, route_id: int, *, command_id: str | None = None) -> Done:
    """Takes back the last tote this station put on the van and that is still there. Answer as unload_tote.

    Raises NothingToUndo, VanHasLeft, NotLoading.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        van = loading_van(tx, route_id)
        last = statements.LAST.run(tx.connection, {"route": route_id, "station": tx.actor.station}).one_or_none()
        if last is None:
            raise NothingToUndo(van.van)
        return _taken_off(tx, van, last.use_id, last.code, UNDONE)

    return command.execute(database, actor, "undo_load", [route_id], work, right=Right.LOAD, command_id=command_id)


def _taken_off(tx: Transaction, van: Any, use_id: int, code: str, reason: str) -> dict[str, Any]:
    facts = {"use": use_id, "route": van.route_id, "reason": reason[:200], **_by(tx)}
    if statements.OFF.run(tx.connection, facts).rowcount == 0:
        raise NotOnVan(code, van.van)
    tx.note(STAGE, "tote_unloaded", f"tote {code}", before=van.van, after={"reason": reason})
    tx.stages.add("totes")
    return {"van": van.van, "tote": code, "on_van": van.totes - 1}
