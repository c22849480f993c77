"""What a scan at the van is, for the eye and the ear: tone, a word, what, what to do, a sound."""

from __future__ import annotations

from typing import Any

from desktop.background.scan_words import UnfitScan, parted
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict
from domain.common.errors import DomainError, Notice
from domain.common.sentences import _, ngettext, sentence
from domain.dispatch.words import LoadVerdict

_STRANGE = frozenset({LoadVerdict.UNKNOWN, LoadVerdict.UNREADABLE})
_LOOK = frozenset({LoadVerdict.LOADED_ALREADY, LoadVerdict.WRONG_ORDER})

Told = tuple[Verdict, Sound]


def of_scan(answer: dict[str, Any]) -> Told:
    """The answer of a scan."""
    verdict = LoadVerdict(answer["verdict"])
    notice = answer["notice"]
    what, then = parted(sentence(Notice.of(notice["code"], **notice["facts"])))
    if verdict is LoadVerdict.RIGHT:
        return _right(answer)
    if verdict is LoadVerdict.WRONG_VAN and answer.get("belongs_to"):
        shown = _("{point} → {van}").format(point=answer["point"], van=answer["belongs_to"])
        said = _("{tote} belongs on {van}. Put it back.").format(tote=answer["tote"], van=answer["belongs_to"])
        return Verdict(Tone.WRONG, _("Wrong van"), shown, said), Sound.WRONG
    if verdict is LoadVerdict.WRONG_ORDER:
        shown = _("drop {drop} · {point}").format(drop=answer["drop"], point=answer["point"])
        waiting = int(notice["facts"]["waiting"])
        told = ngettext(
            "{count} crate of a later drop is still to come: this one stands in its way.",
            "{count} crates of later drops are still to come: this one stands in their way.",
            waiting,
        ).format(count=waiting)
        return Verdict(Tone.CAREFUL, _("On it, too early"), shown, told), Sound.LOOK
    tone = Tone.CAREFUL if verdict in _LOOK else Tone.WRONG
    sound = Sound.UNKNOWN if verdict in _STRANGE else Sound.LOOK if verdict in _LOOK else Sound.WRONG
    return Verdict(tone, _word(verdict), what, then), sound


def _right(answer: dict[str, Any]) -> Told:
    shown = _("drop {drop} · {point}").format(drop=answer["drop"], point=answer["point"])
    if answer["missing"] == 0:
        return Verdict(Tone.RIGHT, _("On the van"), shown, _("That was the last crate of this van.")), Sound.DONE
    if answer["of_stop"] == 0:
        then = _("This drop is complete. Still to come: {count}").format(count=answer["missing"])
        return Verdict(Tone.RIGHT, _("On the van"), shown, then), Sound.RIGHT
    then = _("Of this drop still to come: {count}").format(count=answer["of_stop"])
    return Verdict(Tone.RIGHT, _("On the van"), shown, then), Sound.RIGHT


def _word(verdict: LoadVerdict) -> str:
    return {
        LoadVerdict.WRONG_VAN: _("No van"),
        LoadVerdict.NOT_SEALED: _("Not sealed"),
        LoadVerdict.LOADED_ALREADY: _("Already on"),
        LoadVerdict.VAN_GONE: _("Van has left"),
        LoadVerdict.OVER_LIMIT: _("Too much"),
        LoadVerdict.UNREADABLE: _("Not a code"),
        LoadVerdict.UNKNOWN: _("Unknown"),
    }.get(verdict, _("Wrong"))


def of_unfit(unfit: UnfitScan) -> Told:
    """A scan that is no code at all."""
    return Verdict(Tone.WRONG, unfit.word, unfit.what, unfit.then), Sound.UNKNOWN


def of_refusal(error: DomainError) -> Told:
    """What was not done, and why."""
    what, then = parted(sentence(error))
    return Verdict(Tone.WRONG, _("Not done"), what, then), Sound.WRONG
