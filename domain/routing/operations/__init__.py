"""The verbs of routing: plan, accept, change by hand, pin, assign a driver, lock."""

from domain.routing.operations.accepting import accept_plan
from domain.routing.operations.changing import move_stop, reverse_route, swap_stops
from domain.routing.operations.keeping import assign_driver, lock_route, pin_stop, unlock_route
from domain.routing.operations.planning import plan_routes

__all__ = [
    "accept_plan",
    "assign_driver",
    "lock_route",
    "move_stop",
    "pin_stop",
    "plan_routes",
    "reverse_route",
    "swap_stops",
    "unlock_route",
]
