"""The rules of packing that a constraint cannot say, tried by raw SQL. The CHECKs: tests/domain/test_rules_of_the_tables.py."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.packing import operations as packing
from domain.totes import operations as totes
from tests.builders import EGGS, GRAPES, MANAGER, RIVER
from tests.domain.packing.scene import EGG_G, TARE_G, filled, hall, sealed
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards


@pytest.fixture(scope="module")
def gate(shared_database):
    """Crate 1 sealed, 2 closed and done, 3 closed while its point is not done, 4 sealed and opened again; as its use."""
    at = hall(shared_database)
    filled(shared_database, at, at.crates[0], {EGGS: 2})
    filled(shared_database, at, at.crates[1], {EGGS: 3, GRAPES: [1500]})
    filled(shared_database, at, at.crates[3], {EGGS: 1}, point=RIVER)
    sealed(shared_database, at.crates[3], TARE_G + EGG_G)
    packing.reopen_tote(shared_database, MANAGER, at.crates[3], "重开")
    for code in (at.crates[1], at.crates[3]):
        totes.tote_full(shared_database, MANAGER, code)
    sealed(shared_database, at.crates[0], TARE_G + 2 * EGG_G)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


NEW = {"id": "900", "number": "9", "voided_at": "NULL", "voided_by": "NULL", "void_reason": "NULL"}
VOIDED = "voided_at = 1, voided_by = 'x', void_reason = 'r'"
SECOND = {**NEW, "tote_use_id": "2", "pieces": "4"}
TRIED = {
    "a closed tote of a point that is done": (ALLOWED, copied("seal", "id = 1", **SECOND)),
    "a tote that still fills": (
        "sealed_tote_is_done",
        f"UPDATE tote SET state = 'filling' WHERE code = 'T0000024'; {copied('seal', 'id = 1', **SECOND)}",
    ),
    "a count of pieces that is not what is inside": (
        "sealed_tote_is_done", copied("seal", "id = 1", **{**SECOND, "pieces": "3"}),
    ),
    "a tote while a piece of its point is open": (
        "sealed_tote_is_done",
        f"UPDATE pick_cell SET wanted = wanted + 1; {copied('seal', 'id = 1', **SECOND)}",
    ),
    "a use that is over": (
        "sealed_tote_is_done", copied("seal", "id = 1", **{**SECOND, "tote_use_id": "99"}),
    ),
    "a second seal beside a valid one": ("sealed_tote_is_done", copied("seal", "id = 2", id="900", number="9")),
    **{
        f"another {column} on a seal": ("seal_stays", f"UPDATE seal SET {column} = {value} WHERE id = 2")
        for column, value in {
            "gross_g": "gross_g + 1", "expected_g": "expected_g + 1", "pieces": "pieces + 1", "person": "'x'",
            "at": "at + 1", "number": "7", "tote_use_id": "2", "gross_g ": "NULL",
        }.items()
    },
    "a void seal made good": ("seal_stays", "UPDATE seal SET voided_at = NULL, voided_by = NULL WHERE id = 1"),
    "a seal deleted": ("seal_is_never_deleted", "DELETE FROM seal WHERE id = 1"),
    "a seal with its label": (ALLOWED, "UPDATE seal SET print_job_id = NULL WHERE id = 2"),
    "a tote called sealed without a seal": (
        "sealed_tote_has_a_seal", "UPDATE tote SET state = 'sealed' WHERE code = 'T0000024'",
    ),
    "a sealed tote filled again with its seal": (
        "reopened_tote_has_no_seal", "UPDATE tote SET state = 'filling' WHERE code = 'T0000017'",
    ),
    "a seal void while its tote stands alone": (ALLOWED, f"UPDATE seal SET {VOIDED} WHERE id = 2"),
    "a seal void while its tote is staged": (
        "seal_is_void_only_off_the_lane",
        f"UPDATE tote SET state = 'staged' WHERE code = 'T0000017'; UPDATE seal SET {VOIDED} WHERE id = 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(gate, attempt):
    rule, statements = TRIED[attempt]
    *before, last = statements.split("; ")
    savepoint = gate.begin_nested()
    with without_guards(gate):
        for statement in before:
            gate.execute(text(statement))
    assert refusal(gate, last) == rule
    savepoint.rollback()
