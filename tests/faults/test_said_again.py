"""A command that is sent again under its id gets the stored answer, whatever has become of the cycle meanwhile."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from domain.cutoff import operations as cutoff
from tests.builders import MANAGER, cut, cycle, many, order_file, shop, take


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


def test_an_order_moved_here_late_has_not_vanished_from_the_files_of_its_new_cycle(database):
    shop(database)
    first = cycle(database)
    take(database, first, *many(3))
    following = cycle(database, "0526", delivery=date(2099, 5, 27))
    cut(database, first)
    assert take(database, first, *many(4)).vanished == 0  # Y000004 goes to 0526
    own = take(database, following, *many(2, first=50))
    assert (own.new, own.vanished) == (2, 0)
    cut(database, following)
    assert take(database, following, *many(2, first=50)).vanished == 0
    assert take(database, following, *many(1, first=50)).vanished == 1
