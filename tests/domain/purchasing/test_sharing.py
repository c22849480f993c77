"""A shortage in the books: who is short, previewed with names, shared by a rule, kept and recomputed, shared anew."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import insert, select, text

from domain.common.errors import NotAllowed
from domain.common.records import SettingRecord
from domain.cutoff import operations as cutoff
from domain.ordering.operations import tag_buyer
from domain.purchasing import operations as purchasing
from domain.purchasing.queries import recomputed, shared_products, shortage_preview, shortage_shares
from domain.purchasing.records import ShortageRecord, ShortageShareRecord
from domain.purchasing.words import (
    AvailableOutOfRange,
    NobodyWants,
    NotShared,
    NotShort,
    ShortageRule,
)
from tests.builders import CLERK, EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER, SHANGHAI, order_ids, wanted
from tests.domain.ordering.books import trail
from tests.domain.purchasing.scene import buy, come, cut_night, short
from tests.domain.rules_kit import without_guards
from tests.kept_scenes import kept

FIRST, RATA, TAGGED, WHOLE = ShortageRule


def paid(hour):
    return datetime(2026, 5, 25, hour, tzinfo=SHANGHAI)


@pytest.fixture
@kept
def night(database):
    """Ten eggs wanted by B (paid first), A, D and C (who say no time); seven came. Melons: as wanted."""
    shop = cut_night(
        database,
        wanted("A", {EGGS: 2}, buyer="李雷", phone="13900000001", ordered_at=paid(10), sequence=1),
        wanted(
            "B", {EGGS: 3, MELON: 2}, buyer="王芳", phone="13900000002", ordered_at=paid(9), point=RIVER, sequence=2
        ),
        wanted("C", {EGGS: 1}, buyer="Zoe", phone="13900000003", sequence=3),
        wanted("D", {EGGS: 4}, buyer="赵敏", phone="13900000004", ordered_at=paid(20), point=RIVER, sequence=4),
    )
    buy(database)
    come(database, EGGS, 7)
    return shop


def share(database, night, rule=FIRST, product=EGGS, **how):
    return purchasing.share_shortage(database, MANAGER, "0525", night.products[product], rule, **how).answer


def given(database, night, product=EGGS):
    """What each order is given now, by its number."""
    with database.read() as connection:
        found = shortage_shares(connection, "0525", night.products[product])
    return {row.order: row.given for row in found.rows} if found else {}


def preview(database, night, rule=FIRST, **how):
    with database.read() as connection:
        return shortage_preview(connection, "0525", night.products[EGGS], rule, **how)


# What is short -------------------------------------------------------------------------------------------


def test_a_product_is_short_by_what_is_not_there(database, night):
    found = short(database)
    eggs = found[EGGS]
    assert (eggs.wanted, eggs.available, eggs.short, eggs.orders, eggs.points) == (10, 7, 3, 4, 2)
    assert (eggs.still_to_come, eggs.is_settled, eggs.shared) == (0, True, None)
    melon = found[MELON]
    assert (melon.short, melon.still_to_come, melon.is_settled) == (2, 2, False)


def test_nothing_is_short_when_everything_came(database, night):
    come(database, EGGS, 3)
    come(database, MELON, 2)
    assert short(database) == {}


def test_an_amendment_makes_a_product_short_and_ends_it(database, night):
    cutoff.amend_order(database, MANAGER, order_ids(database)["D"], night.products[EGGS], 1, "改单")
    assert EGGS not in short(database)
    cutoff.amend_order(database, MANAGER, order_ids(database)["D"], night.products[EGGS], 9, "改单")
    assert (short(database)[EGGS].wanted, short(database)[EGGS].short) == (15, 8)


def test_a_company_that_keeps_no_stock_is_short_of_nothing_it_never_received(database, night):
    insert_setting(database, "stock", '"untracked"')
    assert set(short(database)) == {EGGS}


def insert_setting(database, name, value):
    with database.writer.begin() as connection:
        connection.execute(insert(SettingRecord).values(name=name, value=value))


# The preview ---------------------------------------------------------------------------------------------


def test_the_preview_names_who_gets_what_and_writes_nothing(database, night):
    found = preview(database, night)
    assert [(r.order, r.point, r.sequence, r.name, r.phone_tail, r.wanted, r.given) for r in found.rows] == [
        ("B", RIVER, 2, "王*", "0002", 3, 3), ("A", GARDEN, 1, "李*", "0001", 2, 2),
        ("D", RIVER, 4, "赵*", "0004", 4, 2), ("C", GARDEN, 3, "Z*", "0003", 1, 0),
    ]  # fmt: skip
    assert (found.wanted, found.available, found.given) == (10, 7, 7)
    assert [(row.order, row.short) for row in found.short_rows] == [("D", 2), ("C", 1)]
    with database.read() as connection:
        assert not connection.execute(select(ShortageRecord.id)).all()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (FIRST, {"B": 3, "A": 2, "D": 2, "C": 0}),
        # quotas 2.1, 1.4, 2.8, 0.7
        (RATA, {"B": 2, "A": 1, "D": 3, "C": 1}),
        (WHOLE, {"B": 3, "A": 2, "D": 0, "C": 1}),
    ],
)
def test_each_rule_is_previewed_committed_kept_and_recomputed(database, night, rule, expected):
    seen = preview(database, night, rule)
    answer = share(database, night, rule)
    assert {row.order: row.given for row in seen.rows} == given(database, night) == expected
    assert (answer["wanted"], answer["available"], answer["given"]) == (10, 7, sum(expected.values()))
    with database.read() as connection:
        assert recomputed(connection, answer["shortage"])
        assert shared_products(connection, "0525") == (night.products[EGGS],)
    assert (short(database)[EGGS].shared, short(database)[EGGS].shared_given) == (rule, sum(expected.values()))
    assert [row.person for row in trail(database, "shortage_shared")] == ["李娜"]


def test_tagged_buyers_go_first(database, night):
    tag_buyer(database, MANAGER, order_ids(database)["C"], "老客")
    tag_buyer(database, MANAGER, order_ids(database)["D"], "VIP")
    share(database, night, TAGGED)
    assert given(database, night) == {"D": 4, "C": 1, "B": 2, "A": 0}, "none named: any tag counts"
    assert {row.order for row in preview(database, night, TAGGED, tags=("老客", "VIP")).rows if row.is_tagged} == {
        "C",
        "D",
    }
    answer = share(database, night, TAGGED, tags=(" VIP", "老客"))
    assert given(database, night) == {"D": 4, "C": 1, "B": 2, "A": 0}
    share(database, night, TAGGED, tags=("老客",))
    assert given(database, night) == {"C": 1, "B": 3, "A": 2, "D": 1}
    with database.read() as connection:
        assert recomputed(connection, answer["shortage"])


def test_a_tag_hung_on_later_does_not_change_what_was_shared(database, night):
    tag_buyer(database, MANAGER, order_ids(database)["C"], "老客")
    answer = share(database, night, TAGGED, tags=("老客",))
    tag_buyer(database, MANAGER, order_ids(database)["D"], "老客")
    with database.read() as connection:
        assert recomputed(connection, answer["shortage"])


# Sharing anew --------------------------------------------------------------------------------------------


def test_sharing_anew_supersedes_and_the_same_again_changes_nothing(database, night):
    first = share(database, night)
    same = share(database, night)
    assert (same["unchanged"], same["shortage"], same["version"]) == (True, first["shortage"], 1)
    come(database, EGGS, 1)
    second = share(database, night)
    assert (second["unchanged"], second["version"], second["available"]) == (False, 2, 8)
    assert given(database, night) == {"B": 3, "A": 2, "D": 3, "C": 0}
    with database.read() as connection:
        states = connection.execute(select(ShortageRecord.version, ShortageRecord.state)).all()
        assert {tuple(row) for row in states} == {(1, "superseded"), (2, "live")}
        assert recomputed(connection, first["shortage"])


def test_a_person_may_reckon_with_what_is_still_to_come_and_not_with_more(database, night):
    assert share(database, night, product=MELON, available=1)["given"] == 1
    with pytest.raises(AvailableOutOfRange):
        share(database, night, available=8)
    with pytest.raises(AvailableOutOfRange):
        share(database, night, available=-1)


def test_what_is_there_is_not_shared(database, night):
    come(database, EGGS, 3)
    with pytest.raises(NotShort):
        share(database, night)
    with pytest.raises(NobodyWants):
        share(database, night, product=GRAPES)


def test_a_sharing_is_lifted_when_enough_came_after_all(database, night):
    share(database, night)
    come(database, EGGS, 3)
    purchasing.lift_shortage(database, MANAGER, "0525", night.products[EGGS])
    assert given(database, night) == {}
    with pytest.raises(NotShared):
        purchasing.lift_shortage(database, MANAGER, "0525", night.products[EGGS])


def test_a_clerk_does_not_decide_who_goes_short(database, night):
    with pytest.raises(NotAllowed):
        purchasing.share_shortage(database, CLERK, "0525", night.products[EGGS], FIRST)


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE shortage_share SET given = given + 1 WHERE rank = 4",
        "UPDATE shortage_share SET given = CASE rank WHEN 1 THEN 2 WHEN 3 THEN 3 ELSE given END",
        "UPDATE shortage_share SET rank = 5 - rank",
        "UPDATE shortage_share SET wanted = wanted + 1 WHERE rank = 1",
        "UPDATE shortage_share SET tagged = 1 WHERE rank = 1",
        "UPDATE shortage SET rule = 'whole_line'",
        "UPDATE shortage SET available = available + 1",
        "UPDATE shortage SET given = given - 1",
        "DELETE FROM shortage_share WHERE rank = 4",
    ],
)
def test_a_share_altered_behind_the_guards_is_found(database, night, forgery):
    answer = share(database, night)
    with database.writer.connect() as connection, connection.begin() as transaction:
        with without_guards(connection):
            assert connection.execute(text(forgery)).rowcount
        assert not recomputed(connection, answer["shortage"])
        transaction.rollback()


def test_every_line_of_the_product_is_kept(database, night):
    share(database, night)
    with database.read() as connection:
        rows = connection.execute(select(ShortageShareRecord.__table__).order_by(ShortageShareRecord.rank)).all()
    numbers = {number: name for name, number in order_ids(database).items()}
    assert [(row.rank, numbers[row.order_id], row.wanted) for row in rows] == [
        (1, "B", 3), (2, "A", 2), (3, "D", 4), (4, "C", 1),
    ]  # fmt: skip
