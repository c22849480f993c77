"""The door of the engine: a plan of shelves for a task within some seconds, or which limit leaves none."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from domain.stock.engine.greedy import greedy_plan
from domain.stock.engine.improving import improve
from domain.stock.engine.packing import pack
from domain.stock.engine.task import NOWHERE, Limit, NoPlan, Plan, Task
from domain.stock.engine.walking import Hall

PACKING_SHARE = 0.25


def plan_shelves(task: Task, seconds: float, seed: int = 0) -> Plan | NoPlan:
    """The best plan found within `seconds` (wall): every limit kept, the expected walk short. NoPlan when there is none.

    Two plans are begun with: the greedy one, and the one OR-Tools proves best when each product is fetched by itself;
    the better one is shortened list by list until time is up.
    """
    end = time.monotonic() + seconds
    hall = Hall(task)
    greedy = greedy_plan(task, hall)
    try:
        packed = pack(task, hall, greedy, seconds * PACKING_SHARE, seed)
    except TimeoutError:
        if greedy is None:
            return NoPlan(Limit.TIME, task.products[0].zone)
        packed = None
    if isinstance(packed, NoPlan):
        return packed
    plans = [] if greedy is None else [greedy]
    if packed is not None:
        plans.append(np.array([packed.shelf_of[at] for at in range(len(task.products))], dtype=np.int64))
    found = improve(task, hall, min(plans, key=hall.cost), end, seed)
    return Plan(
        shelf_of=tuple(int(shelf) for shelf in found),
        walked_cm=hall.walked(found) // hall.nights,
        greedy_cm=None if greedy is None else hall.walked(greedy) // hall.nights,
        is_best_linear=packed is not None and packed.is_best,
    )


def walked_cm(task: Task, shelf_of: Sequence[int]) -> int | None:
    """The expected walk of a night with these shelves; None while a product stands nowhere."""
    if NOWHERE in shelf_of:
        return None
    hall = Hall(task)
    return hall.walked(np.array(shelf_of, dtype=np.int64)) // hall.nights
