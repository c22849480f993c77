"""Frozen rows of dispatch: load lists in reverse drop order, the board of all vans, the road (who is expected where,
what comes too late), re-plans, vans that would be overloaded.
"""

from domain.dispatch.queries.board import van_board
from domain.dispatch.queries.expecting import late, on_the_road
from domain.dispatch.queries.lists import load_list, load_lists
from domain.dispatch.queries.overloads import overloads
from domain.dispatch.queries.replans import replan, replans
from domain.dispatch.queries.waiting import waiting_replan

__all__ = [
    "late",
    "load_list",
    "load_lists",
    "on_the_road",
    "overloads",
    "replan",
    "replans",
    "van_board",
    "waiting_replan",
]
