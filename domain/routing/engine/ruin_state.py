"""What the compiled search works on: tuples of arrays, which numba hands on without a copy. Next: ruin_moves.py."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NOWHERE = -1


class Task(NamedTuple):
    """What does not change. Places 1 to n - 1 are sites, 0 is the warehouse, others follow; v kinds of vans, l loads."""

    price: Floats
    """(places) what leaving a site out costs."""
    costs: Floats
    """(profiles, places, places) cost of a leg."""
    seconds: Ints
    """(places, places)."""
    hours: Ints
    """(places, 3) opens, closes, service, s."""
    loads: Ints
    """(places, l)."""
    kinds: Ints
    """(places) bit k set: kind k may serve the site."""
    near: Ints
    """(n, n) the other sites, nearest first; ends with 0."""
    room: Ints
    """(v, l)."""
    available: Ints
    """(v) how many there are."""
    profile: Ints
    """(v) whose costs it drives with."""
    fixed: Floats
    per_s: Floats
    ends: Ints
    """(v, 2) places where its day begins and ends."""
    shift: Ints
    """(v, 2) s of the day."""
    twin: NDArray[np.bool_]
    """(v, v) True when hours and ends are the same: a route may change over without a look at its times."""
    orders: Ints
    """Orders of putting back, each as often as it is to be drawn."""


class Plan(NamedTuple):
    """A plan in work: route r is stops[r, :length[r]], driven by kind[r] (NOWHERE: none)."""

    stops: Ints
    length: Ints
    kind: Ints
    load: Ints
    cost: Floats
    may: Ints
    """Bits of the kinds that may drive it."""
    lasts: Ints
    """Its duration, s."""
    head: Ints
    """(r, q, 3) duration, earliest and latest start of the first q stops with the place it begins at; without rows
    where time does not count."""
    tail: Ints
    """The same from stop q to the end."""
    where: Ints
    """(places) the site's route or NOWHERE."""
    used: Ints
    """(v) vans on the road."""
    absent: Ints
    numbers: Ints
    """[how many are absent, highest route in use + 1, changed routes]."""
    total: Floats
    """[cost with the prices of what is left out]."""
    changed: Ints
    is_changed: NDArray[np.bool_]
    luck: NDArray[np.uint64]


ABSENT, TOP, CHANGED = range(3)
