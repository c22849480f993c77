"""Labels and their states in words: what a person calls a label, how far it is, why it failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.widgets.badges import Mark
from desktop.widgets.tokens import Tone
from domain.common.quantity import weight_text
from domain.common.sentences import _
from domain.printing.words import JobKind, JobState

if TYPE_CHECKING:
    from domain.printing.queries import JobRow


def kind_word(kind: str) -> str:
    """“Crate label”."""
    words = {
        JobKind.TOTE_LABEL: _("Crate label"),
        JobKind.ITEM_LABEL: _("Item label"),
        JobKind.BAG_LABEL: _("Bag label"),
        JobKind.BIN_LABEL: _("Shelf label"),
        JobKind.PICKUP_SLIP: _("Pickup slip"),
        JobKind.PALLET_LABEL: _("Pallet label"),
        JobKind.BADGE: _("Badge"),
        JobKind.CONTROL_SHEET: _("Control codes"),
        JobKind.PAPER: _("Paper"),
    }
    return words[JobKind(kind)]


def label_name(job: JobRow) -> str:
    """What a person calls it: “T0000047 幸福里 4/4”, “冷鲜排骨 486 g”."""
    body = job.body
    match JobKind(job.kind):
        case JobKind.TOTE_LABEL:
            return _joined(body, "tote", "point") + _of(body)
        case JobKind.ITEM_LABEL:
            return f"{_joined(body, 'product')} {weight_text(body.get('weight_g') or 0)}".strip()
        case JobKind.BAG_LABEL:
            return _joined(body, "point", "buyer") + _of(body)
        case JobKind.PICKUP_SLIP:
            return _joined(body, "pickup_code", "buyer")
        case JobKind.PALLET_LABEL:
            return _joined(body, "van") + _of(body)
        case _:
            return _joined(body, "bin", "person", "station") or job.subject


def _joined(body: Mapping[str, Any], *fields: str) -> str:
    return " ".join(str(body[field]) for field in fields if body.get(field))


def _of(body: Mapping[str, Any]) -> str:
    return f" {body['number']}/{body['of']}" if body.get("number") and body.get("of") else ""


def state_mark(job: JobRow) -> Mark:
    """How far it is. “Sent” claims no more than that: the printer could not say whether it came out."""
    marks = {
        JobState.QUEUED: Mark(Tone.PLAIN, _("waits")),
        JobState.LEASED: Mark(Tone.RUNNING, _("up next")),
        JobState.SENDING: Mark(Tone.RUNNING, _("printing")),
        JobState.SENT_UNCONFIRMED: Mark(Tone.PLAIN, _("sent")),
        JobState.CONFIRMED: Mark(Tone.RIGHT, _("came out")),
        JobState.UNCERTAIN: Mark(Tone.CAREFUL, _("in doubt")),
        JobState.FAILED: Mark(Tone.WRONG, _("not printed")),
        JobState.CANCELLED: Mark(Tone.PLAIN, _("let go")),
        JobState.EXPIRED: Mark(Tone.PLAIN, _("let go, too old")),
    }
    if job.void_reason is not None:
        return Mark(Tone.PLAIN, _("void"))
    return marks[JobState(job.state)]


def copy_word(job: JobRow) -> str:
    """The mark that stands on the label too; "" for the first copy."""
    return _("reprint {count}").format(count=job.copy_no - 1) if job.copy_no > 1 else ""


def fault_sentence(job: JobRow, printer: str) -> str:
    """What is the matter with a label in doubt, or with one that was not printed; "" for others."""
    if job.state == JobState.UNCERTAIN:
        from workers.spooler.telling import fault_words

        return fault_words(job.fault, printer=printer, serial=job.serial)
    return job.fault if job.state == JobState.FAILED else ""
