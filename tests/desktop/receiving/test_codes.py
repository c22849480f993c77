"""What a scanner reads at the dock beside plain barcodes: GS1 labels, cases, a scale's labels, the control sheet."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.widgets.tokens import Tone
from domain.catalogue.records import BarcodeRecord
from domain.common.codes import check_digit, control_code
from tests.builders import EGGS, GRAPES
from tests.desktop.receiving.hands import CODES, band, line, type_in


def test_a_gs1_label_brings_its_line_with_lot_day_and_weight(dock):
    dock.gun.scan(f"]C1010{CODES[GRAPES]}310301500017270601" + "10AB-7")
    fields = dock.dock.dock.fields
    assert dock.dock.dock.line.product == GRAPES
    assert (fields.lot_code, fields.expires_on, fields.weight_g) == ("AB-7", date(2027, 6, 1), 15_000)
    type_in(dock, "2")
    assert line(dock, GRAPES).received == 2 * line(dock, GRAPES).case_size


def test_the_facts_of_a_label_come_along_to_another_supplier_s_order(dock):
    dock.gun.scan(CODES[EGGS])
    dock.gun.scan(f"]C1010{CODES[GRAPES]}310301500017270601")
    type_in(dock, "")
    assert dock.dock.dock.line.product == GRAPES
    assert dock.dock.dock.fields.weight_g == 15_000


def test_the_code_of_a_case_brings_the_line_of_its_pieces(dock):
    inner = "1" + CODES[EGGS][:12]
    dock.gun.scan(inner + check_digit(inner))
    assert dock.dock.dock.line.product == EGGS


def test_a_scales_label_brings_its_line_with_the_weight_and_a_wrong_digit_nothing(dock):
    with dock.database.writer.begin() as connection:
        product_id = line(dock, GRAPES).product_id
        connection.execute(
            BarcodeRecord.__table__.insert().values(code="2100123", product_id=product_id, kind="in_store")
        )
    digits = "210012315000"
    wrong = digits + str((int(check_digit(digits)) + 1) % 10)
    dock.gun.scan(wrong)
    assert (dock.dock.dock.line, band(dock).word) == (None, "Not a code")
    dock.gun.scan(digits + check_digit(digits))
    assert (dock.dock.dock.line.product, dock.dock.dock.fields.weight_g) == (GRAPES, 15_000)


def test_a_broken_label_is_told_as_one(dock):
    dock.gun.scan(f"]C1010{CODES[GRAPES]}31030150")
    assert (dock.dock.dock.line, band(dock).tone) == (None, Tone.WRONG)
    assert "GS1" in band(dock).what


@pytest.mark.parametrize("word", ["NEXT", "UNDO", "DONE"])
def test_the_control_sheet_says_what_the_keys_say(dock, word):
    dock.gun.scan(CODES[EGGS])
    type_in(dock, "1")
    before = dock.dock.dock.line_id
    dock.gun.scan(control_code(word))
    if word == "NEXT":
        assert dock.dock.dock.line_id != before or len(dock.dock.dock.lines) == 1
    elif word == "UNDO":
        assert (line(dock, EGGS).received, band(dock).word) == (0, "Taken back")
    else:
        assert dock.parts.receiving.questions.isVisible()
