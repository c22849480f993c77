"""The company's own settings: set by a person who may, told in the trail, printed on every paper from then on."""

from __future__ import annotations

import json

import pytest

from domain.common.errors import NotAllowed
from domain.common.settings import LONGEST_NAME, company_name, set_company_name, setting
from domain.cutoff.queries import paper_head
from tests.builders import MANAGER, PICKER, cut_cycle
from tests.domain.ordering.books import trail


def named(database):
    with database.read() as connection:
        return company_name(connection)


def test_papers_are_headed_by_the_companys_name(database):
    cut_cycle(database)
    with database.read() as connection:
        assert paper_head(connection, "0525").company == ""
    assert set_company_name(database, MANAGER, "  晨光  优选 ").answer == {"company": "晨光 优选"}
    with database.read() as connection:
        assert paper_head(connection, "0525").company == "晨光 优选"


def test_the_trail_tells_what_the_company_was_called_before(database):
    for name in ("晨光优选", 'A&B "鲜"'):
        set_company_name(database, MANAGER, name)
    told = [(row.person, row.before and json.loads(row.before), json.loads(row.after))
            for row in trail(database, "setting_changed")]  # fmt: skip
    assert told == [(MANAGER.person, None, "晨光优选"), (MANAGER.person, "晨光优选", 'A&B "鲜"')]
    assert named(database) == 'A&B "鲜"'


def test_a_name_too_long_for_a_head_is_cut_and_an_empty_one_takes_it_away(database):
    set_company_name(database, MANAGER, "长" * 200)
    assert named(database) == "长" * LONGEST_NAME
    set_company_name(database, MANAGER, "")
    assert named(database) == ""


def test_who_may_not_does_not_name_the_company(database):
    with pytest.raises(NotAllowed):
        set_company_name(database, PICKER, "别的")
    assert named(database) == ""


def test_what_nobody_set_is_as_usual(database):
    with database.read() as connection:
        assert setting(connection, "stock", "tracked") == "tracked"
