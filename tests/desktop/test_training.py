"""Training: books and devices of its own, a band that cannot be closed, and never a word in the real books."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.app import Opening
from desktop.practising import Training, practice_settings
from desktop.settings import Settings
from desktop.shell.training_band import BLACK, HEIGHT, WORD, YELLOW
from domain.common.database import open_database
from domain.common.errors import NotForTraining
from domain.common.settings import is_training, mark_as_training
from tests.builders import MANAGER, cut_cycle
from workers import training
from workers.training import codes_to_scan, make_training_ready


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A training company, made once."""
    folder = tmp_path_factory.mktemp("training")
    return folder, make_training_ready(folder)


@pytest.fixture
def window(made, tmp_path, open_window):
    """A window that practises on a copy of it."""
    folder, cycle = made
    place = shutil.copytree(folder / "company", tmp_path / "company")
    settings = practice_settings(Settings(language="en", person="李敏", station="1号台", scale_kind="toledo_8217"))
    settings.last_cycle = cycle
    desk = open_window(place, settings=settings)
    desk.settle()
    yield desk
    QGuiApplication.setApplicationDisplayName("")


def test_books_that_are_marked_open_with_the_band_whoever_opens_them(window):
    band = window.frame.window.band
    assert band is not None
    assert band.isVisible()
    assert (band.width(), band.height()) == (window.frame.window.width(), HEIGHT)
    assert WORD in window.frame.window.windowTitle()
    assert "培训" in WORD
    assert "TRAINING" in WORD


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_band_is_striped_in_both_themes(window, theme):
    window.frame.appearance.choose_theme(theme)
    picture = window.frame.window.grab().toImage()
    row = {picture.pixelColor(x, HEIGHT // 2).name() for x in range(picture.width())}
    assert {YELLOW.lower(), BLACK.lower()} <= row


def test_no_key_and_no_sheet_takes_the_band_away(window, qtbot):
    shell = window.frame.window
    window.frame.appearance.open_settings()
    qtbot.keyClick(shell, Qt.Key.Key_Escape)
    shell.show_station("gate")
    shell.resize(1100, 700)
    assert shell.band.isVisible()
    assert shell.band.width() == shell.width()
    assert shell.settings.y() >= HEIGHT


def test_the_station_weighs_on_the_practice_scale_of_its_own_kind(window, qtbot):
    scale = window.frame.scale
    assert scale.practice is not None
    scale.connect_to("COM3", "st_gs")  # a real port is not reached from here
    assert scale.practice is not None
    scale.practice.pan.put(1012)
    qtbot.waitUntil(lambda: scale.live.net_g == 1012, timeout=5000)


def test_what_is_set_in_training_is_remembered_nowhere(tmp_path):
    real = Settings(tmp_path / "desk.toml", scale_address="COM3", last_cycle="0525")
    own = practice_settings(real)
    own.theme = "dark"
    own.save()
    assert not (tmp_path / "desk.toml").exists()
    assert (real.scale_address, real.last_cycle, real.theme) == ("COM3", "0525", "system")


def test_the_tray_loads_the_pan_and_scans_without_taking_the_keyboard(window, qtbot):
    practice = next(each for each in window.frame.window.children() if isinstance(each, Training))
    tray = practice.tray
    tray.toggle()
    window.settle()
    assert tray.code.count() > 10
    tray.weight.setText("1.250")
    tray.on_put()
    qtbot.waitUntil(lambda: window.frame.scale.live.net_g == 1250, timeout=5000)
    scans = []
    window.frame.gate.scanned.connect(scans.append)
    tray.code.setEditText(tray.code.itemText(0))
    tray.on_scan()
    assert scans == [tray.code.itemData(0)]
    assert not tray.weight.hasFocus()


def test_there_is_something_to_scan(made, tmp_path):
    folder, _cycle = made
    with open_database(folder / "company") as database, database.read() as connection:
        codes = codes_to_scan(connection)
    assert codes[0][0] == codes[0][1]
    assert any(code.isdigit() and len(code) == 13 for _name, code in codes)


def test_real_books_are_never_practised_on(tmp_path, monkeypatch):
    place = tmp_path / "company"
    with open_database(place) as database:
        cut_cycle(database)
        with pytest.raises(NotForTraining):
            mark_as_training(database, MANAGER)
        with database.read() as connection:
            assert not is_training(connection)
    monkeypatch.setattr(training, "run_demo", lambda *_given, **_named: pytest.fail("it touched real books"))
    with pytest.raises(NotForTraining):
        make_training_ready(tmp_path)


def test_a_window_that_shall_practise_on_real_books_opens_nothing(tmp_path, open_window, qtbot, qapp):
    from desktop.app import make_frame

    place = tmp_path / "company"
    with open_database(place) as database:
        cut_cycle(database)
    frame = make_frame(practice_settings(Settings(language="en")))
    practice = Training(frame)
    opening = Opening(frame, str(place), prepared=practice.make_ready)
    frame.window.show()
    opening.open()
    qtbot.waitUntil(lambda: "real books" in frame.window.banner.sentence.text(), timeout=10_000)
    assert opening.parts is None
    opening.close()
    frame.window.close()
    frame.window.deleteLater()
    QGuiApplication.setApplicationDisplayName("")


def test_a_making_that_broke_off_leaves_nothing_that_is_taken_for_training(tmp_path, monkeypatch):
    def broken(*_given: object, **_named: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(training, "run_demo", broken)
        with pytest.raises(OSError, match="full"):
            make_training_ready(tmp_path)
    assert not (tmp_path / "company").exists()
    assert make_training_ready(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["company"]


def test_the_next_window_does_not_bear_the_word(window):
    assert QGuiApplication.applicationDisplayName() == WORD
    window.frame.window.close()
    assert WORD not in QGuiApplication.applicationDisplayName()
