"""From a hall at work to the papers of its night: plan, totes, shortage and stock as the stages themselves left them."""

from __future__ import annotations

from domain.cutoff import operations as cutoff
from domain.dispatch import operations as dispatch
from domain.picking import operations as picking
from domain.purchasing import operations as purchasing
from domain.purchasing.words import ShortageRule
from exchange.documents import PaperKind, left_out, papers_of, write_documents
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, RIVER, cut_cycle, many, order_ids
from tests.domain.dispatch import scene as gates
from tests.domain.dispatch.scene import BOX_G, FIRST, OTHER, SECOND, gate
from tests.domain.packing.scene import EGG_G, TARE_G, filled, hall, sealed, short
from tests.domain.purchasing.scene import cut_night, in_stock
from tests.exchange.documents.reading import drawn, page_texts, scanned, whole

OF_THE_NIGHT = {"count", "totes", "load", "run", "shortage"}


def papers_in(database, only=OF_THE_NIGHT):
    with database.read() as connection:
        return papers_of(connection, "0525", only)


def test_before_its_stage_ran_a_paper_is_left_out_with_a_sentence(database, tmp_path):
    cut_cycle(database, *many(4))
    papers = papers_in(database, None)
    assert write_documents(papers, tmp_path, only=frozenset(OF_THE_NIGHT)) == []
    told = {left.kind: left.sentence for left in left_out(papers, OF_THE_NIGHT)}
    assert set(told) == OF_THE_NIGHT
    assert "排线" in told["run"]
    assert left_out(papers, {"pick", "sow"}) == []


def test_a_van_is_loaded_last_drop_first_and_driven_first_drop_first(database):
    at = gate(database, begun=False)
    papers = papers_in(database)
    loads, runs = {s.load.van: s for s in papers.load}, {s.van: s for s in papers.run}
    assert [stop.point for stop in loads["V1"].load.stops] == [SECOND, FIRST]
    assert [stop.point for stop in runs["V1"].stops] == [FIRST, SECOND]
    assert [crate.code for crate in loads["V2"].load.stops[0].crates] == at.crates[OTHER]
    assert (loads["V1"].weight_g, loads["V1"].totes, loads["V1"].pieces) == (5 * BOX_G, 5, 10)
    assert (loads["V1"].unweighed, loads["V1"].is_planned) == (0, False)
    assert [len(stop.totes) for stop in runs["V1"].stops] == [2, 3]
    assert [stop.pieces for stop in runs["V1"].stops] == [4, 6]


def test_the_bars_of_a_load_list_are_codes_the_gate_takes(database):
    at = gate(database)
    pdf = drawn(papers_in(database), PaperKind.LOAD)
    codes = {code for page in range(len(page_texts(pdf))) for code in scanned(pdf, page) if code.startswith("T")}
    assert codes == {code for crates in at.crates.values() for code in crates}
    for code in sorted(codes & set(at.crates[SECOND])):
        assert dispatch.load_tote(database, MANAGER, at.routes["V1"], code).answer["is_loaded"]


def test_a_load_list_before_the_pick_shows_the_plan(database):
    at = gates.hall(database)
    gates.put_on_vans(database, at)
    sheet = papers_in(database).load[0]
    assert (sheet.is_planned, sheet.pieces) == (True, 0)
    assert sheet.totes == sum(stop.planned_totes for stop in sheet.load.stops) > 0
    assert sheet.weight_g > 0


def test_an_unsealed_tote_has_no_weight_yet(database):
    gate(database, unsealed=(OTHER,), begun=False)
    (sheet,) = (s for s in papers_in(database).load if s.load.van == "V2")
    assert (sheet.unweighed, sheet.weight_g) == (1, 0)


def test_an_amendment_stands_on_the_papers_of_its_van_and_changes_its_pieces(database):
    gate(database, begun=False)
    cutoff.amend_order(database, MANAGER, order_ids(database)[OTHER], _eggs(database), 1, "少一盒")
    papers = papers_in(database)
    assert {s.van: sum(stop.pieces for stop in s.stops) for s in papers.run} == {"V1": 10, "V2": 1}
    pages = {text.split()[1][:2]: text for text in page_texts(drawn(papers, PaperKind.RUN))}
    assert sum("截单后变更" in text for text in pages.values()) == 1


def _eggs(database) -> int:
    from domain.catalogue.queries import product_choices

    with database.read() as connection:
        return next(row.id for row in product_choices(connection) if row.name == EGGS)


def test_a_slip_holds_what_was_picked_and_not_taken_out_again(database):
    at = hall(database)
    one, two = at.crates[:2]
    filled(database, at, one, {EGGS: 4})
    filled(database, at, two, {GRAPES: [1480]})
    short(database, at, EGGS, 1)
    sealed(database, one, TARE_G + 4 * EGG_G)
    slips = {slip.code: slip for slip in papers_in(database).totes}
    assert [(line.product, line.pieces, line.is_weighed) for line in slips[one].lines] == [(EGGS, 4, False)]
    assert [(line.product, line.weight_g, line.is_weighed) for line in slips[two].lines] == [(GRAPES, 1480, True)]
    assert [(slip.number, slip.of, slip.point) for slip in slips.values()] == [(1, 2, GARDEN), (2, 2, GARDEN)]
    assert (slips[one].gross_g, slips[two].gross_g) == (TARE_G + 4 * EGG_G, None)
    assert sum(slip.pieces for slip in slips.values()) == sum(line.pieces for s in slips.values() for line in s.lines)


def test_a_shared_shortage_names_who_gets_less_and_what_it_costs(database):
    cut_night(database)  # eggs: A1 5 in the garden, A2 8 at the river
    in_stock(database, _eggs(database), 6)
    purchasing.share_shortage(database, MANAGER, "0525", _eggs(database), ShortageRule.FIRST_PAID)
    notices = papers_in(database).shortage
    assert [(n.point, n.pieces, n.refund_fen) for n in notices] == [(RIVER, 7, 7 * 1000)]
    (row,) = notices[0].rows
    assert (row.ordered, row.less, row.rule, row.name) == (8, 7, "first_paid", "买*")
    assert "按付款先后分配" in whole(drawn(papers_in(database), PaperKind.SHORTAGE))


def test_what_went_missing_at_the_pick_stands_there_once_the_wave_is_closed(database):
    at = hall(database)
    filled(database, at, at.crates[0], {EGGS: 4})
    filled(database, at, at.crates[1], {GRAPES: [1480]})
    filled(database, at, at.crates[2], {EGGS: 1}, point=RIVER)
    short(database, at, EGGS, 1)
    assert papers_in(database).shortage == ()
    for code, grams in zip(at.crates, (4 * EGG_G, 1480, EGG_G), strict=False):
        sealed(database, code, TARE_G + grams)
    picking.close_wave(database, MANAGER, at.wave)
    (notice,) = papers_in(database).shortage
    assert [(row.less, row.rule, row.refund_fen) for row in notice.rows] == [(1, "", 1000)]


def test_what_lies_in_the_warehouse_is_to_be_counted(database):
    cut_night(database)
    in_stock(database, _eggs(database), 6, lot="OLD")
    in_stock(database, _eggs(database), 9, lot="NEW")
    (sheet,) = papers_in(database).count
    assert {(row.product, row.lot, row.seen) for row in sheet.rows} == {(EGGS, "OLD", 6), (EGGS, "NEW", 9)}
