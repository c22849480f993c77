"""A label printer is added in three steps, and its test label comes out before it is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from domain.printing.queries import printers
from tests.desktop.printing.conftest import ask
from workers.practice import practice_printer

KIND = "tsc_tspl_203"


@pytest.fixture
def steel():
    """A printer that the books do not know yet."""
    made = practice_printer(KIND)
    yield made
    made.close()


def rows(hall):
    with hall.database.read() as connection:
        return printers(connection)


def test_a_printer_is_added_tested_and_prints_what_waited_for_it(hall, steel):
    ask(hall.database, 1, 2)
    hall.look()
    assert "2 labels wait for one and are kept." in hall.view.empty.sentence.text()
    hall.tab_to(hall.view.first)
    hall.press(Qt.Key.Key_Return)
    hall.type(steel.address)
    hall.press(Qt.Key.Key_Return)
    assert hall.sheet.name.hasFocus()
    hall.sheet.kind.setCurrentIndex(hall.sheet.kind.findData(KIND))
    hall.sheet.kind_chosen.emit(KIND)
    hall.tab_to(hall.sheet.done)
    hall.press(Qt.Key.Key_Return)
    hall.press(Qt.Key.Key_Return)
    hall.until(lambda: "works" in hall.sheet.told.text())
    assert steel.printed == 1
    assert hall.sheet.picture.image is not None
    hall.press(Qt.Key.Key_Return)
    hall.until(lambda: steel.printed == 3)
    assert [(row.profile, row.media, row.link) for row in rows(hall)] == [(KIND, "60x40", steel.address)]


def test_a_printer_that_is_not_there_ends_in_a_sentence_and_an_address_is_judged(hall, steel):
    steel.wire.unplug()
    hall.parts.printing.adding.open()
    hall.settle()
    hall.type("printer 3")
    hall.press(Qt.Key.Key_Return)
    assert "tcp://HOST:PORT" in hall.sheet.address_field.complaint.text()
    hall.sheet.address.setText(steel.address)
    hall.press(Qt.Key.Key_Return)
    hall.tab_to(hall.sheet.done)
    hall.press(Qt.Key.Key_Return)
    hall.sheet.try_it.click()
    hall.until(lambda: "cannot be reached" in hall.sheet.told.text())
    steel.wire.plug_in()


def test_a_printer_is_changed_and_taken_out_of_use(hall, steel):
    hall.add("箱签机", steel.address)
    hall.view.edit.click()
    hall.settle()
    assert hall.sheet.address.text() == steel.address
    hall.press(Qt.Key.Key_Return)
    hall.sheet.media.setCurrentText("70x50")
    hall.parts.printing.adding.on_next()
    hall.settle()
    hall.parts.printing.adding.on_next()
    hall.settle()
    assert [row.media for row in rows(hall)] == ["70x50"]
    hall.view.edit.click()
    hall.settle()
    hall.sheet.retire.click()
    hall.settle()
    hall.press(Qt.Key.Key_Return)
    assert rows(hall) == ()
    assert hall.view.empty.isVisible()
