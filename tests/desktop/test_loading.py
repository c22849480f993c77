"""Loading by real keys: the board of vans, crates scanned onto the right van, and a van that leaves with everything named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.settings import Settings
from desktop.widgets.tokens import Tone
from desktop.widgets.vans import COLOURS, ink_on
from domain.common.codes import tote_code
from domain.common.database import open_database
from domain.common.people import Actor, Role
from domain.dispatch.queries import load_list
from domain.routing.words import RouteState
from tests.desktop.keys import Gun, Person
from tests.domain.dispatch import scene
from tests.domain.dispatch.scene import FIRST, OTHER, SECOND

ON_BOTH = pytest.mark.parametrize("made", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def made(request, made_place):
    return made_place(getattr(request, "param", "sqlite"), gate)


def gate(place):
    """Vans V1 (drops 甲 with two crates, 乙 with three) and V2 (丙, one); nothing begun."""
    with open_database(place) as database:
        return scene.gate(database, begun=False)


@pytest.fixture
def desk(made, open_window, qtbot):
    place, there = made
    settings = Settings(language="en", theme="light", person="陈峰", station="1号台")
    desk = open_window(place, settings=settings)
    desk.gate, desk.gun, desk.person = there, Gun(desk), Person(desk, qtbot)
    desk.heard = []
    desk.frame.sounds.played.connect(desk.heard.append)
    desk.frame.appearance.go("dispatch")
    desk.settle()
    return desk


@pytest.fixture
def at_v1(desk):
    """The van V1 is open at the gate."""
    desk.parts.dispatch.open_van(desk.gate.routes["V1"])
    desk.settle()
    desk.person.press(Qt.Key.Key_Return)
    return desk


def view_of(desk):
    return desk.parts.dispatch.loading._view


def band(desk):
    return view_of(desk).band.verdict


def van(desk, code="V1"):
    with desk.database.read() as connection:
        return load_list(connection, desk.gate.routes[code])


def crate(desk, point, at=0):
    return desk.gate.crates[point][at]


def choose(desk, key):
    desk.parts.dispatch.questions.choose(key)
    desk.settle()


def all_on(desk):
    for point in (SECOND, FIRST):
        for code in desk.gate.crates[point]:
            desk.gun.scan(code)


# The board -----------------------------------------------------------------------------------------


@ON_BOTH
def test_the_board_shows_each_van_with_its_limits_and_what_keeps_it(desk):
    faces = [card.face for card in desk.frame.dispatch.cards.cards]
    assert [(face.name, face.done, face.total) for face in faces] == [("V1", 0, 5), ("V2", 0, 1)]
    assert [bar.name for bar in faces[0].bars] == ["Weight", "Volume", "Crates"]
    assert "5 ready" in faces[0].keeps
    assert faces[0].colour != faces[1].colour
    desk.frame.dispatch.cards.cards[1].click()
    desk.settle()
    assert desk.parts.dispatch.loading.gate.van.van == "V2"
    assert view_of(desk).isVisible()
    assert not desk.frame.window.rail.isVisible()


def test_a_vans_name_reads_on_its_colour():
    from desktop.widgets.tokens import contrast

    assert all(contrast(ink_on(colour), colour) >= 4.5 for colour in COLOURS)


@pytest.fixture
def without_plan(open_window, new_place):
    place = new_place("sqlite")
    with open_database(place) as database:
        scene.hall(database)
    desk = open_window(place)
    desk.frame.appearance.go("dispatch")
    desk.settle()
    return desk


def test_without_a_plan_the_board_leads_to_the_routes_and_shows_the_vans_once_one_is_in_force(
    without_plan, monkeypatch
):
    monkeypatch.setattr("desktop.background.routing.SECONDS", 0.6)
    desk = without_plan
    board, routes = desk.frame.dispatch, desk.frame.routes
    assert board.empty.isVisible()
    assert board.empty.title.text() == "No plan is in force"
    board.to_routes.click()
    assert routes.isVisible()
    assert not board.isVisible()
    routes.plan.click()
    desk.settle()
    desk.frame.appearance.go("dispatch")
    desk.settle()
    assert board.empty.isVisible()
    assert "Plan 1 is a draft" in board.empty.sentence.text()
    board.to_routes.click()
    routes.next.click()
    desk.settle()
    desk.frame.appearance.go("dispatch")
    desk.settle()
    assert len(board.cards.cards) >= 1
    assert board.next.isVisible()


# Scans ---------------------------------------------------------------------------------------------


@ON_BOTH
def test_a_crate_of_the_last_drop_goes_on_first_and_the_next_one_is_asked_for(at_v1):
    assert (view_of(at_v1).pane.face.drop, view_of(at_v1).pane.face.name) == ("2", SECOND)
    for at in range(3):
        at_v1.gun.scan(crate(at_v1, SECOND, at))
        assert (band(at_v1).tone, band(at_v1).word, at_v1.heard[-1]) == (Tone.RIGHT, "On the van", "right")
    assert (view_of(at_v1).pane.face.drop, view_of(at_v1).pane.face.name) == ("1", FIRST)
    assert van(at_v1).totes == 3


def test_the_last_crate_of_the_van_is_heard(at_v1):
    all_on(at_v1)
    assert (at_v1.heard[-1], van(at_v1).totes) == ("done", 5)
    assert view_of(at_v1).pane.face.title == "All on V1"


def test_a_crate_of_another_van_is_refused_and_the_right_van_is_named(at_v1):
    at_v1.gun.scan(crate(at_v1, OTHER))
    shown = band(at_v1)
    assert (shown.tone, shown.word, at_v1.heard[-1]) == (Tone.WRONG, "Wrong van", "wrong")
    assert "V2" in shown.what
    assert "V2" in shown.then
    assert (van(at_v1).totes, van(at_v1, "V2").totes) == (0, 0)


def test_a_crate_that_is_too_early_is_loaded_with_a_word(at_v1):
    at_v1.gun.scan(crate(at_v1, FIRST))
    assert (band(at_v1).tone, at_v1.heard[-1], van(at_v1).totes) == (Tone.CAREFUL, "look", 1)
    assert "3 crates" in band(at_v1).then


def test_the_same_crate_twice_counts_once(at_v1):
    at_v1.gun.scan(crate(at_v1, SECOND))
    at_v1.gun.scan(crate(at_v1, SECOND))
    assert (band(at_v1).word, van(at_v1).totes) == ("Already on", 1)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (tote_code("T", 999_999), "Unknown"),
        ("T0000016", "Not a code"),
        ("T000", "Not a code"),
        ("6901234567893", "Not a code"),
    ],
)
def test_what_is_no_crate_is_told_and_nothing_is_loaded(at_v1, code, word):
    at_v1.gun.scan(code)
    assert (band(at_v1).tone, band(at_v1).word, at_v1.heard[-1]) == (Tone.WRONG, word, "unknown")
    assert van(at_v1).totes == 0


def test_two_codes_in_one_load_neither(at_v1):
    at_v1.gun.scan(crate(at_v1, SECOND, 0) + crate(at_v1, SECOND, 1))
    assert (band(at_v1).word, van(at_v1).totes) == ("Not a code", 0)


def test_scans_that_come_faster_than_the_books_all_count_once(at_v1):
    for code in (*at_v1.gate.crates[SECOND], *at_v1.gate.crates[FIRST]):
        at_v1.gun.send(code)
    at_v1.settle()
    assert van(at_v1).totes == 5


def test_a_scan_presses_no_button_whatever_has_the_focus(at_v1):
    view_of(at_v1).keys.buttons["depart"].setFocus()
    at_v1.gun.scan(crate(at_v1, SECOND))
    assert not at_v1.parts.dispatch.questions.isVisible()
    assert van(at_v1).totes == 1


@pytest.fixture
def small(new_place, open_window, qtbot):
    """V1 carries two crates and no more."""
    place = new_place("sqlite")
    with open_database(place) as database:
        there = scene.gate(database, begun=False, max_totes=5)
        database_row = "UPDATE van SET max_totes = 2 WHERE code = 'V1'"
        with database.writer.begin() as connection:
            connection.exec_driver_sql(database_row)
    desk = open_window(place, settings=Settings(language="en", person="陈峰", station="1号台"))
    desk.gate, desk.gun, desk.person = there, Gun(desk), Person(desk, qtbot)
    desk.heard = []
    desk.frame.sounds.played.connect(desk.heard.append)
    desk.parts.dispatch.open_van(there.routes["V1"])
    desk.settle()
    desk.person.press(Qt.Key.Key_Return)
    return desk


def test_what_will_not_fit_is_told_before_the_first_crate(small):
    assert (band(small).tone, band(small).what) == (Tone.CAREFUL, "5, allowed 2")


def test_beyond_the_limit_nothing_is_loaded_until_somebody_allows_it_by_name(small):
    for at in range(3):
        small.gun.scan(crate(small, SECOND, at))
    assert (band(small).word, van(small).totes, small.heard[-1]) == ("Too much", 2, "wrong")
    small.person.press(Qt.Key.Key_F6)
    assert "陈峰 answers" in small.parts.dispatch.questions.sentence.text()
    choose(small, "The manager decided")
    small.gun.scan(crate(small, SECOND, 2))
    assert (van(small).totes, van(small).over_by) == (3, "陈峰")
    assert "陈峰" in view_of(small).bars.foot


def test_who_may_not_allow_more_is_told_so(small):
    small.parts.desk.seat(Actor("阿强", "1号台", Role.PICKER))
    small.person.press(Qt.Key.Key_F6)
    choose(small, "The manager decided")
    assert band(small).tone is Tone.WRONG
    assert van(small).max_totes == 2


# Keys ----------------------------------------------------------------------------------------------


def test_undo_takes_the_last_crate_off(at_v1):
    at_v1.gun.scan(crate(at_v1, SECOND))
    at_v1.person.press(Qt.Key.Key_F8)
    assert (van(at_v1).totes, band(at_v1).word) == (0, "Taken off")


def test_a_crate_comes_off_with_a_reason(at_v1):
    at_v1.gun.scan(crate(at_v1, SECOND, 0))
    at_v1.gun.scan(crate(at_v1, SECOND, 1))
    at_v1.person.press(Qt.Key.Key_F3)
    choose(at_v1, crate(at_v1, SECOND, 0))
    choose(at_v1, "Too heavy")
    assert [each.code for stop in van(at_v1).stops for each in stop.crates if each.is_loaded] == [
        crate(at_v1, SECOND, 1)
    ]


@ON_BOTH
def test_a_van_leaves_with_its_consequence_in_numbers(at_v1):
    all_on(at_v1)
    at_v1.person.press(Qt.Key.Key_F10)
    assert "5 crates" in at_v1.parts.dispatch.questions.sentence.text()
    choose(at_v1, "")
    assert van(at_v1).state == RouteState.DEPARTED
    assert at_v1.heard[-1] == "done"
    at_v1.gun.scan(crate(at_v1, OTHER))
    assert band(at_v1).word == "Van has left"


def test_a_van_does_not_leave_while_crates_are_missing_and_names_them(at_v1):
    at_v1.gun.scan(crate(at_v1, SECOND))
    at_v1.person.press(Qt.Key.Key_F10)
    said = at_v1.parts.dispatch.questions.sentence.text()
    assert crate(at_v1, FIRST) in said
    choose(at_v1, "no")
    assert van(at_v1).state == RouteState.LOADING


def test_what_stays_is_named_with_its_reason_and_the_van_may_leave(at_v1):
    for code in at_v1.gate.crates[SECOND]:
        at_v1.gun.scan(code)
    for at in range(2):
        at_v1.person.press(Qt.Key.Key_F2)
        choose(at_v1, crate(at_v1, FIRST, at))
        choose(at_v1, "No room")
    assert [reason for _what, reason in view_of(at_v1).pane.face.rows] == ["No room", "No room"]
    at_v1.person.press(Qt.Key.Key_F10)
    assert "2 stay here" in at_v1.parts.dispatch.questions.sentence.text()
    choose(at_v1, "")
    assert van(at_v1).state == RouteState.DEPARTED


def test_what_another_station_loads_is_seen_here(at_v1):
    scene.scan(at_v1.database, at_v1.gate.routes["V1"], crate(at_v1, SECOND))
    at_v1.parts.shell.refresh()
    at_v1.settle()
    assert view_of(at_v1).rows.rows[0].count == "1 / 3"


def test_escape_leads_back_to_the_board_and_the_van_stays_open(at_v1):
    at_v1.person.press(Qt.Key.Key_Escape)
    assert at_v1.frame.dispatch.isVisible()
    assert van(at_v1).state == RouteState.LOADING
    assert at_v1.frame.dispatch.cards.cards[0].face.state == "loading"


def test_the_gate_speaks_the_language_of_the_moment(at_v1):
    at_v1.frame.appearance.choose_language("zh_CN")
    at_v1.settle()
    assert view_of(at_v1).pane.face.said == "3 个筐中还差 3"
    assert view_of(at_v1).keys.buttons["depart"].face.word == "发车"
    at_v1.gun.scan(crate(at_v1, SECOND, 0))
    assert band(at_v1).word == "已装"
