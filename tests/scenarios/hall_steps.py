"""Rows 4 to 11 of docs/one_night.md: the line in the hall, on the van, at its point. Each step does what people do that
hour, by bytes of a scanner and a scale, and finds the line where the step before left it.
"""

from __future__ import annotations

from domain.common.money import price_share_fen
from domain.dispatch.operations import begin_loading, depart, load_tote
from domain.dispatch.queries import load_lists
from domain.handover.operations import close_route, collect_by_code, hand_over
from domain.handover.queries import collection_list, stops_of_route
from domain.stock.operations import allocate
from tests.scenarios.walk import Walk
from workers.demo import staff
from workers.demo.hall import buying, picking, roads, sealing, shelves

USES = """
    SELECT DISTINCT u.id, t.code, t.state FROM pick_event e JOIN pick_cell c ON c.id = e.cell_id
    JOIN tote_use u ON u.id = e.tote_use_id JOIN tote t ON t.id = u.tote_id
    WHERE c.point_id = :point AND c.product_id = :product AND e.kind <> 'undo'
      AND (e.order_id IS NULL OR e.order_id = :order)
      AND NOT EXISTS (SELECT 1 FROM pick_event b WHERE b.undoes_id = e.id) ORDER BY u.id
"""
"""The crates that hold goods of the line's cell: of a weighed product exactly its own pieces."""


def is_in_the_house(walk: Walk) -> None:
    """Row 4: bought with the sum shown, received as a lot into a bin; short only as its share says."""
    shelves.act(walk.floor)
    buying.act(walk.floor)
    [bought] = walk.all(
        "SELECT l.id, l.demand, l.stock_used, l.from_left_over, l.case_size, l.cases, l.ordered, l.left_over, l.received "
        "FROM purchase_line l JOIN purchase_order o ON o.id = l.purchase_order_id WHERE l.product_id = :product"
    )
    missing = bought.demand - bought.stock_used - bought.from_left_over
    assert bought.demand == walk.ordered(at_its_point=False)
    assert bought.cases == -(-missing // bought.case_size)
    assert (bought.ordered, bought.left_over) == (bought.cases * bought.case_size, bought.ordered - missing)
    receipts = walk.all(
        "SELECT r.accepted, r.person, r.station, t.code AS lot FROM receipt_line r JOIN lot t ON t.id = r.lot_id "
        "JOIN bin b ON b.id = r.bin_id WHERE r.product_id = :product"
    )
    assert sum(row.accepted for row in receipts) == bought.received > 0
    assert all(row.person and row.station and row.lot for row in receipts)
    came_short = bought.received + bought.stock_used < bought.demand
    shares = walk.all(
        "SELECT h.given, h.wanted, s.rule FROM shortage_share h JOIN shortage s ON s.id = h.shortage_id "
        "WHERE s.state = 'live' AND s.product_id = :product AND h.order_id = :order"
    )
    assert bool(shares) == came_short
    walk.given = shares[0].given if shares else walk.line.pieces


def is_allocated(walk: Walk) -> None:
    """Row 5: as many pieces as are wanted and there are promised to the cycle, from lots good on its day."""
    again = allocate(walk.database, staff.MANAGER, walk.scene.cycle.code).answer
    assert (again["taken"], again["given_back"]) == (0, 0)  # each receipt has topped up already
    lots = walk.all(
        "SELECT a.quantity, a.taken, v.quantity AS there, t.expires_on, y.delivery_day FROM allocation a "
        "JOIN lot t ON t.id = a.lot_id JOIN cycle y ON y.id = a.cycle_id "
        "JOIN stock_level v ON v.lot_id = a.lot_id AND v.bin_id = a.bin_id WHERE a.product_id = :product"
    )
    assert all(row.taken == 0 and row.quantity <= row.there for row in lots)
    assert all(row.expires_on is None or str(row.expires_on) >= str(row.delivery_day) for row in lots)
    [(there,)] = walk.all(
        "SELECT sum(v.quantity) FROM stock_level v JOIN lot t ON t.id = v.lot_id JOIN cycle y ON y.code = :cycle "
        "WHERE v.product_id = :product AND (t.expires_on IS NULL OR t.expires_on >= y.delivery_day)",
        cycle=walk.scene.cycle.code,
    )
    assert sum(row.quantity for row in lots) == min(walk.ordered(at_its_point=False), there)


def has_a_van(walk: Walk) -> None:
    """Row 6: its point is a drop of a van in the plan in force."""
    roads.act(walk.floor)
    [stop] = walk.all(
        "SELECT p.id, p.route_id, p.drop_no, p.arrive_min, v.code AS van FROM route_stop p JOIN route_plan n "
        "ON n.id = p.plan_id AND n.state = 'live' JOIN route r ON r.id = p.route_id JOIN van v ON v.id = r.van_id "
        "WHERE p.point_id = :point"
    )
    assert stop.drop_no >= 1
    walk.ids |= {"stop": stop.id, "route": stop.route_id}


def is_picked(walk: Walk) -> None:
    """Row 7: in crates of its point, every piece with person and station, a weighed one with its weight; its price follows."""
    picking.act(walk.floor)
    [wave] = walk.all(
        "SELECT w.route_id, w.state FROM wave w JOIN wave_point q ON q.wave_id = w.id AND q.point_id = :point"
    )
    assert (wave.route_id, wave.state) == (walk.ids["route"], "closed")
    [end] = walk.all(
        "SELECT o.*, c.nominal_g, c.tolerance_permille FROM line_outcome o JOIN pick_cell c ON c.id = o.cell_id "
        "WHERE o.order_id = :order AND c.product_id = :product"
    )
    assert end.wanted == end.picked + end.substituted + end.short + end.cancelled == walk.line.pieces
    assert end.picked + end.substituted == walk.given > 0
    acts = walk.all(
        "SELECT e.person, e.station, e.quantity, e.weight_g, e.lot_id FROM pick_event e "
        "JOIN pick_cell c ON c.id = e.cell_id WHERE c.point_id = :point AND c.product_id = :product "
        "AND e.kind = 'pick' AND (e.order_id IS NULL OR e.order_id = :order)"
    )
    assert all(row.person and row.station and row.lot_id for row in acts)
    if walk.product.weighed:
        assert sum(row.quantity for row in acts) == end.picked
        assert all(1000 * abs(row.weight_g - end.nominal_g) <= end.tolerance_permille * end.nominal_g for row in acts)
        assert sum(row.weight_g for row in acts) == end.weight_g
        assert end.final_fen == price_share_fen(end.amount_fen, end.weight_g, end.wanted * end.nominal_g)
    else:
        assert end.final_fen == price_share_fen(end.amount_fen, end.picked, end.wanted)


def is_sealed(walk: Walk) -> None:
    """Row 8: its crates are sealed at a weight that fits, by one person and checked by another; each label is a job."""
    sealing.act(walk.floor)
    uses = walk.all(USES)
    assert uses
    for use in uses:
        assert use.state in ("sealed", "staged")
        [seal] = walk.all(
            "SELECT s.*, j.serial, j.voided_at AS void, j.kind FROM seal s JOIN print_job j ON j.id = s.print_job_id "
            "WHERE s.tote_use_id = :use AND s.voided_at IS NULL",
            use=use.id,
        )
        assert seal.override_by or abs(seal.gross_g - seal.expected_g) <= seal.tolerance_g
        assert seal.checked_by not in (None, seal.person)
        assert seal.serial
        assert (seal.kind, seal.void) == ("tote_label", None)


def is_on_the_van(walk: Walk) -> None:
    """Row 10: loaded by scan on the van of row 6, the last drop first, and gone with it."""
    with walk.database.read() as connection:
        vans = [van for van in load_lists(connection, walk.scene.cycle.code) if van.expected]
    for van in vans:
        begin_loading(walk.database, staff.CLERK, van.route_id)
        for crate in [crate for stop in van.stops for crate in stop.crates]:
            said = walk.floor.hands.scan(crate.code)
            assert load_tote(walk.database, staff.CLERK, van.route_id, said).answer["verdict"] == "right"
        depart(walk.database, staff.MANAGER, van.route_id)
    loads = walk.all(
        "SELECT l.tote_use_id, l.stop_id, l.out_of_order, m.departed_at FROM tote_load l "
        "JOIN van_load m ON m.route_id = l.route_id WHERE l.route_id = :route AND l.off_at IS NULL AND l.stop_id = :stop"
    )
    assert {use.id for use in walk.all(USES)} <= {row.tote_use_id for row in loads}
    assert all(row.departed_at and not row.out_of_order for row in loads)


def is_with_its_buyer(walk: Walk) -> None:
    """Row 11: its crates are handed over and signed for at its point, and its buyer has it for the pickup code."""
    with walk.database.read() as connection:
        stops = stops_of_route(connection, walk.ids["route"])
    for stop in stops:
        codes = [walk.floor.hands.scan(tote.tote) for tote in stop.totes]
        hand_over(walk.database, staff.DRIVER, stop.stop_id, received=codes, receiver=stop.leader or "团长")
    close_route(walk.database, staff.MANAGER, walk.ids["route"])
    assert {use.state for use in walk.all(USES)} == {"handed_over"}
    point = walk.ids["point"]
    with walk.database.read() as connection:
        [buyer] = [
            row for row in collection_list(connection, walk.scene.cycle.code, point) if row.order_id == walk.order_id
        ]
    assert buyer.wanted >= buyer.pieces >= walk.given
    collect_by_code(walk.database, staff.DRIVER, point, walk.floor.hands.scan(buyer.pickup_code))
    [(known_by,)] = walk.all("SELECT known_by FROM collection WHERE order_id = :order")
    assert known_by == "code"
