"""The sheet of the scale: found, tried, certified and kept; the station weighs by what the settings then say."""

from __future__ import annotations

import pytest

from desktop.settings import Settings
from desktop.shell import scale_controller
from desktop.shell.scale_controller import ScaleController
from devices.simulators.scale import ScaleSim
from devices.simulators.tcp_end import TcpEnd
from domain.common.database import open_database
from workers.setting_up import scales


@pytest.fixture
def station(tmp_path, open_window):
    """A window on an empty company, its settings in a file."""
    open_database(tmp_path / "company").close()
    desk = open_window(tmp_path / "company", settings=Settings(tmp_path / "desk.toml", language="en"))
    desk.settle()
    return desk


@pytest.fixture
def lead(station) -> ScaleController:
    return next(each for each in station.frame.window.children() if isinstance(each, ScaleController))


@pytest.fixture
def real_scale(monkeypatch):
    """A scale behind a network box, and little patience."""
    monkeypatch.setattr(scales, "LISTEN_S", 0.2)
    end = TcpEnd()
    pan = ScaleSim(end, "os2", interval_s=0.01)
    pan.start()
    yield end, pan
    pan.close()


def test_a_scale_is_found_weighed_and_kept(station, lead, real_scale, qtbot, tmp_path):
    end, pan = real_scale
    station.frame.window.actions_list.trigger("scale")
    assert lead.sheet.isVisible()
    lead.sheet.find_wanted.emit(end.address)
    qtbot.waitUntil(lambda: "It works" in lead.sheet.said.text(), timeout=10_000)
    assert lead.sheet.kind.currentData() == "os2"
    pan.put(1250)
    qtbot.waitUntil(lambda: lead.sheet.live.face.weight == "1.250", timeout=5000)
    lead.sheet.weigh_wanted.emit()
    qtbot.waitUntil(lambda: lead.sheet.said.text() == "The scale works: 1.25 kg, steady.", timeout=5000)
    lead.sheet.tare_wanted.emit()
    qtbot.waitUntil(lambda: lead.sheet.live.face.weight == "0.000", timeout=5000)
    lead.sheet.serial.setText("A-778")
    lead.sheet.until.setText("2030-01-31")
    lead.sheet.done.click()
    assert not lead.sheet.isVisible()
    kept = (tmp_path / "desk.toml").read_text(encoding="utf-8")
    assert 'scale_kind = "os2"' in kept
    assert 'scale_serial = "A-778"' in kept
    assert 'scale_until = "2030-01-31"' in kept
    assert station.frame.scale.certificate.serial == "A-778"


def test_a_day_that_is_none_is_asked_again(station, lead):
    lead.open()
    lead.sheet.until.setText("next year")
    lead.sheet.done.click()
    assert lead.sheet.isVisible()
    assert station.frame.settings.scale_until == ""


def test_where_nothing_speaks_the_sheet_says_what_to_look_at(station, lead, qtbot, monkeypatch):
    monkeypatch.setattr(scale_controller, "places", list)
    lead.open()
    lead.sheet.find_wanted.emit("")
    qtbot.waitUntil(lambda: "No serial port" in lead.sheet.said.text(), timeout=5000)
    lead.sheet.find_wanted.emit("tcp://127.0.0.1:9")
    qtbot.waitUntil(lambda: "cannot be opened" in lead.sheet.said.text(), timeout=10_000)
    assert lead.sheet.done.isEnabled()


def test_a_scale_written_down_by_the_user_may_be_chosen(station, lead, tmp_path):
    folder = tmp_path / "scales"
    folder.mkdir()
    (folder / "mine.toml").write_text('name = "Mine"\nunit = "kg"\nframe = "{STX}{weight 6.3}{CR}"\n', encoding="utf-8")
    lead.open()
    assert lead.sheet.kind.findData("mine") >= 0
    assert lead.sheet.kind.findData("dahua") >= 0


def test_the_scale_is_zeroed_and_tared_from_anywhere(station, lead, qtbot):
    scale = station.frame.scale
    scale.connect_to("practice", "mt_sics")
    pan = scale.practice.pan
    pan.put(850)
    qtbot.waitUntil(lambda: scale.live.state.value == "stable" and scale.live.net_g == 850, timeout=5000)
    station.frame.window.actions_list.trigger("scale_tare")
    qtbot.waitUntil(lambda: scale.live.net_g == 0, timeout=5000)
    station.frame.window.actions_list.trigger("scale_whole")
    qtbot.waitUntil(lambda: scale.live.net_g == 850, timeout=5000)
    lead.crate_tare_g = lambda: 800
    station.frame.window.actions_list.trigger("scale_crate")
    qtbot.waitUntil(lambda: scale.live.net_g == 50, timeout=5000)
    assert "0.800 kg" in station.frame.window.status.news.text()


def test_a_template_of_ones_own_that_is_none_is_named_with_what_to_do(station, lead, tmp_path):
    folder = lead._settings.scales_folder
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('name = "Mine"\nframe = "{weight 7}', encoding="utf-8")
    station.frame.window.actions_list.trigger("scale")
    assert "mine.toml cannot be read" in lead.sheet.said.text()
    assert "Copy one of the shipped templates" in lead.sheet.said.text()
    assert lead.sheet.kind.findData("mine") == -1
