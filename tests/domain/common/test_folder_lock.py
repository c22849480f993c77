"""One process per folder: the second one is told who has it, and may only look."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.common.database import FILE_NAME, open_database
from domain.common.errors import DiskFull, FolderInUse, ReadOnly
from domain.common.sentences import in_language, sentence
from tests import postgres

HOLD = """
import sys
from domain.common.database import open_database
database = open_database(sys.argv[1], who="打单台 李娜")
print("open", flush=True)
sys.stdin.read()
database.close()
"""
OPEN = """
import os, sys, tempfile
from domain.common.database import open_database
from domain.common.errors import DomainError
from domain.common.sentences import in_language, sentence
place, look, user = sys.argv[1], sys.argv[2] == "look", int(sys.argv[3])
with tempfile.TemporaryDirectory() as other:
    open_database(other).close()  # everything is loaded before the rights are given up
if user:
    os.setuid(user)
try:
    open_database(place, read_only=look).close()
    print("opened")
except DomainError as error:
    with in_language("en"):
        print(error.code, sentence(error))
"""


@pytest.fixture
def place(new_place) -> str:
    return new_place("sqlite")


@pytest.fixture
def holder(place: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the folder open."""
    command = [sys.executable, "-c", HOLD, place]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_has_the_folder_and_since_when(place, holder):
    with pytest.raises(FolderInUse) as refused:
        open_database(place)
    assert refused.value.who == f"打单台 李娜 ({holder.pid})"
    with in_language("en"):
        told = sentence(refused.value)
    assert told.startswith(f"{place} is already open: 打单台 李娜")
    assert "PostgreSQL" in told


def test_a_second_process_may_look(place, holder):
    with open_database(place, read_only=True) as database, database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM warehouse")).scalar_one() == 1


def test_the_folder_is_free_when_its_process_ends_or_is_killed(place, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    open_database(place).close()


def test_the_same_process_cannot_open_a_folder_twice(place):
    with open_database(place), pytest.raises(FolderInUse):
        open_database(place)
    open_database(place).close()


def test_a_note_that_nobody_can_read_still_tells_that_the_folder_is_taken(place, holder):
    (Path(place) / "daybreak.lock").write_bytes(b"\xff\xfe no note")
    with pytest.raises(FolderInUse) as refused:
        open_database(place)
    assert refused.value.who == "?"


# Places that cannot be written ---------------------------------------------------------------------


@pytest.fixture
def stranger(place: str) -> Iterator[int]:
    """The user (0: as we are) for whom the folder can be read and not written; root itself may always write."""
    path = Path(place)
    for parent in [path, *path.parents[:4]]:
        parent.chmod(0o755)
    for file in path.iterdir():
        file.chmod(0o644)
    path.chmod(0o555)
    yield 0 if os.geteuid() else postgres.server_user().pw_uid
    path.chmod(0o755)


def run_open(place: str | Path, user: int, how: str = "write") -> str:
    command = [sys.executable, "-c", OPEN, str(place), how, str(user)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def test_a_folder_one_may_not_write_is_refused_with_a_sentence(place, stranger):
    assert run_open(place, stranger).startswith(f"read_only {place} can only be read.")


def test_a_folder_one_may_not_write_can_be_looked_at(place, stranger):
    assert run_open(place, stranger, "look") == "opened"


def test_a_live_copy_that_cannot_be_followed_is_not_shown_half(place, stranger):
    """A copied log holds the whole night; without writing beside it SQLite would show the day before."""
    Path(place).chmod(0o755)
    (Path(place) / f"{FILE_NAME}-wal").write_bytes(b"the night")
    Path(place).chmod(0o555)
    assert run_open(place, stranger, "look").startswith("read_only")


def test_a_file_one_may_not_write_is_refused_with_a_sentence(place, stranger):
    Path(place).chmod(0o777)
    (Path(place) / FILE_NAME).chmod(0o444)
    (Path(place) / "daybreak.lock").chmod(0o666)
    assert run_open(place, stranger).startswith("read_only")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.5 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1536k", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_told_when_a_company_is_made_on_it(small_disk):
    (small_disk / "films").write_bytes(bytes(1_400_000))
    with pytest.raises(DiskFull) as refused:
        open_database(small_disk / "company")
    assert str(small_disk) in sentence(refused.value)


def test_a_disk_mounted_to_read_is_told(small_disk, new_place):
    subprocess.run(["cp", "-r", new_place("sqlite"), str(small_disk / "company")], check=True)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ReadOnly):
        open_database(small_disk / "company")
    with open_database(small_disk / "company", read_only=True) as database, database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM warehouse")).scalar_one() == 1
