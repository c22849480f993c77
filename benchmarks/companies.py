"""Where a figure's companies live: fresh folders of SQLite, or fresh databases of a PostgreSQL that keeps its promises.

PostgreSQL is the server named by --address or DAYBREAK_TEST_POSTGRES, else a private one with the settings it
comes with (fsync, synchronous_commit and full_page_writes on), unlike the one of the tests. Next: import50k.py.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from domain.common.database import FILE_NAME, is_address

if TYPE_CHECKING:
    from tests.postgres import Server


class Ground(ABC):
    """Gives places for companies: folders, or addresses of databases."""

    kind: str

    @abstractmethod
    def empty(self) -> str:
        """A place where nothing is yet."""

    @abstractmethod
    def copy(self, place: str) -> str:
        """A place with a copy of a closed company."""

    @abstractmethod
    def drop(self, place: str) -> None:
        """Removes the place."""

    @abstractmethod
    def settle(self, place: str) -> None:
        """Does now what the database does by itself some minutes after a large import."""

    @contextmanager
    def place(self, copied_from: str | None = None) -> Iterator[str]:
        """A place of its own for one run: empty, or a copy; gone afterwards."""
        place = self.copy(copied_from) if copied_from else self.empty()
        try:
            yield place
        finally:
            self.drop(place)

    @abstractmethod
    def version(self) -> str:
        """The database's name and version."""


class Folders(Ground):
    """SQLite in a temporary folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def empty(self) -> str:
        self._made += 1
        return str(self._folder / f"company-{self._made}")

    def copy(self, place: str) -> str:
        there = self.empty()
        shutil.copytree(place, there)
        with (Path(there) / FILE_NAME).open("rb") as file:
            os.fsync(file.fileno())  # the copy is written out before the clock runs, not while it runs
        return there

    def settle(self, place: str) -> None:
        pass  # SQLite does nothing by itself

    def drop(self, place: str) -> None:
        shutil.rmtree(place, ignore_errors=True)

    def version(self) -> str:
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}, WAL, synchronous FULL"


class Addresses(Ground):
    """Databases of a PostgreSQL server."""

    kind = "postgresql"

    def __init__(self, server: Server) -> None:
        self._server = server

    def empty(self) -> str:
        return self._server.create()

    def copy(self, place: str) -> str:
        there = self._server.copy(place)
        self._server.run("CHECKPOINT")
        return there

    def settle(self, place: str) -> None:
        import psycopg

        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")  # the work of autovacuum

    def drop(self, place: str) -> None:
        self._server.drop(place)

    def version(self) -> str:
        import psycopg

        with psycopg.connect(self._server.address) as connection:
            names = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
            said = [str(connection.execute(f"SHOW {name}").fetchone()[0]) for name in names]  # type: ignore[index]
        rest = ", ".join(f"{name} {value}" for name, value in zip(names[1:], said[1:], strict=True))
        return f"PostgreSQL {said[0]}, {rest}"


@contextmanager
def ground_for(options: Namespace) -> Iterator[Ground]:
    """The ground that --database asks for; it and everything on it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dbb-") as name:
        folder = Path(name)
        if (getattr(options, "database", None) or "sqlite") == "sqlite":
            yield Folders(folder)
        else:
            folder.chmod(0o755)  # the server's own user must reach its folder inside
            yield from _on_a_server(folder, getattr(options, "address", None))


def _on_a_server(folder: Path, address: str | None) -> Iterator[Ground]:
    from tests import postgres

    wished = address or os.environ.get(postgres.WISH, "")
    if is_address(wished):
        yield Addresses(postgres.Server(wished))
        return
    server = postgres.Server.start(folder, settings={})
    try:
        yield Addresses(server)
    finally:
        server.stop()
