from __future__ import annotations

import pytest

from desktop.settings import Settings, default_file, load


def test_settings_come_back_as_they_were_kept(tmp_path):
    file = tmp_path / "deep" / "desk.toml"
    kept = Settings(file, theme="dark", language="en", person='陈"峰\\\n', last_cycle="0525", inspector=False)
    kept.columns = {"orders.buyer": [2, 140, 0], "orders.version": [1]}
    kept.save()
    assert load(file) == kept


@pytest.mark.parametrize("text", ["", "theme = ", "\x00", "theme = 3\ncolumns = 1", "[columns]\nbuyer = 'wide'"])
def test_a_file_that_makes_no_sense_counts_as_defaults(tmp_path, text):
    file = tmp_path / "desk.toml"
    file.write_text(text)
    assert load(file) == Settings(file)


def test_a_file_in_another_encoding_counts_as_defaults(tmp_path):
    file = tmp_path / "desk.toml"
    file.write_bytes("person = '陈峰'".encode("gb18030"))
    assert load(file).person == ""


def test_settings_without_a_file_are_kept_nowhere():
    Settings(theme="dark").save()
    assert load(None) == Settings()


def test_an_interrupted_save_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "desk.toml"
    Settings(file, person="陈峰").save()
    monkeypatch.setattr("os.fsync", lambda _handle: (_ for _ in ()).throw(OSError("no power")))
    with pytest.raises(OSError, match="no power"):
        Settings(file, person="王敏").save()
    assert load(file).person == "陈峰"


def test_the_file_lies_in_the_persons_own_configuration(ground):
    assert default_file().is_relative_to(ground)
