"""Fresh companies for the fault programs when they are started by hand, without pytest's fixtures."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.common.database import open_database
from tests import postgres

KINDS = ("sqlite", "postgresql")


@contextmanager
def fresh_company(kind: str) -> Iterator[str]:
    """The folder or address of a new, closed company; removed at the end, the server with it."""
    ground = Path(tempfile.mkdtemp(prefix="dbf-"))
    ground.chmod(0o755)  # the server's own user must reach its folder inside
    server = None
    try:
        place = str(ground / "company")
        if kind == "postgresql":
            server = postgres.Server.start(ground)
            place = server.create()
        open_database(place).close()
        yield place
    finally:
        if server:
            server.stop()
        shutil.rmtree(ground, ignore_errors=True)
