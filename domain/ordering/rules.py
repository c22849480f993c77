"""Pure decisions of ordering: who is the same buyer, what makes two rows the same order, pickup codes, slots."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from domain.ordering.words import CheckedOrder


def buyer_key(phone: str, channel: str, buyer: str) -> str:
    """The key tags hang on: the phone's digits where there is a whole phone, else channel and name."""
    digits = re.sub(r"\D", "", phone)
    return digits if len(digits) >= 8 else f"{channel}:{buyer}"[:120]


def group_key(channel_group: str, by_sequence: bool, cycle_code: str) -> str:
    """The group an order number is unique in. Sequence numbers start again with every cycle, order numbers do not."""
    return f"{cycle_code}/{channel_group}"[:120] if by_sequence else channel_group[:120]


def content_sha(order: CheckedOrder, lines: Iterable[tuple[str, str, str, int, int | None]]) -> str:
    """A short hash over everything of an order that matters to its fulfilment.

    `lines`: (product, spec, code, quantity, amount_fen) in any order; the row number does not count.
    """
    head = (order.buyer, order.phone, order.point, order.address, order.note, order.slot, order.paid_fen)
    return content_sha_of(head, sorted(lines, key=repr))


def content_sha_of(head: tuple[object, ...], lines: list[tuple[str, str, str, int, int | None]]) -> str:
    """32 hex digits over the head and the sorted lines."""
    return hashlib.blake2b(repr((head, lines)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def pickup_code(number: int) -> str:
    """The pickup code of the n-th order of a cycle at its point (n >= 1): four digits or more, easy to say aloud."""
    return f"{number:04d}"
