"""Whatever is received, moved, promised, counted, written off, set aside or taken back, in any order: every level is the
sum of its ledger, never below nothing, and never promised beyond what lies there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from domain.common.database import Database
from domain.common.errors import Refusal, RuleBroken
from domain.stock import operations as stock
from domain.stock.queries import level_faults
from domain.stock.words import Counted
from tests.builders import EGGS, GRAPES, MANAGER, cut_cycle, wanted
from tests.domain.stock.scene import NEXT_MONTH, NEXT_WEEK, a_bin, bring, levels, promised

BINS = ("DOCK", "A-01", "A-02", "C-01")
LOTS = (("E1", EGGS), ("E2", EGGS), ("G1", GRAPES))
one_bin, one_lot, pieces = st.integers(0, len(BINS) - 1), st.integers(0, len(LOTS) - 1), st.integers(1, 12)


def test_any_movements_keep_levels_and_ledger_together(database: Database):
    opened = company(database)

    class AnyDay(Hall):
        books = database
        bins, lots, products = opened

    run_state_machine_as_test(
        AnyDay,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def company(database: Database) -> tuple[list[int], list[int], dict[str, int]]:
    """(bin ids, lot ids, products): two cycles could want what lies there; one does."""
    shop = cut_cycle(database, wanted("A1", {EGGS: 9, GRAPES: 4}))
    bins = [
        a_bin(database, code, kind="dock" if code == "DOCK" else "shelf", walk_order=at) for at, code in enumerate(BINS)
    ]
    ends = {"E1": NEXT_WEEK, "E2": NEXT_MONTH, "G1": None}
    lots = [bring(database, bins[0], shop.products[name], 6, lot=lot, expires=ends[lot]) for lot, name in LOTS]
    stock.set_slot(database, MANAGER, shop.products[EGGS], bins[1])
    return bins, lots, shop.products


@contextmanager
def a_refusal_of_the_rules() -> Iterator[None]:
    """What stock refuses is refused before the database has to: a broken rule is a fault of ours."""
    try:
        yield
    except RuleBroken:
        raise
    except Refusal:
        return


class Hall(RuleBasedStateMachine):
    """A day in the hall, judged against a tally kept by hand. A refusal changes nothing in either."""

    books: Database
    bins: list[int]
    lots: list[int]
    products: dict[str, int]

    @initialize()
    def look(self) -> None:
        self.tally = levels(self.books)
        self.made: list[tuple[int, dict[tuple[str, str], int]]] = []

    def done(self, act, change: dict[tuple[str, str], int]) -> None:
        """Tries the act; when it is done, the tally changes as it should."""
        with a_refusal_of_the_rules():
            answer = act().answer
            self.add(change)
            if "movement" in answer:
                self.made.append((answer["movement"], change))

    def add(self, change: dict[tuple[str, str], int]) -> None:
        for place, more in change.items():
            self.tally[place] = self.tally.get(place, 0) + more
        self.tally = {place: count for place, count in self.tally.items() if count}

    @rule(to=one_bin, lot=one_lot, count=pieces)
    def receive(self, to: int, lot: int, count: int) -> None:
        code, name = LOTS[lot]
        bring(self.books, self.bins[to], self.products[name], count, lot=code, expires=None)
        self.add({(BINS[to], code): count})

    @rule(here=one_bin, there=one_bin, lot=one_lot, count=pieces)
    def move(self, here: int, there: int, lot: int, count: int) -> None:
        code = LOTS[lot][0]
        where = {"lot_id": self.lots[lot], "from_bin_id": self.bins[here], "to_bin_id": self.bins[there]}
        change = {(BINS[here], code): -count, (BINS[there], code): count}
        self.done(lambda: stock.move(self.books, MANAGER, **where, quantity=count), change)

    @rule(here=one_bin, lot=one_lot, count=pieces)
    def put_away(self, here: int, lot: int, count: int) -> None:
        code = LOTS[lot][0]
        where = {"lot_id": self.lots[lot], "from_bin_id": self.bins[here]}
        change = {(BINS[here], code): -count, (BINS[1], code): count}
        self.done(lambda: stock.put_away(self.books, MANAGER, **where, quantity=count), change)

    @rule(here=one_bin, lot=one_lot, count=pieces)
    def write_off(self, here: int, lot: int, count: int) -> None:
        where = {"lot_id": self.lots[lot], "bin_id": self.bins[here]}
        change = {(BINS[here], LOTS[lot][0]): -count}
        self.done(lambda: stock.write_off(self.books, MANAGER, **where, quantity=count, reason="坏"), change)

    @rule(here=one_bin, lot=one_lot, count=pieces)
    def set_aside(self, here: int, lot: int, count: int) -> None:
        code = LOTS[lot][0]
        where = {"lot_id": self.lots[lot], "bin_id": self.bins[here]}
        change = {(BINS[here], code): -count, ("QUARANTINE-AMBIENT", code): count}
        self.done(lambda: stock.quarantine(self.books, MANAGER, **where, quantity=count, reason="湿"), change)

    @rule(here=one_bin, lot=one_lot, seen=st.integers(0, 12), found=st.integers(0, 12), right=st.booleans())
    def count(self, here: int, lot: int, seen: int, found: int, right: bool) -> None:
        place = (BINS[here], LOTS[lot][0])
        there = self.tally.get(place, 0)
        line = Counted(self.bins[here], self.lots[lot], there if right else seen, found)
        done = stock.count(self.books, MANAGER, [line], "盘").answer
        assert bool(done["moved"]) == (line.seen != there)
        if not done["moved"]:
            self.add({place: found - there})

    @rule()
    def allocate(self) -> None:
        stock.allocate(self.books, MANAGER, "0525")

    @rule(which=st.integers(0, 30))
    def undo(self, which: int) -> None:
        if self.made:
            number, change = self.made[which % len(self.made)]
            with a_refusal_of_the_rules():
                stock.undo_movement(self.books, MANAGER, number, "看错了")
                self.add({place: -more for place, more in change.items()})

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "tally"):
            return
        assert levels(self.books) == self.tally
        held = promised(self.books)
        assert all(0 < count <= self.tally.get(place, 0) for place, count in held.items())
        assert not any(place[0].startswith("QUARANTINE") for place in held)
        with self.books.read() as connection:
            assert level_faults(connection) == ()
            lowest = connection.execute(text("SELECT min(quantity), min(quantity - allocated) FROM stock_level")).one()
        assert min(lowest) >= 0
