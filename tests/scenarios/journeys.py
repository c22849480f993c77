"""What a line's journey has to tell when its night is over: every step, in order, in sentences of both languages."""

from __future__ import annotations

import re

from domain.common.errors import Notice
from domain.common.sentences import in_language, sentence
from domain.reports.journey import Journey, journey, standing
from tests.scenarios.walk import Walk

STAGES = (
    "ordering",
    "cutoff",
    "purchasing",
    "stock",
    "routing",
    "picking",
    "packing",
    "printing",
    "dispatch",
    "handover",
)
STEPS = (
    *("taken", "frozen", "bought", "received", "allocated", "planned", "picked", "ended", "sealed", "labelled"),
    *("loaded", "departed", "handed_over", "collected"),
)
"""What every line meets, in this order; a shared shortage, an amendment or an undo may stand between."""
NAMED = ("cutoff", "picking", "packing", "dispatch", "handover")
"""Stages of which every step is somebody's, and has its time (but the outcome, which is the wave's)."""


def tells_its_journey(walk: Walk) -> None:
    """The journey of the line, read by a person, in English and in Chinese."""
    with walk.database.read() as connection:
        told = journey(connection, walk.line_id)
        how_far = standing(connection, walk.scene.cycle.code)
    assert (told.product.split()[0], told.quantity) == (walk.product.name.split()[0], walk.line.pieces)
    in_order(told)
    for step in told.steps:
        if step.stage in NAMED and step.what.code != "journey_ended":
            assert step.person, step
            assert step.at, step
        reads_well(step.what)
    collected = sum(row.pieces for row in how_far if row.stage == "handover_collected")
    assert collected == sum(line.pieces for line in walk.order.counted)
    assert sum(row.lines for row in how_far) == sum(len(order.counted) for order in walk.orders)


def in_order(told: Journey) -> None:
    """Every step is there, and its first mention follows the one before; the stages are in the order of the night."""
    codes = [step.what.code.removeprefix("journey_") for step in told.steps]
    firsts = [codes.index(step) for step in STEPS]
    assert firsts == sorted(firsts), codes
    stages = [STAGES.index(step.stage) for step in told.steps]
    assert stages == sorted(stages), codes
    times = [step.at for step in told.steps if step.at and step.stage in NAMED]
    assert times == sorted(times), codes


def reads_well(what: Notice) -> None:
    """A sentence in both languages, no bare fact left over: no brace, no word of the program's own."""
    with in_language("en"):
        english = sentence(what)
    with in_language("zh_CN"):
        chinese = sentence(what)
    assert "{" not in english + chinese
    assert "_" not in english.replace(str(what.fact("source")), ""), english
    assert re.search(r"[\u4e00-\u9fff]", chinese), chinese
    known = " ".join(
        str(value) for name, value in what.facts if name in ("source", "order", "lot", "purchase", "serial")
    )
    assert not [word for word in re.findall(r"[a-z]{3,}", chinese) if word not in known], chinese
