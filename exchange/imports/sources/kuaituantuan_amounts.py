"""One amount for several orders: 快团团 puts a buyer's orders together and writes their sum on the first row.

The orders keep their own 跟团号. Where the sum is exactly that of their lines it is shared out, so that every
order says what was paid for it; where it is not, nothing is touched and the difference is a warning.
"""

from __future__ import annotations

from exchange.imports.drafts import Draft
from exchange.imports.gathering import Gathering


def share_amounts(gathering: Gathering) -> None:
    """Shares the amount of a buyer's first order among the following ones of the same buyer that say 0."""
    run: list[Draft] = []
    for draft in gathering.drafts:
        if run and draft.paid == 0 and draft.lines_fen and _same_buyer(run[0], draft):
            run.append(draft)
        else:
            _share(run)
            run = [draft] if draft.paid else []
    _share(run)


def _share(run: list[Draft]) -> None:
    if len(run) < 2 or not all(draft.amount_known and draft.lines and not draft.bad_rows for draft in run):
        return
    expected = [draft.lines_fen + (draft.freight or 0) - (draft.reduction or 0) for draft in run]
    if sum(expected) == run[0].paid and min(expected) >= 0:
        for draft, amount in zip(run, expected, strict=True):
            draft.paid = amount


def _same_buyer(one: Draft, other: Draft) -> bool:
    return (one.buyer, one.phone, one.address) == (other.buyer, other.phone, other.address)
