"""What asking for labels came to, in words: the same in the window and in the command line. Next: operations/asking_many.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.common.sentences import _, ngettext


def told(answer: Mapping[str, Any]) -> Iterator[str]:
    """Sentences of an answer of Asked (with "waiting", where the stage names what is not ready): how many, and what to do."""
    asked = answer["asked"]
    words = ngettext("{asked} label asked for, {already} before.", "{asked} labels asked for, {already} before.", asked)
    yield words.format(asked=asked, already=answer["already"])
    voided = answer["voided"]
    if voided:
        words = ngettext(
            "{count} label printed before holds no longer. Take it off.",
            "{count} labels printed before hold no longer. Take them off.",
            voided,
        )
        yield words.format(count=voided)
    if answer.get("waiting"):
        yield _("Not ready, so without labels yet: {names}").format(names=", ".join(answer["waiting"]))
