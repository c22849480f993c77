"""Backups that are real: each one is opened, checked and counted before it is called a backup.

SQLite: the backup API in one step (a file copy of a live WAL database holds nothing of the night). PostgreSQL: pg_dump,
verified by restoring it into a scratch database beside the real one. Nothing is replaced before the new thing is whole.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import URL, make_url

from domain.common.clock import now
from domain.common.database import FILE_NAME, Database, is_address, open_database
from domain.common.errors import DatabaseDamaged, DatabaseProblem, NotADatabase, NotReachable
from domain.ordering.records import OrderRecord
from domain.reports.queries import check


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup made or put back: its file, that it was verified, how many orders are in it."""

    file: Path
    verified: bool
    orders: int


@dataclass
class ToolMissing(DatabaseProblem):
    """pg_dump or pg_restore is not installed on this computer."""

    code = "tool_missing"
    tool: str


@dataclass
class BackupNotClean(DatabaseProblem):
    """The copy was made, but its sums do not agree."""

    code = "backup_not_clean"
    file: str
    rules: str


def backup(database: Database, file: Path) -> Kept:
    """A verified backup at `file` (one SQLite file, or a PostgreSQL archive)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with _beside(file) as part:
        if database.path is not None:
            _copy_sqlite(database.path, part)
            orders = _verify_sqlite(part)
        else:
            orders = _dump(database.writer.url, part)
        _settle(part, file)
    return Kept(file, True, orders)


def restore(where: str | Path, file: Path) -> Kept:
    """Puts a backup in place of the company at `where`; a SQLite company before it stays beside it, dated."""
    if is_address(where):
        return _restore_server(str(where), file)
    folder = Path(where)
    folder.mkdir(parents=True, exist_ok=True)
    _refuse_foreign(file)
    with _beside(folder / FILE_NAME) as part:
        _copy_sqlite(file, part)
        orders = _verify_sqlite(part)
        with _only_us(folder):
            _put_aside(folder)
            _settle(part, folder / FILE_NAME)
    return Kept(file, True, orders)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A temporary file in the same folder, gone when the block ends without using it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    os.close(handle)
    part = Path(name)
    part.unlink()
    try:
        yield part
    finally:
        for leftover in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            leftover.unlink(missing_ok=True)


def _settle(part: Path, file: Path) -> None:
    with part.open("r+b") as stream:
        os.fsync(stream.fileno())
    os.replace(part, file)


def _refuse_foreign(file: Path) -> None:
    """Only for a file nobody has open: closing a plain handle would drop this process's locks on a live database."""
    with file.open("rb") as stream:
        if stream.read(16) != b"SQLite format 3\x00":
            raise NotADatabase(str(file))


def _copy_sqlite(source: Path, target: Path) -> None:
    """The backup API in one step: writers wait some milliseconds, the copy is one moment."""
    try:
        old = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        new = sqlite3.connect(target)
        try:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE").close()
        finally:
            new.close()
            old.close()
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(str(source), str(error)) from error


def _verify_sqlite(file: Path) -> int:
    """Opens the copy in a folder of its own and runs every check on it: orders in it."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".verify") as folder:
        shutil.copyfile(file, Path(folder) / FILE_NAME)
        with open_database(folder, create=False) as copy:
            return _checked(copy, file)


def _checked(copy: Database, file: Path) -> int:
    with copy.read() as connection:
        found = check(connection)
        if not found.is_clean:
            raise BackupNotClean(str(file), ", ".join(rule.name for rule in found.rules if rule.wrong))
        return int(connection.execute(select(func.count()).select_from(OrderRecord)).scalar_one())


@contextmanager
def _only_us(folder: Path) -> Iterator[None]:
    """Holds the folder's lock, so that no window has the company open meanwhile."""
    from domain.common.folder_lock import FolderLock

    lock = FolderLock.take(folder, "restore")
    try:
        yield
    finally:
        lock.release()


def _put_aside(folder: Path) -> None:
    """The company that was here keeps lying beside the restored one, with its date."""
    old = folder / FILE_NAME
    if old.exists():
        kept = folder / f"before-restore-{now().astimezone():%Y%m%d-%H%M%S}.sqlite3"
        _copy_sqlite(old, kept)
    for name in (FILE_NAME + "-wal", FILE_NAME + "-shm"):
        (folder / name).unlink(missing_ok=True)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found:
        return found
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).exists():
            return str(folder / name)
    raise ToolMissing(name)


def _run(arguments: list[str], url: URL, place: str) -> None:
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(arguments, env={**os.environ, **password}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotReachable(place, (done.stderr.strip().splitlines() or ["?"])[-1])


def _address(url: URL, database: str | None = None) -> str:
    plain = url.set(drivername="postgresql", password=None, database=database or url.database)
    return plain.render_as_string()


def _dump(url: URL, part: Path) -> int:
    _run([_tool("pg_dump"), "--format=custom", f"--file={part}", _address(url)], url, _address(url))
    with _scratch(url) as scratch:
        _run([_tool("pg_restore"), "--no-owner", f"--dbname={_address(url, scratch)}", str(part)], url, _address(url))
        with open_database(_with_password(url, scratch), create=False) as copy:
            return _checked(copy, part)


def _with_password(url: URL, database: str) -> str:
    return url.set(drivername="postgresql", database=database).render_as_string(hide_password=False)


@contextmanager
def _scratch(url: URL) -> Iterator[str]:
    """An empty database beside the real one, dropped at the end."""
    import psycopg

    name = f"daybreak_verify_{os.getpid()}"
    address = _with_password(url, str(url.database))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield name
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _restore_server(where: str, file: Path) -> Kept:
    """Verified in a scratch database first; then put in place in one transaction of pg_restore."""
    url = make_url(where.replace("postgres://", "postgresql://", 1))
    restoring = [_tool("pg_restore"), "--no-owner", "--single-transaction"]
    with _scratch(url) as scratch:
        _run([*restoring, f"--dbname={_address(url, scratch)}", str(file)], url, _address(url))
        with open_database(_with_password(url, scratch), create=False) as copy:
            orders = _checked(copy, file)
    _run([*restoring, "--clean", "--if-exists", f"--dbname={_address(url)}", str(file)], url, _address(url))
    return Kept(file, True, orders)
