"""Frozen rows of routing: drops.py (where each point stands in the live plan), plans.py (a plan as people look at it),
days.py (what a day asks of the vans), legs.py (metres and seconds between places),
van_numbers.py (the number that gives each van its colour).
"""

from domain.routing.queries.days import day_of
from domain.routing.queries.drops import drops
from domain.routing.queries.legs import legs_kept, table_of_day, travel_settings, travel_table
from domain.routing.queries.plans import plan, plan_of, plan_versions
from domain.routing.queries.van_numbers import van_numbers

__all__ = [
    "day_of",
    "drops",
    "legs_kept",
    "plan",
    "plan_of",
    "plan_versions",
    "table_of_day",
    "travel_settings",
    "travel_table",
    "van_numbers",
]
