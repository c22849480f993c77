"""A night in the hall for tests: orders cut, goods on shelves and promised, crates registered, waves released.

`hall(database, *orders)` does it all through the program's own operations; a Station scans as a person at one does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select, text

from domain.catalogue.records import BarcodeRecord
from domain.common.codes import ean13_with_check
from domain.common.columns import Record
from domain.common.database import Database
from domain.common.people import Actor
from domain.common.sentences import sentence
from domain.picking import operations as picking
from domain.picking.queries import pick_lines, station_view
from domain.picking.records import CellRecord, OutcomeRecord, PickRecord, WaveRecord
from domain.picking.values import Scanned, Stand, StationView, Weight, scanned_from
from domain.picking.words import PickMethod
from domain.stock import operations as stock
from domain.totes import operations as totes
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, PICKER, RIVER, Shop, cut_cycle, wanted
from tests.domain.stock.scene import a_bin, bring
from tests.kept_scenes import kept

CODES = {EGGS: "6901234567892", GRAPES: "2012345", MELON: ean13_with_check("690987654321")}
"""Eggs and melons have an EAN-13; grapes are labelled by the shop's scale (in-store item 2012345)."""
A1 = wanted("A1", {EGGS: 3, GRAPES: 2}, sequence=1)
A2 = wanted("A2", {EGGS: 4}, sequence=2)
B1 = wanted("B1", {EGGS: 2, MELON: 1}, point=RIVER, sequence=1)
SECOND = Actor("小赵", "二号分拣台", PICKER.role)


@dataclass
class Hall:
    """A company in the middle of its night."""

    database: Database
    shop: Shop
    crates: list[str]
    waves: dict[str, int] = field(default_factory=dict)
    """Point -> its wave."""

    def station(self, point: str | None = GARDEN, actor: Actor = PICKER, **stand: Any) -> Station:
        """A person at a station at the point's wave, nothing in hand."""
        wave_id = self.waves[point or GARDEN]
        with self.database.read() as connection:
            view = station_view(connection, wave_id)
        point_id = self.shop.points[point] if point else None
        method = stand.pop("method", PickMethod.BY_POINT)
        return Station(self, actor, view, Stand(wave_id, method, point_id, **stand))

    def cell(self, point: str, product: str) -> Any:
        """The cell of a point and product as it is now."""
        query = select(CellRecord.__table__).where(
            CellRecord.point_id == self.shop.points[point], CellRecord.product_id == self.shop.products[product]
        )
        with self.database.read() as connection:
            return connection.execute(query).one()

    def wave(self, point: str) -> Any:
        with self.database.read() as connection:
            return connection.execute(select(WaveRecord.__table__).where(WaveRecord.id == self.waves[point])).one()


@dataclass
class Station:
    """A person at a station: scans change where it stands, as in the window."""

    hall: Hall
    actor: Actor
    view: StationView
    stand: Stand

    def scan(self, code: str, **how: Any) -> Scanned:
        done = picking.confirm_scan(self.hall.database, self.actor, self.view, self.stand, code, **how)
        return self._after(scanned_from(done.answer))

    def weigh(self, product: str, grams: int, **how: Any) -> Scanned:
        reading = {name: how.pop(name) for name in ("is_stable", "age_ms", "manual", "why") if name in how}
        done = picking.confirm_weight(
            self.hall.database, self.actor, self.view, self.stand, self.hall.shop.products[product],
            Weight(grams, **reading), **how,
        )  # fmt: skip
        return self._after(scanned_from(done.answer))

    def undo(self, **how: Any) -> dict[str, Any]:
        return picking.undo(self.hall.database, self.actor, **how).answer

    def short(self, product: str, reason: str = "没到货", **how: Any) -> dict[str, Any]:
        return picking.mark_short(self.hall.database, self.actor, self.cell_id(product), reason, **how).answer

    def substitute(self, product: str, given: str, consent: str = "团长电话同意", **how: Any) -> dict[str, Any]:
        crate = how.pop("use", self.stand.tote_use_id)
        given_id = self.hall.shop.products[given]
        return picking.substitute(
            self.hall.database, self.actor, self.cell_id(product), crate, given_id, consent, **how
        ).answer

    def cell_id(self, product: str) -> int:
        assert self.stand.point_id is not None
        return self.view.cells[self.stand.point_id, self.hall.shop.products[product]].id

    def finish(self) -> None:
        """Picks everything of the point that is still open."""
        if self.stand.tote_use_id is None:
            self.scan(free_crate(self.hall))
        names = {number: name for name, number in self.hall.shop.products.items()}
        with self.hall.database.read() as connection:
            lines = pick_lines(connection, self.view.wave_id, point_id=self.stand.point_id)
        for line in lines:
            for _ in range(line.left if line.weighed else 0):
                assert self.weigh(names[line.product_id], line.nominal_g).is_counted
            if line.left and not line.weighed:
                assert self.scan(CODES[names[line.product_id]], quantity=line.left).is_counted

    def _after(self, scanned: Scanned) -> Scanned:
        self.stand = scanned.stand
        told = sentence(scanned.notice)  # every fact the sentence needs came with the verdict
        assert "{" not in told
        return scanned


def add_code(database: Database, product_id: int, code: str, kind: str = "own") -> None:
    with database.writer.begin() as connection:
        connection.execute(insert(BarcodeRecord).values(code=code, product_id=product_id, kind=kind))


def scale_label(grams: int) -> str:
    """What the shop's scale prints on a bag of grapes."""
    return ean13_with_check(f"{CODES[GRAPES]}{grams:05d}")


def free_crate(hall: Hall) -> str:
    query = text("SELECT code FROM tote WHERE state = 'free' ORDER BY code LIMIT 1")
    with hall.database.read() as connection:
        return str(connection.execute(query).scalar_one())


@kept
def hall(
    database: Database, *orders: Any, pieces: int = 50, release: bool = True, points_per_wave: int | None = 1
) -> Hall:
    """The night of these orders (A1, A2 in the garden, B1 at the river), `pieces` of every product on a shelf."""
    shop = cut_cycle(database, *(orders or (A1, A2, B1)))
    for name, code in CODES.items():
        kind = "in_store" if len(code) == 7 else "ean13"
        add_code(database, shop.products[name], code, kind)
    if pieces:
        for number, product_id in enumerate(shop.products.values(), 1):
            shelf = a_bin(database, f"A-{number:02d}", walk_order=number)
            bring(database, shelf, product_id, pieces, lot=f"L{number}")
        stock.allocate(database, MANAGER, "0525")
    crates = totes.register_totes(database, MANAGER, 9).answer["codes"]
    made = Hall(database, shop, crates)
    if release:
        picking.plan_waves(database, MANAGER, "0525", points_per_wave=points_per_wave)
        picking.release_all(database, MANAGER, "0525")
        made.waves = waves_of(made)
    return made


def waves_of(hall: Hall) -> dict[str, int]:
    """Point -> its latest wave."""
    query = text("SELECT p.name, max(q.wave_id) FROM wave_point q JOIN point p ON p.id = q.point_id GROUP BY p.name")
    with hall.database.read() as connection:
        return {name: int(wave_id) for name, wave_id in connection.execute(query)}


def events(database: Database) -> list[Any]:
    return rows(database, PickRecord)


def outcomes(database: Database) -> list[Any]:
    return rows(database, OutcomeRecord)


def rows(database: Database, record: type[Record]) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(select(record.__table__).order_by(*record.__table__.primary_key)).all())
