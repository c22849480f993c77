"""The printing page by real keys: labels come out of simulated printers, and what is in doubt is asked about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.background import label_pictures
from desktop.views.printing.words import label_name
from desktop.widgets.tokens import Tone
from domain.common.people import Actor
from domain.printing import operations as printing
from domain.printing.words import JobState
from tests.desktop.printing.conftest import ask

ON_BOTH = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)


def words_of(pane) -> list[str]:
    return [button.text() for button in pane.buttons.values()]


@ON_BOTH
def test_what_is_asked_for_comes_out_of_the_printer_while_the_window_is_open(hall):
    printer = hall.practice()
    ask(hall.database, 1, 6)
    hall.look()
    hall.until(lambda: hall.all_out() and printer.printed == 6)
    hall.until(lambda: hall.view.cards.cards[0].face.state == "Ready")
    hall.until(lambda: hall.frame.window.status.printing.text() == "Printer ready")
    assert hall.frame.window.status.printing.tone is Tone.RIGHT
    hall.show_done()
    hall.until(lambda: [row.job.state for row in hall.page.rows.rows] == [JobState.CONFIRMED] * 6)


@ON_BOTH
def test_a_label_in_doubt_is_settled_by_a_key_and_the_rest_comes_out(hall):
    printer = hall.practice()
    printer.wire.reset_after = 2000
    ask(hall.database, 1, 3)
    hall.look()
    hall.until(lambda: JobState.UNCERTAIN in hall.states() and "came_out" in hall.view.pane.buttons)
    assert words_of(hall.view.pane) == ["It came out", "Print again (marked)"]
    assert hall.view.pane.title.text() == "T0000001 阳光花园1 1/3"
    lamp = hall.frame.window.status.printing
    hall.until(lambda: (lamp.text(), lamp.tone) == ("箱签机 · Look at it · 2 labels wait", Tone.CAREFUL))
    printer.wire.reset_after = None
    hall.press(Qt.Key.Key_F2)
    assert hall.states()[0] == JobState.CONFIRMED
    hall.parts.spooling.try_now()
    hall.until(hall.all_out)
    assert printer.printed == 2


def test_what_did_not_come_out_is_printed_again_and_marked(hall):
    printer = hall.practice()
    printer.wire.reset_after = 2000
    ask(hall.database, 1, 1)
    hall.look()
    hall.until(lambda: "again" in hall.view.pane.buttons)
    printer.wire.reset_after = None
    hall.press(Qt.Key.Key_F3)
    hall.parts.spooling.try_now()
    hall.until(lambda: hall.states() == [JobState.CANCELLED, JobState.CONFIRMED])
    hall.show_done()
    hall.until(lambda: len(hall.page.rows.rows) == 2)
    newest = hall.page.rows.rows[0].job
    assert (newest.copy_no, newest.serial) == (2, hall.page.rows.rows[1].job.serial)


@ON_BOTH
def test_labels_that_waited_an_hour_ask_before_they_come_out(hall):
    printer = hall.practice()
    printer.wire.unplug()
    ask(hall.database, 1, 3)
    hall.make_old(61)
    printer.wire.plug_in()
    hall.look()
    hall.parts.spooling.try_now()
    hall.until(lambda: hall.view.band.isVisible())
    assert hall.view.band.sentence.text() == "Print 3 waiting labels (oldest 61 min)?"
    assert [button.text() for button in hall.view.band.buttons.values()] == ["Print all 3", "Let the old ones go"]
    assert printer.printed == 0
    hall.press(Qt.Key.Key_F2)
    hall.until(hall.all_out)
    assert printer.printed == 3


def test_old_labels_that_nobody_wants_are_let_go(quiet_hall):
    quiet_hall.add("箱签机", "tcp://127.0.0.1:9")
    ask(quiet_hall.database, 1, 3)
    quiet_hall.make_old(61)
    quiet_hall.look()
    quiet_hall.press(Qt.Key.Key_F3)
    assert quiet_hall.states() == [JobState.EXPIRED] * 3
    assert "3 labels let go" in quiet_hall.frame.window.toast.sentence.text()


def test_a_printer_without_paper_says_so_with_what_to_do_and_goes_on_with_a_new_roll(hall):
    printer = hall.practice()
    printer.empty()
    ask(hall.database, 1, 2)
    hall.look()
    card = hall.view.cards.cards[0]
    hall.until(lambda: card.face.state == "No paper")
    assert card.face.sentence == "箱签机 has no paper. Put in a new roll and press its feed key."
    assert card.face.foot.startswith("since ")
    hall.until(lambda: hall.frame.window.status.printing.tone is Tone.WRONG)
    printer.refill()
    hall.parts.spooling.try_now()
    hall.until(hall.all_out)
    assert printer.printed == 2


def test_a_paused_printer_prints_nothing_until_it_goes_on(hall):
    printer = hall.practice()
    hall.press(Qt.Key.Key_F6)
    assert hall.page.printer.paused
    ask(hall.database, 1, 2)
    hall.look()
    assert hall.view.band.sentence.text() == "箱签机 is paused: nothing goes out."
    assert printer.printed == 0
    hall.press(Qt.Key.Key_F2)
    hall.until(hall.all_out)
    assert printer.printed == 2


def test_chosen_labels_are_let_go_with_a_reason_and_skipped_by_number(quiet_hall):
    hall = quiet_hall
    hall.add("箱签机", "tcp://127.0.0.1:9")
    ask(hall.database, 1, 6)
    hall.look()
    hall.tab_to(hall.view.table)
    hall.press(Qt.Key.Key_Down)
    hall.press(Qt.Key.Key_Delete)
    hall.press(Qt.Key.Key_Return)
    assert hall.states() == [JobState.QUEUED, JobState.CANCELLED] + [JobState.QUEUED] * 4
    hall.press(Qt.Key.Key_F8)
    hall.press(Qt.Key.Key_Up)
    hall.tab_to(hall.parts.printing.skip.reason)
    hall.type("torn")
    hall.press(Qt.Key.Key_Return)
    assert hall.states() == [JobState.CANCELLED] * 3 + [JobState.QUEUED] * 3
    assert [label_name(row.job)[:8] for row in hall.page.rows.rows] == ["T0000004", "T0000005", "T0000006"]


def test_a_label_goes_to_another_printer_and_back(quiet_hall):
    hall = quiet_hall
    hall.add("一号", "tcp://127.0.0.1:9", station="1号台")
    hall.add("二号", "tcp://127.0.0.1:9", station="2号台")
    ask(hall.database, 1, 2, Actor("陈峰", "1号台"))
    hall.look()
    hall.press(Qt.Key.Key_F7)
    hall.press(Qt.Key.Key_1)
    assert [len(hall.queue(name)) for name in ("一号", "二号")] == [1, 1]
    hall.frame.window.toast.action.click()
    hall.settle()
    assert [len(hall.queue(name)) for name in ("一号", "二号")] == [2, 0]


def test_a_label_that_came_out_is_printed_again_with_a_reason(hall):
    printer = hall.practice()
    ask(hall.database, 1, 1)
    hall.look()
    hall.until(hall.all_out)
    hall.show_done()
    hall.press(Qt.Key.Key_F9)
    hall.press(Qt.Key.Key_Return)
    hall.until(lambda: printer.printed == 2 and len(hall.states()) == 2 and hall.all_out())


def test_the_picture_is_the_label_that_comes_out_dot_for_dot(hall):
    printer = hall.practice()
    ask(hall.database, 1, 1)
    hall.look()
    hall.until(lambda: hall.all_out() and printer.printed == 1)
    hall.show_done()
    hall.until(lambda: hall.view.pane.picture.image is not None)
    assert hall.view.pane.picture.image == label_pictures.as_image(printer.wire.printer.labels[0])


def test_another_desk_that_prints_is_named(quiet_hall):
    hall = quiet_hall
    printer_id = hall.add("箱签机", "tcp://127.0.0.1:9")
    printing.take_lease(hall.database, Actor("小周", "二号台"), printer_id, "二号台/window")
    hall.look()
    face = hall.view.cards.cards[0].face
    assert (face.state, face.foot) == ("In use", "二号台 prints on it")


def test_labels_that_nobody_prints_say_which_desk_could(quiet_hall):
    quiet_hall.add("箱签机", "tcp://127.0.0.1:9", station="打单台")
    ask(quiet_hall.database, 1, 1)
    quiet_hall.look()
    face = quiet_hall.view.cards.cards[0].face
    assert (face.state, face.sentence) == ("Nobody prints", "Open Daybreak at 打单台: it prints there.")
