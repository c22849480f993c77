from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.settings import Settings, load
from desktop.shell import model
from desktop.shell.keeping import proposed_name
from desktop.version import VERSION
from desktop.widgets.theme import tokens
from desktop.widgets.tokens import Tone
from domain.common.database import open_database
from domain.common.sentences import use_language
from domain.cutoff.queries import paper_head
from tests import builders

ROOT = Path(__file__).resolve().parents[2]
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(desk, key, modifier=CONTROL):
    QTest.keyClick(desk.frame.window.windowHandle(), key, modifier)
    desk.settle()


@pytest.fixture
def night(open_window, new_place):
    """A window on a shop whose cycle took four orders."""
    place = new_place("sqlite")
    with open_database(place) as database:
        builders.shop(database)
        builders.cycle(database, "0525", title="端午团")
        builders.take(database, "0525", *builders.many(4))
    return open_window(place)


def test_the_first_window_needs_no_slow_library():
    """Qt and our own words alone: the database library comes behind the shown window, the rest when it is needed."""
    program = (
        "import sys\n"
        "from desktop.app import make_application, make_frame\n"
        "from desktop.settings import Settings\n"
        "application = make_application()\n"
        "frame = make_frame(Settings())\n"
        "frame.window.show()\n"
        "application.processEvents()\n"
        "slow = ('sqlalchemy', 'alembic', 'reportlab', 'xlsxwriter', 'python_calamine', 'PIL', 'psycopg', 'pypdfium2')\n"
        "print([name for name in slow if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_without_a_display_a_line_says_what_to_do():
    program = "import sys; from desktop.app import run; sys.exit(run(None))"
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "main.py --help" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_in_use_is_told_in_the_window_and_can_be_tried_again(open_window, new_place, qtbot, qapp):
    from desktop.app import Opening, make_frame
    from tests.desktop.conftest import close

    place = new_place("sqlite")
    holder = open_database(place, who="陈峰")
    frame = make_frame(Settings(language="en"))
    opening = Opening(frame, place)
    frame.window.show()
    opening.open()
    banner = frame.window.banner
    qtbot.waitUntil(lambda: bool(banner.sentence.text()), timeout=20_000)
    assert "陈峰" in banner.sentence.text()
    assert opening.parts is None
    holder.close()
    banner.action.click()
    qtbot.waitUntil(lambda: opening.parts is not None, timeout=20_000)
    assert banner.isHidden()
    close(frame, opening)


def test_the_head_names_the_day_the_cycle_and_the_cutoff(night):
    header = night.frame.window.header
    assert header.cycle.text() == "Tue 26 May · 端午团"
    assert header.state.text().startswith("Cutoff in ")
    assert header.person.text() == "陈峰 · 1号台"


def test_the_head_tells_of_the_cut(night):
    builders.cut(night.database)
    night.parts.shell.refresh()
    night.settle()
    assert night.frame.window.header.state.text().startswith("Cut off ")
    assert "snapshot 1" in night.frame.window.header.state.text()


@pytest.mark.parametrize(
    ("minutes", "tone", "word"),
    [(90, Tone.RUNNING, "in 1 h 30 min"), (10, Tone.CAREFUL, "in 10 min"), (-5, Tone.CAREFUL, "due for 5 min 00 s")],
)
def test_the_cutoff_is_counted_down(night, minutes, tone, word):
    cycle = night.parts.desk.cycle
    text, found = model.header_state(cycle, None, cycle.cutoff_at - timedelta(minutes=minutes))
    assert (found, text.removeprefix("Cutoff ")) == (tone, word)


def test_a_new_cycle_is_proposed_for_the_next_evening():
    day = datetime(2026, 5, 25, 15, 0).astimezone()
    early = model.proposed_wish(day, frozenset())
    late = model.proposed_wish(day.replace(hour=21), frozenset({"0527"}))
    assert (early.code, early.cutoff_at.hour, str(early.delivery)) == ("0526", 20, "2026-05-26")
    assert (late.code, str(late.delivery)) == ("0527-2", "2026-05-27")


def test_a_cycle_is_opened_from_the_form(empty_window):
    press(empty_window, Qt.Key.Key_N)
    sheet = empty_window.frame.window.cycle_sheet
    sheet.code.setText("0526")
    sheet.done.click()
    empty_window.settle()
    assert sheet.isHidden()
    assert empty_window.parts.desk.code == "0526"
    assert "0526" in empty_window.frame.window.status.news.text()


def test_a_code_that_is_taken_keeps_the_form_open_with_the_reason(night):
    press(night, Qt.Key.Key_N)
    sheet = night.frame.window.cycle_sheet
    sheet.code.setText("0525")
    sheet.done.click()
    night.settle()
    assert sheet.isVisible()
    assert "0525" in sheet.code.parentWidget().complaint.text()


def test_the_palette_finds_an_order_by_the_tail_of_its_phone(night):
    press(night, Qt.Key.Key_K)
    palette = night.frame.window.palette_sheet
    palette.field.setText("0003")
    night.settle()
    titles = [hit.title for hit in palette.model.hits]
    assert any(title.startswith("Y000003") for title in titles)
    assert all("13900000003" not in hit.detail for hit in palette.model.hits)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    night.settle()
    assert night.parts.orders.table.detail.order.number == "Y000003"
    assert night.frame.orders.isVisible()


def test_the_palette_does_commands_by_their_words(night):
    press(night, Qt.Key.Key_K)
    palette = night.frame.window.palette_sheet
    palette.field.setText("held")
    night.settle()
    assert [hit.title for hit in palette.model.hits] == ["Held rows"]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    night.settle()
    assert night.frame.orders.current == "held"


def test_the_palette_says_when_there_is_nothing(night):
    press(night, Qt.Key.Key_K)
    palette = night.frame.window.palette_sheet
    palette.field.setText("no such thing")
    night.settle()
    assert palette.model.hits == []
    assert palette.nothing.isVisible()


@pytest.mark.parametrize(
    ("key", "page"),
    [(Qt.Key.Key_H, "held"), (Qt.Key.Key_L, "late"), (Qt.Key.Key_T, "cutoff"), (Qt.Key.Key_P, "papers")],
)
def test_every_page_has_its_key(night, key, page):
    press(night, key)
    assert night.frame.orders.current == page
    assert night.frame.orders.isVisible()


def test_the_workspaces_have_their_keys(night):
    press(night, Qt.Key.Key_2)
    assert night.frame.orders.isVisible()
    press(night, Qt.Key.Key_1)
    assert night.frame.today.isVisible()


def test_the_theme_changes_while_one_looks(night):
    window = night.frame.window
    light = window.grab().toImage()
    press(night, Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert tokens().name == "dark"
    assert window.grab().toImage().pixelColor(700, 700) != light.pixelColor(700, 700)
    assert night.frame.settings.theme == "dark"


def test_the_person_and_station_are_written_into_every_change(night):
    sheet = night.frame.window.settings
    night.frame.appearance.open_settings()
    sheet.person.setText("王敏")
    sheet.station.setText("主管台")
    sheet.done.click()
    assert night.frame.window.header.person.text() == "王敏 · 主管台"
    assert night.parts.desk.actor.person == "王敏"


def test_window_and_choices_are_remembered(open_window, new_place, tmp_path):
    file = tmp_path / "desk.toml"
    place = new_place("sqlite")
    desk = open_window(place, settings=load(file))
    desk.frame.appearance.choose_theme("dark")
    desk.frame.appearance.choose_language("en")
    desk.frame.window.resize(1200, 700)
    desk.frame.window.close()
    kept = load(file)
    assert (kept.theme, kept.language) == ("dark", "en")
    assert kept.geometry


def test_a_backup_is_made_and_its_time_shown(night, tmp_path):
    night.parts.keeping.back_up(tmp_path / "night.backup")
    night.settle()
    assert (tmp_path / "night.backup").exists()
    assert "verified" in night.frame.window.status.backup.text()
    assert proposed_name(datetime(2026, 5, 26, 3, 10).astimezone()) == "daybreak-20260526-0310.backup"


def test_about_names_the_version_of_the_project():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


def test_the_cycle_menu_switches_cycles(night):
    builders.cycle(night.database, "0527")
    night.parts.shell.refresh()
    night.settle()
    menu = night.frame.window.header.cycles_menu()
    texts = [action.text() for action in menu.actions()]
    assert any("0525" in text for text in texts)
    next(action for action in menu.actions() if "0527" in action.text()).trigger()
    night.settle()
    assert night.parts.desk.code == "0527"
    assert night.frame.settings.last_cycle == "0527"


def test_a_fault_is_told_with_what_is_safe(night):
    use_language("en")
    night.parts.desk.runner.failed.emit(ValueError("x"))
    assert "ValueError" in night.frame.window.toast.sentence.text()
    assert "Nothing was half done" in night.frame.window.toast.sentence.text()


def test_the_company_is_named_in_the_settings_and_papers_say_so(night):
    night.frame.appearance.open_settings()
    sheet = night.frame.window.settings
    assert sheet.company.isVisible()
    sheet.company.setText("  晨光优选 ")
    sheet.done.click()
    night.settle()
    builders.cut(night.database)
    with night.database.read() as connection:
        assert paper_head(connection, "0525").company == "晨光优选"
    night.frame.appearance.open_settings()
    assert sheet.company.text() == "晨光优选"
