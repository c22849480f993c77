"""The label on paper: what a simulated printer drew of the bytes the spooler sent it, read as a scanner reads it."""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image

from domain.printing.operations import add_printer
from tests.scenarios.hall_steps import USES
from tests.scenarios.walk import Walk
from workers.demo import staff
from workers.practice import practice_printer
from workers.spooler import Spooler

PATIENCE_S = 60.0
LABEL = """
    SELECT j.state, j.copy_no, j.serial FROM seal s JOIN print_job j ON j.id = s.print_job_id
    WHERE s.tote_use_id = :use AND s.voided_at IS NULL
"""


def is_labelled(walk: Walk) -> None:
    """Row 9: the label of each of its crates came out of a printer that said so, once, and its code can be scanned."""
    pictures = walk.scene.folder.papers / "labels"
    printer = practice_printer()
    add_printer(walk.database, staff.MANAGER, "标签机", profile=printer.profile, link=printer.address)
    spooler = Spooler(walk.database, staff.CLERK).start()
    try:
        assert spooler.wait_until_idle(PATIENCE_S), spooler.told()
    finally:
        spooler.close()
        printer.close()
    codes = scanned(printer.save(pictures))
    uses = walk.all(USES)
    assert uses
    for use in uses:
        [label] = walk.all(LABEL, use=use.id)
        assert (label.state, label.copy_no) == ("confirmed", 1)
        assert codes.count(label.serial) == 1


def scanned(pictures: list[Path]) -> list[str]:
    """Every code on every picture."""
    found = []
    for path in pictures:
        with Image.open(path) as picture:
            found += [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
    return found
