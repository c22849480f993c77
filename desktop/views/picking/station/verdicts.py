"""A verdict of the domain as the band and the ear tell it: tone, a word of one breath, what it was, what to do next."""

from __future__ import annotations

import re

from desktop.background.scan_words import broken_off as broken
from desktop.background.weights import kg
from desktop.views.picking.station.faces import crate_name
from desktop.views.picking.station.model import Station
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict as Shown
from domain.common.sentences import _, sentence
from domain.picking.values import Scanned
from domain.picking.words import Verdict

_LOOK = frozenset({Verdict.NEEDS_WEIGHT, Verdict.NO_TOTE, Verdict.DONE_ALREADY, Verdict.BIG_NUMBER})
"""Not wrong, but something else comes first."""
_STRANGE = frozenset({Verdict.UNKNOWN, Verdict.UNREADABLE})
_FIRST_SENTENCE = re.compile(r"(.+?[.。:：])\s*(.+)", re.DOTALL)


def shown(scanned: Scanned, station: Station) -> Shown:
    """What the band says of a scan or a weight."""
    if scanned.verdict is Verdict.RIGHT:
        return _right(scanned, station)
    if scanned.verdict is Verdict.TOTE:
        return Shown(Tone.RUNNING, _("Crate"), _crate_said(scanned, station))
    if scanned.verdict is Verdict.IN_HAND:
        return Shown(Tone.RUNNING, _("In hand"), _product(scanned, station))
    tone = Tone.CAREFUL if scanned.verdict in _LOOK else Tone.WRONG
    what, then = parted(sentence(scanned.notice))
    return Shown(tone, word_of(scanned.verdict), what, then)


def sound_of(scanned: Scanned) -> Sound:
    """What the ear hears."""
    if scanned.is_counted:
        return Sound.DONE if scanned.point_left == 0 else Sound.RIGHT
    if scanned.verdict in _STRANGE:
        return Sound.UNKNOWN
    return Sound.LOOK if scanned.verdict in _LOOK else Sound.WRONG


def word_of(verdict: Verdict) -> str:
    """One word, read at two metres."""
    if verdict in _STRANGE:
        return _("Unknown") if verdict is Verdict.UNKNOWN else _("Not a code")
    words = {
        Verdict.NEEDS_WEIGHT: _("Weigh"),
        Verdict.NO_TOTE: _("Crate first"),
        Verdict.DONE_ALREADY: _("Enough"),
        Verdict.OVER: _("Too many"),
        Verdict.BIG_NUMBER: _("Really?"),
        Verdict.OUT_OF_TOLERANCE: _("Weight"),
        Verdict.UNSTABLE_WEIGHT: _("Moving"),
        Verdict.STALE_WEIGHT: _("Too old"),
        Verdict.NO_WEIGHT: _("No weight"),
        Verdict.EXPIRED_LOT: _("Expired"),
        Verdict.NO_STOCK: _("No stock"),
        Verdict.SEALED_TOTE: _("Sealed"),
    }
    return words.get(verdict, _("Wrong"))


def parted(text: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest: what happened, what to do."""
    found = _FIRST_SENTENCE.match(text)
    if not found:
        return text.rstrip("。."), ""
    return found[1].rstrip("。.:："), found[2][:1].upper() + found[2][1:]


def _right(scanned: Scanned, station: Station) -> Shown:
    crate = next((each for each in station.crates if each.code == scanned.tote), None)
    where = crate_name(crate) if crate else scanned.tote
    what = f"{_product(scanned, station)} → {where}"
    if scanned.weight_g is not None:
        what += f"  {kg(scanned.weight_g)} kg" + (_(" (label)") if scanned.label else "")
    elif scanned.quantity != 1:
        what += f"  × {scanned.quantity}"
    then = ""
    if scanned.point_left == 0:
        then = _("That was the last line.")
    elif scanned.left == 0:
        then = _("This line is complete.")
    return Shown(Tone.RIGHT, _("Right"), what, then)


def _product(scanned: Scanned, station: Station) -> str:
    product = station.view.products.get(scanned.product_id or 0)
    return product.name if product else ""


def _crate_said(scanned: Scanned, station: Station) -> str:
    crate = next((each for each in station.crates if each.code == scanned.tote), None)
    if crate is None:
        return scanned.tote
    return f"{crate_name(crate)} · {crate.point} · {crate.code}"


def broken_off(code: str) -> Shown:
    """A burst of keys without its end."""
    unfit = broken(code)
    return Shown(Tone.WRONG, unfit.word, unfit.what, unfit.then)


def brief(code: str) -> str:
    """What was read, printable and short."""
    clean = "".join(character if character.isprintable() else "·" for character in code)
    return clean if len(clean) <= 24 else f"{clean[:24]}…"
