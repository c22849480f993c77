"""A journey's sentence never shows a word of the program's own, in either language."""

from __future__ import annotations

import pytest

from domain.common.errors import Notice
from domain.common.sentences import in_language, sentence
from domain.handover.words import CollectedBy
from domain.purchasing.words import ShortageRule

TOLD = [Notice.of("journey_shared", given=1, wanted=2, rule=rule.value) for rule in ShortageRule]
TOLD += [Notice.of("journey_collected", known_by=known_by.value) for known_by in CollectedBy]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: str(told.facts[-1][1]))
def test_how_a_shortage_was_shared_and_a_buyer_known_is_said_in_words(told):
    own = f"({told.facts[-1][1]})"
    with in_language("en"):
        assert own not in sentence(told)
    with in_language("zh_CN"):
        assert not [sign for sign in sentence(told) if sign.isascii() and sign.isalpha()]
