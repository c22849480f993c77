"""A few scans typed by the X server into the real window; `python -m tests.desktop.typed_scans` types five hundred."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.desktop.xtest import missing


@pytest.mark.skipif(bool(missing()), reason="no virtual screen here: Xvfb with libX11 and libXtst is wanted")
def test_no_scan_is_lost_and_no_key_reaches_a_widget_of_the_real_window():
    command = [sys.executable, "-m", "tests.desktop.typed_scans", "--scans", "9"]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, timeout=240, check=False)
    assert done.stdout, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    wrong = {name: found[name] for name in ("lost", "doubled", "leaked", "clicks", "changed", "human_wrong")}
    assert wrong == dict.fromkeys(wrong, 0)
    assert found["human_keys"] > 0
    assert set(found["by_focus"].values()) == {1}
