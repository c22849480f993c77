"""Pure decisions of ordering: who is the same buyer, what makes two rows the same order, pickup codes, slots."""

from __future__ import annotations

import hashlib
import re

from domain.ordering.words import CheckedOrder


def buyer_key(phone: str, channel: str, buyer: str) -> str:
    """The key tags hang on: the phone's digits where there is a whole phone, else channel and name."""
    digits = re.sub(r"\D", "", phone)
    return digits if len(digits) >= 8 else f"{channel}:{buyer}"[:120]


def group_key(channel_group: str, by_sequence: bool, cycle_code: str) -> str:
    """The group an order number is unique in. Sequence numbers start again with every cycle, order numbers do not."""
    return f"{cycle_code}/{channel_group}"[:120] if by_sequence else channel_group[:120]


def content_sha(order: CheckedOrder, lines: list[tuple[str, str, str, int, int | None]]) -> str:
    """32 hex digits over all of an order that matters to its fulfilment; row numbers and row order do not count.

    `lines`: (product, spec, code, quantity, amount_fen), held ones included.
    """
    lines.sort(key=repr) if len(lines) > 1 else None
    head = (order.buyer, order.phone, order.point, order.address, order.note, order.slot, order.paid_fen)
    whole = repr((head, order.refunded_fen, lines))
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


SHORT_CODES = 90_000
LONG_CODES = 9_000_000


def pickup_code(number: int) -> str:
    """The pickup code of the n-th order of a cycle (n >= 1): five digits, not in a row, none twice in a cycle.

    A multiplication by a number prime to the count is a bijection, so neighbours get codes far apart and a
    code next to one's own is nobody's guess. Beyond 90,000 orders the codes have seven digits.
    """
    if number <= SHORT_CODES:
        return str(10_000 + number * 54_773 % SHORT_CODES)
    return str(1_000_000 + (number - SHORT_CODES) * 5_477_279 % LONG_CODES)
