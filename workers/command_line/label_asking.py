"""`print KIND`: asks for the labels of a point, a van, a zone of shelves, a person, a station. Asked again, they are the same.

They come out of the printers of the company (`printers serve`, or any station with its window open). What each label is asked
with stands in docs/labels.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from domain.catalogue.words import TemperatureZone
from domain.common.command import Done
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor
from domain.common.sentences import _
from domain.dispatch.operations import ask_pallet_labels
from domain.handover.operations import ask_pickup_slips
from domain.packing.operations import ask_bag_labels, ask_item_labels, ask_tote_labels
from domain.places.queries import find_points, point_choices
from domain.printing.operations import ask_badges, ask_control_sheet, replace_badge
from domain.printing.queries import printers
from domain.printing.telling import told
from domain.stock.operations import ask_bin_labels
from workers.command_line.answers import Answer

ALL = "all"


def ask(database: Database, actor: Actor, wanted: argparse.Namespace) -> Answer:
    """{"kind", "asked": now, "already": before, "jobs": their ids, "voided", "waiting": points or vans not ready}."""
    done = _ASK[wanted.verb](database, actor, wanted).answer
    body = {"kind": wanted.verb, **done, "waiting": done.get("waiting", [])}
    with database.read() as connection:
        has_printer = bool(printers(connection))
    hint = [] if has_printer else [_("No printer yet: python main.py printers add --help")]
    return Answer(body, [*told(body), *hint])


def _point(database: Database, wanted: argparse.Namespace) -> int | None:
    """The id of the point that --point names, by name or code; None without the option. NotFound."""
    if not wanted.point:
        return None
    with database.read() as connection:
        found = find_points(connection, "", [wanted.point])[wanted.point]
        by_code = {one.code.casefold(): one.id for one in point_choices(connection)}
    if found is None:
        found = by_code.get(wanted.point.strip().casefold())
    if found is None:
        raise NotFound("point", wanted.point)
    return found


def _totes(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    return ask_tote_labels(database, actor, wanted.cycle, _point(database, wanted))


def _items(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    return ask_item_labels(database, actor, wanted.cycle, _point(database, wanted))


def _bags(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    return ask_bag_labels(database, actor, wanted.cycle, _point(database, wanted))


def _slips(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    return ask_pickup_slips(database, actor, wanted.cycle, _point(database, wanted))


def _pallets(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    return ask_pallet_labels(database, actor, wanted.cycle, wanted.van or "", totes_each=wanted.totes)


def _bins(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    named = wanted.bins
    if named == [ALL]:
        return ask_bin_labels(database, actor)
    if len(named) == 1 and named[0] in tuple(TemperatureZone):
        return ask_bin_labels(database, actor, zone=TemperatureZone(named[0]))
    return ask_bin_labels(database, actor, named)


def _badges(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    if wanted.lost:
        return replace_badge(database, actor, wanted.lost)
    return ask_badges(database, actor, wanted.person or ())


def _control(database: Database, actor: Actor, wanted: argparse.Namespace) -> Done:
    return ask_control_sheet(database, actor, wanted.station or "")


_ASK: dict[str, Callable[[Database, Actor, argparse.Namespace], Done]] = {
    "totes": _totes,
    "items": _items,
    "bags": _bags,
    "slips": _slips,
    "pallets": _pallets,
    "bins": _bins,
    "badges": _badges,
    "control": _control,
}
KINDS = tuple(_ASK)
