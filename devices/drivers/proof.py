"""What of a label printer may be believed: whether it can take a label, whether a label came out. Pure.

"All bytes were taken" is no proof: a wire swallows a hundred labels of a printer that hangs. Next: label_printer.py.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from devices.readings import Condition, Evidence, HealthState, PrinterStatus

WARNINGS = frozenset({Condition.PAPER_LOW, Condition.BATTERY_LOW})
STOPS = frozenset(Condition) - WARNINGS - {Condition.BUFFER_FULL}
"""What keeps a label from coming out whole."""
CAN_TAKE = frozenset({HealthState.READY, HealthState.WARNING, HealthState.UNKNOWN})
"""States in which a connected printer is given a label; UNKNOWN is one that has no way of saying how it is."""
_FIRST = tuple(Condition)


class PrintFault(enum.StrEnum):
    """Why it is not certain that a label came out.

    WIRE_BROKE: the connection went while it was sent or before the printer had said that it was out. STOPPED: the
    printer said what stopped it. SILENT: it answered before the label and not after it. NOT_SEEN: it took the label and
    was never seen printing. NOT_READ: it cannot answer, and did not hang up after the label either. ONE_WAY: it cannot
    answer, or not whether a label is out.
    """

    WIRE_BROKE = "wire_broke"
    STOPPED = "stopped"
    SILENT = "silent"
    NOT_SEEN = "not_seen"
    NOT_READ = "not_read"
    ONE_WAY = "one_way"


def fault_text(fault: PrintFault, detail: str = "") -> str:
    """ "stopped: paper_out", as it is kept with the job."""
    return f"{fault.value}: {detail}" if detail else fault.value


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a printer is waited for, s: for an answer, for a label to be out after its last byte, for a first sign
    of printing, for hanging up. `slowest_bps`: the slowest wire that is still believed to be at work, bytes a second.
    """

    answer_s: float = 0.8
    confirm_s: float = 15.0
    settle_s: float = 2.0
    hang_up_s: float = 10.0
    slowest_bps: float = 800.0


def health_of(status: PrinterStatus) -> tuple[HealthState, str]:
    """Its health and the conditions that make it so, the gravest first, such as "paper_out,cover_open"."""
    stops, warnings = status.conditions & STOPS, status.conditions & WARNINGS
    if stops:
        return HealthState.BLOCKED, _named(stops)
    if status.is_printing or Condition.BUFFER_FULL in status.conditions:
        return HealthState.BUSY, ""
    return (HealthState.WARNING, _named(warnings)) if warnings else (HealthState.READY, "")


def _named(conditions: frozenset[Condition]) -> str:
    return ",".join(each.value for each in sorted(conditions, key=_FIRST.index))


class Proof:
    """Watches the answers after one label. `in_turn`: an answer itself says that all before it is done (ESC/POS GS r,
    CPCL ESC h); otherwise the printer must have been seen printing, or count its labels (ZPL).
    """

    def __init__(self, *, in_turn: bool, settle_s: float) -> None:
        self._in_turn, self._settle_s = in_turn, settle_s
        self._was_seen = False

    def weigh(self, status: PrinterStatus, after_s: float) -> tuple[Evidence, str] | None:
        """What an answer `after_s` after the last byte proves, with the fault; None: ask again."""
        if status.conditions & STOPS:
            return Evidence.BROKEN, fault_text(PrintFault.STOPPED, _named(status.conditions & STOPS))
        if status.is_printing is None and status.remaining is None:
            return Evidence.TAKEN, fault_text(PrintFault.ONE_WAY)
        self._was_seen = self._was_seen or bool(status.is_printing)
        if status.is_printing or status.remaining:
            return None
        if status.remaining == 0 or self._in_turn or self._was_seen:
            return Evidence.CONFIRMED, ""
        return (Evidence.TAKEN, fault_text(PrintFault.NOT_SEEN)) if after_s >= self._settle_s else None
