"""Any night: files that grow, change and shrink, cutoffs, late words settled either way, amendments, re-cuts.

A model in plain Python knows what every order holds after each step; demands and papers must say the same, and the
nightly check must find nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.common.database import open_database
from domain.cutoff import operations as cutoff
from domain.cutoff.operations.amending import NothingAmended
from domain.cutoff.queries import late_list
from domain.cutoff.words import OrderWasCancelled
from domain.ordering import operations as ordering
from tests.builders import (
    CLERK,
    EGGS,
    GARDEN,
    GRAPES,
    MANAGER,
    MELON,
    RIVER,
    cut,
    cycle,
    order_ids,
    shop,
    take,
    wanted,
)
from tests.domain.cutoff.books import on_papers, summed, wrong
from tests.domain.ordering.books import goods, order

NUMBERS = [f"N{number}" for number in range(6)]
GOODS = st.dictionaries(st.sampled_from([EGGS, GRAPES, MELON]), st.integers(1, 30), min_size=1)
CONTENT = st.tuples(st.sampled_from([GARDEN, RIVER]), GOODS)

Content = tuple[str, dict[str, int]]
"""Where an order goes and what it holds."""
GONE: Content = ("", {})


@dataclass
class Held:
    """One order as the model knows it: what it holds now, and what a file said of it last."""

    now: Content
    head: Content
    last: Content | None = None
    words: int = 0
    cancelled: bool = False


@dataclass
class Word:
    """A late word that waits: of which order, what it wants, and how many words had been accepted before it."""

    number: str
    wants: Content
    words: int

    @property
    def mark(self) -> tuple[str, str, int]:
        return self.number, repr(self.wants), self.words


@dataclass
class Model:
    """The books in plain Python."""

    file: dict[str, Content] = field(default_factory=dict)
    orders: dict[str, Held] = field(default_factory=dict)
    waiting: list[Word] = field(default_factory=list)
    known: set[tuple[str, str, int]] = field(default_factory=set)
    is_cut: bool = False

    def take_open(self) -> None:
        for number, content in self.file.items():
            held = self.orders.get(number)
            if held is None:
                self.orders[number] = Held(content, content)
            elif not held.cancelled and held.head != content:
                held.now = held.head = content

    def take_late(self) -> None:
        for number, content in self.file.items():
            held = self.orders.get(number)
            if held is None:
                self.propose(Word(number, content, 0))
            elif not held.cancelled and (held.last or held.head) != content:
                self.propose(Word(number, content, held.words))
        for number, held in self.orders.items():
            if number not in self.file and not held.cancelled and held.last != GONE:
                self.propose(Word(number, GONE, held.words))

    def propose(self, word: Word) -> None:
        if word.mark not in self.known:
            self.known.add(word.mark)
            self.waiting.append(word)

    def accept(self, word: Word) -> bool:
        """False when the order holds just that already."""
        held = self.orders.get(word.number)
        if held is not None and cells_of(held.now) == cells_of(word.wants):
            return False
        if held is None:
            held = self.orders[word.number] = Held(word.wants, word.wants)
        held.now, held.last = word.wants, word.wants
        held.words += 1
        self.waiting.remove(word)
        return True

    def reopen(self) -> None:
        self.is_cut = False
        for held in self.orders.values():
            if held.last is not None and held.last != GONE:
                held.head = held.last
            held.last = None
            held.cancelled = held.cancelled or not held.now[1]

    def cells(self) -> dict[tuple[str, str], int]:
        live = [held for held in self.orders.values() if not held.cancelled]
        return summed((cell, pieces) for held in live for cell, pieces in cells_of(held.now).items())


def cells_of(content: Content) -> dict[tuple[str, str], int]:
    point, goods_of_it = content
    return {(point, product): pieces for product, pieces in goods_of_it.items() if pieces}


class AnyNight(RuleBasedStateMachine):
    """The program beside the model, on SQLite in a folder of its own."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="night-"))
        shutil.copytree(self.template, self.folder / "company")
        self.database = open_database(self.folder / "company")
        self.model = Model()
        self.shop = shop(self.database)
        cycle(self.database)

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def read_in(self) -> None:
        orders = [wanted(number, each, point=point) for number, (point, each) in sorted(self.model.file.items())]
        take(self.database, "0525", *orders)
        if self.model.is_cut:
            self.model.take_late()
        else:
            self.model.take_open()

    @initialize(first=st.dictionaries(st.sampled_from(NUMBERS), CONTENT, min_size=2))
    def a_first_file(self, first):
        self.model.file = dict(first)
        self.read_in()

    @rule(number=st.sampled_from(NUMBERS), content=CONTENT)
    def the_file_says_something_else(self, number, content):
        self.model.file[number] = content
        self.read_in()

    @precondition(lambda self: len(self.model.file) > 1)
    @rule(data=st.data())
    def an_order_is_gone_from_the_file(self, data):
        del self.model.file[data.draw(st.sampled_from(sorted(self.model.file)))]
        self.read_in()

    @rule(number=st.sampled_from(NUMBERS), content=CONTENT)
    def a_change_is_accepted_and_its_file_comes_again(self, number, content):
        self.model.file[number] = content
        self.read_in()
        if self.model.is_cut:
            self.every_late_word_is_accepted()
        self.read_in()

    @precondition(lambda self: not self.model.is_cut and any(not o.cancelled for o in self.model.orders.values()))
    @rule(data=st.data())
    def an_order_is_cancelled(self, data):
        live = sorted(number for number, held in self.model.orders.items() if not held.cancelled)
        number = data.draw(st.sampled_from(live))
        row = order(self.database, number)
        ordering.cancel_order(self.database, CLERK, row.id, "不要了", version=row.version)
        self.model.orders[number].cancelled = True

    @precondition(lambda self: not self.model.is_cut and self.model.cells())
    @rule()
    def the_cycle_is_cut(self):
        assert cut(self.database).pieces == sum(self.model.cells().values())
        self.model.is_cut = True

    @precondition(lambda self: self.model.is_cut and self.model.waiting)
    @rule(place=st.integers(0, 5))
    def a_late_word_is_accepted(self, place):
        self.accept(place % len(self.model.waiting))

    @precondition(lambda self: self.model.is_cut and self.model.waiting)
    @rule()
    def every_late_word_is_accepted(self):
        for place in reversed(range(len(self.model.waiting))):
            self.accept(place)

    def accept(self, place: int) -> None:
        word, proposal = self.model.waiting[place], self.late_ids()[place]
        if word.number in self.model.orders and self.model.orders[word.number].cancelled:
            with pytest.raises(OrderWasCancelled):
                cutoff.accept_amendment(self.database, MANAGER, proposal, "顾客来电")
            return
        if self.model.accept(word):
            cutoff.accept_amendment(self.database, MANAGER, proposal, "顾客来电")
        else:
            with pytest.raises(NothingAmended):
                cutoff.accept_amendment(self.database, MANAGER, proposal, "顾客来电")

    @precondition(lambda self: self.model.is_cut and self.model.waiting)
    @rule(place=st.integers(0, 5))
    def a_late_word_is_rejected(self, place):
        word = self.model.waiting[place % len(self.model.waiting)]
        cutoff.reject_amendment(self.database, MANAGER, self.late_ids()[place % len(self.model.waiting)], "太晚了")
        self.model.waiting.remove(word)

    def late_ids(self) -> list[int]:
        with self.database.read() as connection:
            return [row.id for row in late_list(connection, "0525")]

    @precondition(lambda self: self.model.is_cut and self.model.cells())
    @rule(data=st.data(), product=st.sampled_from([EGGS, GRAPES, MELON]), pieces=st.integers(0, 30))
    def a_person_amends_an_order(self, data, product, pieces):
        live = sorted(n for n, held in self.model.orders.items() if held.now[1] and not held.cancelled)
        number = data.draw(st.sampled_from(live))
        held = self.model.orders[number]
        point, before = held.now
        one, what = order_ids(self.database)[number], self.shop.products[product]
        if before.get(product, 0) == pieces:
            with pytest.raises(NothingAmended):
                cutoff.amend_order(self.database, MANAGER, one, what, pieces, "点错了")
            return
        cutoff.amend_order(self.database, MANAGER, one, what, pieces, "点错了")
        held.now = point, {p: n for p, n in {**before, product: pieces}.items() if n}

    @precondition(lambda self: self.model.is_cut)
    @rule()
    def the_cycle_is_opened_again(self):
        cutoff.reopen(self.database, MANAGER, "0525", "漏单")
        self.model.reopen()

    @invariant()
    def books_and_papers_say_what_the_model_says(self):
        if self.model.is_cut:
            assert on_papers(self.database) == self.model.cells()
            assert len(self.late_ids()) == len(self.model.waiting)
        else:
            for number, held in self.model.orders.items():
                if not held.cancelled:
                    assert goods(self.database, number) == held.now[1], number
        assert wrong(self.database) == []


def test_any_night_ends_with_papers_that_agree(tmp_path):
    open_database(tmp_path / "template").close()
    AnyNight.template = tmp_path / "template"
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(AnyNight, settings=settings(max_examples=10, stateful_step_count=20))
