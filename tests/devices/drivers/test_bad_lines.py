"""Noise, cuts and wrong speed: the small edition of `python -m tests.devices.fuzz_scales`; and what a wrong speed does."""

from __future__ import annotations

import pytest

from devices.simulators.scale_speech import SPEECHES
from devices.simulators.wrong_line import misheard
from tests.devices.fuzz_scales import fuzz

FRAME = b"ST,GS,+  1.250kg\r\n"


@pytest.mark.parametrize("kind", sorted(SPEECHES))
def test_no_weight_is_booked_that_does_not_lie_there_and_two_good_frames_bring_it_back(kind):
    told = fuzz(kind, 1500, seed=11)
    assert not told.wrong
    assert not told.slow
    assert told.booked >= told.loads // 10 > 0


def test_at_the_same_speed_a_frame_arrives_as_it_was_sent():
    assert misheard(FRAME, 9600, 9600) == FRAME


@pytest.mark.parametrize("speed", [1200, 2400, 4800, 19200, 38400])
def test_at_another_speed_nothing_of_a_frame_is_left(speed):
    heard = misheard(FRAME * 20, 9600, speed)
    assert heard
    assert b"1.250" not in heard
