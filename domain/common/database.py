"""Where the data live: a folder (SQLite, one process) or a postgresql:// address (many stations).

`open_database` gives a Database with one writer and query-only readers; the rows are changed through
command.py alone. SQLite: BEGIN IMMEDIATE from our own hook, WAL, synchronous FULL, automatic checkpoints
off: the writer checkpoints while no reader is inside (decision 0011). Next: schema.py, command.py.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from domain.common.errors import DatabaseDamaged, NotADatabase, NotFound, NotReachable, ReadOnly
from domain.common.folder_lock import FolderLock

FILE_NAME = "daybreak.sqlite3"
CHECKPOINT_BYTES = 16 * 1024 * 1024
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
            with self.reader.connect() as connection, connection.begin():
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
                _raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        """Checkpoints, closes every connection and frees the folder."""
        try:
            self.checkpoint_when_quiet(always=True)
        finally:
            self.reader.dispose()
            self.writer.dispose()
            if self._lock:
                self._lock.release()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def is_address(where: str | Path) -> bool:
    """True for a postgresql:// address."""
    return str(where).startswith(("postgresql://", "postgres://"))


def open_database(
    where: str | Path, *, read_only: bool = False, create: bool = True, who: str = "Daybreak"
) -> Database:
    """The company at `where`, its schema made when missing and checked by the version gate.

    `who` is told to a second process that wants the same folder. Raises the DatabaseProblem family.
    """
    database = _open_server(str(where)) if is_address(where) else _open_folder(Path(where), read_only, create, who)
    try:
        from domain.common.schema import prepare_schema

        prepare_schema(database, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _open_folder(folder: Path, read_only: bool, create: bool, who: str) -> Database:
    path = folder / FILE_NAME
    if folder.is_file():
        raise NotADatabase(str(folder))
    if not path.exists() and (read_only or not create):
        raise NotFound("company", str(folder))
    _check_header(path)
    if read_only:
        reader = _sqlite_engine(path, writing=False)
        return Database(str(folder), reader, reader, None, path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock.take(folder, who)
    except PermissionError as error:
        raise ReadOnly(str(folder)) from error
    database = Database(
        str(folder), _sqlite_engine(path, writing=True), _sqlite_engine(path, writing=False), lock, path
    )
    try:
        _quick_check(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_header(path: Path) -> None:
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(16) != SQLITE_HEADER:
                raise NotADatabase(str(path))


def _quick_check(database: Database) -> None:
    """Refuses a damaged file at the door; integrity_check stays for backups (0.4 s a 14 MB file)."""
    try:
        with database.writer.connect() as connection:
            cursor = _raw(connection).execute("PRAGMA quick_check(1)")
            verdict = str(cursor.fetchone()[0])
            cursor.close()
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise DatabaseDamaged(database.place, str(error).split("\n")[0]) from error
    if verdict != "ok":
        raise DatabaseDamaged(database.place, verdict.split("\n")[0])


def _sqlite_engine(path: Path, *, writing: bool) -> Engine:
    mode = "rwc" if writing else "ro"
    engine = create_engine(
        f"sqlite:///file:{_uri(path)}?mode={mode}&uri=true",
        connect_args={"check_same_thread": False, "timeout": 5.0},
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
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


SERVER_SETTINGS = (
    "-c statement_timeout=300000 -c lock_timeout=30000 -c idle_in_transaction_session_timeout=60000 "
    "-c client_connection_check_interval=5000 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 "
    "-c tcp_keepalives_count=3 -c jit=off"
)


def _open_server(address: str) -> Database:
    url = address.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    arguments = {"connect_timeout": 5, "options": SERVER_SETTINGS, "application_name": "daybreak"}
    writer = create_engine(url, connect_args=arguments, pool_size=4, max_overflow=8, pool_pre_ping=True)
    reader = create_engine(
        url, connect_args=arguments, pool_size=4, max_overflow=8, pool_pre_ping=True, isolation_level="REPEATABLE READ"
    )
    event.listen(reader, "begin", _begin_read_only)
    shown = writer.url.render_as_string(hide_password=True).replace("postgresql+psycopg", "postgresql")
    try:
        with writer.connect():
            pass
    except OperationalError as error:
        writer.dispose()
        raise NotReachable(shown, str(error.orig).strip().split("\n")[0]) from error
    return Database(shown, writer, reader, None, None)


def _begin_read_only(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
