"""What is kept about travel: legs that a source answered, which source a company drives by, the pace of its hours.

Who asks the sources is workers/travel_times. Next: domain/routing/queries/legs.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete, select, text

from domain.common import command
from domain.common.columns import to_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.common.settings import put_setting
from domain.routing.queries.days import TRAVEL_SETTING
from domain.routing.queries.legs import is_pace, settings_json, travel_settings
from domain.routing.records import TravelLegRecord
from domain.routing.rules.travelling import learnt_detour
from domain.routing.words import Leg, PaceWrong, ServiceAddressWrong, TravelSettings, TravelSource

TAUGHT_BY = 5_000
"""The newest so many legs teach the detour."""
WORTH_LEARNING = 1_000
"""Fewer new legs than that do not move a detour that is known: a new point is told at once."""
WORTH_TELLING_PERMILLE = 10
"""A detour that changed by less is not written anew."""


def keep_legs(
    database: Database,
    actor: Actor,
    source: TravelSource,
    profile: str,
    legs: Sequence[Leg],
    *,
    command_id: str | None = None,
) -> Done:
    """Keeps what a source answered; an older answer for the same pair gives way. Answer: kept, detour_permille."""

    def work(tx: Transaction) -> dict[str, Any]:
        _upsert(tx, source, profile, legs)
        answer = {"kept": len(legs), "detour_permille": _learn(tx, source, profile, len(legs))}
        tx.note("routing", "legs_kept", f"travel {source.value} {profile}", after=answer)
        return answer

    body = [source.value, profile, len(legs), _digest(legs)]
    return command.execute(database, actor, "keep_legs", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def _digest(legs: Sequence[Leg]) -> str:
    told = (f"{leg.from_key},{leg.to_key},{leg.metres},{leg.seconds};".encode() for leg in legs)
    sha = hashlib.sha256()
    for one in told:
        sha.update(one)
    return sha.hexdigest()


# Forty thousand legs in one statement on a server, which would be asked for each of them else.
_KEEP_ARRAYS = text(
    """
    INSERT INTO travel_leg (source, profile, from_key, to_key, metres, seconds, asked_at)
    SELECT :source, :profile, u.from_key, u.to_key, u.metres, u.seconds, :at
    FROM unnest(CAST(:starts AS bigint[]), CAST(:ends AS bigint[]), CAST(:metres AS bigint[]), CAST(:seconds AS bigint[]))
      AS u(from_key, to_key, metres, seconds)
    ON CONFLICT (source, profile, from_key, to_key)
    DO UPDATE SET metres = excluded.metres, seconds = excluded.seconds, asked_at = excluded.asked_at
    """
)
_KEEP_EACH = text(
    """
    INSERT INTO travel_leg (source, profile, from_key, to_key, metres, seconds, asked_at)
    VALUES (:source, :profile, :start, :end, :metres, :seconds, :at)
    ON CONFLICT (source, profile, from_key, to_key)
    DO UPDATE SET metres = excluded.metres, seconds = excluded.seconds, asked_at = excluded.asked_at
    """
)


def _upsert(tx: Transaction, source: TravelSource, profile: str, legs: Sequence[Leg]) -> None:
    legs = list({(leg.from_key, leg.to_key): leg for leg in legs}.values())
    all_the_same = {"source": source.value, "profile": profile, "at": to_ms(tx.at)}
    if not legs:
        return
    if tx.dialect == "postgresql":
        columns = {
            "starts": [leg.from_key for leg in legs],
            "ends": [leg.to_key for leg in legs],
            "metres": [leg.metres for leg in legs],
            "seconds": [leg.seconds for leg in legs],
        }
        tx.connection.execute(_KEEP_ARRAYS, {**all_the_same, **columns})
        return
    rows = [
        {**all_the_same, "start": leg.from_key, "end": leg.to_key, "metres": leg.metres, "seconds": leg.seconds}
        for leg in legs
    ]
    tx.connection.execute(_KEEP_EACH, rows)


def _learn(tx: Transaction, source: TravelSource, profile: str, count: int) -> int | None:
    """The detour that the newest legs teach, written into the settings when it is worth it."""
    before = travel_settings(tx.connection)
    if before.learnt_permille is not None and count < WORTH_LEARNING:
        return before.learnt_permille
    leg = TravelLegRecord.__table__.c
    newest = (
        select(leg.from_key, leg.to_key, leg.metres, leg.seconds)
        .where(leg.source == source.value, leg.profile == profile)
        .order_by(leg.asked_at.desc(), leg.to_key, leg.from_key)
        .limit(TAUGHT_BY)
    )
    learnt = learnt_detour([Leg(*row) for row in tx.connection.execute(newest)])
    if learnt is not None and abs(learnt - (before.learnt_permille or 0)) >= WORTH_TELLING_PERMILLE:
        put_setting(tx, TRAVEL_SETTING, settings_json(replace(before, learnt_permille=learnt)))
        return learnt
    return before.learnt_permille


def forget_legs(
    database: Database, actor: Actor, source: TravelSource, profile: str | None = None, *, command_id: str | None = None
) -> Done:
    """Forgets the legs of a source (of one profile): its map is another now. Answer: forgotten."""

    def work(tx: Transaction) -> dict[str, Any]:
        leg = TravelLegRecord.__table__.c
        gone = delete(TravelLegRecord).where(leg.source == source.value)
        if profile is not None:
            gone = gone.where(leg.profile == profile)
        answer = {"forgotten": tx.connection.execute(gone).rowcount}
        tx.note("routing", "legs_forgotten", f"travel {source.value}", before=answer["forgotten"])
        return answer

    body = [source.value, profile]
    return command.execute(database, actor, "forget_legs", body, work, right=Right.PLAN_ROUTES, command_id=command_id)


def choose_travel(
    database: Database,
    actor: Actor,
    source: TravelSource,
    *,
    profile: str = "",
    address: str = "",
    kind: str = "",
    command_id: str | None = None,
) -> Done:
    """The source the company drives by from now on; what is not said stays. Answer: source, profile.

    Raises ServiceAddressWrong.
    """
    if address and not _is_address(address):
        raise ServiceAddressWrong(address)

    def change(before: TravelSettings) -> TravelSettings:
        return replace(
            before,
            source=source,
            profile=profile or before.profile,
            address=address or before.address,
            kind=kind or before.kind,
        )

    return _change(database, actor, "choose_travel", [source.value, profile, address, kind], change, command_id)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def set_pace(database: Database, actor: Actor, pace_percent: Sequence[int], *, command_id: str | None = None) -> Done:
    """The pace of each hour in percent of the usual speed (24 numbers, 10 to 300). Answer: source, profile, pace.

    Raises PaceWrong.
    """
    if not is_pace(pace_percent):
        raise PaceWrong(", ".join(map(str, pace_percent)))
    hours = tuple(pace_percent)

    def change(before: TravelSettings) -> TravelSettings:
        return replace(before, pace_percent=hours)

    return _change(database, actor, "set_pace", list(hours), change, command_id)


def _change(database: Database, actor: Actor, kind: str, body: list[Any], change: Any, command_id: str | None) -> Done:
    def work(tx: Transaction) -> dict[str, Any]:
        after = change(travel_settings(tx.connection))
        put_setting(tx, TRAVEL_SETTING, settings_json(after))
        tx.stages.add("routing")
        return {"source": after.source.value, "profile": after.profile, "pace_percent": list(after.pace_percent)}

    return command.execute(database, actor, kind, body, work, right=Right.PLAN_ROUTES, command_id=command_id)
