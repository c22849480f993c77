"""`routes ways-out` and `routes what-if`: what could be done about a day, and what would be if. Nothing is changed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from domain.common.database import Database
from domain.common.errors import Notice
from domain.common.money import yuan_text
from domain.common.people import Actor
from domain.common.sentences import _, sentence
from domain.routing.operations.asking import finder, ways_out, what_if
from domain.routing.rules.advising import some
from domain.routing.rules.telling import clock_text
from domain.routing.words import OutcomeRow, WayOutRow, WaysOutRow, WhatIf
from workers.command_line.answers import Answer, say


def out(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """Which limits fall short, and the cheapest ways out."""
    say(_("Searching for ways out …"))
    told = ways_out(database, actor, wanted.code, find=finder(wanted.seconds))
    return Answer({**_plain(told), "whole": told.is_whole}, list(_lines(told)))


def ask(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """The day as it is beside what it would be if."""
    say(_("Searching for routes …"))
    asked = [WhatIf(one) for one in wanted.ask] if wanted.ask else None
    told = what_if(database, actor, wanted.code, questions=asked, minutes=wanted.minutes, find=finder(wanted.seconds))
    return Answer(_plain(told), [_outcome_line(one) for one in told.outcomes])


def _lines(told: WaysOutRow) -> Iterator[str]:
    yield from (sentence(one) for one in told.complaints)
    if told.is_whole:
        yield _("Every point has a van. No way out is needed.")
        return
    yield _("Left out: {count} ({points})").format(count=len(told.left_out), points=some(list(told.left_out)))
    yield from (sentence(one.told) for one in told.shortfalls)
    for number, way in enumerate(told.ways, 1):
        yield f"{number}. " + _way_line(way)


def _way_line(way: WayOutRow) -> str:
    return "; ".join(sentence(measure.told) for measure in way.measures) + ": " + sentence(way.told)


def _outcome_line(one: OutcomeRow) -> str:
    words = _("{what}: ¥{cost}, {km} km, last arrival {latest}, vans: {vans}, left out: {left_out}")
    return words.format(
        what=sentence(one.told),
        cost=yuan_text(one.cost_fen),
        km=f"{one.distance_m / 1000:.1f}",
        latest=clock_text(one.latest_min),
        vans=one.vans,
        left_out=len(one.left_out),
    )


def _plain(value: Any) -> Any:
    """Rows as JSON has them; a notice as its sentence."""
    if isinstance(value, Notice):
        return sentence(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
