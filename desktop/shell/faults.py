"""Any error as one sentence for a person: the domain's own, or an honest word about a fault of the program."""

from __future__ import annotations

from domain.common.errors import DomainError
from domain.common.sentences import _, sentence


def sentence_of(error: Exception) -> str:
    """What happened, what is safe, what to do."""
    if isinstance(error, DomainError):
        return sentence(error)
    return _("A fault in the program ({kind}). Nothing was half done; the details are in the log file.").format(
        kind=type(error).__name__
    )
