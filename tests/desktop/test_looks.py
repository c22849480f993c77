from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop import looks

ROOT = Path(__file__).resolve().parents[2]


def test_every_scene_stands_whole_translated_named_and_masked(qapp, tmp_path):
    """All scenes, in both languages at the smallest size, in the longer one at the usual size too."""
    assert looks.walk(tmp_path, looks.everything) == []


@pytest.mark.parametrize("scale", ["2"])
def test_texts_fit_at_other_scales_of_the_screen(scale):
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "QT_SCALE_FACTOR": scale}
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.looks", scale],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr[-2000:]
