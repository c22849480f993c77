"""Any hour in the hall: two stations on the same lines scan, weigh, short, substitute, undo, close crates and waves, while
orders are amended, commands are sent again and the books are opened anew.

A model in plain Python knows every cell, crate and shelf; the books say the same after each step, `check` finds nothing
wrong, and every line of a closed wave is accounted for (rules 1, 5 and 14 of the trade).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import text

from domain.common.command import new_command_id
from domain.common.database import open_database
from domain.common.errors import Refusal
from domain.cutoff import operations as cutoff
from domain.cutoff.operations.amending import NothingAmended
from domain.picking import operations as picking
from domain.picking.values import Scanned
from domain.picking.words import NothingToUndo, TakeBackFirst, ToteIsClosed, WaveNotDone, WaveNotReady
from domain.totes import operations as totes
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, PICKER, RIVER, order_ids, product, wanted
from tests.domain.cutoff.books import wrong
from tests.domain.picking.model import Act, Cell, Counts, Crate
from tests.domain.picking.scene import CODES, SECOND, Station, hall
from tests.domain.stock.scene import bring

DUCK = "鸭蛋"
ORDERS = (
    wanted("A1", {EGGS: 3, GRAPES: 2}, sequence=1),
    wanted("A2", {EGGS: 2, MELON: 1}, sequence=2),
    wanted("B1", {EGGS: 2, MELON: 2, GRAPES: 1}, point=RIVER, sequence=1),
)
AT = {"A1": GARDEN, "A2": GARDEN, "B1": RIVER}
PIECES = 9
"""Of every product on its shelf: less than may be wanted once orders grow."""
CRATES = 4
PLACES = st.sampled_from([GARDEN, RIVER])
WHO = st.sampled_from([PICKER, SECOND])


class Hall(RuleBasedStateMachine):
    """The program beside the model."""

    place: Any

    @initialize()
    def begin(self):
        self.where = self.place()
        self.database = open_database(self.where)
        self.hall = hall(self.database, *ORDERS, pieces=PIECES)
        self.hall.shop.products[DUCK] = product(self.database, DUCK, category="蛋", price_fen=900)
        bring(self.database, 1, self.hall.shop.products[DUCK], 2, lot="D1")
        self.cells = {}
        self.holds = {order.head.key: dict(order.goods) for order in ORDERS}
        for order in ORDERS:
            for name, pieces in order.goods.items():
                self.cells.setdefault((order.head.point, name), Counts()).wanted += pieces
        self.shelf = Counter({EGGS: PIECES, GRAPES: PIECES, MELON: PIECES, DUCK: 2})
        self.crates = [Crate() for _ in range(CRATES)]
        self.in_hand: dict[tuple[str, str], int | None] = {}
        self.acts: dict[str, list[Act]] = {PICKER.station: [], SECOND.station: []}
        self.state = {GARDEN: "released", RIVER: "released"}
        self.stations: dict[tuple[str, str], Station] = {}
        self.amended = False

    def teardown(self):
        if hasattr(self, "database"):
            assert wrong(self.database) == []
            self.database.close()

    def at(self, who, point) -> Station:
        if (who.station, point) not in self.stations:
            self.stations[who.station, point] = self.hall.station(point, who)
        return self.stations[who.station, point]

    # Scans ---------------------------------------------------------------------------------------

    @rule(who=WHO, point=PLACES, number=st.integers(0, CRATES - 1))
    def a_crate_is_scanned(self, who, point, number):
        if self.state[point] == "closed":
            return self.refuses(point, lambda: self.at(who, point).scan(self.hall.crates[number]))
        told = self.at(who, point).scan(self.hall.crates[number])
        crate = self.crates[number]
        fits = crate.point is None or (crate.point == point and not crate.closed)
        assert told.is_counted == fits, told
        if fits:
            crate.point = point
            self.in_hand[who.station, point] = number
        return None

    @rule(who=WHO, point=PLACES, name=st.sampled_from([EGGS, MELON]), pieces=st.integers(1, 4), twice=st.booleans())
    def a_product_is_scanned(self, who, point, name, pieces, twice):
        command = new_command_id()

        def scan():
            return self.at(who, point).scan(CODES[name], quantity=pieces, command_id=command)

        if self.state[point] == "closed":
            return self.refuses(point, scan)
        self.counted(who, (point, name), pieces, [scan() for _ in range(2 if twice else 1)])
        return None

    @rule(who=WHO, point=PLACES, grams=st.sampled_from([1424, 1425, 1500, 1575, 1576]), allowed=st.booleans())
    def a_piece_is_weighed(self, who, point, grams, allowed):
        def weigh():
            return self.at(who, point).weigh(GRAPES, grams, **({"allowed_by": MANAGER} if allowed else {}))

        if self.state[point] == "closed":
            return self.refuses(point, weigh)
        if allowed or 1425 <= grams <= 1575:
            self.counted(who, (point, GRAPES), 1, [weigh()])
        else:
            assert not weigh().is_counted
        return None

    def counted(self, who, cell: Cell, pieces: int, told: list[Scanned]) -> None:
        """What was told counts once, and just when the model says it may."""
        number, counts = self.in_hand.get((who.station, cell[0])), self.cells.get(cell, Counts())
        crate = None if number is None else self.crates[number]
        may = crate is not None and crate.point == cell[0] and not crate.closed
        may = may and pieces <= counts.left and pieces <= self.shelf[cell[1]]
        assert all(one == told[0] for one in told)
        assert told[0].is_counted == may, (told[0], counts, crate)
        if may:
            counts.picked += pieces
            self.put(who, Act(cell, "pick", pieces, number), cell[1])

    def put(self, who, act: Act, name: str) -> None:
        self.acts[who.station].append(act)
        self.state[act.cell[0]] = "picking"
        if act.crate is not None:
            self.crates[act.crate].holds[name] += act.pieces
            self.shelf[name] -= act.pieces

    def refuses(self, point, act) -> None:
        with pytest.raises(WaveNotReady):
            act()

    @rule(who=WHO, point=PLACES, name=st.sampled_from([EGGS, GRAPES, MELON]), pieces=st.integers(1, 3))
    def pieces_are_short(self, who, point, name, pieces):
        counts = self.cells.get((point, name))
        cell_id = self.cell_id(point, name)
        if counts is None or cell_id is None:
            return
        try:
            picking.mark_short(self.database, who, cell_id, "没到货", quantity=pieces)
        except Refusal:
            assert self.state[point] == "closed" or pieces > counts.left
            return
        assert pieces <= counts.left
        counts.short += pieces
        self.put(who, Act((point, name), "short", pieces), name)

    @rule(who=WHO, point=PLACES)
    def a_duck_egg_goes_in_instead(self, who, point):
        number, counts = self.in_hand.get((who.station, point)), self.cells[point, EGGS]
        if number is None:
            return
        crate, at = self.crates[number], self.at(who, point)
        may = crate.point == point and not crate.closed and counts.left > 0 and self.shelf[DUCK] > 0
        try:
            at.substitute(EGGS, DUCK)
        except Refusal:
            assert self.state[point] == "closed" or not may or self.amended
            return
        assert may
        counts.given += 1
        self.put(who, Act((point, EGGS), "substitute", 1, number), DUCK)

    @rule(who=WHO)
    def the_last_act_is_undone(self, who):
        last = next((act for act in reversed(self.acts[who.station][-10:]) if not act.undone), None)
        try:
            told = picking.undo(self.database, who).answer
        except NothingToUndo:
            assert last is None
            return
        except WaveNotReady:
            assert last is not None
            assert self.state[last.cell[0]] == "closed"
            return
        except ToteIsClosed:
            assert last is not None
            assert last.crate is not None
            assert self.crates[last.crate].closed
            return
        assert last is not None
        assert (told["kind"], told["quantity"], told["point"]) == (last.kind, last.pieces, last.cell[0])
        last.undone = True
        self.take_back(last)

    def take_back(self, act: Act) -> None:
        counts = self.cells[act.cell]
        if act.kind == "short":
            counts.short -= act.pieces
            return
        name = DUCK if act.kind == "substitute" else act.cell[1]
        if act.kind == "substitute":
            counts.given -= act.pieces
        else:
            counts.picked -= act.pieces
        assert act.crate is not None
        self.crates[act.crate].holds[name] -= act.pieces
        self.shelf[name] += act.pieces

    # Crates --------------------------------------------------------------------------------------

    @rule(number=st.integers(0, CRATES - 1), what=st.sampled_from(["full", "not_full", "empty"]))
    def a_crate_is_closed_opened_or_freed(self, number, what):
        crate, act = self.crates[number], getattr(totes, f"tote_{what}")
        is_empty = not crate.holds.total()
        may = crate.point is not None and (
            crate.closed if what == "not_full" else not crate.closed and is_empty == (what == "empty")
        )
        try:
            act(self.database, MANAGER, self.hall.crates[number])
        except Refusal:
            assert not may
            return
        assert may
        if what == "empty":
            self.crates[number] = Crate()
            for place in [place for place, held in self.in_hand.items() if held == number]:
                # The station still holds it; the books know better.
                self.in_hand[place] = None
        else:
            crate.closed = what == "full"

    # What comes in between -----------------------------------------------------------------------

    @rule(order=st.sampled_from(sorted(AT)), name=st.sampled_from([EGGS, GRAPES, MELON]), pieces=st.integers(0, 4))
    def an_order_is_amended(self, order, name, pieces):
        if self.state[AT[order]] == "closed":
            return
        before = self.holds[order].get(name, 0)
        try:
            cutoff.amend_order(
                self.database, MANAGER, order_ids(self.database)[order], self.hall.shop.products[name], pieces, "来电"
            )
        except NothingAmended:
            assert before == pieces
            return
        self.holds[order][name], self.amended = pieces, True
        told = picking.take_amendments(self.database, MANAGER, "0525").answer["take_back"]
        self.read_cells()
        counts = self.cells[AT[order], name]
        due = sum(holds.get(name, 0) for key, holds in self.holds.items() if AT[key] == AT[order])
        late = sum(pieces for point, product_name, pieces in told if (point, product_name) == (AT[order], name))
        assert counts.wanted - counts.cancelled == due + late

    def read_cells(self) -> None:
        """Wanted and cancelled are the amendments' own; what was said short may have become cancelled."""
        for cell in self.cells_in_books():
            counts = self.cells.setdefault((cell.point, cell.product), Counts())
            assert cell.wanted >= counts.wanted
            assert cell.cancelled >= counts.cancelled
            if cell.short < counts.short:
                self.forget_shorts((cell.point, cell.product))
            counts.wanted, counts.cancelled, counts.short = cell.wanted, cell.cancelled, cell.short

    def forget_shorts(self, cell: Cell) -> None:
        """Shorts that an amendment undid are undone in the books: no station takes them back any more."""
        with self.database.read() as connection:
            undone = connection.execute(
                text("SELECT u.station, u.station_seq FROM pick_event e JOIN pick_event u ON u.id = e.undoes_id")
            ).all()
        gone = {(row.station, row.station_seq) for row in undone}
        for station, acts in self.acts.items():
            for seq, act in zip(self.seqs(station), acts, strict=True):
                act.undone = (station, seq) in gone

    def seqs(self, station: str) -> list[int]:
        with self.database.read() as connection:
            rows = connection.execute(
                text("SELECT station_seq FROM pick_event WHERE station = :s AND kind <> 'undo' ORDER BY station_seq"),
                {"s": station},
            )
            return [int(row.station_seq) for row in rows]

    @rule(point=PLACES)
    def the_wave_is_closed(self, point):
        left = [counts.left for (place, _), counts in self.cells.items() if place == point]
        try:
            picking.close_wave(self.database, MANAGER, self.hall.waves[point])
        except TakeBackFirst:
            return
        except (WaveNotDone, WaveNotReady):
            assert self.state[point] == "closed" or any(left)
            return
        assert not any(left)
        self.state[point] = "closed"

    @rule()
    def the_books_are_opened_anew(self):
        self.database.close()
        self.database = open_database(self.where)
        self.hall.database = self.database

    # What must hold ------------------------------------------------------------------------------

    def cells_in_books(self) -> list[Any]:
        query = (
            "SELECT o.name AS point, p.name AS product, c.wanted, c.cancelled, c.picked, c.short, c.substituted, w.state "
            "FROM pick_cell c JOIN point o ON o.id = c.point_id JOIN product p ON p.id = c.product_id "
            "JOIN wave w ON w.id = c.wave_id"
        )
        with self.database.read() as connection:
            return list(connection.execute(text(query)).all())

    def cell_id(self, point, name) -> int | None:
        query = "SELECT id FROM pick_cell WHERE point_id = :point AND product_id = :product"
        facts = {"point": self.hall.shop.points[point], "product": self.hall.shop.products[name]}
        with self.database.read() as connection:
            return connection.execute(text(query), facts).scalar_one_or_none()

    @invariant()
    def the_books_say_what_the_model_says(self):
        if not hasattr(self, "cells"):
            return
        books = {
            (row.point, row.product): (row.wanted, row.cancelled, row.picked, row.short, row.substituted)
            for row in self.cells_in_books()
        }
        model = {cell: (c.wanted, c.cancelled, c.picked, c.short, c.given) for cell, c in self.cells.items()}
        assert books == model
        with self.database.read() as connection:
            shelf = dict(
                connection.execute(
                    text(
                        "SELECT p.name, sum(s.quantity) FROM stock_level s JOIN product p ON p.id = s.product_id GROUP BY p.name"
                    )
                ).all()
            )
            held = dict(
                connection.execute(
                    text("SELECT t.code, u.pieces FROM tote t JOIN tote_use u ON u.tote_id = t.id AND u.is_open = 1")
                ).all()
            )
        assert {name: int(pieces) for name, pieces in shelf.items()} == dict(self.shelf)
        assert held == {
            self.hall.crates[n]: crate.holds.total() for n, crate in enumerate(self.crates) if crate.point is not None
        }

    @rule()
    def the_nightly_check_finds_nothing(self):
        assert wrong(self.database) == []

    @invariant()
    def every_line_of_a_closed_wave_is_accounted_for(self):
        if not hasattr(self, "cells"):
            return
        query = (
            "SELECT r.external_no, p.name, o.wanted - o.cancelled AS due, o.picked + o.substituted + o.short AS ended "
            "FROM line_outcome o JOIN pick_cell c ON c.id = o.cell_id JOIN orders r ON r.id = o.order_id "
            "JOIN product p ON p.id = c.product_id"
        )
        with self.database.read() as connection:
            ended = {(row.external_no, row.name): (row.due, row.ended) for row in connection.execute(text(query))}
        for (order, name), (due, pieces) in ended.items():
            assert due == pieces == self.holds[order].get(name, 0)
        closed = {point for point, state in self.state.items() if state == "closed"}
        lines = {(o, n) for o, holds in self.holds.items() if AT[o] in closed for n, pieces in holds.items() if pieces}
        assert lines <= set(ended)


@pytest.mark.parametrize(("database_kind", "examples"), [("sqlite", 20), ("postgresql", 5)])
def test_any_hour_in_the_hall_ends_with_books_that_agree(new_place, database_kind, examples):
    from hypothesis.stateful import run_state_machine_as_test

    Hall.place = staticmethod(lambda: new_place(database_kind))
    run_state_machine_as_test(
        Hall,
        settings=settings(
            max_examples=examples, stateful_step_count=25, suppress_health_check=list(HealthCheck), deadline=None
        ),
    )
