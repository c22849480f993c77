"""Whoever prints from books of training: every label says 培训 TRAINING, dot for dot, and never without it."""

from __future__ import annotations

import pytest

from devices.profiles import MEDIA, profile
from domain.common.settings import mark_as_training
from domain.printing import queries
from exchange.labels import draw
from tests.builders import MANAGER
from tests.workers.spooler.scene import MEDIA_NAME, add_printer, ask
from workers.practice import PRINTER, practice_printer
from workers.spooler import Spooler


@pytest.mark.parametrize("is_marked", [True, False], ids=["training", "real"])
def test_a_label_of_training_says_so_though_nobody_asked_for_it(database, is_marked):
    if is_marked:
        mark_as_training(database, MANAGER)
    printer = practice_printer()
    add_printer(database, printer.address, PRINTER)
    spooler = Spooler(database, MANAGER, program="test", language="zh_CN").start()
    try:
        ask(database, 1, 1)
        spooler.wake()
        assert spooler.wait_until_idle(20.0)
        assert printer.wire.printer.wait_for(1, 10.0)
    finally:
        spooler.close()
        printer.close()
    with database.read() as connection:
        job = queries.jobs_of(connection, "tote_use t1")[0]
    drawn = {
        marked: draw(
            job.kind, job.body, media=MEDIA[MEDIA_NAME], dpi=profile(PRINTER).dpi, language="zh_CN", serial=job.serial,
            is_training=marked,
        ).image.bits
        for marked in (True, False)
    }  # fmt: skip
    assert drawn[True] != drawn[False]
    assert printer.wire.printer.labels[0].bits == drawn[is_marked]
