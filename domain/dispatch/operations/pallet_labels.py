"""The labels of a van's pallets, once its load is known: which drops and how many totes stand on each.

What changes the load afterwards (a tote opened again, left behind, another plan) makes other labels when they are asked for
again; those that say otherwise are void. Next: rules.pallets, domain/printing/operations/asking_many.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from domain.common import command
from domain.common.clock import iso_text
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.dispatch import rules
from domain.dispatch.queries.lists import load_lists
from domain.dispatch.words import PALLET_TOTES, LoadList, LoadNotKnown, NothingLoaded, Pallet
from domain.printing import operations as printing
from domain.printing.words import JobKind, PalletLabel
from domain.routing.words.van_names import van_name_sql

WHO_AND_WHEN = ("built_by", "built_at")

_DELIVERY = text("SELECT delivery_day FROM cycle WHERE code = :code")
_VANS = text(
    f"""
    SELECT code FROM van
    UNION SELECT {van_name_sql()} FROM route r JOIN van v ON v.id = r.van_id JOIN cycle y ON y.id = r.cycle_id
    WHERE y.code = :cycle AND r.trip > 1
    """
)


def ask_pallet_labels(
    database: Database,
    actor: Actor,
    cycle: str,
    van: str = "",
    *,
    totes_each: int = PALLET_TOTES,
    command_id: str | None = None,
) -> Done:
    """Labels for the pallets of a van, or of every van of the cycle's plan whose load is known.

    Answer as printing.Asked.answer, and "waiting": the vans whose load is not known. Raises NotFound; for the one van
    named NothingLoaded, LoadNotKnown.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        found = _chosen(tx.connection, cycle, van)
        known = [one for one in found if rules.is_known(one)]
        waiting = [one.van for one in found if one not in known]
        # A van that the plan in force leaves out has no pallets any more.
        vans = (
            {one.van for one in known}
            if van
            else set(tx.connection.execute(_VANS, {"cycle": cycle}).scalars()) - set(waiting)
        )
        asked = _ask(tx, known, max(totes_each, 1), {_group(code, cycle) for code in vans})
        return {**asked.answer(), "waiting": waiting}

    body = [cycle, van, totes_each]
    return command.execute(database, actor, "ask_pallet_labels", body, work, right=Right.PRINT, command_id=command_id)


def _chosen(connection: Connection, cycle: str, van: str) -> list[LoadList]:
    """The vans of the plan with a stop, or the trips of the one that is named."""
    lists = [one for one in load_lists(connection, cycle) if one.stops]
    if not van:
        return lists
    chosen = [one for one in lists if one.van.casefold() == van.strip().casefold()]
    if not chosen:
        raise NotFound("van", van)
    for one in chosen:
        if not rules.is_known(one):
            raise LoadNotKnown(one.van, one.to_pick, len(rules.unsealed(one)))
    if not any(rules.pallets(one, PALLET_TOTES) for one in chosen):
        raise NothingLoaded(chosen[0].van)
    return chosen


def _ask(tx: Transaction, vans: Sequence[LoadList], most: int, groups: set[str]) -> printing.Asked:
    wishes: list[printing.Wish] = []
    for van in vans:
        built = rules.pallets(van, most)
        delivery = str(tx.connection.execute(_DELIVERY, {"code": van.cycle}).scalar_one())
        wishes += [_wish(tx, van, delivery, pallet, number, len(built)) for number, pallet in enumerate(built, 1)]
    return printing.ask_many(tx, JobKind.PALLET_LABEL, wishes, groups=groups, beside=WHO_AND_WHEN)


def _group(van: str, cycle: str) -> str:
    return f"pallets of {van} in {cycle}"


def _wish(tx: Transaction, van: LoadList, delivery: str, pallet: Pallet, number: int, of: int) -> printing.Wish:
    crates = pallet.crates
    drops = [stop.drop_no for stop, _crates in pallet.stops]
    body = PalletLabel(
        cycle=van.cycle,
        delivery=delivery,
        van=van.van,
        plate=van.plate,
        driver=van.driver,
        drops=f"{drops[0]}–{drops[-1]}" if len(drops) > 1 else str(drops[0]),
        number=number,
        of=of,
        totes=len(crates),
        cold_totes=sum(crate.is_cold for crate in crates),
        gross_g=sum(crate.weight_g or 0 for crate in crates),
        points=tuple(stop.point for stop, _crates in pallet.stops),
        built_by=tx.actor.person,
        built_at=iso_text(tx.at),
    )
    about = f"pallet {number}/{of} of route {van.route_id}"
    return printing.Wish(about, f"route {van.route_id}", body, _group(van.van, van.cycle), number)
