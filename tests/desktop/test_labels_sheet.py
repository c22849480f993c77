"""Labels are asked for from the palette: what kind, for whom; what came of it stands at the foot."""

from __future__ import annotations

import pytest

from desktop.settings import Settings
from desktop.shell.labels_controller import LabelsController
from domain.common import staff
from domain.common.database import open_database
from domain.common.people import Role
from domain.printing.queries import counts_by_state
from tests.builders import EGGS, GARDEN, MANAGER, RIVER, wanted
from tests.domain.packing.scene import EGG_G, TARE_G, filled, hall, sealed
from tests.domain.stock.scene import a_bin


@pytest.fixture
def station(tmp_path, open_window):
    """The garden packed, the river not; two shelves, a picker."""
    with open_database(tmp_path / "company") as database:
        at = hall(database, wanted("A1", {EGGS: 1}), wanted("B1", {EGGS: 1}, point=RIVER))
        filled(database, at, at.crates[0], {EGGS: 1})
        sealed(database, at.crates[0], TARE_G + EGG_G)
        a_bin(database, "A-01")
        a_bin(database, "C-01", zone="chilled", walk_order=2)
        staff.keep_person(database, MANAGER, "李敏", Role.PICKER)
    desk = open_window(tmp_path / "company", settings=Settings(tmp_path / "desk.toml", language="en", station="1号台"))
    desk.settle()
    return desk


@pytest.fixture
def sheet(station):
    lead = next(each for each in station.frame.window.children() if isinstance(each, LabelsController))
    station.frame.window.actions_list.trigger("labels")
    station.settle()
    assert lead.sheet.isVisible()
    return lead.sheet


def choose(sheet, kind):
    sheet.kind.setCurrentIndex(sheet.kind.findData(kind))
    return [sheet.whom.itemText(at) for at in range(sheet.whom.count())]


def asked(station):
    station.settle()
    with station.database.read() as connection:
        return counts_by_state(connection).get("queued", 0)


def test_bags_are_asked_for_packed_points_alone(station, sheet):
    assert choose(sheet, "bags") == [GARDEN, "all points"]
    assert choose(sheet, "slips") == [RIVER, GARDEN, "all points"]
    choose(sheet, "bags")
    sheet.whom.setCurrentIndex(1)
    before, told = asked(station), []
    station.parts.desk.news.connect(lambda text, *_rest: told.append(text))
    sheet.done.click()
    assert not sheet.isVisible()
    assert asked(station) == before + 1
    assert told == [f"1 label asked for, 0 before. Not ready, so without labels yet: {RIVER}"]


def test_shelves_are_typed_or_a_zone_is_chosen(station, sheet):
    before = asked(station)
    choose(sheet, "bins")
    sheet.whom.setEditText("a-01")
    sheet.done.click()
    assert asked(station) == before + 1
    station.frame.window.actions_list.trigger("labels")
    station.settle()
    assert choose(sheet, "bins") == ["ambient", "chilled", "frozen", "all in use"]
    sheet.whom.setCurrentIndex(1)
    sheet.done.click()
    assert asked(station) == before + 2


def test_badges_and_the_control_sheet_are_asked_for(station, sheet):
    before = asked(station)
    assert choose(sheet, "badges") == ["李敏", "everybody"]
    sheet.done.click()
    station.frame.window.actions_list.trigger("labels")
    station.settle()
    assert choose(sheet, "control") == ["1号台"]
    sheet.done.click()
    assert asked(station) == before + 2


def test_without_a_plan_no_pallet_can_be_asked_for(station, sheet):
    assert choose(sheet, "pallets") == []
    assert not sheet.done.isEnabled()
    assert sheet.help.text() == "Plan the routes first: then it is known what goes on which van."
