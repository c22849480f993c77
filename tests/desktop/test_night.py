"""Cutoff, papers, drafts and Today, on both databases where the books do the work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.background.papers import kinds
from desktop.views.orders.papers import model
from desktop.views.today import model as today_model
from desktop.widgets.tokens import Tone
from domain.common.database import open_database
from domain.cutoff import queries as cutoff_queries
from domain.cutoff.operations import cut_off
from domain.ordering.operations import set_planned_cutoff
from domain.ordering.queries import cycles
from tests import builders
from tests.builders import GARDEN, MELON, RIVER
from tests.desktop.night_desk import ON_BOTH, desk, give_reason, refresh, show

__all__ = ["desk"]

# Cutoff --------------------------------------------------------------------------------------------


@ON_BOTH
def test_a_cutoff_tells_its_consequence_and_freezes_it(desk):
    page = show(desk, "cutoff")
    preview = desk.parts.orders.cutoff.stand.preview
    assert page.cut_button.text() == "Cut off 40 orders now"
    assert (preview.points, preview.products, preview.suppliers) == (2, 2, 2)
    page.cut_button.click()
    desk.settle()
    snapshot = desk.parts.orders.cutoff.stand.snapshot
    assert (snapshot.orders, snapshot.pieces) == (40, preview.pieces)
    assert page.snapshot_title.text() == "Snapshot 1"
    assert snapshot.hash[:8] in page.hash.text()
    assert page.verdict.property("role") == Tone.RIGHT.value
    assert page.papers_button.isVisible()


def test_what_stands_in_the_way_leads_out_of_it(desk):
    builders.take(desk.database, "0525", builders.wanted("N1", point="", row=9), channel="weimob")
    page = show(desk, "cutoff")
    assert not page.cut_button.isEnabled()
    page.way_list.buttons["points"].click()
    desk.settle()
    assert desk.frame.orders.current == "table"
    assert [row.number for row in desk.parts.orders.table.model.rows] == ["N1"]


def test_the_slower_station_hears_who_was_faster(desk):
    page = show(desk, "cutoff")
    cut_off(desk.database, builders.MANAGER, "0525")
    page.cut_button.click()
    desk.settle()
    assert "李娜" in page.refusal.sentence.text()
    assert "打单台" in page.refusal.sentence.text()


def test_a_cutoff_is_opened_again_for_a_reason_and_makes_version_2(desk):
    page = show(desk, "cutoff")
    page.cut_button.click()
    desk.settle()
    page.reopen_button.click()
    give_reason(desk, "orders were missing")
    assert page.cut_button.isVisible()
    page.cut_button.click()
    desk.settle()
    assert page.snapshot_title.text() == "Snapshot 2"


@pytest.fixture
def short_of_minimum(desk):
    builders.cycle(desk.database, "0530", minimum_orders=10)
    builders.take(desk.database, "0530", *builders.many(4, first=900))
    desk.parts.shell.choose_cycle("0530")
    desk.settle()
    page = show(desk, "cutoff")
    page.way_list.buttons["minimum"].click()
    return page


def test_a_cycle_short_of_its_minimum_runs_all_the_same_when_one_says_so(desk, short_of_minimum):
    choice = desk.parts.orders.choice
    assert "4 orders" in choice.sentence.text()
    choice.buttons[0].click()
    desk.settle()
    assert short_of_minimum.snapshot_title.text() == "Snapshot 1"


def test_a_cycle_short_of_its_minimum_fails_with_refunds_due(desk, short_of_minimum):
    desk.parts.orders.choice.buttons[1].click()
    give_reason(desk, "minimum not reached")
    assert desk.parts.desk.cycle.state == "failed"
    assert "due for refund" in desk.frame.window.toast.sentence.text()


KINDS = tuple(kind.value for kind in kinds())

# Papers --------------------------------------------------------------------------------------------


@pytest.fixture
def papers(desk, tmp_path):
    builders.cut(desk.database)
    desk.frame.settings.papers_folder = str(tmp_path)
    refresh(desk)
    return show(desk, "papers")


@ON_BOTH
def test_papers_are_made_with_their_copy_numbers(desk, papers, tmp_path):
    there = {kind for kind, tick in papers.ticks.items() if tick.isEnabled()}
    assert there == set(papers.ticked()) == {"purchase", "pick", "sow", "handover", "sums"}
    papers.make_button.click()
    desk.settle()
    made = sorted(path.name for path in (tmp_path / "0525").iterdir())
    assert made == [f"0525-v1-{kind}.pdf" for kind in ("handover", "pick", "purchase", "sow", "sums")]
    with desk.database.read() as connection:
        assert set(cutoff_queries.paper_copies(connection, "0525").values()) == {1}
    assert "5 files" in desk.frame.window.toast.sentence.text()
    assert papers.open_button.isEnabled()


def test_papers_whose_stage_has_not_run_say_why_there_is_nothing(desk, papers):
    why = {line.kind: line.why_not for line in model.lines_of(desk.parts.orders.papers.read_papers, KINDS, {})}
    assert "route plan" in why["run"]
    assert "nothing is picked" in why["totes"]
    assert why["pick"] == ""
    assert not papers.ticks["run"].isEnabled()
    assert not papers.ticks["count"].isChecked()


def test_only_the_ticked_papers_are_made(desk, papers, tmp_path):
    for kind in ("purchase", "sow", "handover", "sums"):
        papers.ticks[kind].click()
    papers.make_button.click()
    desk.settle()
    assert [path.name for path in (tmp_path / "0525").iterdir()] == ["0525-v1-pick.pdf"]
    papers.ticks["pick"].click()
    assert not papers.make_button.isEnabled()


def test_a_paper_is_seen_before_it_is_printed_and_takes_no_copy(desk, papers):
    papers.shows["handover"].click()
    desk.settle()
    assert papers.name.text() == "Handover sheets"
    assert not papers.picture.pixmap().isNull()
    assert {papers.sheet.itemText(at) for at in range(papers.sheet.count())} == {GARDEN, RIVER}
    papers.behind.click()
    desk.settle()
    assert papers.place.text().startswith("page 2 of ")
    with desk.database.read() as connection:
        assert cutoff_queries.paper_copies(connection, "0525") == {}


def test_a_folder_that_cannot_be_written_is_told(desk, papers, tmp_path):
    (tmp_path / "0525").write_text("in the way")
    papers.make_button.click()
    desk.settle()
    assert str(tmp_path / "0525") in papers.warning.sentence.text()


def test_before_the_cut_there_are_no_papers_but_a_way_there(desk):
    page = show(desk, "papers")
    assert page.empty.isVisible()
    page.go_cut.click()
    desk.settle()
    assert desk.frame.orders.current == "cutoff"


# Drafts --------------------------------------------------------------------------------------------


def test_drafts_are_filled_in_one_after_the_other(desk):
    builders.take(
        desk.database, "0525", builders.wanted("D1", {"云南蓝莓": 2}, row=3), channel="weimob", create_missing=True
    )
    refresh(desk)
    page = show(desk, "drafts")
    names = [row.name for row in desk.parts.orders.drafts.model.rows]
    assert names == ["云南蓝莓", MELON], "drafts first, then what has no supplier"
    page.supplier_words.setText("新的果园")
    page.weight.setValue(500)
    page.price.setText("abc")
    page.keep_button.click()
    desk.settle()
    assert "59.90" in page.complaint.text()
    page.price.setText("29.9")
    page.keep_button.click()
    desk.settle()
    rows = desk.parts.orders.drafts.model.rows
    assert [row.name for row in rows] == [MELON]
    assert page.name.text() == MELON
    page.supplier_words.setText("新的果园")
    page.keep_button.click()
    desk.settle()
    assert page.empty.isVisible()


# Today ---------------------------------------------------------------------------------------------


def cards(desk) -> dict[str, tuple[str, str]]:
    return {
        name: (figure, line)
        for (name, _w), (figure, _w2), (line, _w3) in (card.texts() for card in desk.frame.today.cards)
    }


def test_today_shows_the_night_in_five_cards(desk):
    found = cards(desk)
    assert found["Orders in"][0] == "40 orders"
    assert found["Cutoff"][0].startswith("in ")
    assert found["Papers"][1] == "after the cutoff"
    assert desk.frame.today.title.text() == "Tonight: taking orders"


def test_today_follows_what_happens_elsewhere(desk):
    desk.frame.appearance.go("orders")
    builders.take(desk.database, "0525", *builders.many(2, first=500), channel="weimob")
    refresh(desk)
    assert cards(desk)["Orders in"][0] == "40 orders", "a page out of sight does not read"
    desk.frame.appearance.go("today")
    desk.settle()
    assert cards(desk)["Orders in"][0] == "42 orders"


def test_every_thing_to_do_leads_to_its_page(desk):
    builders.take(desk.database, "0525", builders.wanted("N1", {"云南蓝莓": 1}, row=9), channel="weimob")
    refresh(desk)
    assert list(desk.frame.today.todos.buttons) == ["held"]
    desk.frame.today.todos.buttons["held"].click()
    desk.settle()
    assert desk.frame.orders.current == "held"
    assert desk.frame.orders.isVisible()


def test_a_cutoff_that_is_due_is_the_first_thing_to_do(desk):
    set_planned_cutoff(desk.database, builders.MANAGER, "0525", datetime.now(UTC) - timedelta(minutes=3))
    refresh(desk)
    assert next(iter(desk.frame.today.todos.buttons)) == "cutoff"
    assert desk.frame.today.title.text() == "Tonight: time to cut off"
    desk.frame.today.todos.buttons["cutoff"].click()
    desk.settle()
    assert desk.frame.orders.current == "cutoff"


def test_after_the_cut_the_papers_are_next(desk):
    builders.cut(desk.database)
    refresh(desk)
    assert list(desk.frame.today.todos.buttons) == ["papers"]
    assert cards(desk)["Snapshot"][0] == "version 1"


def test_a_card_leads_to_its_page(desk):
    desk.frame.today.cards[2].click()
    desk.settle()
    assert desk.frame.orders.current == "cutoff"


def test_the_sums_by_point_and_by_product_agree(desk):
    sums = desk.parts.today.sums
    assert {row.name for row in sums["point"].rows} == {GARDEN, RIVER}
    assert sum(row.pieces for row in sums["point"].rows) == sum(row.pieces for row in sums["product"].rows)
    desk.frame.today.sums_tabs.tabs["product"].click()
    assert desk.frame.today.sums["product"].isVisible()


def test_a_failed_cycle_asks_for_nothing(desk):
    night = desk.parts.today.night
    from dataclasses import replace

    failed = replace(night, cycle=replace(night.cycle, state="failed"))
    assert today_model.todos(failed, datetime.now(UTC)) == ()
    assert today_model.headline(failed, datetime.now(UTC)) == "This cycle failed"


def test_an_empty_company_shows_the_first_step(empty_window):
    page = empty_window.frame.today
    assert page.empty.isVisible()
    page.new_cycle.click()
    assert empty_window.frame.window.cycle_sheet.isVisible()


def test_the_demo_is_made_in_a_folder_of_its_own(empty_window, tmp_path, monkeypatch, qtbot):
    from desktop.app import Trying
    from workers.demo import DemoOptions

    monkeypatch.setattr(DemoOptions, "__init__", _small(DemoOptions.__init__))
    trying = Trying(empty_window.frame, tmp_path / "demo")
    empty_window.frame.today.demo.click()
    qtbot.waitUntil(lambda: trying.company is not None, timeout=120_000)
    assert (tmp_path / "demo" / "company").is_dir()
    assert trying.company == str(tmp_path / "demo" / "company")
    with open_database(trying.company) as database, database.read() as connection:
        most = max(cycles(connection), key=lambda row: row.orders)
    assert trying.cycle == most.code


def _small(make):
    return lambda self, **given: make(self, **{**given, "orders": 120, "points": 6, "products": 12, "papers": False})
