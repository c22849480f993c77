"""The demo's night prints its labels: on a simulated printer at a real port, through the spooler a desk uses."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from domain.common.database import open_database
from domain.printing.queries import counts_by_state, printers
from tests.workers.demo.conftest import SMALL
from workers.demo import demo_lines, run_demo

TINY = replace(SMALL, orders=40, points=3, hall=True, at=None)


def test_every_label_asked_for_in_the_night_came_out_once_and_the_answer_counts_them(tmp_path):
    answer = run_demo(None, tmp_path / "out", TINY)
    assert answer.is_clean
    with open_database(answer.company) as database, database.read() as connection:
        states = counts_by_state(connection)
        kinds = dict(connection.execute(text("SELECT kind, count(*) FROM print_job GROUP BY kind")).all())
        left = printers(connection)
    assert states["confirmed"] == answer.hall["labels"] >= answer.hall["sealed"] - 1
    assert set(states) <= {"confirmed", "cancelled"}
    assert kinds["tote_label"] >= 3
    assert kinds["item_label"] > 0
    assert left == (), "a printer nobody is behind any more is retired"
    assert any(str(answer.hall["labels"]) in line for line in demo_lines(answer))
