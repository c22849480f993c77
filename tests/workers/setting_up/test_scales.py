"""Setting a scale up: guessing what speaks, a test weighing, a template that a person wrote; each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.errors import LinkDown
from devices.links.memory import Wire
from devices.links.serial_line import LineSettings
from devices.readings import WeightFault
from devices.scale_kinds import SCALES, scale_kinds
from devices.simulators.scale import ScaleSim
from devices.simulators.tcp_end import TcpEnd
from domain.common.sentences import LANGUAGES, in_language, sentence
from workers.practice import practice_scale
from workers.setting_up import scales

KINDS = scale_kinds()


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    monkeypatch.setattr(scales, "LISTEN_S", 0.12)
    monkeypatch.setattr(scales, "ASK_S", 0.6)
    monkeypatch.setattr(scales, "LOOK_S", 0.01)


@contextmanager
def speaking(kind: str) -> Iterator[Wire]:
    """A scale of the kind at the far end of a wire."""
    wire = Wire("COM7")
    pan = ScaleSim(wire.far, kind, interval_s=0.005)
    pan.put(1250)
    pan.start()
    yield wire
    pan.close()


@pytest.mark.parametrize("kind", ["st_gs", "toledo", "toledo_sum", "os2", "bcd", "con3", "plain_kg"])
def test_a_scale_that_speaks_is_known_by_listening(kind):
    with speaking(kind) as wire:
        guess = scales.guess_on("COM7", lambda _line: wire.near, KINDS)
    assert guess.kind == kind
    assert guess.tried.works
    assert "COM7" in sentence(guess.tried.notice)


@pytest.mark.parametrize("kind", ["toledo_8217", "nci", "os2_asked", "kern", "dibal"])
def test_a_scale_that_waits_to_be_asked_is_known_by_its_answer(kind):
    others = {"ohaus": KINDS["ohaus"], kind: KINDS[kind], "mt_sics": KINDS["mt_sics"]}
    with speaking(kind) as wire:
        guess = scales.guess_on("COM7", lambda _line: wire.near, others, scales.LINES[:1])
    assert guess.kind == kind


def test_asking_never_zeroes_or_tares():
    said = [kind.commands.request for kind in KINDS.values() if kind.commands.request]
    assert said
    for request in said:
        word = request.strip().decode("latin-1")
        assert word not in ("Z", "T", "t", "C")


def test_a_port_that_is_silent_says_what_to_look_at():
    wire = Wire("COM7")
    guess = scales.guess_on("COM7", lambda _line: wire.near, {"st_gs": SCALES["st_gs"]}, scales.LINES[:1])
    assert not guess.tried.works
    assert "cable" in told(guess.tried)


def test_bytes_of_nobody_are_shown_in_hex():
    wire = Wire("COM7")

    class Chatter:
        def __init__(self) -> None:
            self.address, self.open, self.close = "COM7", wire.near.open, wire.near.close
            self.discard_input, self.write = wire.near.discard_input, wire.near.write

        def read(self, within_s: float) -> bytes:
            return b"\xf8\x1c\x9a"

    guess = scales.guess_on("COM7", lambda _line: Chatter(), {"st_gs": SCALES["st_gs"]}, scales.LINES[:1])
    assert "f8 1c 9a" in told(guess.tried)


def test_a_port_that_another_program_holds_is_named_with_the_systems_words():
    def held(_line: LineSettings) -> Wire:
        raise LinkDown("COM7", "access denied")

    guess = scales.guess_on("COM7", held, KINDS)
    assert "access denied" in told(guess.tried)


def test_an_address_that_is_none_is_told_what_is_wanted():
    assert "tcp://" in told(scales.guess_scale("two words").tried)


def test_a_scale_behind_a_network_box_is_guessed_too():
    end = TcpEnd()
    pan = ScaleSim(end, "st_gs", interval_s=0.005)
    pan.start()
    guess = scales.guess_scale(end.address)
    pan.close()
    assert (guess.kind, guess.tried.works) == ("st_gs", True)


def test_a_test_weighing_works_or_says_what_is_wrong():
    practice = practice_scale(interval_s=0.01)
    practice.pan.put(500)
    assert told(scales.try_weighing(practice.driver, 500, within_s=5)) == "The scale works: 500 g, steady."
    practice.pan.take()
    practice.pan.put(760)
    off = scales.try_weighing(practice.driver, 500, within_s=5)
    practice.close()
    assert not off.works
    assert "760 g" in told(off)


def test_every_fault_of_a_weighing_has_its_sentence_in_both_languages():
    for fault in WeightFault:
        if fault in (WeightFault.TARED, WeightFault.NO_CERTIFICATE):
            continue  # of the station, not of a scale being set up
        for wanted in LANGUAGES:
            with in_language(wanted):
                assert ":" not in sentence(scales.Tried.bad(f"weigh_{fault.value}").notice)


GOOD = 'name = "Mine"\nunit = "kg"\nframe = "{STX}{sign}{weight 6.3}{CR}"\n'
BAD = [
    ("frame = ", "cannot be read"),
    ('frame = "{STX}{weight 6}"\nunit = "kg"', "“name” is missing"),
    ('name = "x"\nunit = "kg"\nframe = "{weight 6}"', "no fixed byte"),
    ('name = "x"\nunit = "kg"\nframe = "{STX}{CR}"', "no weight"),
    ('name = "x"\nunit = "kg"\nframe = "{STX}{gewicht 6}"', "“gewicht 6” is no field"),
    ('name = "x"\nunit = "kg"\nframe = "{STX}{weight}"', "width"),
    ('name = "x"\nunit = "kg"\nframe = "{STX}{weight 6"', "brace stands alone"),
    ('name = "x"\nunit = "kg"\nframe = "{STX}{weight 6}{weight 6}"', "twice"),
    ('name = "x"\nunit = "kg"\nframe = "{STX}{stable ST U}{weight 6}"', "same length"),
    ('name = "x"\nunit = "kg"\nframe = "{STX}{stable ST}{weight 6}"', "needs its words"),
    ('name = "x"\nunit = "jin"\nframe = "{STX}{weight 6}"', "cannot be used for trade"),
    ('name = "x"\nframe = "{STX}{weight 6}"', "names no unit"),
    ('name = "x"\nunit = "kg"\nline = "fast"\nframe = "{STX}{weight 6}"', "“fast” is no line"),
    ('name = "x"\nunit = "kg"\nrequest = "{GO}"\nframe = "{STX}{weight 6}"', "“GO” is no byte"),
    ('name = "x"\nunit = "kg"\ncolour = "red"\nframe = "{STX}{weight 6}"', "“colour” means nothing"),
    ('name = 7\nunit = "kg"\nframe = "{STX}{weight 6}"', "quotation marks"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_a_wrong_template_is_told_what_is_wrong_with_it(tmp_path, text, words):
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    tried = scales.check_template(file)
    assert not tried.works
    assert words in told(tried)
    with in_language("zh_CN"):
        assert "mine.toml" in sentence(tried.notice)


def test_a_right_template_is_a_kind_of_scale(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert scales.check_template(file).works
    language = scale_kinds(tmp_path)["mine"].language()
    assert [frame.net_g for frame in language.feed(b"\x02+001250\r" * 2)] == [1250]


def test_a_template_may_sum_its_bytes(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('name = "x"\nunit = "g"\nframe = "{STX}{from}{weight 5}{xor}{ETX}"\n', encoding="utf-8")
    language = scale_kinds(tmp_path)["mine"].language()
    right, wrong = b"\x0201250" + b"\x36" + b"\x03", b"\x0201251" + b"\x36" + b"\x03"
    assert [frame.net_g for frame in language.feed(right * 2 + wrong + right)] == [1250, 1250]


def test_shipped_templates_that_no_document_confirms_say_so():
    unconfirmed = {key for key, kind in KINDS.items() if not kind.is_confirmed}
    assert unconfirmed == {"dahua", "dibal_98"}
    assert all("not confirmed" in KINDS[key].name for key in unconfirmed)


def told(tried: scales.Tried) -> str:
    with in_language("en"):
        return sentence(tried.notice)
