"""Which keys are one scan, and how the timing of a scanner is learnt: no window, no clock but the keys' own."""

from __future__ import annotations

import pytest

from devices.drivers.wedge import GAP_S, Burst, Fate, LearnFault, Learnt, WedgeLearner, WedgeTiming

CODE = "6901234567892"


def typed(burst: Burst, text: str, gap: float, start: float = 10.0) -> list[str]:
    """The codes that came of typing a text with “\\r” as its ends."""
    found, now = [], start
    for key in text:
        now += gap
        if not burst.follows(now):
            burst.take()
        if burst.press(key, now, is_end=key == "\r") is Fate.SCANNED:
            found.append(burst.take(now))
    return found


@pytest.mark.parametrize("gap", [0.001, 0.003, 0.025, 0.049])
def test_a_burst_with_an_end_is_a_scan_at_every_speed_of_a_scanner(gap):
    assert typed(Burst(), f"{CODE}\r{CODE}\r", gap) == [CODE, CODE]


@pytest.mark.parametrize("gap", [0.051, 0.08, 0.18])
def test_a_person_is_never_a_scan(gap):
    assert typed(Burst(), f"{CODE}\r", gap) == []


def test_a_learnt_gap_takes_a_slow_scanner_in_and_keeps_a_quick_typist_out():
    assert typed(Burst(WedgeTiming(gap_s=0.08)), f"{CODE}\r", 0.06) == [CODE]
    assert typed(Burst(WedgeTiming(gap_s=0.025)), "chen\r", 0.03) == []


@pytest.mark.parametrize("gap", [0.002, 0.02, 0.07])
def test_three_scans_of_one_code_teach_the_gap(gap):
    learner = teach(CODE, gap)
    learnt = learner.outcome()
    assert isinstance(learnt, Learnt)
    assert gap * 1.5 <= max(learnt.timing.gap_s, GAP_S)
    assert typed(Burst(learnt.timing), f"{CODE}\r", gap) == [CODE]
    assert learnt.timing.has_end


def test_nothing_is_learnt_before_the_third_scan():
    learner = teach(CODE, 0.01, times=2)
    assert (learner.done, learner.outcome()) == (2, None)


def test_a_scanner_without_an_end_is_learnt_by_its_pauses():
    learner = teach(CODE, 0.01, end="")
    learner.pause()
    assert learner.outcome() == Learnt(WedgeTiming(0.025, "", has_end=False), CODE, pytest.approx(0.01))


@pytest.mark.parametrize(("before", "prefix"), [("", ""), ("~", "~"), ("\x02", "\x02"), ("]C0", ""), ("~]C0", "~")])
def test_a_prefix_is_what_stands_before_the_code_shown(before, prefix):
    learnt = teach(before + "DAYBREAK-1", 0.01, shown="DAYBREAK-1").outcome()
    assert learnt.timing.prefix == prefix


@pytest.mark.parametrize(("before", "prefix"), [("", ""), ("~", "~"), ("\x02", "\x02"), ("]E0", ""), ("$%]E0", "$%")])
def test_without_a_code_shown_a_prefix_is_known_before_an_ean(before, prefix):
    assert teach(before + CODE, 0.01).outcome().timing.prefix == prefix


@pytest.mark.parametrize(
    ("code", "gap", "fault"),
    [
        (CODE, 0.13, LearnFault.TOO_SLOW),
        ("123", 0.01, LearnFault.SHORT),
        ("daybreak-1", 0.01, LearnFault.CAPS_LOCK),
        ("DQYBREQK61", 0.01, LearnFault.LAYOUT),
    ],
)
def test_why_nothing_can_be_learnt_is_told(code, gap, fault):
    shown = "" if code in (CODE, "123") else "DAYBREAK-1"
    assert teach(code, gap, shown=shown).outcome() is fault


def test_three_different_codes_teach_nothing():
    learner = teach(CODE, 0.01, times=2)
    teach("4006381333931", 0.01, times=1, learner=learner, start=100)
    assert learner.outcome() is LearnFault.DIFFERENT


def teach(
    code: str,
    gap: float,
    *,
    times: int = 3,
    end: str = "\r",
    shown: str = "",
    learner: WedgeLearner | None = None,
    start: float = 1.0,
) -> WedgeLearner:
    learner, now = learner or WedgeLearner(shown), start
    for _time in range(times):
        now += 2
        for key in code + end:
            now += gap
            learner.press(key, now, is_end=key == "\r")
    return learner
