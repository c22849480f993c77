"""A buyer collects: by the pickup code, or by the phone's tail and a person's choice. A try that is refused is kept:
it is committed, then told. Next: keeping.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.clock import local_text
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, Refusal
from domain.common.people import Actor
from domain.handover import rules
from domain.handover.operations.stops import run
from domain.handover.queries.candidates import by_code, by_id
from domain.handover.records import CollectionRecord, CollectionRefusedRecord
from domain.handover.rules import Candidate
from domain.handover.words import (
    COLLECTION_REFUSALS,
    BuyerState,
    CollectedBy,
    CollectionRefused,
    UnknownCode,
)
from domain.places.records import PointRecord

LONGEST_SAID = 40


def collect_by_code(
    database: Database, actor: Actor, point_id: int, code: str, *, command_id: str | None = None
) -> Done:
    """The order whose pickup code was said or scanned at the point goes to its buyer; answer {"order", "cycle", "id"}.

    Raises CollectedAlready, WrongPoint with the right one, NotArrived, OrderCancelled, ReturnedAlready, UnknownCode
    (all kept), SeveralOrders where the code names orders of two cycles here.
    """
    said = "".join(sign for sign in code.strip()[:LONGEST_SAID] if sign.isprintable())

    def work(tx: Transaction) -> dict[str, Any]:
        return _collect(tx, point_id, said, CollectedBy.CODE, by_code(tx.connection, said))

    return _told(run(database, actor, "collect_by_code", [point_id, said], work, command_id))


def collect_chosen(
    database: Database, actor: Actor, point_id: int, order_id: int, tail: str, *, command_id: str | None = None
) -> Done:
    """The order a person chose from queries.by_phone_tail goes to its buyer. Answer and refusals as collect_by_code."""
    said = "".join(sign for sign in tail.strip()[:LONGEST_SAID] if sign.isprintable())

    def work(tx: Transaction) -> dict[str, Any]:
        found = by_id(tx.connection, order_id, said)
        return _collect(tx, point_id, said, CollectedBy.PHONE_TAIL, found)

    return _told(run(database, actor, "collect_chosen", [point_id, order_id, said], work, command_id))


def _collect(
    tx: Transaction, point_id: int, said: str, known_by: CollectedBy, found: list[Candidate]
) -> dict[str, Any]:
    judged = rules.collectable(point_id, _point(tx.connection, point_id), said, found)
    if isinstance(judged, CollectionRefused):
        return _keep(tx, point_id, judged, found)
    if isinstance(judged, Refusal):
        raise judged
    if not _give(tx, judged, known_by):
        # Another station gave it out between our look and our word.
        again = by_id(tx.connection, judged.order_id, None)
        late = rules.collectable(point_id, judged.point, said, again)
        return _keep(tx, point_id, late if isinstance(late, CollectionRefused) else UnknownCode(said, ""), again)
    tx.note("handover", "order_collected", f"order {judged.cycle}/{judged.order}", after=known_by.value)
    return {"order": judged.order, "cycle": judged.cycle, "id": judged.order_id}


def _give(tx: Transaction, order: Candidate, known_by: CollectedBy) -> bool:
    """True when this command gave the order out; the key lets one do it."""
    make = pg_insert if tx.dialect == "postgresql" else lite_insert
    who = {"at": tx.at, "person": tx.actor.person, "station": tx.actor.station, "command_id": tx.command_id}
    row = make(CollectionRecord).values(order_id=order.order_id, known_by=known_by.value, **who)
    once = row.on_conflict_do_nothing(index_elements=["order_id"]).returning(CollectionRecord.order_id)
    return tx.connection.execute(once).scalar_one_or_none() is not None


def _keep(tx: Transaction, point_id: int, why: CollectionRefused, found: list[Candidate]) -> dict[str, Any]:
    """Writes down the refused try and answers with it; the order it was about where one is known."""
    meant = next((one for one in found if one.order == why.order), None)
    if meant is not None and meant.state is BuyerState.COLLECTED and meant.collected_at is not None:
        why.at = local_text(meant.collected_at)
    who = {"at": tx.at, "person": tx.actor.person, "station": tx.actor.station, "command_id": tx.command_id}
    about = {
        "order_id": meant.order_id if meant else None,
        "point_id": point_id,
        "said": why.said,
        "why": why.why.value,
    }
    tx.connection.execute(insert(CollectionRefusedRecord).values(**about, **who))
    tx.note("handover", "collection_refused", f"order {why.order or why.said}", after=why.why.value)
    return {"refused": why.why.value, "facts": why.facts()}


def _told(done: Done) -> Done:
    """The answer; a refused try is raised now that it is kept, at the first time and at every repetition."""
    if "refused" in done.answer:
        raise COLLECTION_REFUSALS[done.answer["refused"]](**done.answer["facts"])
    return done


def _point(connection: Connection, point_id: int) -> str:
    name = connection.execute(select(PointRecord.name).where(PointRecord.id == point_id)).scalar_one_or_none()
    if name is None:
        raise NotFound("point", str(point_id))
    return str(name)
