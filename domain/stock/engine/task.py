"""What slotting is asked and what it answers. Products and shelves are places in these tuples, zones small numbers.

Lengths are centimetres from the packing table, along the aisles (dx + dy). Next: slotting.py.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Product:
    """What a product asks of its shelf: its zone, what a night's pieces weigh and take, and one piece's weight."""

    zone: int
    night_g: int
    night_ml: int
    piece_g: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a shelf gives: zone, where it stands, its level (1: lowest), its place on the walk, what it carries."""

    zone: int
    x_cm: int
    y_cm: int
    level: int
    walk: int
    max_g: int
    max_ml: int


@dataclass(frozen=True, slots=True)
class Walk:
    """One list of a picker: the products on it (places in `products`), and how often such a list was walked."""

    products: tuple[int, ...]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """Everything slotting needs to know; `walks` were walked in `nights` nights."""

    products: tuple[Product, ...]
    shelves: tuple[Shelf, ...]
    walks: tuple[Walk, ...]
    nights: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The shelf of each product (places in `shelves`). `walked_cm` is the expected walk of a night with it.

    `greedy_cm`: the same with the greedy plan, None when that breaks a limit. `is_best_linear`: OR-Tools proved that
    no plan has shorter ways between table and shelves, each product by itself.
    """

    shelf_of: tuple[int, ...]
    walked_cm: int
    greedy_cm: int | None
    is_best_linear: bool


class Limit(enum.StrEnum):
    """Which limit leaves no plan."""

    NO_SHELF = "no_shelf"
    ONE_WEIGHT = "one_weight"
    ONE_VOLUME = "one_volume"
    WEIGHT = "weight"
    VOLUME = "volume"
    BOTH = "both"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class NoPlan:
    """No plan keeps every limit: which one, in which zone, of which product (NOWHERE: all of the zone together).

    `needed` and `there` are grams or millilitres, 0 where the limit is neither.
    """

    limit: Limit
    zone: int
    product: int = NOWHERE
    needed: int = 0
    there: int = 0
