"""The demo: a made-up operator in a made-up city, and one night of it, played through the real readers and operations.

`run_demo` is the way in. Read words.py for the vocabulary, orders.py for what is ordered, files/ for how badly it is
written down, night.py for the night.
"""

from workers.demo.night import demo_lines, run_demo
from workers.demo.words import (
    DemoAnswer,
    DemoCompanyTaken,
    DemoFolderTaken,
    DemoOptions,
    DemoPaper,
    DemoTooSmall,
    Sums,
)

__all__ = [
    "DemoAnswer",
    "DemoCompanyTaken",
    "DemoFolderTaken",
    "DemoOptions",
    "DemoPaper",
    "DemoTooSmall",
    "Sums",
    "demo_lines",
    "run_demo",
]
