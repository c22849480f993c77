"""Trying a scanner: each scan ends in “works” or a sentence, and a scale's label shows its reading before it is kept."""

from __future__ import annotations

import pytest

from devices.drivers.wedge import WedgeLearner
from domain.catalogue.operations import set_in_store_patterns
from domain.catalogue.queries import in_store_patterns, scanned_product
from domain.catalogue.words import USUAL_PATTERNS, InStorePattern, InStoreReading
from domain.common.codes import check_digit, control_code
from domain.common.sentences import LANGUAGES, in_language, sentence
from tests.builders import MANAGER
from tests.domain.catalogue.test_editing import add
from workers.setting_up.scanners import Candidate, broken_scan, fitting, learnt, test_scan, with_pattern

EAN = "6901234567892"


def label(digits: str) -> str:
    return digits + check_digit(digits)


def tried(database, raw: str):
    with database.read() as connection:
        trial = test_scan(connection, raw)
    for language in LANGUAGES:
        with in_language(language):
            assert "{" not in sentence(trial.tried.notice)
    return trial


@pytest.fixture
def pork(database):
    return add(database, name="五花肉", weighed=True, weight_g=500, barcodes=("2100123",))


@pytest.mark.parametrize(
    ("raw", "works"),
    [
        (EAN, True),
        ("]E0" + EAN, True),
        (EAN[:-1] + "3", False),
        (EAN + EAN, False),
        ("T0000017", True),
        (control_code("UNDO"), True),
        ("LOAD:0525:3", True),
        (f"]C1010{EAN}3103001250", True),
        (f"]C1010{EAN[:-1]}33103001250", False),
        ("取货码 1234", True),
        ("69012\x1d34", False),
        ("x" * 200, False),
        ("", False),
    ],
)
def test_every_scan_ends_in_works_or_a_sentence(database, raw, works):
    assert tried(database, raw).tried.works is works


def test_half_a_scan_says_what_to_set():
    with in_language("en"):
        assert "Enter" in sentence(broken_scan("69012").notice)


def test_a_known_label_shows_product_and_weight(database, pork):
    trial = tried(database, label("210012301250"))
    assert trial.tried.works
    assert (trial.product, trial.tried.notice.fact("facts")) == ("五花肉", "1.25 kg")


def test_a_label_of_18_digits_is_chosen_by_what_is_printed_on_it_and_kept(database, pork):
    raw = label("21001230125003000")
    trial = tried(database, raw)
    (right,) = fitting(trial.candidates, weight_g=1250, amount_fen=3000)
    assert right.pattern.form == "P2 I5 W5 E5 C"
    with database.read() as connection:
        table = with_pattern(in_store_patterns(connection), right.pattern, raw, only_prefix=False)
    set_in_store_patterns(database, MANAGER, table)
    with database.read() as connection:
        assert scanned_product(connection, raw).reading == InStoreReading("2100123", 1250, 3000)
        assert scanned_product(connection, label("210012301250")).weight_g == 1250, "13 digits are as before"


def test_a_price_label_is_kept_for_its_prefix_alone(database, pork):
    raw = label("220012301250")
    trial = tried(database, raw)
    assert not trial.tried.works, "no product has the item 2200123"
    (price,) = fitting(trial.candidates, amount_fen=1250)
    table = with_pattern(USUAL_PATTERNS, price.pattern, raw, only_prefix=True)
    assert table == (InStorePattern("P2 I5 E5 C", ("22",)), *USUAL_PATTERNS)
    assert with_pattern(table, price.pattern, raw, only_prefix=True) == table, "kept twice it is there once"


def test_every_pattern_is_offered_once_and_none_for_a_wrong_digit(database, pork):
    raw = label("210012301250")
    candidates = tried(database, raw).candidates
    assert Candidate(USUAL_PATTERNS[0], InStoreReading("2100123", 1250, None)) == candidates[0]
    assert len({one.reading for one in candidates}) == len(candidates) == 4
    assert tried(database, raw[:-1] + str((int(raw[-1]) + 1) % 10)).candidates == ()


def test_learning_says_how_many_are_still_to_come_and_then_that_it_works():
    learner, said = WedgeLearner(), []
    for scan in range(3):
        for at, key in enumerate(EAN + "\r"):
            learner.press(key, 2.0 * scan + 0.01 * at, is_end=key == "\r")
        found, outcome = learnt(learner)
        said.append((found is not None, outcome.works, "{" in sentence(outcome.notice)))
    assert said == [(False, False, False), (False, False, False), (True, True, False)]


def test_what_cannot_be_learnt_is_a_sentence():
    learner = WedgeLearner()
    for at, key in enumerate((EAN + "\r") * 3):
        learner.press(key, 0.2 * at, is_end=key == "\r")
    found, outcome = learnt(learner)
    assert (found, outcome.works) == (None, False)
    with in_language("en"):
        assert "COM" in sentence(outcome.notice)
