"""The station's scale in the window's thread: never an old weight as a live one, each load given once, silence told."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.background import scale as background
from desktop.background.scale import (
    PRACTICE,
    SALE,
    WHOLE_CRATE,
    Accepted,
    LiveState,
    Refused,
    Scale,
    WeightFault,
    kinds,
    moment,
    places,
)
from desktop.background.weights import fault_words, grams_of, kg, lamp_of, scale_face, why_typed
from desktop.widgets.scale_card import NO_WEIGHT
from desktop.widgets.tokens import Tone
from devices.certificates import certificate_of
from workers.practice import practice_scale

SOON_MS = 5000


@pytest.fixture
def scale(qapp, qtbot):
    scale = Scale()
    assert scale.connect_to(PRACTICE, "") == ""
    yield scale
    scale.close()


@pytest.fixture
def until(qtbot):
    return lambda happens: qtbot.waitUntil(happens, timeout=SOON_MS)


def test_a_resting_weight_is_shown_and_a_moving_one_does_not_count(scale, until):
    scale.practice.pan.put(1012)
    until(lambda: scale.live.state is LiveState.STABLE and scale.live.net_g == 1012)
    assert scale_face(scale.live).weight == "1.012"
    scale.practice.pan.shake()
    until(lambda: scale.live.state is LiveState.UNSTABLE)
    assert scale_face(scale.live).grams is None


@pytest.mark.parametrize(
    ("spoil", "state", "tone"),
    [
        (lambda pan: pan.freeze(), LiveState.STALE, Tone.CAREFUL),
        (lambda pan: pan.unplug(), LiveState.OFFLINE, Tone.WRONG),
        (lambda pan: pan.overload(), LiveState.OVERLOAD, Tone.WRONG),
        (lambda pan: setattr(pan, "unit", "lb"), LiveState.WRONG_UNIT, Tone.WRONG),
        (lambda pan: (pan.tare(), pan.take()), LiveState.NEGATIVE, Tone.CAREFUL),
    ],
)
def test_no_weight_is_shown_that_does_not_hold(scale, until, spoil, state, tone):
    scale.practice.pan.put(1012)
    until(lambda: scale.live.state is LiveState.STABLE)
    spoil(scale.practice.pan)
    until(lambda: scale.live.state is state)
    face = scale_face(scale.live)
    assert (face.weight, face.grams, face.tone) == (NO_WEIGHT, None, tone)
    assert face.word


def test_a_weight_that_is_waited_for_comes_once(scale, until):
    found = []
    scale.weigh(found.append)
    scale.practice.pan.put(1012)
    until(lambda: bool(found))
    assert isinstance(found[0], Accepted)
    assert found[0].weight_g == 1012
    again = scale.accept(0.0)
    assert isinstance(again, Refused)
    assert again.fault is WeightFault.USED_ALREADY
    scale.forgive()
    until(lambda: isinstance(scale.accept(0.0), Accepted))


def test_who_waits_too_long_hears_why(scale, until):
    found = []
    until(lambda: scale.live.state is LiveState.STABLE)
    scale.weigh(found.append, within_s=0.3)
    until(lambda: bool(found))
    assert found[0].fault is WeightFault.EMPTY


def test_a_wrong_unit_is_told_at_once_and_by_its_name(scale, until):
    found = []
    scale.practice.pan.unit = "jin"
    until(lambda: scale.live.state is LiveState.WRONG_UNIT)
    scale.weigh(found.append)
    until(lambda: bool(found))
    assert (found[0].fault, found[0].reading.unit) == (WeightFault.WRONG_UNIT, "jin")


def test_without_a_scale_the_answer_is_there_at_once(qapp):
    scale = Scale()
    assert scale.connect_to("", "st_gs") == ""
    assert not scale.is_there
    found = scale.accept(moment())
    assert isinstance(found, Refused)
    assert found.fault is WeightFault.NO_SCALE
    assert scale_face(scale.live).weight == NO_WEIGHT


def test_who_waits_hears_it_when_the_scale_is_taken_away(scale, until):
    found = []
    until(lambda: scale.live.state is LiveState.STABLE)
    scale.weigh(found.append)
    scale.close()
    assert [each.fault for each in found] == [WeightFault.NO_SCALE]


def test_an_address_that_names_nothing_is_told_and_the_window_goes_on(qapp):
    scale = Scale()
    assert "tcp://HOST:PORT" in scale.connect_to("tcp://nowhere", "st_gs")
    assert scale.live.state is LiveState.OFFLINE
    scale.close()


def test_the_settings_offer_practice_and_every_family():
    assert places()[0] == PRACTICE
    assert {key for key, _name in kinds()} >= {"st_gs", "toledo"}


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("1.012", 1012),
        ("1,5", 1500),
        ("1012", 1012),
        ("0", None),
        ("1.0123", None),
        ("abc", None),
        ("-5", None),
        ("", None),
    ],
)
def test_weights_are_typed_in_kilograms_or_grams(text, grams):
    assert grams_of(text) == grams


def test_every_fault_has_a_word_a_matter_and_a_way_on():
    for fault in WeightFault:
        assert all(fault_words(fault))
    assert kg(-120) == "-0.120"


def test_a_scale_faster_than_the_window_is_heard_when_there_is_time(scale, qtbot, monkeypatch):
    told = []
    scale.live_changed.connect(told.append)
    for weight in range(100, 2000, 100):
        scale.practice.pan.put(weight)
    qtbot.waitUntil(lambda: scale.live.net_g == 1900 and scale.live.state is LiveState.STABLE, timeout=SOON_MS)
    assert len(told) < 40
    assert background.LOOK_MS <= 500


@pytest.fixture
def real(qapp, qtbot):
    """A scale that the window takes for a real one: on a wire of its own, not practice."""
    made = practice_scale(interval_s=0.02)
    scale = Scale()
    scale.use(made.driver)
    yield scale, made.pan
    scale.close()
    made.close()


def accepted(scale, until, use):
    pressed, found = moment(), []
    until(lambda: found.append(scale.accept(pressed, use)) or isinstance(found[-1], Accepted))
    return found[-1].weight_g


def test_a_scale_whose_certificate_ended_makes_no_price_but_checks_a_crate(real, until):
    scale, pan = real
    scale.today = lambda: date(2026, 11, 22)
    scale.certify(certificate_of("A1", "2026-11-21"))
    pan.put(1012)
    until(lambda: scale.live.state is LiveState.STABLE)
    assert scale.accept(0.0) == Refused(WeightFault.NO_CERTIFICATE, scale.accept(0.0).reading)
    face = scale_face(scale.live)
    assert (face.word, face.grams, face.tone) == ("不能结算", None, Tone.WRONG)
    assert "2026-11-21" in lamp_of(scale.live)[0]
    assert accepted(scale, until, WHOLE_CRATE) == 1012


def test_a_certificate_that_ends_soon_is_told_at_the_foot_and_weighs_on(real, until):
    scale, pan = real
    scale.today = lambda: date(2026, 11, 22)
    scale.certify(certificate_of("A1", "2026-12-01"))
    pan.put(1012)
    until(lambda: scale.live.state is LiveState.STABLE)
    assert lamp_of(scale.live) == ("秤已就绪，检定证书到 2026-12-01", Tone.CAREFUL)
    assert accepted(scale, until, SALE) == 1012


def test_a_practice_scale_needs_no_certificate(scale, until):
    scale.certify(certificate_of("A1", "2020-01-01"))
    scale.practice.pan.put(1012)
    assert accepted(scale, until, SALE) == 1012


def test_a_whole_crate_is_not_weighed_while_a_tare_is_on(real, until):
    scale, pan = real
    scale.tare_known(500)
    pan.put(1512)
    until(lambda: scale.live.net_g == 1012)
    assert "0.500" in scale_face(scale.live).kind
    found = scale.accept(0.0, WHOLE_CRATE)
    assert isinstance(found, Refused)
    assert found.fault is WeightFault.TARED
    assert accepted(scale, until, SALE) == 1012
    pan.take()
    until(lambda: scale.live.net_g is not None and scale.live.net_g < 0)
    scale.clear_tare()
    pan.put(1512)
    assert accepted(scale, until, WHOLE_CRATE) == 1512


def test_a_typed_weight_says_what_was_the_matter_with_the_scale(scale, until):
    assert why_typed(Scale().live) == "工位没有秤"
    scale.practice.pan.overload()
    until(lambda: scale.live.state is LiveState.OVERLOAD)
    assert why_typed(scale.live) == "秤超载"


def test_every_kind_of_scale_may_be_chosen_with_templates_of_the_users(tmp_path):
    (tmp_path / "mine.toml").write_text('name = "Mine"\nunit = "kg"\nframe = "{STX}{weight 6.3}{CR}"\n')
    names = dict(kinds(tmp_path))
    assert names["mine"] == "Mine"
    assert {"st_gs", "toledo_8217", "mt_sics", "nci", "ohaus", "os2", "kern", "dibal", "dahua"} <= set(names)


@pytest.mark.parametrize("kind", ["st_gs", "toledo_8217"])
@pytest.mark.parametrize("spoil", [lambda pan: pan.unplug(), lambda pan: pan.freeze()], ids=["unplugged", "frozen"])
def test_dashes_stand_on_the_card_within_a_second(qapp, until, kind, spoil):
    scale = Scale()
    scale.connect_to(PRACTICE, kind)
    scale.practice.pan.put(1012)
    until(lambda: scale_face(scale.live).weight == "1.012")
    began = moment()
    spoil(scale.practice.pan)
    until(lambda: scale_face(scale.live).weight == NO_WEIGHT)
    took = moment() - began
    scale.close()
    assert took <= 1.0
