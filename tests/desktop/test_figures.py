from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.widgets import figures
from domain.common.sentences import use_language


@pytest.fixture(params=["en", "zh_CN"])
def language(request):
    use_language(request.param)
    return request.param


def test_numbers_carry_their_unit(language):
    said = {"en": ("1 order", "2,014 orders", "1 piece"), "zh_CN": ("1 单", "2,014 单", "1 件")}[language]
    assert (figures.orders(1), figures.orders(2014), figures.pieces(1)) == said


def test_fen_are_shown_as_yuan():
    assert figures.yuan(904740) == "¥9,047.40"
    assert figures.yuan(5) == "¥0.05"


def test_a_day_names_its_weekday(language):
    said = figures.day(date(2026, 5, 26))
    assert said == {"en": "Tue 26 May", "zh_CN": "5月26日 周二"}[language]


def test_a_moment_is_read_in_local_time():
    assert figures.clock(datetime(2026, 5, 25, 12, 0, tzinfo=UTC)) == "20:00"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=5), "0 min 05 s"),
        (timedelta(minutes=9, seconds=59), "9 min 59 s"),
        (timedelta(minutes=42), "42 min"),
        (timedelta(hours=1, minutes=2), "1 h 02 min"),
        (timedelta(hours=-3), "3 h 00 min"),
        (timedelta(days=3, hours=4), "3 days"),
    ],
)
def test_a_span_gets_coarser_as_it_gets_longer(length, said):
    use_language("en")
    assert figures.span(length) == said
