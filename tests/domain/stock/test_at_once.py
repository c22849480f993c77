"""Several stations at once: two cycles want the same goods while others carry them about. On PostgreSQL truly at once."""

from __future__ import annotations

import threading
from datetime import date

from domain.common.errors import Refusal, RuleBroken
from domain.ordering.queries import cycle_id
from domain.stock import operations as stock
from domain.stock.queries import level_faults, usable
from tests.builders import EGGS, MANAGER, cut, cut_cycle, cycle, take, wanted
from tests.domain.stock.scene import a_bin, bring, levels, promised

ROUNDS = 8


def test_two_cycles_share_what_is_carried_about_and_nobody_is_promised_what_is_not_there(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 30}))
    cycle(database, "0526", delivery=date(2099, 5, 27))
    take(database, "0526", wanted("B1", {EGGS: 30}))
    cut(database, "0526")
    dock, shelf = a_bin(database, "DOCK", kind="dock"), a_bin(database)
    lot = bring(database, dock, shop.products[EGGS], 40)

    def carry(there: int, back: int) -> None:
        where = {"lot_id": lot, "quantity": 7}
        stock.move(database, MANAGER, **where, from_bin_id=there, to_bin_id=back)

    faults = at_once(
        lambda: stock.allocate(database, MANAGER, "0525"),
        lambda: stock.allocate(database, MANAGER, "0526"),
        lambda: carry(dock, shelf),
        lambda: carry(shelf, dock),
    )
    assert not faults
    stock.allocate(database, MANAGER, "0525")
    stock.allocate(database, MANAGER, "0526")
    held = [sum(promised(database, code).values()) for code in ("0525", "0526")]
    assert sum(held) == sum(levels(database).values()) == 40
    assert max(held) == 30
    with database.read() as connection:
        assert level_faults(connection) == ()
        assert usable(connection, cycle_id(connection, "0525")) == {shop.products[EGGS]: held[0]}


def at_once(*acts) -> list[Exception]:
    """What went wrong while every act was done again and again in a thread of its own. A refusal of the rules is no
    fault: goods may have been carried off; a rule of the database that had to speak is one.
    """
    ready, faults = threading.Barrier(len(acts)), []

    def run(act) -> None:
        ready.wait()
        for _ in range(ROUNDS):
            try:
                act()
            except Exception as error:  # noqa: BLE001 - kept and compared in the test's own thread
                if isinstance(error, RuleBroken) or not isinstance(error, Refusal):
                    faults.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
