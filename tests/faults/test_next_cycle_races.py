"""Late orders on their way into the next cycle while another station cuts that one too."""

from __future__ import annotations

import threading
import time
from datetime import date

from sqlalchemy import text

from tests.builders import cut, cycle, many, shop, take


def waits_for_a_lock(database) -> bool:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with database.read() as connection:
        return bool(connection.execute(waiting).scalar_one())


def test_a_late_order_waits_for_the_cutoff_of_the_next_cycle_and_then_stays_late(postgres_database):
    database = postgres_database
    shop(database)
    first, following = cycle(database), cycle(database, "0526", delivery=date(2099, 5, 27))
    take(database, first, *many(3))
    cut(database, first)
    answers = []
    late = threading.Thread(target=lambda: answers.append(take(database, first, *many(4))))
    with database.writer.begin() as cutting:
        cutting.execute(text("UPDATE cycle SET state = 'cutting' WHERE code = :code"), {"code": following})
        late.start()
        until = time.monotonic() + 10
        while not waits_for_a_lock(database) and time.monotonic() < until:
            time.sleep(0.02)
    late.join(30)
    assert [held.reason.code for held in answers[0].held] == ["late_new"]
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM orders")).scalar_one() == 3
        assert connection.execute(text("SELECT count(*) FROM amendment")).scalar_one() == 1
