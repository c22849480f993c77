"""Readers of labels that run in Node: npos for ESC/POS, zpl-renderer-js for ZPL. `make setup` installs them where there
is Node; where there is none their tests are skipped, and counted.
"""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

HERE = Path(__file__).parent
PACKAGES = Path(sys.prefix) / "readers"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="no Node here to run the label readers of npm")
LONGEST_S = 120


def npos_pictures(jobs: list[bytes]) -> list[Image.Image]:
    """What npos sees in each ESC/POS job, black 0 on white 255."""
    answers = _run("npos_pictures.cjs", [base64.b64encode(job).decode() for job in jobs])
    return [_of_rows(each["width"], each["height"], each["rows"]) for each in answers]


def zpl_pictures(jobs: list[tuple[bytes, int, int, int]]) -> list[Image.Image]:
    """What zpl-renderer-js draws of each: ZPL, width and height in mm, dots a mm."""
    answers = _run("zpl_pictures.cjs", [[zpl.decode("ascii"), *rest] for zpl, *rest in jobs])
    return [Image.open(io.BytesIO(base64.b64decode(each))).convert("L") for each in answers]


def _of_rows(width: int, height: int, rows: str) -> Image.Image:
    return ImageChops.invert(Image.frombytes("1", (width, height), base64.b64decode(rows)).convert("L"))


def _run(script: str, jobs: list[Any]) -> list[Any]:
    assert NODE is not None
    assert (PACKAGES / "node_modules").is_dir(), "the label readers are not installed: run make setup"
    done = subprocess.run(
        [NODE, "--no-deprecation", str(HERE / script), str(PACKAGES)],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return list(json.loads(done.stdout))
