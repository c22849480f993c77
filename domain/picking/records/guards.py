"""What no constraint of picking can say: legal ways of waves and cells, what a pick needs, and what a row of its ledger does.

Importing this module declares them. Next: operations.
"""

from __future__ import annotations

from domain.common.guards import row_effect, row_guard
from domain.common.records import moves_guard

moves_guard("wave", "wave")
row_guard("wave_begins_planned", "wave", "INSERT", "NEW.state <> 'planned'")
row_guard("wave_is_never_deleted", "wave", "DELETE", "OLD.state <> 'planned'")
row_guard("pick_stays", "pick_event", "UPDATE OR DELETE", "1 = 1")
row_guard("refused_scan_stays", "refused_scan", "UPDATE OR DELETE", "1 = 1")
row_guard("outcome_stays", "line_outcome", "UPDATE OR DELETE", "1 = 1")
row_guard(
    "wave_keeps_its_cycle",
    "wave",
    "UPDATE",
    "NEW.cycle_id <> OLD.cycle_id OR NEW.snapshot_id <> OLD.snapshot_id OR NEW.number <> OLD.number "
    "OR NEW.kind <> OLD.kind",
)
# Cells are made of what is frozen now, and from the first pick on it stays frozen.
row_guard(
    "released_wave_is_of_the_live_snapshot",
    "wave",
    "UPDATE OF state",
    "NEW.state = 'released' AND OLD.state = 'planned' AND NOT EXISTS (SELECT 1 FROM snapshot s "
    "WHERE s.id = NEW.snapshot_id AND s.state = 'live')",
)
row_guard(
    "picking_locks_the_snapshot",
    "wave",
    "UPDATE OF state",
    "NEW.state = 'picking' AND OLD.state = 'released' AND NOT EXISTS (SELECT 1 FROM snapshot s "
    "WHERE s.id = NEW.snapshot_id AND s.state = 'live' AND s.locked_at IS NOT NULL)",
)
row_guard(
    "cell_into_a_wave_at_work",
    "pick_cell",
    "INSERT",
    "NEW.picked + NEW.substituted + NEW.picked_g + NEW.short - NEW.shared_short <> 0 OR NOT EXISTS (SELECT 1 "
    "FROM wave w WHERE w.id = NEW.wave_id AND w.state NOT IN ('planned', 'closed'))",
)
row_guard(
    "cell_keeps_its_place",
    "pick_cell",
    "UPDATE OF wave_id, snapshot_id, point_id, product_id, weighed, nominal_g",
    "NEW.wave_id <> OLD.wave_id OR NEW.snapshot_id <> OLD.snapshot_id OR NEW.point_id <> OLD.point_id "
    "OR NEW.product_id <> OLD.product_id OR NEW.weighed <> OLD.weighed OR NEW.nominal_g <> OLD.nominal_g",
)
# Amendments only add: a piece less is a piece cancelled.
row_guard(
    "wanted_never_sinks",
    "pick_cell",
    "UPDATE OF wanted, cancelled",
    "NEW.wanted < OLD.wanted OR NEW.cancelled < OLD.cancelled",
)
row_guard(
    "cell_of_a_closed_wave_stays",
    "pick_cell",
    "UPDATE OF wanted, cancelled, shared_short",
    "EXISTS (SELECT 1 FROM wave w WHERE w.id = NEW.wave_id AND w.state = 'closed')",
)
row_guard(
    "cell_goes_only_with_its_release",
    "pick_cell",
    "DELETE",
    "NOT EXISTS (SELECT 1 FROM wave w WHERE w.id = OLD.wave_id AND w.state = 'released')",
)
row_guard(
    "pick_in_a_running_wave",
    "pick_event",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM pick_cell c JOIN wave w ON w.id = c.wave_id "
    "WHERE c.id = NEW.cell_id AND w.state IN ('picking', 'checking'))",
)
_GOODS = "NEW.kind IN ('pick', 'substitute')"
row_guard(
    "pick_goes_into_its_own_open_tote",
    "pick_event",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM tote_use u JOIN tote t ON t.id = u.tote_id "
    "JOIN pick_cell c ON c.wave_id = u.wave_id AND c.point_id = u.point_id "
    "WHERE u.id = NEW.tote_use_id AND c.id = NEW.cell_id AND u.is_open = 1 AND t.state = 'filling')",
    only=_GOODS,
)
row_guard(
    "weighed_pick_has_its_weight",
    "pick_event",
    "INSERT",
    "EXISTS (SELECT 1 FROM pick_cell c WHERE c.id = NEW.cell_id AND c.weighed = 1 AND "
    "(NEW.weight_g IS NULL OR NEW.order_id IS NULL OR (NEW.override_by IS NULL AND "
    "1000 * abs(NEW.weight_g - c.nominal_g * NEW.quantity) > c.tolerance_permille * c.nominal_g * NEW.quantity)))",
    only="NEW.kind = 'pick'",
)
row_guard(
    "undo_takes_back_what_was_done",
    "pick_event",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM pick_event e WHERE e.id = NEW.undoes_id AND e.kind <> 'undo' "
    "AND e.cell_id = NEW.cell_id AND e.quantity = NEW.quantity "
    "AND COALESCE(e.tote_use_id, 0) = COALESCE(NEW.tote_use_id, 0) "
    "AND COALESCE(e.lot_id, 0) = COALESCE(NEW.lot_id, 0) AND COALESCE(e.bin_id, 0) = COALESCE(NEW.bin_id, 0) "
    "AND COALESCE(e.weight_g, 0) = COALESCE(NEW.weight_g, 0) AND COALESCE(e.order_id, 0) = COALESCE(NEW.order_id, 0) "
    "AND COALESCE(e.given_product_id, 0) = COALESCE(NEW.given_product_id, 0) "
    "AND (e.tote_use_id IS NULL OR EXISTS (SELECT 1 FROM tote_use u JOIN tote t ON t.id = u.tote_id "
    "WHERE u.id = e.tote_use_id AND u.is_open = 1 AND t.state = 'filling')))",
    only="NEW.kind = 'undo'",
)
# Expired goods never go into a tote, whoever says so: the delivery day decides.
row_guard(
    "expired_lot_is_not_picked",
    "pick_event",
    "INSERT",
    "EXISTS (SELECT 1 FROM lot l, pick_cell c JOIN wave w ON w.id = c.wave_id JOIN cycle y ON y.id = w.cycle_id "
    "WHERE l.id = NEW.lot_id AND c.id = NEW.cell_id AND l.expires_on IS NOT NULL AND l.expires_on < y.delivery_day)",
    only=f"{_GOODS} AND NEW.lot_id IS NOT NULL",
)

# Goods come out of a lot of that very product, not out of quarantine; without a lot only where the company keeps no
# stock and none of it was ever received.
_GIVEN = "COALESCE(NEW.given_product_id, (SELECT c.product_id FROM pick_cell c WHERE c.id = NEW.cell_id))"
row_guard(
    "pick_takes_from_stock",
    "pick_event",
    "INSERT",
    "((NEW.lot_id IS NULL AND (NOT EXISTS (SELECT 1 FROM setting s "
    "WHERE s.name = 'stock' AND s.value = '\"untracked\"') OR EXISTS (SELECT 1 FROM lot l "
    f"WHERE l.product_id = {_GIVEN}))) OR (NEW.lot_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM lot l "
    f"WHERE l.id = NEW.lot_id AND l.product_id = {_GIVEN}) OR NOT EXISTS (SELECT 1 FROM bin b "
    "WHERE b.id = NEW.bin_id AND b.kind <> 'quarantine'))))",
    only=_GOODS,
)

_UNDONE = "(SELECT e.kind FROM pick_event e WHERE e.id = NEW.undoes_id)"
_SIGN = "(CASE WHEN NEW.kind = 'undo' THEN -1 ELSE 1 END)"
_ACT = f"(CASE WHEN NEW.kind = 'undo' THEN {_UNDONE} ELSE NEW.kind END)"
# Before the stock goes down, and after it comes back: never is more allocated than lies there. A substitute takes what
# is promised to nobody.
_ALLOCATION = (
    "UPDATE allocation SET taken = taken {sign} NEW.quantity WHERE {when} AND lot_id = NEW.lot_id "
    "AND bin_id = NEW.bin_id AND cycle_id = (SELECT w.cycle_id FROM pick_cell c JOIN wave w ON w.id = c.wave_id "
    "WHERE c.id = NEW.cell_id)"
)
_MOVEMENT = (
    "INSERT INTO stock_movement (at, person, station, command_id, kind, product_id, lot_id, from_bin_id, "
    "to_bin_id, quantity, ref) SELECT NEW.at, NEW.person, NEW.station, NEW.command_id, "
    "CASE WHEN NEW.kind = 'undo' THEN 'unpick' ELSE 'pick' END, l.product_id, l.id, "
    "CASE WHEN NEW.kind = 'undo' THEN NULL ELSE NEW.bin_id END, "
    "CASE WHEN NEW.kind = 'undo' THEN NEW.bin_id ELSE NULL END, NEW.quantity, 'pick ' || NEW.id "
    "FROM lot l WHERE l.id = NEW.lot_id"
)
row_effect(
    "cell_follows_pick",
    "pick_event",
    "INSERT",
    (
        f"UPDATE pick_cell SET "
        f"picked = picked + CASE WHEN {_ACT} = 'pick' THEN {_SIGN} * NEW.quantity ELSE 0 END, "
        f"short = short + CASE WHEN {_ACT} = 'short' THEN {_SIGN} * NEW.quantity ELSE 0 END, "
        f"substituted = substituted + CASE WHEN {_ACT} = 'substitute' THEN {_SIGN} * NEW.quantity ELSE 0 END, "
        f"picked_g = picked_g + CASE WHEN {_ACT} = 'pick' THEN {_SIGN} * COALESCE(NEW.weight_g, 0) ELSE 0 END "
        f"WHERE id = NEW.cell_id",
        (
            "NEW.tote_use_id IS NOT NULL",
            f"UPDATE tote_use SET pieces = pieces + {_SIGN} * NEW.quantity, content_g = content_g + {_SIGN} * "
            f"COALESCE(NEW.weight_g, NEW.quantity * (SELECT p.weight_g FROM product p WHERE p.id = {_GIVEN})) "
            f"WHERE id = NEW.tote_use_id",
        ),
        ("NEW.kind = 'pick' AND NEW.lot_id IS NOT NULL", _ALLOCATION.format(sign="+", when="NEW.kind = 'pick'")),
        ("NEW.lot_id IS NOT NULL", _MOVEMENT),
        (
            "NEW.kind = 'undo' AND NEW.lot_id IS NOT NULL",
            _ALLOCATION.format(sign="-", when=f"NEW.kind = 'undo' AND {_UNDONE} = 'pick'"),
        ),
    ),
)
_OPEN_CELL = "SELECT 1 FROM pick_cell c WHERE c.wave_id = NEW.id AND c.picked + c.substituted + c.short + c.cancelled <> c.wanted"
row_guard(
    "closed_wave_is_accounted_for",
    "wave",
    "UPDATE OF state",
    f"NEW.state = 'closed' AND OLD.state <> 'closed' AND (EXISTS ({_OPEN_CELL}) OR EXISTS ("
    "SELECT 1 FROM pick_cell c WHERE c.wave_id = NEW.id AND ("
    "c.wanted <> COALESCE((SELECT sum(o.wanted) FROM line_outcome o WHERE o.cell_id = c.id), 0) "
    "OR c.picked <> COALESCE((SELECT sum(o.picked) FROM line_outcome o WHERE o.cell_id = c.id), 0) "
    "OR c.substituted <> COALESCE((SELECT sum(o.substituted) FROM line_outcome o WHERE o.cell_id = c.id), 0) "
    "OR c.short <> COALESCE((SELECT sum(o.short) FROM line_outcome o WHERE o.cell_id = c.id), 0))))",
)
row_guard(
    "outcome_of_a_wave_being_checked",
    "line_outcome",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM pick_cell c JOIN wave w ON w.id = c.wave_id "
    "WHERE c.id = NEW.cell_id AND w.state = 'checking')",
)
