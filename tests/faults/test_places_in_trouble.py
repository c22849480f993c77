"""A disk that fills up, a folder that is taken, a file with damaged bytes: as main.py meets them, never a traceback."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from domain.common.database import FILE_NAME, Database, open_database
from domain.common.errors import DiskFull
from domain.cutoff import operations as cutoff
from domain.reports.queries import check
from main import main
from tests.builders import EGGS, GRAPES, MANAGER, cut, cut_cycle, cycle, many, shop, take
from tests.exchange.imports.builders import YOUZAN_ITEMS, as_csv, rows_under

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """`run(place, "check")`: exit code and JSON answer of main.py's command, in this process."""

    def call(place: str | Path, *arguments: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main([*arguments, "--data", str(place), "--lang", "en", "--json"])
        return code, dict(json.loads(capsys.readouterr().out))

    return call


def numbers_in(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(text("SELECT external_no FROM orders ORDER BY external_no")).scalars())


def is_clean(database: Database) -> bool:
    with database.read() as connection:
        return check(connection).is_clean


# A disk that fills up -----------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(disk)], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """A file that takes all the room but so many bytes."""
    films = disk / "films"
    films.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - leave)))
    return films


def import_until_full(database: Database, code: str) -> list[str]:
    """The acknowledged order numbers; the import after them was refused for want of room."""
    taken: list[str] = []
    for first in range(1, 100_000, 100):
        orders = many(100, first=first)
        try:
            take(database, code, *orders, group=str(first))
        except DiskFull:
            return taken
        taken += [order.head.key for order in orders]
    raise AssertionError("the disk was never full")


def cut_until_full(database: Database, code: str) -> None:
    """Each cut freezes the lines anew; the one that finds no room leaves the cycle open."""
    try:
        for _ in range(50):
            cut(database, code)
            cutoff.reopen(database, MANAGER, code, "再切一次")
    except DiskFull:
        return
    raise AssertionError("the disk was never full")


def assert_full_disk_lost_nothing(database: Database, code: str) -> list[str]:
    taken = import_until_full(database, code)
    assert len(taken) >= 100
    assert numbers_in(database) == taken
    assert is_clean(database)
    return taken


def test_a_disk_that_fills_up_loses_nothing_acknowledged(disk):
    with open_database(disk / "company") as database:
        shop(database)
        code = cycle(database)
        films = fill(disk, 1_500_000)
        taken = assert_full_disk_lost_nothing(database, code)
    films.unlink()
    with open_database(disk / "company") as database:
        assert numbers_in(database) == taken
        take(database, code, *many(100, first=len(taken) + 1), group="again")
        assert cut(database).orders == len(taken) + 100
        assert is_clean(database)


def test_a_database_that_may_not_grow_loses_nothing_acknowledged(sqlite_database):
    """The same refusal without a disk of one's own: SQLite told to stop at a size."""
    shop(sqlite_database)
    code = cycle(sqlite_database)
    with sqlite_database.writer.connect() as connection:
        raw = connection.connection.driver_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 150}").close()
    assert_full_disk_lost_nothing(sqlite_database, code)
    cut_until_full(sqlite_database, code)
    assert is_clean(sqlite_database)


def test_what_was_acknowledged_stands_when_the_log_finds_no_room_in_the_file(disk, tmp_path, run):
    """The import fits into the log, moving it into the file does not: done is done, and the log stays."""
    for folder in (tmp_path / "trial", disk / "company"):
        with open_database(folder) as database:
            shop(database)
            cycle(database)
    rows = [
        {"订单号": f"E{n}", "商品名称": goods, "商品数量": "1", "商品金额小计": "10", "商品实际成交金额": "10",
         "订单商品状态": "待发货", "收货人/提货人": "沙拉", "收货人手机号/提货人手机号": "13900001234"}
        for n in range(900) for goods in (EGGS, GRAPES)
    ]  # fmt: skip
    file = str(as_csv(tmp_path / "orders.csv", rows_under(YOUZAN_ITEMS, *rows)))
    before = (tmp_path / "trial" / FILE_NAME).stat().st_size
    command = ("orders", "import", file, "--cycle", "0525", "--point", "阳光花园")
    assert run(tmp_path / "trial", *command)[0] == 0
    grown = (tmp_path / "trial" / FILE_NAME).stat().st_size - before
    films = fill(disk, int(grown * 1.6) + 100_000)
    code, answer = run(disk / "company", *command)
    assert (code, answer.get("new")) == (0, 900)
    assert (disk / "company" / f"{FILE_NAME}-wal").stat().st_size > grown  # it did not fit, as this test wants it
    films.unlink()
    with open_database(disk / "company") as database:
        assert len(numbers_in(database)) == 900
        assert is_clean(database)


# A folder that is taken ---------------------------------------------------------------------------

HOLD = """
import sys
from domain.common.database import open_database
with open_database(sys.argv[1], who="打单台 李娜"):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(new_place: Callable[..., str]) -> Iterator[str]:
    """A folder with a cut cycle that another process has open."""
    place = new_place("sqlite")
    with open_database(place) as database:
        cut_cycle(database)
    command = [sys.executable, "-c", HOLD, place]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield place
        process.communicate()


def run_program(place: str, *arguments: str) -> tuple[int, dict[str, Any], str]:
    command = [sys.executable, "main.py", *arguments, "--data", place, "--lang", "en", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr


def test_a_second_program_that_would_write_is_told_who_has_the_folder(held):
    code, answer, words = run_program(held, "cycle", "cutoff", "0525")
    assert (code, words) == (1, "")
    error = answer["error"]
    assert error["code"] == "folder_in_use"
    assert error["who"].startswith("打单台 李娜 (")
    assert error["since"]
    assert error["who"] in error["sentence"]
    assert error["since"] in error["sentence"]


def test_a_second_program_that_only_looks_goes_on(held):
    code, answer, _ = run_program(held, "cycle", "show", "0525")
    assert (code, answer["orders"]) == (0, 4)
    code, answer, _ = run_program(held, "check")
    assert (code, answer["clean"]) == (0, True)


# A file with damaged bytes ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def cut_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a company with a cut cycle of 150 orders, closed."""
    folder = tmp_path_factory.mktemp("cut") / "company"
    with open_database(folder) as database:
        cut_cycle(database, *many(150))
    return folder / FILE_NAME


def damaged(whole: bytes, seed: int) -> bytes:
    """Sixteen bytes are others: in one place for odd seeds, strewn over the file for even ones."""
    chance, torn = random.Random(seed), bytearray(whole)
    if seed % 2:
        at = chance.randrange(len(torn) - 16)
        torn[at : at + 16] = chance.randbytes(16)
    else:
        for _ in range(16):
            torn[chance.randrange(len(torn))] ^= chance.randrange(1, 256)
    return bytes(torn)


PIECES = [
    f"SELECT * FROM {table} ORDER BY 1, 2, 3"
    for table in ("snapshot_line", "pick_demand", "purchase_demand", "delivery_demand", "trail")
] + [
    "SELECT id, cycle_id, point_id, pieces, lines FROM orders ORDER BY id",
    "SELECT id, order_id, product_id, quantity, cancelled_quantity FROM order_line ORDER BY id",
]


def pieces_in(file: Path) -> list[list[Any]]:
    """What is to be bought, picked and delivered, from the file itself."""
    raw = sqlite3.connect(file)
    try:
        return [raw.execute(sql).fetchall() for sql in PIECES]
    finally:
        raw.close()


@pytest.mark.parametrize("seed", [*range(8), 72, 96, 98, 115])
def test_sixteen_damaged_bytes_are_told_or_found_or_touch_no_piece(cut_company, tmp_path, run, seed):
    """The later seeds tear table definitions and guards, which SQLite tells in words that are no UTF-8."""
    (tmp_path / FILE_NAME).write_bytes(damaged(cut_company.read_bytes(), seed))
    code, answer = run(tmp_path, "check")
    if code == 0:
        assert answer["clean"]
        assert pieces_in(tmp_path / FILE_NAME) == pieces_in(cut_company)
    else:
        assert answer.get("clean") is False or answer["error"]["code"] in ("database_damaged", "not_a_database")
    shown, answer = run(tmp_path, "cycle", "show", "0525")
    assert shown == 0 or answer["error"]["code"] in ("database_damaged", "not_a_database", "not_found")


def test_a_table_whose_definition_is_torn_is_told_as_damage(cut_company, tmp_path, run):
    whole = cut_company.read_bytes()
    assert whole.count(b"CREATE TABLE recurring_order (") == 1
    (tmp_path / FILE_NAME).write_bytes(
        whole.replace(b"CREATE TABLE recurring_order (", b"CREATE TABLE recurring_order \xff")
    )
    for arguments in (("check",), ("cycle", "show", "0525"), ("cycle", "cutoff", "0525")):
        code, answer = run(tmp_path, *arguments)
        assert (code, answer["error"]["code"]) == (1, "database_damaged")
        assert "backup" in answer["error"]["sentence"]


def test_a_name_that_is_no_text_any_more_is_told_as_damage(cut_company, tmp_path, run):
    whole = cut_company.read_bytes()
    (tmp_path / FILE_NAME).write_bytes(whole.replace("阳光花园".encode(), b"\xff" * 12))
    code, answer = run(tmp_path, "cycle", "show", "0525")
    assert (code, answer["error"]["code"]) == (1, "database_damaged")
