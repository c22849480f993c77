"""Weights at a station in words: what the scale's card shows, why there is no weight, and grams as a person types them."""

from __future__ import annotations

import re

from desktop.background.scale import CertificateState, LiveState, LiveWeight, WeightFault
from desktop.widgets.scale_card import NO_WEIGHT, Limits, ScaleFace
from desktop.widgets.tokens import Tone
from domain.common.sentences import _

_KILOGRAMS = re.compile(r"(\d{1,5})[.,。](\d{1,3})")
_GRAMS = re.compile(r"\d{1,8}")
HEAVIEST_G = 99_999_999


def kg(grams: int) -> str:
    """“1.012”: always three decimals, as a scale shows it."""
    sign = "-" if grams < 0 else ""
    return f"{sign}{abs(grams) // 1000}.{abs(grams) % 1000:03d}"


def grams_of(text: str) -> int | None:
    """Grams of “1.012” (kg) or “1012” (g) as a person types them; None for anything else."""
    kilograms = _KILOGRAMS.fullmatch(text)
    if kilograms:
        return int(kilograms[1]) * 1000 + int(kilograms[2].ljust(3, "0"))
    return int(text) if _GRAMS.fullmatch(text) and 0 < int(text) <= HEAVIEST_G else None


def scale_face(live: LiveWeight, limits: Limits | None = None) -> ScaleFace:
    """The card of the scale; a weight that does not count now is never shown as if it did."""
    kind = _kind_of(live)
    if live.state is LiveState.STABLE and live.net_g is not None:
        if live.certificate is CertificateState.ENDED:
            ended = _("Certificate ended on {day}.").format(day=live.until)
            return ScaleFace(Tone.WRONG, _("Not for trade"), kind, kg(live.net_g), None, ended, None)
        return ScaleFace(Tone.RIGHT, _("stable"), kind, kg(live.net_g), live.net_g, "", limits)
    if live.state is LiveState.UNSTABLE and live.net_g is not None:
        return ScaleFace(Tone.CAREFUL, _("moving"), kind, kg(live.net_g), None, _("Hands off for a moment."), None)
    return _silent_face(live)


def _kind_of(live: LiveWeight) -> str:
    """Net or gross; a tare that the program takes off, because the scale cannot, is called so."""
    if live.own_tare_g:
        return _("net, less {tare} kg by the program").format(tare=kg(live.own_tare_g))
    return _("net") if live.is_net else _("gross")


def _silent_face(live: LiveWeight) -> ScaleFace:
    words = {
        LiveState.NO_SCALE: (Tone.PLAIN, _("No scale"), _("Type the weight.")),
        LiveState.OFFLINE: (Tone.WRONG, _("Scale not reached"), _("Check cable and power.")),
        LiveState.GARBLED: (Tone.WRONG, _("Not understood"), _("Check kind and speed.")),
        LiveState.STALE: (Tone.CAREFUL, _("Silent"), _("No weight for a moment.")),
        LiveState.OVERLOAD: (Tone.WRONG, _("Overload"), _("Take it off.")),
        LiveState.WRONG_UNIT: (Tone.WRONG, _("Wrong unit"), _("Set the scale to kg.")),
        LiveState.NEGATIVE: (Tone.CAREFUL, _("Below zero"), _("Zero or tare the scale.")),
    }
    tone, word, hint = words.get(live.state, (Tone.CAREFUL, _("moving"), ""))
    return ScaleFace(tone, word, "", NO_WEIGHT, None, hint, None)


def fault_words(fault: WeightFault) -> tuple[str, str, str]:
    """A fault of the scale: a word, what is the matter, what to do."""
    words = {
        WeightFault.NO_SCALE: (_("No scale"), _("This station has no scale"), _("Type the weight in kg, Enter.")),
        WeightFault.OFFLINE: (
            _("No scale"),
            _("The scale is not reached"),
            _("Check cable and power, or type the weight."),
        ),
        WeightFault.STALE: (
            _("Too old"),
            _("The scale sent nothing for half a second"),
            _("Wait for the lamp, then Enter."),
        ),
        WeightFault.NOT_YET: (_("Not yet"), _("No new weight came"), _("Put the piece on the scale again.")),
        WeightFault.OVERLOAD: (_("Overload"), _("More than the scale carries"), _("Take something off.")),
        WeightFault.NO_UNIT: (
            _("No unit"),
            _("The scale does not say what it counts"),
            _("Set its unit in the settings."),
        ),
        WeightFault.WRONG_UNIT: (_("Wrong unit"), _("The scale does not weigh in kg or g"), _("Switch it to kg.")),
        WeightFault.NEGATIVE: (
            _("Below zero"),
            _("The scale shows less than nothing"),
            _("Empty it, then zero or tare it."),
        ),
        WeightFault.EMPTY: (_("Empty"), _("Nothing lies on the scale"), _("Put the piece on it.")),
        WeightFault.UNSTABLE: (
            _("Moving"),
            _("The weight does not stand still"),
            _("Hands off until the lamp is steady."),
        ),
        WeightFault.USED_ALREADY: (
            _("Counted"),
            _("This weight was counted already"),
            _("Take it off, then put the next piece on."),
        ),
        WeightFault.TARED: (
            _("Tared"),
            _("A tare is on, and the whole weight is wanted"),
            _("Clear the tare of the scale, then weigh again."),
        ),
        WeightFault.NO_CERTIFICATE: (
            _("Not for trade"),
            _("The certificate of this scale has run out"),
            _("Weigh on another scale, or have this one verified."),
        ),
    }
    return words[fault]


def lamp_of(live: LiveWeight) -> tuple[str, Tone]:
    """The scale in a word for the foot of the window: whether it can be relied on, not what lies on it."""
    words = {
        LiveState.NO_SCALE: ("", Tone.PLAIN),
        LiveState.OFFLINE: (_("Scale not reached"), Tone.WRONG),
        LiveState.GARBLED: (_("Scale not understood"), Tone.WRONG),
        LiveState.STALE: (_("Scale silent"), Tone.CAREFUL),
        LiveState.WRONG_UNIT: (_("Scale in a wrong unit"), Tone.WRONG),
    }
    if live.state in words:
        return words[live.state]
    if live.certificate is CertificateState.ENDED:
        return _("Scale not for trade: certificate ended on {day}").format(day=live.until), Tone.WRONG
    if live.certificate is CertificateState.ENDING:
        return _("Scale ready, certificate until {day}").format(day=live.until), Tone.CAREFUL
    return _("Scale ready"), Tone.RIGHT


def why_typed(live: LiveWeight) -> str:
    """Why a weight was typed although there ought to be a scale, for the ledger: what was the matter with the scale."""
    words = {
        LiveState.NO_SCALE: _("the station has no scale"),
        LiveState.OFFLINE: _("the scale was not reached"),
        LiveState.GARBLED: _("the scale was not understood"),
        LiveState.STALE: _("the scale was silent"),
        LiveState.OVERLOAD: _("the scale was overloaded"),
        LiveState.WRONG_UNIT: _("the scale was set to a wrong unit"),
        LiveState.NEGATIVE: _("the scale showed less than nothing"),
        LiveState.UNSTABLE: _("the scale found no rest"),
    }
    if live.certificate is CertificateState.ENDED:
        return _("the certificate of the scale had ended")
    return words.get(live.state, _("typed although the scale was ready"))
