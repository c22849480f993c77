"""kill -9 of a hall at work at random moments of its night: what a station was told of is there, once and whole.

One station on an SQLite folder, two on PostgreSQL (hall_night.py), each on a cycle of its own over shared goods. After
each kill the place opens, `check` is clean, sums and ledger rows are those of the journals, the step under way wholly
or not at all, and every step sent again gets its answer and changes nothing. test_kill_night.py kills five times;
`python -m tests.faults.kill_night --kills 50 --database sqlite` as often as wished.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text, update

from domain.common.codes import ean13_with_check
from domain.common.database import Database, is_address, open_database
from domain.dispatch.words import LoadVerdict
from domain.picking.words import COUNTED, Verdict
from domain.places.records import PointRecord, VanRecord
from domain.reports.queries import check
from domain.routing import operations as routing
from domain.totes import operations as totes
from tests import builders
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER, Wanted, wanted
from tests.domain.picking.scene import CODES, add_code
from tests.domain.routing import scene as roads
from tests.faults import hall_night
from tests.faults.hall_night import Desk
from tests.faults.kill import COMMAND, Journal, kill_numbers, killed, read_journal
from tests.faults.night import Step
from tests.faults.places import KINDS, fresh_company

PROGRAM = "tests.faults.hall_night"
ORDERS, CRATES = 10, 10
"""A station's night: so many orders of two points, and crates enough."""
LONGEST_S = 4.0
"""A station's time: its night takes it two to five seconds."""


@dataclass
class Books:
    """What a station's steps come to. `rows`: pieces (or rows) by (ledger, command id); `sums`: pieces by (cell, count);
    `states`: of its crates, vans, waves and purchase orders."""

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    sums: Counter[tuple[int, str]] = field(default_factory=Counter)
    states: dict[str, str] = field(default_factory=dict)

    def add(self, step: Step, answer: dict[str, Any]) -> None:
        """The step done, as its answer says."""
        RULES.get(step["what"], _nothing)(self, step, answer)
        self.rows, self.sums = +self.rows, +self.sums  # what is nothing is left out

    def put(self, step: Step, ledger: str, pieces: int = 1) -> None:
        self.rows[ledger, step["id"]] += pieces


# What a step does to the books --------------------------------------------------------------------


def _nothing(books: Books, step: Step, answer: dict[str, Any]) -> None:
    """Steps that leave no row of their own: `check` recomputes what they changed."""


def _scanned(books: Books, step: Step, answer: dict[str, Any]) -> None:
    verdict, pieces = Verdict(answer["verdict"]), answer.get("quantity", 0)
    if verdict is Verdict.TOTE:
        books.states[f"tote {answer['tote']}"] = "filling"
    elif verdict in COUNTED:
        books.put(step, "pick_event", pieces)
        books.sums[answer["cell_id"], "picked"] += pieces
        books.sums[answer["cell_id"], "picked_g"] += answer.get("weight_g", 0)
    elif verdict is not Verdict.NEEDS_WEIGHT:
        books.put(step, "refused_scan")


def _short(books: Books, step: Step, answer: dict[str, Any]) -> None:
    books.put(step, "pick_event", answer["quantity"])
    books.sums[answer["cell_id"], "short"] += answer["quantity"]


def _undone(books: Books, step: Step, answer: dict[str, Any]) -> None:
    books.put(step, "pick_event", answer["quantity"])
    books.sums[answer["cell_id"], "picked"] -= answer["quantity"]
    books.sums[answer["cell_id"], "picked_g"] -= step["grams"]


def _state(kind: str, state: str, ledger: str = "") -> Callable[[Books, Step, dict[str, Any]], None]:
    """The thing the step names is in this state now, and has one row more in this ledger."""

    def rule(books: Books, step: Step, answer: dict[str, Any]) -> None:
        books.states[f"{kind} {step[kind]}"] = state
        if ledger:
            books.put(step, ledger)

    return rule


def _loaded(books: Books, step: Step, answer: dict[str, Any]) -> None:
    assert answer["verdict"] == LoadVerdict.RIGHT.value, answer
    books.states[f"tote {step['tote']}"] = "loaded"
    books.put(step, "tote_load")


def _handed(books: Books, step: Step, answer: dict[str, Any]) -> None:
    books.states |= {f"tote {code}": "handed_over" for code in step["totes"]}
    books.states |= {f"tote {code}": "lost" for code in step["missing"]}
    books.put(step, "tote_handover", len(step["totes"]) + len(step["missing"]))
    books.put(step, "stop_handover")


def _received(books: Books, step: Step, answer: dict[str, Any]) -> None:
    books.states[f"order {step['order']}"] = "receiving"
    books.put(step, "receipt_line", answer["accepted"])


def _collected(books: Books, step: Step, answer: dict[str, Any]) -> None:
    books.put(step, "collection")


RULES: dict[str, Callable[[Books, Step, dict[str, Any]], None]] = {
    "receive": _received,
    "send": _state("order", "sent"),
    "finish": _state("order", "received"),
    "scan": _scanned,
    "weigh": _scanned,
    "short": _short,
    "undo": _undone,
    "full": _state("tote", "closed"),
    "close": _state("wave", "closed"),
    "seal": _state("tote", "sealed", "seal"),
    "reopen": _state("tote", "filling"),
    "begin": _state("route", "loading"),
    "load": _loaded,
    "depart": _state("route", "departed"),
    "hand": _handed,
    "collect": _collected,
    "home": _state("route", "closed"),
}


# What the database holds --------------------------------------------------------------------------

LEDGERS = {
    "pick_event": "sum(quantity)",
    "refused_scan": "count(*)",
    "seal": "count(*)",
    "tote_load": "count(*)",
    "tote_handover": "count(*)",
    "stop_handover": "count(*)",
    "collection": "count(*)",
    "receipt_line": "sum(accepted)",
}
OF_ITS_CYCLES = "JOIN cycle y ON y.id = {}.cycle_id WHERE y.code LIKE :mine"
SUMS = f"""
    SELECT c.id, c.picked, c.picked_g, c.short FROM pick_cell c JOIN wave w ON w.id = c.wave_id
    {OF_ITS_CYCLES.format("w")}
"""
STATES = {
    "tote": f"SELECT DISTINCT t.code, t.state FROM tote_use u JOIN tote t ON t.id = u.tote_id {OF_ITS_CYCLES.format('u')}",
    "route": f"SELECT r.id, r.state FROM route r {OF_ITS_CYCLES.format('r')} AND r.state NOT IN ('draft', 'planned')",
    "wave": f"SELECT w.id, w.state FROM wave w {OF_ITS_CYCLES.format('w')} AND w.state = 'closed'",
    "order": f"SELECT o.id, o.state FROM purchase_order o {OF_ITS_CYCLES.format('o')} AND o.state <> 'draft'",
}


def books_of(connection: Connection, name: str) -> Books:
    """What the database holds of a station's commands and cycles."""
    mine, found = {"mine": f"{name}-%"}, Books()
    for ledger, counted in LEDGERS.items():
        query = f"SELECT command_id, {counted} FROM {ledger} WHERE command_id LIKE :mine GROUP BY command_id"
        found.rows.update({(ledger, row[0]): int(row[1]) for row in connection.execute(text(query), mine)})
    for cell, *counts in connection.execute(text(SUMS), mine):
        found.sums.update({(cell, what): n for what, n in zip(("picked", "picked_g", "short"), counts, strict=True)})
    for kind, query in STATES.items():
        found.states |= {f"{kind} {key}": state for key, state in connection.execute(text(query), mine)}
    found.rows, found.sums = +found.rows, +found.sums
    return found


# Judging ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """What all the kills came to."""

    kills: int = 0
    acknowledged: int = 0
    pieces: int = 0
    unseen: int = 0
    done: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {self.acknowledged} acknowledged steps ({in_words(self.done)}) with {self.pieces} "
            f"pieces picked, 0 lost, 0 double; killed inside {in_words(self.hits)}; {self.unseen} of these were done "
            "and nobody had been told"
        )


def in_words(counts: Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in counts.most_common())


def judge(database: Database, journal: Journal, tally: Tally) -> Books:
    """Acknowledged is stored, stored once; the step under way is there whole or not at all; sent again it is done.

    What the station's commands come to then.
    """
    expected, under_way = Books(), journal.under_way
    for step, answer in journal.done:
        expected.add(step, answer)
    with database.read() as connection:
        found, stored = books_of(connection, journal.name), stored_answer(connection, under_way)
        ids = [step["id"] for step, _ in journal.done]
        assert commands_of(connection, journal.name) == {*ids, *([under_way["id"]] if under_way and stored else [])}
    if under_way and stored is not None:
        expected.add(under_way, stored)
    assert found == expected, difference(found, expected)
    count(tally, journal, expected, is_unseen=stored is not None)
    return send_again(database, journal, expected, is_done=stored is not None)


def assert_clean(connection: Connection) -> None:
    answer = check(connection)
    assert answer.is_clean, [rule for rule in answer.rules if rule.wrong]


def stored_answer(connection: Connection, step: Step | None) -> dict[str, Any] | None:
    """The answer of the step nobody was told of, when it was done."""
    if step is None or connection.execute(text(COMMAND), {"id": step["id"]}).scalar_one() == 0:
        return None
    answer = connection.execute(text("SELECT answer FROM command WHERE id = :id"), {"id": step["id"]}).scalar_one()
    return dict(json.loads(answer))


def commands_of(connection: Connection, name: str) -> set[str]:
    return set(connection.execute(text("SELECT id FROM command WHERE id LIKE :m"), {"m": f"{name}-%"}).scalars())


def count(tally: Tally, journal: Journal, books: Books, *, is_unseen: bool) -> None:
    tally.acknowledged += len(journal.done)
    tally.done.update(step["what"] for step, _ in journal.done)
    tally.pieces += sum(pieces for (_, what), pieces in books.sums.items() if what == "picked")
    tally.hits[what_of(journal)] += 1
    tally.unseen += is_unseen


def what_of(journal: Journal) -> str:
    """Where the kill met the station."""
    if journal.under_way is None and journal.done:
        return "after its night" if journal.done[-1][0]["what"] == "home" else "between steps"
    if journal.under_way is None:
        return "opening"
    return str(journal.under_way["what"])


def send_again(database: Database, journal: Journal, expected: Books, *, is_done: bool) -> Books:
    """Every acknowledged step gets the answer it got and changes nothing; the one under way is done now, or was."""
    desk = Desk(database)
    for step, answer in journal.done:
        assert hall_night.do(desk, step) == answer, step
    if journal.under_way:
        answer = hall_night.do(desk, journal.under_way)
        assert hall_night.do(desk, journal.under_way) == answer
        if not is_done:
            expected.add(journal.under_way, answer)
    with database.read() as connection:
        found = books_of(connection, journal.name)
        assert found == expected, difference(found, expected)
    return found


def difference(found: Books, expected: Books) -> str:
    """What differs first, short enough to read."""
    for name in ("rows", "sums", "states"):
        one, other = getattr(found, name), getattr(expected, name)
        keys = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))[:4]
        if keys:
            return f"{name}: " + "; ".join(f"{key} is {one.get(key)}, not {other.get(key)}" for key in keys)
    return "no difference"


# The nights laid out ------------------------------------------------------------------------------


def company(database: Database) -> None:
    """Three products with their codes, two points on the map, a hall."""
    shop = builders.shop(database)
    for name, code in CODES.items():
        add_code(database, shop.products[name], code if len(code) == 13 else ean13_with_check("690123450000"), "ean13")
    roads.warehouse_at(database)
    with database.writer.begin() as connection:
        for number, point in enumerate(shop.points.values()):
            spot = {"lat_e6": 30_310_000 + number * 9_000, "lon_e6": 120_110_000, "datum": "GCJ-02"}
            connection.execute(update(PointRecord).where(PointRecord.id == point).values(**spot))


def lay_out(database: Database, folder: Path, name: str) -> None:
    """A cycle for a station: cut, with a van of its own that drives to both points; and empty crates."""
    code = f"{name}-1"
    builders.cycle(database, code)
    builders.take(database, code, *(order(code, n) for n in range(ORDERS)))
    builders.cut(database, code)
    with database.writer.begin() as connection:
        connection.execute(update(VanRecord).values(active=False))
    roads.van(database, f"V{code}")
    plan = routing.plan_routes(database, MANAGER, code, seconds=0.05).answer["plan"]
    routing.accept_plan(database, MANAGER, plan)
    laid = {"cycle": code, "crates": totes.register_totes(database, MANAGER, CRATES).answer["codes"]}
    (folder / f"{name}.night").write_text(json.dumps(laid), encoding="utf-8")


def order(code: str, number: int) -> Wanted:
    goods = {EGGS: number % 3 + 1, GRAPES: number % 2 + 1} | ({MELON: 1} if number % 4 == 0 else {})
    point = (GARDEN, RIVER)[number % 2]
    return wanted(f"{code}-{number}", goods, point=point, phone=f"1390000{number:04d}", sequence=number + 1)


# All of it ----------------------------------------------------------------------------------------


def kill_again_and_again(
    place: str,
    folder: Path,
    kills: int,
    seed: int,
    longest_s: float = LONGEST_S,
    say: Callable[[str], None] = print,
) -> Tally:
    """Kills stations at a company with nothing in it; AssertionError where the promise is broken."""
    say(f"seed {seed}")
    chance, tally = random.Random(seed), Tally()
    with open_database(place) as database:
        company(database)
    kept: dict[str, Books] = {}
    for number in kill_numbers(kills, lambda: tally.acknowledged > 0):
        names = [f"h{number:03d}{letter}" for letter in ("ab" if is_address(place) else "a")]
        books, words = one_kill(place, folder, names, chance, tally, longest_s)
        kept |= books
        say(f"kill {number}: {words}")
    with open_database(place) as database, database.read() as connection:
        assert_clean(connection)
        for name, before in kept.items():
            found = books_of(connection, name)
            assert found == before, difference(found, before)
    return tally


def one_kill(
    place: str, folder: Path, names: Sequence[str], chance: random.Random, tally: Tally, longest_s: float
) -> tuple[dict[str, Books], str]:
    """What the stations' steps came to, by station; and where the kill met them, in words."""
    with open_database(place) as database:
        for name in names:
            lay_out(database, folder, name)
    moment = killed(place, folder, names, chance, PROGRAM, longest_s)
    journals = [read_journal(folder, name) for name in names]
    tally.kills += 1
    with open_database(place) as database:
        with database.read() as connection:
            assert_clean(connection)
        kept = {journal.name: judge(database, journal, tally) for journal in journals}
    return kept, f"{moment}, inside {', '.join(f'{what_of(one)} after {len(one.done)}' for one in journals)}"


def main(arguments: list[str]) -> int:
    """0 when every kill lost nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill_night")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    wished = parser.parse_args(arguments)
    started = time.monotonic()
    with fresh_company(wished.database) as place, tempfile.TemporaryDirectory() as folder:
        tally = kill_again_and_again(place, Path(folder), wished.kills, wished.seed)
    print(f"{tally}; on {wished.database} in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
