"""The places tests run on are what they say: fresh, separate, real."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import text

from tests import postgres


def test_a_database_is_the_one_that_was_asked_for(database, kind):
    assert database.dialect == kind


@pytest.mark.parametrize("turn", [1, 2])
def test_no_test_sees_what_another_wrote(database, turn):
    with database.writer.begin() as connection:
        connection.execute(text("CREATE TABLE trace (turn INTEGER)"))


def test_two_new_places_are_two(new_place, kind):
    assert new_place(kind) != new_place(kind)


def test_an_empty_place_becomes_a_company(empty_place):
    from domain.common.database import open_database

    with open_database(empty_place) as database, database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM warehouse")).scalar_one() == 1


def test_without_a_postgresql_the_tests_fail_and_say_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv(postgres.WISH, str(tmp_path))
    with pytest.raises(pytest.fail.Exception, match="apt-get install"):
        postgres.find_programs()


def test_a_killed_server_of_our_own_comes_back_with_what_was_committed(ground):
    folder = ground / f"k{postgres.new_name()[-3:]}"
    folder.mkdir(mode=0o755)
    folder.chmod(0o777)
    safe = {"wal_level": "minimal", "max_wal_senders": "0", "shared_buffers": "32MB"}
    server = postgres.Server.start(folder, safe)
    server.run("CREATE TABLE kept (n integer)")
    server.run("INSERT INTO kept VALUES (1)")
    server.kill()
    again = postgres.Server.start(folder, safe)
    again.run("INSERT INTO kept SELECT n FROM kept")
    again.stop()


def test_a_test_program_inherits_the_screenless_qt_and_its_own_home():
    program = "import os, time; print(os.environ['QT_QPA_PLATFORM'], time.strftime('%z'), os.environ['DAYBREAK_DATA'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    platform, zone, home = done.stdout.split()
    assert (platform, zone) == ("offscreen", "+0800")
    assert "dbt-" in home
