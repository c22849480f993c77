"""A backup of an open company leaves its locks alone; a file that is no backup is refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

from domain.common.database import open_database
from domain.common.errors import NotADatabase
from workers import backups

# Leaving WAL needs the file for oneself: another process may not have it while a company is open.
SEIZE = """
import sqlite3, sys
print(sqlite3.connect(sys.argv[1], timeout=0).execute("PRAGMA journal_mode = DELETE").fetchone()[0])
"""


def test_after_a_backup_another_process_still_cannot_take_the_file_for_itself(sqlite_database, tmp_path):
    with sqlite_database.read():
        backups.backup(sqlite_database, tmp_path / "night.backup")
        seized = subprocess.run(
            [sys.executable, "-c", SEIZE, str(sqlite_database.path)], capture_output=True, text=True, check=False
        )
    assert "database is locked" in seized.stderr, seized.stdout


def test_a_file_that_is_no_backup_is_refused_and_the_company_stays(tmp_path):
    open_database(tmp_path / "company").close()
    foreign = tmp_path / "letter.txt"
    foreign.write_text("not a database at all, only a letter")
    with pytest.raises(NotADatabase):
        backups.restore(tmp_path / "company", foreign)
    open_database(tmp_path / "company", create=False).close()
