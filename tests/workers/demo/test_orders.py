from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from tests.workers.demo.conftest import AT, LARGER, SMALL
from workers.demo.company import company
from workers.demo.cycles import cycles, planned_cutoff
from workers.demo.orders import night, night_before, shares
from workers.demo.words import Channel, DemoOptions, Fate, sums_of

CUTOFF = cycles(AT)[1].cutoff_at


@pytest.mark.parametrize("orders", [10, 11, 60, 200, 2000])
def test_exactly_so_many_orders_count_at_the_cutoff(orders):
    options = replace(SMALL, orders=orders)
    assert sums_of(night(options, company(options), CUTOFF).orders).orders == orders


@pytest.mark.parametrize("orders", [10, 99, 2000, 50_000])
def test_every_channel_has_its_share_and_the_shares_are_all(orders):
    counts = shares(orders)
    assert set(counts) == set(Channel)
    assert sum(counts.values()) == orders
    assert min(counts.values()) >= 1


def test_every_trouble_happens(evening_orders):
    fates = {line.fate for order in evening_orders.orders for line in order.lines}
    assert fates == set(Fate)
    orders = evening_orders.orders
    assert any(order.is_refunded for order in orders)
    assert any(order.is_withdrawn for order in orders)
    assert any(order.point is None for order in orders)
    assert any(order.point_said for order in orders)


def test_what_is_spoilt_or_taken_back_does_not_count(evening_orders):
    lines = [line for order in evening_orders.orders for line in order.lines]
    gone = [order for order in evening_orders.orders if order.is_refunded or order.is_withdrawn]
    uncounted = sum(line.fate in (Fate.BAD, Fate.UNKNOWN, Fate.REFUNDED) for line in lines)
    uncounted += sum(len(order.lines) for order in gone)
    assert sums_of(evening_orders.orders).lines == len(lines) - uncounted


def test_every_point_and_every_product_is_wanted_by_somebody():
    options = DemoOptions(orders=2000, at=AT)
    made = company(options)
    orders = night(options, made, CUTOFF).orders
    counted = [order for order in orders if order.counted]
    assert {order.point for order in counted} >= set(range(60))
    assert {line.product for order in counted for line in order.counted} == set(range(80))


def test_at_the_peak_an_order_is_little_more_than_one_piece():
    options = DemoOptions(5_000, 50, 20, 10, is_peak=True)
    sums = sums_of(night(options, company(options), CUTOFF).orders)
    assert 1.25 < sums.pieces / sums.orders < 1.35
    assert 1.25 < sums.lines / sums.orders < 1.35


def test_the_first_export_lacks_the_late_comers_and_knew_other_pieces(evening_orders):
    shop = {order.number: order for order in evening_orders.of(Channel.YOUZAN)}
    before = evening_orders.before
    assert set(before) < set(shop)
    changed = [number for number, order in before.items() if order != shop[number]]
    assert changed
    assert all(shop[number].is_withdrawn is before[number].is_withdrawn for number in changed)
    assert {number for number, order in shop.items() if order.is_withdrawn} <= set(before)


def test_nobody_orders_one_product_twice_in_an_order(evening_orders):
    for order in chain(evening_orders.orders, evening_orders.before.values()):
        products = [line.product for line in order.lines if line.fate is not Fate.UNKNOWN]
        assert len(products) == len(set(products))


def test_the_same_seed_gives_the_same_night_and_another_seed_another(town, evening_orders):
    assert night(LARGER, town, CUTOFF) == evening_orders
    other = replace(LARGER, seed=7)
    assert night(other, town, CUTOFF).orders != evening_orders.orders


def test_yesterday_had_no_trouble(town):
    past = night_before(LARGER, town, CUTOFF)
    assert len(past.orders) == 400
    assert all(len(order.counted) == len(order.lines) for order in past.orders)


@pytest.mark.parametrize(
    ("now", "cutoff", "codes"),
    [
        ("2026-05-24 21:40", "2026-05-24 22:00", ("0524", "0525", "0526")),
        ("2026-05-24 22:00", "2026-05-24 22:30", ("0524", "0525", "0526")),
        ("2026-05-24 23:45", "2026-05-25 00:00", ("0524", "0525", "0526")),
        ("2026-12-31 02:10", "2026-12-31 02:30", ("1230", "1231", "0101")),
    ],
)
def test_a_cycle_ends_at_the_next_half_hour_and_is_called_by_its_delivery(now, cutoff, codes):
    at = AT.fromisoformat(f"{now}+08:00")
    assert planned_cutoff(at) == AT.fromisoformat(f"{cutoff}+08:00")
    assert tuple(cycle.code for cycle in cycles(at)) == codes
    assert all(cycle.cutoff_at.date() <= cycle.delivery for cycle in cycles(at))
