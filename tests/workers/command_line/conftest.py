"""Runs commands as main.py does, in this process, and reads what they print."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from main import main

KTT = Path(__file__).parents[2] / "data" / "ktt" / "顾客购买表.xlsx"


@dataclass(frozen=True)
class Ran:
    """A command's exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def body(self) -> dict[str, Any]:
        """The one JSON object on stdout; more than one line is a fault."""
        lines = self.out.strip().splitlines()
        assert len(lines) == 1, self.out
        return dict(json.loads(lines[0]))


@pytest.fixture
def run(place: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`run("cycle", "show", "0525")`: the command on a fresh company of either database, with --json in English."""

    def call(*arguments: str, as_json: bool = True) -> Ran:
        shared = ["--data", place, "--lang", "en", *(["--json"] if as_json else [])]
        try:
            code = main([*arguments, *shared])
        except SystemExit as wrong_usage:
            code = int(str(wrong_usage.code))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return call


@pytest.fixture
def opened(run: Callable[..., Ran]) -> Callable[..., Ran]:
    """`run`, with cycle 0525 open."""
    done = run("cycle", "open", "0525", "--cutoff", "2026-05-25T20:00+08:00", "--delivery", "2026-05-26")
    assert done.code == 0, done
    return run
