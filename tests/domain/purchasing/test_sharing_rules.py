"""Who goes short: each rule against examples worked by hand, and against sums for 1,000 random cases."""

from __future__ import annotations

import random

import pytest

from domain.purchasing.rules.sharing import shares, shares_hash
from domain.purchasing.words import ShortageRule

FIRST, RATA, TAGGED, WHOLE = ShortageRule

# (what there is, wanted in the order of payment, tagged places, given): worked on paper, not by the program.
BY_HAND = {
    FIRST: [
        ("the last one gets a part", 7, [3, 2, 4, 1], [], [3, 2, 2, 0]),
        ("nothing is there", 0, [3, 2], [], [0, 0]),
        ("one piece goes to who paid first", 1, [1, 1, 1], [], [1, 0, 0]),
        ("exactly up to a line", 5, [3, 2, 4], [], [3, 2, 0]),
        ("the first wants more than there is", 4, [9, 1], [], [4, 0]),
        ("one piece is missing", 9, [3, 2, 5], [], [3, 2, 4]),
        ("tags do not count", 3, [2, 2, 2], [2], [2, 1, 0]),
    ],
    RATA: [
        # quotas 2.1, 1.4, 2.8, 0.7 of 10 wanted: whole 2, 1, 2, 0; remainders .1, .4, .8, .7: two pieces to .8 and .7
        ("largest remainders", 7, [3, 2, 4, 1], [], [2, 1, 3, 1]),
        # quotas 0.5 each: two pieces for four equal remainders go to who paid first
        ("equal remainders go to who paid first", 2, [1, 1, 1, 1], [], [1, 1, 0, 0]),
        # quotas exactly 3, 2, 1
        ("quotas that are whole", 6, [6, 4, 2], [], [3, 2, 1]),
        ("nothing is there", 0, [6, 4], [], [0, 0]),
        # quotas .25, .5, .25: one piece to .5
        ("one piece goes to the largest want", 1, [1, 2, 1], [], [0, 1, 0]),
        # quotas 8.64, 0.96, 86.4 of 96 out of 100: whole 8, 0, 86 and remainders .64, .96, .4
        ("a large line does not swallow the small", 96, [9, 1, 90], [], [9, 1, 86]),
        # quotas 1.5, 1.5, 1.5, 1.5 and two pieces left
        ("four alike", 6, [2, 2, 2, 2], [], [2, 2, 1, 1]),
    ],
    TAGGED: [
        ("the tagged go before who paid first", 4, [3, 2, 4, 1], [2], [0, 0, 4, 0]),
        ("what they leave goes by payment", 6, [3, 2, 4, 1], [2], [2, 0, 4, 0]),
        ("two tagged among themselves by payment", 4, [3, 2, 4, 1], [1, 2], [0, 2, 2, 0]),
        ("nobody is tagged", 4, [3, 2], [], [3, 1]),
        ("everybody is tagged", 4, [3, 2], [0, 1], [3, 1]),
        ("the tagged want more than there is", 2, [1, 5, 1], [1], [0, 2, 0]),
        ("the last one is tagged", 2, [2, 2, 1], [2], [1, 0, 1]),
    ],
    WHOLE: [
        ("a line that does not fit is passed over", 7, [3, 2, 4, 1], [], [3, 2, 0, 1]),
        ("a line gets all or nothing", 4, [5, 5], [], [0, 0]),
        ("who paid first goes first, though others would fill more", 5, [3, 5], [], [3, 0]),
        ("small ones behind a large one", 3, [5, 1, 1, 1], [], [0, 1, 1, 1]),
        ("nothing is there", 0, [1, 1], [], [0, 0]),
        ("exactly up to a line", 5, [3, 2, 4], [], [3, 2, 0]),
        ("some pieces fit nobody", 6, [5, 2, 2], [], [5, 0, 0]),
    ],
}  # fmt: skip
CASES = [(rule, *example) for rule, examples in BY_HAND.items() for example in examples]


@pytest.mark.parametrize(("rule", "what", "available", "wants", "tagged", "given"), CASES)
def test_as_worked_by_hand(rule, what, available, wants, tagged, given):
    assert shares(rule, available, wants, [place in tagged for place in range(len(wants))]) == given, what


def random_cases(count):
    chance = random.Random(20260525)
    for _ in range(count):
        wants = [chance.randint(1, chance.choice((1, 2, 5, 40))) for _ in range(chance.randint(1, 60))]
        available = chance.randint(0, sum(wants) + 2)
        yield available, wants, [chance.random() < 0.3 for _ in wants]


@pytest.mark.parametrize("rule", ShortageRule)
def test_the_sums_against_what_is_there_for_1000_cases(rule):
    wrong = []
    for available, wants, tagged in random_cases(1000):
        given = shares(rule, available, wants, tagged)
        within = all(0 <= got <= wanted for got, wanted in zip(given, wants, strict=True))
        whole = sum(given) == min(available, sum(wants))
        if rule is WHOLE:
            # Walking once more with what is left: nobody could still have been given all they want.
            left = available - sum(given)
            whole = left >= 0 and all(got == wanted or wanted > left for got, wanted in zip(given, wants, strict=True))
            whole &= all(got in (0, wanted) for got, wanted in zip(given, wants, strict=True))
        if not within or not whole or shares(rule, available, list(wants), list(tagged)) != given:
            wrong.append((available, wants, tagged, given))
    assert not wrong


def test_who_paid_first_never_gets_less_of_what_they_want_than_a_later_line():
    """First paid: once a line goes short, everybody behind it goes without."""
    for available, wants, tagged in random_cases(300):
        given = shares(FIRST, available, wants, tagged)
        short = [place for place, got in enumerate(given) if got < wants[place]]
        assert all(given[place] == 0 for place in short[1:])


def test_pro_rata_is_never_a_piece_away_from_the_quota():
    for available, wants, tagged in random_cases(300):
        whole = sum(wants)
        for wanted, got in zip(wants, shares(RATA, min(available, whole), wants, tagged), strict=True):
            assert abs(got * whole - wanted * min(available, whole)) < whole


def test_nobody_untagged_gets_a_piece_before_every_tagged_line_is_full():
    for available, wants, tagged in random_cases(300):
        given = shares(TAGGED, available, wants, tagged)
        tagged_short = any(got < wanted for got, wanted, tag in zip(given, wants, tagged, strict=True) if tag)
        assert not tagged_short or not any(got for got, tag in zip(given, tagged, strict=True) if not tag)


def test_the_hash_changes_with_everything_it_stands_for():
    base = (FIRST, "", 3, [1, 2], [2, 2], [False, True], [2, 1])
    others = [
        (WHOLE, *base[1:]),
        (FIRST, "老客", *base[2:]),
        (FIRST, "", 4, *base[3:]),
        (*base[:3], [2, 1], *base[4:]),
        (*base[:4], [2, 3], *base[5:]),
        (*base[:5], [True, True], base[6]),
        (*base[:6], [1, 2]),
    ]
    assert shares_hash(*base) == shares_hash(*base)
    assert len({shares_hash(*one) for one in [base, *others]}) == 8
