"""Each household's bag is labelled when its point is packed: what came, not what was ordered; once; another bag, another label."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain.common.errors import NotFound
from domain.packing import operations as packing
from domain.packing.queries import tote_of_scan, tote_sheet
from domain.packing.words import PointNotPacked
from domain.picking import operations as picking
from domain.picking.records import PickRecord
from domain.printing.records import PrintJobRecord
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, PICKER, RIVER, wanted
from tests.domain.packing.scene import EGG_G, TARE_G, filled, hall, picked, rows, sealed, short
from tests.kept_scenes import kept

ORDERS = (
    wanted("A1", {EGGS: 2, GRAPES: 1}, buyer="王芳", sequence=1),
    wanted("A2", {EGGS: 3}, buyer="李敏", sequence=2),
    wanted("B1", {EGGS: 1}, point=RIVER),
)


@pytest.fixture
@kept
def gate(database):
    """The garden sealed, one box of eggs short; the river with an open crate. Grapes are cold."""
    at = hall(database, *ORDERS, cold=True)
    filled(database, at, at.crates[0], {EGGS: 4, GRAPES: [1480]})
    short(database, at, EGGS, 1)
    sealed(database, at.crates[0], TARE_G + 4 * EGG_G + 1480)
    filled(database, at, at.crates[1], {EGGS: 1}, point=RIVER)
    return at


def labels(database, *, void=False):
    query = select(PrintJobRecord.__table__).where(PrintJobRecord.kind == "bag_label").order_by(PrintJobRecord.id)
    with database.read() as connection:
        rows = connection.execute(query).all()
    return [json.loads(row.body) for row in rows if (row.voided_at is not None) is void]


def bags(database):
    return [
        (body["buyer"], f"{body['number']}/{body['of']}", body["is_cold"], body["items"]) for body in labels(database)
    ]


GARDEN_BAGS = [
    ("王*", "1/2", False, [f"{EGGS} × 2"]),
    ("王*", "2/2", True, [f"{GRAPES} × 1"]),
    ("李*", "1/1", False, [f"{EGGS} × 2"]),
]


def test_a_packed_point_s_bags_say_what_came_and_cold_goods_have_a_bag_of_their_own(database, gate):
    first = packing.ask_bag_labels(database, PICKER, "0525").answer
    assert (first["asked"], first["waiting"]) == (3, [RIVER])
    assert bags(database) == GARDEN_BAGS
    body = labels(database)[0]
    assert (body["point"], body["delivery"], body["pieces"], body["packed_by"]) == (
        GARDEN,
        "2099-05-26",
        2,
        MANAGER.person,
    )
    again = packing.ask_bag_labels(database, MANAGER, "0525").answer
    assert (again["asked"], again["already"], again["jobs"]) == (0, 3, first["jobs"])


def test_the_end_of_the_wave_changes_no_bag(database, gate):
    packing.ask_bag_labels(database, PICKER, "0525")
    sealed(database, gate.crates[1], TARE_G + EGG_G)
    picking.close_wave(database, MANAGER, gate.wave)
    answer = packing.ask_bag_labels(database, PICKER, "0525").answer
    assert (answer["asked"], answer["already"], answer["voided"], answer["waiting"]) == (1, 3, 0, [])
    assert bags(database)[:3] == GARDEN_BAGS


def test_a_point_that_is_not_packed_is_refused_with_what_it_waits_for(database, gate):
    with pytest.raises(PointNotPacked) as refused:
        packing.ask_bag_labels(database, PICKER, "0525", gate.shop.points[RIVER])
    assert (refused.value.point, refused.value.pieces, refused.value.totes) == (RIVER, 0, 1)
    with pytest.raises(NotFound):
        packing.ask_bag_labels(database, PICKER, "0525", 4711)
    assert labels(database) == []


def test_a_crate_opened_again_and_filled_otherwise_makes_other_bags(database, gate):
    packing.ask_bag_labels(database, PICKER, "0525")
    use = packing.reopen_tote(database, MANAGER, gate.crates[0], "少一盒").answer["tote"]
    assert use == gate.crates[0]
    with pytest.raises(PointNotPacked):
        packing.ask_bag_labels(database, PICKER, "0525", gate.shop.points[GARDEN])
    picked(database, gate, None, EGGS, kind="undo", quantity=1, undoes_id=_short_row(database))
    picked(database, gate, _use_of(database, gate.crates[0]), EGGS, quantity=1)
    sealed(database, gate.crates[0], TARE_G + 5 * EGG_G + 1480)
    answer = packing.ask_bag_labels(database, PICKER, "0525", gate.shop.points[GARDEN]).answer
    assert (answer["asked"], answer["already"], answer["voided"]) == (1, 2, 1)
    assert bags(database)[-1] == ("李*", "1/1", False, [f"{EGGS} × 3"])
    assert [body["items"] for body in labels(database, void=True)] == [[f"{EGGS} × 2"]]


def test_what_came_instead_is_in_the_bag_by_its_own_name(database):
    at = hall(database, wanted("A1", {EGGS: 2}, buyer="王芳"))
    use = filled(database, at, at.crates[0], {EGGS: 1})
    given = {"given_product_id": at.shop.products[MELON], "given_fen": 900, "consent": "电话 王芳"}
    picked(database, at, use, EGGS, kind="substitute", quantity=1, order_id=at.orders["A1"], **given)
    with database.read() as connection:
        expected = tote_sheet(connection, at.crates[0]).expected_g
    sealed(database, at.crates[0], expected)
    packing.ask_bag_labels(database, PICKER, "0525")
    assert sorted(labels(database)[0]["items"]) == sorted([f"{EGGS} × 1", f"{MELON} × 1"])


def _short_row(database):
    return next(row.id for row in rows(database, PickRecord) if row.kind == "short")


def _use_of(database, code):
    with database.read() as connection:
        return tote_of_scan(connection, code).use_id
