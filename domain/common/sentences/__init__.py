"""Facts to a sentence in the reader's language, for the window, the command line and papers alike.

`_` and `ngettext` translate at the time of the call; `sentence` turns a Notice or a DomainError into
text through the templates of this folder, one module per stage. The catalogue lies in domain/common/locale.
"""

from __future__ import annotations

import gettext as _gettext
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path

from domain.common.clock import local_text
from domain.common.errors import DomainError, Notice
from domain.common.money import yuan_text
from domain.common.quantity import volume_text, weight_text
from domain.common.sentences import vocabulary
from domain.common.sentences.marking import N_

LANGUAGES = ("zh_CN", "en")
DEFAULT_LANGUAGE = "zh_CN"
LOCALE = Path(__file__).resolve().parent.parent / "locale"

_process_language = DEFAULT_LANGUAGE
_thread = threading.local()


def use_language(language: str) -> None:
    """Sets the language of the whole process; an unknown one is English."""
    global _process_language
    _process_language = language if language in LANGUAGES else "en"


def language() -> str:
    """The language texts are made in here and now: "zh_CN" or "en"."""
    return getattr(_thread, "language", None) or _process_language


@contextmanager
def in_language(wanted: str) -> Iterator[None]:
    """Texts of this thread are made in `wanted` inside the block (papers for a reader of another language)."""
    before = getattr(_thread, "language", None)
    _thread.language = wanted if wanted in LANGUAGES else "en"
    try:
        yield
    finally:
        _thread.language = before


@cache
def _catalogue(wanted: str) -> _gettext.NullTranslations:
    return _gettext.translation("daybreak", LOCALE, [wanted], fallback=True)


def _(message: str) -> str:
    """The message in the reader's language."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message that fits `count`, in the reader's language; `{count}` is left for the caller to fill in."""
    return _catalogue(language()).ngettext(one, many, count)


def sentence(what: Notice | DomainError) -> str:
    """One sentence (what, where, what to do next) in the reader's language. Unknown codes show code and facts."""
    facts = dict(what.facts) if isinstance(what, Notice) else what.facts()
    template = _templates().get(what.code)
    if what.code == "rule_broken":
        template = _templates().get(f"rule_{facts['rule']}", template)
    if template is None:
        return f"{what.code}: " + ", ".join(f"{name} {value}" for name, value in facts.items())
    return _(template).format(**{name: _shown(name, value) for name, value in facts.items()})


def _shown(name: str, value: object) -> str:
    """A fact as a person reads it: fen as yuan, moments in local time, words by their own translation."""
    if name.endswith("_fen") and isinstance(value, int):
        return yuan_text(value)
    if name.endswith("_grams") and isinstance(value, int):
        return weight_text(value)
    if name.endswith("_ml") and isinstance(value, int):
        return volume_text(value)
    if isinstance(value, datetime):
        return local_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if name in vocabulary.BY_FACT and isinstance(value, str) and value:
        return _(vocabulary.word(name, value))
    return str(value)


@cache
def _templates() -> Mapping[str, str]:
    from domain.common.sentences import (
        catalogue,
        common,
        cutoff,
        demo,
        dispatch,
        documents,
        handover,
        imports,
        journey,
        labels,
        ordering,
        packing,
        picking,
        places,
        printing,
        purchasing,
        road,
        routing,
        routing_ways,
        setting_up_printers,
        setting_up_scales,
        setting_up_scanners,
        stock,
        travel,
    )

    merged: dict[str, str] = {}
    for module in (
        common,
        catalogue,
        places,
        imports,
        ordering,
        cutoff,
        documents,
        demo,
        journey,
        labels,
        stock,
        purchasing,
        routing,
        routing_ways,
        picking,
        dispatch,
        road,
        printing,
        packing,
        handover,
        setting_up_printers,
        setting_up_scales,
        setting_up_scanners,
        travel,
    ):
        for code, template in module.TEMPLATES.items():
            if code in merged and merged[code] != template:
                raise ValueError(f"two sentences for {code}")
            merged[code] = template
    return merged


__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "N_",
    "_",
    "in_language",
    "language",
    "ngettext",
    "sentence",
    "use_language",
]
