"""The sounds of a station: told apart by ear, silent when muted, never in the way of the window."""

from __future__ import annotations

import io
import wave

import pytest

from desktop.widgets import sounds as module
from desktop.widgets.sounds import Sounds
from desktop.widgets.tones import TUNES, Sound, wav_of


def read(sound: Sound, volume: int = 70) -> tuple[float, list[int]]:
    with wave.open(io.BytesIO(wav_of(sound, volume))) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        frames = file.readframes(file.getnframes())
        length = file.getnframes() / file.getframerate()
    return length, [int.from_bytes(frames[at : at + 2], "little", signed=True) for at in range(0, len(frames), 2)]


@pytest.mark.parametrize("sound", list(Sound))
def test_each_sound_is_a_short_wave_that_neither_clicks_nor_clips(sound):
    length, samples = read(sound)
    assert 0.05 < length < 0.6
    assert abs(samples[0]) < 500
    assert abs(samples[-1]) < 500
    assert 5_000 < max(map(abs, samples)) < 32_767


def test_no_two_sounds_have_the_same_number_of_tones_and_pitch():
    assert len({(len(tune), tune[0].pitch_hz, tune[-1].pitch_hz) for tune in TUNES.values()}) == len(Sound)


def test_right_is_higher_than_wrong_by_more_than_an_octave():
    right, wrong = TUNES[Sound.RIGHT][0].pitch_hz, TUNES[Sound.WRONG][0].pitch_hz
    assert right > 2 * wrong


def test_volume_makes_it_louder():
    quiet, loud = read(Sound.RIGHT, 35)[1], read(Sound.RIGHT, 100)[1]
    assert max(loud) > 2 * max(quiet)


@pytest.fixture
def played(qapp, tmp_path, monkeypatch):
    """Sounds on a system with a player; what it was given."""
    given = []

    def play(file):
        given.append(file)
        return True

    monkeypatch.setattr(module, "_player", lambda: play)
    monkeypatch.setattr(module.QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    sounds = Sounds(folder=tmp_path)
    return sounds, given


def test_a_sound_is_played_from_a_file_that_is_made_once(played):
    sounds, given = played
    sounds.play(Sound.RIGHT)
    stamp = given[0].stat().st_mtime_ns
    sounds.play(Sound.RIGHT)
    assert [file.name for file in given] == ["right-70.wav", "right-70.wav"]
    assert given[1].stat().st_mtime_ns == stamp
    assert given[0].read_bytes() == wav_of(Sound.RIGHT, 70)


def test_muted_is_silent_and_still_told(played):
    sounds, given = played
    told = []
    sounds.played.connect(told.append)
    sounds.volume = 0
    sounds.play(Sound.WRONG)
    assert (given, told) == ([], ["wrong"])


def test_without_a_player_the_system_beeps(qapp, qtbot, tmp_path, monkeypatch):
    beeps = []
    monkeypatch.setattr(module, "_player", lambda: lambda _file: False)
    monkeypatch.setattr(module.QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    monkeypatch.setattr(module.QApplication, "beep", staticmethod(lambda: beeps.append(1)))
    monkeypatch.setattr(module, "_BEEP_MS", 5)
    Sounds(folder=tmp_path).play(Sound.UNKNOWN)
    qtbot.wait(5)
    sounds = Sounds(folder=tmp_path)
    sounds.play(Sound.WRONG)
    qtbot.waitUntil(lambda: len(beeps) >= 2, timeout=2000)
