"""Waves on their way: released with all their cells in a few statements, taken back, paused and resumed. Next: scanning.py."""

from __future__ import annotations

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor


def release_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """Makes the wave's cells. Answer {"waves": 1, "cells", "pieces", "short"}. Raises WaveNotReady, NotFound."""
    raise NotImplementedError


def release_all(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """Releases every planned wave of the cycle. Answer as release_wave. Raises NothingToPlan, CycleNotCut."""
    raise NotImplementedError


def take_back_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """released > planned, its cells gone, before anything was picked. Raises WaveStarted, WaveNotReady."""
    raise NotImplementedError


def pause_wave(database: Database, actor: Actor, wave_id: int, reason: str, *, command_id: str | None = None) -> Done:
    """picking > paused, with a reason: scans are refused until it is resumed. Raises WaveNotReady, ReasonNeeded."""
    raise NotImplementedError


def resume_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """paused > picking, checking > picking. Raises WaveNotReady."""
    raise NotImplementedError
