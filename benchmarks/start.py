"""main.py to its first window, warm: from the start of the process until the window has been painted.

The floor is a QApplication with an empty window painted once, in the same Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

NAME = "start"
RUNS = 5
TO_REACH = {"seconds": 1.0}
ROOT = Path(__file__).resolve().parent.parent

# Both scripts leave by a timer of no delay that the first paint set off, and print nothing else.
WATCH = """
import resource, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, leave)
        return False
def leave():
    import os
    mb = next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmHWM')) / 1024
    print(time.time(), mb, flush=True)
    os._exit(0)
"""
EMPTY = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
watch = Watch()
app.installEventFilter(watch)
window = QWidget()
window.resize(1366, 768)
window.show()
app.exec()
"""
)
WHOLE = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication
watch = Watch()
run = QApplication.exec
def watched(*_):
    QApplication.instance().installEventFilter(watch)
    for window in QApplication.topLevelWidgets():
        window.update()
    return run()
QApplication.exec = watched
import main
sys.exit(main.main(["--data", sys.argv[1]]))
"""
)


def measure(options: Namespace) -> dict[str, Any]:
    """seconds from process start to first paint, the best of some warm runs; peak_mb of the whole window's process."""
    runs = getattr(options, "runs", None) or RUNS
    with tempfile.TemporaryDirectory() as folder:
        empty = [_painted(EMPTY, folder) for _ in range(runs + 1)][1:]
        whole = [_painted(WHOLE, folder) for _ in range(runs + 1)][1:]
    seconds, floor_seconds = min(s for s, _ in whole), min(s for s, _ in empty)
    return {
        "name": NAME,
        "seconds": round(seconds, 3),
        "floor_seconds": round(floor_seconds, 3),
        "ratio": round(seconds / floor_seconds, 2),
        "peak_mb": round(max(mb for _, mb in whole)),
        "best_of": runs,
        "to_reach": TO_REACH,
    }


def _painted(script: str, folder: str) -> tuple[float, float]:
    """(seconds until painted, peak MB) of one process."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": folder, "PYTHONPATH": str(ROOT)}
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(folder) / "company")],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    at, mb = done.stdout.split()[:2]
    return float(at) - begun, float(mb)
