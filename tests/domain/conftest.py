"""One company for many tests that leave nothing behind: each looks, or tries something and rolls it back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.common.database import Database, open_database
from tests import postgres


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_database(request: pytest.FixtureRequest, ground: Path, tmp_path_factory) -> Iterator[Database]:
    """An open company, fresh for the module, on SQLite and again on PostgreSQL. Tests must not leave rows in it."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("shared") / "company"
        with open_database(folder) as database:
            yield database
        shutil.rmtree(folder)
        return
    server: postgres.Server = request.getfixturevalue("server")
    address = server.copy(postgres.company_template(server, ground))
    try:
        with open_database(address) as database:
            yield database
    finally:
        server.drop(address)
