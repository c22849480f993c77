"""What a person settles before the cutoff: names to map, rows to take or drop, points to find, orders to cancel.

Two rows stay waiting on purpose, so that the screens show what waiting looks like. Next: after_cutoff.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.catalogue.operations import map_product
from domain.catalogue.queries import product_choices
from domain.common.aliases import ALL_CHANNELS
from domain.ordering import queries
from domain.ordering.operations import cancel_order, drop_held, reveal_phone, set_point, tag_buyer, take_held
from domain.ordering.queries import HeldRow, OrderFilter, OrderRow
from domain.places.operations import map_point
from domain.places.words import NO_POINT
from workers.demo import staff
from workers.demo.files import youzan
from workers.demo.orders import OLD_NAMES, OLD_POINT, STRANGERS, old_name
from workers.demo.scene import Scene
from workers.demo.words import Channel

LEFT_WAITING = 2
REGULARS = 3
MOST_ROWS = 100_000


def settle(scene: Scene) -> None:
    """Everything a clerk does between the last import and the cutoff."""
    map_names(scene)
    take_what_is_known(scene)
    drop_strangers(scene)
    find_points(scene)
    cancel_withdrawn(scene)
    look_after_regulars(scene)


def map_names(scene: Scene) -> None:
    """Last year's names of products, and the old name of a point, are mapped once and remembered."""
    with scene.database.read() as connection:
        products = {choice.code: choice.id for choice in product_choices(connection)}
        points = {name: point_id for point_id, name in queries.point_choices(connection)}
    for number, product in enumerate(scene.company.products[:OLD_NAMES]):
        old = old_name(scene.company, number)
        for spec in (product.spec, ""):
            map_product(scene.database, staff.CLERK, ALL_CHANNELS, old, spec, products[product.code])
    point_id = points[scene.company.points[0].name]
    map_point(scene.database, staff.CLERK, Channel.SHOPIFY.value, OLD_POINT, point_id)


def take_what_is_known(scene: Scene) -> None:
    """Rows that were held for a name that is mapped by now."""
    old = {old_name(scene.company, number) for number in range(len(scene.company.products[:OLD_NAMES]))}
    known = [row.id for row in _held(scene, "unknown_product") if _product(row).startswith(tuple(old))]
    if known:
        take_held(scene.database, staff.CLERK, known)


def drop_strangers(scene: Scene) -> None:
    """Rows nobody can deliver are dropped with a reason; the last of them stay for tomorrow."""
    strange = [row.id for row in _held(scene, "unknown_product") if _product(row) in STRANGERS][:-LEFT_WAITING]
    if strange:
        drop_held(scene.database, staff.CLERK, strange, "不是商品，已和团长说明")


def _held(scene: Scene, code: str) -> list[HeldRow]:
    with scene.database.read() as connection:
        rows = queries.held_rows(connection, scene.cycle.code, limit=MOST_ROWS)
    return [row for row in rows if row.reason.code == code]


def _product(row: HeldRow) -> str:
    return str(row.reason.fact("product"))


def find_points(scene: Scene) -> None:
    """Buyers who chose no point: the clerk asks them; they live all over the town."""
    with scene.database.read() as connection:
        ids = {name: point_id for point_id, name in queries.point_choices(connection)}
        nowhere = OrderFilter(scene.cycle.code, point_id=ids.get(NO_POINT, 0))
        waiting = queries.order_page(connection, nowhere, limit=MOST_ROWS)
    points = [ids[point.name] for point in scene.company.points]
    for place, some in enumerate(_dealt(waiting, len(points))):
        set_point(scene.database, staff.SECOND_CLERK, [order.id for order in some], points[place])


def _dealt(orders: Sequence[OrderRow], count: int) -> Iterator[Sequence[OrderRow]]:
    """The orders dealt out like cards."""
    return (some for start in range(count) if (some := orders[start::count]))


def cancel_withdrawn(scene: Scene) -> None:
    """Orders of the first export that vanished from the second: asked, cancelled, the money is due back."""
    for order in scene.night.of(Channel.YOUZAN):
        if order.is_withdrawn:
            found = _order_of(scene, youzan.order_number(order))
            with scene.database.read() as connection:
                version = queries.order_detail(connection, found.id).version
            cancel_order(scene.database, staff.SECOND_CLERK, found.id, "买家已在平台退单", version=version)


def _order_of(scene: Scene, number: str) -> OrderRow:
    with scene.database.read() as connection:
        return queries.order_page(connection, OrderFilter(scene.cycle.code, words=number), limit=1)[0]


def look_after_regulars(scene: Scene) -> None:
    """A few buyers get a tag; one is called up, which leaves a row in the trail."""
    with scene.database.read() as connection:
        regulars = queries.order_page(connection, OrderFilter(scene.cycle.code, state="confirmed"), limit=REGULARS)
    for order in regulars:
        tag_buyer(scene.database, staff.SECOND_CLERK, order.id, "老客户")
    reveal_phone(scene.database, staff.SECOND_CLERK, regulars[0].id, "确认自提时间")
