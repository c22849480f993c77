"""What is not there: short with a reason, another product with the buyer's word and never dearer, and back again."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.common.errors import ReasonNeeded
from domain.picking.queries import last_acts, substitutes_for, tote_contents
from domain.picking.words import (
    CellDone,
    ConsentNeeded,
    DearerSubstitute,
    NoStock,
    NotASubstitute,
    NothingToUndo,
    ToteIsClosed,
    Verdict,
    WaveNotReady,
)
from domain.totes import operations as totes
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, PICKER, order_ids, product
from tests.domain.picking.scene import CODES, SECOND, events, hall
from tests.domain.stock.scene import bring, levels

DUCK = "鸭蛋"


@pytest.fixture
def night(database):
    return hall(database)


@pytest.fixture
def station(night):
    made = night.station()
    made.scan(night.crates[0])
    return made


@pytest.fixture
def duck(database, night):
    """Duck eggs of the same category at 9 yuan, five of them on the eggs' shelf."""
    made = product(database, DUCK, category="蛋", price_fen=900, weight_g=800)
    night.shop.products[DUCK] = made
    bring(database, 1, made, 5, lot="D1")
    return made


# Short ---------------------------------------------------------------------------------------------


def test_short_pieces_end_the_line_with_their_reason(database, night, station):
    station.scan(CODES[EGGS], quantity=5)
    assert station.short(EGGS)["left"] == 0
    cell = night.cell(GARDEN, EGGS)
    assert (cell.picked, cell.short, cell.shared_short) == (5, 2, 0)
    assert events(database)[-1].reason == "没到货"
    assert station.scan(CODES[EGGS]).verdict is Verdict.DONE_ALREADY


def test_short_needs_a_reason_and_pieces_that_are_open(database, night, station):
    with pytest.raises(ReasonNeeded):
        station.short(EGGS, " ")
    for pieces in (0, 8, -1):
        with pytest.raises(CellDone):
            station.short(EGGS, quantity=pieces)
    assert not events(database)


# Substitutes ---------------------------------------------------------------------------------------


def test_a_substitute_goes_into_the_crate_for_the_first_buyer_at_no_higher_price(database, night, station, duck):
    told = station.substitute(EGGS, DUCK, quantity=2)
    assert (told["order_id"], told["given_fen"]) == (order_ids(database)["A1"], 900)
    assert night.cell(GARDEN, EGGS).substituted == 2
    assert levels(database)["A-01", "D1"] == 3
    with database.read() as connection:
        (item,) = tote_contents(connection, station.stand.tote_use_id)
    assert (item.product, item.pieces, item.weight_g, item.instead_of) == (DUCK, 2, 1600, EGGS)


def test_a_buyer_gets_no_more_instead_than_was_ordered(database, night, station, duck):
    station.substitute(EGGS, DUCK, quantity=2)
    assert station.substitute(EGGS, DUCK, quantity=2)["order_id"] == order_ids(database)["A2"]
    with pytest.raises(CellDone):
        station.substitute(EGGS, DUCK, quantity=2, order_id=order_ids(database)["A1"])


def test_a_substitute_needs_the_buyers_word(database, night, station, duck):
    with pytest.raises(ConsentNeeded):
        station.substitute(EGGS, DUCK, consent="  ")


def test_a_dearer_substitute_is_refused(database, night, station, duck):
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE product SET price_fen = 1001 WHERE id = :id"), {"id": duck})
    with pytest.raises(DearerSubstitute):
        station.substitute(EGGS, DUCK)


def test_only_the_same_category_or_what_the_setting_names_may_stand_in(database, night, station, duck):
    with pytest.raises(NotASubstitute):
        station.substitute(EGGS, MELON)
    with database.writer.begin() as connection:
        value = f'{{"{night.shop.products[EGGS]}": [{night.shop.products[MELON]}]}}'
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('substitutes', :value)"), {"value": value})
    with database.read() as connection:
        assert [one.name for one in substitutes_for(connection, night.shop.products[EGGS])] == [MELON]
    with pytest.raises(NotASubstitute):
        station.substitute(EGGS, DUCK)


def test_what_is_promised_to_others_is_not_given_instead(database, night, station, duck):
    with database.writer.begin() as connection:
        facts = {"d": duck}
        connection.execute(text("UPDATE stock_level SET allocated = 5 WHERE product_id = :d"), facts)
    with pytest.raises(NoStock):
        station.substitute(EGGS, DUCK)


def test_a_substitute_goes_only_into_an_open_crate_of_the_point(database, night, station, duck):
    station.scan(CODES[EGGS])
    totes.tote_full(database, MANAGER, night.crates[0])
    with pytest.raises(ToteIsClosed):
        station.substitute(EGGS, DUCK)


# Undo ----------------------------------------------------------------------------------------------


def test_undo_takes_back_the_newest_act_first(database, night, station, duck):
    station.scan(CODES[EGGS], quantity=2)
    station.weigh(GRAPES, 1510)
    station.short(EGGS, quantity=1)
    station.substitute(EGGS, DUCK)
    told = [station.undo() for _ in range(4)]
    assert [one["kind"] for one in told] == ["substitute", "short", "pick", "pick"]
    assert told[-1]["quantity"] == 2
    for name in (EGGS, GRAPES):
        cell = night.cell(GARDEN, name)
        assert (cell.picked, cell.substituted, cell.short, cell.picked_g) == (0, 0, 0, 0)
    assert levels(database)["A-01", "L1"] == 50
    assert levels(database)["A-01", "D1"] == 5
    with pytest.raises(NothingToUndo):
        station.undo()


def test_an_undone_piece_can_be_picked_again_and_undone_again(database, night, station):
    for _ in range(3):
        station.scan(CODES[EGGS])
        station.undo()
    assert night.cell(GARDEN, EGGS).picked == 0
    assert [event.station_seq for event in events(database)] == [1, 2, 3, 4, 5, 6]


def test_only_the_last_ten_acts_of_this_station_are_taken_back(database):
    night = hall(database)
    station, other = night.station(), night.station(actor=SECOND)
    station.scan(night.crates[0])
    other.scan(night.crates[0])
    for grams in (1500, 1500):
        station.weigh(GRAPES, grams)
    other.scan(CODES[EGGS])
    for _ in range(5):
        station.scan(CODES[EGGS])
        station.undo()
    for _ in range(4):
        station.scan(CODES[EGGS])
    undone = [station.undo()["kind"] for _ in range(5)]
    assert undone == ["pick"] * 5  # four eggs, and of the grapes only the newest is within ten
    with pytest.raises(NothingToUndo):
        station.undo()
    assert night.cell(GARDEN, GRAPES).picked == 1
    assert night.cell(GARDEN, EGGS).picked == 1
    with database.read() as connection:
        acts = last_acts(connection, PICKER.station)
    assert len(acts) == 10
    assert all(act.is_undone for act in acts)


def test_nothing_comes_out_of_a_crate_that_is_closed(database, night, station):
    station.scan(CODES[EGGS])
    totes.tote_full(database, MANAGER, night.crates[0])
    with pytest.raises(ToteIsClosed):
        station.undo()
    assert night.cell(GARDEN, EGGS).picked == 1


def test_nothing_is_undone_in_a_closed_wave(database, night, station):
    from domain.picking import operations as picking

    station.finish()
    picking.close_wave(database, MANAGER, night.waves[GARDEN])
    with pytest.raises(WaveNotReady):
        station.undo()
