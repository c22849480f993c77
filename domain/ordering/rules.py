"""Pure decisions of ordering: who is the same buyer, what makes two rows the same order, pickup codes, slots."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence

from domain.ordering.words import CheckedLine, CheckedOrder


def buyer_key(phone: str, channel: str, buyer: str) -> str:
    """The key tags hang on: the phone's digits where there is a whole phone, else channel and name."""
    digits = re.sub(r"\D", "", phone)
    return digits if len(digits) >= 8 else f"{channel}:{buyer}"[:120]


def group_key(channel_group: str, by_sequence: bool, cycle_code: str) -> str:
    """The group an order number is unique in. Sequence numbers start again with every cycle, order numbers do not.

    A group's title may fill 120 characters and stands on every order and in an index: 16 hex digits stand for it.
    """
    if not by_sequence:
        return channel_group[:120]
    title = channel_group.encode("utf-8", "surrogatepass")
    return f"{cycle_code}/{hashlib.blake2b(title, digest_size=8).hexdigest() if title else ''}"


def content_sha(order: CheckedOrder, lines: Sequence[CheckedLine]) -> str:
    """32 hex digits over all of an order that matters to its fulfilment; row numbers and row order do not count.

    `lines` are all of the order, held ones included. The parts are kept apart by control characters, which no
    cleaned text contains.
    """
    if len(lines) == 1:  # three orders of four: nothing to sort
        _, _, product, spec, code, pieces, fen = lines[0]
        goods = f"{product}\x1f{spec}\x1f{code}\x1f{pieces}\x1f{fen}"
    else:
        goods = "\x1e".join(
            sorted(
                [
                    f"{product}\x1f{spec}\x1f{code}\x1f{pieces}\x1f{fen}"
                    for _, _, product, spec, code, pieces, fen in lines
                ]
            )
        )
    whole = (
        f"{order.buyer}\x1f{order.phone}\x1f{order.point}\x1f{order.address}\x1f{order.note}\x1f{order.slot}"
        f"\x1f{order.paid_fen}\x1f{order.refunded_fen}\x1e{goods}"
    )
    return hashlib.blake2b(_bytes_of(whole), digest_size=16).hexdigest()


def head_check(
    buyer: str,
    phone: str,
    address: str,
    note: str,
    leader_note: str,
    slot: str,
    paid_fen: int,
    lines_fen: int,
    refunded_fen: int,
) -> int:
    """A checksum (CRC-32) over an order's head as the books hold it, in the order of HEAD_COLUMNS.

    It finds what a fault or a hand altered behind the program, not somebody who knows this rule.
    """
    head = f"{buyer}\x1f{phone}\x1f{address}\x1f{note}\x1f{leader_note}\x1f{slot}\x1f{paid_fen}\x1f{lines_fen}\x1f{refunded_fen}"
    return zlib.crc32(_bytes_of(head))


HEAD_COLUMNS = (
    *("buyer", "phone", "address", "note", "leader_note", "slot"),
    *("paid_fen", "lines_fen", "refunded_fen"),
)


def _bytes_of(text: str) -> bytes:
    """UTF-8; half a character of a broken export counts as itself."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


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
