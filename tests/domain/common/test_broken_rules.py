"""A rule of the database has one name, whichever database broke the news, and whoever wrote the row."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, text

from domain.common.bulk import insert_rows
from domain.common.command import execute
from domain.common.errors import RuleBroken
from domain.common.records import SettingRecord
from domain.ordering.operations.writing import LINE_COLUMNS
from domain.ordering.records import OrderLineRecord
from tests.builders import MANAGER, cut, cycle, many, order_ids, shop, take

BROKEN = {
    "pk_setting": "INSERT INTO setting (name, value) VALUES ('company_name', 'x'), ('company_name', 'y')",
    "uq_warehouse_code": "INSERT INTO warehouse (code, name, datum) VALUES ('W1', 'W9', 'WGS-84')",
    "uq_orders_pickup_code": "UPDATE orders SET pickup_code = '1', point_id = 1",
    "uq_order_line_order_id_line_no": "UPDATE order_line SET line_no = 1",
    "ck_warehouse_name_given": "UPDATE warehouse SET name = '  '",
    "ck_warehouse_code_length": "UPDATE warehouse SET code = '{long}'",
    "ck_product_state_known": "UPDATE product SET state = 'asleep'",
    "code_needed": "INSERT INTO warehouse (name, datum) VALUES ('W9', 'WGS-84')",
    "foreign_key": "UPDATE warehouse SET id = 7",
    "cycle_moves_legally": "UPDATE cycle SET state = 'settled'",
    "trail_is_never_changed": "DELETE FROM trail",
}


def open_cycle(database):
    opened = shop(database)
    take(database, cycle(database), *many(4))
    return opened


@pytest.fixture(scope="module")
def books(shared_database):
    open_cycle(shared_database)
    return shared_database


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_has_one_name_on_both_databases(books, rule):
    statement = BROKEN[rule].format(long="w" * 41)
    with pytest.raises(RuleBroken) as refused:
        execute(books, MANAGER, "break", [rule], lambda tx: tx.connection.exec_driver_sql(statement) and {})
    assert refused.value.rule == rule


def test_rows_written_in_bulk_tell_their_broken_rule_too(database):
    """COPY and executemany go past SQLAlchemy; what they say must not."""
    goods, order = open_cycle(database).products["土鸡蛋"], order_ids(database)["Y000001"]
    assert rule_of_bulk(database, (900, order, 1, 99, goods, 0, 100, 0)) == "ck_order_line_quantity_sane"
    assert rule_of_bulk(database, (900, order, 1, 1, goods, 1, 100, 0)) == "uq_order_line_order_id_line_no"
    cut(database)
    assert rule_of_bulk(database, (900, order, 1, 99, goods, 1, 100, 0)) == "line_into_closed_cycle"


def rule_of_bulk(database, row):
    def work(tx):
        insert_rows(tx.connection, OrderLineRecord.__table__, LINE_COLUMNS, [row])
        return {}

    with pytest.raises(RuleBroken) as refused:
        execute(database, MANAGER, "break", [], work)
    return refused.value.rule


def test_a_fault_of_the_program_stays_a_fault(database):
    from sqlalchemy.exc import DBAPIError

    with pytest.raises(DBAPIError):
        execute(database, MANAGER, "err", [], lambda tx: tx.connection.exec_driver_sql("SELECT nothing FROM nowhere"))


def test_a_rule_may_hold_words_that_look_like_formatting(database):
    """A percent sign in data is data."""
    execute(
        database,
        MANAGER,
        "keep",
        [],
        lambda tx: tx.connection.execute(insert(SettingRecord).values(name="50%", value="%s {0}")) and {},
    )
    with database.read() as connection:
        assert connection.execute(text("SELECT value FROM setting WHERE name = '50%'")).scalar_one() == "%s {0}"
