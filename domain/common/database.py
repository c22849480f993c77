"""Where the data live: a folder (SQLite, one process) or a postgresql:// address (many stations).

`open_database` gives a Database with one writer and query-only readers; the rows are changed through
command.py alone. SQLite: BEGIN IMMEDIATE from our own hook, WAL, synchronous FULL, automatic checkpoints
off: the writer checkpoints while no reader is inside (decision 0011). Next: schema.py, command.py.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as Connection  # a reader of queries names it through here
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from domain.common.broken_rules import refusal_of
from domain.common.errors import DatabaseDamaged, DiskFull, DomainError, NotADatabase, NotFound, NotReachable, ReadOnly
from domain.common.folder_lock import FolderLock
from domain.common.ready import told

FILE_NAME = "daybreak.sqlite3"
CHECKPOINT_BYTES = 64 * 1024 * 1024
BUSY_MS = 5000
SQLITE_HEADER = b"SQLite format 3\x00"


class Database:
    """An open company: `writer` and `reader` engines, `dialect` "sqlite" or "postgresql", `place` as people name it."""

    def __init__(self, place: str, writer: Engine, reader: Engine, lock: FolderLock | None, path: Path | None) -> None:
        self.place = place
        self.writer = writer
        self.reader = reader
        self.path = path
        self._lock = lock
        self._gate = threading.Lock()
        self._readers = 0

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.writer.dialect.name

    @property
    def is_read_only(self) -> bool:
        """True when this process may only look (another one holds the folder)."""
        return self.writer is self.reader

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection in one read transaction: everything read inside agrees with itself."""
        with self._gate:
            self._readers += 1
        try:
            with in_words(self.place), self.reader.connect() as connection, connection.begin():
                yield connection
        finally:
            with self._gate:
                self._readers -= 1

    def checkpoint_when_quiet(self, *, always: bool = False) -> None:
        """Moves the WAL into the file when it has grown and no reader of ours is inside. Readers wait meanwhile."""
        if self.path is None or self.is_read_only:
            return
        wal = self.path.with_name(self.path.name + "-wal")
        if not always and (not wal.exists() or wal.stat().st_size < CHECKPOINT_BYTES):
            return
        # The writer's connection first, the gate second: a reader inside the writer's work must not wait for us.
        with self.writer.connect() as connection, self._gate:
            if self._readers == 0:
                _checkpoint(_raw(connection))

    def close(self) -> None:
        """Checkpoints, closes every connection and frees the folder."""
        try:
            self.checkpoint_when_quiet(always=True)
        finally:
            self.drop()

    def drop(self) -> None:
        """Closes every connection and frees the folder as it is."""
        self.reader.dispose()
        self.writer.dispose()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def in_words(place: str) -> Iterator[None]:
    """What goes wrong with the place inside the block becomes an error of the DatabaseProblem family."""
    try:
        yield
    except DBAPIError as error:
        told = refusal_of(error, place)
        if told is error:
            raise
        raise told from error
    except UnicodeDecodeError as error:
        # sqlite3 cannot even say what is wrong when the damage stands in its words: a torn table definition.
        raise DatabaseDamaged(place, error.object.decode("utf-8", "replace")) from error


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _checkpoint(raw: sqlite3.Connection) -> None:
    """Moves the WAL into the file, or leaves it for the next time: all of it is on the disk already.

    Another process that looks inside (read-only commands may) is not waited for, and on a full disk the file cannot
    grow; the command before was done either way and must not look refused.
    """
    raw.execute("PRAGMA busy_timeout = 0").close()
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    except sqlite3.OperationalError:
        pass
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}").close()


def is_address(where: str | Path) -> bool:
    """True for a postgresql:// address."""
    return str(where).startswith(("postgresql://", "postgres://"))


def open_database(
    where: str | Path, *, read_only: bool = False, create: bool = True, who: str = "Daybreak"
) -> Database:
    """The company at `where`, its schema made when missing and checked by the version gate.

    `who` is told to a second process that wants the same folder. Raises the DatabaseProblem family.
    """
    if is_address(where):
        database = _open_server(str(where), read_only)
    else:
        database = _open_folder(Path(where), read_only, create, who)
    try:
        from domain.common.schema import prepare_schema

        prepare_schema(database, create=create)
    except BaseException:
        database.drop()
        raise
    return database


def _open_folder(folder: Path, read_only: bool, create: bool, who: str) -> Database:
    path = folder / FILE_NAME
    try:
        if folder.is_file():
            raise NotADatabase(str(folder))
        if not path.exists() and (read_only or not create):
            raise NotFound("company", str(folder))
        if read_only:
            return _open_to_look(folder, path)
        folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock.take(folder, who)
    except OSError as error:
        raise _problem_of_place(error, str(folder)) from error
    return _open_to_write(folder, path, lock)


def _problem_of_place(error: OSError, place: str) -> DomainError:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnly(place)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(place)
    return NotReachable(place, error.strerror or str(error))


def _open_to_look(folder: Path, path: Path) -> Database:
    """Query-only. In a folder that cannot be written SQLite cannot follow a writer's log, so there must be none."""
    _check_header(path)
    alone = not os.access(folder, os.W_OK)
    wal = path.with_name(path.name + "-wal")
    if alone and wal.exists() and wal.stat().st_size:
        raise ReadOnly(str(folder))
    reader = _sqlite_engine(path, writing=False, immutable=alone)
    database = Database(str(folder), reader, reader, None, path)
    return _checked(database)


def _open_to_write(folder: Path, path: Path, lock: FolderLock) -> Database:
    # The header is read under the lock: closing a file drops every lock this process holds on it (POSIX).
    try:
        _check_header(path)
        if path.exists() and not os.access(path, os.W_OK):
            raise ReadOnly(str(folder))  # SQLite would open it all the same, and refuse the first command
        writer, reader = _sqlite_engine(path, writing=True), _sqlite_engine(path, writing=False)
    except BaseException:
        lock.release()
        raise
    return _checked(Database(str(folder), writer, reader, lock, path))


def _checked(database: Database) -> Database:
    try:
        _quick_check(database)
    except BaseException:
        database.drop()
        raise
    return database


def _check_header(path: Path) -> None:
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(16) != SQLITE_HEADER:
                raise NotADatabase(str(path))


def _quick_check(database: Database) -> None:
    """Refuses a damaged file at the door; integrity_check stays for backups (0.4 s a 14 MB file)."""
    with in_words(database.place), database.writer.begin() as connection:
        verdict = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    if verdict != "ok":
        raise DatabaseDamaged(database.place, verdict.split("\n")[0])


def _sqlite_engine(path: Path, *, writing: bool, immutable: bool = False) -> Engine:
    mode = "rwc" if writing else "ro"
    engine = create_engine(
        f"sqlite:///file:{_uri(path)}?mode={mode}&immutable={int(immutable)}&uri=true",
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
        hide_parameters=True,  # buyers' phones stay out of every traceback and log
        poolclass=QueuePool,
        pool_size=1 if writing else 4,
        max_overflow=0 if writing else 8,
        pool_timeout=60,
    )
    event.listen(engine, "connect", _prepare_writer if writing else _prepare_reader)
    event.listen(engine, "begin", _begin_immediate if writing else _begin_deferred)
    return engine


def _uri(path: Path) -> str:
    from urllib.parse import quote

    return quote(path.absolute().as_posix())


def _prepare_writer(raw: sqlite3.Connection, _record: object) -> None:
    raw.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "wal_autocheckpoint = 0",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "cache_size = -32768",
        "temp_store = MEMORY",
    ):
        raw.execute(f"PRAGMA {pragma}").close()


def _prepare_reader(raw: sqlite3.Connection, _record: object) -> None:
    raw.isolation_level = None
    for pragma in ("query_only = ON", "trusted_schema = OFF", "cache_size = -16384", "temp_store = MEMORY"):
        raw.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    raw = _raw(connection)
    try:
        raw.execute("BEGIN IMMEDIATE").close()
    except sqlite3.Error as error:
        raise told(connection, "BEGIN IMMEDIATE", error, sqlite3.Error) from error


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


SERVER_SETTINGS = (
    "-c statement_timeout=300000 -c lock_timeout=30000 -c idle_in_transaction_session_timeout=60000 "
    "-c client_connection_check_interval=5000 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 "
    "-c tcp_keepalives_count=3 -c jit=off"
)
# A cutoff joins and sorts 65,000 lines of 100 bytes; what does not fit goes to disk and comes back.
WRITER_SETTINGS = SERVER_SETTINGS + " -c work_mem=64MB"


def _open_server(address: str, read_only: bool) -> Database:
    url = address.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    arguments = {"connect_timeout": 5, "options": SERVER_SETTINGS, "application_name": "daybreak"}
    kept: dict[str, Any] = {"pool_size": 4, "max_overflow": 8, "pool_pre_ping": True, "hide_parameters": True}
    # The writer asks nobody whether its connection still lives: the door runs a command again that finds it dead.
    writer = create_engine(url, connect_args=arguments, **{**kept, "pool_pre_ping": False})
    reader = create_engine(url, connect_args=arguments, isolation_level="REPEATABLE READ", **kept)
    event.listen(reader, "begin", _begin_read_only)
    shown = writer.url.render_as_string(hide_password=True).replace("postgresql+psycopg", "postgresql")
    try:
        with writer.connect():
            pass
    except OperationalError as error:
        writer.dispose()
        raise NotReachable(shown, str(error.orig).strip().split("\n")[0]) from error
    if read_only:
        writer.dispose()
        return Database(shown, reader, reader, None, None)
    return Database(shown, writer, reader, None, None)


def _begin_read_only(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
