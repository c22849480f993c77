"""How a printer and its queue stand, for the lamp, the command line and the log: facts, and the sentences they make.

Next: sender.py, which tells; domain/common/sentences/printing.py holds the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.drivers.proof import CAN_TAKE, PrintFault
from devices.readings import Health, HealthState
from domain.common.errors import DomainError, Notice
from domain.common.sentences import sentence

_FINE = CAN_TAKE | {HealthState.BUSY, HealthState.CONNECTING}


@dataclass(frozen=True, slots=True)
class Told:
    """One printer as its sender sees it. `question`: what waits for a person, or who else prints; `trouble`: a sentence
    about a label that could not be drawn, or about words that had no room. Counts are those of this sender.
    """

    printer_id: int
    name: str
    address: str
    health: Health
    question: DomainError | None = None
    trouble: str = ""
    confirmed: int = 0
    unconfirmed: int = 0
    uncertain: int = 0
    failed: int = 0

    @property
    def printed(self) -> int:
        """Labels that came out, or whose bytes all went out."""
        return self.confirmed + self.unconfirmed


def health_notice(name: str, address: str, health: Health) -> Notice:
    """What to say of a printer's health, with what to do: one code a state, and one a condition that stops or warns."""
    facts = {"printer": name, "address": address, "detail": health.detail}
    if health.state in (HealthState.BLOCKED, HealthState.WARNING):
        return Notice.of(f"printer_has_{health.detail.split(',')[0] or 'fault'}", **facts)
    return Notice.of(f"printer_is_{health.state.value}", **facts)


def told_words(told: Told) -> str:
    """What a person reads of a printer: how it is when that keeps it from printing, and what waits for an answer."""
    how_it_is = sentence(health_notice(told.name, told.address, told.health))
    if told.question is None:
        return how_it_is
    question = sentence(told.question)
    return question if told.health.state in _FINE else f"{how_it_is} {question}"


def fault_words(fault: str, *, printer: str, serial: str) -> str:
    """Why it is not certain that a label came out, and what to do: of the fault that is kept with the job."""
    code, _colon, detail = (part.strip() for part in fault.partition(":"))
    facts = {"printer": printer, "serial": serial, "detail": detail}
    if code != PrintFault.STOPPED:
        return sentence(Notice.of(f"label_{code or 'under_way'}", **facts))
    stopped = Notice.of(f"printer_has_{detail.split(',')[0]}", **facts)
    return f"{sentence(stopped)} {sentence(Notice.of('label_under_way', **facts))}"
