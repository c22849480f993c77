"""Several stations at once: nothing is received twice or too much, nothing is ordered or shared twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from domain.common.errors import Refusal
from domain.common.people import Actor
from domain.purchasing import operations as purchasing
from domain.purchasing.records import PurchaseOrderRecord, ShortageRecord
from domain.purchasing.words import Delivered, OverDelivered, ShortageRule
from tests.builders import EGGS
from tests.domain.purchasing.scene import buy, come, cut_night, levels, line_of

STATIONS = [Actor("李娜", f"收货台{n}") for n in range(4)]


def at_once(act, count=4):
    """What `count` stations get that act at the same moment: answers, or the code of the refusal."""

    def one(number):
        try:
            return act(STATIONS[number % len(STATIONS)])
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(STATIONS)) as stations:
        return list(stations.map(one, range(count)))


def test_stations_that_receive_one_line_never_take_more_than_was_ordered(database):
    shop = cut_night(database)
    buy(database)
    line = line_of(database, EGGS).id
    told = at_once(lambda actor: purchasing.receive(database, actor, line, Delivered(3)).answer["accepted"], 12)
    assert Counter(told) == {3: 8, OverDelivered.code: 4}
    assert (line_of(database, EGGS).received, levels(database, shop.products[EGGS])) == (24, 24)


def test_stations_that_make_the_orders_make_one_order_each_supplier(database):
    cut_night(database)
    at_once(lambda actor: purchasing.make_orders(database, actor, "0525").answer["cycle"])
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(PurchaseOrderRecord)).scalar_one() == 3


def test_stations_that_share_by_different_rules_leave_one_in_force(database):
    shop = cut_night(database)
    buy(database)
    come(database, EGGS, 9)
    rules = dict(zip((actor.station for actor in STATIONS), ShortageRule, strict=True))

    def share(actor):
        return purchasing.share_shortage(database, actor, "0525", shop.products[EGGS], rules[actor.station]).answer[
            "version"
        ]

    told = at_once(share)
    with database.read() as connection:
        states = connection.execute(select(ShortageRecord.version, ShortageRecord.state)).all()
    assert sorted(told) == sorted(row.version for row in states)
    assert [row.state for row in sorted(states)][:-1] == ["superseded"] * (len(states) - 1)
    assert sorted(states)[-1].state == "live"
