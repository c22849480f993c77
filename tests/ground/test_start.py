"""A start loads only what the first window needs; the slow libraries come with their first use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

SLOW = (
    "alembic",
    "escpos",
    "hybgensea",
    "matplotlib",
    "numpy",
    "ortools",
    "pandas",
    "pyvrp",
    "python_calamine",
    "reportlab",
    "serial",
    "osmium",
    "valhalla",
    "xlsxwriter",
)


def loaded_after(statement: str) -> set[str]:
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.skipif(not (ROOT / "desktop/app.py").exists(), reason="the window does not exist yet")
def test_the_first_window_loads_no_slow_library():
    assert not loaded_after("import main, desktop.app") & set(SLOW)


def test_opening_the_books_loads_no_slow_library_and_no_window():
    loaded = loaded_after("import domain.common.database, domain.common.command, domain.common.sentences")
    assert "sqlalchemy" in loaded
    assert not loaded & {*SLOW, "PySide6", "psycopg"}
