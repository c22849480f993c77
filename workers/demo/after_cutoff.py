"""What comes after the cutoff: late words accepted, rejected, moved or left waiting; one order changed by a person.

The tomorrow's cycle opens in between, so the last late order goes there by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.cutoff.operations import accept_amendment, amend_order, move_amendment, reject_amendment
from domain.cutoff.queries import late_list, snapshot
from domain.cutoff.words import AmendmentKind, LateRow
from domain.ordering import queries
from domain.ordering.queries import OrderFilter, OrderSort
from workers.demo import staff
from workers.demo.evening import late_orders, late_web_order
from workers.demo.scene import Scene


@dataclass(frozen=True, slots=True)
class Late:
    """How many orders came after the cutoff, and how many changes of it were accepted."""

    orders: int
    amendments: int


def act(scene: Scene) -> Late:
    """The late files and what the manager does about them."""
    came = scene.take(scene.evening.late_line_form(late_orders(scene.night)), staff.CLERK)
    _accept_some(scene)
    _put_one_more(scene)
    scene.open(scene.after)
    _move_one(scene)
    went = scene.take(scene.evening.web_shop([late_web_order(scene.night)]), staff.SECOND_CLERK)
    with scene.database.read() as connection:
        live = snapshot(connection, scene.cycle.code)
    return Late(came.new + went.new, live.amendments if live else 0)


def _waiting(scene: Scene, kind: AmendmentKind) -> list[LateRow]:
    with scene.database.read() as connection:
        return [row for row in late_list(connection, scene.cycle.code) if row.kind == kind]


def _accept_some(scene: Scene) -> None:
    """One new and one changed order are accepted, one that vanished is not: its goods are bought already."""
    for kind, reason in ((AmendmentKind.NEW, "团长担保，仓里还有货"), (AmendmentKind.CHANGED, "还没开始分拣")):
        for row in _waiting(scene, kind)[:1]:
            accept_amendment(scene.database, staff.MANAGER, row.id, reason)
    for row in _waiting(scene, AmendmentKind.VANISHED)[:1]:
        reject_amendment(scene.database, staff.MANAGER, row.id, "货已采购，按原单送")


def _put_one_more(scene: Scene) -> None:
    """The manager adds a piece to an order by hand, for a buyer who called."""
    wanted = OrderFilter(scene.cycle.code, state="confirmed")
    with scene.database.read() as connection:
        order = queries.order_page(connection, wanted, sort=OrderSort.PIECES, limit=1)[0]
        line = queries.order_detail(connection, order.id).lines[0]
    amend_order(scene.database, staff.MANAGER, order.id, line.product_id, line.quantity + 1, "电话加单")


def _move_one(scene: Scene) -> None:
    """A late new order waits for tomorrow."""
    for row in _waiting(scene, AmendmentKind.NEW)[:1]:
        move_amendment(scene.database, staff.MANAGER, row.id, scene.after.code, "下一团再送")
