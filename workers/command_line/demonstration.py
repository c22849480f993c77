"""`demo`: a demo company and its night; then the window opens, or without a screen pictures are written."""

from __future__ import annotations

import argparse
import os
import sys

from workers.command_line.answers import Answer, say


def demo(wanted: argparse.Namespace) -> Answer:
    """Runs the night; `out` names the folder with files, papers and pictures."""
    from workers.demo import DemoOptions, demo_lines, run_demo

    answer = run_demo(wanted.data, wanted.out, DemoOptions.asked(wanted), progress=say)
    body = answer.as_body()
    return Answer(body, demo_lines(answer), bool(body["check"]["clean"]))


def has_screen() -> bool:
    """True when a window can be opened here."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
