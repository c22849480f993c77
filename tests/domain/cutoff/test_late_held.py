"""A late file's lines nobody knows yet are kept like those of a file in time."""

from __future__ import annotations

from sqlalchemy import text

from tests.builders import cut_cycle, take, wanted


def test_a_late_line_of_an_unknown_product_is_kept_as_a_held_row(database):
    cut_cycle(database)
    answer = take(database, "0525", wanted("L1", {"没听过的瓜": 2}))
    assert "unknown_product" in {held.reason.code for held in answer.held}
    with database.read() as connection:
        kept = connection.execute(text("SELECT text FROM held_row WHERE settled IS NULL")).scalars().all()
    assert len(kept) == 1
    assert "没听过的瓜" in kept[0]
