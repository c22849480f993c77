"""What a label of each kind says: the facts of its job as named words, which the templates put where they want.

Every word of a kind is always there, "" where the job does not know it. A wild fact never raises: it is shown as it is.
Next: templates.py.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from domain.common.money import yuan_text
from domain.common.quantity import weight_text
from domain.common.sentences import _
from domain.picking.words import WAVE_NAME
from exchange.documents.wording import day_text, pieces_text

Words = dict[str, str]
DOT: Final = " · "


def words_of(kind: str, body: Mapping[str, Any], serial: str) -> Words:
    """The words of a label of `kind` in the language of the moment. KeyError for a kind without labels."""
    return {**_SAY[kind](_Facts(body)), "serial": serial}


@functools.cache
def known_words(kind: str) -> frozenset[str]:
    """The names a template of the kind may ask for."""
    return frozenset(words_of(kind, {}, ""))


class _Facts:
    """A job's body, each fact as what it should be; what is not there or of another kind is told apart from wrong."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._body = body

    def text(self, name: str) -> str:
        """The fact as text, "" when it is not there."""
        given = self._body.get(name)
        return "" if given is None or given is False else str(given)

    def number(self, name: str) -> int | None:
        """A whole number; None when it is none."""
        given = self._body.get(name)
        return given if isinstance(given, int) and not isinstance(given, bool) else None

    def is_so(self, name: str) -> bool:
        """A yes."""
        return self._body.get(name) is True

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        given = self._body.get(name)
        return [str(each) for each in given] if isinstance(given, list | tuple) else []

    def weight(self, name: str) -> str:
        """Grams as people read them."""
        grams = self.number(name)
        return "" if grams is None else weight_text(grams)

    def yuan(self, name: str) -> str:
        """Fen as yuan."""
        fen = self.number(name)
        return "" if fen is None else yuan_text(fen)

    def day(self, name: str) -> str:
        """An ISO day or moment as “5月26日 周二”; what is none, as it is."""
        moment = _moment(self.text(name))
        return self.text(name) if moment is None else day_text(moment)

    def clock(self, name: str) -> str:
        """An ISO moment as “03:12”, in the zone it was written in: a reprint elsewhere says the same."""
        moment = _moment(self.text(name))
        return moment.strftime("%H:%M") if isinstance(moment, datetime) else self.text(name)

    def count(self, number: str, of: str) -> str:
        """“4/4”."""
        first, last = self.number(number), self.number(of)
        return f"{first}/{last}" if first is not None and last is not None else ""


def _moment(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None


def _tote(facts: _Facts) -> Words:
    wave, drop, pieces = facts.number("wave"), facts.number("drop"), facts.number("pieces")
    van, count = facts.text("van"), facts.count("number", "of")
    return {
        "cycle": facts.text("cycle"),
        "delivery": facts.day("delivery"),
        "snapshot": f"v{facts.text('snapshot')}" if facts.text("snapshot") else "",
        "point": facts.text("point"),
        "wave": "" if wave is None else WAVE_NAME.format(wave),
        "tote": facts.text("tote"),
        "count": count,
        "count_words": _("tote {count}").format(count=count) if count else "",
        "van": van,
        "drop": "" if drop is None else str(drop),
        "van_drop": f"{van}-{drop}" if van and drop is not None else van,
        "van_drop_words": _("van {van} stop {drop}").format(van=van, drop=drop) if van and drop is not None else "",
        "cold": _("cold") if facts.is_so("is_cold") else "",
        "pieces": "" if pieces is None else pieces_text(pieces),
        "gross": facts.weight("gross_g"),
        "sealed": _("sealed by {person} {time}").format(
            person=facts.text("sealed_by"), time=facts.clock("sealed_at")
        ) if facts.text("sealed_by") else "",
    }  # fmt: skip


_SAY: Final[Mapping[str, Callable[[_Facts], Words]]] = {"tote_label": _tote}
KINDS: Final = tuple(_SAY)
