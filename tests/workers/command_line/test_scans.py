"""`scan CODE` says what the stations would take a code for."""

from __future__ import annotations

import pytest

from domain.catalogue.words import ReadCode
from domain.common.codes import check_digit
from domain.common.database import open_database
from tests.domain.catalogue.test_editing import add
from workers.scan_reading import read_scan

EAN = "6901234567892"
IN_STORE = "210012301250" + check_digit("210012301250")


def test_the_door_gives_one_reading_whatever_the_scanner_sends_before_it():
    assert read_scan(f"]E0{EAN}") == read_scan(EAN) == ReadCode(EAN)
    assert read_scan("t0000017").text == "T0000017"
    read = read_scan(f"]C1010{EAN}310300125015260601" + "10AB")
    assert (read.gtin, read.weight_g, read.lot, read.expires_on.isoformat()) == (f"0{EAN}", 1250, "AB", "2026-06-01")
    assert read_scan(IN_STORE[:-1] + str((int(IN_STORE[-1]) + 1) % 10)).fault == "wrong_check_digit"


@pytest.fixture
def pork(place):
    """Belly pork, labelled by the shop's scale and by its maker."""
    with open_database(place) as database:
        add(database, name="五花肉", weighed=True, weight_g=500, barcodes=("2100123", EAN))


def test_a_scales_label_is_read_with_its_weight(pork, run):
    body = run("scan", IN_STORE).body
    assert (body["name"], body["weight_g"], body["amount_fen"]) == ("五花肉", 1250, None)


def test_a_gs1_label_is_read_with_its_weight_and_last_day(pork, run):
    body = run("scan", f"]C1010{EAN}310300125015260601").body
    assert (body["gs1"], body["weight_g"], body["expires_on"]) == (True, 1250, "2026-06-01")


def test_a_wrong_digit_is_refused_and_an_unknown_code_too(pork, run):
    refused = run("scan", IN_STORE[:-1] + str((int(IN_STORE[-1]) + 1) % 10))
    assert (refused.code, refused.body["fault"]) == (1, "wrong_check_digit")
    assert run("scan", "4006381333931").code == 1
    assert run("scan", "LOAD:0525:3").body["own"] == "paper"
