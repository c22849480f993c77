"""Every state of a printer and every doubt about a label has a sentence in both languages, with what to do next."""

from __future__ import annotations

import pytest

from devices.drivers.proof import STOPS, PrintFault
from devices.readings import Condition, Health, HealthState
from domain.common.sentences import LANGUAGES, sentence, use_language
from workers.spooler import fault_words, health_notice

STATES = sorted(set(HealthState) - {HealthState.BLOCKED, HealthState.WARNING})


@pytest.fixture(params=LANGUAGES, autouse=True)
def speech(request):
    use_language(request.param)
    return request.param


def is_told(words: str) -> bool:
    """A real sentence about this printer, and not the code of one that is missing."""
    return "箱签机" in words and not words.startswith(("printer_", "label_")) and "{" not in words


@pytest.mark.parametrize("state", STATES)
def test_every_health_is_told(state):
    assert is_told(sentence(health_notice("箱签机", "10.0.0.9:9100", Health(state, 0.0, "timed out"))))


@pytest.mark.parametrize("condition", sorted(Condition))
def test_everything_a_printer_says_of_itself_is_told(condition):
    state = HealthState.BLOCKED if condition in STOPS else HealthState.WARNING
    assert is_told(sentence(health_notice("箱签机", "COM3", Health(state, 0.0, condition.value))))


def test_of_several_conditions_the_gravest_is_told():
    both = Health(HealthState.BLOCKED, 0.0, "head_open,paper_out")
    only = Health(HealthState.BLOCKED, 0.0, "head_open")
    assert sentence(health_notice("箱签机", "", both)) == sentence(health_notice("箱签机", "", only))


@pytest.mark.parametrize(
    "fault", [each.value for each in PrintFault if each is not PrintFault.STOPPED] + ["sender_gone"]
)
def test_every_doubt_about_a_label_is_told_with_its_serial(fault):
    words = fault_words(f"{fault}: [Errno 104] reset", printer="箱签机", serial="L0123456789ABC")
    assert is_told(words)
    assert "L0123456789ABC" in words


@pytest.mark.parametrize("condition", sorted(STOPS))
def test_what_stopped_a_label_is_told_and_where_to_look(condition):
    words = fault_words(f"stopped: {condition.value},fault", printer="箱签机", serial="L0123456789ABC")
    assert is_told(words)
    assert "L0123456789ABC" in words


def test_a_doubt_without_a_reason_is_told_too():
    words = fault_words("", printer="箱签机", serial="L1")
    assert "L1" in words
    assert not words.startswith("label_")
