"""The verbs of routing: plan, accept, change by hand and take it back, finish, pin, assign a driver, lock, keep travel
times."""

from domain.routing.operations.accepting import accept_plan
from domain.routing.operations.asking import ways_out, what_if
from domain.routing.operations.changing import (
    join_rounds,
    move_stop,
    pin_sequence,
    reverse_route,
    split_round,
    swap_stops,
)
from domain.routing.operations.finishing import finish_plan
from domain.routing.operations.keeping import assign_driver, lock_route, pin_stop, unlock_route
from domain.routing.operations.planning import plan_routes
from domain.routing.operations.taking_back import undo_change
from domain.routing.operations.travelling import choose_travel, forget_legs, keep_legs, set_pace

__all__ = [
    "accept_plan",
    "assign_driver",
    "choose_travel",
    "finish_plan",
    "forget_legs",
    "join_rounds",
    "keep_legs",
    "lock_route",
    "move_stop",
    "pin_sequence",
    "pin_stop",
    "plan_routes",
    "reverse_route",
    "set_pace",
    "split_round",
    "swap_stops",
    "undo_change",
    "unlock_route",
    "ways_out",
    "what_if",
]
