"""`demo`: a demo company and its night, its papers and the pictures of its windows; main.py then opens the window."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from domain.common.sentences import _, language
from workers.command_line.answers import Answer, say
from workers.demo import DemoOptions, demo_lines, run_demo

MAIN = Path(__file__).resolve().parents[2] / "main.py"
PICTURES_WITHIN_S = 300


def demo(wanted: argparse.Namespace) -> Answer:
    """Runs the night; `out` in the answer names the folder with files, papers and pictures."""
    options, folder = DemoOptions.asked(wanted), wanted.out / "pictures"
    with ExitStack() as ends:
        # Stations of a night that went to its end stand empty: the pictures are of one at work, and taken meanwhile.
        taking = ends.enter_context(_pictures(None, folder)) if options.hall else None
        answer = run_demo(wanted.data, wanted.out, options, progress=say)
        say(_("Pictures of the windows…"))
        taking = taking or ends.enter_context(_pictures(company_of(wanted), folder))
        pictures = _taken(taking, folder)
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


@contextmanager
def _pictures(place: str | None, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that needs no screen takes a picture of every window; it ends with the block at the latest."""
    arguments = [sys.executable, str(MAIN), "windows", "--out", str(folder), "--lang", language()]
    arguments += ["--data", place] if place else []
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(arguments, env=surroundings, **streams) as process:
        try:
            yield process
        finally:
            process.kill()


def _taken(process: subprocess.Popen[str], folder: Path) -> list[Path]:
    """The pictures, once the process is through; what there is when it takes too long."""
    try:
        _nothing, told = process.communicate(timeout=PICTURES_WITHIN_S)
    except subprocess.TimeoutExpired:
        say(_("No more pictures: they took longer than {seconds} s.").format(seconds=PICTURES_WITHIN_S))
        return sorted(folder.glob("*.png"))
    if process.returncode != 0:
        say(_("No pictures: {detail}").format(detail=(told.strip().splitlines() or ["?"])[-1]))
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
