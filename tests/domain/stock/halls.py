"""Halls with shelves along aisles, products with a few that most points want, and the lists of some nights."""

from __future__ import annotations

import random

from domain.stock.engine.task import Product, Shelf, Task, Walk

AISLE_CM, BAY_CM, BAYS = 350, 120, 10
ZONES = (0, 0, 0, 0, 0, 0, 1, 1, 1, 2)
"""Of ten products and of ten aisles: six at room temperature, three chilled, one frozen."""


def hall(products: int = 80, shelves: int = 300, points: int = 60, nights: int = 3, seed: int = 1) -> Task:
    """A hall of that size, walked up one aisle and down the next; each list holds the products of one point."""
    chance = random.Random(seed)
    return Task(
        products=tuple(_product(at, chance) for at in range(products)),
        shelves=tuple(_shelf(at, shelves) for at in range(shelves)),
        walks=tuple(_walk(products, chance) for _ in range(points * nights)),
        nights=nights,
    )


def _product(at: int, chance: random.Random) -> Product:
    piece = chance.choice([200, 500, 1000, 2500, 7000])
    pieces = chance.randint(5, 50)
    return Product(ZONES[at % 10], piece * pieces, piece * pieces * 2, piece)


def _shelf(at: int, shelves: int) -> Shelf:
    bay, level = divmod(at, 3)
    aisle, place = divmod(bay, BAYS)
    along = place if aisle % 2 == 0 else BAYS - 1 - place
    zone = ZONES[aisle * 10 // max(1, -(-shelves // (3 * BAYS))) % 10]
    return Shelf(zone, 200 + aisle * AISLE_CM, along * BAY_CM, level + 1, bay * 3 + level, 400_000, 900_000)


def _walk(products: int, chance: random.Random) -> Walk:
    """A third of the products is on most lists; some come in families."""
    wanted = {at for at in range(products) if chance.random() < 0.9 / (1 + at * 12 / products)}
    family = chance.randrange(8)
    wanted |= {at for at in range(products) if at % 8 == family and chance.random() < 0.5}
    return Walk(tuple(sorted(wanted or {chance.randrange(products)})))
