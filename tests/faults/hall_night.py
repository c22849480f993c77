"""A station that works a night in the hall until it is killed: receives, picks by scan and scale, seals, loads, hands over.

Before a step its intent, after it its answer are written to a journal outside the database and fsynced (night.write);
kill_night.py judges by that. Run by it as `python -m tests.faults.hall_night PLACE FOLDER NAME`.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from domain.common.database import Database, open_database
from domain.common.people import Actor
from domain.dispatch import operations as dispatch
from domain.dispatch.queries import load_lists
from domain.handover import operations as handover
from domain.handover.queries import collection_list, stops_of_route
from domain.packing import operations as packing
from domain.packing.queries import tote_sheet, waiting_to_be_sealed
from domain.picking import operations as picking
from domain.picking.queries import pick_lines, station_view, wave_board
from domain.picking.values import PickLine, Stand, StationView, Weight
from domain.picking.words import PickMethod
from domain.purchasing import operations as purchasing
from domain.purchasing.queries import purchase_order, purchase_orders
from domain.purchasing.words import Delivered, SentHow
from domain.stock import operations as stock
from domain.totes import operations as totes
from tests.faults.night import Step, write

Night = Generator[Step, dict[str, Any], None]
"""Yields a step, is sent its answer."""
UNKNOWN = "6900000000007"
FAR = date(2100, 1, 1)
FULL = 7
"""So many pieces fill a crate."""


@dataclass
class Desk:
    """A database with the views of its waves, which do not change."""

    database: Database
    views: dict[int, StationView] = field(default_factory=dict)

    def view(self, wave: int) -> StationView:
        if wave not in self.views:
            with self.database.read() as connection:
                self.views[wave] = station_view(connection, wave)
        return self.views[wave]


# The steps ----------------------------------------------------------------------------------------


def do(desk: Desk, step: Step) -> dict[str, Any]:
    """Does the step under its command id, whether for the first time or again; the answer as JSON gives it back."""
    answer = ACTS[step["what"]](desk, Actor("夜班", step["station"]), step)
    return dict(json.loads(json.dumps(answer, default=str)))


def _scan(desk: Desk, who: Actor, step: Step) -> dict[str, Any]:
    view, stand = desk.view(step["wave"]), stand_of(step)
    how = {"quantity": step.get("pieces"), "command_id": step["id"]}
    return picking.confirm_scan(desk.database, who, view, stand, step["code"], **how).answer


def _weigh(desk: Desk, who: Actor, step: Step) -> dict[str, Any]:
    view, stand, weight = desk.view(step["wave"]), stand_of(step), Weight(step["grams"])
    given = (desk.database, who, view, stand, step["product"], weight)
    return picking.confirm_weight(*given, command_id=step["id"]).answer


def stand_of(step: Step) -> Stand:
    return Stand(step["wave"], PickMethod.BY_POINT, step["point"], step.get("use"))


def _seal(desk: Desk, who: Actor, step: Step) -> dict[str, Any]:
    how = {"gross_g": step["grams"], "checked_by": "小周", "command_id": step["id"]}
    return packing.seal_tote(desk.database, who, step["tote"], **how).answer


def _hand(desk: Desk, who: Actor, step: Step) -> dict[str, Any]:
    how = {"received": step["totes"], "missing": step["missing"], "receiver": "王芳", "command_id": step["id"]}
    return handover.hand_over(desk.database, who, step["stop"], **how).answer


def _receive(desk: Desk, who: Actor, step: Step) -> dict[str, Any]:
    came = Delivered(pieces=step["pieces"], lot_code=f"L{step['cycle']}", expires_on=FAR)
    return purchasing.receive(desk.database, who, step["line"], came, command_id=step["id"]).answer


def _send(desk: Desk, who: Actor, step: Step) -> dict[str, Any]:
    return purchasing.send_order(desk.database, who, step["order"], SentHow.TEXT, command_id=step["id"]).answer


def _button(operation: Callable[..., Any], *names: str) -> Callable[[Desk, Actor, Step], dict[str, Any]]:
    """An operation that takes just these fields of the step."""

    def press(desk: Desk, who: Actor, step: Step) -> dict[str, Any]:
        given = [step[name] for name in names]
        return dict(operation(desk.database, who, *given, command_id=step["id"]).answer)

    return press


ACTS: dict[str, Callable[[Desk, Actor, Step], dict[str, Any]]] = {
    "buy": _button(purchasing.make_orders, "cycle"),
    "send": _send,
    "receive": _receive,
    "finish": _button(purchasing.finish_receipt, "order"),
    "allocate": _button(stock.allocate, "cycle"),
    "plan": _button(picking.plan_waves, "cycle"),
    "release": _button(picking.release_all, "cycle"),
    "scan": _scan,
    "weigh": _weigh,
    "short": _button(picking.mark_short, "cell", "reason"),
    "undo": _button(picking.undo),
    "full": _button(totes.tote_full, "tote"),
    "close": _button(picking.close_wave, "wave"),
    "seal": _seal,
    "reopen": _button(packing.reopen_tote, "tote", "reason"),
    "begin": _button(dispatch.begin_loading, "route"),
    "load": _button(dispatch.load_tote, "route", "tote"),
    "depart": _button(dispatch.depart, "route"),
    "hand": _hand,
    "collect": _button(handover.collect_chosen, "point", "order", "tail"),
    "home": _button(handover.close_route, "route"),
}


# The work of a night ------------------------------------------------------------------------------


@dataclass
class Worker:
    """A station at work on one cycle that is cut and has its route; the crates are its own."""

    desk: Desk
    name: str
    cycle: str
    crates: list[str]
    chance: random.Random
    ids: itertools.count[int]
    codes: dict[int, str] = field(default_factory=dict)

    def step(self, what: str, **given: Any) -> Step:
        made = f"{self.name}-step-{next(self.ids)}"
        return {"id": made, "what": what, "cycle": self.cycle, "station": self.name, **given}

    def read(self, query: Callable[..., Any], *arguments: Any, **how: Any) -> Any:
        with self.desk.database.read() as connection:
            return query(connection, *arguments, **how)

    def night(self) -> Night:
        """The whole night of the cycle."""
        yield from self.buying()
        yield self.step("plan")
        yield self.step("release")
        waves = [row.id for row in self.read(wave_board, self.cycle)]
        for wave in waves:
            view = self.desk.view(wave)
            self.codes = {product: code for code, product in view.codes.items()}
            for point in view.points:
                yield from self.point(wave, point.id)
            yield self.step("close", wave=wave)
        yield from self.gate()
        for van in self.read(load_lists, self.cycle):
            yield from self.van(van)

    def buying(self) -> Night:
        yield self.step("buy")
        for row in self.read(purchase_orders, self.cycle):
            lines = [line for line in self.read(purchase_order, row.id).lines if line.ordered]
            if not lines:
                continue  # what earlier nights left over is enough
            yield self.step("send", order=row.id)
            for line in lines:
                yield self.step("receive", order=row.id, line=line.id, pieces=line.ordered)
            yield self.step("finish", order=row.id)
        yield self.step("allocate")

    def point(self, wave: int, point: int) -> Night:
        """Every line of a point by scan and scale, with a slip now and then; the last piece of its first line is short."""
        lines: tuple[PickLine, ...] = self.read(pick_lines, wave, point_id=point)
        use, in_crate = None, 0
        yield self.step("scan", wave=wave, point=point, code=UNKNOWN)
        for number, line in enumerate(lines):
            left = line.left
            while left > (1 if number == 0 and not line.weighed else 0):
                if use is None:
                    use = yield from self.take_crate(wave, point)
                counted = yield from self.piece(wave, point, use, line)
                if not counted:
                    break
                left, in_crate = left - counted, in_crate + counted
                if in_crate >= FULL:
                    yield self.step("full", tote=self.crates.pop(0))
                    use, in_crate = None, 0
            if left:
                yield self.step("short", cell=line.cell_id, reason="没到货")
        if in_crate:
            yield self.step("full", tote=self.crates.pop(0))

    def take_crate(self, wave: int, point: int) -> Generator[Step, dict[str, Any], int]:
        answer = yield self.step("scan", wave=wave, point=point, code=self.crates[0])
        return int(answer["stand"][3])

    def piece(self, wave: int, point: int, use: int, line: PickLine) -> Generator[Step, dict[str, Any], int]:
        """One piece by its code, and by the scale where it is weighed; one of eight is taken back and put again."""
        where = {"wave": wave, "point": point, "use": use}
        for again in (self.chance.random() < 1 / 8, False):
            answer = yield self.step("scan", **where, code=self.codes[line.product_id])
            if line.weighed:
                grams = line.nominal_g + self.chance.randint(-20, 20)
                answer = yield self.step("weigh", **where, product=line.product_id, grams=grams)
            if not again:
                break
            if answer.get("quantity"):
                yield self.step("undo", grams=answer.get("weight_g", 0))
        return int(answer.get("quantity", 0))

    def gate(self) -> Night:
        """Every crate weighed and sealed; the first is opened once more."""
        waiting = [row.tote for row in self.read(waiting_to_be_sealed, self.cycle)]
        for number, tote in enumerate(waiting):
            grams = self.read(tote_sheet, tote).expected_g + self.chance.randint(0, 10)
            yield self.step("seal", tote=tote, grams=grams)
            if number == 0:
                yield self.step("reopen", tote=tote, reason="漏放冰袋")
                yield self.step("seal", tote=tote, grams=grams)

    def van(self, van: Any) -> Night:
        """Loaded, gone, every stop handed over (one crate of the last is missing), its buyers served, home."""
        yield self.step("begin", route=van.route_id)
        for crate in [crate for stop in van.stops for crate in stop.crates]:
            yield self.step("load", route=van.route_id, tote=crate.code)
        yield self.step("depart", route=van.route_id)
        stops = self.read(stops_of_route, van.route_id)
        for number, stop in enumerate(stops):
            codes = [tote.tote for tote in stop.totes]
            lost = codes[-1:] if number == len(stops) - 1 and len(codes) > 1 else []
            good = [code for code in codes if code not in lost]
            yield self.step("hand", stop=stop.stop_id, totes=good, missing=dict.fromkeys(lost, "车上没找到"))
            for buyer in self.read(collection_list, self.cycle, stop.point_id):
                yield self.step("collect", point=stop.point_id, order=buyer.order_id, tail=buyer.phone_tail)
        yield self.step("home", route=van.route_id)


def work(desk: Desk, folder: Path, name: str) -> Night:
    """The night laid out for the station (kill_night.lay_out)."""
    laid = json.loads((folder / f"{name}.night").read_text(encoding="utf-8"))
    yield from Worker(desk, name, laid["cycle"], laid["crates"], random.Random(name), itertools.count(1)).night()


def main(arguments: list[str]) -> None:
    place, folder, name = arguments
    with (
        open_database(place) as database,
        Path(folder, f"{name}.journal").open("w", encoding="utf-8") as journal,
    ):
        desk = Desk(database)
        night = work(desk, Path(folder), name)
        print("ready", flush=True)
        step = next(night, None)
        while step is not None:
            write(journal, {"about": step})
            answer = do(desk, step)
            write(journal, {"done": step["id"], "answer": answer})
            try:
                step = night.send(answer)
            except StopIteration:
                step = None
        time.sleep(600)  # nothing left to do: waits for its end


if __name__ == "__main__":
    main(sys.argv[1:])
