"""Each buyer has one slip with their pickup code; it says what comes as far as it is known; who collected needs none."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, update

from domain.common.errors import NotFound
from domain.cutoff.words import CycleNotCut
from domain.handover import operations as handover
from domain.places.records import PointRecord
from domain.printing.records import PrintJobRecord
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, PICKER, RIVER, cut_cycle, cycle, wanted
from tests.domain.handover.scene import delivered

ORDERS = (wanted("A1", {EGGS: 2, GRAPES: 1}, buyer="王芳", sequence=2), wanted("A2", {EGGS: 3}, sequence=1))


def slips(database):
    query = select(PrintJobRecord.__table__).where(
        PrintJobRecord.kind == "pickup_slip", PrintJobRecord.voided_at.is_(None)
    )
    with database.read() as connection:
        return [json.loads(row.body) for row in connection.execute(query.order_by(PrintJobRecord.id))]


def test_a_slip_says_where_when_and_what_of_a_cut_cycle(database):
    points = cut_cycle(database, *ORDERS).points
    with database.writer.begin() as connection:
        hours = {"address": "人民路 18 号", "opens_min": 420, "closes_min": 1200}
        connection.execute(update(PointRecord).where(PointRecord.name == GARDEN).values(**hours))
    first = handover.ask_pickup_slips(database, PICKER, "0525", points[GARDEN]).answer
    again = handover.ask_pickup_slips(database, MANAGER, "0525").answer
    assert (first["asked"], again["asked"], again["already"]) == (2, 0, 2)
    later, sooner = sorted(slips(database), key=lambda body: body["pieces"] != 3 or body["buyer"] != "王*")
    assert (later["address"], later["opens"], later["pieces"]) == ("人民路 18 号", "07:00–20:00", 3)
    assert sorted(later["items"]) == sorted([f"{EGGS} × 2", f"{GRAPES} × 1"])
    assert slips(database)[0] == sooner
    assert len({body["pickup_code"] for body in slips(database)}) == 2


def test_other_hours_make_other_slips_and_void_the_ones_before(database):
    cut_cycle(database, *ORDERS)
    handover.ask_pickup_slips(database, PICKER, "0525")
    with database.writer.begin() as connection:
        connection.execute(update(PointRecord).values(opens_min=480, closes_min=1200))
    answer = handover.ask_pickup_slips(database, PICKER, "0525").answer
    assert (answer["asked"], answer["voided"], len(slips(database))) == (2, 2, 2)


def test_who_collected_needs_no_slip_and_who_waits_reads_what_came(database):
    way = delivered(database)
    with database.read() as connection:
        order = way.hall.orders["A1"]
        code = connection.exec_driver_sql(f"SELECT pickup_code FROM orders WHERE id = {order}").scalar_one()
    handover.collect_by_code(database, MANAGER, way.points[GARDEN], code)
    answer = handover.ask_pickup_slips(database, PICKER, "0525").answer
    assert answer["asked"] == 2
    assert [(body["point"], body["items"]) for body in slips(database)] == [
        (GARDEN, [f"{EGGS} × 2"]),
        (RIVER, [f"{EGGS} × 1"]),
    ]


def test_a_cycle_that_is_not_cut_and_a_point_without_goods_are_refused(database):
    cut_cycle(database, *ORDERS)
    with pytest.raises(NotFound):
        handover.ask_pickup_slips(database, PICKER, "0525", 4711)
    cycle(database, "0526")
    with pytest.raises(CycleNotCut):
        handover.ask_pickup_slips(database, PICKER, "0526")
