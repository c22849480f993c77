"""The label of a tote: what it says, which intent it is, and how its subject names the tote's use.

"k of n" counts the totes of the point in the wave. A tote is sealed only when everything of its point in the wave is
done, so n is known at the first seal; when it changes after all (a tote was reopened), the labels that say otherwise
are void and asked anew.
"""

from __future__ import annotations

from typing import Any

_SUBJECT = "tote_use "
PIECE_TAKEN_OUT = "the piece was taken out again"


def subject_of(use_id: int) -> str:
    """What a print job about this tote is about."""
    return f"{_SUBJECT}{use_id}"


def use_of_subject(subject: str) -> int | None:
    """The tote's use a job is about, None when it is about something else."""
    number = subject.removeprefix(_SUBJECT)
    return int(number) if subject.startswith(_SUBJECT) and number.isdecimal() else None


def intent_of(seal_id: int, number: int, of: int) -> str:
    """One label per seal and count: a changed count is another label."""
    return f"tote seal {seal_id} {number}/{of}"


def group_of(wave_id: int, point_id: int) -> str:
    """The labels of a point in a wave come out together."""
    return f"wave {wave_id} point {point_id}"


def says(body: dict[str, Any], number: int, of: int) -> bool:
    """True when a label's words count the tote so."""
    return body.get("number") == number and body.get("of") == of


def intent_of_pick(pick_id: int) -> str:
    """One label per weighed piece that was picked."""
    return f"pick {pick_id}"


def group_of_pieces(use_id: int) -> str:
    """The labels of the pieces in a tote come out together."""
    return f"pieces of tote_use {use_id}"
