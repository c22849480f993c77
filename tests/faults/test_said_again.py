"""A command that is sent again under its id gets the stored answer, whatever has become of the cycle meanwhile."""

from __future__ import annotations

from sqlalchemy import text

from domain.cutoff import operations as cutoff
from tests.builders import MANAGER, cut, cycle, many, order_file, shop


def send(database, file, code="0525"):
    return cutoff.take_orders(database, MANAGER, [file], code, command_id="station-2-0001").answer


def proposals(database):
    with database.read() as connection:
        return connection.execute(text("SELECT count(*) FROM amendment")).scalar_one()


def test_a_late_import_sent_again_gets_its_answer(database):
    shop(database)
    cut_off = cycle(database)
    cutoff.take_orders(database, MANAGER, [order_file(*many(4))], cut_off)
    cut(database)
    late = order_file(*many(3, first=100), channel="weimob")
    first = send(database, late)
    assert len(first.held) == 3
    assert send(database, late) == first
    assert proposals(database) == 3


def test_an_import_sent_again_after_the_cut_is_not_late(database):
    shop(database)
    code = cycle(database)
    file = order_file(*many(4))
    first = send(database, file, code)
    cut(database)
    assert send(database, file, code) == first
    assert proposals(database) == 0
