"""`travel show | use-roads | use-service | use-estimate | pace | fill | forget`: where travel times come from, and asking for them.

Next: workers/travel_times/filling.py.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from domain.common.database import Database
from domain.common.errors import Notice, Refusal
from domain.common.people import Actor
from domain.common.sentences import _, sentence
from domain.common.sentences.vocabulary import TRAVEL
from domain.routing.operations import choose_travel, forget_legs, set_pace
from domain.routing.queries import legs_kept, table_of_day, travel_settings
from domain.routing.queries.days import day_of
from domain.routing.rules.judging import judged
from domain.routing.words import PaceWrong, TravelSource
from workers.command_line.answers import Answer, say
from workers.travel_times.building import build_roads
from workers.travel_times.filling import fill_day, keep_service_key, roads_folder, service_key
from workers.travel_times.road_lines import draw_roads
from workers.travel_times.roads import road_state

TELL_EVERY = 0.1
"""Progress is told at every tenth."""


class Progress:
    """Says how far something is, a line at every tenth."""

    def __init__(self, words: str) -> None:
        self.words, self.next = words, TELL_EVERY

    def share(self, done: float) -> None:
        """So much of 1 is done."""
        if done >= self.next:
            say(self.words.format(percent=round(done * 100)))
            self.next = done + TELL_EVERY

    def count(self, done: int, total: int) -> None:
        """So many of them are done."""
        self.share(done / total if total else 1.0)


def show(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """The source, what it has answered so far, the roads on this computer, the pace of each hour."""
    with database.read() as connection:
        settings = travel_settings(connection)
        kept = legs_kept(connection)
    state = road_state(roads_folder(database))
    body: dict[str, Any] = {
        "source": settings.source.value,
        "profile": settings.profile,
        "address": settings.address,
        "kind": settings.kind,
        "has_key": bool(service_key(roads_folder(database))),
        "detour_permille": settings.learnt_permille,
        "pace_percent": list(settings.pace_percent),
        "legs": kept,
        "roads": asdict(state) if state else None,
    }
    return Answer(body, list(_shown(body)))


def _way(source: str) -> str:
    return _(TRAVEL[source])


def _shown(body: dict[str, Any]) -> Iterator[str]:
    yield _way(body["source"])
    for source, count in body["legs"].items():
        yield _("{travel}: {count} legs are known.").format(travel=_(TRAVEL[source]), count=count)
    if body["roads"]:
        yield _("Roads: {extract}, built {built_at}. © OpenStreetMap contributors").format(**body["roads"])
    if body["detour_permille"]:
        yield _("A road is {factor} times as long as the straight line.").format(factor=body["detour_permille"] / 1000)
    yield _("Percent of the usual speed, hour by hour: {pace}").format(
        pace=" ".join(f"{hour}={percent}" for hour, percent in enumerate(body["pace_percent"]))
    )


def use_roads(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Builds the roads of an extract, draws them, and drives by them from now on; legs of other roads are forgotten."""
    folder = roads_folder(database)
    state = build_roads(wanted.file, folder, Progress(_("Building the roads: {percent} %")).share)
    drawn = _drawn(wanted.file, folder)
    forgotten = forget_legs(database, actor, TravelSource.ROADS).answer["forgotten"]
    chosen = choose_travel(database, actor, TravelSource.ROADS, profile=wanted.profile or "").answer
    body = {**asdict(state), **chosen, "forgotten": forgotten, "drawn": drawn is None}
    lines = [_("The roads of {extract} are built. © OpenStreetMap contributors").format(extract=state.extract)]
    return Answer(body, [*lines, *([drawn] if drawn else [])])


def _drawn(extract: Path, folder: Path) -> str | None:
    """Why the map stays without roads, None when it has them: plans do not need them."""
    try:
        draw_roads(extract, folder)
    except Refusal as refusal:
        return sentence(refusal)
    return None


def use_service(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Drives by a service from now on; the key stays on this computer and out of the books."""
    if wanted.key is not None:
        keep_service_key(roads_folder(database), wanted.key.strip())
    chosen = choose_travel(
        database, actor, TravelSource.SERVICE, profile=wanted.profile or "", address=wanted.address, kind=wanted.kind
    ).answer
    return Answer({**chosen, "address": wanted.address, "kind": wanted.kind}, [_way(TravelSource.SERVICE)])


def use_estimate(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Drives by great circles with a detour from now on."""
    return Answer(choose_travel(database, actor, TravelSource.ESTIMATE).answer, [_way(TravelSource.ESTIMATE)])


def pace(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Changes the speed of some hours: 8=75 is three quarters of the usual one from eight to nine."""
    with database.read() as connection:
        hours = list(travel_settings(connection).pace_percent)
    for given in wanted.hours:
        hour, _equals, percent = given.partition("=")
        if not (hour.isdecimal() and percent.isdecimal() and int(hour) < len(hours)):
            raise PaceWrong(given)
        hours[int(hour)] = int(percent)
    answer = set_pace(database, actor, hours).answer
    return Answer(answer, [" ".join(f"{hour}={percent}" for hour, percent in enumerate(answer["pace_percent"]))])


def fill(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Asks for the legs of a cut cycle's day that nobody has answered yet, and judges its places."""
    filled = fill_day(database, actor, wanted.code, Progress(_("Asking for travel times: {percent} %")).count)
    with database.read() as connection:
        day = day_of(connection, wanted.code)
        table = table_of_day(connection, day)
    notices = (*filled.notices, *judged(day, table))
    body = {
        "source": table.source.value,
        "places": len(table.metres),
        "asked": filled.asked,
        "estimated": table.estimated_pairs,
        "notices": [{"code": notice.code, "facts": dict(notice.facts)} for notice in notices],
    }
    words = _("{travel}: {asked} legs were asked for, {estimated} are estimated.")
    head = words.format(travel=_(TRAVEL[table.source.value]), asked=filled.asked, estimated=table.estimated_pairs)
    return Answer(body, [head, *told(notices)], is_well=not filled.notices)


def forget(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Forgets what a source has answered, so that it is asked anew: another traffic, another map."""
    answer = forget_legs(database, actor, TravelSource(wanted.source)).answer
    words = _("{travel}: {count} legs are forgotten and will be asked for anew.")
    return Answer(answer, [words.format(travel=_(TRAVEL[wanted.source]), count=answer["forgotten"])])


def told(notices: tuple[Notice, ...]) -> list[str]:
    """Each notice as a line."""
    return ["  " + sentence(notice) for notice in notices]
