"""kill -9 of a working station's whole process tree at random moments: what it acknowledged is there, once and whole.

One station on an SQLite folder, two on PostgreSQL. After each kill the place opens, `check` is clean, the books hold
what the journals say (night.py), the step under way wholly or not at all, and every step sent again gets its answer.
test_kill.py kills six times; `python -m tests.faults.kill --kills 50 --database sqlite` as often as wished.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from domain.common.database import Database, is_address, open_database
from domain.ordering import operations as ordering
from domain.reports.queries import check
from tests import builders
from tests.faults import night
from tests.faults.night import Step
from tests.faults.places import KINDS, fresh_company

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0
# The shell stays their parent, so that there is a tree to kill.
TREE = 'for name in $4; do "$1" -m "$5" "$2" "$3" "$name" & done; wait'


@dataclass(frozen=True, slots=True)
class Books:
    """What a station's names hold: cycles, orders with pieces, hashes of live snapshots, numbers of amendments."""

    cycles: frozenset[str] = frozenset()
    orders: dict[str, int] = field(default_factory=dict)
    snapshots: dict[str, str] = field(default_factory=dict)
    amendments: dict[str, int] = field(default_factory=dict)

    def after(self, step: Step, answer: dict[str, Any]) -> Books:
        """These books with the step done."""
        code = step["cycle"]
        if step["what"] == "open":
            return replace(self, cycles=self.cycles | {code})
        if step["what"] == "import":
            return replace(self, orders={**self.orders, **step["orders"]})
        if step["what"] == "cut":
            return replace(self, snapshots={**self.snapshots, code: answer["hash"]})
        if step["what"] == "reopen":
            return replace(self, snapshots={key: sha for key, sha in self.snapshots.items() if key != code})
        return replace(self, amendments={**self.amendments, code: self.amendments.get(code, 0) + 1})


@dataclass(frozen=True, slots=True)
class Journal:
    """A station's steps with their answers, and the one nobody had been told of when it died."""

    name: str
    done: tuple[tuple[Step, dict[str, Any]], ...]
    under_way: Step | None

    @property
    def books(self) -> Books:
        """What must be there."""
        books = Books()
        for step, answer in self.done:
            books = books.after(step, answer)
        return books


@dataclass(slots=True)
class Tally:
    """What all the kills came to."""

    kills: int = 0
    acknowledged: int = 0
    orders: int = 0
    unseen: int = 0
    hits: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        inside = {what: self.hits.count(what) for what in sorted(set(self.hits))}
        return (
            f"{self.kills} kills: {self.acknowledged} acknowledged steps with {self.orders} orders, 0 lost, 0 double; "
            f"killed inside {inside}, of which {self.unseen} were done and nobody had been told"
        )


# Killing ------------------------------------------------------------------------------------------


def killed(
    place: str,
    folder: Path,
    names: Sequence[str],
    chance: random.Random,
    program: str = "tests.faults.night",
    longest_s: float = 1.5,
) -> str:
    """Starts the stations and kills them all after a random time, of work or (1 in 10) of starting; the moment.

    50 ms to `longest_s` for one station; two on PostgreSQL are given twice that, they share the machine.
    """
    delay, from_start = chance.uniform(0.05, longest_s) * len(names), chance.random() < 0.1
    command = ["sh", "-c", TREE, "sh", sys.executable, place, str(folder), " ".join(names), program]
    with (folder / "words").open("ab") as words:
        pipe = {"stdout": subprocess.PIPE, "stderr": words, "bufsize": 0}  # unbuffered: select sees every line
        tree = subprocess.Popen(command, cwd=ROOT, start_new_session=True, **pipe)
    try:
        if not from_start:
            wait_until_ready(tree, len(names), folder)
        time.sleep(delay)
        assert tree.poll() is None, (folder / "words").read_text()
    finally:
        os.killpg(tree.pid, signal.SIGKILL)
        tree.communicate()
    return f"{delay * 1000:.0f} ms after {'its start' if from_start else 'it was ready'}"


def wait_until_ready(tree: subprocess.Popen[bytes], stations: int, folder: Path) -> None:
    assert tree.stdout is not None
    for _ in range(stations):
        readable, _, _ = select.select([tree.stdout], [], [], PATIENCE_S)
        assert readable, "a station did not start"
        assert tree.stdout.readline() == b"ready\n", (folder / "words").read_text()


def read_journal(folder: Path, name: str) -> Journal:
    """The whole lines of a station's journal; a last line torn by the kill was not acknowledged."""
    path = folder / f"{name}.journal"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True) if path.exists() else []
    done: list[tuple[Step, dict[str, Any]]] = []
    under_way: Step | None = None
    for line in lines:
        if not line.endswith("\n"):
            break
        entry = json.loads(line)
        if "about" in entry:
            under_way = entry["about"]
        else:
            assert under_way is not None
            assert under_way["id"] == entry["done"]
            done.append((under_way, entry["answer"]))
            under_way = None
    return Journal(name, tuple(done), under_way)


# Judging ------------------------------------------------------------------------------------------


def books_of(connection: Connection, name: str) -> Books:
    """What the database holds of a station's names; an order in two places is a failure here."""

    def rows(sql: str) -> list[Any]:
        return list(connection.execute(text(sql), {"mine": f"{name}-%"}))

    orders = rows("SELECT external_no, pieces FROM orders WHERE external_no LIKE :mine")
    late = rows(f"SELECT external_no, body FROM amendment WHERE {WAITING} AND external_no LIKE :mine")
    orders += [(number, sum(line[3] for line in json.loads(body)["lines"])) for number, body in late]
    assert len(dict(orders)) == len(orders)
    return Books(
        frozenset(code for (code,) in rows("SELECT code FROM cycle WHERE code LIKE :mine")),
        dict(orders),
        dict(rows(f"SELECT c.code, s.hash FROM snapshot s {OF_CYCLE} AND s.state = 'live'")),
        dict(rows(f"SELECT c.code, count(*) FROM amendment s {OF_CYCLE} AND s.state = 'accepted' GROUP BY c.code")),
    )


WAITING = "state = 'proposed' AND kind = 'new'"
OF_CYCLE = "JOIN cycle c ON c.id = s.cycle_id WHERE c.code LIKE :mine"


def judge(database: Database, journal: Journal, tally: Tally) -> Books:
    """Acknowledged is stored, stored once; the step under way is there whole or not at all; sent again it is done.

    What the station's names hold then.
    """
    with database.read() as connection:
        assert check(connection).is_clean
        found = books_of(connection, journal.name)
        step = journal.under_way
        is_done = bool(step) and connection.execute(text(COMMAND), {"id": step["id"]}).scalar_one() == 1
        cut = {"hash": found.snapshots.get(step["cycle"], "")} if step else {}
    expected = journal.books.after(step, cut) if step and is_done else journal.books
    assert found == expected, difference(found, expected)
    tally.hits.append(what_of(journal))
    tally.unseen += bool(is_done)
    return send_again(database, journal, expected)


COMMAND = "SELECT count(*) FROM command WHERE id = :id"


def what_of(journal: Journal) -> str:
    """Where the kill met the station."""
    if journal.under_way is None:
        return "between steps" if journal.done else "opening"
    return "late import" if journal.under_way.get("late") else str(journal.under_way["what"])


def difference(found: Books, expected: Books) -> str:
    """The first things that differ, short enough to read."""
    for name in Books.__slots__:
        one, other = getattr(found, name), getattr(expected, name)
        if one != other:
            extra = sorted(set(one) - set(other))[:3], sorted(set(other) - set(one))[:3]
            return f"{name}: {len(one)} found, {len(other)} expected; too many {extra[0]}, missing {extra[1]}"
    return "no difference"


def send_again(database: Database, journal: Journal, expected: Books) -> Books:
    """Every acknowledged step gets the answer it got; the one under way is done now, or was."""
    for step, answer in journal.done:
        assert night.do(database, step) == answer, step["id"]
    if journal.under_way:
        answer = night.do(database, journal.under_way)
        assert night.do(database, journal.under_way) == answer
        expected = journal.books.after(journal.under_way, answer)
    with database.read() as connection:
        found = books_of(connection, journal.name)
        assert found == expected, difference(found, expected)
        assert check(connection).is_clean
    return found


STILL_OPEN = (
    "SELECT c.code, count(o.id) FROM cycle c LEFT JOIN orders o ON o.cycle_id = c.id "
    "WHERE c.state = 'open' GROUP BY c.code"
)


def close_cycles(database: Database) -> None:
    """What the dead left open goes its way, so that the next stations begin with nothing open."""
    with database.read() as connection:
        left = connection.execute(text(STILL_OPEN)).all()
    for code, orders in left:
        if orders:
            builders.cut(database, code)
        else:
            ordering.fail_cycle(database, builders.MANAGER, code, "夜班中断")


# All of it ----------------------------------------------------------------------------------------


MORE = 6


def kill_numbers(kills: int, has_shown: Callable[[], bool]) -> Iterator[int]:
    """1, 2 .. `kills`; up to MORE of them where every kill yet came before the first acknowledged step."""
    for number in range(1, kills + MORE + 1):
        if number > kills and has_shown():
            return
        yield number


def kill_again_and_again(place: str, folder: Path, kills: int, seed: int, say: Callable[[str], None] = print) -> Tally:
    """Kills stations at a company with nothing in it; AssertionError where the promise is broken."""
    say(f"seed {seed}")
    chance, tally = random.Random(seed), Tally()
    with open_database(place) as database:
        builders.shop(database)
    kept: dict[str, Books] = {}
    for number in kill_numbers(kills, lambda: tally.acknowledged > 0):
        names = [f"k{number:03d}{letter}" for letter in ("ab" if is_address(place) else "a")]
        moment = killed(place, folder, names, chance)
        fresh = [read_journal(folder, name) for name in names]
        with open_database(place) as database:
            for journal in fresh:
                kept[journal.name] = judge(database, journal, tally)
            close_cycles(database)
        tally.kills += 1
        tally.acknowledged += sum(len(journal.done) for journal in fresh)
        tally.orders += sum(len(journal.books.orders) for journal in fresh)
        say(f"kill {number}: {moment}, inside {', '.join(what_of(journal) for journal in fresh)}")
    judge_all(place, kept)
    return tally


def judge_all(place: str, kept: dict[str, Books]) -> None:
    """At the end everything that was ever there is still there, and as it was."""
    with open_database(place) as database, database.read() as connection:
        assert check(connection).is_clean
        for name, before in kept.items():
            found = books_of(connection, name)
            assert found.cycles == before.cycles
            assert found.orders == before.orders
            assert found.amendments == before.amendments
            assert before.snapshots.items() <= found.snapshots.items()  # what was open has been cut meanwhile


def main(arguments: list[str]) -> int:
    """0 when every kill lost nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill")
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
