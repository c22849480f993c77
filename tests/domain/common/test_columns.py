"""What may enter a column: whole numbers, aware moments, yes or no; a float is refused before it is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError, StatementError

from domain.catalogue.records import ProductRecord
from domain.common.columns import Whole, from_ms, to_ms
from tests.builders import insert_row, product

NOT_WHOLE = [0.5, 1.0, Decimal("1.5"), "12", True, float("nan"), b"1"]


@pytest.mark.parametrize("value", NOT_WHOLE, ids=repr)
def test_what_is_not_a_whole_number_is_refused_before_it_is_sent(value, shared_database):
    with pytest.raises(StatementError) as refused:
        insert_row(shared_database, ProductRecord, code="X", name="x", weight_g=value)
    assert isinstance(refused.value.orig, TypeError)


@given(st.integers(-(2**63), 2**63 - 1))
def test_a_whole_number_passes_as_it_is(value):
    assert Whole().process_bind_param(value, None) == value  # type: ignore[arg-type]


def test_a_number_too_large_for_the_column_is_an_error_and_not_another_number(shared_database):
    with pytest.raises((DBAPIError, OverflowError)):
        insert_row(shared_database, ProductRecord, code="X", name="x", weight_g=2**63)


def test_a_moment_without_a_zone_is_a_fault():
    with pytest.raises(TypeError):
        to_ms(datetime(2026, 5, 25))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_a_moment_keeps_its_milliseconds(moment):
    kept = from_ms(to_ms(moment))
    assert kept == moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def test_yes_and_no_come_back_as_such(database):
    yes, no = product(database, "散称苹果", weighed=True), product(database, "鸡蛋", weighed=False)
    with database.read() as connection:
        found = dict(connection.execute(select(ProductRecord.id, ProductRecord.weighed)).all())
    assert found == {yes: True, no: False}
    assert isinstance(found[yes], bool)


def test_every_constraint_and_index_has_a_name_within_postgresqls_limit():
    from domain.common.columns import Record
    from domain.common.schema import load_stages

    load_stages()
    for table in Record.metadata.tables.values():
        for named in (*table.constraints, *table.indexes):
            assert named.name, (table.name, named)
            assert len(str(named.name)) <= 63, named.name


def test_no_column_could_hold_a_fraction():
    from sqlalchemy import Date, Float, Numeric, String

    from domain.common.columns import Flag, Moment, Record
    from domain.common.schema import load_stages

    load_stages()
    for table in Record.metadata.tables.values():
        for column in table.columns:
            assert isinstance(column.type, Whole | Moment | Flag | String | Date), column
            assert not isinstance(column.type, Float | Numeric), column


def test_the_rows_before_a_refused_value_are_not_written_either(shared_database):
    rows = [{"code": "A", "name": "a", "weight_g": 1}, {"code": "B", "name": "b", "weight_g": 1.5}]
    with pytest.raises(StatementError), shared_database.writer.begin() as connection:
        connection.execute(insert(ProductRecord), rows)
    with shared_database.read() as connection:
        assert connection.execute(select(ProductRecord.id)).all() == []
