"""What every test is given: a screenless Qt with the shipped fonts, a fixed clock zone, fresh companies.

`database` runs a test on SQLite and again on a real PostgreSQL; `place` and `empty_place` are the same
two places, not opened. tests/postgres.py starts the server, once for all workers of a run.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

# Before anything of Qt is imported, and inherited by the workers and by every program a test starts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(TZ="Asia/Shanghai", LC_ALL="C.UTF-8", LANGUAGE="", QT_SCALE_FACTOR="1")
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from hypothesis import HealthCheck, settings

from tests import one_cache, postgres
from tests.open_companies import OpenCompanies
from tests.washing import Laundry

if TYPE_CHECKING:
    from domain.common.database import Database

GROUND = "DAYBREAK_TEST_GROUND"
LAUNDRY = Laundry()
OPEN = OpenCompanies()
OPENED = {"database", "sqlite_database", "postgres_database"}
MEMORY_WANTED = 6 * 1024**3

# Two busy cores: a deadline would fail by the neighbour's work. The same examples every time.
settings.register_profile(
    "daybreak",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("daybreak")
one_cache.share()


def pytest_configure(config: pytest.Config) -> None:
    """The run's own folder, made by the first process and shared with its workers: data, home, server."""
    if not hasattr(config, "workerinput"):
        ground = Path(tempfile.mkdtemp(prefix="dbt-", dir=_quick_folder()))
        ground.chmod(0o755)  # the server's own user must reach its folder inside
        (ground / "tmp").mkdir()
        os.environ[GROUND] = str(ground)
    ground = Path(os.environ[GROUND])
    os.environ["TMPDIR"] = tempfile.tempdir = str(ground / "tmp")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(ground / "home" / name.lower())
    os.environ["DAYBREAK_DATA"] = str(ground / "home" / f"company-{os.getpid()}")
    # pytest writes the tests' asserts anew, a quarter of a minute's work; kept beside them, one worker does it for all.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def _quick_folder() -> str | None:
    """A folder in memory with room enough, None where there is none: what tests write is gone after them anyway."""
    memory = Path("/dev/shm")
    is_quick = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= MEMORY_WANTED
    return str(memory) if is_quick else None


def pytest_collection(session: pytest.Session) -> None:
    """Each worker of a whole run begins to read the tests at another place, and finds the rest compiled by the others."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not name or session.config.args != session.config.getini("testpaths"):
        return
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    begin = len(files) * int(name[2:]) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for file in files[begin:] + files[:begin]:
        with suppress(Exception):  # told when it is collected
            import_module(".".join(file.relative_to(Path(__file__).parents[1]).with_suffix("").parts))


def pytest_sessionfinish() -> None:
    """Each worker closes what it kept open."""
    OPEN.close()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.stop_all(Path(os.environ[GROUND]))
        shutil.rmtree(os.environ[GROUND], ignore_errors=True)


@pytest.fixture(scope="session")
def ground() -> Path:
    """A folder shared by all workers of this run and removed at its end."""
    return Path(os.environ[GROUND])


@pytest.fixture(scope="session")
def server(ground: Path) -> postgres.Server:
    """The PostgreSQL of this run; started by the first test that asks. No PostgreSQL is a failure, not a skip."""
    return postgres.shared_server(ground)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A test that speaks another language does not leave it to the next."""
    from domain.common import sentences

    before = sentences.language()
    yield
    sentences.use_language(before)


@pytest.fixture(scope="session")
def qapp(qapp):
    """The one QApplication of the worker, with the shipped fonts, as the program starts it."""
    from PySide6.QtGui import QFont, QFontDatabase

    from exchange import fonts

    for path in fonts.font_files().values():
        assert QFontDatabase.addApplicationFont(str(path)) >= 0, path
    font = QFont()
    font.setFamilies(list(fonts.FAMILIES))
    qapp.setFont(font)
    return qapp


# Places -------------------------------------------------------------------------------------------


@pytest.fixture
def new_place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., str]]:
    """A function: `new_place("sqlite" | "postgresql", company=True)` gives a new place at every call.

    With `company` a fresh, closed company is in it; without, nothing is there yet.
    """
    databases: list[tuple[str, bool]] = []
    is_opened = not OPENED.isdisjoint(request.fixturenames)

    def make(kind: str, *, company: bool = True) -> str:
        if kind == "sqlite":
            if company and is_opened:
                return str(OPEN.folder(_template_folder(request)))
            folder = tmp_path / f"company-{len(list(tmp_path.iterdir()))}"
            return str(_copied_folder(request, folder) if company else folder)
        server: postgres.Server = request.getfixturevalue("server")
        address = _company_address(request, server) if company else server.create()
        if not is_opened:
            OPEN.unfit(address)
        databases.append((address, company))
        return address

    yield make
    for address, company in databases:
        if not (company and LAUNDRY.wash(address, OPEN.waiting.get(address))):
            OPEN.unfit(address)
            request.getfixturevalue("server").drop(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The test runs twice: once for each database."""
    return str(request.param)


@pytest.fixture
def empty_place(kind: str, new_place: Callable[..., str]) -> str:
    """A folder that does not exist yet, or the address of an empty PostgreSQL database."""
    return new_place(kind, company=False)


@pytest.fixture
def place(kind: str, new_place: Callable[..., str]) -> str:
    """A folder or an address with a fresh company in it, not open; for tests that start programs."""
    return new_place(kind)


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    """An open fresh company, on SQLite and again on PostgreSQL."""
    yield from _opened(place)


@pytest.fixture
def sqlite_database(new_place: Callable[..., str]) -> Iterator[Database]:
    """An open fresh company in a folder, for what only SQLite does."""
    yield from _opened(new_place("sqlite"))


@pytest.fixture
def postgres_database(new_place: Callable[..., str]) -> Iterator[Database]:
    """An open fresh company on PostgreSQL, for what only PostgreSQL does."""
    yield from _opened(new_place("postgresql"))


def _opened(place: str) -> Iterator[Database]:
    from tests import kept_scenes

    database = OPEN.take(place)
    kept_scenes.is_fresh_now(database)
    try:
        yield database
    finally:
        OPEN.leave(place, database)


def _company_address(request: pytest.FixtureRequest, server: postgres.Server) -> str:
    """A washed company, else a fresh copy."""
    washed = LAUNDRY.take()
    if washed is None:
        washed = server.copy(_template(request))
        LAUNDRY.learn(washed)
    return washed


def _template(request: pytest.FixtureRequest) -> str:
    """The address of the company that every PostgreSQL test gets a copy of."""
    return postgres.company_template(request.getfixturevalue("server"), request.getfixturevalue("ground"))


def _copied_folder(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A copy of the one fresh SQLite company of this worker: a file copy is faster than making tables."""
    shutil.copytree(_template_folder(request), folder)
    return folder


def _template_folder(request: pytest.FixtureRequest) -> Path:
    """The one fresh SQLite company of this worker."""
    template: Path = request.getfixturevalue("ground") / f"company-{os.getpid()}"
    if not template.exists():
        from domain.common.database import open_database

        open_database(template).close()
    return template
