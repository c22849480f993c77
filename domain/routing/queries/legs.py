"""The metres and seconds a plan is reckoned with: legs that are kept, estimates for the rest. Asks no service.

What fills in the missing legs is workers/travel_times, before a plan is made. Next: plans.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, func, select

from domain.common.settings import setting
from domain.places.rules.datums import Degrees
from domain.routing.queries.days import TRAVEL_SETTING
from domain.routing.queries.days import settings as routing_settings
from domain.routing.records import TravelLegRecord
from domain.routing.rules import preparing, travelling
from domain.routing.words import KEPT_SOURCES, Day, TravelSettings, TravelSource, TravelTable

PLACES_AT_ONCE = 2000
"""So many places go into one query, of both ends: below what a statement takes."""


def travel_table(
    connection: Connection, places: Sequence[Degrees | None], hours: tuple[int, int] = preparing.USUAL_HOURS
) -> TravelTable:
    """The table between these places (WGS-84; the first is the warehouse; None: nobody knows where).

    `hours`: the minutes of the day it is for; its pace is the mean of them.
    """
    wanted = travel_settings(connection)
    keys = {travelling.place_key(place) for place in places if place is not None}
    known = known_legs(connection, wanted, sorted(keys)) if wanted.source in KEPT_SOURCES else {}
    detour = routing_settings(connection).detour_permille
    return travelling.table_of(places, known, wanted, detour_permille=detour, hours=hours)


def table_of_day(connection: Connection, day: Day) -> TravelTable:
    """The table of a delivery day: the warehouse, then its points."""
    return travel_table(connection, preparing.places_of(day), preparing.hours_of(day))


def known_legs(
    connection: Connection, wanted: TravelSettings, keys: Sequence[int]
) -> dict[tuple[int, int], tuple[int | None, int | None]]:
    """(from key, to key) -> (metres, seconds) of the legs the wanted source has answered between these places."""
    leg = TravelLegRecord.__table__.c
    query = select(leg.from_key, leg.to_key, leg.metres, leg.seconds).where(
        leg.source == wanted.source.value, leg.profile == wanted.profile
    )
    here = set(keys)
    found: dict[tuple[int, int], tuple[int | None, int | None]] = {}
    # In parts, so that a hundred thousand legs to places of other days are not read for two hundred of today.
    for at in range(0, len(keys), PLACES_AT_ONCE):
        part = query.where(leg.from_key.in_(keys[at : at + PLACES_AT_ONCE]))
        if len(keys) <= PLACES_AT_ONCE:
            part = part.where(leg.to_key.in_(keys))
        rows = connection.execute(part).all()
        found.update({(start, end): (metres, seconds) for start, end, metres, seconds in rows if end in here})
    return found


def missing_legs(connection: Connection, wanted: TravelSettings, keys: Sequence[int]) -> dict[int, list[int]]:
    """From key -> the other keys the wanted source has not answered for yet; starts with nothing missing are left out.

    The usual case is told by counting: some places are whole among each other, the others are new altogether.
    """
    old = _whole_ones(connection, wanted, keys)
    if old is None:
        known = known_legs(connection, wanted, keys)
        missing = {key: [end for end in keys if end != key and (key, end) not in known] for key in keys}
    else:
        new = [key for key in keys if key not in old]
        missing = {key: new if key in old else [end for end in keys if end != key] for key in keys}
    return {key: ends for key, ends in missing.items() if ends}


def _whole_ones(connection: Connection, wanted: TravelSettings, keys: Sequence[int]) -> frozenset[int] | None:
    """The places all of whose legs among each other are known while the rest has none; None when it is not so."""
    if len(keys) > PLACES_AT_ONCE:
        return None
    leg = TravelLegRecord.__table__.c
    mine = (leg.source == wanted.source.value, leg.profile == wanted.profile, leg.from_key.in_(keys))
    counts = select(leg.from_key, func.count()).where(*mine, leg.to_key.in_(keys)).group_by(leg.from_key)
    found: dict[int, int] = {start: int(count) for start, count in connection.execute(counts)}
    new = [key for key in keys if key not in found]
    if any(count != len(found) - 1 for count in found.values()):
        return None
    if new and connection.execute(select(leg.to_key).where(*mine, leg.to_key.in_(new)).limit(1)).first():
        return None
    return frozenset(found)


def legs_kept(connection: Connection) -> dict[str, int]:
    """How many legs each source has answered."""
    leg = TravelLegRecord.__table__.c
    query = select(leg.source, func.count()).group_by(leg.source).order_by(leg.source)
    return {str(source): int(count) for source, count in connection.execute(query)}


def travel_settings(connection: Connection) -> TravelSettings:
    """What the company chose; what is not set, or makes no sense, is as usual."""
    given = setting(connection, TRAVEL_SETTING, {})
    return settings_from(given if isinstance(given, dict) else {})


def settings_from(given: dict[str, Any]) -> TravelSettings:
    """The settings of a JSON object, each field that makes no sense as usual."""
    sane: dict[str, Any] = {}
    for field in fields(TravelSettings):
        value = given.get(field.name)
        if field.name == "source" and value in tuple(TravelSource):
            sane["source"] = TravelSource(value)
        elif field.name == "pace_percent" and isinstance(value, list) and is_pace(value):
            sane["pace_percent"] = tuple(value)
        elif field.name == "learnt_permille" and type(value) is int and value > 0:
            sane["learnt_permille"] = value
        elif field.name in ("profile", "address", "kind") and isinstance(value, str) and value:
            sane[field.name] = value
    return TravelSettings(**sane)


def settings_json(settings: TravelSettings) -> dict[str, Any]:
    """The settings as the JSON object they are kept as."""
    return {**asdict(settings), "source": settings.source.value, "pace_percent": list(settings.pace_percent)}


def is_pace(hours: Sequence[object]) -> bool:
    """A whole number of percent from 10 to 300 for each of the 24 hours."""
    return len(hours) == 24 and all(type(hour) is int and 10 <= hour <= 300 for hour in hours)
