"""What the head of the window says of the night, and which cycle to propose next. Pure: the clock is an argument."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.widgets import figures
from desktop.widgets.tokens import Tone
from domain.common.sentences import _, ngettext
from domain.cutoff import queries as cutoff_queries
from domain.ordering import queries
from domain.ordering.words import CycleState

if TYPE_CHECKING:
    from desktop.shell.cycle_sheet import CycleWish
    from domain.common.database import Connection
    from domain.cutoff.words import SnapshotRow
    from domain.ordering.queries import CycleRow

EVENING = 20
MOST_CYCLES = 14


@dataclass(frozen=True, slots=True)
class Standing:
    """The cycles there are, the one on the desk, and its live snapshot."""

    cycles: tuple[CycleRow, ...]
    cycle: CycleRow | None
    snapshot: SnapshotRow | None


def read_standing(connection: Connection, wanted: str) -> Standing:
    """The cycle called `wanted` where there is one, else the one tonight is about."""
    cycles = queries.cycles(connection, limit=MOST_CYCLES)
    code = wanted if any(row.code == wanted for row in cycles) else queries.latest_cycle(connection)
    chosen = next((row for row in cycles if row.code == code), cycles[0] if cycles else None)
    return Standing(cycles, chosen, cutoff_queries.snapshot(connection, chosen.code) if chosen else None)


def read_current(connection: Connection, code: str) -> tuple[CycleRow, SnapshotRow | None]:
    """One cycle and its live snapshot: adding up every other cycle at each change would be slow."""
    return queries.cycle(connection, code), cutoff_queries.snapshot(connection, code)


def with_current(standing: Standing, cycle: CycleRow, snapshot: SnapshotRow | None) -> Standing:
    """The standing with the row of one cycle read anew."""
    cycles = tuple(cycle if row.code == cycle.code else row for row in standing.cycles)
    on_desk = standing.cycle is not None and standing.cycle.code == cycle.code
    return Standing(cycles, cycle, snapshot) if on_desk else replace(standing, cycles=cycles)


def cycle_title(row: CycleRow) -> str:
    """“周二 5月26日 · 端午团”; the code where the cycle has no title."""
    return f"{figures.day(row.delivery)} · {row.title or row.code}"


def cycle_choice(row: CycleRow) -> str:
    """How a cycle stands in the menu of cycles."""
    return f"{row.code}  {cycle_title(row)}  ·  {state_word(row.state)}  ·  {figures.orders(row.orders)}"


def state_word(state: str) -> str:
    """A cycle's state in a word."""
    return {
        CycleState.DRAFT: _("draft"),
        CycleState.OPEN: _("open"),
        CycleState.CUTTING: _("cutting"),
        CycleState.CUT: _("cut off"),
        CycleState.FULFILLING: _("fulfilling"),
        CycleState.COMPLETED: _("completed"),
        CycleState.SETTLED: _("settled"),
        CycleState.FAILED: _("failed"),
    }[CycleState(state)]


def header_state(cycle: CycleRow | None, snapshot: SnapshotRow | None, now: datetime) -> tuple[str, Tone]:
    """How far the cutoff is, with its tone."""
    if cycle is None:
        return "", Tone.PLAIN
    if snapshot is not None:
        said = [_("Cut off {clock}").format(clock=figures.clock(snapshot.cut_at))]
        said.append(_("snapshot {version}").format(version=snapshot.version))
        if snapshot.amendments:
            count = snapshot.amendments
            said.append(ngettext("{count} amendment", "{count} amendments", count).format(count=count))
        return " · ".join(said), Tone.RIGHT
    if cycle.state == CycleState.OPEN:
        left = cycle.cutoff_at - now
        if left > timedelta(0):
            soon = left < timedelta(minutes=15)
            return _("Cutoff in {span}").format(span=figures.span(left)), Tone.CAREFUL if soon else Tone.RUNNING
        return _("Cutoff due for {span}").format(span=figures.span(left)), Tone.CAREFUL
    return state_word(cycle.state), Tone.PLAIN


def proposed_wish(now: datetime, taken: frozenset[str]) -> CycleWish:
    """The next evening's cutoff at 20:00, delivery the day after, the day as code; a number behind a code that is taken."""
    from desktop.shell.cycle_sheet import CycleWish

    local = now.astimezone()
    cutoff = local.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    if local >= cutoff:
        cutoff += timedelta(days=1)
    delivery = (cutoff + timedelta(days=1)).date()
    code = delivery.strftime("%m%d")
    free = next(each for each in [code, *(f"{code}-{n}" for n in range(2, 1000))] if each not in taken)
    return CycleWish(free, "", cutoff, delivery, 0)
