"""The end of a wave: checking, closed; then every buyer's line has its outcome. Next: following.py."""

from __future__ import annotations

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor


def check_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """picking > checking. Raises WaveNotDone (lines and pieces still open), WaveNotReady."""
    raise NotImplementedError


def close_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """picking or checking > closed, with the outcome of every buyer's line.

    Answer {"wave", "lines", "picked", "substituted", "short", "cancelled", "final_fen"}. Raises WaveNotDone, WaveNotReady.
    """
    raise NotImplementedError
