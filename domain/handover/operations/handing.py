"""The handover of a stop, in one command: each tote the van brought is received, missing, damaged or returned, empties
are taken back, somebody signs. Anything unaccounted for refuses the whole. Next: closing.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, text

from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded, Refusal
from domain.common.people import Actor
from domain.dispatch.words import TotesNotTaken
from domain.handover import rules
from domain.handover.operations.stops import move_stop, open_stop, run, set_arrived
from domain.handover.queries.scanning import refusal_of_scan
from domain.handover.records import EmptyToteRecord, StopHandoverRecord, ToteHandoverRecord
from domain.handover.rules import Told
from domain.handover.words import CrateNotOut, ReceiverNeeded, ToteEnd
from domain.packing.labels import use_of_subject
from domain.packing.queries import tote_of_scan
from domain.routing.words import StopState
from domain.routing.words.van_names import van_name_sql
from domain.totes.words import ToteState

_BROUGHT = text(
    """
    SELECT u.id AS use_id, t.code FROM tote_load l JOIN tote_use u ON u.id = l.tote_use_id JOIN tote t ON t.id = u.tote_id
    WHERE l.stop_id = :stop AND l.off_at IS NULL ORDER BY u.number
    """
)
_TO_TAKE = text(
    f"""
    SELECT t.code, COALESCE({van_name_sql()}, '') AS van FROM tote_transfer m JOIN tote_use u ON u.id = m.tote_use_id
    JOIN tote t ON t.id = u.tote_id LEFT JOIN route r ON r.id = m.from_route_id LEFT JOIN van v ON v.id = r.van_id
    WHERE m.stop_id = :stop AND m.ended IS NULL ORDER BY u.number
    """
)
_BY_SERIAL = text(
    "SELECT serial, subject FROM print_job WHERE serial IN :serials AND kind = 'tote_label' AND voided_at IS NULL"
).bindparams(bindparam("serials", expanding=True))


def hand_over(
    database: Database,
    actor: Actor,
    stop_id: int,
    *,
    received: Sequence[str],
    receiver: str,
    missing: Mapping[str, str] | None = None,
    damaged: Mapping[str, str] | None = None,
    returned: Mapping[str, str] | None = None,
    empties: Sequence[str] = (),
    empties_counted: int = 0,
    note: str = "",
    command_id: str | None = None,
) -> Done:
    """Settles a stop. `received`: codes or labels as scanned; the three mappings: {code: what happened}; `empties`:
    crates of earlier days as scanned, `empties_counted` those only counted. A stop not yet reached counts as reached now.

    Answer {"point", "expected", "handed_over", "missing", "damaged", "returned", "empties"}. Raises TotesUnaccounted with
    their names, ToteOfOtherStop, ToteHandedOverAlready, ToteNotOnTheVan, ToteToldTwice, CrateNotOut, ReceiverNeeded,
    ReasonNeeded, StopSettled, VanNotOnItsWay, NotFound, LabelVoid, TotesNotTaken.
    """
    trouble = {ToteEnd.MISSING: missing or {}, ToteEnd.DAMAGED: damaged or {}, ToteEnd.RETURNED: returned or {}}

    def work(tx: Transaction) -> dict[str, Any]:
        stop = open_stop(tx, stop_id)
        if not receiver.strip():
            raise ReceiverNeeded(stop.point)
        _refuse_not_taken(tx.connection, stop)
        expected = brought(tx.connection, stop_id)
        told = list(_told(tx.connection, stop_id, expected, received, trouble))
        ends = rules.accounted(stop.point, expected, told)
        if isinstance(ends, Refusal):
            raise ends
        set_arrived(tx, stop)
        crates = _take_back(tx, stop_id, empties)
        head = {"receiver": receiver.strip(), "expected": len(expected), "note": note.strip()[:200]}
        _sign(tx, stop_id, {**head, "empties": len(crates) + max(empties_counted, 0)})
        settle_totes(tx, {use_id: (stop_id, one) for use_id, one in ends.items()})
        move_stop(tx, stop, StopState.HANDED_OVER, done_at=tx.at)
        return _answer(tx, stop, ends, head, len(crates) + max(empties_counted, 0))

    unhappy = {end.value: dict(codes) for end, codes in trouble.items()}
    body = [stop_id, list(received), receiver, unhappy, list(empties), empties_counted, note]
    return run(database, actor, "hand_over", body, work, command_id)


def _refuse_not_taken(connection: Connection, stop: Any) -> None:
    """A stop that came to this van by a re-plan has its totes only when they were taken over."""
    waiting = connection.execute(_TO_TAKE, {"stop": stop.id}).all()
    if waiting:
        raise TotesNotTaken(stop.point, len(waiting), rules.names([row.code for row in waiting]), waiting[0].van)


def brought(connection: Connection, stop_id: int) -> dict[str, int]:
    """Code -> use id of each tote the van brought for the stop."""
    return {row.code: row.use_id for row in connection.execute(_BROUGHT, {"stop": stop_id})}


def _told(
    connection: Connection,
    stop_id: int,
    expected: Mapping[str, int],
    received: Sequence[str],
    trouble: Mapping[ToteEnd, Mapping[str, str]],
) -> Iterator[Told]:
    """What was said of each tote, by its crate's code. Raises what is in the way of a scan."""
    by_label = labels_of(connection, expected, [*received, *(code for codes in trouble.values() for code in codes)])
    for scanned in received:
        yield Told(_code(connection, stop_id, expected, by_label, scanned), ToteEnd.HANDED_OVER)
    for end, codes in trouble.items():
        for scanned, what in codes.items():
            if not what.strip():
                raise ReasonNeeded(f"tote_{end.value}")
            yield Told(_code(connection, stop_id, expected, by_label, scanned), end, what.strip()[:200])


def labels_of(connection: Connection, expected: Mapping[str, int], scanned: Sequence[str]) -> dict[str, str]:
    """Serial -> crate's code of those scanned texts that are labels of expected totes."""
    unknown = [one.strip().upper() for one in scanned if one.strip().upper() not in expected]
    serials = [one for one in unknown if one.isprintable()][:1000]
    if not serials:
        return {}
    codes = {use_id: code for code, use_id in expected.items()}
    rows = connection.execute(_BY_SERIAL, {"serials": serials})
    return {row.serial: codes[use] for row in rows if (use := use_of_subject(row.subject)) in codes}


def _code(
    connection: Connection, stop_id: int, expected: Mapping[str, int], by_label: Mapping[str, str], scanned: str
) -> str:
    read = scanned.strip().upper()
    code = read if read in expected else by_label.get(read)
    if code is None:
        raise refusal_of_scan(connection, stop_id, scanned)
    return code


def _take_back(tx: Transaction, stop_id: int, scanned: Sequence[str]) -> list[str]:
    """Empty crates of earlier uses go on the van; their codes."""
    crates = {tote.code: tote for tote in (tote_of_scan(tx.connection, one) for one in scanned)}
    for tote in crates.values():
        if tote.state != ToteState.HANDED_OVER:
            raise CrateNotOut(tote.code, tote.state)
    rows = [
        {"tote_use_id": tote.use_id, "stop_id": stop_id, "at": tx.at, "command_id": tx.command_id}
        for tote in crates.values()
    ]
    if rows:
        tx.connection.execute(insert(EmptyToteRecord), rows)
        tx.stages.add("totes")
    return list(crates)


def _sign(tx: Transaction, stop_id: int, head: dict[str, Any]) -> None:
    who = {"at": tx.at, "person": tx.actor.person, "station": tx.actor.station, "command_id": tx.command_id}
    tx.connection.execute(insert(StopHandoverRecord).values(stop_id=stop_id, **head, **who))


def settle_totes(tx: Transaction, ends: Mapping[int, tuple[int, Told]]) -> None:
    """Use id -> (its stop, what became of it), each a row; the totes' states follow by the database's own rule."""
    rows = [
        {"tote_use_id": use_id, "stop_id": stop_id, "ended": one.ended.value, "note": one.note, "at": tx.at,
         "command_id": tx.command_id}
        for use_id, (stop_id, one) in ends.items()
    ]  # fmt: skip
    if rows:
        tx.connection.execute(insert(ToteHandoverRecord), rows)
        tx.stages |= {"handover", "totes"}


def _answer(tx: Transaction, stop: Any, ends: Mapping[int, Told], head: dict[str, Any], empties: int) -> dict[str, Any]:
    counts = {end.value: sum(one.ended is end for one in ends.values()) for end in ToteEnd}
    trouble = {one.tote: [one.ended.value, one.note] for one in ends.values() if one.note}
    after = {**head, **counts, "empties": empties, "trouble": trouble}
    tx.note("handover", "stop_handed_over", f"stop {stop.point}", after=after)
    return {"point": stop.point, "expected": head["expected"], **counts, "empties": empties}
