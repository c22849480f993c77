"""Frozen rows of dispatch: a van's load list in reverse drop order, and the board of all vans."""

from domain.dispatch.queries.board import van_board
from domain.dispatch.queries.lists import load_list, load_lists

__all__ = ["load_list", "load_lists", "van_board"]
