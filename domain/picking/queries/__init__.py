"""Frozen rows of picking for the station (station.py, beginning.py), the board (board.py) and what lags behind (behind.py)."""

from domain.picking.queries.beginning import stand_of_paper
from domain.picking.queries.behind import cells_behind
from domain.picking.queries.board import point_rows, refused_scans, wave, wave_board
from domain.picking.queries.crates import tote_contents
from domain.picking.queries.station import (
    last_acts,
    last_stand,
    next_line,
    pick_lines,
    station_view,
    substitutes_for,
    wave_head,
)
from domain.picking.queries.turns import whose_turn

__all__ = [
    "cells_behind",
    "last_acts",
    "last_stand",
    "next_line",
    "pick_lines",
    "point_rows",
    "refused_scans",
    "stand_of_paper",
    "station_view",
    "substitutes_for",
    "tote_contents",
    "wave",
    "wave_board",
    "wave_head",
    "whose_turn",
]
