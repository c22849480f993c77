"""Any hour at the gate: scans, right and wrong, taken off, left behind, allowed, departed, done twice, reopened books.

A model in plain Python knows what is on which van; the books, the crates' states and the database's own rules must agree.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.common.command import new_command_id
from domain.common.database import open_database
from domain.common.errors import Refusal
from domain.dispatch import operations as dispatch
from domain.packing import operations as packing
from tests.builders import CLERK, MANAGER, PICKER
from tests.domain.dispatch.scene import BOX_G, FIRST, OTHER, SECOND, books, gate
from tests.domain.packing.scene import sealed

ACTORS = st.sampled_from([MANAGER, CLERK, PICKER])
VANS = st.sampled_from(["V1", "V2"])
HOME = {FIRST: "V1", SECOND: "V1", OTHER: "V2"}
DROP = {FIRST: 1, SECOND: 2, OTHER: 1}
ROOM = 4


class Hour(RuleBasedStateMachine):
    """Six crates and two vans; V1 has room for four of its five crates until somebody allows more."""

    place: object

    @initialize()
    def begin(self):
        self.database = open_database(self.place)
        self.at = gate(self.database, begun=False)
        with self.database.writer.begin() as connection:
            connection.exec_driver_sql(f"UPDATE van SET max_totes = {ROOM}")
        self.routes = self.at.routes
        for route in self.routes.values():
            dispatch.begin_loading(self.database, MANAGER, route)
        self.point = {code: name for name, codes in self.at.crates.items() for code in codes}
        self.on: dict[str, str] = {}
        self.order: list[tuple[str, str]] = []
        self.open: set[str] = set()
        self.left: set[str] = set()
        self.gone: set[str] = set()
        self.room = {"V1": ROOM, "V2": ROOM}

    def crate(self, number):
        return sorted(self.point)[number % len(self.point)]

    def expected(self, van, code):
        if van in self.gone:
            return "van_gone"
        if code in self.on:
            return "loaded_already"
        if HOME[self.point[code]] != van:
            return "wrong_van"
        if code in self.open:
            return "not_sealed"
        if sum(1 for one in self.on.values() if one == van) >= self.room[van]:
            return "over_limit"
        later = [
            other
            for other, name in self.point.items()
            if HOME[name] == van
            and DROP[name] > DROP[self.point[code]]
            and other not in self.on
            and other not in self.left
        ]
        return "wrong_order" if later else "right"

    @rule(van=VANS, number=st.integers(0, 5), actor=ACTORS, twice=st.booleans())
    def scan(self, van, number, actor, twice):
        code, command = self.crate(number), new_command_id()
        expected = self.expected(van, code)
        answers = [
            dispatch.load_tote(self.database, actor, self.routes[van], code, command_id=command).answer
            for _ in range(2 if twice else 1)
        ]
        assert {answer["verdict"] for answer in answers} == {expected}
        if expected in ("right", "wrong_order"):
            self.on[code] = van
            self.order.append((actor.station, code))

    @rule(van=VANS, number=st.integers(0, 5), actor=ACTORS)
    def take_off(self, van, number, actor):
        code = self.crate(number)
        may = van not in self.gone and self.on.get(code) == van
        if self.done(may, lambda: dispatch.unload_tote(self.database, actor, self.routes[van], code, "装错")):
            del self.on[code]
            self.order = [entry for entry in self.order if entry[1] != code]

    @rule(van=VANS, actor=ACTORS)
    def undo(self, van, actor):
        mine = [code for station, code in self.order if station == actor.station and self.on.get(code) == van]
        may = van not in self.gone and bool(mine)
        if self.done(may, lambda: dispatch.undo_load(self.database, actor, self.routes[van])):
            del self.on[mine[-1]]
            self.order = [entry for entry in self.order if entry[1] != mine[-1]]

    @rule(number=st.integers(0, 5), actor=ACTORS)
    def leave(self, number, actor):
        code = self.crate(number)
        van = HOME[self.point[code]]
        may = van not in self.gone and code not in self.on
        if self.done(may, lambda: dispatch.leave_behind(self.database, actor, self.routes[van], code, "摔坏了")):
            self.left.add(code)

    @rule(number=st.integers(0, 5))
    def reopen(self, number):
        code = self.crate(number)
        if self.done(
            code not in self.on and code not in self.open,
            lambda: packing.reopen_tote(self.database, MANAGER, code, "少一盒"),
        ):
            self.open.add(code)

    @precondition(lambda self: self.open)
    @rule()
    def seal_again(self):
        code = sorted(self.open)[0]
        sealed(self.database, code, BOX_G)
        self.open.remove(code)

    @rule(van=VANS, more=st.integers(0, 3))
    def allow(self, van, more):
        held = sum(1 for one in self.on.values() if one == van)
        may = van not in self.gone and ROOM + more >= held
        if self.done(may, lambda: dispatch.allow_more(self.database, MANAGER, self.routes[van], "路近", totes=more)):
            self.room[van] = ROOM + more

    @rule(van=VANS, actor=ACTORS)
    def drive_off(self, van, actor):
        mine = {code for code, name in self.point.items() if HOME[name] == van}
        held = {code for code, one in self.on.items() if one == van}
        may = van not in self.gone and bool(held) and not mine - held - self.left
        if self.done(may, lambda: dispatch.depart(self.database, actor, self.routes[van])):
            self.gone.add(van)

    @rule()
    def open_the_books_again(self):
        self.database.close()
        self.database = open_database(self.place)

    def done(self, may, act):
        try:
            act()
        except Refusal:
            assert not may
            return False
        assert may
        return True

    @invariant()
    def the_books_say_what_the_model_says(self):
        if not hasattr(self, "on"):
            return
        live = books(
            self.database,
            "SELECT t.code, l.route_id FROM tote_load l JOIN tote_use u ON u.id = l.tote_use_id "
            "JOIN tote t ON t.id = u.tote_id WHERE l.off_at IS NULL",
        )
        assert {row.code: row.route_id for row in live} == {c: self.routes[v] for c, v in self.on.items()}
        for row in books(self.database, "SELECT route_id, totes, weight_g, volume_ml, departed_at FROM van_load"):
            held = sum(1 for van in self.on.values() if self.routes[van] == row.route_id)
            assert (row.totes, row.weight_g, row.volume_ml) == (held, held * BOX_G, held * 50_000)
            assert (row.departed_at is not None) == (row.route_id in {self.routes[van] for van in self.gone})
        states = {row.code: row.state for row in books(self.database, "SELECT code, state FROM tote")}
        assert {code for code, state in states.items() if state == "loaded"} == set(self.on)

    def teardown(self):
        if hasattr(self, "database"):
            self.database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_any_hour_at_the_gate_adds_up(kind, new_place):
    folder = Path(tempfile.mkdtemp())

    class Here(Hour):
        def __init__(self):
            super().__init__()
            self.place = new_place(kind)

    Here.TestCase.settings = settings(max_examples=8 if kind == "sqlite" else 4, stateful_step_count=25)
    try:
        Here.TestCase().runTest()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
