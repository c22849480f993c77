"""The orders of a night as they truly are: who wants what at which point, and what will be wrong with it in the files.

Exactly `options.orders` of them stand in the books at the cutoff; what is refunded, withdrawn or unreadable comes on
top. The same seed gives the same orders. Next: files/, which writes them down badly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from workers.demo import people
from workers.demo.words import FEWEST_ORDERS, Buyer, Channel, Company, DemoLine, DemoOptions, DemoOrder, Fate

SHARES: tuple[tuple[Channel, int], ...] = (
    (Channel.YOUZAN, 24),
    (Channel.QUNJIELONG, 10),
    (Channel.SHOPIFY, 10),
)
"""Of a hundred orders; 快团团 has the rest, and one point's chat a few dozen at most."""

LONGEST_NOTE = 24
MOST_OF_YESTERDAY = 400
MOST_TROUBLE = 12
"""A channel has so many troubles of one kind at most: more would teach nobody anything."""

BAD_QUANTITIES = ("-1", "1e3", "1.5", "两份", "0", "99999", "1_000", "²", "NaN")
OLD_NAMES = 3
"""So many products are still sold under the name they had last year: the catalogue does not know it."""

OLD_POINT = "老码头仓(已搬)"
"""What the web shop still calls the first point."""

STRANGERS = ("神秘福袋", "运费补差", "拍一发三")
"""What the catalogue does not know and nobody should deliver."""

NOTES = (
    "",
    "",
    "",
    "",
    "",
    "",
    "不要葱",
    "放门卫",
    "麻烦挑大一点的",
    "周五不在家",
    "多给个袋子",
    "要新鲜的!!",
    "请打电话😊",
)


@dataclass(frozen=True, slots=True)
class Night:
    """All orders of a cycle. `before`: the 有赞 orders by number as its first export holds them; the late comers are
    not in it, some wanted other pieces then. `note_point` is the point whose chat was pasted.
    """

    seed: int
    orders: tuple[DemoOrder, ...]
    planned_cutoff: datetime
    note_point: int
    before: dict[int, DemoOrder]

    def of(self, channel: Channel) -> tuple[DemoOrder, ...]:
        """The orders of one channel, by number."""
        return tuple(order for order in self.orders if order.channel is channel)


def night(options: DemoOptions, company: Company, planned_cutoff: datetime) -> Night:
    """The orders of tonight, from everywhere, with all that is wrong in them."""
    maker = _Maker(Random(f"tonight {options.seed}"), options, company, planned_cutoff)
    orders: list[DemoOrder] = []
    for channel, count in shares(options.orders).items():
        orders += maker.spoil(channel, maker.orders(channel, count))
    return Night(options.seed, tuple(orders), planned_cutoff, maker.note_point, maker.first_export(orders))


def night_before(options: DemoOptions, company: Company, planned_cutoff: datetime) -> Night:
    """A smaller night without trouble, from one channel: the history that a working company has."""
    maker = _Maker(Random(f"yesterday {options.seed}"), options, company, planned_cutoff)
    count = min(MOST_OF_YESTERDAY, max(FEWEST_ORDERS, options.orders // 5))
    return Night(options.seed, tuple(maker.orders(Channel.KUAITUANTUAN, count)), planned_cutoff, maker.note_point, {})


def shares(orders: int) -> dict[Channel, int]:
    """How many orders each channel brings."""
    counts = {channel: orders * part // 100 for channel, part in SHARES}
    counts[Channel.GROUP_NOTE] = min(LONGEST_NOTE, max(3, orders // 50))
    counts[Channel.KUAITUANTUAN] = orders - sum(counts.values())
    return counts


class _Maker:
    """Draws the orders of one night; everything random comes from one stream."""

    def __init__(self, rng: Random, options: DemoOptions, company: Company, planned_cutoff: datetime) -> None:
        self.rng = rng
        self.options = options
        self.company = company
        self.planned_cutoff = planned_cutoff
        self.note_point = rng.randrange(len(company.points))
        self._points = _cumulated(rng, len(company.points), 0.35)
        self._products = _cumulated(rng, len(company.products), 0.7)
        self._next_buyer = 0
        self._turn = 0
        self._names_in_note: set[str] = set()

    def orders(self, channel: Channel, count: int) -> list[DemoOrder]:
        """`count` orders of a channel, numbered from 1."""
        return [self.order(channel, number) for number in range(1, count + 1)]

    def order(self, channel: Channel, number: int) -> DemoOrder:
        """One order with good lines; the first ones see to it that every point and product is wanted by somebody."""
        turn, self._turn = self._turn, self._turn + 1
        is_note = channel is Channel.GROUP_NOTE
        point = self.note_point if is_note else self._point(turn)
        minutes = self.rng.triangular(3, 23 * 60, 3 * 60)
        return DemoOrder(
            channel=channel,
            number=number,
            buyer=self.buyer(channel),
            point=point,
            at=(self.planned_cutoff - timedelta(minutes=minutes)).replace(microsecond=0),
            lines=self._lines(turn, is_note),
            note="" if is_note else self.rng.choice(NOTES),
        )

    def buyer(self, channel: Channel) -> Buyer:
        """A person nobody else is. One in thirty has a name that makes trouble; in a chat no two have one name."""
        number, self._next_buyer = self._next_buyer, self._next_buyer + 1
        name = people.buyer_name(self.rng)
        if channel is Channel.GROUP_NOTE:
            while name in self._names_in_note:
                name = people.buyer_name(self.rng)
            self._names_in_note.add(name)
        elif self.rng.random() < 1 / 30:
            name = self.rng.choice(people.ODD_NAMES)
        home = f"{self.rng.randrange(1, 40)}-{self.rng.randrange(1, 19)}{self.rng.randrange(1, 5):02d}"
        return Buyer(name, people.phone(number), home)

    def _point(self, turn: int) -> int:
        if turn < len(self.company.points):
            return turn
        return _drawn(self.rng, self._points)

    def _lines(self, turn: int, is_note: bool) -> tuple[DemoLine, ...]:
        count = self._line_count()
        chosen = [turn] if turn < len(self.company.products) and not is_note else []
        while len(chosen) < count:
            product = _drawn(self.rng, self._products)
            if product not in chosen and not (is_note and product >= NOTE_PRODUCTS):
                chosen.append(product)
        return tuple(DemoLine(product, self._pieces()) for product in chosen)

    def _line_count(self) -> int:
        at_most = len(self.company.products)
        if self.options.is_peak:
            return min(at_most, 1 if self.rng.random() < 0.72 else 2)
        return min(at_most, self.rng.choices((1, 2, 3, 4, 5, 6), (30, 28, 20, 12, 6, 4))[0])

    def _pieces(self) -> int:
        if self.options.is_peak:
            return 1 if self.rng.random() < 0.985 else 2
        return self.rng.choices((1, 2, 3, 5, 12, 40), (820, 120, 30, 18, 7, 5))[0]

    # What is wrong with them --------------------------------------------------------------------

    def spoil(self, channel: Channel, orders: list[DemoOrder]) -> list[DemoOrder]:
        """The same orders with bad, unknown and refunded lines hung on some, and orders that never count between."""
        if channel is Channel.GROUP_NOTE:
            return orders
        some = min(MOST_TROUBLE, max(1, len(orders) // 150))
        places = self.rng.sample(range(len(orders)), min(len(orders) * 2 // 3, 5 * some))
        for turn, place in enumerate(places):
            orders[place] = self._spoilt(orders[place], turn % 5, turn // 5)
        extra = [replace(self.order(channel, 0), is_refunded=True) for _ in range(some)]
        if channel is Channel.YOUZAN:
            extra += [replace(self.order(channel, 0), is_withdrawn=True) for _ in range(some + 1)]
        for order in extra:
            orders.insert(self.rng.randrange(1, len(orders) + 1), order)
        return [replace(order, number=number) for number, order in enumerate(orders, 1)]

    def _spoilt(self, order: DemoOrder, how: int, turn: int) -> DemoOrder:
        free = [product for product in range(len(self.company.products)) if product not in _products_of(order)]
        match how:
            case 0 if free:
                said = BAD_QUANTITIES[turn % len(BAD_QUANTITIES)]
                return _with(order, DemoLine(self.rng.choice(free), 1, Fate.BAD, said))
            case 1:
                return _with(order, DemoLine(0, 1, Fate.UNKNOWN, STRANGERS[turn % len(STRANGERS)]))
            case 2 if free:
                return _with(order, DemoLine(self.rng.choice(free), 1, Fate.REFUNDED))
            case 3 if order.channel is Channel.SHOPIFY:
                return replace(order, point=0, point_said=OLD_POINT)
            case 3:
                return replace(order, point=None)
            case 4:
                old = turn % min(OLD_NAMES, len(self.company.products))
                others = [line for line in order.lines if line.product != old]
                return replace(order, lines=(*others, DemoLine(old, 1, Fate.RENAMED, old_name(self.company, old))))
        return order

    def first_export(self, orders: Sequence[DemoOrder]) -> dict[int, DemoOrder]:
        """有赞 at six in the evening, by number: the late comers are not in it, some wanted other pieces then."""
        mine = [order for order in orders if order.channel is Channel.YOUZAN]
        early = mine[: len(mine) - max(2, len(mine) // 20)]
        early += [order for order in mine[len(early) :] if order.is_withdrawn]
        changing = {order.number for order in early if self._may_change(order)}
        wanted = set(self.rng.sample(sorted(changing), min(len(changing), max(1, len(mine) // 100))))
        return {order.number: _as_before(order) if order.number in wanted else order for order in early}

    def _may_change(self, order: DemoOrder) -> bool:
        return is_plain(order) and not order.is_refunded and not order.is_withdrawn


NOTE_PRODUCTS = 6
"""A chat's list is short: these first products, A to F."""


def late_buyer(seed: int, number: int) -> Buyer:
    """Somebody who thought of it after the cutoff."""
    return Buyer(people.full_name(Random(f"late {seed} {number}")), people.phone(700_000 + number), "3-301")


def old_name(company: Company, product: int) -> str:
    """What a product was called before the catalogue gave it its name."""
    return f"【爆款】{company.products[product].name}"


def is_plain(order: DemoOrder) -> bool:
    """True when nothing is wrong with the order in its file."""
    return order.point is not None and not order.point_said and all(line.fate is Fate.GOOD for line in order.lines)


def _products_of(order: DemoOrder) -> set[int]:
    return {line.product for line in order.lines}


def _with(order: DemoOrder, line: DemoLine) -> DemoOrder:
    return replace(order, lines=(*order.lines, line))


def _as_before(order: DemoOrder) -> DemoOrder:
    """The order as it was before the buyer took more of its first product."""
    first = order.lines[0]
    return replace(order, lines=(replace(first, pieces=first.pieces + 1), *order.lines[1:]))


def _cumulated(rng: Random, count: int, steepness: float) -> list[float]:
    """Cumulated weights of a popularity that falls off like 1 / rank ** steepness, ranks shuffled."""
    weights = [1 / rank**steepness for rank in range(1, count + 1)]
    rng.shuffle(weights)
    return list(accumulate(weights))


def _drawn(rng: Random, cumulated: Sequence[float]) -> int:
    return rng.choices(range(len(cumulated)), cum_weights=cumulated)[0]
