"""The rules of crates that a constraint cannot say, tried by raw SQL on crates that are free, filling, closed and out.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.totes import operations as totes
from domain.totes.words import TOTE_MOVES, ToteState
from tests.builders import EGGS, GARDEN, MANAGER, RIVER
from tests.domain.picking.scene import CODES, hall
from tests.domain.rules_kit import ALLOWED, copied, refusal


@pytest.fixture(scope="module")
def books(shared_database):
    """Crates: 1 filling with eggs for the garden, 2 closed for the river, 3 used and freed, 4 free."""
    night = hall(shared_database)
    garden, river = night.station(), night.station(RIVER)
    garden.scan(night.crates[0])
    garden.scan(CODES[EGGS])
    river.scan(night.crates[1])
    river.scan(CODES[EGGS])
    totes.tote_full(shared_database, MANAGER, night.crates[1])
    garden.scan(night.crates[2])
    totes.tote_empty(shared_database, MANAGER, night.crates[2])
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def tote(number: int) -> str:
    return f"code LIKE 'T{number:06d}_'"


def use(number: int) -> str:
    return f"tote_id = (SELECT id FROM tote WHERE {tote(number)})"


FREE = f"(SELECT id FROM tote WHERE {tote(4)})"
TRIED = {
    "a crate that begins at work": ("tote_begins_free", copied("tote", tote(1), code="'T9'||'999'")),
    "a crate torn out": ("tote_is_never_deleted", f"DELETE FROM tote WHERE {tote(4)}"),
    "a crate freed while it is at work": ("free_tote_is_empty", f"UPDATE tote SET state = 'free' WHERE {tote(1)}"),
    "a free crate put to work without being opened": (
        "tote_in_use_is_filling", copied("tote_use", use(1), tote_id=FREE, number="9"),
    ),
    "a crate opened for a second point": (
        "uq_tote_use_one_open",
        copied("tote_use", use(1), number="9", point_id="(SELECT q.point_id FROM wave_point q WHERE q.wave_id = tote_use.wave_id)"),
    ),
    "a crate for a point of another wave": (
        "foreign_key",
        copied("tote_use", use(3), is_open="0", number="9", point_id=f"(SELECT id FROM point WHERE name = '{RIVER}')"),
    ),
    **{
        f"another {column} of a use": (
            "tote_use_keeps_its_point", f"UPDATE tote_use SET {column} = {value} WHERE {use(1)}",
        )
        for column, value in {
            "tote_id": FREE, "wave_id": "99", "point_id": f"(SELECT id FROM point WHERE name = '{RIVER}')",
            "cycle_id": "99", "number": "77",
        }.items()
    },
    "an ended use opened again": (
        "tote_use_keeps_its_point", f"UPDATE tote_use SET is_open = 1, closed_at = NULL WHERE {use(3)}",
    ),
    "a use torn out": ("tote_use_is_never_deleted", f"DELETE FROM tote_use WHERE {use(3)}"),
    "a lighter crate": (ALLOWED, f"UPDATE tote SET tare_g = 1750 WHERE {tote(4)}"),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_each_guard_refuses_by_its_name(books, attempt):
    rule, statement = TRIED[attempt]
    assert refusal(books, statement) == rule


@pytest.mark.parametrize("start", [ToteState.FILLING, ToteState.FREE])
def test_crates_move_legally(books, start):
    """Whatever is in no table is refused: tote_moves_legally."""
    number = {ToteState.FILLING: 1, ToteState.FREE: 4}[start]
    illegal = set()
    for end in ToteState:
        legal = end is start or (start, end) in TOTE_MOVES
        told = refusal(books, f"UPDATE tote SET state = '{end.value}' WHERE {tote(number)}")
        if legal:
            assert told in (ALLOWED, "free_tote_is_empty"), end
        else:
            assert told != ALLOWED, end
            illegal.add(told)
    assert "tote_moves_legally" in illegal


def test_the_scene_is_as_told(books):
    rows = books.execute(text("SELECT state FROM tote ORDER BY code LIMIT 4")).scalars().all()
    assert rows == ["filling", "closed", "free", "free"]
    assert GARDEN
