"""What files said of an order after the cut before: a word settled already is no news, a word taken back is.

The last accepted word is what a file is compared with, not the frozen order alone: 2 pieces frozen, 3 accepted, and
2 again in the next file is a change again. Next: late.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select, update

from domain.cutoff.records import AmendmentRecord
from domain.cutoff.words import AmendmentKind, AmendmentState
from domain.ordering.operations.staging import Staged
from domain.ordering.operations.taking import Compared
from domain.ordering.records import OrderRecord

VANISHED_SHA = "vanished"
Key = tuple[str, str]
"""(group, order number) within one channel"""


@dataclass(slots=True)
class Earlier:
    """The words of one channel in a cycle after its cuts.

    `last`: order -> (its id, the content accepted last since the live cut). `marks`: order -> id of its last accepted
    word. `proposed` and `settled`: the words by (order, word's key).
    """

    last: dict[Key, tuple[int, str]] = field(default_factory=dict)
    marks: dict[Key, int] = field(default_factory=dict)
    proposed: set[tuple[Key, str]] = field(default_factory=set)
    settled: set[tuple[Key, str]] = field(default_factory=set)

    def word_key(self, key: Key, sha: str) -> str:
        """What makes a word the same word: its content, and what had been accepted of the order before it."""
        mark = self.marks.get(key, 0)
        return f"{sha[:20]}.{mark}" if mark else sha

    def is_settled(self, key: Key, sha: str) -> bool:
        """True when a person said no to this very word (or moved it); it does not come back."""
        return (key, self.word_key(key, sha)) in self.settled

    def is_waiting(self, key: Key, sha: str) -> bool:
        """True when this very word is in the late list."""
        return (key, self.word_key(key, sha)) in self.proposed


def earlier_words(connection: Connection, cycle_id: int, snapshot_id: int, channel: str) -> Earlier:
    """Everything files of the channel said of the cycle's orders after its cuts."""
    query = (
        select(AmendmentRecord.__table__)
        .where(AmendmentRecord.cycle_id == cycle_id, AmendmentRecord.channel == channel)
        .order_by(AmendmentRecord.snapshot_id, AmendmentRecord.number, AmendmentRecord.id)
    )
    found = Earlier()
    for row in connection.execute(query):
        key = (row.group_key, row.external_no)
        if row.state == AmendmentState.PROPOSED:
            found.proposed.add((key, row.content_sha))
        elif row.state != AmendmentState.ACCEPTED:
            found.settled.add((key, row.content_sha))
        elif (sha := content_of(row)) is not None:
            found.marks[key] = row.id
            if row.snapshot_id == snapshot_id:
                found.last[key] = (row.order_id, sha)
    return found


def content_of(row: Any) -> str | None:
    """The content hash a file's word had; None for a person's own amendment, which no file said."""
    if row.kind == AmendmentKind.VANISHED:
        return VANISHED_SHA
    body = json.loads(row.body)
    return str(body.get("sha", row.content_sha)) if isinstance(body, dict) else None


def without_old_news(earlier: Earlier, compared: Compared, groups: dict[int, str]) -> None:
    """Sorts `compared` again by the last accepted words, and takes out what a person settled already."""
    changed: list[tuple[Staged, int]] = []
    unchanged: list[Staged] = []
    for staged, order_id in _pairs(compared):
        key = (staged.group, staged.order.key)
        known = earlier.last.get(key)
        is_news = order_id is not None if known is None else known[1] != staged.sha
        if not is_news or earlier.is_settled(key, staged.sha):
            unchanged.append(staged)
        elif known is not None:
            changed.append((staged, known[0]))
        elif order_id is not None:
            changed.append((staged, order_id))
    unchanged.extend(s for s in compared.new if earlier.is_settled((s.group, s.order.key), s.sha))
    compared.new[:] = [s for s in compared.new if not earlier.is_settled((s.group, s.order.key), s.sha)]
    compared.changed[:], compared.unchanged[:] = changed, unchanged
    compared.vanished[:] = [one for one in compared.vanished if _is_gone_newly(earlier, (groups[one[0]], one[1]))]


def _pairs(compared: Compared) -> Iterable[tuple[Staged, int | None]]:
    """(staged, the changed order's id), None where the file says what was frozen."""
    yield from compared.changed
    yield from ((staged, None) for staged in compared.unchanged)


def _is_gone_newly(earlier: Earlier, key: Key) -> bool:
    return earlier.last.get(key, (0, ""))[1] != VANISHED_SHA and not earlier.is_settled(key, VANISHED_SHA)


def keep_last_words(connection: Connection, snapshot_id: int) -> None:
    """A reopened order remembers the last file's word accepted of it: the same file again is then unchanged."""
    query = select(AmendmentRecord.__table__).where(
        AmendmentRecord.snapshot_id == snapshot_id, AmendmentRecord.state == AmendmentState.ACCEPTED.value
    )
    for row in connection.execute(query.order_by(AmendmentRecord.number)).all():
        sha = content_of(row)
        if sha is not None and sha != VANISHED_SHA:
            connection.execute(update(OrderRecord).where(OrderRecord.id == row.order_id).values(content_sha=sha))
