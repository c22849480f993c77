"""`demo`: a demo company and its night, its papers and the pictures of its windows; main.py then opens the window."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.common.sentences import _, language
from workers.command_line.answers import Answer, say
from workers.demo import DemoOptions, demo_lines, run_demo

MAIN = Path(__file__).resolve().parents[2] / "main.py"
PICTURES_WITHIN_S = 300


def demo(wanted: argparse.Namespace) -> Answer:
    """Runs the night; `out` in the answer names the folder with files, papers and pictures."""
    answer = run_demo(wanted.data, wanted.out, DemoOptions.asked(wanted), progress=say)
    say(_("Pictures of the windows…"))
    folder = wanted.out / "pictures"
    pictures = take_pictures(company_of(wanted), folder)
    body: dict[str, Any] = {**answer.as_body(), "pictures": [str(path) for path in pictures]}
    return Answer(body, [*demo_lines(answer), *_picture_lines(folder, pictures)], bool(body["check"]["clean"]))


def company_of(wanted: argparse.Namespace) -> str:
    """Where the demo's company lies: as asked, or the demo's own folder."""
    return str(wanted.data or wanted.out / "company")


def main_cycle(place: str) -> str:
    """The code of the cycle the demo's night is about: the one with the most orders."""
    from domain.common.database import open_database
    from domain.ordering.queries import cycles

    with open_database(place, who="Daybreak demo") as database, database.read() as connection:
        return max(cycles(connection), key=lambda row: (row.orders, row.id)).code


def take_pictures(place: str, folder: Path) -> list[Path]:
    """The pictures of every window on the company, taken by a process of its own that needs no screen."""
    arguments = [sys.executable, str(MAIN), "windows", "--out", str(folder), "--data", place, "--lang", language()]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    options: dict[str, Any] = {"capture_output": True, "text": True, "check": False, "timeout": PICTURES_WITHIN_S}
    try:
        done = subprocess.run(arguments, env=surroundings, **options)
    except subprocess.TimeoutExpired:
        say(_("No more pictures: they took longer than {seconds} s.").format(seconds=PICTURES_WITHIN_S))
        return sorted(folder.glob("*.png"))
    if done.returncode != 0:
        say(_("No pictures: {detail}").format(detail=(done.stderr.strip().splitlines() or ["?"])[-1]))
        return []
    return sorted(folder.glob("*.png"))


def _picture_lines(folder: Path, pictures: list[Path]) -> Iterator[str]:
    if pictures:
        yield _("{count} pictures of the windows in {folder}.").format(count=len(pictures), folder=folder)


def has_screen() -> bool:
    """True when a window can be opened here."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
