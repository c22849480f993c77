"""A whole small night on both databases: the books hold what was ordered, and a demo touches nothing but its own."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.catalogue.queries import product_choices, product_detail
from domain.catalogue.records import ProductRecord
from domain.common.database import open_database
from domain.common.errors import FolderInUse, ReadOnly
from domain.common.sentences import sentence, use_language
from domain.cutoff.queries import late_list, paper_head, snapshot
from domain.ordering import queries
from domain.ordering.queries import OrderFilter
from domain.places.records import PointRecord, VanRecord
from tests.workers.demo.conftest import AT, SMALL
from workers.command_line.demonstration import main_cycle
from workers.demo import DemoCompanyTaken, DemoFolderTaken, DemoOptions, DemoTooSmall, demo_lines, run_demo
from workers.demo.company import company
from workers.demo.cycles import cycles
from workers.demo.folder import MARKER, demo_folder
from workers.demo.orders import Night, night
from workers.demo.people import PHONE_PREFIX
from workers.demo.words import sums_of

CYCLE, BEFORE, AFTER = "0525", "0524", "0526"


def test_the_books_hold_at_the_cutoff_exactly_what_was_ordered(place, tmp_path):
    answer = run_demo(place, tmp_path / "out", SMALL)
    assert (answer.orders, answer.generated) == (200, sums_of(night_of(SMALL).orders))
    assert (answer.lines, answer.pieces) == (answer.generated.lines, answer.generated.pieces)
    assert answer.is_clean
    with open_database(place) as database, database.read() as connection:
        live = snapshot(connection, CYCLE)
        by_point, by_product = queries.sums_by_point(connection, CYCLE), queries.sums_by_product(connection, CYCLE)
    assert live is not None
    assert live.purchase.pieces == live.pick.pieces == live.delivery.pieces == answer.pieces
    assert sum(row.pieces for row in by_point) == sum(row.pieces for row in by_product)


def test_the_window_after_a_demo_shows_the_night_it_played(tmp_path):
    answer = run_demo(None, tmp_path / "out", SMALL)
    assert main_cycle(answer.company) == answer.cycle == CYCLE
    with open_database(answer.company) as database, database.read() as connection:
        assert paper_head(connection, CYCLE).company == "晨光优选"


def test_the_books_hold_the_company_as_its_own_lists_say_it(place, tmp_path):
    """Lists under headings of somebody's own, weights as 4kg and 约, hours as 7:00-20:00: nothing is lost or guessed."""
    run_demo(place, tmp_path / "out", SMALL)
    made = company(SMALL)
    with open_database(place) as database, database.read() as connection:
        products = {row.code: row._mapping for row in connection.execute(select(ProductRecord.__table__))}
        points = {row.code: row._mapping for row in connection.execute(select(PointRecord.__table__))}
        vans = {row.code: row._mapping for row in connection.execute(select(VanRecord.__table__))}
        choices = {choice.code: choice.id for choice in product_choices(connection)}
        codes = [product_detail(connection, choices[product.code]).row.barcodes for product in made.products]
    for nouns, rows, elsewhere in (
        (made.products, products, {"supplier", "barcodes", "english"}),
        (made.points, points, {"van"}),
        (made.vans, vans, set[str]()),
    ):
        for noun in nouns:
            said = {name: value for name, value in asdict(noun).items() if name not in elsewhere}
            assert {name: rows[noun.code][name] for name in said} == said
    assert [set(some) for some in codes] == [set(product.barcodes) for product in made.products]


def night_of(options: DemoOptions) -> Night:
    return night(options, company(options), cycles(AT)[1].cutoff_at)


def test_the_night_leaves_a_past_a_future_and_things_to_look_at(place, tmp_path):
    answer = run_demo(place, tmp_path / "out", SMALL)
    with open_database(place) as database, database.read() as connection:
        states = {row.code: row.state for row in queries.cycles(connection)}
        tonight, tomorrow = queries.cycle(connection, CYCLE), queries.cycle(connection, AFTER)
        waiting = late_list(connection, CYCLE)
        held = queries.held_rows(connection, CYCLE)
        refunds = queries.refunds_due(connection, CYCLE)
        imports = queries.imports(connection, CYCLE)
        cancelled = queries.order_page(connection, OrderFilter(CYCLE, state="cancelled"))
    assert states == {BEFORE: "cut", CYCLE: "cut", AFTER: "open"}
    assert answer.amendments == 3
    assert (tonight.late, tomorrow.late, answer.late) == (1, 2, 4)
    assert sorted(row.kind for row in waiting) == ["changed", "new"]
    assert len(held) == answer.held > 0
    assert len(cancelled) == len(refunds) == sum(order.is_withdrawn for order in night_of(SMALL).orders) > 0
    assert sum(row.counts["vanished"] for row in imports) > 0
    assert sum(row.counts["changed"] for row in imports) > 0
    assert {row.source for row in imports} == {
        "kuaituantuan_workbook", "youzan_items", "qunjielong_lines", "shopify", "group_note",
    }  # fmt: skip


def test_papers_are_written_and_no_phone_stands_on_them(tmp_path):
    from tests.exchange.documents.reading import whole

    answer = run_demo(None, tmp_path / "out", replace(SMALL, papers=True))
    assert [paper.kind for paper in answer.papers] == ["purchase", "pick", "sow", "handover", "sums"]
    # One order came on top, and two orders took one piece more.
    assert len({paper.pieces for paper in answer.papers}) == 1
    assert answer.papers[0].pieces > answer.pieces
    for paper in answer.papers:
        text = whole(Path(paper.path).read_bytes())
        assert not re.search(rf"{PHONE_PREFIX}\d{{8}}", text)


def test_the_answer_says_it_as_an_object_and_in_words(tmp_path):
    use_language("en")
    told: list[str] = []
    answer = run_demo(None, tmp_path / "out", SMALL, progress=told.append)
    body = json.loads(json.dumps(answer.as_body()))
    assert body["orders"] == 200
    assert body["check"] == {"clean": True}
    assert body["generated"] == {"orders": 200, "lines": body["lines"], "pieces": body["pieces"]}
    assert [body[name] for name in ("points", "products", "suppliers", "vans")] == [12, 24, 12, 2]
    assert all(Path(path).is_file() for path in body["files"])
    assert len(body["files"]) == 12
    assert list(demo_lines(answer))[2] == "Every sum agrees."
    assert told[0].startswith("Products")


# A demo touches nothing but its own ------------------------------------------------------------------


def test_a_second_demo_makes_the_same_night_anew(tmp_path):
    out = tmp_path / "out"
    first = run_demo(None, out, SMALL)
    files = {path.name: path.read_bytes() for path in (out / "files").glob("05*")}
    second = run_demo(None, out, SMALL)
    assert replace(first, seconds={}) == replace(second, seconds={})
    assert {path.name: path.read_bytes() for path in (out / "files").glob("05*")} == files


def test_what_an_earlier_demo_wrote_goes_and_what_a_person_put_there_stays(tmp_path):
    out = tmp_path / "out"
    run_demo(None, out, replace(SMALL, at=AT.replace(day=20)))
    (out / "files" / "mine.txt").write_text("mine")
    run_demo(None, out, SMALL)
    names = sorted(path.name for path in (out / "files").iterdir())
    assert "mine.txt" in names
    assert len(names) == 13


@pytest.mark.parametrize("taken", ["company", "files", "papers"])
def test_a_folder_that_no_demo_made_is_refused_untouched(tmp_path, taken):
    out = tmp_path / "out"
    (out / taken).mkdir(parents=True)
    (out / taken / "theirs").write_text("theirs")
    with pytest.raises(DemoFolderTaken):
        run_demo(None, out, SMALL)
    assert [path.name for path in out.rglob("*")] == [taken, "theirs"]


def test_a_place_where_nothing_can_be_written_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadOnly):
        run_demo(None, tmp_path / "file" / "out", SMALL)
    with pytest.raises(DemoFolderTaken):
        run_demo(None, tmp_path / "file", SMALL)


def test_a_marker_that_names_files_elsewhere_deletes_nothing(tmp_path):
    out = tmp_path / "out"
    demo_folder(out).make_ready()
    for name in ("mine.txt", "company/mine.txt"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine")
    names = ["mine.txt", "../mine.txt", "files/../mine.txt", "company/mine.txt"]
    (out / MARKER).write_text(json.dumps({"files": names}))
    demo_folder(out).make_ready()
    assert (out / "mine.txt").exists()
    assert (out / "company" / "mine.txt").exists()


def test_a_company_that_is_open_is_not_replaced(tmp_path):
    out = tmp_path / "out"
    run_demo(None, out, SMALL)
    before = sorted(out.rglob("*"))
    with open_database(out / "company"), pytest.raises(FolderInUse):
        run_demo(None, out, SMALL)
    assert [path for path in before if not path.exists()] == []
    with open_database(out / "company") as database, database.read() as connection:
        assert queries.cycle(connection, CYCLE).orders > 200


def test_a_company_in_use_is_refused_and_stays_as_it_is(place, tmp_path):
    run_demo(place, tmp_path / "one", SMALL)
    with pytest.raises(DemoCompanyTaken) as refused:
        run_demo(place, tmp_path / "two", SMALL)
    use_language("en")
    assert "3 cycles" in sentence(refused.value)
    assert not (tmp_path / "two").exists()
    with open_database(place) as database, database.read() as connection:
        assert len(queries.cycles(connection)) == 3


@pytest.mark.parametrize("few", [{"orders": 9}, {"points": 0}, {"products": 0}, {"vans": 0}])
def test_a_night_that_is_too_small_is_refused_before_anything_is_made(tmp_path, few):
    with pytest.raises(DemoTooSmall):
        run_demo(None, tmp_path / "out", replace(SMALL, **few))
    assert not (tmp_path / "out").exists()


def test_the_smallest_night_is_a_whole_one(tmp_path):
    answer = run_demo(None, tmp_path / "out", DemoOptions(10, 1, 1, 1, papers=False))
    assert answer.orders == 10
    assert answer.is_clean


def test_options_take_what_the_command_line_gave():
    class Wanted:
        peak, orders, points, products, vans, seed = True, None, 30, None, None, 9

    assert DemoOptions.asked(Wanted) == DemoOptions(50_000, 30, 20, 10, 9, is_peak=True, hall=False)
    Wanted.peak = False
    assert DemoOptions.asked(Wanted) == DemoOptions(2000, 30, 80, 4, 9)
