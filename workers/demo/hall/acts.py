"""The acts of the hall in their order, each told as it begins. Next: shelves.py, and so on down the night."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from domain.common.sentences import _
from workers.demo.hall import buying, loading, picking, roads, sealing, shelves, stops
from workers.demo.hall.floor import Floor, floor
from workers.demo.hall.labels import LabelPrinters
from workers.demo.scene import Scene

Step = Callable[[str, str], AbstractContextManager[None]]
"""Begins a step of this name and tells these words."""


def act(scene: Scene, step: Step) -> dict[str, int]:
    """The night in the hall; what it came to, by name."""
    hall = floor(scene)
    printers = LabelPrinters(hall)
    try:
        for name, words, play in _acts(printers):
            with step(name, words):
                play(hall)
    finally:
        printers.close()
    return hall.told


def _acts(printers: LabelPrinters) -> Iterator[tuple[str, str, Callable[[Floor], object]]]:
    yield "stock", _("Bins, shelves and what lies there …"), shelves.act
    yield "purchase", _("Buying, receiving and sharing what is short …"), buying.act
    yield "routes", _("The routes …"), roads.act
    printers.start()
    yield "picking", _("Picking, scan by scan …"), picking.act
    yield "sealing", _("Weighing and sealing …"), sealing.act
    yield "loading", _("Loading the vans …"), loading.act
    yield "stops", _("At the pickup points …"), stops.act
    yield "labels", _("The last labels …"), lambda _hall: printers.finish()
