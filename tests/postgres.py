"""A real PostgreSQL for the tests: started once per run, shared by its workers, gone with it.

`shared_server` gives the run's Server; `Server.start` makes another for tests that kill one.
DAYBREAK_TEST_POSTGRES may name a folder of server programs, or the address of a running server
whose user may create databases; else the system's programs are used. conftest.py hands it on.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import make_url

WISH = "DAYBREAK_TEST_POSTGRES"
NOT_FOUND = (
    "The tests need a PostgreSQL server's programs (initdb, postgres), and none are here.\n"
    "This one line brings them:  sudo apt-get install --no-install-recommends postgresql\n"
    f"Or name a folder of programs, or a running server's postgresql:// address, in {WISH}."
)
# What a test loses by a power cut is nothing; what it waits for a disk is everything.
# Without replication a copied database costs 65 ms, with it 350. Companies are gone before vacuuming pays.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
}
START_S = 60
SOCKET_PATH_LIMIT = 90  # the system allows 107 bytes, and ".s.PGSQL.5432" must fit behind

_counter = itertools.count()
# The shared server's process, kept so that Python does not take it for forgotten.
_kept: list[Server] = []


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL: `address` of its maintenance database; `process` only in the one who started it."""

    address: str
    process: subprocess.Popen[bytes] | None = field(default=None, compare=False)

    @classmethod
    def start(cls, folder: Path, settings: Mapping[str, str] = QUICK) -> Server:
        """Makes a cluster in the folder (short path, reachable by others) and waits until it answers."""
        programs = find_programs()
        data = folder / "data"
        if not data.exists():
            make_cluster(programs, data)
        options = {"listen_addresses": "", "unix_socket_directories": str(data), "max_connections": "100", **settings}
        command = [str(programs / "postgres"), "-D", str(data)]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **as_server_user())
        address = f"postgresql://postgres@/postgres?host={data}"
        wait_until_it_answers(address, process, folder / "log")
        return cls(address, process)

    def create(self) -> str:
        """The address of a new, empty database."""
        name = new_name()
        self.run(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return self.address_of(name)

    def copy(self, template: str) -> str:
        """The address of a new database that is a copy of the template, to which nobody may be connected."""
        name = new_name()
        source = Identifier(database_of(template))
        self.run(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), source))
        return self.address_of(name)

    def drop(self, address: str) -> None:
        """Removes the database, whoever is still connected."""
        self.run(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database_of(address))))

    def run(self, statement: Composed | LiteralString) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)

    def address_of(self, name: str) -> str:
        return make_url(self.address).set(database=name).render_as_string(hide_password=False)

    def kill(self) -> None:
        """Ends the server at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ends the server in order, its clients or not."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def new_name() -> str:
    return f"daybreak_{os.getpid()}_{next(_counter)}"


def database_of(address: str) -> str:
    return str(make_url(address).database)


# The run's shared server ---------------------------------------------------------------------------


def shared_server(ground: Path) -> Server:
    """The run's server; the first worker to ask starts it, the others wait and take the same."""
    wish = os.environ.get(WISH, "")
    if wish.startswith(("postgresql://", "postgres://")):
        return Server(wish)
    note = ground / "server.address"
    with only_one(ground / "server.lock"):
        if not note.exists():
            folder = ground if len(str(ground)) < SOCKET_PATH_LIMIT - 8 else Path(tempfile.mkdtemp(dir="/var/tmp"))
            server = Server.start(folder)
            _kept.append(server)
            end_with_the_run(folder / "data")
            (ground / "server.data").write_text(str(folder / "data"))
            note.write_text(server.address)
    return Server(note.read_text())


def company_template(server: Server, ground: Path) -> str:
    """The address of a fresh company, made once a run, closed, to be copied."""
    from domain.common.database import open_database

    note = ground / "template.address"
    with only_one(ground / "template.lock"):
        if not note.exists():
            address = server.create()
            open_database(address).close()
            note.write_text(address)
    return note.read_text()


def stop_all(ground: Path) -> None:
    """At the end of the run: the server goes, and at an outside server our template."""
    note, template = ground / "server.data", ground / "template.address"
    if note.exists():
        data = Path(note.read_text())
        stop_server(data)
        if ground not in data.parents:
            shutil.rmtree(data.parent, ignore_errors=True)
    elif template.exists():
        Server(os.environ[WISH]).drop(template.read_text())


def stop_server(data: Path) -> None:
    """Returns when the server has removed its own note of its process, the last thing it does."""
    note = data / "postmaster.pid"
    if note.exists():
        os.kill(int(note.read_text().split()[0]), signal.SIGINT)
    for _ in range(200):
        if not note.exists():
            break
        time.sleep(0.05)


def end_with_the_run(data: Path) -> None:
    """A guard beside the server ends it when the run is killed and cannot do it itself."""
    watch = """(
        while kill -0 "$1" && test -e "$2/postmaster.pid"; do sleep 2; done
        kill -INT "$(head -1 "$2/postmaster.pid")"
        sleep 2
        rm -rf "$(dirname "$2")"
    ) >/dev/null 2>&1 </dev/null &"""
    run = os.getppid() if os.environ.get("PYTEST_XDIST_WORKER") else os.getpid()
    subprocess.run(["sh", "-c", watch, "guard", str(run), str(data)], check=True, start_new_session=True)


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# Finding and starting ------------------------------------------------------------------------------


def find_programs() -> Path:
    """The folder with initdb and postgres, the newest first."""
    wished = os.environ.get(WISH)
    on_path = shutil.which("initdb")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    candidates = [Path(wished)] if wished else [*system, *([Path(on_path).resolve().parent] if on_path else [])]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.fail(NOT_FOUND, pytrace=False)


def make_cluster(programs: Path, data: Path) -> None:
    data.mkdir()
    if os.geteuid() == 0:
        os.chown(data, server_user().pw_uid, server_user().pw_gid)
    command = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync"]
    command += ["--encoding=UTF8", "--locale=C"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **as_server_user())
    if made.returncode:
        pytest.fail(f"initdb did not make a cluster:\n{made.stdout}{made.stderr}", pytrace=False)


def as_server_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root's children become its own user."""
    if os.geteuid() != 0:
        return {}
    return {"user": server_user().pw_uid, "group": server_user().pw_gid, "extra_groups": []}


def server_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(address, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    pytest.fail(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}", pytrace=False)
